#!/usr/bin/env python3
"""Writes kernel/validate_tables.c from the ABI's headers.

Validation mode has a checked twin of every function of every table.  They
follow from the declarations: what is a value, what may not be NULL, what is a
handle, and which marks ([F], [T]) stand in the comment.  The file is committed,
formatted by clang-format; tests/abi/tables.test.sh fails when it is not what
this prints.
"""
import re
import sys

from abi_headers import TABLES, functions, read

THINGS = {'drupe_ref', 'drupe_handle', 'drupe_port', 'drupe_work',
          'drupe_deferred', 'drupe_async', 'drupe_instance'}
# Pointers that may be NULL, by function and parameter; '*' is any function.
MAY_BE_NULL = {
    ('*', 'arg'), ('*', 'data'), ('*', 'native'), ('*', 'finalize'),
    ('*', 'self_'), ('*', 'message'), ('resize', 'p'), ('release', 'p'),
    ('publish', 'self'), ('query', 'lost'), ('query', 'why'),
    ('string_new', 'text'), ('string_copy', 'buf'),
    ('string_copy', 'written'), ('run', 'file'), ('error_new', 'code'),
    ('error_from', 'what'), ('error_from', 'where'),
    ('instance_new', 'instance'), ('bind', 'instance'), ('*', 'members'),
    ('*', 'argv'), ('work_queue', 'done'), ('work_queue', 'work'),
    ('port_close', 'dropped'), ('callback', 'result'), ('*', 'pin_'),
    ('buffer_unpin', 'pin'), ('enter', 'async'), ('callback', 'async'),
    ('async_free', 'async'), ('ref_free', 'ref'), ('handle_free', 'h'),
    ('port_free', 'port'), ('buffer_external', 'data'),
    ('define_members', 'members'), ('attach', 'data'), ('from_int64', 'self'),
    ('from_uint64', 'self'), ('to_int64', 'self'), ('to_uint64', 'self'),
    ('write', 'self')}
# What ends a thing, what an out parameter or result begins.
ENDS = {'ref_free': 'ref', 'handle_free': 'h', 'port_free': 'port',
        'settle': 'd', 'async_free': 'async'}
BEGINS_OUT = {'ref_new': 'out', 'timer_new': 'out', 'poll_new': 'out',
              'port_new': 'out', 'work_queue': 'work',
              'instance_new': 'instance', 'bind': 'instance'}
BEGINS_RESULT = {'deferred_new', 'async_capture', 'instance'}
# Legal outside a bracket although values are in their signatures.
OUTSIDE = {'error_new', 'error_from', 'raise', 'take_error', 'uncaught',
           'ref_new', 'settle', 'unwrap', 'buffer_get', 'truthy', 'kind',
           'strict_equals', 'string_view', 'string_length', 'string_copy',
           'buffer_pin', 'key', 'key_private'}
KEYS = {'key', 'key_private'}
# Lists of values, and the parameter that says how many: in, and out, where none
# is an answer.
LISTS = {'argv': 'argc', 'keys': 'count', 'values': 'count'}
# Services of the kernel that values pass through: header and name.
SERVICES = [('bigint', 'drupe.bigint'), ('stack', 'drupe.stack')]
BY_HAND = {'scope_open', 'scope_close', 'enter', 'leave'}


def name_of(param):
    m = re.search(r'\(\*(\w+)\)', param) or re.search(r'(\w+)$', param)
    return m.group(1)


def may_be_null(function, param):
    return ('*', param) in MAY_BE_NULL or (function, param) in MAY_BE_NULL


def fail(ret):
    if ret == 'void':
        return 'return;'
    if ret == 'drupe_value':
        return 'return drupe_none();'
    if ret.endswith('*'):
        return 'return NULL;'
    return 'return %s;' % ('0' if ret in ('double', 'uint64_t', 'size_t')
                           else 'DRUPE_E_INVAL')


def wrapper(table, field, ret, fn, params, comment):
    params = [re.sub(r'\bcaller$', 'cx', p) for p in params]
    names = [name_of(p) for p in params]
    full = '"%s->%s"' % (field, fn)
    has_cx = names and names[0] == 'cx'
    values = any('drupe_value' in p for p in params) or ret == 'drupe_value'
    marks = ['DRUPE__MARK_F'] if '[F]' in comment else []
    if '[T]' in comment:
        marks.append('DRUPE__MARK_T')
    if not values or fn in OUTSIDE:
        marks.append('DRUPE__MARK_OUTSIDE')
    space = '' if ret.endswith('*') else ' '
    out = ['static %s%schecked_%s_%s(%s) {' % (
        ret, space, table, fn, ', '.join(params) or 'void')]
    code, after, args = [], [], list(names)
    bail = fail(ret)
    if has_cx:
        code.append('if (!drupe__validate_enter(cx, %s, %s))' % (
            full, ' | '.join(marks) or '0'))
        code.append('  ' + bail)
    cx = 'cx' if has_cx else 'drupe__validate_cx()'
    threaded = '[T]' in comment
    for p, n in zip(params, names):
        if n == 'cx' and has_cx:
            continue
        if p == 'drupe_value %s' % n:
            code.append('%s = drupe__validate_in(cx, %s, %s);' % (n, full, n))
        elif n in LISTS and p.startswith('const drupe_value *'):
            few, list_ = ('few', 'list') if n == 'argv' else (
                'few_' + n, 'list_' + n)
            out.append('  drupe_value %s[16], *%s = %s;' % (few, list_, few))
            code.append('%s = drupe__validate_list(cx, %s, %s, %s, %s);' % (
                list_, full, LISTS[n], n, few))
            code.append('if (%s == NULL)%s' % (list_, ' {' if after else ''))
            code += after + [bail, '}'] if after else [bail]
            args[names.index(n)] = list_
            after.append('if (%s != %s)\n    free(%s);' % (list_, few, list_))
        elif re.match(r'(const )?(\w+) \*\w+$', p):
            kind = re.match(r'(const )?(\w+) \*\w+$', p).group(2)
            if kind in THINGS and not threaded:
                cond = 'drupe__validate_thing(%s, %s, %s)' % (cx, full, n)
                if may_be_null(fn, n):
                    cond = '(%s == NULL || %s)' % (n, cond)
                code.append('if (!%s)' % cond)
                code.append('  ' + bail)
            elif not may_be_null(fn, n) and not threaded:
                code.append('if (!drupe__validate_pointer(%s, %s, %s))' % (
                    cx, full, n))
                code.append('  ' + bail)
        elif ('*' in p and not may_be_null(fn, n) and not threaded):
            probe = '(const void *)(uintptr_t)%s' % n if '(*' in p else n
            code.append('if (!drupe__validate_pointer(%s, %s, %s))' % (
                cx, full, probe))
            code.append('  ' + bail)
    if fn in ENDS:
        code.append('drupe__validate_gone(%s, %s);' % (cx, ENDS[fn]))
    call = 'drupe__%s_api.%s(%s)' % (table, fn, ', '.join(args))
    if ret == 'void':
        code.append(call + ';')
    else:
        out.append('  %s%sanswer;' % (ret, space))
        code.append('answer = %s;' % call)
    code += after
    if fn in BEGINS_OUT:
        n = BEGINS_OUT[fn]
        ok = ('!drupe_is_none(answer)' if ret == 'drupe_value'
              else 'answer >= 0')
        code.append('if (%s && %s != NULL)' % (ok, n))
        code.append('  drupe__validate_made(cx, *%s);' % n)
    if fn in BEGINS_RESULT:
        code.append('if (answer != NULL)')
        code.append('  drupe__validate_made(cx, answer);')
    for p, n in zip(params, names):
        if p == 'drupe_value *%s' % n and n in LISTS:
            out.append('  uint32_t i;')
            code.append('for (i = 0; answer >= 0 && i < %s; i++)' % LISTS[n])
            code.append('  %s[i] = drupe__validate_out(cx, %s[i]);' % (n, n))
        elif p == 'drupe_value *%s' % n:
            ok = 'answer != NULL' if ret.endswith('*') else 'answer >= 0'
            code.append('if (%s && %s != NULL)' % (ok, n))
            code.append('  *%s = drupe__validate_out(cx, *%s);' % (n, n))
    if ret == 'drupe_value':
        code.append('return drupe__validate_%s(cx, answer);' % (
            'key' if fn in KEYS else 'out'))
    elif ret != 'void':
        code.append('return answer;')
    return '\n'.join(out + [''] + ['  ' + c for c in code] + ['}'])


def main(root):
    print('''/* kernel/validate_tables.c - the twins that check, of every function.
 *
 * Made by packaging/validate-tables.py from abi/; do not edit. */
#include "kernel/validate.h"

#include "drupe/bigint.h"
#include "drupe/stack.h"

extern const drupe_bigint_api drupe__bigint_api;
extern const drupe_stack_api drupe__stack_api;
''')
    for table, field in TABLES + SERVICES:
        text = read(root, table)
        names = []
        for ret, fn, params, comment in functions(text, table):
            names.append(fn)
            if fn not in BY_HAND:
                print(wrapper(table, field, ret, fn, params, comment) + '\n')
        print('const drupe_%s_api drupe__checked_%s_api = {' % (table, table))
        print('    .head = DRUPE__HEAD(drupe_%s_api),' % table)
        for fn in names:
            prefix = 'drupe__' if fn in BY_HAND else ''
            print('    .%s = %schecked_%s_%s,' % (fn, prefix, table, fn))
        print('};\n')


main(sys.argv[1] if len(sys.argv) > 1 else '.')

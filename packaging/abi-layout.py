#!/usr/bin/env python3
"""Writes tests/abi/layout_test.c: where every field of the ABI lies.

The numbers are the compiler's, asked once when a field was added, and committed.
A change of the headers that moves one of them no longer compiles, and
tests/abi/tables.test.sh fails while a field is missing from the file.  Numbers
that are there already never change in a major: new ones come at the ends.
"""
import os
import subprocess
import sys
import tempfile

from abi_headers import fields, headers, read, structs

HEAD = '''/* tests/abi/layout_test.c - locks every offset of the ABI (LP64).
 *
 * Made by packaging/abi-layout.py.  A line that is here never changes in this
 * major; a new field adds one.  It is a test that compiles, or does not. */
#include <drupe.h>
#include <drupe/bigint.h>
#include <drupe/libuv.h>
#include <drupe/socket.h>
#include <drupe/stack.h>
#include <drupe/stream.h>

#include <stdio.h>

#define SIZE(type, size)                                                       \\
  _Static_assert(sizeof(struct type) == (size), "size of " #type)
#define AT(type, field, offset)                                                \\
  _Static_assert(offsetof(struct type, field) == (offset),                     \\
                 #type "." #field " has moved")

#if UINTPTR_MAX == UINT64_MAX'''

TAIL = '''#endif

int main(void) {
  puts("ok 1 - every field lies where it was");
  return 0;
}'''


def collect(root):
    """(struct, its fields), every struct of every header."""
    return [(name, list(fields(body)))
            for header in headers(root)
            for name, body in structs(read(root, header))]


def measure(root, layout):
    """The compiler's answer: one number for each size and offset, in order."""
    lines = ['#include "drupe.h"'] + [
        '#include "%s.h"' % name for name in headers(root)]
    lines += ['#include <stdio.h>', 'int main(void) {']
    for name, names in layout:
        lines.append('printf("%%zu\\n", sizeof(struct %s));' % name)
        lines += ['printf("%%zu\\n", offsetof(struct %s, %s));' % (name, field)
                  for field in names]
    lines.append('return 0; }')
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, 'probe.c')
        with open(source, 'w') as f:
            f.write('\n'.join(lines))
        program = os.path.join(folder, 'probe')
        subprocess.run([os.environ.get('CC', 'cc'), '-iquote',
                        os.path.join(root, 'abi'), source, '-o', program],
                       check=True)
        return subprocess.run([program], check=True, capture_output=True,
                              text=True).stdout.split()


def main(root):
    layout = collect(root)
    numbers = iter(measure(root, layout))
    print(HEAD)
    for name, names in layout:
        print('SIZE(%s, %s);' % (name, next(numbers)))
        for field in names:
            print('AT(%s, %s, %s);' % (name, field, next(numbers)))
    print(TAIL)


main(sys.argv[1] if len(sys.argv) > 1 else '.')

#!/usr/bin/env python3
"""Writes the reference part of docs/abi.md: every function, from the headers.

  packaging/abi-reference.py ROOT          prints docs/abi.md with it renewed

What stands between the two marks of that page is made from abi/; the words are
the headers' own.  tests/abi/tables.test.sh fails when the page is not what
this prints.
"""
import os
import re
import sys
import textwrap

from abi_headers import TABLES, functions, headers, pointers, read, structs

BEGIN, END = '<!-- reference: begin -->', '<!-- reference: end -->'


def words(comment):
    """The text of a comment, without its decoration and section titles."""
    text = ' '.join(re.sub(r'^\s*\*? ?', '', line)
                    for part in re.findall(r'/\*(.*?)\*/', comment, re.S)
                    for line in part.split('\n')
                    if not re.match(r'\s*-- ', part))
    return re.sub(r'\s+', ' ', text).strip().rstrip('-').strip()


def sections(comment):
    """A title that the comment opens a section with, or None."""
    found = re.search(r'/\* -- (.*?) ?-*\s*\*/|/\* -- (.*?) -*\n', comment)
    return (found.group(1) or found.group(2)).rstrip(' -') if found else None


def head(text):
    """Title and body of a header's first comment."""
    comment = re.match(r'/\*(.*?)\*/', text, re.S).group(1)
    lines = [re.sub(r'^ \* ?', '', line) for line in comment.split('\n')]
    first = ' '.join(lines).strip().split(' - ', 1)[1]
    return re.split(r'[.:] |\.$', first, 1)[0]


def entry(ret, name, params, comment):
    space = '' if ret.endswith('*') else ' '
    prototype = '%s%s%s(%s)' % (ret, space, name, ', '.join(params) or 'void')
    out = textwrap.fill(prototype, 78, subsequent_indent='    ',
                        break_long_words=False)
    text = words(comment)
    return '```c\n%s\n```\n\n%s\n' % (
        out, textwrap.fill(text, 80, break_long_words=False,
                           break_on_hyphens=False))


def listing(found):
    out = []
    for ret, name, params, comment in found:
        title = sections(comment)
        if title:
            out.append('**%s**\n' % title.capitalize())
        out.append(entry(ret, name, params, comment))
    return out


def reference(root):
    out = []
    fields = dict(TABLES)
    for header in headers(root):
        text = read(root, header)
        if header in fields:
            out.append('### `cx->%s`: %s (`%s.h`)\n' % (
                fields[header], head(text), header))
            out += listing(functions(text, header))
            continue
        out.append('### `%s.h`: %s\n' % (header, head(text)))
        for name, body in structs(text):
            found = list(pointers(body))
            if found:
                out.append('#### `%s`\n' % name)
                out += listing(found)
    return '\n'.join(out)


def main(root):
    with open(os.path.join(root, 'docs', 'abi.md')) as f:
        page = f.read()
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    sys.stdout.write('%s%s\n\n%s\n%s%s' % (
        before, BEGIN, reference(root).rstrip() + '\n', END, after))


main(sys.argv[1] if len(sys.argv) > 1 else '.')

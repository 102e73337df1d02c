"""Reads the ABI's headers: what validate-tables.py, abi-layout.py and
abi-reference.py have in common."""
import os
import re

# Header, and the member of drupe_cx that its table is.
TABLES = [('core', 'core'), ('value', 'value'), ('object', 'object'),
          ('function', 'function'), ('class', 'classes'), ('error', 'error'),
          ('ref', 'ref'), ('buffer', 'buffer'), ('task', 'task'),
          ('loop', 'loop')]


def read(root, header):
    with open(os.path.join(root, 'abi', header + '.h')) as f:
        return f.read()


def headers(root):
    """Names of all headers, those of the kernel's tables first."""
    tables = [name for name, _ in TABLES]
    others = sorted(name[:-2] for name in os.listdir(os.path.join(root, 'abi'))
                    if name.endswith('.h') and name[:-2] not in tables)
    return tables + [name for name in others if name != 'drupe']


def split(params):
    """Parameters of a function, cut at the commas outside parentheses."""
    out, depth, part = [], 0, ''
    for c in params:
        depth += {'(': 1, ')': -1}.get(c, 0)
        if c == ',' and depth == 0:
            out.append(part.strip())
            part = ''
        else:
            part += c
    out.append(part.strip())
    return [p for p in out if p and p != 'void']


def pointers(body):
    """Result, name, parameters and the comment of each function pointer."""
    at = 0
    while True:
        m = re.compile(r'([a-z_][a-z_0-9 ]*[ *]+)\(\*(\w+)\)\(').search(
            body, at)
        if not m:
            return
        comment = body[at:m.start()]
        depth, end = 1, m.end()
        while depth:
            depth += {'(': 1, ')': -1}.get(body[end], 0)
            end += 1
        params = re.sub(r'\s+', ' ', body[m.end():end - 1])
        # A comment behind the declaration belongs to it.
        at = body.index(';', end) + 1
        yield m.group(1).strip(), m.group(2), split(params), comment


def functions(text, name):
    """The functions of the table `drupe_NAME_api`."""
    start = text.index('typedef struct drupe_%s_api {' % name)
    body = text[start:text.index('} drupe_%s_api;' % name)]
    return pointers(body[body.index('{') + 1:])


def structs(text):
    """Name and body, comments and all, of each struct, in order."""
    for m in re.finditer(r'^(?:typedef )?struct (\w+) \{', text, re.M):
        depth, end = 1, m.end()
        while depth:
            depth += {'{': 1, '}': -1}.get(text[end], 0)
            end += 1
        yield m.group(1), text[m.end():end - 1]


def fields(body):
    """Names of a struct's fields, in order."""
    bare = re.sub(r'/\*.*?\*/', '', body, flags=re.S)
    for declaration in bare.split(';'):
        pointer = re.search(r'\(\*(\w+)\)\(', declaration)
        names = [pointer.group(1)] if pointer else re.findall(
            r'(\w+)(?:\[\w+\])?\s*(?=,|$)', declaration.strip())
        yield from names

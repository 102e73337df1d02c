// drupe only
// What is wrong is an Error that says what, never a crash: the misuse matrix.
'use strict';

const assert = require('assert');
const { test } = require('../../harness');
const ffi = require('ffi');

const c = ffi.open('c', `
  int abs(int n);
  int toupper(uint8_t c);
  size_t strlen(const char *s);
  void *memset(void *to, int c, size_t n);
  void qsort(void *base, size_t n, size_t size,
             int (*compare)(const void *, const void *));
  typedef struct { int quot; int rem; } div_t;
  struct point { double x, y; };
  double sum(struct point p) __asm__("abs");
  char *strcpy(char *to, const char *from);
  int *numbers(const int *n) __asm__("abs");
  const char *? maybe(const char *? s) __asm__("gettext");
`);

function refused(fn, name, code, message) {
  let error;

  try {
    fn();
  } catch (e) {
    error = e;
  }
  assert.ok(error, 'nothing was thrown');
  assert.strictEqual(error.name, name);
  assert.strictEqual(error.code, code);
  if (message)
    assert.ok(message.test(error.message), error.message);
}

test('strlen(null) is an Error', () => {
  refused(() => c.strlen(null), 'TypeError', 'ERR_INVALID_ARG_TYPE',
    /strlen: argument 1, s \(const char \*\): .*null/);
  refused(() => c.strlen(undefined), 'TypeError', 'ERR_INVALID_ARG_TYPE');
  refused(() => c.memset(null, 0, 0), 'TypeError', 'ERR_INVALID_ARG_TYPE');
});

test('null is taken where it is declared', () => {
  assert.strictEqual(c.maybe(null), null);
});

test('a string for an int', () => {
  refused(() => c.abs('1'), 'TypeError', 'ERR_INVALID_ARG_TYPE',
    /abs: argument 1, n \(int\): expected a number, .*'1'/);
});

test('too few and too many arguments', () => {
  refused(() => c.abs(), 'TypeError', 'ERR_MISSING_ARGS', /1 argument wanted, 0/);
  refused(() => c.abs(1, 2), 'TypeError', 'ERR_MISSING_ARGS', /2 given/);
});

test('300 for a uint8, -1 for a size_t', () => {
  refused(() => c.toupper(300), 'RangeError', 'ERR_OUT_OF_RANGE',
    /from 0 to 255, .*300/);
  refused(() => c.memset(Buffer.alloc(1), 0, -1), 'RangeError',
    'ERR_OUT_OF_RANGE');
});

test('a fraction, NaN and infinity for an int', () => {
  [1.7, NaN, Infinity, 2 ** 31].forEach((n) => {
    refused(() => c.abs(n), 'RangeError', 'ERR_OUT_OF_RANGE');
  });
  refused(() => c.memset(Buffer.alloc(1), 0, 0.5), 'RangeError',
    'ERR_OUT_OF_RANGE');
});

test('a boolean, an object, a symbol for an int', () => {
  [true, {}, Symbol('s'), [1], () => 1].forEach((v) => {
    refused(() => c.abs(v), 'TypeError', 'ERR_INVALID_ARG_TYPE');
  });
});

test('a string with a NUL inside', () => {
  refused(() => c.strlen('ab\0cd'), 'TypeError', 'ERR_INVALID_ARG_VALUE',
    /NUL/);
});

test('bytes with no NUL for a string', () => {
  refused(() => c.strlen(Buffer.from('abc')), 'TypeError',
    'ERR_INVALID_ARG_VALUE', /NUL/);
  assert.strictEqual(c.strlen(Buffer.from('abc\0')), 3);
});

test('a string where C writes', () => {
  refused(() => c.strcpy('abc', 'x'), 'TypeError', 'ERR_INVALID_ARG_TYPE',
    /C may write/);
});

test('a typed array of another type', () => {
  refused(() => c.numbers(new Float64Array(1)), 'TypeError',
    'ERR_INVALID_ARG_TYPE');
});

test('a pointer to another type', () => {
  refused(() => c.numbers(ffi.alloc('double')), 'TypeError',
    'ERR_INVALID_ARG_TYPE', /a pointer to double/);
});

test('a missing library and a missing symbol', () => {
  refused(() => ffi.open('no-such-library', ''), 'Error', 'ERR_FFI_LIBRARY');
  refused(() => ffi.open('c', 'int no_such_function(void);'), 'Error',
    'ERR_FFI_SYMBOL', /no_such_function/);
});

test('text that is no C', () => {
  refused(() => ffi.open('c', 'int x(;'), 'SyntaxError', 'ERR_FFI_SYNTAX',
    /:1:7/);
  refused(() => ffi.open('c', 'int\nx(foo_t a);'), 'SyntaxError',
    'ERR_FFI_SYNTAX', /:2:3: unknown type 'foo_t'/);
  refused(() => ffi.open('c', '#include <stdio.h>'), 'SyntaxError',
    'ERR_FFI_SYNTAX', /ffi\.header/);
  refused(() => ffi.open('c', 'void f(va_list a);'), 'SyntaxError',
    'ERR_FFI_SYNTAX', /va_list/);
});

test('reading address 1234, and null', () => {
  refused(() => ffi.pointer(1234, 'int').read(), 'Error', 'ERR_FFI_ADDRESS');
  refused(() => ffi.pointer(0, 'char').string(), 'Error', 'ERR_FFI_ADDRESS');
});

test('outside of memory whose size is known', () => {
  const p = ffi.alloc('int', 2);

  refused(() => p.read(2), 'RangeError', 'ERR_BUFFER_OUT_OF_BOUNDS');
  refused(() => p.write(1, -1), 'RangeError', 'ERR_BUFFER_OUT_OF_BOUNDS');
  refused(() => p.at(1).read(1), 'RangeError', 'ERR_BUFFER_OUT_OF_BOUNDS');
  refused(() => p.buffer(9), 'RangeError', 'ERR_BUFFER_OUT_OF_BOUNDS');
});

test('memory that was freed', () => {
  const p = ffi.alloc('int', 2);
  const q = p.at(1);

  p.free();
  refused(() => q.read(), 'Error', 'ERR_FFI_FREED');
  refused(() => c.memset(p, 0, 1), 'Error', 'ERR_FFI_FREED');
  p.free();
});

test('a missing and an unknown struct member', () => {
  refused(() => c.sum({ x: 1 }), 'TypeError', 'ERR_INVALID_ARG_VALUE',
    /member 'y' is missing/);
  refused(() => c.sum({ x: 1, y: 2, z: 3 }), 'TypeError',
    'ERR_INVALID_ARG_VALUE', /no member 'z'/);
  refused(() => c.sum({ x: 1, y: 'two' }), 'TypeError',
    'ERR_INVALID_ARG_TYPE', /sum: argument 1, p .*, member y \(double\)/);
  refused(() => c.sum(5), 'TypeError', 'ERR_INVALID_ARG_TYPE');
});

test('a callback that throws is rethrown after the C call', () => {
  const own = new RangeError('mine');
  let calls = 0;

  assert.throws(() => c.qsort(new Int32Array([3, 2, 1]), 3, 4, () => {
    calls++;
    throw own;
  }), (error) => error === own);
  assert.strictEqual(calls, 1);
});

test('a callback whose result does not fit', () => {
  refused(() => c.qsort(new Int32Array([2, 1]), 2, 4, () => 'x'), 'TypeError',
    'ERR_INVALID_ARG_TYPE', /callback: result \(int\)/);
  refused(() => c.qsort(new Int32Array([2, 1]), 2, 4, () => 1.5),
    'RangeError', 'ERR_OUT_OF_RANGE');
});

test('this and arguments of the module itself', () => {
  assert.throws(() => ffi.alloc('nonsense'), SyntaxError);
  assert.throws(() => ffi.alloc({}), TypeError);
  assert.throws(() => ffi.alloc('int', -1), RangeError);
  assert.throws(() => ffi.alloc('void'), RangeError);
  assert.throws(() => c.abs.async.call(() => 1, 1), TypeError);
  assert.throws(() => new ffi.Pointer(), TypeError);
  assert.throws(() => ffi.Pointer.prototype.read.call({}), TypeError);
});

// drupe only
// Every type of C, there and back: scalars, strings, records, pointers.
'use strict';

const assert = require('assert');
const { test } = require('../../harness');
const ffi = require('ffi');
const clib = require('../../fixtures/ffi/clib').open();

function thrown(fn) {
  try {
    fn();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('integers come back at their limits and not beyond', () => {
  [['i8', -128, 127], ['u8', 0, 255], ['i16', -32768, 32767],
    ['u16', 0, 65535], ['i32', -2147483648, 2147483647],
    ['u32', 0, 4294967295]].forEach(([name, min, max]) => {
    const echo = clib[`echo_${name}`];

    assert.strictEqual(echo(min), min, name);
    assert.strictEqual(echo(max), max, name);
    assert.strictEqual(thrown(() => echo(min - 1)).code, 'ERR_OUT_OF_RANGE');
    assert.strictEqual(thrown(() => echo(max + 1)).code, 'ERR_OUT_OF_RANGE');
  });
});

test('integers of 64 bits: numbers where they are safe', () => {
  [0, 1, -1, 2147483648, -2147483649, 9007199254740991, -9007199254740991]
    .forEach((n) => assert.strictEqual(clib.echo_i64(n), n));
  assert.strictEqual(clib.echo_u64(9007199254740991), 9007199254740991);
  assert.strictEqual(thrown(() => clib.echo_u64(-1)).code,
    'ERR_OUT_OF_RANGE');
  assert.strictEqual(thrown(() => clib.echo_i64(2 ** 63)).code,
    'ERR_OUT_OF_RANGE');
});

test('integers of 64 bits: BigInt beyond, and taken everywhere', () => {
  assert.strictEqual(clib.min_i64(), -(2n ** 63n));
  assert.strictEqual(clib.max_u64(), 2n ** 64n - 1n);
  assert.strictEqual(clib.echo_i64(-(2n ** 63n)), -(2n ** 63n));
  assert.strictEqual(clib.echo_i64(2n ** 63n - 1n), 2n ** 63n - 1n);
  assert.strictEqual(clib.echo_u64(2n ** 64n - 1n), 2n ** 64n - 1n);
  assert.strictEqual(clib.echo_u64(5n), 5);
  assert.strictEqual(clib.echo_i32(-5n), -5);
  assert.strictEqual(thrown(() => clib.echo_i64(2n ** 63n)).code,
    'ERR_OUT_OF_RANGE');
  assert.strictEqual(thrown(() => clib.echo_u64(-1n)).code,
    'ERR_OUT_OF_RANGE');
  assert.strictEqual(thrown(() => clib.echo_i8(200n)).code,
    'ERR_OUT_OF_RANGE');
});

test('floats, doubles, long doubles', () => {
  assert.strictEqual(clib.echo_f32(0.5), 0.5);
  assert.strictEqual(clib.echo_f32(0.1), Math.fround(0.1));
  assert.strictEqual(clib.echo_f64(0.1), 0.1);
  assert.ok(Number.isNaN(clib.echo_f64(NaN)));
  assert.strictEqual(clib.echo_f64(-Infinity), -Infinity);
  assert.strictEqual(clib.echo_ld(0.1), 0.1);
  assert.strictEqual(thrown(() => clib.echo_f64('1')).code,
    'ERR_INVALID_ARG_TYPE');
});

test('bool and char', () => {
  assert.strictEqual(clib.echo_bool(true), true);
  assert.strictEqual(clib.echo_bool(false), false);
  assert.strictEqual(thrown(() => clib.echo_bool(1)).code,
    'ERR_INVALID_ARG_TYPE');
  assert.strictEqual(clib.echo_char('A'), 65);
  assert.strictEqual(clib.echo_char(66), 66);
  assert.throws(() => clib.echo_char('AB'), TypeError);
});

test('UTF-16, UTF-32 and wchar_t', () => {
  assert.strictEqual(clib.length16('a\u00fc\ud83d\ude00'), 4);
  assert.strictEqual(clib.length32('a\u00fc\ud83d\ude00'), 3);
  assert.strictEqual(clib.text16(), 'sechzehn \ud83d\ude00');
  assert.strictEqual(clib.text32(), 'zweiunddrei\u00dfig \ud83d\ude00');
  assert.strictEqual(clib.textw(), 'breit \u00fc');
  assert.throws(() => clib.length16('a\0b'), TypeError);
  assert.strictEqual(clib.bad_utf8(), 'a\ufffdb');
});

test('records by value, of every size', () => {
  assert.deepStrictEqual(clib.point_add({ x: 1, y: 2 }, { x: 10, y: 20 }),
    { x: 11, y: 22 });
  assert.deepStrictEqual(clib.small_swap({ a: 1, b: 2 }), { a: 2, b: 1 });
  assert.deepStrictEqual(clib.mixed_double({ f: 1.5, i: 2, d: 0.25 }),
    { f: 3, i: 4, d: 0.5 });
  assert.deepStrictEqual(clib.large_reverse({ v: [1, 2, 3, 4, 5] }),
    { v: [5, 4, 3, 2, 1] });
});

test('records in records, arrays and strings in records', () => {
  assert.deepStrictEqual(clib.nested_turn({
    from: { x: 1, y: 2 }, to: { x: 3, y: 4 }, name: 'abc',
    counts: [1, 2, 3], label: 'label',
  }), {
    from: { x: 3, y: 4 }, to: { x: 1, y: 2 }, name: 'abc',
    counts: [2, 2, 3], label: 'label',
  });
  assert.throws(() => clib.nested_turn({
    from: { x: 1, y: 2 }, to: { x: 3, y: '4' }, name: 'abc',
    counts: [1, 2, 3], label: 'label',
  }), /member to .*member y/);
  assert.throws(() => clib.nested_turn({
    from: { x: 1, y: 2 }, to: { x: 3, y: 4 }, name: 'too long for it',
    counts: [1, 2, 3], label: 'label',
  }), RangeError);
});

test('records by pointer: objects, instances, Buffers', () => {
  const p = new clib.point({ x: 3, y: 4 });
  const plain = { x: 1, y: 1 };

  assert.strictEqual(clib.point_length(p), 7);
  assert.strictEqual(clib.point_length({ x: 1, y: 2 }), 3);
  clib.point_scale(p, 2);
  assert.strictEqual(p.x, 6);
  clib.point_scale(plain, 5);
  assert.deepStrictEqual(plain, { x: 5, y: 5 });
  assert.deepStrictEqual(p.read(), { x: 6, y: 8 });
  p.write({ x: 0, y: 1 });
  assert.strictEqual(clib.point_length(p), 1);
  const bytes = Buffer.alloc(16);
  bytes.writeDoubleLE(2.5, 0);
  assert.strictEqual(clib.point_length(bytes), 2.5);
});

test('members are live where the record lies in memory', () => {
  const n = new clib.nested();

  n.from.x = 5;
  n.counts.write(9, 1);
  n.name = 'xyz';
  assert.strictEqual(n.from.x, 5);
  assert.deepStrictEqual(n.read().counts, [0, 9, 0]);
  assert.strictEqual(n.name, 'xyz');
  assert.strictEqual(n.label, null);
  assert.throws(() => { n.label = 'lost'; }, /ffi\.string/);
  const text = ffi.string('kept');
  n.label = text;
  assert.strictEqual(n.label, 'kept');
  assert.strictEqual(clib.nested.size, 64);
  assert.throws(() => n.counts.read(3), RangeError);
});

test('bitfields', () => {
  const b = new clib.bits();

  assert.strictEqual(clib.bits.size, clib.bits_size());
  clib.bits_set(b);
  assert.deepStrictEqual(b.read(),
    { a: 5, b: -7, c: 4095, d: 0xABCDEF0123, e: true });
  b.a = 7;
  b.b = -16;
  assert.strictEqual(b.a, 7);
  assert.strictEqual(b.b, -16);
  assert.strictEqual(b.c, 4095);
  assert.throws(() => { b.a = 8; }, RangeError);
  assert.throws(() => { b.b = 16; }, RangeError);
  assert.deepStrictEqual(
    clib.bits_next({ a: 1, b: 1, c: 1, d: 1, e: false }),
    { a: 2, b: 0, c: 2, d: 2, e: true });
});

test('packed records', () => {
  assert.strictEqual(clib.tight.size, clib.tight_size());
  assert.strictEqual(clib.tight_b({ a: 1, b: 77, c: 2 }), 77);
});

test('unions, by value too', () => {
  assert.strictEqual(clib.number_next({ i: 41 }).i, 42);
  const u = new clib.number({ f: 1.5 });
  assert.strictEqual(u.i, 0x3fc00000);
  assert.strictEqual(clib.tagged_value({ kind: 0, i: 5 }), 5);
  assert.strictEqual(clib.tagged_value({ kind: 1, d: 2.5 }), 2.5);
});

test('flexible arrays, and what is freed by its own function', () => {
  const f = clib.flexible_new(4);

  assert.strictEqual(f.count, 4);
  assert.strictEqual(f.values.read(3), 9);
  f.free();
  assert.strictEqual(thrown(() => f.count).code, 'ERR_FFI_FREED');
});

test('out and in-out parameters', () => {
  const q = [];
  const r = [];

  q.length = r.length = 1;
  assert.strictEqual(clib.divide(17, 5, q, r), 0);
  assert.strictEqual(q[0], 3);
  assert.strictEqual(r[0], 2);
  const n = [41];
  clib.increment(n);
  assert.strictEqual(n[0], 42);
  const cell = ffi.alloc('int');
  clib.increment(cell);
  assert.strictEqual(cell[0], 1);
  assert.strictEqual(clib.sum([1, 2, 3], 3), 6);
  assert.strictEqual(clib.sum(new Int32Array([4, 5]), 2), 9);
});

test('variables of every kind', () => {
  assert.strictEqual(clib.counter, 7);
  clib.counter = 8;
  assert.strictEqual(clib.counter, 8);
  assert.strictEqual(clib.fixed, 9);
  assert.throws(() => { clib.fixed = 1; }, /const/);
  assert.strictEqual(clib.numbers.read(2), 3);
  assert.throws(() => clib.numbers.read(4), RangeError);
  clib.origin.x = 2;
  assert.deepStrictEqual(clib.origin.read(), { x: 2, y: 0 });
  assert.strictEqual(clib.title, 'clib');
});

test('pointers: address, type, arithmetic with bounds, casts', () => {
  const p = ffi.alloc('int', 4);

  p[0] = 1;
  p.write(2, 1);
  p.at(2)[0] = 3;
  assert.strictEqual(p.read(2), 3);
  assert.strictEqual(p.type, 'int');
  assert.strictEqual(p.length, 4);
  assert.strictEqual(p.at(3).length, 1);
  assert.strictEqual(p.as('uint8_t').length, 16);
  assert.strictEqual(p.as('uint8_t').read(4), 2);
  assert.strictEqual(p.at(1).address, p.address + 4);
  const view = p.buffer();
  assert.strictEqual(view.length, 16);
  view[0] = 9;
  assert.strictEqual(p[0], 9);
  assert.strictEqual(clib.echo_ptr(p).address, p.address);
  assert.strictEqual(clib.echo_ptr(null), null);
});

test('pointers to Buffers hold them', () => {
  const bytes = Buffer.from('abcdefg\0');
  const p = ffi.pointer(bytes, 'char');

  assert.strictEqual(p.string(), 'abcdefg');
  assert.strictEqual(p.string(3), 'abc');
  assert.strictEqual(p.size, 8);
});

test('what has an end can be disposed of', () => {
  const p = ffi.alloc('int');

  p[Symbol.dispose]();
  assert.strictEqual(thrown(() => p[0]).code, 'ERR_FFI_FREED');
});

test('sizeof, offsetof, types', () => {
  assert.strictEqual(ffi.sizeof('int'), 4);
  assert.strictEqual(ffi.sizeof('struct point', clib), 16);
  assert.strictEqual(ffi.sizeof(clib.nested), 64);
  assert.strictEqual(ffi.sizeof('int[3]'), 12);
  assert.strictEqual(ffi.offsetof(clib.nested, 'counts'), 40);
  assert.strictEqual(ffi.type('unsigned long').name, 'unsigned long');
  assert.strictEqual(ffi.type('struct point', clib), clib.point);
  assert.strictEqual(String(ffi.type('int (*)(char)')), 'int (*)(char)');
});

test('memory with an owner: onFree, release', () => {
  const t = clib.thing_new(5);

  assert.strictEqual(t.id, 5);
  assert.strictEqual(clib.things_alive, 1);
  t.onFree(clib.thing_free);
  t.free();
  assert.strictEqual(clib.things_alive, 0);
  assert.strictEqual(thrown(() => t.id).code, 'ERR_FFI_FREED');
  const other = clib.thing_new(6);
  assert.throws(() => other.free(), /C's own/);
  clib.thing_free(other);
});

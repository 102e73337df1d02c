'use strict';
// structuredClone: copies, cycles, transfers, and what cannot be cloned.
const error = new RangeError('x', { cause: { a: 1 } });
error.extra = 1;
const copy = structuredClone(error);
console.log(copy.cause, copy.extra, copy.name, copy instanceof RangeError,
  copy.stack === error.stack,
  Object.getOwnPropertyDescriptor(copy, 'message'));
const plain = (function () {
  return arguments;
})(1, 2);
for (const v of [() => {}, Symbol('q'), Promise.resolve(), new WeakMap(),
  new Proxy({}, {}), { a: () => {} }, new Map([[1, () => 1]]), plain, Math,
  new WeakRef({}), Object(Symbol('s')), Object(1n), { get a() { return 5; } },
  { [Symbol('x')]: 1 }, null, 5n, undefined, -0, [undefined, , null]]) {
  try {
    console.log(structuredClone(v));
  } catch (e) {
    console.log(e.name, e.code, e.message, e.constructor.name);
  }
}
for (const args of [[], [1, 2], [1, { transfer: 1 }], [1, { transfer: [1] }]]) {
  try {
    structuredClone(...args);
  } catch (e) {
    console.log(e.name, e.code, e.message);
  }
}
const b = new ArrayBuffer(4);
const t = new Uint8Array(b, 1);
t[0] = 7;
const moved = structuredClone({ b, t }, { transfer: [b] });
console.log(moved, b.byteLength, t.length, moved.t.buffer === moved.b);
try {
  structuredClone(b);
} catch (e) {
  console.log(e.name, e.message);
}
const b2 = new ArrayBuffer(4);
for (const [value, transfer] of [[1, [b2, b2]], [() => {}, [b2]]]) {
  try {
    structuredClone(value, { transfer });
  } catch (e) {
    console.log(e.message, b2.byteLength);
  }
}
const o = { d: new Date(5), r: /a/gi, n: Object(1), s: Object('s'),
  buf: Buffer.from('hi'), u: undefined, f: new Float64Array([1.5, NaN]),
  dv: new DataView(new ArrayBuffer(4), 1, 2) };
o.self = o;
o.r.lastIndex = 3;
o.arr = [1, , 3];
o.arr.x = 1;
o.map = new Map([[o, 1]]);
o.set = new Set([o]);
const q = structuredClone(o);
console.log(q.self === q, q.map.get(q), q.set.has(q), q.r.lastIndex);
console.log(q.d, q.r, q.n, q.s, q.buf, q.f, q.dv, 'u' in q, q.arr);
console.log(q.buf.constructor.name, structuredClone.length);
const shared = [1];
const twice = structuredClone([shared, shared]);
console.log(twice[0] === twice[1], twice[0] !== shared);

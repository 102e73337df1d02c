// Names inside with: hidden by Symbol.unscopables, and never taken for what
// the lowering invented.
var env = { x: 1, y: 2, f: null, [Symbol.unscopables]: { y: true } }, y = 'outer';
with (env) {
  x = 5;
  console.log(env.x, typeof globalThis.x);
  y = 'changed';
  x += 2; x++; --x;
  console.log(x, x++, ++x, env.x, y, env.y);
  f ??= function () {};
  console.log(f.name, f === env.f);
  x &&= 0; x ||= 7; x ??= 8;
  console.log(x);
  var late = (x, 3);
  (function () { x = 11; y = 'inner'; })();
  console.log(env.x, y, late);
}
with ({ _a: 'trap', $h: 'no', _r: 1, $v: 2 }) {
  var [p, q = 2] = [1];
  let { r, ...s } = { r: 3, t: 4 };
  console.log(p, q, r, s.t, _a, (() => _a)());
  for (const i of new Set([1, 2])) console.log(i, _r);
  class C { #v = 1; get v() { return this.#v; } }
  console.log(new C().v, `${p}-${q}`, $v);
}
with ([1, 2]) console.log(length, typeof values, typeof keys, join('+'));
try { with ({ get [Symbol.unscopables]() { throw new Error('asked'); }, w: 1 }) w; } catch (e) { console.log(e.message); }

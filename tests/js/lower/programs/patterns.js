// Destructuring: forms, order, defaults, iterators and their closing.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}`; } };
let events = [];
const note = (n, v) => { events.push(n); return v; };
const flush = () => { log(events.join(' ')); events = []; };
function iter(values, opts = {}) {
  let i = 0;
  return { [Symbol.iterator]() { note('open'); return {
    next() { note('next'); if (opts.failAt === i) throw new Error('next failed'); return i < values.length ? { value: values[i++], done: false } : { value: undefined, done: true }; },
    return() { note('return'); if (opts.failReturn) throw new Error('return failed'); return opts.badReturn ? 1 : {}; } }; } };
}
{ const [a, b] = [1, 2], { c, d: { e } } = { c: 3, d: { e: 4 } }; log(a, b, c, e); }
{ const [a, , b, ...c] = [1, 2, 3, 4, 5]; log(a, b, c); }
{ const [a = 1, b = a, [c] = [9]] = []; log(a, b, c); }
{ const { a = 1, b: { c = 2 } = {}, ['d' + 1]: d = 3, 'e-f': e = 4, 5: f = 5 } = {}; log(a, c, d, e, f); }
{ const { length } = 'four', [f, g] = 'xy', { toFixed } = 1; log(length, f, g, typeof toFixed); }
{ const { a, ...rest } = { a: 1, b: 2, [Symbol('s')]: 3, c: undefined }; log(a, JSON.stringify(rest), Object.getOwnPropertySymbols(rest).length); }
{ const k = 'z', { [k]: v, ['a' + 'b']: w, ...r } = { z: 1, ab: 2, q: 3 }; log(v, w, JSON.stringify(r)); }
{ let a = 1, b = 2; [a, b] = [b, a]; log(a, b); [a, b] = [b, a + b]; log(a, b); }
{ const o = {}; ({ x: o.p, y: o['q'], z: [o.r] } = { x: 1, y: 2, z: [3] }); log(JSON.stringify(o)); }
{ let a, b, r = ({ a, b } = { a: 1, b: 2 }); log(a, b, JSON.stringify(r)); log(([a, b] = [7, 8]).length, a, b); }
{ let a, b; log([a, b] = [1, 2], ({ a } = { a: 5 }).a, a + b); }
{ let a; for (a of [[1], [2]]) [a] = a; log(a); for ([a] of [[5], [6]]) log(a); for ({ a } of [{ a: 7 }]) log(a); for (const { length } in { abc: 1 }) log(length); }
{ let x = 0; const o = { get v() { return ++x; } }; const { v, v: w } = o; log(v, w); }
log(caught(() => { const { a } = null; }), caught(() => { const { } = undefined; }), caught(() => { const [a] = {}; }), caught(() => { const [] = null; }));
log(caught(() => { (({ a }) => a)(); }), caught(() => { const { a: { b } } = { a: null }; }), caught(() => { ({} = null); }), caught(() => { const { ...r } = null; }));
{ const { ...r } = 'ab'; log(JSON.stringify(r)); }
{ const [a, b] = iter([1, 2, 3]); flush(); const [c, d] = iter([1]); flush(); const [...e] = iter([1, 2]); flush(); const [] = iter([1]); flush(); log(a, b, c, d, e); }
{ const [{ a }, b = note('default', 5)] = iter([{ a: 1 }]); flush(); log(a, b); }
{ const o = { set p(v) { note('set' + v); } }; [o.p, note('target', o).p] = iter([1, 2, 3]); flush(); }
log(caught(() => { const [a, b] = iter([1, 2, 3], { failAt: 1 }); })); flush();
log(caught(() => { const [a, b] = iter([1, 2, 3], { failReturn: true }); })); flush();
log(caught(() => { const [a] = iter([1, 2, 3], { badReturn: true }); })); flush();
log(caught(() => { const [{ b }] = iter([null, 2]); })); flush();
log(caught(() => { const [a = (() => { throw new RangeError('d'); })()] = iter([undefined, 2], { failReturn: true }); })); flush();
log(caught(() => { for (const x of iter([1, 2])) { note('body' + x); throw new RangeError('x'); } })); flush();
log(caught(() => { for (const x of iter([1, 2], { failReturn: true })) { throw new RangeError('x'); } })); flush();
log(caught(() => { for (const x of iter([1, 2], { failReturn: true })) { break; } })); flush();
log(caught(() => { for (const x of iter([1, 2], { badReturn: true })) { break; } })); flush();
log(caught(() => { for (const x of iter([1, 2], { failAt: 1 })) note('body' + x); })); flush();
(function () { for (const x of iter([1, 2])) return note('returned'); })(); flush();
for (const x of iter([1, 2])) { if (x == 1) continue; note('body' + x); } flush();
outer: for (const x of iter([1, 2])) for (const y of iter([3, 4])) { note(`${x}${y}`); continue outer; } flush();
outer: for (const x of iter([1, 2])) for (const y of iter([3, 4])) { note(`${x}${y}`); break outer; } flush();
outer: do { for (const y of iter([3, 4])) { note(`${y}`); continue outer; } } while (false); flush();
for (const x of []) log('never');
{ const a = [1, 2]; for (const x of a) { if (a.length < 5) a.push(x * 10); events.push(x); } flush(); }
{ const a = [1, 2, 3]; for (const x of a) { a.pop(); events.push(x); } flush(); }
{ const a = [1, , 3]; for (const x of a) events.push(String(x)); flush(); }
for (const ch of 'a\u{1F352}b') events.push(ch.length); flush();
(function () { for (const x of arguments) events.push(x); flush(); })(1, 2, 3);
{ let log2 = []; for (let [i, j] = [0, 3]; i < j; i++, j--) log2.push(i + '' + j); log(log2); }
// evaluation order of assignment patterns
{
  const o = {}, src = { get a() { note('get a'); }, get b() { note('get b'); return 2; } };
  ({ [note('key a', 'a')]: note('target a', o).x = note('default a', 1), [note('key b', 'b')]: note('target b', o)[note('index b', 'y')] = note('default b', 3) } = note('source', src));
  flush(); log(JSON.stringify(o));
}
{ const { a = note('da', 1), b = note('db', 2) } = { get a() { note('ga'); }, get b() { note('gb'); return 5; } }; flush(); log(a, b); }
{ const key = { toString() { note('key'); return 'kk'; } }; const { [key]: v, ...r } = { kk: 1, l: 2 }; flush(); log(v, JSON.stringify(r)); }
{ var { va, vb = va } = { va: 1 }, [vc] = [vb]; log(va, vb, vc); var { va, vb } = { va: va + 1, vb: va }; log(va, vb); }
{ var self = { self: 1, other: 2 }; var { self, other } = self; log(self, other); }
{ let a = [1, 2], b; [a, b] = a; log(a, b); }
function params([a, b] = [1, 2], { c: { d = 3 } = {} } = {}, ...[e, f = 'F']) { return [a, b, d, e, f].join(); }
log(params(), params([5], { c: { d: 6 } }, 7, 8));
const nested = ([[a], { b: [c] }]) => a + c; log(nested([[1], { b: [2] }]));
const big = { a: { b: { c: { d: [1, { e: 'deep' }] } } } }; { const { a: { b: { c: { d: [, { e }] } } } } = big; log(e); }
{ let i = 0, a = []; [a[i++], a[i++]] = [i, i]; log(a, i); }
{ let x, y; x = [y] = [3]; log(x, y); let z = { y } = { y: 4 }; log(y, z.y); }
{ const f = ({ a, b }) => a + b; log(f({ a: 1, b: 2 }), (([a]) => a)('q')); }
{ const m = (a => ({ b = a } = {}) => b)(3)(); log(m); }
if (true) [events] = [[]]; else log('no');
for (let i = 0; i < 1; i++) ({ i: globalThis.patternGlobal } = { i }); log(globalThis.patternGlobal);
{ let u; ({ u = 1 } = {}); log(u); [u = 2] = []; log(u); [[u]] = [[3]]; log(u); ({ a: { u } } = { a: { u: 4 } }); log(u); [, u] = [1, 5]; log(u); [...u] = 'ab'; log(u); ({ ...u } = { q: 1 }); log(JSON.stringify(u)); [...[u]] = [6]; log(u); }

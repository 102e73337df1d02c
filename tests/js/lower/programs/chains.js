// ?. ?? and logical assignment.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}`; } };
const o = { a: { b: { c() { return this.v; }, v: 'this kept', d: [1, 2] } }, f(...x) { return x.join() + (this === o); }, n: null, z: 0, e: '' };
const nil = null; let un;
log(o?.a?.b?.c(), o?.a.b.c?.(), o.a?.['b'].d?.[1], o?.nope?.b.c.d.e(), o.nope?.(), nil?.a, un?.[un.x], nil?.f(log('never')));
log(o.f?.(1, 2), o?.f(1), o['f']?.(3), (o?.f)(4), (o.f)?.(5), o?.['f']?.(6), (0, o.f)?.call(o, 7));
log(caught(() => o.nope.x), caught(() => (o?.nope).x), caught(() => (nil?.a).b), caught(() => o?.a.nope.x), caught(() => o.z?.()), caught(() => o.n?.().x));
log(delete o?.nope?.x, delete nil?.a, delete o?.tmp, 'tmp' in o); o.tmp = 1; log(delete o?.tmp, 'tmp' in o);
let count = 0; const get = () => (count++, o); log(get()?.a?.b.v, count, get()?.nope?.x, count, get()?.f?.(1), count);
log(nil ?? 'd', un ?? 'd', 0 ?? 'd', '' ?? 'd', false ?? 'd', NaN ?? 'd', nil ?? un ?? 'last', nil ?? 0 ?? 'x');
log((nil || un) ?? 'p', (nil ?? 1) && 2, (un ?? 0) || 3, nil ?? (un || 4), o.n ?? o.z ?? 1, o?.n ?? 'dflt', (o.n ?? o.a)?.b.v);
log(get().n ?? 'once', count, typeof (nil ?? un), -(nil ?? 5), `${nil ?? 't'}`, [nil ?? 1, un ?? 2].join(), nil ?? { q: 1 }.q);
{ let a = null; a ??= 5; a ??= 6; log(a); let b = 0; b ||= 7; b ||= 8; log(b); let c = 1; c &&= 9; log(c); c = 0; c &&= 1; log(c); }
{ const p = { x: null, get ro() { return 1; }, set ro(v) { log('set', v); } }; p.x ??= 1; p.x ??= 2; p.y ||= 3; p['z'] ??= 4; p.x &&= p.x + 1; p.ro ??= 5; p.ro ||= 6; p.ro &&= 7; log(JSON.stringify(p)); }
{ let k = 0; const a = [0, 0]; a[k++] ||= 5; a[k++] ??= 6; log(a, k); let m = {}; (m[`k${k}`] ??= []).push(1); (m[`k${k}`] ??= []).push(2); log(JSON.stringify(m)); }
{ const frozen = Object.freeze({ a: 1 }); (function () { 'use strict'; frozen.a ??= 2; frozen.a ||= 3; log(caught(() => { frozen.a &&= 4; })); })(); }
{ let r = []; const obj = () => (r.push('obj'), { v: null }), key = () => (r.push('key'), 'v'), val = () => (r.push('val'), 1); obj()[key()] ??= val(); obj()[key()] ||= val(); obj()[key()] &&= val(); log(r); }
{ let a, b; a ??= b ??= 3; log(a, b); a = null; log(a ??= 4, a); log((a ||= 5) + 1); let t = a ?? (b = 9); log(t, b); }
{ const a = { b: { get c() { return () => this === undefined; } } }; log(typeof a?.b?.c, a.b?.c(), (a?.b)?.c()); }
{ const f = null; log(f?.(), f?.x(), f?.[0], f?.x.y.z, f?.(1)(2)(3)); }
{ const s = 'abc'; log(s?.length, s?.[1], s?.slice(1)?.toUpperCase?.(), 5?.toFixed(1), true?.toString()); }
{ const x = { y: { z: 1 } }; const path = ['y', 'z']; log(path.reduce((a, k) => a?.[k], x), path.reduce((a, k) => a?.[k], null)); }
log(o?.a ? 'yes' : 'no', !o?.n, o?.z + 1, o?.a.b.v.length > 3, nil?.x === undefined, typeof nil?.x, void o?.a);
for (const x of o?.a?.b?.d ?? []) log(x); for (const k in nil?.x ?? { only: 1 }) log(k);
if (nil?.a?.b) log('no'); else log('else'); while (nil?.x) ; do { } while (nil?.x);
log((() => nil?.x)(), ((a = nil?.x ?? 'def') => a)(), { p: nil?.x ?? 'prop' }.p, [nil?.x].length);
(function () { log(this?.v, this?.['v'], this.m?.(), this.g?.v); }).call({ v: 1, m() { return this.v; } });
{ const e = { a: [{ b: 1 }] }; e?.a[0].b; e.a?.[0].b; log(e.a?.[0]?.b, e.a?.[1]?.b, e.a[0]?.['b']); e.a[0].b = e.a?.[0].b + 1; log(e.a[0].b); }
{ let i = 0; const a = { get x() { i++; return null; } }; a.x?.y; a?.x?.y.z(); a.x ?? 1; log(i); }
{ const a = { b: undefined }; log(a.b?.c.d(a.b = { c: 1 }) === undefined, a.b === undefined); }
log(nil?.[(() => { throw 1; })()], caught(() => o?.[(() => { throw new RangeError(); })()]));
log(new (o?.K ?? Object)() instanceof Object, o.a?.b instanceof Object, 'b' in (o?.a ?? {}));
label: { if (o?.a?.b) break label; log('never'); }
log([o].map(x => x?.a?.b?.v)[0], [1, null, undefined, 0].map(x => x ?? 'n').join());

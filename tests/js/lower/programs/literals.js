// Templates, tagged templates, object literals, numbers, strings.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}`; } };
const x = 5, s = 'str';
log(`plain`, `a${x}b`, `${x}`, `${x}${s}`, `${s} ${x + 1} ${[1, 2]} ${{}} ${null} ${undefined}`, `nested ${`in ${x}`}`);
log(`line
break`, `tab\tq"q'q\`q`, `\${no}`, `\u0041\x42\u{43}`, `back\\slash`, `con\
tinued`, `${'$'}{x}`, `dollar $ and { brace }`);
log(caught(() => `${Symbol('q')}`), `${{ toString() { return 'ts'; }, valueOf() { return 'vo'; } }}`, `${{ [Symbol.toPrimitive]: h => h }}`);
{ let n = 0; const c = { toString: () => 'n' + n, inc: () => ++n }; log(`${c} ${c.inc()} ${c}`, `${n++}${n++}${n}`); }
const tag = (strs, ...v) => strs.join('|') + '/' + strs.raw.join('|') + '/' + v.join(',');
log(tag`a${1}b${2}c`, tag``, tag`\n${x}\u{41}`, tag`\unicode ${1} ok`, String(tag`${1}${2}`));
const keep = st => st; const site = () => keep`same`; log(site() === site(), keep`same` === keep`same`, Object.isFrozen(site()), Object.isFrozen(site().raw), Array.isArray(site().raw));
{ const o = { name: 'ctx', t(a) { return this.name + a[0]; }, get u() { return this.t; } }; log(o.t`x`, o['t']`y`, (o.t)`z`, caught(() => o.nope`x`)); }
log(((a) => (b) => a[0] + b[0])`one``two`, new (function () { this.q = (z) => z[0]; })().q`new`);
for (let i = 0; i < 2; i++) log(tag`loop ${i}`, (() => `${i}`)());
log(String.raw ? 'raw' : 'raw', ((r) => r.raw[0])`C:\new\table`, ((r) => r.raw[0].length)`a
b`);
// objects
const k = 'key', a = 1, b = 2;
log(JSON.stringify({ a, b, k, [k]: 3, [`${k}2`]: 4, 'quoted-key': 5, 6: 7, 1.5: 8, 0x10: 9, 1_0: 10, m() {}, if: 1, class: 2, get: 3, set: 4, async: 5, static: 6, new: 7, null: 8 }));
{ const o = { get v() { return 'got'; }, set v(q) { log('set', q); }, get [k]() { return 'computed get'; }, set [k](q) { log('cset', q); }, get 'str key'() { return 1; }, get 5() { return 2; }, get if() { return 3; } }; o.v = 1; o[k] = 2; log(o.v, o[k], o['str key'], o[5], o.if, Object.keys(o)); }
{ const src = { p: 1, get g() { return 'getter'; }, [Symbol('s')]: 1 }; Object.defineProperty(src, 'hidden', { value: 1 }); const o = { ...src, q: 2, ...null, ...undefined, ...'hi', ...[9], ...5, ...{ p: 3 } }; log(JSON.stringify(o), Object.getOwnPropertySymbols(o).length, Object.keys(o)); }
{ const order = []; const t = (n, v) => (order.push(n), v); const o = { [t('k1', 'a')]: t('v1', 1), ...t('s', { get z() { order.push('get'); return 1; } }), [t('k2', 'b')]: t('v2', 2), get [t('k3', 'c')]() {}, m: t('v3', 3) }; log(order, Object.keys(o)); }
{ const n = { v: 1 }; const o = { ...n, v: n.v++ , w: n.v }; log(JSON.stringify(o), n.v); const p = { ...n, q: (n.v = 50) }; log(JSON.stringify(p)); }
{ const proto = { inherited: 'yes' }; const o = { __proto__: proto, own: 1 }, nul = { __proto__: null, z: 1 }, comp = { ['__proto__']: 5 }, short = ((__proto__) => ({ __proto__ }))(6), str = { '__proto__': proto }, prim = { __proto__: 1 }, meth = { __proto__() {} }; log(o.inherited, Object.getPrototypeOf(o) === proto, Object.getPrototypeOf(nul), Object.keys(comp), short.hasOwnProperty('__proto__'), str.inherited, Object.getPrototypeOf(prim) === Object.prototype, meth.hasOwnProperty('__proto__'), Object.keys(o)); }
{ const proto = { p: 1 }; const f = () => proto; const o = { a: 1, __proto__: f(), ...{ b: 2 }, get c() { return 3; } }; log(o.p, JSON.stringify(o), Object.keys(o)); }
{ const o = { a: 1, get a() { return 2; } }, p = { get a() { return 1; }, a: 3 }, q = { a: 1, a: 2 }; log(o.a, p.a, q.a); (function () { 'use strict'; log({ a: 1, a: 2 }.a); })(); }
{ const base = { get live() { return 'accessor'; } }; const o = { x: 1, ...base, get y() { return this.x; }, set y(v) { this.x = v; } }; o.y = 7; log(o.x, o.y, Object.getOwnPropertyDescriptor(o, 'live').value, typeof Object.getOwnPropertyDescriptor(o, 'y').set); }
log(({}).toString.call([]), { a: 1 }.a, [{ a: [{ b: 2 }] }][0].a[0].b, {}.x, (() => ({}))() instanceof Object);
({ a: 1 }).a; ({}).b; (function () {})(); !function () {}(); +function () {}(); [1, 2][0]; 'string'.length; `tpl`.length;
'not a directive'; ('use strict'); log((function () { ('use strict'); return this !== undefined; })(), (function () { `use strict`; return this !== undefined; })());
// numbers
log(1_000_000, 0b1010, 0o17, 0B11, 0O7, 0xFF_FF, 1_0.5_0, 1e1_0, .5, 5., 0.1 + 0.2, 1e21, 0x1F, 5..toString(), 5 .toFixed(1), 1.5.toFixed(0), (5).toString(2), -0 === 0, 2 ** 10, 2 ** 3 ** 2, (-2) ** 2, 2 ** -1, (2 ** 3) ** 2);
{ let p = 2; p **= 5; log(p); log(-(2 ** 2), (+p) ** 2, p ** 0.5 | 0); }
log((function () { return 010 + 08 + 0777; })());
// strings
log('a\
b', 'é\u00e9\u{1F352}\x41\0'.length, "it's \"q\"", '\v\f\b\n'.length, '  '.length, '\a\q', '\1\01\377'.length, '\u{0}'.length, "\u2028".length);
log('𝒳'.length, { '𝒳': 1 }['𝒳'], { 𝒳: 2 }.𝒳, (𝒳 => 𝒳 + 1)(2), (({ 𝒳 }) => 𝒳)({ 𝒳: 3 }));
{ let ünï = 1, ŕ$_ = 2, \u0061bc = 3, 名 = 4; log(ünï, ŕ$_, abc, 名, { 名 }.名); const 𝒴 = 5, f = () => 𝒴; log(f(), ((o) => o.𝒴?.z ?? 'none')({})); }
// regexps
log(/a+/.test('caat'), /[/\]]/.exec('x/').index, 'a-b'.replace(/-/g, '+'), /\//.source, 6 / 2 / 3, [/x/i].length, /(?:)/.source.length, 'aBc'.match(/b/i)[0], /{/.test('{'), /\d{1,3}/.exec('12345')[0]);
{ let g = 2, i = 1; log(8 / g / i, 8 /g/ i); }
// automatic semicolons
let asi = 1
let asi2 = asi
++asi
log(asi, asi2)
const fnr = () => { return
  5 }
log(fnr())
var let_ = 1; var of = 2, async = 3, get = 4, set = 5, static_ = 6, yield_ = 7, from = 8, as = 9; log(of, async, get, set, from, as);
(function () { var let1 = 1, yield = 2, await = 3, static = 4, implements = 5; var let = 6; log(yield, await, static, implements, let); })();
log(typeof typeof 1, void 0, !!1, - -1, + +1, - - -1, +-1, ~~5.7, 1 - -1, 1 + +1, (1, 2), 1 < 2 < 3, 3 > 2 > 1, 'a' in { a: 1 }, [] instanceof Array, 1 ? 2 : 3 ? 4 : 5, (1 ? 0 : 1) ? 2 : 3, (1, 0) || 7, 4 & 6 | 1 ^ 8, 1 << 2 >>> 1, 7 % 4 * 2);
{ let i = 5; log(i++ + ++i, i-- - --i, -i++, i, !i, i+++i); let j = 1; j += j++ + ++j; log(j); const a = [1, 2, 3]; let m = 0; a[m++] += a[m++]; log(a, m); }
for (var q = ('a' in { a: 1 }) ? 1 : 0; q < 2; q++) log(q); for (var w = (() => 'a' in { a: 1 })(); w; w = false) log(w); for (let z = [('b' in {})].length; z; z--) log(z);
for (var init = 0 in { only: 1 }) log(init);
if (x) if (!x) log('a'); else log('b'); if (x) { if (!x) log('a'); } else log('b'); if (x) for (const y of [1]) log('y' + y); else log('n');
if (x) [1].forEach(v => log(v)); else if (s) ({ a: 1 }); else { } ; ; { } label: ; lab: { break lab; } switch (x) { } switch (x) { default: case 1: }
with ({ wx: 1, x: 'with' }) { log(wx, x, typeof s); let inner = x; var vw = inner; const x2 = () => x; log(x2()); } log(vw);
with ({ wy: 1 }) { var wy = 2; } log(wy); { let wz = 1; with ({ wz: 2 }) { log(wz); let a = wz; { let wz = 3; log(wz, a); } } }
debugger;
log(eval('1;let zz = 5'), eval('var ev = 3; ev + 1'), typeof ev, (0, eval)('typeof x'), eval('"use strict"; var es = 1; es'), typeof es, eval('x'), eval('`t${x}`'), eval('[1,2].map(q => q * 2).join()'));
(function () { let loc = 1; { let loc2 = 2; log(eval('loc + loc2')); } eval('loc = 5'); log(loc); log(eval('(() => loc)()')); })();

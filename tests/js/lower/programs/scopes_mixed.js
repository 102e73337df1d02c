// Scopes: dead zones in parameters, arguments mapping, direct eval, closures in loops.
const t = (f) => { try { return f(); } catch (e) { return e.name + ': ' + e.message; } };
console.log(t(() => ((a = b, b) => a)()), t(() => ((a, b = a) => b)(1)), t(() => ((a = () => b, b = 2) => a())()), t(() => (function (a = arguments.length) { return a; })(undefined, 2)));
function mapped(a, b) { arguments[0] = 'x'; b = 'y'; return [a, arguments[1], arguments.length].join(); }
function unmapped(a, b = 2) { arguments[0] = 'x'; return [a, arguments[0], arguments.length].join(); }
function strictArgs(a) { 'use strict'; arguments[0] = 'x'; return a; }
console.log(mapped(1, 2), mapped(1), unmapped(1), strictArgs(1));
function shadow(x, f = () => x) { var x; const before = x; x = 'inner'; return [before, x, f()].join(); }
console.log(shadow('p'));
function ev(code) { let hidden = 'h'; eval(code); return typeof made + (typeof made === 'undefined' ? '' : made); }
console.log(ev('var made = hidden'), ev('let made = 1'), ev('function made() {}'), typeof made);
console.log((function () { var x = 'outer'; return ((0, eval)('typeof x')) + eval('x'); })(), new Function('a', 'b = a', 'return a + b')(1));
const fs = []; for (let i = 0, j = () => i; i < 3; i++) { fs.push(() => i, j); i += 0; } console.log(fs.map((f) => f()).join());
for (let i = 0; i < 2; i++) { let i = 'own'; fs.push(() => i); } console.log(fs.at(-1)());
for (const x of [1, 2]) { var leaked = x; } console.log(leaked);
for (var k in { a: 1, b: 2 }) { const c = k; fs[k] = () => c + k; } console.log(fs.a(), fs.b());
switch (1) { case 0: let sw; case 1: console.log(t(() => sw)); console.log(t(() => { sw = 1; })); }
{ function hoisted() { return 1; } } console.log(typeof hoisted, hoisted());
console.log(typeof inBlock, t(() => inBlock())); if (true) { function inBlock() { return 'block'; } } console.log(inBlock());
try { throw 1; } catch (e) { var e = 2; console.log(e); } console.log(e);
const { length, [length - 1]: last = 'none' } = 'abc'; console.log(length, last);
let x1 = 1, y1 = 2; [x1, y1] = [y1, x1]; ({ x1 = 5, y1: { z = 9 } = {} } = { x1: undefined }); console.log(x1, y1, z); var z;
label: { console.log('in'); break label; } a: b: for (;;) { for (;;) break a; }
console.log(((a, b) => a ?? b)(null, 2), ((...[f, ...r]) => f + r.length)(1, 2, 3), (({ a, ...r }) => Object.keys(r).join())({ a: 1, b: 2, c: 3 }));
console.log([1, , 3].map((x) => x).length, [, 'h'][0], [...[, 1]].length, `${1}${`${2}`}`, ((s, ...v) => s.raw.join('|') + v)`a\n${1}b`);
const tag = (s) => s; const same = () => tag`x`; console.log(same() === same(), tag`x` === tag`x`, Object.isFrozen(same()), same().raw[0]);
console.log(typeof undeclared, t(() => undeclared), t(() => { 'use strict'; undeclared2 = 1; }), (() => { sloppy = 3; return sloppy; })());

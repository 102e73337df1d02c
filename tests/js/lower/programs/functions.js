// Arrows, parameters, arguments, names and lengths.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}: ${e.message}`; } };
const kind = f => { try { return String(f()); } catch (e) { return e.name; } };
function d1(a, b = a + 1, c = a + b) { return [a, b, c].join(); }
log(d1(1), d1(1, 5), d1(1, undefined, 7), d1(1, null), d1.length);
function d2({ a, b: [c = 'C', ...d] = [], ...e } = {}, [f] = ['F'], ...g) { return [a, c, d, JSON.stringify(e), f, g].join('|'); }
log(d2(), d2({ a: 1, b: [2, 3, 4], z: 5 }, 'xy', 6, 7), d2.length);
log(((a, b) => a)['length'], ((a = 1, b) => a).length, ((...r) => r).length, (({ a }, b, c = 1) => a).length);
function order() {
  const o = []; const t = (n, v) => { o.push(n); return v; };
  (function (a = t('a'), { [t('k', 'x')]: b = t('b') } = t('o', {}), c = t('c')) {})();
  return o.join();
}
log(order());
log(caught(() => (function (a = b, b) {})()));
log(caught(() => (function (a, b = a) { return b; })(3)));
log(caught(() => (function (a = a) {})()));
function scope1(x, f = () => x) { var x; const y = x; x = 2; return [y, x, f()].join(); }
log(scope1(1));
function scope2(f = () => typeof inner) { var inner = 1; return f(); }
log(scope2());
let glob = 'outer';
function scope3(a = glob) { let glob = 'inner'; return a + glob; }
log(scope3());
function scope4(f, x = 1) { function f() { return 'body'; } return typeof f + f(); }
log(scope4(5));
function scope5(x = 1) { function x() { return 'fn'; } return typeof x; }
log(scope5());
function scope6(x = () => 'param', y = () => x()) { function x() { return 'body'; } return x() + y(); }
log(scope6());
function sloppyArgs(a) { a = 2; return arguments[0]; }
function unmapped(a, b = 1) { a = 2; return arguments[0] + ':' + arguments.length; }
function unmapped2(a, ...r) { a = 2; arguments[0] = 9; return a + ':' + r.length + ':' + arguments.length; }
function unmapped3({ a }, b) { b = 2; return arguments[1]; }
log(sloppyArgs(1), unmapped(1), unmapped(5, 6), unmapped2(1, 2, 3), unmapped3({ a: 1 }, 7));
function strictArgs(a) { 'use strict'; a = 2; return arguments[0]; }
log(strictArgs(1));
function thisArrow() { return (() => () => this.v)()(); }
log(thisArrow.call({ v: 'V' }));
function argsArrow() { return (() => arguments[0] + arguments.length)(); }
log(argsArrow(4, 5));
function argsDefault(a = arguments.length) { return a; }
log(argsDefault(), argsDefault(undefined, 1, 2));
function argsParamArrow(a = () => arguments[1]) { return a(); }
log(argsParamArrow(undefined, 'second'));
function named() { return new.target === undefined ? 'call' : new.target === named ? 'new' : 'other'; }
log(named(), typeof new named());
function arrowTarget() { this.t = (() => new.target === arrowTarget)(); }
log(new arrowTarget().t);
const arrow = () => 1;
log(kind(() => new arrow()), 'prototype' in arrow, arrow.hasOwnProperty('prototype'));
const obj = { m() { return 1; }, get g() { return 2; }, f: function () {}, a: () => 1, ['c' + 1]() {}, 'quoted key': () => {}, 12: () => {}, async: 1, get: 2, set: 3 };
log(kind(() => new obj.m()), obj.m.name, obj.f.name, obj.a.name, obj.c1.name, obj['quoted key'].name, obj[12].name);
log(Object.getOwnPropertyDescriptor(obj, 'g').get.name, obj.m.hasOwnProperty('prototype'), obj.f.hasOwnProperty('prototype'));
const sym = Symbol('desc'), key = 'dyn';
const names = { [sym]: () => {}, [key]: function () {}, [key + 2]: function own() {}, get [key + 3]() { return 1; }, set [key + 3](v) {} };
log(names[sym].name, names.dyn.name, names.dyn2.name, Object.getOwnPropertyDescriptor(names, 'dyn3').get.name, Object.getOwnPropertyDescriptor(names, 'dyn3').set.name);
let fn1 = function () {}, fn2 = () => {}, fn3; fn3 = () => {}; const [fn4 = () => {}] = [], { fn5 = function () {} } = {};
log(fn1.name, fn2.name, fn3.name, fn4.name, fn5.name, (() => {}).name === '', (function () {}).name === '');
let fn6; fn6 ??= () => {}; let fn7; fn7 ||= function () {}; let fn8 = 1; fn8 &&= () => {};
log(fn6.name, fn7.name, fn8.name, ((p = () => {}) => p.name)());
const paren = (function () {}), comma = (0, function () {}); log(paren.name, comma.name === '');
const { prop: renamed = () => {} } = {}; log(renamed.name);
(function () { { function block() {} log(block.name); } let block2 = 1; { let block2 = () => {}; log(block2.name); } })();
log((function fact(n) { return n ? n * fact(n - 1) : 1; })(5));
(function self() { try { self = 1; } catch (e) { log(e.name); } log(typeof self); })();
(function self() { 'use strict'; log(kind(() => { self = 1; })); })();
(function f() { var f = 1; log(f); })();
(function f(f) { log(f); })(2);
(function f() { { let f = 3; log(f); } log(typeof f); })();
log(((a, b) => { return a * b; })(3, 4), (a => ({ a }))(1).a, (() => {})() === undefined);
log([1, 2, 3].map(x => x * 2).reduce((a, b) => a + b, 0));
const curry = a => b => c => a + b + c; log(curry(1)(2)(3));
log((function () { return typeof this; })(), (function () { 'use strict'; return typeof this; })());
log((() => typeof this)(), this === exports);
// spread
const arr = [1, 2, 3];
log(Math.max(...arr), Math.max(0, ...arr, 9), [...arr, ...'ab', 4].join(), [...[], , ...[5]].length);
log([].concat(...[[1], [2]]).join(), new Array(...arr).length, new (function (...a) { this.n = a.length; })(...arr, ...arr).n);
const target = { base: 10, add(...n) { return n.reduce((a, b) => a + b, this.base); } };
log(target.add(...arr), target['add'](...arr), (target.add)(...arr), target?.add(...arr), target.nope?.(...arr));
log(kind(() => Math.max(...undefined)), kind(() => [...5]), kind(() => Math.max(...{})));
log(new Date(...[2020, 1, 2]).getFullYear());
function va() { return va2(...arguments); } function va2(...a) { return a.join('+'); } log(va(1, 2, 3));
log(kind(() => target.missing(...arr)), kind(() => new target.base(...arr)));
function trailing(a, b,) { return a + b; } log(trailing(1, 2,));
log((function (a, a) { return a; })(1, 2));
var hoisted = typeof later; function later() {} log(hoisted);
log(typeof inBlock); { function inBlock() { return 1; } } log(typeof inBlock);
if (true) function inIf() { return 2; } log(inIf());
(function () { 'use strict'; { function strictBlock() {} } log(typeof strictBlock); })();
(function () { log(typeof g1); { function g1() { return 'a'; } g1 = 5; log(g1); } log(typeof g1); })();
(function (p) { { function p() {} } log(p); })('param');
(function () { let q = 1; { function q() {} log(typeof q); } log(q); })();
(function () { { let r = 1; { function r() {} } log(r); } log(typeof r); })();

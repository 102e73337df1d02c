// Direct eval sees the names of the source, block by block.
const log = (...a) => console.log(a.map(String).join(' '));
(function () {
  let x = 1;
  { let x = 2; log(eval('x')); eval('x = 3'); log(x); { const x = 4; log(eval('x')); } log(eval('x')); }
  log(x, eval('x'));
  for (let i = 0; i < 2; i++) { let x = 10 + i; if (i) continue; log(eval('x + i')); }
  { function x2() { return eval('x'); } let x = 5; log(x2()); }
})();
(function (p) { { let p = 'inner'; log(eval('p'), (() => p)(), (() => eval('p'))()); } log(p); })('param');
(function () { var v = 1; eval('var w = v + 1'); log(w, typeof eval('w')); eval('function g() { return v; }'); log(g()); })();
(function () { 'use strict'; var v = 1; eval('var v = 2; var hidden = 1'); log(v, typeof hidden); })();
var x = 'module'; log((0, eval)('typeof x'), eval('x'), eval('let x = 5; x'), x);
log(eval('(a = 1) => a')(), eval('`t${1 + 1}`'), eval('var {a, b} = {a: 1, b: 2}; a + b'), eval('const q = [...[1, 2]]; q.length'));
log((function () { return eval('this.t + arguments[0]'); }).call({ t: 'T' }, 'A'), (function () { return (() => eval('this.t'))(); }).call({ t: 'U' }));
try { eval('let y = ;'); } catch (e) { log(e.name); } try { eval('nope'); } catch (e) { log(e.name); }
for (const item of [[1], [2]]) { const [n] = item; eval('for (const q of [7, 8]) { const [r] = [q]; } var last = q2(item)'); log(n, item[0], last); }
function q2(v) { return v?.[0] ?? 'none'; }
(function () { let x = 1; { let x$1 = 5, x = 2; eval('let x = 9; { let x = 10 }'); log(x, x$1); } log(x); })();
log((function () { return ((a, b = 2) => eval('a + b + arguments[0] + arguments.length'))(1); })(5), (() => { var z = 3; return eval('z'); })(), (() => () => eval('typeof this'))()());

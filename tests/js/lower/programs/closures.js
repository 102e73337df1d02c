// Loops: each iteration has its own bindings.
const log = (...a) => console.log(a.map(String).join(' '));
const run = fs => fs.map(f => String(f())).join();
let fs = [];
for (let i = 0; i < 3; i++) fs.push(() => i);
log(run(fs)); fs = [];
for (let i = 0; i < 3; i++) { fs.push(() => i++); fs.push(() => i); }
log(run(fs)); log(run(fs)); fs = [];
for (let i = 0; i < 3; i++) { fs.push(() => i); i++; }
log(run(fs)); fs = [];
for (let i = 0, n = 2; i < n; i++) { fs.push(function () { return i + '/' + n; }); }
log(run(fs)); fs = [];
for (var v = 0; v < 3; v++) fs.push(() => v);
log(run(fs)); fs = [];
for (const k in { a: 1, b: 2 }) fs.push(() => k);
log(run(fs)); fs = [];
for (const k of ['x', 'y']) { const j = k + k; fs.push(() => j + k); }
log(run(fs)); fs = [];
for (const [k, { v: w = 7 }] of [['p', {}], ['q', { v: 8 }]]) fs.push(() => k + w);
log(run(fs)); fs = [];
let n = 0;
while (n < 3) { let m = n++; fs.push(() => m); if (m == 1) continue; let q = m * 10; fs.push(() => q); }
log(run(fs)); fs = [];
n = 0;
do { let m = n; fs.push(() => m); m += 100; } while (++n < 3);
log(run(fs)); fs = [];
// the function declaration of a block
for (let i = 0; i < 3; i++) { fs.push(g); function g() { return i + ':' + h; } let h = i * 2; }
log(run(fs)); fs = [];
// closures in the head
for (let i = 0, get = () => i; i < 2; i++) fs.push(get, () => i);
log(run(fs)); fs = [];
for (let i = 0; fs.push(() => i), i < 2; i++) ;
log(run(fs)); fs = [];
for (let i = 0; i < 2; fs.push(() => i), i++) ;
log(run(fs)); fs = [];
// nested loops, continue and break through them
outer: for (let i = 0; i < 3; i++) {
  for (let j = 0; j < 3; j++) {
    if (j == 2) continue outer;
    if (i == 2) break outer;
    fs.push(() => i * 10 + j);
  }
}
log(run(fs)); fs = [];
// nested closures, methods, accessors
for (let i = 0; i < 2; i++) {
  const o = { m() { return () => i; }, get g() { return i * 2; }, ['c' + i]() { return i * 3; }, f: function named() { return typeof named + i; }, a: () => () => i };
  fs.push(() => o.m()() + ',' + o.g + ',' + o['c' + i]() + ',' + o.f() + ',' + o.a()() + ',' + o.f.name + ',' + o['c' + i].name);
}
log(run(fs)); fs = [];
// this and arguments inside
(function () { for (let i = 0; i < 2; i++) fs.push(() => this.t + i + arguments[0]); }).call({ t: 'T' }, 'A');
log(run(fs)); fs = [];
// a captured variable assigned by the closure and read by the body
let seen = [];
for (let i = 0; i < 5; i++) { const skip = () => { i += 1; }; if (i % 2 == 0) skip(); seen.push(i); }
log(seen);
// a counter per iteration
const counters = [];
for (const name of ['a', 'b']) { let c = 0; counters.push({ inc: () => ++c, get: () => name + c }); }
counters[0].inc(); counters[0].inc(); counters[1].inc();
log(counters.map(c => c.get()));
// dead zone inside a loop
for (let i = 0; i < 2; i++) {
  const probe = () => late; let r; try { r = probe(); } catch (e) { r = e.name; }
  let late = i; log(r, probe());
}
// closures kept from an earlier iteration
{ let old; for (let i = 0; i < 3; i++) { let mine = i; if (old) log(old()); old = () => mine; mine += 10; } }
// a loop in a closure in a loop
for (let i = 0; i < 2; i++) fs.push(() => { const inner = []; for (let j = 0; j < 2; j++) inner.push(() => i + '' + j); return run(inner); });
log(run(fs)); fs = [];
// let without initialiser is fresh
for (let i = 0; i < 2; i++) { let u; fs.push(() => u); if (i == 0) u = 'set'; }
log(run(fs)); fs = [];
for (let i = 0; i < 2; i++) { let u; log(u); u = i; }
// recursion through a captured name
for (let i = 0; i < 2; i++) { const fact = k => k ? k * fact(k - 1) : 1 + i; fs.push(() => fact(3)); }
log(run(fs)); fs = [];
// switch inside a loop
for (let i = 0; i < 3; i++) switch (i) { case 0: case 1: let z = i + 5; fs.push(() => z); break; default: fs.push(() => i); }
log(run(fs)); fs = [];
for (let i = 0; i < 2; i++) try { throw i; } catch (e) { fs.push(() => e + i); }
log(run(fs)); fs = [];
for (let i = 0; i < 2; i++) try { throw [i]; } catch ([e]) { fs.push(() => e + i); }
log(run(fs)); fs = [];
for (let i = 0; i < 2; i++) { var self = function me(k) { return k ? me(k - 1) : i; }; fs.push(self); }
log(fs.map(f => f(2))); fs = [];
for (let i = 0, j = 10; i < j; i += 3, j--) fs.push(() => `${i}-${j}`);
log(run(fs)); fs = [];
for (let { a, b } = { a: 0, b: 2 }; a < b; a++) fs.push(() => a + b);
log(run(fs)); fs = [];
for (let [a, b] = [0, 2]; a < b; a++) fs.push(() => a += 5);
log(run(fs), run(fs)); fs = [];
{
  let before, test, update, body, go = true;
  for (let x = 'outside', _ = before = () => x; go && (x = 'inside', test = () => x); update = () => x) body = () => x, go = false;
  log(before(), test(), body(), update());
}

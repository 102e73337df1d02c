// let and const: blocks, shadowing, renaming, the dead zone.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}: ${e.message}`; } };

let x = 1;
{
  let x = 2;
  { const x = 3; log(x); }
  log(x);
}
log(x);

function shadow(a) {
  log(a, x);
  if (a) { let a = 'inner', x = 'mine'; log(a, x); }
  for (let a = 0; a < 1; a++) { let x = a + 10; log(a, x); }
  return a + x;
}
log(shadow(5));

// a block's name that the function also uses from outside
function outerUse() {
  let r = [];
  { let x = 'block'; r.push(x); }
  r.push(x);
  return r.join();
}
log(outerUse());

// two blocks, one of them captured
function twoBlocks() {
  const fs = [];
  { let v = 1; fs.push(() => v); }
  { let v = 2; fs.push(() => v); }
  { let v; fs.push(() => v); }
  return fs.map(f => String(f())).join();
}
log(twoBlocks());
function reuse() { { let q = 5; log(q); } { let q; log(q); q = 7; log(q); } }
reuse();

log(caught(() => { tdz1; let tdz1 = 1; }));
log(caught(() => { tdz2 = 1; let tdz2; }));
log(caught(() => { const tdz3 = tdz3 + 1; }));
log(caught(() => { typeof tdz4; let tdz4; }));
log(caught(() => typeof undeclaredThing));
log(caught(() => { f(); let v = 1; function f() { return v; } }));
log(caught(() => { let v = 1; return f(); function f() { return v; } }));
log(caught(() => { const g = () => v; let r = caught(g); let v = 5; return r + ' then ' + g(); }));
log(caught(() => { function a() { return b(); } function b() { return c; } a(); const c = 1; }));
log(caught(() => { function a() { return b(); } function b() { return c; } const c = 9; return a(); }));
log(caught(() => { let [p = q, q] = []; }));
log(caught(() => { let [q, p = q] = [4]; return p; }));
log(caught(() => { for (let i of [i]) ; }));
log(caught(() => { let i = 1; for (let i of [i]) ; }));
log(caught(() => { switch (1) { case 0: let s = 1; break; case 1: return s; } }));
log(caught(() => { switch (1) { case 0: let s = 1; break; case 1: s = 5; return s; } }));
log(caught(() => { switch (0) { case 0: let s = 1; case 1: return s; } }));
log(caught(() => { late++; let late = 1; }));
log(caught(() => { late += 1; let late = 1; }));
log(caught(() => { late ??= 1; let late = 1; }));
log(caught(() => { ({ late } = { late: 1 }); let late = 2; }));
log(caught(() => { for (let i = 0; i < 2; i++) { if (i) return z; let z = i; } }));

const c1 = 1;
log(caught(() => { c1 = 2; }), c1);
log(caught(() => { c1 += 2; }), c1);
log(caught(() => { c1++; }), c1);
log(caught(() => { --c1; }), c1);
log(caught(() => { [c1] = [3]; }), c1);
log(caught(() => { ({ c1 } = { c1: 3 }); }), c1);
log(caught(() => { for (c1 of [1]) ; }), c1);
log(caught(() => { for (c1 in { a: 1 }) ; }), c1);
log(caught(() => { for (const i = 0; i < 2; i++) ; }));
log(caught(() => { c1 ||= 5; return c1; }));
log(caught(() => { c1 &&= 5; return c1; }));
log(caught(() => { let o = []; c1 = o.push('evaluated'); return o; }));
let effects = []; log(caught(() => { c1 = effects.push('seen'); }), effects);

// names that look like ours
{
  let _a = 1, $h = 2, _this = 3, _args = 4, _b = { c: 5 };
  const f = () => [_a, $h, _this, _args, _b?.c ?? 0, this === module.exports, arguments.length].join();
  log(f());
  const { c, ...rest } = _b; log(c, Object.keys(rest).length);
}
var $h$1 = 'x'; { let $h = 1; log($h, $h$1); }

// labels and blocks
out: { let k = 1; if (k) break out; log('never'); }
l1: l2: for (let i = 0; i < 3; i++) { for (let j = 0; j < 3; j++) { if (j == 1) continue l1; if (i == 2) break l2; log(i, j); } }

// switch scope
function sw(v) {
  switch (v) {
    case 1: { let y = 'one'; return y; }
    case 2: let y = 'two'; return y + ff();
    default: function ff() { return '!'; } return ff();
  }
}
log(sw(1), sw(2), sw(3));

// closures see later assignments
function later() { let a = 1; const f = () => a; a = 2; return f() + ':' + (a = 3, f()); }
log(later());
(function () { let e = 'outer'; try { throw 'thrown'; } catch (e) { { let e = 'block'; log(e); } log(e); } log(e); })();
(function () { try { throw 1; } catch (e) { var e = 2; log(e); } log(e); })();
(function () { try { throw { a: 1, b: [2, 3] }; } catch ({ a, b: [c, d], z = 9 }) { log(a, c, d, z); } })();
(function () { try { throw 1; } catch { log('no binding'); } })();

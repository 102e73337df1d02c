// Generators and iterators: closing, delegation, finally, labels, defaults.
const log = [];
const out = (...a) => console.log(...a);
function track(name, n = 3) {
  let i = 0;
  return { [Symbol.iterator]() { return this; }, next() { log.push(name + i); return { value: i++, done: i > n }; }, return(v) { log.push(name + ' closed'); return { value: v }; } };
}
function flush(label) { out(label, log.splice(0).join(',')); }
const [a, b = log.push('default')] = track('p'); flush('pattern');
const [...all] = track('r'); flush('rest ' + all.length);
outer: for (const x of track('o')) { for (const y of track('i')) { if (y === 1) continue outer; if (x === 1) break outer; } } flush('labels');
try { for (const x of track('t')) throw new Error('up'); } catch (e) { flush(e.message); }
function* fin() { try { yield 1; try { yield 2; } finally { yield 'inner'; } } finally { log.push('fin'); yield 'outer'; } return 'end'; }
{ const g = fin(); out(g.next().value, g.next().value, g.return('r').value, g.next().value, JSON.stringify(g.next())); flush('finally'); }
{ const g = fin(); g.next(); try { out(JSON.stringify(g.throw(new Error('x')))); out(JSON.stringify(g.next())); } catch (e) { out('thrown', e.message); } flush('throw'); }
function* labelled() { l: for (let i = 0; ; i++) { try { if (i === 2) break l; if (i === 1) continue l; yield i; } finally { yield 'f' + i; } } return 'done'; }
out([...labelled()].join());
function* deleg() { const r = yield* fin(); log.push(r); try { yield* track('d'); } finally { log.push('after'); } }
{ const g = deleg(); for (let i = 0; i < 6; i++) g.next(); out(JSON.stringify(g.return(9))); flush('delegate'); }
try { out('unreachable'); } finally { flush('none'); }
const it = { *[Symbol.iterator]() { const got = yield 1; log.push('got ' + got); return 5; } };
const g2 = it[Symbol.iterator](); g2.next(); out(JSON.stringify(g2.next('v')), JSON.stringify(g2.next())); flush('sent');
class Tree { constructor(v, l, r) { Object.assign(this, { v, l, r }); } *[Symbol.iterator]() { if (this.l) yield* this.l; yield this.v; if (this.r) yield* this.r; } }
out([...new Tree(2, new Tree(1), new Tree(3))].join(), Math.max(...new Tree(2, new Tree(1))));
const lazy = function* () { yield* [1, 2].map((x) => x * 2); yield* 'ab'; yield* arguments; };
out([...lazy(7, 8)].join());
function* thisArg() { yield this?.k; yield new.target; }
out(JSON.stringify([...thisArg.call({ k: 1 })]));

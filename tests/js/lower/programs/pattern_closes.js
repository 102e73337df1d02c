// Patterns in statements and inside of expressions close their iterators.
const log = [];
const it = { [Symbol.iterator]() { return {
  next() { log.push('n'); return { value: undefined, done: false }; },
  return() { log.push('ret'); return {}; } }; } };
const boom = () => { throw 'boom'; };
const tests = {
  def: () => { let x; String([x = boom()] = it); },
  member: () => { const o = { set x(v) { throw 'set'; } }; String([o.x] = it); },
  stmt: () => { let x; [x = boom()] = it; },
  seq: () => { let x; 0, [x = boom()] = it; },
  ret: () => { let x; return [x = boom()] = it; },
  nested: () => { let x; String([[x]] = it); },
  ok: () => { let x, y; String([x, y] = it); },
  cond: () => { let x; return true && ([x = boom()] = it); },
  vari: () => { let x; const y = [x = boom()] = it; },
  arrow: () => { let x; (() => [x = boom()] = it)(); },
};
for (const k in tests) { log.length = 0; try { tests[k](); } catch (e) { log.push(String(e).slice(0, 30)); } console.log(k, log.join()); }

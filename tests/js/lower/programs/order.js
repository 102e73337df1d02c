// In which order lists with spread step.
const said = [];
const t = (x, v) => { said.push(x); return v; };
const steps = n => { let i = 0; return { [Symbol.iterator]() { return this; },
  next() { said.push('next'); return { value: i, done: i++ >= n }; },
  return() { said.push('return'); return {}; } }; };
const none = { get [Symbol.iterator]() { said.push('get'); return undefined; } };
function f(...a) { said.push('f' + a); }
class B { constructor(...a) { f(...a); } m(...a) { f(...a); } }
class C extends B { constructor() { super(...steps(1), t('s')); super.m(...steps(1), t('m')); } }
const o = {};
for (const [name, g] of Object.entries({
  call: () => f(...steps(1), t('a', 1), ...steps(2), t('b')),
  array: () => f([...steps(1), t('a', 1), , ...steps(1)].length),
  construct: () => new B(...steps(1), t('a', 1)),
  superCall: () => new C(),
  method: () => new B().m(...steps(1), t('a', 1)),
  wrongFirst: () => f(...none, t('a')),
  wrongArray: () => [...null, t('a')],
  wrongNew: () => new B(...none, t('a')),
  nested: () => f([[t('x', o).a] = t('d', [1]), { k: t('y', o).b } = { k: 2 }] = [], o.a, o.b),
  patched: () => { const values = Array.prototype[Symbol.iterator];
    Array.prototype[Symbol.iterator] = function () { said.push('patched'); return values.call(this); };
    try { f(...[1, 2], t('a', 3)); } finally { Array.prototype[Symbol.iterator] = values; } },
})) {
  try { g(); } catch (e) { said.push(e.name); }
  console.log(name, said.join(' '));
  said.length = 0;
}

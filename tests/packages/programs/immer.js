const { produce, produceWithPatches, enablePatches, enableMapSet, freeze, isDraft } = require('immer');
enablePatches();
enableMapSet();
const base = { a: [1, { b: 2 }], m: new Map([['k', { v: 1 }]]), s: new Set([1]) };
const next = produce(base, (draft) => {
  draft.a[1].b++;
  draft.a.push(isDraft(draft.a));
  draft.m.get('k').v = 5;
  draft.s.add(2);
  delete draft.nope;
});
console.log(base, next, Object.isFrozen(next), next.a === base.a);
console.log(JSON.stringify(produceWithPatches({ x: [1, 2, 3] }, (d) => { d.x.splice(1, 1); d.y = 1; })));
try {
  next.a.push(1);
} catch (error) {
  console.log(error.name);
}

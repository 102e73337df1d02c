// Nobody asks for the value of an iterator's result where a pattern has a hole.
const said = [];
const it = () => ({ [Symbol.iterator]() { return {
  next() { return { get done() { said.push('done'); return false; },
    get value() { said.push('value'); return 1; } }; },
  return() { said.push('ret'); return {}; } }; } });
let a,b; [a,,b]=it(); console.log(said.join()); said.length=0;
const [x,,y]=it(); console.log(said.join()); said.length=0;
String([a,,b]=it()); console.log(said.join()); said.length=0;
const [p,,q=(()=>7)()]=it(); console.log(said.join()); said.length=0;
const [p2,,]=it(); console.log(said.join()); said.length=0;
(([a,,b])=>0)(it()); console.log(said.join()); said.length=0;
(function*(){ const [x,,y]=it(); yield 1; })().next(); console.log(said.join()); said.length=0;
const [,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,last] = it(); console.log(said.join(), last);
const [z, , ...r] = [1, 2, 3, 4]; console.log(z, r.join());
const [w, , ...t] = new Set([1, 2, 3, 4]); console.log(w, t.join());

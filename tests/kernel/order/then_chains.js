// Chains interleave by steps, and a returned promise costs two more.
const log = (name) => () => console.log(name);
Promise.resolve().then(log('a1')).then(log('a2')).then(log('a3'))
  .then(log('a4'));
Promise.resolve().then(log('b1')).then(log('b2')).then(log('b3'));
Promise.resolve().then(() => Promise.resolve()).then(log('adopted'));
queueMicrotask(log('q1'));
Promise.reject(1).then(log('never'), log('r1')).finally(log('f1'));

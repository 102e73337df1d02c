const P = require('bluebird');
P.map([1, 2, 3], (n) => P.delay(10 * (4 - n)).then(() => n * 2), { concurrency: 2 })
  .then((list) => console.log('map', list));
P.props({ a: P.resolve(1), b: 2 }).then((r) => console.log('props', r));
P.reduce([1, 2, 3], (a, b) => a + b, 0).then((n) => console.log('reduce', n));
P.coroutine(function* () { const x = yield P.delay(60, 'x'); return x + 'y'; })()
  .then((v) => console.log('coroutine', v));
P.reject(new TypeError('no')).catch(RangeError, () => console.log('wrong'))
  .catch(TypeError, (e) => console.log('typed', e.message))
  .finally(() => console.log('finally'));
P.promisify((a, cb) => cb(null, a + 1))(1).then((n) => console.log('promisify', n));
P.delay(400).timeout(150).catch(P.TimeoutError, (e) => console.log(e.name));

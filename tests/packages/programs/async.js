const async = require('async');
async.series({ a: (cb) => setImmediate(cb, null, 1), b: (cb) => cb(null, 2) },
  (error, results) => console.log('series', results));
async.mapLimit([1, 2, 3, 4], 2, async (n) => n * n)
  .then((list) => console.log('map', list));
async.auto({ a: async () => 1, b: ['a', async (r) => r.a + 1] })
  .then((r) => console.log('auto', r));
async.retry({ times: 3 }, (cb) => cb(new Error('again')),
  (error) => console.log('retry', error.message));
// When all else is done: what is late mixes with nothing.
process.once('beforeExit', () => {
  const queue = async.queue((n, done) => setTimeout(() => done(null, n * 2), 60 * n), 2);
  [1, 2, 3].forEach((n) => queue.push(n, (error, r) => console.log('queue', n, r)));
  queue.drain(() => console.log('drained'));
});

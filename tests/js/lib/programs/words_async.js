'use strict';
// What V8 says of values that are no async iterables, and around await.
let u, nul = null, num = 5;
const o = { a: 1, b: null, f() {} };
(async () => {
  async function ta(label, f) {
    try { await f(); console.log(label + ': no error'); }
    catch (e) { console.log(`${label}: ${e && e.name}: ${e && e.message}`); }
  }
  await ta('aw1', async () => { for await (const x of u); });
  await ta('aw2', async () => { for await (const x of num); });
  await ta('aw3', async () => { for await (const x of o); });
  await ta('aw4', async () => { for await (const x of { [Symbol.asyncIterator]() { return 5; } }); });
  await ta('aw5', async () => { for await (const x of { [Symbol.asyncIterator]() { return { next() { return 5; } }; } }); });
  await ta('aw6', async () => { for await (const x of { [Symbol.asyncIterator]: 5 }); });
  await ta('aw7', async () => { async function* g() { yield* u; } for await (const x of g()); });
  await ta('aw9', async () => { const { a } = await null; });
  await ta('aw10', async () => { const [a] = await null; });
  await ta('aw11', async () => (await null).x);
  await ta('aw12', async () => (await null)());
  await ta('aw13', async () => Promise.all(5));
  await ta('aw14', async () => Promise.all());
  await ta('aw15', async () => Promise.any([]));
  await ta('aw16', async () => Promise.race({}));
  await ta('aw18', async ({ a }) => a);
  await ta('aw20', async () => (await o.zip)());
})();

'use strict';
// Async: generators with destructuring and closing, for await, ordering, errors.
(async () => {
const log = [];
const sleep = (v) => new Promise((r) => setTimeout(r, 1, v));
async function* src(n) { try { for (let i = 0; i < n; i++) { log.push('y' + i); yield { i, d: i % 2 ? undefined : i }; } } finally { log.push('cleanup'); await null; log.push('cleaned'); } }
for await (const { i, d = 'def' } of src(5)) { if (i === 2) break; log.push(i + ':' + d); }
console.log(log.splice(0).join());
try { for await (const x of src(3)) throw new Error('body'); } catch (e) { console.log(e.message, log.splice(0).join()); }
async function* inner() { const got = yield 1; log.push('got ' + got); try { yield 2; } catch (e) { log.push('caught ' + e); yield 3; } return 'r'; }
async function* outer() { const r = yield* inner(); log.push(r); yield* [Promise.resolve('p'), 'q']; }
const o = outer(); console.log((await o.next()).value, (await o.next('sent')).value, (await o.throw('E')).value, (await o.next()).value, (await o.next()).value, JSON.stringify(await o.next()), log.splice(0).join());
const q = outer(); q.next(); const many = await Promise.all([q.next(), q.next(), q.return('stop'), q.next()]); console.log(JSON.stringify(many)); log.length = 0;
const order = []; const p = (async () => { order.push(1); await null; order.push(4); await undefined; order.push(6); return 7; })(); order.push(2); Promise.resolve().then(() => order.push(5)); queueMicrotask(() => order.push('m')); order.push(3); order.push(await p); console.log(order.join());
const thenable = { then(r) { log.push('then'); r('thenable'); } }; console.log(await thenable, log.splice(0).join());
async function f(a = (() => { throw new Error('param'); })()) {} console.log(await f().catch((e) => e.message));
const r = await Promise.allSettled([sleep(1), Promise.reject(new Error('no')), 3, (async () => { throw 4; })()]); console.log(r.map((x) => x.status[0] + (x.value ?? x.reason?.message ?? x.reason)).join());
console.log(await Promise.any([Promise.reject(1), sleep('any')]), await Promise.race([sleep('slow'), 'fast']), await Promise.any([]).catch((e) => e.constructor.name + e.errors.length));
async function fin() { try { return await sleep('try'); } finally { await sleep(); log.push('fin'); } } console.log(await fin(), log.splice(0).join());
async function fin2() { for (const i of [1, 2, 3]) { try { if (i === 2) continue; await null; if (i === 3) return i; } finally { log.push('f' + i); } } } console.log(await fin2(), log.splice(0).join());
class A { static async *[Symbol.asyncIterator]() { yield* [1, 2]; } async #p() { return this.v; } v = 5; m = async () => this.#p(); static async s() { return super.toString === Function.prototype.toString; } } const got = []; for await (const v of A) got.push(v); console.log(got.join(), await new A().m(), await A.s());
const lazy = { async *[Symbol.asyncIterator]() { let n = 0; while (true) yield n++; } }; let sum = 0; for await (const n of lazy) { if (n > 3) break; sum += n; } console.log(sum);
const sync = { [Symbol.iterator]() { let n = 0; return { next: () => ({ value: Promise.resolve(n), done: n++ > 1 }), return() { log.push('sync closed'); return {}; } }; } }; for await (const v of sync) { log.push(v); if (v === 1) break; } console.log(log.splice(0).join());
const [x, y = await sleep('dflt'), { z = await sleep('zz') } = {}] = [await sleep('xx')]; console.log(x, y, z, `${await sleep('tpl')}`, [...(await sleep([1, 2]))].length, { ...(await sleep({ k: 1 })) }.k, (await sleep((v) => v + 1))(await sleep(1)));
let acc = 1; const add = async () => { acc += await sleep(10); }; await Promise.all([add(), add()]); console.log(acc);
const gen = (async function* () { yield await Promise.reject(new Error('in gen')); })(); console.log(await gen.next().catch((e) => e.message), JSON.stringify(await gen.next()));
label: for await (const i of [1, 2, 3]) { for await (const j of [1, 2]) { if (j === 2) continue label; if (i === 3) break label; log.push(i * 10 + j); } } console.log(log.splice(0).join());
})();

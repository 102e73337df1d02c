// Top-level await: dependencies run in order, siblings at the same time.
import { v } from './dep/late.mjs';
import './dep/later.mjs';
console.log('main', v);
export const x = await Promise.resolve(5);
console.log(x);
for await (const y of [1, Promise.resolve(2)])
  console.log(y);
console.log(await import('./dep/late.mjs').then((m) => m.v));
console.log([await 1, await 2], (() => this)());
try {
  await import('./dep/rejects.mjs');
} catch (error) {
  console.log(error.message);
}
{
  let a = 1;
  const f = () => a;
  a = await 2;
  console.log(f());
}

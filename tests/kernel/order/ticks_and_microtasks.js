// Ticks come before microtasks; what either queues runs before the loop.
process.nextTick(() => {
  console.log('tick 1');
  process.nextTick(() => console.log('tick of tick'));
  queueMicrotask(() => console.log('microtask of tick'));
});
queueMicrotask(() => {
  console.log('microtask 1');
  process.nextTick(() => console.log('tick of microtask'));
  queueMicrotask(() => console.log('microtask of microtask'));
});
Promise.resolve().then(() => console.log('then'));
process.nextTick((a, b) => console.log('tick 2', a, b), 'x', 2);
setTimeout(() => console.log('timeout'), 0);
console.log('main');

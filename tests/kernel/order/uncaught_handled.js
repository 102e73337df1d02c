// After a handled error the rest of the timers and ticks runs.
process.on('uncaughtException', (error, origin) => {
  console.log('caught', error.message, origin);
  process.nextTick(() => console.log('tick of handler'));
});
setTimeout(() => {
  process.nextTick(() => console.log('tick before'));
  throw new Error('one');
}, 1);
setTimeout(() => console.log('second'), 1);
process.nextTick(() => {
  throw new Error('tick');
});
process.nextTick(() => console.log('next tick'));
queueMicrotask(() => {
  throw new Error('micro');
});
queueMicrotask(() => console.log('next micro'));
setImmediate(() => console.log('immediate'));
const end = Date.now() + 5; // the timers are due in the first turn
while (Date.now() < end);

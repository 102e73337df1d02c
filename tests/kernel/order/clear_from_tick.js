// An immediate that a tick between two of them clears does not run.
setImmediate(() => {
  console.log('first');
  process.nextTick(() => clearImmediate(second));
});
const second = setImmediate(() => console.log('never'));
setImmediate(() => console.log('third'));
const list = [];
for (let i = 0; i < 3; i++)
  list.push(setTimeout(() => {
    console.log('timer', i);
    process.nextTick(() => list.forEach(clearTimeout));
  }, 2));

// New work after 'beforeExit' brings the loop back, and 'beforeExit' again.
let n = 0;
process.on('beforeExit', () => {
  console.log('beforeExit', ++n);
  if (n === 1)
    setTimeout(() => console.log('timer'), 1);
  if (n === 2)
    setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick'));
});
process.on('exit', () => console.log('exit'));

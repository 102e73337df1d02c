// process.exit ends at once: nothing else of the turn runs.
process.on('exit', (code) => {
  console.log('exit', code);
  process.exit(9);
});
setTimeout(() => {
  process.nextTick(() => console.log('never'));
  process.exit(2);
  console.log('never');
}, 1);
setTimeout(() => console.log('never'), 1);
process.on('beforeExit', () => console.log('never'));

// The life of a process without work.
process.on('exit', (code) => {
  console.log('exit', code, process.exitCode);
  process.nextTick(() => console.log('never'));
  Promise.resolve().then(() => console.log('never'));
  setTimeout(() => console.log('never'), 0);
});
process.on('beforeExit', (code) => console.log('beforeExit', code));
console.log('main');

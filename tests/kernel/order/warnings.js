// emitWarning tells in the next tick.
process.removeAllListeners('warning');
process.on('warning', (w) =>
  console.log(w.name, w.message, w.code, w.detail));
process.emitWarning('one');
process.emitWarning('two', 'CustomWarning', 'C001');
process.emitWarning('three', { type: 'T', code: 'X', detail: 'd' });
process.emitWarning(new Error('four'));
setTimeout(() => {}, 2 ** 40);
console.log('main');
setTimeout(() => process.exit(), 5);

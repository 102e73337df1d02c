process.on('uncaughtException', (error) => console.log('caught', error));
setImmediate(() => {
  process.nextTick(() => console.log('tick'));
  throw 'text';
});
setImmediate(() => console.log('second'));
setTimeout(() => console.log('timeout'), 20);

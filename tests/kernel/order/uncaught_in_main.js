// The main script's error is handled too; what it had queued still runs.
process.on('uncaughtExceptionMonitor', (error, origin) =>
  console.log('monitor', error.message, origin));
process.on('uncaughtException', (error) => {
  console.log('caught', error.message);
});
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('micro'));
setTimeout(() => console.log('timeout'), 50);
throw new Error('main');

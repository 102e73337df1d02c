// Without a listener it is an uncaught exception with its own origin.
process.on('uncaughtException', (error, origin) =>
  console.log(error.message, error.code, origin));
Promise.reject(new Error('plain'));
Promise.reject(5);
setTimeout(() => console.log('after'), 2);

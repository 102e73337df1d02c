// Reported when the queues are empty, each once, with reason and promise.
process.on('unhandledRejection', (reason, promise) => {
  console.log('unhandled', reason.message || reason,
              promise instanceof Promise);
});
process.on('rejectionHandled', (promise) =>
  console.log('handled', promise instanceof Promise));
Promise.reject(new Error('a'));
Promise.reject('b').catch(() => console.log('catch b'));
const late = Promise.reject('late');
setTimeout(() => late.catch((e) => console.log('catch', e)), 5);
process.nextTick(() => console.log('tick'));
new Promise((resolve, reject) => setTimeout(() => reject('timer'), 1));
const soon = Promise.reject('soon');
process.nextTick(() => soon.catch(() => console.log('catch soon')));

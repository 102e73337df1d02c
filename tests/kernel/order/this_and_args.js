// `this` is the timer; the arguments follow.
setTimeout(function (...args) {
  console.log(this.constructor.name, args.length, args.join());
}, 1, 1, 2, 3);
setImmediate(function (...args) {
  console.log(this.constructor.name, args.length, args.join());
}, 'a', 'b');
process.nextTick(function (...args) {
  console.log(this === undefined || this === globalThis, args.join());
}, 7);
setInterval(function () {
  console.log(this.constructor.name);
  clearInterval(this);
}, 1);
const end = Date.now() + 5; // the timers are due in the first turn
while (Date.now() < end);

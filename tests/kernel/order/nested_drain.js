// A synchronous emit in a callback drains nothing.
const EventEmitter = require('events');
const e = new EventEmitter();
e.on('x', () => {
  console.log('x');
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('micro'));
});
setTimeout(() => {
  e.emit('x');
  e.emit('x');
  console.log('end of timer');
}, 1);

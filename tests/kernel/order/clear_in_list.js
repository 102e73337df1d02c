// A timer clears the next one of its list; an interval clears itself.
let second;
setTimeout(() => {
  console.log('first');
  clearTimeout(second);
}, 5);
second = setTimeout(() => console.log('never'), 5);
setTimeout(() => console.log('third'), 5);
let n = 0;
const interval = setInterval(() => {
  console.log('interval', ++n);
  if (n === 3)
    clearInterval(interval);
}, 7);
clearTimeout(undefined);
clearTimeout(null);
clearTimeout({});
clearTimeout('nothing');
clearImmediate(setImmediate(() => console.log('never')));

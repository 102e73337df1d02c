// An interval that is late does not catch up.
let n = 0;
const i = setInterval(() => {
  console.log('tick', ++n);
  const end = Date.now() + 12;
  while (Date.now() < end);
  if (n === 3)
    clearInterval(i);
}, 5);
setTimeout(() => console.log('once'), 6);

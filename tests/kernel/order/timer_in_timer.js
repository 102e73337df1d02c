// A timer that a timer starts waits for a later turn.
setTimeout(() => {
  console.log('a');
  setTimeout(() => console.log('a2'), 1);
  setTimeout(() => console.log('a3'), 0);
}, 1);
setTimeout(() => console.log('b'), 1);

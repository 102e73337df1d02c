// From the check phase a new immediate comes after a timer that is due.
setImmediate(() => {
  const end = Date.now() + 5;

  setTimeout(() => console.log('timeout'), 1);
  setImmediate(() => console.log('immediate'));
  while (Date.now() < end);
});

setImmediate(function named() {
  throw new Error('in an immediate');
});

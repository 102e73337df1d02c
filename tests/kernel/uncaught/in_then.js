Promise.resolve().then(() => {
  throw new TypeError('in a reaction');
});

// And between two immediates; a new immediate waits for the next turn.
for (let i = 0; i < 3; i++) {
  setImmediate(() => {
    console.log('immediate', i);
    process.nextTick(() => console.log('tick', i));
    queueMicrotask(() => console.log('micro', i));
    setImmediate(() => console.log('next turn', i));
  });
}

// Ticks and microtasks run between two timers of one list.
for (let i = 0; i < 3; i++) {
  setTimeout(() => {
    console.log('timer', i);
    process.nextTick(() => console.log('tick', i));
    Promise.resolve().then(() => console.log('micro', i));
  }, 1);
}

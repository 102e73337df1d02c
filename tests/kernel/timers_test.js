// Timers under random use: each fires once and in its time, cleared ones never.
'use strict';

const { test } = require('../harness');

// A small generator, so that a failure can be repeated.
let seed = 12345;
const random = (n) => {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return seed % n;
};

test('random starts, clears and refreshes', (done) => {
  const timers = [];
  let wrong = null;

  for (let i = 0; i < 2000; i++) {
    const record = { fired: 0, cleared: false, due: 0, timer: null };
    const delay = 1 + random(40);

    record.due = Date.now() + delay;
    record.timer = setTimeout(() => {
      record.fired++;
      if (record.cleared)
        wrong = wrong || new Error('a cleared timer fired');
      if (Date.now() < record.due - 1)
        wrong = wrong || new Error('a timer fired early');
      const other = timers[random(timers.length)];

      if (random(3) === 0 && other.fired === 0) {
        other.cleared = true;
        clearTimeout(other.timer);
      } else if (random(5) === 0 && other.fired === 0 && !other.cleared) {
        other.timer.refresh();
      }
      if (random(4) === 0)
        other.timer.unref().ref();
    }, delay);
    timers.push(record);
    if (random(10) === 0) {
      const some = timers[random(timers.length)];

      some.cleared = true;
      clearTimeout(some.timer);
    }
  }
  setTimeout(() => {
    timers.forEach((record) => {
      if (record.fired !== (record.cleared ? 0 : 1) && !wrong)
        wrong = new Error('fired ' + record.fired + ' times, cleared ' +
                          record.cleared);
    });
    done(wrong);
  }, 400);
});

test('random immediates', (done) => {
  const list = [];
  let wrong = null;

  for (let i = 0; i < 1000; i++) {
    const record = { fired: 0, cleared: false, immediate: null };

    record.immediate = setImmediate(() => {
      record.fired++;
      if (record.cleared)
        wrong = new Error('a cleared immediate fired');
      const other = list[random(list.length)];

      if (random(3) === 0 && other.fired === 0) {
        other.cleared = true;
        clearImmediate(other.immediate);
      }
    });
    list.push(record);
  }
  setImmediate(() => setImmediate(() => {
    list.forEach((record) => {
      if (record.fired !== (record.cleared ? 0 : 1))
        wrong = wrong || new Error('fired ' + record.fired + ' times');
    });
    done(wrong);
  }));
});

test('timers are disposed of', (done) => {
  const late = () => done(new Error('it ran'));
  const timeout = setTimeout(late, 1);
  const immediate = setImmediate(late);

  timeout[Symbol.dispose]();
  immediate[Symbol.dispose]();
  setTimeout(done, 20);
});

// The tests' own helper, for drupe and for node alike.
//
//   const { test } = require('../harness');
//   test('adds', () => { assert.strictEqual(1 + 1, 2); });
//   test('waits', (done) => { setTimeout(done, 10); });
//   test('promises', () => Promise.resolve());
//   test.skip('no node here', 'reason');
//
// Tests run one after the other, in order. Each prints `ok NAME` or
// `not ok NAME` with the error's stack behind `# `; tests/run counts these
// lines. The process exits with 1 when one failed or never finished.
'use strict';

const queue = [];
let current = null; // the test that waits for its done()
let draining = false;

function report(line) {
  console.log(line);
}

function explain(error) {
  const text = error && error.stack ? error.stack : error;
  String(text).split('\n').forEach((line) => report('# ' + line));
}

// Ends test `t` once; a second end is a failure of its own.
function finish(t, error) {
  if (t.ended) {
    if (error) {
      report(`not ok ${t.name}: an error after its end`);
      explain(error);
      process.exitCode = 1;
    }
    return;
  }
  t.ended = true;
  if (error) {
    report(`not ok ${t.name}`);
    explain(error);
    process.exitCode = 1;
  } else {
    report(`ok ${t.name}`);
  }
  if (current === t) {
    current = null;
    drain();
  }
}

function begin(t) {
  const done = (error) => finish(t, error);
  let result;

  current = t;
  try {
    result = t.fn.length > 0 ? t.fn(done) : t.fn();
  } catch (error) {
    finish(t, error || new Error('threw ' + error));
    return;
  }
  if (t.fn.length > 0)
    return;
  if (result && typeof result.then === 'function')
    result.then(() => done(), (e) => done(e || new Error('rejected: ' + e)));
  else
    finish(t);
}

function drain() {
  if (draining)
    return;
  draining = true;
  while (current === null && queue.length > 0)
    begin(queue.shift());
  draining = false;
}

function test(name, fn) {
  queue.push({ name, fn, ended: false });
  drain();
}

test.skip = function (name, reason) {
  report(`ok ${name} # SKIP ${reason}`);
};

process.on('uncaughtException', (error) => {
  if (current !== null) {
    finish(current, error || new Error('uncaught ' + error));
    return;
  }
  report('not ok an error outside of every test');
  explain(error);
  process.exitCode = 1;
});

process.on('exit', () => {
  const left = current === null ? queue : [current].concat(queue);
  left.forEach((t) => report(`not ok ${t.name}: it did not finish`));
  if (left.length > 0)
    process.exitCode = 1;
});

module.exports = { test };

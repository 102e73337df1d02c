'use strict';
// Modules of a stranger, as a script meets them: by require, with all that the
// loader and the library add.
const path = require('path');
const { test } = require('../harness');
const assert = require('assert');

const fixtures = path.join(process.env.BUILD, 'tests', 'fixtures');
const load = (name) => require(path.join(fixtures, `${name}.so`));

test('a Buffer made in C is one of the library', () => {
  const b = load('loops').external();
  assert.strictEqual(b.toString('latin1', 0, 1), 'A');
  assert.strictEqual(typeof b.readUInt16LE, 'function');
});

test('the JavaScript half gets the native half and decides what is exported',
  () => {
    const leaver = load('leaver_js');
    assert.strictEqual(leaver.twice(), 84);
    assert.strictEqual(leaver.use, undefined);
  });

test('an error of a native function has its code in the first line', () => {
  const functions = load('functions');
  let error;
  try {
    functions.integer('x');
  } catch (e) {
    error = e;
  }
  assert.strictEqual(error.code, 'ERR_INVALID_ARG_TYPE');
  assert.strictEqual(error.stack.split('\n')[0],
    'TypeError [ERR_INVALID_ARG_TYPE]: The "rounds" argument must be of type ' +
    "integer. Received type string ('x')");
});

test('process.modules() shows who is loaded and what he holds', () => {
  const list = process.modules().filter((m) => m.name === 'functions');
  assert.strictEqual(list.length, 1);
  assert.strictEqual(list[0].state, 'running');
  assert.ok(list[0].functions > 10);
});

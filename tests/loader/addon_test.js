// Native modules: found, loaded, refused, unloaded.
// drupe only
'use strict';

const assert = require('assert');
const path = require('path');
const { test } = require('../harness');
const folder = path.join(process.env.BUILD, 'tests/fixtures');
const file = (name) => path.join(folder, name + '.so');

process.env.DRUPE_MODULE_PATH = folder;

function refusal(name) {
  try {
    require(file(name));
  } catch (error) {
    assert.strictEqual(error.code, 'ERR_DRUPE_ABI');
    return error.message;
  }
  return 'not refused';
}

const names = () => process.modules().map((m) => m.name);

test('a file is loaded once, whatever it is called', () => {
  const plus = require(file('plus'));

  assert.strictEqual(plus.add(2, 3), 5);
  assert.strictEqual(require(path.join(folder, '../fixtures/plus')), plus);
  assert.strictEqual(require.cache[file('plus')].exports, plus);
  assert.strictEqual(names().filter((name) => name === 'plus').length, 1);
});

test('signatures are checked', () => {
  assert.throws(() => require(file('plus')).add(1, 'x'), {
    code: 'ERR_INVALID_ARG_TYPE',
    message: 'The "b" argument must be of type number. Received type string ' +
      "('x')",
  });
});

test('the JavaScript half gets native, require, exports and module', () => {
  const half = require(file('half'));

  assert.strictEqual(half.quarter(8), 2);
  assert.strictEqual(half.hasRequire, true);
  assert.strictEqual(half.own, true);
});

test('versions that do not fit are refused, both sides named', () => {
  assert.strictEqual(refusal('newer'),
                     'newer.so: built for ABI 1.7, this drupe has 1.1: ' +
                     'upgrade drupe');
  assert.strictEqual(refusal('next_major'),
                     'next_major.so: built for ABI 2.0, this drupe has 1.1: ' +
                     'upgrade drupe');
  assert.match(refusal('other_build'),
               /^other_build.so: built for build 9.9.9-other, this drupe is /);
});

test('what is damaged or lies is refused', () => {
  assert.strictEqual(refusal('liar'), 'liar.so: note and descriptor differ');
  assert.strictEqual(refusal('no_symbol'), 'no_symbol.so: no drupe_module_v1');
  assert.strictEqual(refusal('bad_name'),
                     'bad_name.so: its name is not [a-z][a-z0-9_-]*');
  assert.match(refusal('strange_flags'),
               /^strange_flags.so: wants flags 0x200, which this drupe does/);
});

test('a refused module is not there', () => {
  ['newer', 'liar', 'failing', 'no_symbol'].forEach((name) =>
    assert.ok(!names().includes(name), name));
  assert.strictEqual(require.cache[file('newer')], undefined);
});

test('an error of start is the error of require', () => {
  assert.throws(() => require(file('failing')),
                { code: 'ERR_FAILING', message: 'not today' });
  assert.throws(() => require(file('failing')), { code: 'ERR_FAILING' });
});

test('what a module needs is started first', () => {
  assert.ok(!names().includes('offers'));
  require(file('wants'));
  assert.ok(names().includes('offers'));
});

test('a need that is not met names both sides', () => {
  assert.match(refusal('wants_newer'), /^wants_newer: needs offers.sum 1.9: /);
});

test('a circle of needs is refused', () => {
  assert.match(refusal('circle_a'), /circle/);
  assert.ok(!names().includes('circle_a'));
  assert.ok(!names().includes('circle_b'));
});

test('by name from the module path', () => {
  assert.strictEqual(require('plus'), require(file('plus')));
  assert.strictEqual(require('drupe:plus'), require(file('plus')));
  assert.throws(() => require('drupe:nope'),
                { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });
});

test('unload is refused while somebody holds a function', () => {
  let add = require(file('plus')).add;

  assert.throws(() => process.modules.unload('plus'), {
    message: /^cannot unload plus: 1 function/,
  });
  assert.strictEqual(add(1, 1), 2);
  assert.strictEqual(require(file('plus')).add, add);
  add = null;
});

test('and done when nobody does', () => {
  process.modules.unload('half');
  assert.ok(!names().includes('half'));
  assert.strictEqual(require(file('half')).quarter(4), 1);
});

test('what is not loaded cannot be unloaded', () => {
  assert.throws(() => process.modules.unload('nope'),
                { code: 'ERR_MODULE_NOT_LOADED' });
});

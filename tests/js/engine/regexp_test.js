// RegExp: what a script sees beyond what programs/regexp.js compares with Node.
'use strict';
const assert = require('assert');
const { test } = require('../../harness');

test('a pattern that takes for ever ends with an error', () => {
  const subject = 'x'.repeat(9) + 'z' + 'a'.repeat(60) + 'b';
  const start = process.cpuUsage();
  assert.throws(() => /(?:(x)|y)*\1z(?=.*\1)(a+)+$/.test(subject), RangeError);
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < 2e7, `${user + system} us`); // sanitizers are slow
});

test('states that failed are remembered', () => {
  const a = 'a'.repeat(20000);
  assert.strictEqual(/(a+)+b/.test(a), false);
  assert.strictEqual(/^(a|a)*$/.test(a + 'b'), false);
  assert.strictEqual(/a*a*a*a*b/.test(a), false);
});

test('a deep nest is refused, not crashed on', () => {
  const deep = '('.repeat(100000) + ')'.repeat(100000);
  assert.throws(() => new RegExp(deep), SyntaxError);
});

test('a patched exec is used', () => {
  const re = /a/g;
  let calls = 0;
  re.exec = function (s) {
    calls++;
    return RegExp.prototype.exec.call(this, s);
  };
  assert.strictEqual('aXa'.replace(re, 'b'), 'bXb');
  assert.strictEqual(calls, 3);
});

test('a frozen RegExp throws where lastIndex would change', () => {
  const re = Object.freeze(/a/g);
  assert.throws(() => re.exec('a'), TypeError);
  assert.throws(() => 'a'.replace(re, 'b'), TypeError);
  assert.strictEqual(Object.freeze(/a/).test('a'), true);
});

test('a RegExp survives compile in its own callback', () => {
  const re = /(a)(b)/g;
  const out = 'ab ab'.replace(re, (all, x, y) => {
    re.compile('z');
    return y + x;
  });
  assert.strictEqual(out, 'ba ba');
  assert.strictEqual(re.source, 'z');
});

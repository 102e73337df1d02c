// Functions made from text at run time.
'use strict';

const assert = require('assert');
const { test } = require('../../harness');

test('parameters and body are text', () => {
  assert.strictEqual(new Function('a', 'b', 'return a + b')(1, 2), 3);
  assert.strictEqual(new Function('a, b', 'return a + b')(1, 2), 3);
  assert.strictEqual(Function()(), undefined);
  assert.strictEqual(Function('return this')(), globalThis);
  assert.deepStrictEqual(
    new Function('a', 'b = 2', '...c', 'return [a, b, c]')(1), [1, 2, []]);
});

test('it is called anonymous and shows its text', () => {
  const made = new Function('a', 'b', 'return "\u00e9\u{1f600}"');

  assert.strictEqual(made.name, 'anonymous');
  assert.strictEqual(made.length, 2);
  assert.strictEqual(
    made.toString(),
    'function anonymous(a,b\n) {\nreturn "\u00e9\u{1f600}"\n}');
});

test('parameters cannot reach into the body', () => {
  const wrong = [['/*', '*/){'], ['a){', '}'], ['', '}, function () {'],
    ['a,', 'b', ''], ['let', '"use strict"'], ['a', '*/ 1']];

  for (const [index, parts] of wrong.entries()) {
    assert.throws(() => Function(...parts), SyntaxError, String(index));
  }
});

test('it sees the global names only', () => {
  const local = 1;

  assert.strictEqual(local, 1);
  assert.throws(() => new Function('return local')(), ReferenceError);
});

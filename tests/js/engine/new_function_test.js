'use strict';
// Functions made from text at run time; node is the oracle.
const { test } = require('../../harness');

function eq(actual, expected) {
  if (actual !== expected)
    throw new Error(`expected ${String(expected)}, got ${String(actual)}`);
}

function throws(type, fn, about) {
  let error;

  try {
    fn();
  } catch (e) {
    error = e;
  }
  if (!(error instanceof type))
    throw new Error(`no ${type.name} from ${about}: ${error}`);
}

test('parameters and body are text', () => {
  eq(new Function('a', 'b', 'return a + b')(1, 2), 3);
  eq(new Function('a, b', 'return a + b')(1, 2), 3);
  eq(Function()(), undefined);
  eq(Function('return this')(), globalThis);
  eq(String(new Function('a', 'b = 2', '...c', 'return [a, b, c]')(1)), '1,2,');
});

test('it is called anonymous and shows its text', () => {
  const made = new Function('a', 'b', 'return "\u00e9\u{1f600}"');

  eq(made.name, 'anonymous');
  eq(made.length, 2);
  eq(made.toString(),
    'function anonymous(a,b\n) {\nreturn "\u00e9\u{1f600}"\n}');
});

test('parameters cannot reach into the body', () => {
  const wrong = [['/*', '*/){'], ['a){', '}'], ['', '}, function () {'],
    ['a,', 'b', ''], ['let', '"use strict"'], ['a', '*/ 1']];

  for (const parts of wrong)
    throws(SyntaxError, () => Function(...parts), parts.join(' | '));
});

test('it sees the global names only', () => {
  const local = 1;

  eq(local, 1);
  throws(ReferenceError, () => new Function('return local')(), 'local');
});

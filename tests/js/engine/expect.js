// What the tests of the engine claim. Nothing of assert: that needs half of
// what is tested.
'use strict';

/** The same value, as Object.is has it. */
function eq(actual, expected) {
  if (!Object.is(actual, expected))
    throw new Error(`expected ${String(expected)}, got ${String(actual)}`);
}

/** An error of just this type, none of its heirs. */
function throws(run, type) {
  try {
    run();
  } catch (error) {
    eq(error.constructor, type);
    return;
  }
  throw new Error(`no ${type.name} was thrown`);
}

module.exports = { eq, throws };

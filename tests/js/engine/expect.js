// What the tests of the engine claim. Nothing of assert: that needs half of
// what is tested.
'use strict';

/** The same value, as Object.is has it. */
function eq(actual, expected) {
  if (!Object.is(actual, expected))
    throw new Error(`expected ${String(expected)}, got ${String(actual)}`);
}

/** An error of just this type, none of its heirs; with this message, if one is
 * given. */
function throws(run, type, message) {
  try {
    run();
  } catch (error) {
    eq(error.constructor, type);
    if (message !== undefined)
      eq(error.message, message);
    return;
  }
  throw new Error(`no ${type.name} was thrown`);
}

module.exports = { eq, throws };

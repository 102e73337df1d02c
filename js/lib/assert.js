// assert: claims about values; a false one throws AssertionError.
'use strict';

const AssertionError = require('internal/assertion_error');
const { isDeepEqual, isDeepStrictEqual } = require('internal/comparisons');
const { inspect } = require('internal/inspect');
const {
  codes: {
    ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
    ERR_INVALID_RETURN_VALUE, ERR_MISSING_ARGS,
  },
} = require('internal/errors');

const NOTHING = {}; // no error was thrown

function raise(fields) {
  if (fields.message instanceof Error)
    throw fields.message;
  throw new AssertionError(fields);
}

// -- truth -------------------------------------------------------------------

function checkOk(from, count, value, message) {
  if (value)
    return;
  let generated = false;

  if (count === 0) {
    generated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message === undefined || message === null) {
    generated = true;
    message = inspect(value) + ' == true';
  } else if (message instanceof Error) {
    throw message;
  }
  const error = new AssertionError({
    actual: value, expected: true, message, operator: '==', stackStartFn: from,
  });

  error.generatedMessage = generated;
  throw error;
}

/** @throws AssertionError unless `value` is true */
function assert(value, message) {
  checkOk(assert, arguments.length, value, message);
}

assert.ok = function ok(value, message) {
  checkOk(ok, arguments.length, value, message);
};

assert.fail = function fail(message) {
  if (message instanceof Error)
    throw message;
  const error = new AssertionError({
    message: message === undefined ? 'Failed' : message,
    operator: 'fail', stackStartFn: fail,
  });

  error.generatedMessage = message === undefined;
  throw error;
};

assert.AssertionError = AssertionError;

// -- two values --------------------------------------------------------------

// Defines assert[name]: throws where holds(actual, expected) is false.
function defineComparison(name, operator, holds) {
  const compare = function (actual, expected, message) {
    if (arguments.length < 2)
      throw new ERR_MISSING_ARGS('actual', 'expected');
    if (!holds(actual, expected))
      raise({ actual, expected, message, operator, stackStartFn: compare });
  };

  Object.defineProperty(compare, 'name', { value: name });
  assert[name] = compare;
}

/* eslint-disable eqeqeq */
const isEqual = (a, b) => a == b || (a !== a && b !== b);

defineComparison('equal', '==', isEqual);
defineComparison('notEqual', '!=', (a, b) => !isEqual(a, b));
defineComparison('strictEqual', 'strictEqual', Object.is);
defineComparison('notStrictEqual', 'notStrictEqual',
                 (a, b) => !Object.is(a, b));
defineComparison('deepEqual', 'deepEqual', isDeepEqual);
defineComparison('notDeepEqual', 'notDeepEqual', (a, b) => !isDeepEqual(a, b));
defineComparison('deepStrictEqual', 'deepStrictEqual', isDeepStrictEqual);
defineComparison('notDeepStrictEqual', 'notDeepStrictEqual',
                 (a, b) => !isDeepStrictEqual(a, b));

// -- texts -------------------------------------------------------------------

function checkMatch(string, regexp, message, from, wanted) {
  if (!(regexp instanceof RegExp))
    throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', regexp);
  if (typeof string === 'string' && regexp.test(string) === wanted)
    return;
  if (message instanceof Error)
    throw message;
  const generated = message === undefined || message === null;

  if (generated)
    message = typeof string !== 'string' ?
      'The "string" argument must be of type string. Received type ' +
        `${typeof string} (${inspect(string)})` :
      (wanted ? 'The input did not match the regular expression ' :
        'The input was expected to not match the regular expression ') +
        `${inspect(regexp)}. Input:\n\n${inspect(string)}\n`;
  const error = new AssertionError({
    actual: string, expected: regexp, message, stackStartFn: from,
    operator: from.name,
  });

  error.generatedMessage = generated;
  throw error;
}

assert.match = function match(string, regexp, message) {
  checkMatch(string, regexp, message, match, true);
};

assert.doesNotMatch = function doesNotMatch(string, regexp, message) {
  checkMatch(string, regexp, message, doesNotMatch, false);
};

// -- errors ------------------------------------------------------------------

// What of `actual` a validation object names, for the message.
function Comparison(source, keys, actual) {
  keys.forEach((key) => {
    if (!(key in source))
      return;
    if (actual !== undefined && typeof actual[key] === 'string' &&
        source[key] instanceof RegExp && source[key].test(actual[key]))
      this[key] = actual[key];
    else
      this[key] = source[key];
  });
}

function checkProperty(actual, expected, key, message, keys, from) {
  if (key in actual && isDeepStrictEqual(actual[key], expected[key]))
    return;
  if (message)
    raise({ actual, expected, message, operator: from.name,
            stackStartFn: from });
  const error = new AssertionError({
    actual: new Comparison(actual, keys),
    expected: new Comparison(expected, keys, actual),
    operator: 'deepStrictEqual',
    stackStartFn: from,
  });

  error.actual = actual;
  error.expected = expected;
  error.operator = from.name;
  throw error;
}

function checkObject(actual, expected, message, from) {
  if (typeof actual !== 'object' || actual === null) {
    const error = new AssertionError({
      actual, expected, message, operator: 'deepStrictEqual',
      stackStartFn: from,
    });

    error.operator = from.name;
    throw error;
  }
  const keys = Object.keys(expected);

  if (expected instanceof Error)
    keys.push('name', 'message');
  else if (keys.length === 0)
    throw new ERR_INVALID_ARG_VALUE('error', expected,
                                    'may not be an empty object');
  keys.forEach((key) => {
    if (typeof actual[key] === 'string' && expected[key] instanceof RegExp &&
        expected[key].test(actual[key]))
      return;
    checkProperty(actual, expected, key, message, keys, from);
  });
}

function failedCheck(actual, expected, message, text, from) {
  const generated = !message;
  const error = new AssertionError({
    actual, expected, message: message || text, operator: from.name,
    stackStartFn: from,
  });

  if (message instanceof Error)
    throw message;
  error.generatedMessage = generated;
  throw error;
}

function constructorText(actual, expected) {
  const wanted = 'The error is expected to be an instance of ' +
    `"${expected.name}". Received `;

  if (!(actual instanceof Error))
    return wanted + `"${inspect(actual, { depth: -1 })}"`;
  const name = actual.constructor && actual.constructor.name || actual.name;

  return name === expected.name ?
    wanted + 'an error with identical name but a different prototype.' :
    wanted + `"${name}"` +
      (actual.message ? `\n\nError message:\n\n${actual.message}` : '');
}

// Is the error what the caller of throws or rejects wants?
function checkExpected(actual, expected, message, from) {
  if (typeof expected !== 'function') {
    if (!(expected instanceof RegExp)) {
      checkObject(actual, expected, message, from);
      return;
    }
    const text = String(actual);

    if (!expected.test(text))
      failedCheck(actual, expected, message,
                  'The input did not match the regular expression ' +
                  `${inspect(expected)}. Input:\n\n${inspect(text)}\n`, from);
    return;
  }
  if (expected.prototype !== undefined && actual instanceof expected)
    return;
  if (expected === Error || expected.prototype instanceof Error) {
    failedCheck(actual, expected, message, constructorText(actual, expected),
                from);
    return;
  }
  const result = expected.call({}, actual);

  if (result !== true)
    failedCheck(actual, expected, message,
                `The ${expected.name ? `"${expected.name}" ` : ''}validation ` +
                'function is expected to return "true". Received ' +
                `${inspect(result)}\n\nCaught error:\n\n` +
                (actual instanceof Error ? String(actual) : inspect(actual)),
                from);
}

function checkErrorArgument(actual, error, message, count) {
  if (typeof error !== 'string') {
    if (error !== undefined && error !== null && typeof error !== 'object' &&
        typeof error !== 'function')
      throw new ERR_INVALID_ARG_TYPE('error',
                                     ['Function', 'Error', 'RegExp', 'Object'],
                                     error);
    return;
  }
  if (count === 3)
    throw new ERR_INVALID_ARG_TYPE('error',
                                   ['Function', 'Error', 'RegExp', 'Object'],
                                   error);
  if (actual === NOTHING)
    return;
  if (typeof actual === 'object' && actual !== null) {
    if (actual.message === error)
      throw new ERR_AMBIGUOUS_ARGUMENT(
        'error/message',
        `The error message "${actual.message}" is identical to the message.`);
  } else if (actual === error) {
    throw new ERR_AMBIGUOUS_ARGUMENT(
      'error/message', `The error "${actual}" is identical to the message.`);
  }
}

function expectsError(from, actual, error, message, count) {
  checkErrorArgument(actual, error, message, count);
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (actual === NOTHING) {
    let details = error && error.name ? ` (${error.name})` : '';

    details += message ? `: ${message}` : '.';
    raise({
      actual: undefined, expected: error, operator: from.name,
      message: `Missing expected ${
        from.name === 'rejects' ? 'rejection' : 'exception'}${details}`,
      stackStartFn: from,
    });
  }
  if (error)
    checkExpected(actual, error, message, from);
}

function hasMatched(actual, expected) {
  if (typeof expected !== 'function')
    return expected instanceof RegExp && expected.test(String(actual));
  if (expected.prototype !== undefined && actual instanceof expected)
    return true;
  if (expected === Error || expected.prototype instanceof Error)
    return false;
  return expected.call({}, actual) === true;
}

function expectsNoError(from, actual, error, message) {
  if (actual === NOTHING)
    return;
  if (typeof error === 'string') {
    message = error;
    error = undefined;
  }
  if (error && !hasMatched(actual, error))
    throw actual;
  raise({
    actual, expected: error, operator: from.name, stackStartFn: from,
    message: 'Got unwanted ' +
      (from.name === 'doesNotReject' ? 'rejection' : 'exception') +
      (message ? `: ${message}` : '.') +
      `\nActual message: "${actual && actual.message}"`,
  });
}

function thrownBy(fn) {
  if (typeof fn !== 'function')
    throw new ERR_INVALID_ARG_TYPE('fn', 'Function', fn);
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NOTHING;
}

assert.throws = function throws(fn, error, message) {
  expectsError(throws, thrownBy(fn), error, message, arguments.length);
};

assert.doesNotThrow = function doesNotThrow(fn, error, message) {
  expectsNoError(doesNotThrow, thrownBy(fn), error, message);
};

// A promise of what the promise, or the one that a function returns, is
// rejected with; NOTHING if it is not.
function rejectionOf(promiseFn) {
  const isPromise = (v) => v !== null && typeof v === 'object' &&
    typeof v.then === 'function' && typeof v.catch === 'function';

  return new Promise((resolve, reject) => {
    let promise = promiseFn;

    if (typeof promiseFn === 'function') {
      promise = promiseFn();
      if (!isPromise(promise))
        throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn',
                                           promise);
    } else if (!isPromise(promise)) {
      throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'],
                                     promise);
    }
    promise.then(() => resolve({ error: NOTHING }),
                 (error) => resolve({ error }));
  });
}

assert.rejects = function rejects(promiseFn, error, message) {
  const count = arguments.length;

  return rejectionOf(promiseFn).then(
    (actual) => expectsError(rejects, actual.error, error, message, count));
};

assert.doesNotReject = function doesNotReject(promiseFn, error, message) {
  return rejectionOf(promiseFn).then(
    (actual) => expectsNoError(doesNotReject, actual.error, error, message));
};

assert.ifError = function ifError(value) {
  if (value === null || value === undefined)
    return;
  let message = 'ifError got unwanted exception: ';

  if (typeof value === 'object' && typeof value.message === 'string')
    message += value.message.length === 0 && value.constructor ?
      value.constructor.name : value.message;
  else
    message += inspect(value);
  const error = new AssertionError({
    actual: value, expected: null, operator: 'ifError', message,
    stackStartFn: ifError,
  });

  error.generatedMessage = false;
  throw error;
};

// -- strict ------------------------------------------------------------------

assert.strict = Object.assign(function strict(value, message) {
  checkOk(strict, arguments.length, value, message);
}, assert, {
  equal: assert.strictEqual,
  deepEqual: assert.deepStrictEqual,
  notEqual: assert.notStrictEqual,
  notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;

module.exports = assert;

// AssertionError: what assert throws, and the texts that Node gives it.
'use strict';

const { inspect } = require('internal/inspect');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');

const titles = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  strictEqualObject:
    'Expected "actual" to be reference-equal to "expected":',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject:
    'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
  notIdentical: 'Values identical but not reference-equal:',
  notDeepEqualUnequal: 'Expected values not to be loosely deep-equal:',
};

const CONTEXT = 2; // equal lines shown around a difference
const DIFF_LIMIT = 1000; // lines; longer texts are not compared line by line

function show(value) {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

// The last element of a list has no comma: that alone is no difference.
const plain = (line) => line.endsWith(',') ? line.slice(0, -1) : line;

// The longest common lines of two lists, as pairs of marks and lines.
function diffLines(actual, expected) {
  const width = expected.length + 1;
  const table = new Array((actual.length + 1) * width).fill(0);
  const out = [];
  let a = 0;
  let b = 0;

  for (let i = actual.length - 1; i >= 0; i--)
    for (let j = expected.length - 1; j >= 0; j--)
      table[i * width + j] = plain(actual[i]) === plain(expected[j]) ?
        table[(i + 1) * width + j + 1] + 1 :
        Math.max(table[(i + 1) * width + j], table[i * width + j + 1]);
  while (a < actual.length || b < expected.length) {
    if (a < actual.length && b < expected.length &&
        plain(actual[a]) === plain(expected[b])) {
      out.push([' ', actual[a].length > expected[b].length ? actual[a] :
        expected[b]]);
      a++;
      b++;
    } else if (b >= expected.length ||
               (a < actual.length && table[(a + 1) * width + b] >=
                table[a * width + b + 1])) {
      out.push(['+', actual[a++]]);
    } else {
      out.push(['-', expected[b++]]);
    }
  }
  return out;
}

// Leaves out equal lines that are far from a difference.
function shorten(lines) {
  const near = lines.map(() => false);
  const out = [];
  let skipped = false;
  let gap = false;

  lines.forEach((line, i) => {
    if (line[0] !== ' ')
      for (let j = i - CONTEXT; j <= i + CONTEXT; j++)
        if (j >= 0 && j < lines.length)
          near[j] = true;
  });
  lines.forEach((line, i) => {
    // A single line is not worth its "...".
    if (near[i] || i < CONTEXT ||
        (near[i - 1] && (near[i + 1] || i === lines.length - 1))) {
      out.push(line[0] + ' ' + line[1]);
      gap = false;
    } else {
      if (!gap)
        out.push('...');
      gap = skipped = true;
    }
  });
  return { text: out.join('\n'), skipped };
}

function isShort(text) {
  return !text.includes('\n') && text.length <= 10;
}

function difference(operator, actual, expected) {
  const left = show(actual);
  const right = show(expected);
  const primitive = (v) => typeof v !== 'object' && typeof v !== 'function' ||
    v === null;

  if (left === right && operator === 'strictEqual')
    return 'Values have same structure but are not reference-equal:\n\n' +
      left + '\n';
  if (primitive(actual) && primitive(expected) &&
      left.split('\n').length === 1 && right.split('\n').length === 1 &&
      (isShort(left) && isShort(right) || left.length + right.length <= 12))
    return titles[operator] + '\n\n' + left + ' !== ' + right + '\n';
  const a = left.split('\n');
  const b = right.split('\n');

  if (a.length > DIFF_LIMIT || b.length > DIFF_LIMIT)
    return titles[operator] + '\n+ actual - expected\n\n+ ' +
      a.slice(0, 25).join('\n+ ') + '\n- ' + b.slice(0, 25).join('\n- ');
  const { text, skipped } = shorten(diffLines(a, b));
  const title = operator === 'strictEqual' && !primitive(actual) &&
    !primitive(expected) ? titles.strictEqualObject : titles[operator];

  return title + '\n+ actual - expected' +
    (skipped ? ' ... Lines skipped' : '') + '\n\n' + text;
}

// At most so many lines of a value that stands alone.
function limit(text, lines) {
  const all = text.split('\n');

  return all.length <= lines ? text :
    all.slice(0, lines - 4).join('\n') + '\n...';
}

function notEqualText(operator, actual) {
  const text = limit(show(actual), 50);
  const title = operator === 'notStrictEqual' &&
    (typeof actual === 'object' && actual !== null ||
     typeof actual === 'function') ? titles.notStrictEqualObject :
    titles[operator];

  return title + (text.includes('\n') ? '\n\n' + text + '\n' :
    text.length > 5 ? '\n\n' + text : ' ' + text);
}

function looseText(operator, actual, expected) {
  const left = limit(show(actual), 30);
  const right = limit(show(expected), 30);

  if (operator === 'deepEqual')
    return titles.deepEqual + '\n\n' + left +
      '\n\nshould loosely deep-equal\n\n' + right;
  if (operator === 'notDeepEqual')
    return titles.notDeepEqualUnequal + '\n\n' + left +
      '\n\nshould not loosely deep-equal\n\n' + right;
  return left + ' ' + operator + ' ' + right;
}

function describe(operator, actual, expected) {
  if (operator === 'deepStrictEqual' || operator === 'strictEqual')
    return difference(operator, actual, expected);
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual')
    return notEqualText(operator, actual);
  return looseText(operator, actual, expected);
}

/**
 * @param {object} options message, actual, expected, operator, stackStartFn
 * @throws ERR_INVALID_ARG_TYPE
 */
function AssertionError(options) {
  if (options === null || typeof options !== 'object')
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  const { message, operator, stackStartFn, actual, expected } = options;
  const text = message !== undefined && message !== null ? String(message) :
    describe(operator, actual, expected);
  const error = new Error(text);
  const hide = (name, value) => Object.defineProperty(error, name, {
    value, enumerable: false, writable: true, configurable: true,
  });

  Object.setPrototypeOf(error, AssertionError.prototype);
  error.generatedMessage = message === undefined || message === null;
  hide('name', 'AssertionError [ERR_ASSERTION]');
  error.code = 'ERR_ASSERTION';
  error.actual = actual;
  error.expected = expected;
  error.operator = operator;
  Error.captureStackTrace(error, stackStartFn || AssertionError);
  void error.stack; // made now, with the code in its first line
  hide('name', 'AssertionError');
  return error;
}
AssertionError.prototype = Object.create(Error.prototype, {
  constructor: { value: AssertionError, writable: true, configurable: true },
});
AssertionError.prototype.toString = function toString() {
  return `${this.name} [${this.code}]: ${this.message}`;
};
Object.defineProperty(AssertionError.prototype, 'toString',
                      { enumerable: false });

module.exports = AssertionError;

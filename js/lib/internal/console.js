// console.Console, and what the global console does beyond plain text.
'use strict';

const {
  codes: {
    ERR_CONSOLE_WRITABLE_STREAM, ERR_INCOMPATIBLE_OPTION_PAIR,
  },
  hidden,
} = require('internal/errors');
const { formatArguments } = require('internal/format');
const { inspect } = require('internal/inspect');
const {
  validateArray, validateInteger, validateObject, validateOneOf,
} = require('internal/validators');

const kState = Symbol('kState');
const kMaxGroupIndentation = 1000;

const slice = Array.prototype.slice;

function noop() {}

/**
 * A console that writes to streams of the caller's.
 * @param {object} options stdout, stderr, ignoreErrors, colorMode,
 *   inspectOptions, groupIndentation; or stdout, stderr, ignoreErrors
 * @throws ERR_CONSOLE_WRITABLE_STREAM, ERR_INVALID_ARG_VALUE,
 *   ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE, ERR_INCOMPATIBLE_OPTION_PAIR
 */
function Console(options) {
  if (new.target === undefined)
    return Reflect.construct(Console, arguments);
  if (!options || typeof options.write === 'function') {
    options = {
      stdout: options, stderr: arguments[1], ignoreErrors: arguments[2],
    };
  }
  const {
    stdout, stderr = stdout, ignoreErrors = true, colorMode = 'auto',
    inspectOptions, groupIndentation = 2,
  } = options;

  if (!stdout || typeof stdout.write !== 'function')
    throw new ERR_CONSOLE_WRITABLE_STREAM('stdout');
  if (!stderr || typeof stderr.write !== 'function')
    throw new ERR_CONSOLE_WRITABLE_STREAM('stderr');
  validateOneOf(colorMode, 'colorMode', ['auto', true, false]);
  validateInteger(groupIndentation, 'groupIndentation', 0,
                  kMaxGroupIndentation);
  if (inspectOptions !== undefined) {
    validateObject(inspectOptions, 'options.inspectOptions');
    if (inspectOptions.colors !== undefined && options.colorMode !== undefined)
      throw new ERR_INCOMPATIBLE_OPTION_PAIR('options.inspectOptions.color',
                                             'colorMode');
  }
  // Methods of a subclass count too: they are taken from the instance.
  Object.keys(Console.prototype).forEach((key) => {
    this[key] = this[key].bind(this);
    Object.defineProperty(this[key], 'name', { value: key });
  });
  hidden(this, '_stdout', stdout);
  hidden(this, '_stderr', stderr);
  setUp(this, ignoreErrors, colorMode, groupIndentation, inspectOptions, null);
  Object.defineProperty(this, Symbol.toStringTag, {
    value: 'console', configurable: true,
  });
}

Object.defineProperty(Console, Symbol.hasInstance, {
  value(instance) { return instance[kState] !== undefined; },
});

function setUp(console, ignoreErrors, colorMode, width, inspectOptions,
               direct) {
  const handlerOf = (name) => (error) => writeFailed(console[name], error);

  hidden(console, '_stdoutErrorHandler', handlerOf('_stdout'));
  hidden(console, '_stderrErrorHandler', handlerOf('_stderr'));
  hidden(console, '_ignoreErrors', Boolean(ignoreErrors));
  hidden(console, '_times', new Map());
  hidden(console, kState, {
    colorMode, width, inspectOptions, direct, indent: '', counts: new Map(),
  });
}

/**
 * Gives the global console its state. `direct` tells which of its outputs no
 * one has asked for yet: these are written without a stream.
 */
function bind(console, direct) {
  setUp(console, true, 'auto', 2, undefined, direct);
}

// The callback of write(): an error that will be emitted gets a listener, so
// that it is no uncaught one.
function writeFailed(stream, error) {
  if (error !== null && error !== undefined && stream._writableState &&
      !stream._writableState.errorEmitted &&
      stream.listenerCount('error') === 0)
    stream.once('error', noop);
}

function write(console, name, text) {
  const state = console[kState];

  if (state.indent !== '')
    text = state.indent + text.replace(/\n/g, '\n' + state.indent);
  text += '\n';
  if (state.direct !== null && state.direct.isUntouched(name)) {
    writeDirect(state.direct.fd(name), text);
    return;
  }
  const stream = console['_' + name];
  if (console._ignoreErrors === false) {
    stream.write(text);
    return;
  }
  // An error may come at once or later.
  try {
    if (stream.listenerCount('error') === 0)
      stream.once('error', noop);
    stream.write(text, console[`_${name}ErrorHandler`]);
  } catch (error) {
    if (error instanceof RangeError)
      throw error; // the stack is full
  } finally {
    stream.removeListener('error', noop);
  }
}

function writeDirect(fd, text) {
  try {
    binding('stdio').writeSync(fd, text);
  } catch (error) {
    if (error instanceof RangeError)
      throw error;
  }
}

function shouldColorize(console, name) {
  const { direct } = console[kState];

  if (process.env.FORCE_COLOR !== undefined)
    return forcedColor(process.env.FORCE_COLOR);
  if (direct !== null && direct.isUntouched(name) &&
      !binding('stdio').isatty(direct.fd(name)))
    return false;
  const stream = console['_' + name];
  return Boolean(stream && stream.isTTY) &&
    (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2);
}

function forcedColor(value) {
  return value === '' || value === '1' || value === 'true' || value === '2' ||
    value === '3';
}

function inspectOptions(console, name) {
  const { colorMode, inspectOptions: options } = console[kState];
  const colors = colorMode === 'auto' ? shouldColorize(console, name) :
    colorMode;

  if (options === undefined)
    return { colors };
  if (options.colors === undefined)
    options.colors = colors;
  return options;
}

function print(console, name, args) {
  const simple = args.length === 1 && typeof args[0] === 'string';

  write(console, name, simple ? args[0] :
    formatArguments(inspectOptions(console, name), args));
}

/* -- methods --------------------------------------------------------------- */

Console.prototype.log = function log() {
  print(this, 'stdout', arguments);
};

Console.prototype.warn = function warn() {
  print(this, 'stderr', arguments);
};

Console.prototype.dir = function dir(object, options) {
  write(this, 'stdout', inspect(object, Object.assign(
    { customInspect: false }, inspectOptions(this, 'stdout'), options)));
};

Console.prototype.time = function time(label = 'default') {
  label = `${label}`;
  if (this._times.has(label)) {
    process.emitWarning(`Label '${label}' already exists for console.time()`);
    return;
  }
  this._times.set(label, process.hrtime());
};

Console.prototype.timeEnd = function timeEnd(label = 'default') {
  label = `${label}`;
  if (logTime(this, 'timeEnd', label, []))
    this._times.delete(label);
};

Console.prototype.timeLog = function timeLog(label = 'default') {
  logTime(this, 'timeLog', `${label}`, slice.call(arguments, 1));
};

Console.prototype.trace = function trace() {
  traceFrom.call(this, this.trace, arguments);
};

// `from`: the function whose frames and all above are left out.
function traceFrom(from, args) {
  const error = {
    name: 'Trace',
    message: formatArguments(inspectOptions(this, 'stderr'), args),
  };

  Error.captureStackTrace(error, from);
  this.error(error.stack);
}

Console.prototype.assert = function assert(expression) {
  if (expression)
    return;
  const args = slice.call(arguments, 1);

  args[0] = args.length === 0 ? 'Assertion failed' :
    `Assertion failed: ${args[0]}`;
  this.warn.apply(this, args);
};

Console.prototype.clear = function clear() {
  if (this[kState].direct !== null && this[kState].direct
    .isUntouched('stdout') && !binding('stdio').isatty(1))
    return;
  if (this._stdout.isTTY && process.env.TERM !== 'dumb')
    this._stdout.write('\u001b[1;1H\u001b[0J');
};

Console.prototype.count = function count(label = 'default') {
  const { counts } = this[kState];

  label = `${label}`;
  const number = (counts.get(label) || 0) + 1;
  counts.set(label, number);
  this.log(`${label}: ${number}`);
};

Console.prototype.countReset = function countReset(label = 'default') {
  const { counts } = this[kState];

  if (!counts.delete(`${label}`))
    process.emitWarning(`Count for '${label}' does not exist`);
};

Console.prototype.group = function group() {
  if (arguments.length > 0)
    this.log.apply(this, arguments);
  this[kState].indent += ' '.repeat(this[kState].width);
};

Console.prototype.groupEnd = function groupEnd() {
  const state = this[kState];

  state.indent = state.indent.slice(0, state.indent.length - state.width);
};

Console.prototype.table = function table(data, properties) {
  if (properties !== undefined)
    validateArray(properties, 'properties');
  if (data === null || typeof data !== 'object') {
    this.log(data);
    return;
  }
  this.log(require('internal/console_table').tableOf(
    data, properties, inspectOptions(this, 'stdout')));
};

Console.prototype.debug = Console.prototype.log;
Console.prototype.info = Console.prototype.log;
Console.prototype.dirxml = Console.prototype.log;
Console.prototype.error = Console.prototype.warn;
Console.prototype.groupCollapsed = Console.prototype.group;
hidden(Console.prototype, 'traceFrom', traceFrom);

/* -- time ------------------------------------------------------------------ */

// Prints how long the label's timer runs; false: there is none.
function logTime(console, method, label, data) {
  const start = console._times.get(label);

  if (start === undefined) {
    process.emitWarning(`No such label '${label}' for console.${method}()`);
    return false;
  }
  const [seconds, nanoseconds] = process.hrtime(start);
  const text = formatTime(seconds * 1000 + nanoseconds / 1e6);
  console.log.apply(console, ['%s: %s', label, text].concat(data));
  return true;
}

function pad(value) {
  return String(value).padStart(2, '0');
}

// `12.345ms`, `1.234s`, `1:02.345 (m:ss.mmm)`, `1:02:03.456 (h:mm:ss.mmm)`
function formatTime(ms) {
  if (ms < 1000)
    return `${Number(ms.toFixed(3))}ms`;
  if (ms < 60000)
    return `${(ms / 1000).toFixed(3)}s`;
  const hours = Math.floor(ms / 3600000);
  const minutes = Math.floor(ms % 3600000 / 60000);
  const [seconds, rest] = (ms % 60000 / 1000).toFixed(3).split('.');
  const start = hours > 0 ? `${hours}:${pad(minutes)}` : minutes;
  return `${start}:${pad(seconds)}.${rest} ` +
    `(${hours > 0 ? 'h:m' : ''}m:ss.mmm)`;
}

module.exports = { Console, bind, formatTime };

// util: what Node's util offers. Parts that few programs use come at their
// first use.
'use strict';

const native = binding('util');
const {
  codes: { ERR_FALSY_VALUE_REJECTION, ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateFunction, validateNumber, validateString } =
  require('internal/validators');
const { inspect } = require('internal/inspect');
const { formatArguments } = require('internal/format');

const kCustomPromisify = Symbol.for('nodejs.util.promisify.custom');
const kPromisifyArgs = Symbol.for('drupe.util.promisify.args');

/** printf-like text; see internal/format. */
function format() {
  return formatArguments(undefined, arguments);
}

function formatWithOptions(inspectOptions) {
  if (typeof inspectOptions !== 'object' || inspectOptions === null)
    throw new ERR_INVALID_ARG_TYPE('inspectOptions', 'object', inspectOptions);
  return formatArguments(inspectOptions,
                         Array.prototype.slice.call(arguments, 1));
}

/** Lets the instances of `constructor` inherit; sets `super_`. */
function inherits(constructor, superConstructor) {
  if (constructor === undefined || constructor === null)
    throw new ERR_INVALID_ARG_TYPE('ctor', 'Function', constructor);
  if (superConstructor === undefined || superConstructor === null)
    throw new ERR_INVALID_ARG_TYPE('superCtor', 'Function', superConstructor);
  if (superConstructor.prototype === undefined)
    throw new ERR_INVALID_ARG_TYPE('superCtor.prototype', 'Object',
                                   superConstructor.prototype);
  Object.defineProperty(constructor, 'super_', {
    value: superConstructor, writable: true, configurable: true,
  });
  Object.setPrototypeOf(constructor.prototype, superConstructor.prototype);
}

/* -- callbacks and promises ---------- */

function copyProperties(to, from) {
  Reflect.ownKeys(from).forEach((key) => {
    const desc = Object.getOwnPropertyDescriptor(from, key);
    const own = Object.getOwnPropertyDescriptor(to, key);

    if (own === undefined || own.configurable || own.writable) {
      try {
        Object.defineProperty(to, key, desc);
      } catch {
        // `prototype` of a function cannot change its attributes.
      }
    }
  });
  return to;
}

/** A function that returns a promise instead of taking a callback. */
function promisify(original) {
  validateFunction(original, 'original');
  require('timers'); // gives setTimeout and setImmediate theirs
  if (original[kCustomPromisify]) {
    const fn = original[kCustomPromisify];

    validateFunction(fn, 'util.promisify.custom');
    return Object.defineProperty(fn, kCustomPromisify, {
      value: fn, enumerable: false, writable: false, configurable: true,
    });
  }
  const names = original[kPromisifyArgs];

  function fn() {
    const args = Array.prototype.slice.call(arguments);
    const that = this;

    return new Promise((resolve, reject) => {
      args.push(function(error, value) {
        if (error) {
          reject(error);
        } else if (names !== undefined && arguments.length > 2) {
          const result = {};

          for (let i = 0; i < names.length; i++)
            result[names[i]] = arguments[i + 1];
          resolve(result);
        } else {
          resolve(value);
        }
      });
      Reflect.apply(original, that, args);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  Object.defineProperty(fn, kCustomPromisify, {
    value: fn, enumerable: false, writable: false, configurable: true,
  });
  return copyProperties(fn, original);
}
promisify.custom = kCustomPromisify;

/** A function that takes a callback instead of returning a promise. */
function callbackify(original) {
  validateFunction(original, 'original');

  function callbackified() {
    const args = Array.prototype.slice.call(arguments);
    const callback = args.pop();

    validateFunction(callback, 'last argument');
    const done = callback.bind(this);
    original.apply(this, args).then(
      (value) => process.nextTick(done, null, value),
      (reason) => {
        // A callback's first argument tells success by being falsy.
        process.nextTick(done, reason ||
          new ERR_FALSY_VALUE_REJECTION(reason));
      });
  }
  const descriptors = {};
  Object.getOwnPropertyNames(original).forEach((key) => {
    descriptors[key] = Object.getOwnPropertyDescriptor(original, key);
  });
  if (descriptors.length && typeof descriptors.length.value === 'number')
    descriptors.length.value++;
  if (descriptors.name && typeof descriptors.name.value === 'string')
    descriptors.name.value += 'Callbackified';
  Object.keys(descriptors).forEach((key) => {
    if (key !== 'prototype' && key !== 'arguments' && key !== 'caller')
      Object.defineProperty(callbackified, key, descriptors[key]);
  });
  return callbackified;
}

/* -- deprecations ---------- */

const warnedCodes = Object.create(null);

/** `fn` that warns at its first call. */
function deprecate(fn, message, code) {
  let warned = false;

  if (process.noDeprecation === true)
    return fn;
  if (code !== undefined)
    validateString(code, 'code');

  function deprecated() {
    if (!warned) {
      warned = true;
      if (code === undefined) {
        process.emitWarning(message, 'DeprecationWarning', deprecated);
      } else if (!warnedCodes[code]) {
        warnedCodes[code] = true;
        process.emitWarning(message, 'DeprecationWarning', code, deprecated);
      }
    }
    if (new.target)
      return Reflect.construct(fn, arguments);
    return fn.apply(this, arguments);
  }
  Object.setPrototypeOf(deprecated, fn);
  if (fn.prototype)
    deprecated.prototype = fn.prototype;
  return deprecated;
}

/* -- names of the module ---------- */

function isArray(value) { return Array.isArray(value); }
function isBoolean(value) { return typeof value === 'boolean'; }
function isNull(value) { return value === null; }
function isNullOrUndefined(value) {
  return value === null || value === undefined;
}
function isNumber(value) { return typeof value === 'number'; }
function isString(value) { return typeof value === 'string'; }
function isSymbol(value) { return typeof value === 'symbol'; }
function isUndefined(value) { return value === undefined; }
function isObject(value) {
  return value !== null && typeof value === 'object';
}
function isFunction(value) { return typeof value === 'function'; }
function isPrimitive(value) { return !isObject(value) && !isFunction(value); }
function isError(value) {
  return native.types.isNativeError(value) || value instanceof Error;
}

function _extend(target, source) {
  return source === null || typeof source !== 'object' ? target :
    Object.assign(target, source);
}

/** The text without ANSI escape codes. */
function stripVTControlCharacters(text) {
  validateString(text, 'str');
  return require('internal/vt').strip(text);
}

// Whether text on `stream` may have colors.
function hasColors(stream) {
  const force = process.env.FORCE_COLOR;

  if (force !== undefined)
    return force !== '0' && force !== 'false';
  return Boolean(stream && stream.isTTY) &&
    (typeof stream.getColorDepth !== 'function' || stream.getColorDepth() > 2);
}

/**
 * `text` between the escape codes of one format or several.
 * options: { validateStream: true, stream: process.stdout }; the text stays as
 * it is where the stream shows no colors, unless validateStream is false.
 */
function styleText(formats, text, options) {
  const { validateBoolean, validateOneOf } = require('internal/validators');
  const o = options === undefined ? {} : options;
  const validate = o.validateStream === undefined ? true : o.validateStream;
  let open = '';
  let close = '';

  validateString(text, 'text');
  validateBoolean(validate, 'options.validateStream');
  (Array.isArray(formats) ? formats : [formats]).forEach((name) => {
    const codes = inspect.colors[name];

    if (codes === undefined || codes === null)
      validateOneOf(name, 'format', Object.keys(inspect.colors));
    open += `\u001b[${codes[0]}m`;
    close = `\u001b[${codes[1]}m` + close;
  });
  if (validate &&
      !hasColors(o.stream === undefined ? process.stdout : o.stream))
    return text;
  return open + text + close;
}

/** Text with U+FFFD for surrogates that do not pair. */
function toUSVString(value) {
  return native.toUSVString('' + value);
}

function getSystemErrorName(number) {
  validateNumber(number, 'err');
  return require('internal/uv_errors').nameOf(number);
}

function getSystemErrorMap() {
  return require('internal/uv_errors').map();
}

module.exports = {
  _errnoException(error, syscall, original) {
    return require('internal/uv_errors').errnoException(error, syscall,
                                                        original);
  },
  _exceptionWithHostPort(error, syscall, address, port, additional) {
    return require('internal/uv_errors').exceptionWithHostPort(
      error, syscall, address, port, additional);
  },
  _extend,
  callbackify,
  deprecate,
  format,
  formatWithOptions,
  getSystemErrorMap,
  getSystemErrorName,
  inherits,
  inspect,
  isArray,
  isBoolean,
  isNull,
  isNullOrUndefined,
  isNumber,
  isString,
  isSymbol,
  isUndefined,
  isRegExp: native.types.isRegExp,
  isObject,
  isDate: native.types.isDate,
  isError,
  isFunction,
  isPrimitive,
  promisify,
  stripVTControlCharacters,
  styleText,
  toUSVString,
  types: require('util/types'),
};

// Loads `name` from a module when it is first read.
function lazy(name, load) {
  Object.defineProperty(module.exports, name, {
    enumerable: true,
    configurable: true,
    get() {
      const value = load();
      Object.defineProperty(module.exports, name, {
        value, enumerable: true, configurable: true, writable: true,
      });
      return value;
    },
    set(value) {
      Object.defineProperty(module.exports, name, {
        value, enumerable: true, configurable: true, writable: true,
      });
    },
  });
}
lazy('debuglog', () => require('internal/debuglog').debuglog);
lazy('debug', () => require('internal/debuglog').debuglog);
lazy('isDeepStrictEqual',
     () => require('internal/comparisons').isDeepStrictEqual);
lazy('isBuffer', () => require('buffer').Buffer.isBuffer);
lazy('parseArgs', () => require('internal/parse_args').parseArgs);
lazy('TextDecoder', () => require('internal/encoding').TextDecoder);
lazy('TextEncoder', () => require('internal/encoding').TextEncoder);
lazy('log', () => require('internal/debuglog').log);
lazy('aborted', () => require('internal/debuglog').aborted);

// buffer: Buffer's statics and the module. Methods are in C (js/lib/buffer*.c)
// and in internal/buffer_methods.js.
'use strict';

const native = binding('buffer');
const { types } = binding('util');
const {
  codes, codes: {
    ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { validateArray, validateInteger, validateNumber } =
  require('internal/validators');

const kMaxLength = 0x100000000;
const kStringMaxLength = 0x1FFFFFE8;

native.setFail(function(code, a, b, c) {
  if (code === null)
    throw Object.assign(new RangeError('Index out of range'),
                        { code: 'ERR_OUT_OF_RANGE' });
  throw new codes[code](a, b, c);
});

/**
 * As Buffer.from and Buffer.alloc, which programs should call instead.
 * @deprecated
 */
function Buffer(arg, encodingOrOffset, length) {
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string')
      throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

// The engine's own object: Buffers that C modules make have it too.
Object.defineProperty(Buffer, 'prototype', {
  value: native.prototype, writable: true,
});
Object.defineProperty(Buffer.prototype, 'constructor', {
  value: Buffer, writable: true, configurable: true,
});
Object.setPrototypeOf(Buffer, Uint8Array);

// What map(), filter() and their like make their results with.
function FastBuffer(source, offset, length) {
  if (types.isAnyArrayBuffer(source))
    return fromArrayBuffer(source, offset, length);
  if (source === undefined || typeof source === 'number')
    return native.alloc(source === undefined ? 0 : source);
  return fromArrayLike(source);
}
FastBuffer.prototype = Buffer.prototype;

Object.defineProperty(Buffer, Symbol.species, {
  configurable: true,
  get() { return FastBuffer; },
});

function fromString(string, encoding) {
  if (!encoding || typeof encoding !== 'string')
    return native.fromString(string);
  const buffer = native.fromString(string, encoding);

  if (buffer === undefined)
    throw new ERR_UNKNOWN_ENCODING(encoding);
  return buffer;
}

function fromArrayBuffer(source, offset, length) {
  offset = offset === undefined ? 0 : +offset || 0;
  const most = source.byteLength - offset;

  if (most < 0)
    throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length === undefined) {
    length = most;
  } else {
    length = +length > 0 ? +length : 0;
    if (length > most)
      throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  }
  if (offset < 0)
    throw new RangeError(
      `Start offset ${offset} is outside the bounds of the buffer`);
  return native.view(source, Math.trunc(offset), Math.trunc(length));
}

function fromArrayLike(source) {
  if (!(source.length > 0))
    return native.alloc(0);
  const buffer = native.allocUnsafe(Math.trunc(source.length));

  if (types.isUint8Array(source)) {
    native.copy(source, buffer, 0, 0, source.length);
  } else {
    for (let i = 0; i < buffer.length; i++)
      buffer[i] = source[i];
  }
  return buffer;
}

// undefined where it is nothing to make a Buffer of.
function fromObject(object) {
  if (object.length !== undefined || types.isAnyArrayBuffer(object.buffer))
    return typeof object.length === 'number' ? fromArrayLike(object) :
      native.alloc(0);
  if (object.type === 'Buffer' && Array.isArray(object.data))
    return fromArrayLike(object.data);
  return undefined;
}

/**
 * Of a string, an array of bytes, another Buffer (copied), or on the memory of
 * an ArrayBuffer.
 * @throws ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING, ERR_BUFFER_OUT_OF_BOUNDS
 */
Buffer.from = function from(value, encodingOrOffset, length) {
  if (typeof value === 'string')
    return fromString(value, encodingOrOffset);
  if (typeof value === 'object' && value !== null) {
    if (types.isAnyArrayBuffer(value))
      return fromArrayBuffer(value, encodingOrOffset, length);
    const inner = value.valueOf && value.valueOf();

    if (inner !== undefined && inner !== null && inner !== value &&
        (typeof inner === 'string' || typeof inner === 'object'))
      return from(inner, encodingOrOffset, length);
    const buffer = fromObject(value);

    if (buffer !== undefined)
      return buffer;
    if (typeof value[Symbol.toPrimitive] === 'function') {
      const text = value[Symbol.toPrimitive]('string');

      if (typeof text === 'string')
        return fromString(text, encodingOrOffset);
    }
  }
  throw new ERR_INVALID_ARG_TYPE(
    'first argument',
    ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
};

/** A copy of the bytes of a typed array, or of some of its elements. */
Buffer.copyBytesFrom = function copyBytesFrom(view, offset, length) {
  if (!types.isTypedArray(view))
    throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  if (view.length === 0)
    return native.alloc(0);
  if (offset !== undefined || length !== undefined) {
    if (offset !== undefined)
      validateInteger(offset, 'offset', 0);
    else
      offset = 0;
    if (offset >= view.length)
      return native.alloc(0);
    if (length !== undefined)
      validateInteger(length, 'length', 0);
    view = view.subarray(offset, length === undefined ? view.length :
      offset + length);
  }
  return fromArrayLike(new Uint8Array(view.buffer, view.byteOffset,
                                      view.byteLength));
};

Buffer.of = function of() {
  return fromArrayLike(arguments);
};

function validateSize(size) {
  validateNumber(size, 'size', 0, kMaxLength);
}

/** A Buffer of zeros, or filled. @throws ERR_INVALID_ARG_TYPE, ... */
Buffer.alloc = function alloc(size, fill, encoding) {
  validateSize(size);
  const buffer = native.alloc(size);

  return fill !== undefined && fill !== 0 && size > 0 ?
    buffer.fill(fill, 0, size, encoding) : buffer;
};

/** A Buffer of whatever was in memory. */
Buffer.allocUnsafe = function allocUnsafe(size) {
  validateSize(size);
  return native.allocUnsafe(size);
};

Buffer.allocUnsafeSlow = function allocUnsafeSlow(size) {
  validateSize(size);
  return native.allocUnsafe(size);
};

function SlowBuffer(size) {
  validateSize(size);
  return native.allocUnsafe(size);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

// Every Buffer has memory of its own here; programs still read this.
Buffer.poolSize = 8 * 1024;

Buffer.isBuffer = function isBuffer(value) {
  return value instanceof Buffer;
};

Buffer.compare = function compare(buf1, buf2) {
  if (!types.isUint8Array(buf1))
    throw new ERR_INVALID_ARG_TYPE('buf1', ['Buffer', 'Uint8Array'], buf1);
  if (!types.isUint8Array(buf2))
    throw new ERR_INVALID_ARG_TYPE('buf2', ['Buffer', 'Uint8Array'], buf2);
  return native.compare(buf1, buf2);
};

Buffer.isEncoding = function isEncoding(encoding) {
  return typeof encoding === 'string' && encoding !== '' &&
    native.normalizeEncoding(encoding) !== undefined;
};

/** All of the list in one; zeros behind them where `length` is more. */
Buffer.concat = function concat(list, length) {
  let at = 0;

  validateArray(list, 'list');
  if (list.length === 0)
    return native.alloc(0);
  if (length === undefined) {
    length = 0;
    for (let i = 0; i < list.length; i++) {
      if (list[i].length)
        length += list[i].length;
    }
  } else {
    validateInteger(length, 'length', 0, kMaxLength);
  }
  const buffer = Buffer.allocUnsafe(length);
  for (let i = 0; i < list.length; i++) {
    if (!types.isUint8Array(list[i]))
      throw new ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'],
                                     list[i]);
    at += native.copy(list[i], buffer, at, 0, list[i].length);
  }
  if (at < length)
    native.fill(buffer, 0, at, length);
  return buffer;
};

Buffer.byteLength = function byteLength(string, encoding) {
  if (typeof string === 'string')
    return native.byteLength(string, encoding);
  if (ArrayBuffer.isView(string) || types.isAnyArrayBuffer(string))
    return string.byteLength;
  throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'],
                                 string);
};

function checkBytes(input) {
  if (!types.isTypedArray(input) && !types.isAnyArrayBuffer(input))
    throw new ERR_INVALID_ARG_TYPE(
      'input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
}

/** Are the bytes well-formed UTF-8? */
function isUtf8(input) {
  checkBytes(input);
  return native.isUtf8(input);
}

function isAscii(input) {
  checkBytes(input);
  return native.isAscii(input);
}

let inspectMaxBytes = 50;

module.exports = {
  Buffer,
  SlowBuffer,
  transcode(source, fromEncoding, toEncoding) {
    return require('internal/buffer_text').transcode(source, fromEncoding,
                                                     toEncoding);
  },
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa(input) {
    return require('internal/buffer_text').btoa(arguments, input);
  },
  atob(input) {
    return require('internal/buffer_text').atob(arguments, input);
  },
};

Object.defineProperties(module.exports, {
  constants: {
    enumerable: true,
    value: Object.defineProperties({}, {
      MAX_LENGTH: { value: kMaxLength, enumerable: true },
      MAX_STRING_LENGTH: { value: kStringMaxLength, enumerable: true },
    }),
  },
  INSPECT_MAX_BYTES: {
    configurable: true,
    enumerable: true,
    get() { return inspectMaxBytes; },
    set(value) {
      validateNumber(value, 'INSPECT_MAX_BYTES', 0);
      inspectMaxBytes = value;
    },
  },
});

require('internal/buffer_methods').addTo(Buffer.prototype);

// TextEncoder and TextDecoder of the Encoding standard.
'use strict';

const native = binding('buffer');
const { toUSVString, types } = binding('util');
const {
  codes: {
    ERR_ENCODING_INVALID_ENCODED_DATA, ERR_ENCODING_NOT_SUPPORTED,
    ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS,
  },
  hidden,
} = require('internal/errors');

const kEncoder = Symbol('kEncoder');
const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kState = Symbol('kState');

const labels = {
  'utf-8': ['unicode-1-1-utf-8', 'unicode11utf8', 'unicode20utf8', 'utf-8',
    'utf8', 'x-unicode20utf8'],
  'utf-16le': ['csunicode', 'iso-10646-ucs-2', 'ucs-2', 'unicode',
    'unicodefeff', 'utf-16', 'utf-16le'],
  'utf-16be': ['unicodefffe', 'utf-16be'],
  'windows-1252': ['ansi_x3.4-1968', 'ascii', 'cp1252', 'cp819', 'csisolatin1',
    'ibm819', 'iso-8859-1', 'iso-ir-100', 'iso8859-1', 'iso88591',
    'iso_8859-1', 'iso_8859-1:1987', 'l1', 'latin1', 'us-ascii',
    'windows-1252', 'x-cp1252'],
};

// 0x80 to 0x9f of windows-1252.
const windows1252 = '\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6' +
  '\u2030\u0160\u2039\u0152\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022' +
  '\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\x9d\u017e\u0178';

function encodingOf(label) {
  const name = label.replace(/^[\t\n\f\r ]+|[\t\n\f\r ]+$/g, '').toLowerCase();

  return Object.keys(labels).find((key) => labels[key].includes(name));
}

// The bytes as a plain Uint8Array.
function plain(buffer) {
  return Object.setPrototypeOf(buffer, Uint8Array.prototype);
}

/* -- TextEncoder ----------------------------------------------------------- */

/** Strings to UTF-8. */
function TextEncoder() {
  if (new.target === undefined)
    throw new TypeError(
      'Class constructor TextEncoder cannot be invoked without \'new\'');
  hidden(this, kEncoder, true);
}

function checkEncoder(value) {
  if (value === undefined || value === null || value[kEncoder] !== true)
    throw new ERR_INVALID_THIS('TextEncoder');
}

Object.defineProperty(TextEncoder.prototype, 'encoding', {
  configurable: true,
  enumerable: true,
  get() {
    checkEncoder(this);
    return 'utf-8';
  },
});

/** @returns {Uint8Array} */
TextEncoder.prototype.encode = function encode(input = '') {
  checkEncoder(this);
  return plain(native.fromString(`${input}`));
};

/** Writes what fits, whole characters. @returns {{read, written}} */
TextEncoder.prototype.encodeInto = function encodeInto(src, dest) {
  checkEncoder(this);
  if (typeof src !== 'string')
    throw new ERR_INVALID_ARG_TYPE('src', 'string', src);
  if (!types.isUint8Array(dest))
    throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', dest);
  const [read, written] = native.encodeInto(src, dest);
  return { read, written };
};

TextEncoder.prototype[kInspect] = function(depth, options) {
  return typeof depth === 'number' && depth < 0 ? this :
    inspect({ encoding: 'utf-8' }, options);
};

/* -- TextDecoder ----------------------------------------------------------- */

/**
 * Bytes to strings: utf-8, utf-16le, utf-16be, windows-1252 (latin1).
 * @throws ERR_ENCODING_NOT_SUPPORTED
 */
function TextDecoder(encoding = 'utf-8', options = {}) {
  if (new.target === undefined)
    throw new TypeError(
      'Class constructor TextDecoder cannot be invoked without \'new\'');
  const name = encodingOf(`${encoding}`);

  if (name === undefined)
    throw new ERR_ENCODING_NOT_SUPPORTED(encoding);
  if (options !== null && typeof options !== 'object' &&
      typeof options !== 'function')
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  hidden(this, kState, {
    name,
    fatal: Boolean(options && options.fatal),
    ignoreBOM: Boolean(options && options.ignoreBOM),
    rest: null, // bytes of an unfinished character
    atStart: true, // no byte order mark or character seen
  });
}

function stateOf(value) {
  if (value === undefined || value === null || value[kState] === undefined)
    throw new ERR_INVALID_THIS('TextDecoder');
  return value[kState];
}

['encoding', 'fatal', 'ignoreBOM'].forEach((key) => {
  Object.defineProperty(TextDecoder.prototype, key, {
    configurable: true,
    enumerable: true,
    get() {
      return stateOf(this)[key === 'encoding' ? 'name' : key];
    },
  });
});

function bytesOf(input) {
  if (types.isAnyArrayBuffer(input))
    return native.view(input, 0, input.byteLength);
  if (ArrayBuffer.isView(input))
    return input.byteLength === 0 ? native.alloc(0) :
      native.view(input.buffer, input.byteOffset, input.byteLength);
  throw new ERR_INVALID_ARG_TYPE('list', ['ArrayBuffer', 'ArrayBufferView'],
                                 input);
}

// How many bytes at the end wait for more.
function unfinished(state, bytes) {
  if (state.name === 'utf-8')
    return native.partialUtf8(bytes);
  if (state.name === 'windows-1252')
    return 0;
  const odd = bytes.length % 2;
  const last = bytes.length - odd - 2;

  if (last < 0)
    return odd;
  const high = bytes[last + (state.name === 'utf-16le' ? 1 : 0)];
  return high >= 0xD8 && high <= 0xDB ? odd + 2 : odd;
}

function swapPairs(bytes) {
  const swapped = native.alloc(bytes.length);

  native.copy(bytes, swapped, 0, 0, bytes.length);
  native.swap(swapped, 2);
  return swapped;
}

const decoders = {
  'utf-8': (bytes) => bytes.utf8Slice(),
  'utf-16le': decodeUtf16,
  'utf-16be': (bytes) => decodeUtf16(swapPairs(bytes)),
  'windows-1252': (bytes) => bytes.latin1Slice().replace(
    /[\x80-\x9f]/g, (c) => windows1252[c.charCodeAt(0) - 0x80]),
};

function decodeUtf16(bytes) {
  let text = bytes.ucs2Slice();

  if (bytes.length % 2 !== 0) // with a surrogate before it still one mistake
    text = text.replace(/[\ud800-\udbff]$/, '') + '\ufffd';
  return toUSVString(text);
}

function isValid(state, bytes) {
  if (state.name === 'utf-8')
    return native.isUtf8(bytes);
  if (state.name === 'windows-1252')
    return true;
  const text = (state.name === 'utf-16le' ? bytes : swapPairs(bytes))
    .ucs2Slice();
  return bytes.length % 2 === 0 && toUSVString(text) === text;
}

/**
 * @param {ArrayBuffer|ArrayBufferView} [input]
 * @param {{stream: boolean}} [options]
 * @throws ERR_ENCODING_INVALID_ENCODED_DATA where it is fatal
 */
TextDecoder.prototype.decode = function decode(input, options) {
  const state = stateOf(this);
  const stream = Boolean(options && options.stream);
  let bytes = input === undefined ? native.alloc(0) : bytesOf(input);

  if (state.rest !== null) {
    bytes = require('buffer').Buffer.concat([state.rest, bytes]);
    state.rest = null;
  }
  if (stream) {
    const left = unfinished(state, bytes);

    if (left > 0) {
      state.rest = native.alloc(left);
      native.copy(bytes, state.rest, 0, bytes.length - left, bytes.length);
      bytes = native.prototype.subarray.call(bytes, 0, bytes.length - left);
    }
  }
  if (state.fatal && !isValid(state, bytes)) {
    state.atStart = true;
    state.rest = null;
    throw new ERR_ENCODING_INVALID_ENCODED_DATA(state.name);
  }
  let text = decoders[state.name](bytes);
  if (state.atStart && text !== '') {
    if (!state.ignoreBOM && state.name !== 'windows-1252' &&
        text.charCodeAt(0) === 0xFEFF)
      text = text.slice(1);
    state.atStart = false;
  }
  if (!stream)
    state.atStart = true;
  return text;
};

TextDecoder.prototype[kInspect] = function(depth, options) {
  return typeof depth === 'number' && depth < 0 ? this :
    'TextDecoder ' + inspect({
      encoding: this.encoding, fatal: this.fatal, ignoreBOM: this.ignoreBOM,
    }, options);
};

function inspect(fields, options) {
  return require('internal/inspect').inspect(fields, options);
}

[TextEncoder, TextDecoder].forEach((Class) => {
  Object.defineProperty(Class.prototype, Symbol.toStringTag, {
    configurable: true, value: Class.name,
  });
});

module.exports = { TextDecoder, TextEncoder };

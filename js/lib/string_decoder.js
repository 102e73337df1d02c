// string_decoder: chunks of bytes to text, characters that are cut in two kept
// for the next chunk.
'use strict';

const native = binding('buffer');
const { Buffer } = require('buffer');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING }, hidden,
} = require('internal/errors');

// How many bytes at the end belong to a group of base64 or a surrogate pair
// that may go on in the next chunk, and how many it lacks.
const unfinished = {
  utf16le(bytes) {
    const odd = bytes.length % 2;
    const high = bytes[bytes.length - odd - 1];

    if (bytes.length - odd >= 2 && high >= 0xD8 && high <= 0xDB)
      return { kept: odd + 2, missing: 2 - odd };
    return { kept: odd, missing: odd };
  },
  base64: groupOfThree,
  base64url: groupOfThree,
};

function groupOfThree(bytes) {
  const kept = bytes.length % 3;
  return { kept, missing: kept === 0 ? 0 : 3 - kept };
}

// The same of UTF-8: the last byte that begins a character tells.
function unfinishedUtf8(bytes) {
  for (let kept = 1; kept <= 4 && kept <= bytes.length; kept++) {
    const byte = bytes[bytes.length - kept];

    if (byte < 0x80)
      break;
    if (byte >= 0xC0) {
      const whole = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : byte < 0xF8 ? 4 : 0;

      return whole > kept ? { kept, missing: whole - kept } :
        { kept: 0, missing: 0 };
    }
  }
  return { kept: 0, missing: 0 };
}

function normalize(encoding) {
  if (encoding === undefined || encoding === null || encoding === '')
    return 'utf8';
  const name = native.normalizeEncoding(encoding);

  if (name === undefined)
    throw new ERR_UNKNOWN_ENCODING(encoding);
  return name;
}

/** @throws ERR_UNKNOWN_ENCODING */
function StringDecoder(encoding) {
  this.encoding = normalize(encoding);
  hidden(this, 'rest', native.alloc(0));
  hidden(this, 'missing', 0);
}

/**
 * The text of the bytes so far, but for what is unfinished.
 * @param {string|ArrayBufferView} chunk a string comes back as it is
 */
StringDecoder.prototype.write = function write(chunk) {
  if (typeof chunk === 'string')
    return chunk;
  if (!ArrayBuffer.isView(chunk))
    throw new ERR_INVALID_ARG_TYPE(
      'buf', ['Buffer', 'TypedArray', 'DataView'], chunk);
  let bytes = Buffer.isBuffer(chunk) ? chunk :
    Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (this.encoding === 'utf8')
    return writeUtf8(this, bytes);
  const count = unfinished[this.encoding];

  if (count === undefined)
    return bytes.toString(this.encoding);
  if (this.rest.length > 0)
    bytes = Buffer.concat([this.rest, bytes]);
  return keep(this, bytes, count(bytes));
};

// The text of `bytes` without its end, which is kept.
function keep(decoder, bytes, { kept, missing }) {
  decoder.missing = missing;
  decoder.rest = kept === 0 ? native.alloc(0) :
    Buffer.from(bytes.subarray(bytes.length - kept));
  return bytes.toString(decoder.encoding, 0, bytes.length - kept);
}

// A character that was begun takes bytes up to one that does not belong to it.
function writeUtf8(decoder, bytes) {
  let text = '';

  if (decoder.missing > 0) {
    const most = Math.min(decoder.missing, bytes.length);
    let taken = 0;

    while (taken < most && (bytes[taken] & 0xC0) === 0x80)
      taken++;
    decoder.missing = taken < most ? 0 : decoder.missing - taken;
    decoder.rest = Buffer.concat([decoder.rest, bytes.subarray(0, taken)]);
    if (decoder.missing > 0)
      return '';
    text = decoder.rest.toString();
    bytes = bytes.subarray(taken);
  }
  return text + keep(decoder, bytes, unfinishedUtf8(bytes));
}

/** The last text; an unfinished character becomes U+FFFD. */
StringDecoder.prototype.end = function end(chunk) {
  const text = chunk === undefined ? '' : this.write(chunk);
  const { rest } = this;

  this.rest = native.alloc(0);
  this.missing = 0;
  return text + rest.toString(this.encoding);
};

StringDecoder.prototype.text = function text(bytes, offset) {
  this.rest = native.alloc(0);
  this.missing = 0;
  return this.write(bytes.slice(offset));
};

// Bytes kept, how many are missing, how many the whole has: as Node shows them.
Object.defineProperties(StringDecoder.prototype, {
  lastChar: {
    configurable: true,
    enumerable: true,
    get() {
      const bytes = native.alloc(4);

      this.rest.copy(bytes);
      return bytes;
    },
  },
  lastNeed: {
    configurable: true,
    enumerable: true,
    get() { return this.missing; },
  },
  lastTotal: {
    configurable: true,
    enumerable: true,
    get() {
      return this.rest.length + this.missing;
    },
  },
});

module.exports = { StringDecoder };

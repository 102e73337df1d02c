// The methods of Buffer that check their arguments in JavaScript.
'use strict';

const native = binding('buffer');
const { getOwnNonIndexProperties, types } = binding('util');
const {
  codes: {
    ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
    ERR_INVALID_BUFFER_SIZE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');
const { validateBuffer, validateInteger, validateString } =
  require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const bytesOrBuffer = ['Buffer', 'Uint8Array'];

function validateOffset(value, name, min = 0, max = 0x100000000) {
  validateInteger(value, name, min, max);
}

// As ToInteger, 0 for what is no number or out of every range.
function toInteger(value) {
  value = +value;
  return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? Math.floor(value) : 0;
}

const methods = {
  copy(target, targetStart, sourceStart, sourceEnd) {
    if (!types.isUint8Array(this))
      throw new ERR_INVALID_ARG_TYPE('source', bytesOrBuffer, this);
    if (!types.isUint8Array(target))
      throw new ERR_INVALID_ARG_TYPE('target', bytesOrBuffer, target);
    targetStart = targetStart === undefined ? 0 : toInteger(targetStart);
    if (targetStart < 0)
      throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', targetStart);
    sourceStart = sourceStart === undefined ? 0 : toInteger(sourceStart);
    if (sourceStart < 0 || sourceStart > this.length)
      throw new ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${this.length}`,
                                 sourceStart);
    sourceEnd = sourceEnd === undefined ? this.length : toInteger(sourceEnd);
    if (sourceEnd < 0)
      throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', sourceEnd);
    return native.copy(this, target, targetStart, sourceStart, sourceEnd);
  },

  equals(otherBuffer) {
    if (!types.isUint8Array(otherBuffer))
      throw new ERR_INVALID_ARG_TYPE('otherBuffer', bytesOrBuffer,
                                     otherBuffer);
    return this === otherBuffer || (this.length === otherBuffer.length &&
      native.compare(this, otherBuffer) === 0);
  },

  inspect(recurseTimes, ctx) {
    const max = require('buffer').INSPECT_MAX_BYTES;
    const shown = Math.min(max, this.length);
    const more = this.length - max;
    let text = this.hexSlice(0, shown).replace(/(.{2})/g, '$1 ').trim();

    if (more > 0)
      text += ` ... ${more} more byte${more > 1 ? 's' : ''}`;
    if (ctx)
      text += inspectExtras(this, ctx);
    return `<${this.constructor.name} ${text}>`;
  },

  compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
    if (!types.isUint8Array(target))
      throw new ERR_INVALID_ARG_TYPE('target', bytesOrBuffer, target);
    if (arguments.length === 1)
      return native.compare(this, target);
    const check = (value, name, otherwise, max) => {
      if (value === undefined)
        return otherwise;
      validateOffset(value, name, 0, max);
      return value;
    };

    targetStart = check(targetStart, 'targetStart', 0);
    targetEnd = check(targetEnd, 'targetEnd', target.length, target.length);
    sourceStart = check(sourceStart, 'sourceStart', 0);
    sourceEnd = check(sourceEnd, 'sourceEnd', this.length, this.length);
    if (sourceStart >= sourceEnd)
      return targetStart >= targetEnd ? 0 : -1;
    if (targetStart >= targetEnd)
      return 1;
    return native.compare(this, target, sourceStart, sourceEnd, targetStart,
                          targetEnd);
  },

  indexOf(value, byteOffset, encoding) {
    return find(this, value, byteOffset, encoding, true);
  },

  lastIndexOf(value, byteOffset, encoding) {
    return find(this, value, byteOffset, encoding, false);
  },

  includes(value, byteOffset, encoding) {
    return this.indexOf(value, byteOffset, encoding) !== -1;
  },

  fill(value, offset, end, encoding) {
    return fill(this, value, offset, end, encoding);
  },

  write(string, offset, length, encoding) {
    if (offset === undefined)
      return this.utf8Write(string, 0, this.length);
    if (length === undefined && typeof offset === 'string') {
      encoding = offset;
      length = this.length;
      offset = 0;
    } else {
      validateOffset(offset, 'offset', 0, this.length);
      const left = this.length - offset;

      if (length === undefined) {
        length = left;
      } else if (typeof length === 'string') {
        encoding = length;
        length = left;
      } else {
        validateOffset(length, 'length', 0, this.length);
        length = Math.min(length, left);
      }
    }
    if (!encoding)
      return this.utf8Write(string, offset, length);
    const written = native.write(this, encoding, string, offset, length);

    if (written < 0)
      throw new ERR_UNKNOWN_ENCODING(encoding);
    return written;
  },

  toJSON() {
    return { type: 'Buffer', data: Array.prototype.slice.call(this) };
  },

  swap16() {
    return swap(this, 2);
  },

  swap32() {
    return swap(this, 4);
  },

  swap64() {
    return swap(this, 8);
  },
};

function swap(buffer, size) {
  if (buffer.length % size !== 0)
    throw new ERR_INVALID_BUFFER_SIZE(`${size * 8}-bits`);
  native.swap(buffer, size);
  return buffer;
}

// Own properties that a program put on the Buffer.
function inspectExtras(buffer, ctx) {
  const keys = getOwnNonIndexProperties(buffer, !ctx.showHidden);
  const object = Object.create(null);

  if (keys.length === 0)
    return '';
  keys.forEach((key) => { object[key] = buffer[key]; });
  const { inspect } = require('internal/inspect');
  const text = inspect(object, Object.assign({}, ctx, {
    breakLength: Infinity, compact: true,
  }));
  // Without `[Object: null prototype] {` and `}`.
  return (buffer.length === 0 ? '' : ', ') + text.slice(27, -2);
}

function find(buffer, value, byteOffset, encoding, forward) {
  validateBuffer(buffer);
  if (typeof byteOffset === 'string') {
    encoding = byteOffset;
    byteOffset = undefined;
  }
  byteOffset = Math.min(Math.max(+byteOffset, -0x80000000), 0x7FFFFFFF);
  if (Number.isNaN(byteOffset))
    byteOffset = forward ? 0 : buffer.length;
  if (typeof value === 'number')
    return native.indexOf(buffer, byteOf(value), byteOffset, forward);
  const name = encoding === undefined ? 'utf8' :
    native.normalizeEncoding(encoding);

  if (typeof value === 'string') {
    if (name === undefined)
      throw new ERR_UNKNOWN_ENCODING(encoding);
    value = native.fromString(value, name);
  } else if (!types.isUint8Array(value)) {
    throw new ERR_INVALID_ARG_TYPE(
      'value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
  }
  return native.indexOf(buffer, value, byteOffset, forward,
                        name === 'utf16le');
}

function byteOf(value) {
  const bytes = native.allocUnsafe(1);

  bytes[0] = value;
  return bytes;
}

function fill(buffer, value, offset, end, encoding) {
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      encoding = offset;
      offset = 0;
      end = buffer.length;
    } else if (typeof end === 'string') {
      encoding = end;
      end = buffer.length;
    }
    if (encoding === undefined || encoding === null || encoding === '')
      encoding = 'utf8';
    validateString(encoding, 'encoding');
    if (native.normalizeEncoding(encoding) === undefined)
      throw new ERR_UNKNOWN_ENCODING(encoding);
  }
  if (offset === undefined) {
    offset = 0;
    end = buffer.length;
  } else {
    validateOffset(offset, 'offset', 0);
    if (end === undefined)
      end = buffer.length;
    else
      validateOffset(end, 'end', 0, buffer.length);
    if (offset >= end)
      return buffer;
  }
  if (end > buffer.byteLength)
    throw new ERR_BUFFER_OUT_OF_BOUNDS();
  if (!native.fill(buffer, bytesToFill(value, encoding), offset, end))
    throw new ERR_INVALID_ARG_VALUE('value', value);
  return buffer;
}

// A byte, or bytes that repeat.
function bytesToFill(value, encoding) {
  if (typeof value === 'string')
    return value === '' ? 0 : native.fromString(value, encoding);
  return types.isUint8Array(value) ? value : value & 255;
}

/** Puts the methods on Buffer's prototype, in Node's order where it shows. */
function addTo(prototype) {
  ['parent', 'offset'].forEach((name) => {
    const key = name === 'parent' ? 'buffer' : 'byteOffset';

    Object.defineProperty(prototype, name, {
      enumerable: true,
      get() {
        return this instanceof require('buffer').Buffer ? this[key] : undefined;
      },
    });
  });
  Object.keys(methods).forEach((key) => { prototype[key] = methods[key]; });
  prototype[kInspect] = methods.inspect;
  prototype.toLocaleString = prototype.toString;
}

module.exports = { addTo };

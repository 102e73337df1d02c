// Checks of arguments with Node's errors. Each throws or returns nothing.
'use strict';

const { codes } = require('internal/errors');
const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE,
  ERR_SOCKET_BAD_PORT, ERR_UNKNOWN_SIGNAL, ERR_INVALID_THIS,
} = codes;

function isInt32(value) {
  return value === (value | 0);
}

function isUint32(value) {
  return value === (value >>> 0);
}

function validateString(value, name) {
  if (typeof value !== 'string')
    throw new ERR_INVALID_ARG_TYPE(name, 'string', value);
}

function validateFunction(value, name) {
  if (typeof value !== 'function')
    throw new ERR_INVALID_ARG_TYPE(name, 'Function', value);
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean')
    throw new ERR_INVALID_ARG_TYPE(name, 'boolean', value);
}

function validateSymbol(value, name) {
  if (typeof value !== 'symbol')
    throw new ERR_INVALID_ARG_TYPE(name, 'symbol', value);
}

function validateUndefined(value, name) {
  if (value !== undefined)
    throw new ERR_INVALID_ARG_TYPE(name, 'undefined', value);
}

/** `options`: { allowArray, allowFunction, nullable }. */
function validateObject(value, name, options) {
  const o = options === undefined ? {} : options;

  if ((!o.nullable && value === null) ||
      (!o.allowArray && Array.isArray(value)) ||
      (typeof value !== 'object' &&
       (!o.allowFunction || typeof value !== 'function')))
    throw new ERR_INVALID_ARG_TYPE(name, 'Object', value);
}

function validateArray(value, name, minLength) {
  if (!Array.isArray(value))
    throw new ERR_INVALID_ARG_TYPE(name, 'Array', value);
  if (minLength !== undefined && value.length < minLength)
    throw new ERR_INVALID_ARG_VALUE(
      name, value, `must be longer than ${minLength}`);
}

function validateStringArray(value, name) {
  validateArray(value, name);
  for (let i = 0; i < value.length; i++)
    validateString(value[i], `${name}[${i}]`);
}

function validateNumber(value, name, min, max) {
  if (typeof value !== 'number')
    throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  const hasMin = min !== undefined && min !== null;
  const hasMax = max !== undefined && max !== null;
  if ((hasMin && value < min) || (hasMax && value > max) ||
      ((hasMin || hasMax) && Number.isNaN(value))) {
    throw new ERR_OUT_OF_RANGE(
      name,
      (hasMin ? `>= ${min}` : '') + (hasMin && hasMax ? ' && ' : '') +
      (hasMax ? `<= ${max}` : ''),
      value);
  }
}

function validateInteger(value, name, min, max) {
  if (min === undefined)
    min = Number.MIN_SAFE_INTEGER;
  if (max === undefined)
    max = Number.MAX_SAFE_INTEGER;
  if (typeof value !== 'number')
    throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (!Number.isInteger(value))
    throw new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (value < min || value > max)
    throw new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
}

function validateInt32(value, name, min, max) {
  validateInteger(value, name, min === undefined ? -2147483648 : min,
                  max === undefined ? 2147483647 : max);
}

function validateUint32(value, name, positive) {
  validateInteger(value, name, positive ? 1 : 0, 4294967295);
}

function validateOneOf(value, name, oneOf) {
  if (!oneOf.includes(value)) {
    const allowed = oneOf.map(
      (v) => (typeof v === 'string' ? `'${v}'` : String(v))).join(', ');
    throw new ERR_INVALID_ARG_VALUE(name, value, 'must be one of: ' + allowed);
  }
}

/** Returns the port as a number. */
function validatePort(port, name, allowZero) {
  if ((typeof port !== 'number' && typeof port !== 'string') ||
      (typeof port === 'string' && port.trim().length === 0) ||
      +port !== (+port >>> 0) || port > 0xffff ||
      (port === 0 && allowZero === false))
    throw new ERR_SOCKET_BAD_PORT(name === undefined ? 'Port' : name, port,
                                  allowZero);
  return port | 0;
}

function validateAbortSignal(signal, name) {
  if (signal !== undefined &&
      (signal === null || typeof signal !== 'object' || !('aborted' in signal)))
    throw new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', signal);
}

function validateBuffer(buffer, name) {
  if (!ArrayBuffer.isView(buffer))
    throw new ERR_INVALID_ARG_TYPE(
      name === undefined ? 'buffer' : name,
      ['Buffer', 'TypedArray', 'DataView'], buffer);
}

function validateEncoding(data, encoding) {
  if (String(encoding).toLowerCase() === 'hex' && data.length % 2 !== 0)
    throw new ERR_INVALID_ARG_VALUE(
      'encoding', encoding, `is invalid for data of length ${data.length}`);
}

function validateSignalName(signals, signal, name) {
  validateString(signal, name === undefined ? 'signal' : name);
  if (signals[signal] === undefined)
    throw new ERR_UNKNOWN_SIGNAL(signal);
}

function validateThis(condition, type) {
  if (!condition)
    throw new ERR_INVALID_THIS(type);
}

module.exports = {
  isInt32,
  isUint32,
  validateAbortSignal,
  validateArray,
  validateBoolean,
  validateBuffer,
  validateEncoding,
  validateFunction,
  validateInt32,
  validateInteger,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateSymbol,
  validateThis,
  validateUint32,
  validateUndefined,
};

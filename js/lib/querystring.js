// querystring: `a=b&c=d` to an object and back.
'use strict';

const { codes: { ERR_INVALID_URI } } = require('internal/errors');

// The bytes of the text with %XX of any case; `spaces`: + is one.
function unescapeBuffer(text, spaces) {
  const bytes = Buffer.allocUnsafe(text.length);
  let size = 0;

  for (let i = 0; i < text.length; i++) {
    let code = text.charCodeAt(i);

    if (code === 37 && /^[0-9a-fA-F]{2}$/.test(text.slice(i + 1, i + 3))) {
      code = parseInt(text.slice(i + 1, i + 3), 16);
      i += 2;
    } else if (code === 43 && spaces) {
      code = 32;
    }
    bytes[size++] = code;
  }
  return bytes.subarray(0, size);
}

/** decodeURIComponent that never throws. */
function unescape(text, spaces) {
  try {
    return decodeURIComponent(text);
  } catch {
    return unescapeBuffer(text, spaces).toString();
  }
}

/** As encodeURIComponent. @throws ERR_INVALID_URI for a lone surrogate */
function escape(text) {
  if (typeof text !== 'string')
    text = typeof text === 'object' ? String(text) : text + '';
  if (/^[A-Za-z0-9!'()*\-._~]*$/.test(text))
    return text;
  if (binding('util').toUSVString(text) !== text)
    throw new ERR_INVALID_URI();
  return encodeURIComponent(text);
}

function stringifyPrimitive(value) {
  if (typeof value === 'string')
    return value;
  if (typeof value === 'number' && Number.isFinite(value))
    return '' + value;
  if (typeof value === 'bigint')
    return '' + value;
  return typeof value === 'boolean' ? String(value) : '';
}

/**
 * @param {object} object values are strings, numbers, booleans or lists of them
 * @param {string} [sep='&']
 * @param {string} [eq='=']
 * @param {object} [options] encodeURIComponent
 */
function stringify(object, sep, eq, options) {
  const encode = options && typeof options.encodeURIComponent === 'function' ?
    options.encodeURIComponent : module.exports.escape;
  const between = sep || '&';
  const is = eq || '=';
  const fields = [];

  if (object === null || typeof object !== 'object')
    return '';
  Object.keys(object).forEach((key) => {
    const start = encode(stringifyPrimitive(key)) + is;

    [].concat(object[key]).forEach((value) => {
      fields.push(start + encode(stringifyPrimitive(value)));
    });
  });
  return fields.join(between);
}

function addField(object, key, value) {
  if (object[key] === undefined)
    object[key] = value;
  else if (Array.isArray(object[key]))
    object[key].push(value);
  else
    object[key] = [object[key], value];
}

/**
 * @param {string} text
 * @param {object} [options] maxKeys: 1000 (0: all), decodeURIComponent
 * @returns {object} without a prototype
 */
function parse(text, sep, eq, options) {
  const object = Object.create(null);
  const is = eq ? eq + '' : '=';
  let max = 1000;
  let decode = module.exports.unescape;

  if (typeof text !== 'string' || text === '')
    return object;
  if (options && typeof options.maxKeys === 'number')
    max = options.maxKeys;
  if (options && typeof options.decodeURIComponent === 'function')
    decode = options.decodeURIComponent;
  const decoded = (part) => {
    const plain = part.replace(/\+/g, ' ');

    if (!plain.includes('%') && decode === unescape)
      return plain;
    try {
      return decode(plain);
    } catch {
      return unescape(plain, true);
    }
  };
  let left = max > 0 ? max : Infinity;
  text.split(sep ? sep + '' : '&').some((field) => {
    if (field === '')
      return false;
    const at = field.indexOf(is);

    if (at === -1)
      addField(object, decoded(field), '');
    else
      addField(object, decoded(field.slice(0, at)),
               decoded(field.slice(at + is.length)));
    return --left === 0;
  });
  return object;
}

module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};

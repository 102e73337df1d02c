// What the buffer module offers beside Buffer: base64 of the web, transcoding.
'use strict';

const native = binding('buffer');
const { types } = binding('util');
const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS }, genericNodeError,
} = require('internal/errors');

function invalidCharacter(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'InvalidCharacterError');
}

/** Base64 of a string of bytes. @throws DOMException InvalidCharacterError */
function btoa(args, input) {
  if (args.length === 0)
    throw new ERR_MISSING_ARGS('input');
  input = `${input}`;
  if (/[^\0-\xff]/.test(input))
    throw invalidCharacter('Invalid character');
  return native.fromString(input, 'latin1').base64Slice();
}

/** The bytes of base64, blanks left out, as a string. */
function atob(args, input) {
  if (args.length === 0)
    throw new ERR_MISSING_ARGS('input');
  let text = `${input}`.replace(/[\t\n\f\r ]/g, '');

  if (text.length % 4 === 0)
    text = text.replace(/==?$/, '');
  if (/[^A-Za-z0-9+/]/.test(text))
    throw invalidCharacter('Invalid character');
  if (text.length % 4 === 1)
    throw invalidCharacter(
      'The string to be decoded is not correctly encoded.');
  return native.fromString(text, 'base64').latin1Slice();
}

/**
 * The text of `source` in another encoding; `?` for what that has not.
 * @throws ERR_INVALID_ARG_TYPE, U_ILLEGAL_ARGUMENT_ERROR
 */
function transcode(source, fromEncoding, toEncoding) {
  const supported = ['utf8', 'utf16le', 'latin1', 'ascii'];

  if (!types.isUint8Array(source))
    throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  if (source.length === 0)
    return native.alloc(0);
  const from = native.normalizeEncoding(fromEncoding || 'utf8');
  const to = native.normalizeEncoding(toEncoding || 'utf8');
  if (!supported.includes(from) || !supported.includes(to))
    throw genericNodeError(
      'Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]',
      { code: 'U_ILLEGAL_ARGUMENT_ERROR', errno: 1 });
  let text = native.prototype.toString.call(source, from);
  if (to === 'latin1')
    text = text.replace(/[\ud800-\udbff][\udc00-\udfff]|[^\0-\xff]/g, '?');
  else if (to === 'ascii')
    text = text.replace(/[\ud800-\udbff][\udc00-\udfff]|[^\0-\x7f]/g, '?');
  return native.fromString(text, to);
}

module.exports = { atob, btoa, transcode };

// Strings, numbers and their widths, as util.inspect prints them.
'use strict';

const { addNumericalSeparator } = require('internal/errors');

// Texts of \x00-\x1f, quote, backslash and \x7f-\x9f by code; '' is itself.
const escapes = [];
for (let code = 0; code < 160; code++) {
  const hex = code.toString(16).toUpperCase();

  escapes.push(code < 32 || code >= 127 ?
    '\\x' + (hex.length < 2 ? '0' + hex : hex) : '');
}
escapes[8] = '\\b';
escapes[9] = '\\t';
escapes[10] = '\\n';
escapes[12] = '\\f';
escapes[13] = '\\r';
escapes[39] = "\\'";
escapes[92] = '\\\\';

// What quoting changes, but for surrogates which pair up.
const plain = /^[^\x00-\x1f\x27\x5c\x7f-\x9f\ud800-\udfff]*$/;
const ansi = /\u001b\[\d\d?m/g;

// Escapes control characters, lone surrogates and, if `quoteCode` says so, the
// quote.
function escapeAll(text, quoteCode) {
  const length = text.length;
  let result = '';
  let last = 0;

  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    let with_ = '';

    if (code === 39)
      with_ = quoteCode === 39 ? escapes[39] : '';
    else if (code < 160)
      with_ = escapes[code];
    else if (code >= 0xd800 && code <= 0xdfff) {
      if (code <= 0xdbff && i + 1 < length) {
        const next = text.charCodeAt(i + 1);

        if (next >= 0xdc00 && next <= 0xdfff) {
          i++;
          continue;
        }
      }
      with_ = '\\u' + code.toString(16);
    }
    if (with_ !== '') {
      result += text.slice(last, i) + with_;
      last = i + 1;
    }
  }
  return last === 0 ? text : result + text.slice(last);
}

/** The text in quotes: single ones, unless others need no escape. */
function quote(text) {
  let mark = "'";
  let code = 39;

  if (text.length < 5000 && plain.test(text))
    return "'" + text + "'";
  if (text.includes("'")) {
    if (!text.includes('"'))
      mark = '"';
    else if (!text.includes('`') && !text.includes('${'))
      mark = '`';
    if (mark !== "'")
      code = 0;
  }
  return mark + escapeAll(text, code) + mark;
}

function escapeText(text) {
  return escapeAll(text, 39);
}

/** A property's name: bare where it is an identifier of ASCII letters. */
function quoteKey(stylize, key) {
  if (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key))
    return stylize(key, 'name');
  return stylize(quote(key), 'string');
}

function removeColors(text) {
  return text.includes('\u001b') ? text.replace(ansi, '') : text;
}

/** Columns on a terminal. Colors (`\u001b[..m`) take none. */
function width(text, stripColors) {
  if (stripColors)
    text = removeColors(text);
  return /^[ -~]*$/.test(text) ? text.length :
    require('internal/string_width').getStringWidth(text, false);
}
quote.width = width;

function separateFraction(digits) {
  let text = '';
  let i = 0;

  for (; i < digits.length - 3; i += 3)
    text += digits.slice(i, i + 3) + '_';
  return text + digits.slice(i);
}

function formatNumber(stylize, number, separators) {
  if (!separators)
    return stylize(Object.is(number, -0) ? '-0' : '' + number, 'number');
  const integer = Math.trunc(number);
  const text = String(integer);

  if (integer === number) {
    return stylize(!isFinite(number) || text.includes('e') ? text :
      addNumericalSeparator(text), 'number');
  }
  if (Number.isNaN(number))
    return stylize(text, 'number');
  return stylize(addNumericalSeparator(text) + '.' +
    separateFraction(String(number).slice(text.length + 1)), 'number');
}

function formatBigInt(stylize, number, separators) {
  const text = String(number);

  return stylize((separators ? addNumericalSeparator(text) : text) + 'n',
                 'bigint');
}

function formatString(stylize, value, ctx) {
  let trailer = '';

  if (value.length > ctx.maxStringLength) {
    const left = value.length - ctx.maxStringLength;

    value = value.slice(0, ctx.maxStringLength);
    trailer = `... ${left} more character${left > 1 ? 's' : ''}`;
  }
  // Long text with several lines is shown line by line.
  if (ctx.compact !== true && value.length > 16 &&
      value.length > ctx.breakLength - ctx.indentationLvl - 4 &&
      value.includes('\n')) {
    const lines = value.split('\n');
    const last = lines.pop();
    const parts = lines.map((line) => stylize(quote(line + '\n'), 'string'));

    if (last !== '')
      parts.push(stylize(quote(last), 'string'));
    return parts.join(' +\n' + ' '.repeat(ctx.indentationLvl + 2)) + trailer;
  }
  return stylize(quote(value), 'string') + trailer;
}

function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string':
      return formatString(stylize, value, ctx);
    case 'number':
      return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint':
      return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean':
      return stylize('' + value, 'boolean');
    case 'undefined':
      return stylize('undefined', 'undefined');
    default:
      return stylize(value.toString(), 'symbol');
  }
}

module.exports = {
  escapeText,
  formatBigInt,
  formatNumber,
  formatPrimitive,
  quote,
  quoteKey,
  removeColors,
  width,
};

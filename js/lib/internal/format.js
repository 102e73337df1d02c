// util.format: printf-like text with %s %d %i %f %j %o %O %c %%.
'use strict';

const native = binding('util');
const { builtIns, inspect, stylizeNoColor } = require('internal/inspect');
const { formatBigInt, formatNumber } = require('internal/inspect_text');

const hasOwn = Object.prototype.hasOwnProperty;
let circularMessage = null;

function firstLine(text) {
  const at = text.indexOf('\n');
  return at === -1 ? text : text.slice(0, at);
}

function tryStringify(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // The engine's own words for a circular structure.
    if (circularMessage === null) {
      const a = {};

      a.a = a;
      try {
        JSON.stringify(a);
      } catch (e) {
        circularMessage = firstLine(e.message);
      }
    }
    if (error.name === 'TypeError' &&
        firstLine(error.message) === circularMessage)
      return '[Circular]';
    throw error;
  }
}

// Whether String(value) would say no more than `[object Object]`.
function hasBuiltInToString(value) {
  const proxy = native.getProxyDetails(value);

  if (proxy !== undefined) {
    if (proxy[0] === null)
      return true;
    value = proxy[0];
  }
  if (typeof value.toString !== 'function')
    return true;
  if (hasOwn.call(value, 'toString'))
    return false;
  let owner = value;
  do {
    owner = Object.getPrototypeOf(owner);
  } while (!hasOwn.call(owner, 'toString'));
  const desc = Object.getOwnPropertyDescriptor(owner, 'constructor');
  return desc !== undefined && typeof desc.value === 'function' &&
    builtIns[desc.value.name] === true;
}

function formatS(options, value) {
  if (typeof value === 'number')
    return formatNumber(stylizeNoColor, value, false);
  if (typeof value === 'bigint')
    return formatBigInt(stylizeNoColor, value, false);
  if (typeof value !== 'object' || value === null || !hasBuiltInToString(value))
    return String(value);
  return inspect(value, Object.assign({}, options, {
    depth: 0, colors: false, compact: 3,
  }));
}

function formatWith(convert, value) {
  if (typeof value === 'bigint')
    return formatBigInt(stylizeNoColor, value, false);
  return formatNumber(stylizeNoColor,
                      typeof value === 'symbol' ? NaN : convert(value), false);
}

// The text of one directive; undefined: it is none.
function directive(options, code, value) {
  switch (code) {
    case 115: return formatS(options, value); // s
    case 106: return tryStringify(value); // j
    case 100: return formatWith(Number, value); // d
    case 79: return inspect(value, options); // O
    case 111: // o
      return inspect(value, Object.assign({}, options, {
        showHidden: true, showProxy: true, depth: 4,
      }));
    case 105: return formatWith(parseInt, value); // i
    case 102: // f
      return typeof value === 'bigint' ?
        formatNumber(stylizeNoColor, parseFloat(value), false) :
        formatWith(parseFloat, value);
    case 99: return ''; // c
    default: return undefined;
  }
}

/** format() of an array, with options for inspect. */
function formatArguments(options, args) {
  const first = args[0];
  const count = args.length;
  let text = '';
  let used = 0;
  let join = '';

  if (typeof first === 'string') {
    if (count === 1)
      return first;
    let last = 0;
    let at = first.indexOf('%');
    while (at !== -1 && at < first.length - 1) {
      const code = first.charCodeAt(at + 1);

      if (code === 37) {
        text += first.slice(last, at + 1);
        last = at + 2;
      } else if (used + 1 < count && isDirective(code)) {
        const part = directive(options, code, args[++used]);

        text += first.slice(last, at) + part;
        last = at + 2;
      }
      at = first.indexOf('%', at + 2);
    }
    if (last !== 0) {
      used++;
      join = ' ';
      text += first.slice(last);
    }
  }
  for (; used < count; used++) {
    const value = args[used];

    text += join;
    text += typeof value === 'string' ? value : inspect(value, options);
    join = ' ';
  }
  return text;
}

function isDirective(code) {
  return code === 115 || code === 106 || code === 100 || code === 79 ||
    code === 111 || code === 105 || code === 102 || code === 99;
}

module.exports = { formatArguments };

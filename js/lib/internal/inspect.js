// util.inspect: options, circular references, custom inspection, and which
// formatter a value gets. The formatters are in inspect_kinds.js, the layout in
// inspect_layout.js.
'use strict';

const native = binding('util');
const { types } = native;
const { reduceToSingleString } = require('internal/inspect_layout');
const {
  formatPrimitive, quote, quoteKey, escapeText,
} = require('internal/inspect_text');
const { validateObject } = require('internal/validators');

const kCustom = Symbol.for('nodejs.util.inspect.custom');
const kObject = 0; // what the properties belong to
const kArrayItem = 1;
const kArrayExtras = 2;

const defaults = {
  showHidden: false,
  depth: 2,
  colors: false,
  customInspect: true,
  showProxy: false,
  maxArrayLength: 100,
  maxStringLength: 10000,
  breakLength: 80,
  compact: 3,
  sorted: false,
  getters: false,
  numericSeparator: false,
};
const optionNames = Object.keys(defaults);

const hasOwn = Object.prototype.hasOwnProperty;
const isEnumerable = Object.prototype.propertyIsEnumerable;

// Names of the language's own constructors.
const builtIns = Object.create(null);
Object.getOwnPropertyNames(globalThis).forEach((name) => {
  if (/^[A-Z][a-zA-Z0-9]+$/.test(name))
    builtIns[name] = true;
});

function stylizeNoColor(text) {
  return text;
}

function stylizeWithColor(text, styleType) {
  const style = inspect.styles[styleType];

  if (style === undefined)
    return text;
  const color = inspect.colors[style];
  if (color === undefined)
    return text;
  return '\u001b[' + color[0] + 'm' + text + '\u001b[' + color[1] + 'm';
}

function makeContext() {
  return {
    budget: {},
    indentationLvl: 0,
    seen: [],
    currentDepth: 0,
    stylize: stylizeNoColor,
    circular: undefined,
    userOptions: undefined,
    showHidden: defaults.showHidden,
    depth: defaults.depth,
    colors: defaults.colors,
    customInspect: defaults.customInspect,
    showProxy: defaults.showProxy,
    maxArrayLength: defaults.maxArrayLength,
    maxStringLength: defaults.maxStringLength,
    breakLength: defaults.breakLength,
    compact: defaults.compact,
    sorted: defaults.sorted,
    getters: defaults.getters,
    numericSeparator: defaults.numericSeparator,
    formatValue,
    formatProperty,
    getKeys,
  };
}

/**
 * The text of a value, as Node prints it.
 * @param {any} value
 * @param {object|boolean} [options] or showHidden, then depth, colors
 * @returns {string}
 */
function inspect(value, options, depth, colors) {
  const ctx = makeContext();

  if (depth !== undefined)
    ctx.depth = depth;
  if (colors !== undefined)
    ctx.colors = colors;
  if (typeof options === 'boolean') {
    ctx.showHidden = options;
  } else if (options) {
    const keys = Object.keys(options);

    for (let i = 0; i < keys.length; i++) {
      if (hasOwn.call(defaults, keys[i]) || keys[i] === 'stylize')
        ctx[keys[i]] = options[keys[i]];
      else if (ctx.userOptions === undefined)
        ctx.userOptions = options;
    }
  }
  if (ctx.colors)
    ctx.stylize = stylizeWithColor;
  if (ctx.maxArrayLength === null)
    ctx.maxArrayLength = Infinity;
  if (ctx.maxStringLength === null)
    ctx.maxStringLength = Infinity;
  return formatValue(ctx, value, 0);
}

inspect.custom = kCustom;

Object.defineProperty(inspect, 'defaultOptions', {
  get() { return defaults; },
  set(options) {
    validateObject(options, 'options');
    Object.assign(defaults, options);
  },
});

inspect.colors = Object.assign(Object.create(null), {
  reset: [0, 0],
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  underline: [4, 24],
  blink: [5, 25],
  inverse: [7, 27],
  hidden: [8, 28],
  strikethrough: [9, 29],
  doubleunderline: [21, 24],
  black: [30, 39],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  white: [37, 39],
  bgBlack: [40, 49],
  bgRed: [41, 49],
  bgGreen: [42, 49],
  bgYellow: [43, 49],
  bgBlue: [44, 49],
  bgMagenta: [45, 49],
  bgCyan: [46, 49],
  bgWhite: [47, 49],
  framed: [51, 54],
  overlined: [53, 55],
  gray: [90, 39],
  redBright: [91, 39],
  greenBright: [92, 39],
  yellowBright: [93, 39],
  blueBright: [94, 39],
  magentaBright: [95, 39],
  cyanBright: [96, 39],
  whiteBright: [97, 39],
  bgGray: [100, 49],
  bgRedBright: [101, 49],
  bgGreenBright: [102, 49],
  bgYellowBright: [103, 49],
  bgBlueBright: [104, 49],
  bgMagentaBright: [105, 49],
  bgCyanBright: [106, 49],
  bgWhiteBright: [107, 49],
});

function alias(target, other) {
  Object.defineProperty(inspect.colors, other, {
    get() { return this[target]; },
    set(value) { this[target] = value; },
    configurable: true,
    enumerable: false,
  });
}
alias('gray', 'grey');
alias('gray', 'blackBright');
alias('bgGray', 'bgGrey');
alias('bgGray', 'bgBlackBright');
alias('dim', 'faint');
alias('strikethrough', 'crossedout');
alias('strikethrough', 'strikeThrough');
alias('strikethrough', 'crossedOut');
alias('hidden', 'conceal');
alias('inverse', 'swapColors');
alias('inverse', 'swapcolors');
alias('doubleunderline', 'doubleUnderline');

inspect.styles = Object.assign(Object.create(null), {
  special: 'cyan',
  number: 'yellow',
  bigint: 'yellow',
  boolean: 'yellow',
  undefined: 'grey',
  null: 'bold',
  string: 'green',
  symbol: 'green',
  date: 'magenta',
  regexp: 'red',
  module: 'underline',
});

/* -- the walk -------------------------------------------------------------- */

// What a custom inspect function gets as its second argument.
function userOptions(ctx) {
  const options = {};

  optionNames.forEach((name) => { options[name] = ctx[name]; });
  options.stylize = ctx.stylize;
  return Object.assign(options, ctx.userOptions);
}

// The text of value[inspect.custom], undefined where there is none.
function formatCustom(ctx, value, context, recurseTimes) {
  const custom = value[kCustom];

  if (typeof custom !== 'function' || custom === inspect ||
      (value.constructor && value.constructor.prototype === value))
    return undefined;
  const depth = ctx.depth === null ? null : ctx.depth - recurseTimes;
  const result = custom.call(context, depth, userOptions(ctx), inspect);
  if (result === context)
    return undefined;
  if (typeof result !== 'object')
    return '' + result;
  return formatValue(ctx, result, recurseTimes);
}

function formatValue(ctx, value, recurseTimes, typedArray) {
  if (typeof value !== 'object' && typeof value !== 'function')
    return formatPrimitive(ctx.stylize, value, ctx);
  if (value === null)
    return ctx.stylize('null', 'null');

  const context = value;
  const proxy = native.getProxyDetails(value);
  if (proxy !== undefined) {
    if (proxy[0] === null)
      return ctx.stylize('<Revoked Proxy>', 'special');
    if (ctx.showProxy)
      return formatProxy(ctx, proxy, recurseTimes);
    value = proxy[0];
    if (native.getProxyDetails(value) !== undefined)
      return formatValue(ctx, value, recurseTimes, typedArray);
  }
  if (ctx.customInspect) {
    const text = formatCustom(ctx, value, context, recurseTimes);

    if (text !== undefined)
      return text;
  }
  if (ctx.seen.includes(value))
    return ctx.stylize(`[Circular *${circularIndex(ctx, value)}]`, 'special');
  return formatObject(ctx, value, recurseTimes, typedArray);
}

// ctx.circular is the list of objects that were met inside of themselves.
function circularIndex(ctx, value) {
  if (ctx.circular === undefined)
    ctx.circular = [];
  const at = ctx.circular.indexOf(value);
  return at >= 0 ? at + 1 : ctx.circular.push(value);
}

function formatProxy(ctx, proxy, recurseTimes) {
  if (recurseTimes > ctx.depth && ctx.depth !== null)
    return ctx.stylize('Proxy [Array]', 'special');
  recurseTimes += 1;
  ctx.indentationLvl += 2;
  const parts = [
    formatValue(ctx, proxy[0], recurseTimes),
    formatValue(ctx, proxy[1], recurseTimes),
  ];
  ctx.indentationLvl -= 2;
  return reduceToSingleString(ctx, parts, '', ['Proxy [', ']'], kArrayExtras,
                              recurseTimes);
}

function isInstance(value, constructor) {
  try {
    return value instanceof constructor;
  } catch {
    return false;
  }
}

// Adds the properties of the prototypes of a user's class (showHidden).
function addPrototypeProperties(ctx, main, from, recurseTimes, output) {
  const known = [];
  let object = from;

  for (let depth = 0; depth < 3; depth++) {
    if (depth !== 0 || main === object) {
      object = Object.getPrototypeOf(object);
      if (object === null)
        break;
      const own = Object.getOwnPropertyDescriptor(object, 'constructor');
      if (own !== undefined && typeof own.value === 'function' &&
          builtIns[own.value.name])
        break;
    }
    const keys = Reflect.ownKeys(object);
    ctx.seen.push(main);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];

      if (key === 'constructor' || hasOwn.call(main, key) ||
          known.includes(key))
        continue;
      const desc = Object.getOwnPropertyDescriptor(object, key);
      if (typeof desc.value === 'function')
        continue;
      const text = formatProperty(ctx, object, recurseTimes, key, kObject,
                                  desc, main);
      output.push(ctx.colors ? `\u001b[2m${text}\u001b[22m` : text);
    }
    ctx.seen.pop();
    for (let i = 0; i < keys.length; i++)
      known.push(keys[i]);
  }
}

// The name of the constructor the value came from; null for a null prototype.
function constructorName(value, ctx, recurseTimes, protoProps) {
  let first;

  for (let object = value; object !== null && object !== undefined;) {
    const own = Object.getOwnPropertyDescriptor(object, 'constructor');

    if (own !== undefined && typeof own.value === 'function' &&
        own.value.name !== '' && isInstance(value, own.value)) {
      if (protoProps !== undefined &&
          (first !== object || !builtIns[own.value.name]))
        addPrototypeProperties(ctx, value, first || value, recurseTimes,
                               protoProps);
      return String(own.value.name);
    }
    object = Object.getPrototypeOf(object);
    if (first === undefined)
      first = object;
  }
  if (first === null)
    return null;

  const name = native.getConstructorName(value);
  if (recurseTimes > ctx.depth && ctx.depth !== null)
    return `${name} <Complex prototype>`;
  const above = constructorName(first, ctx, recurseTimes + 1, protoProps);
  if (above !== null)
    return `${name} <${above}>`;
  const text = inspect(first, Object.assign({}, userOptions(ctx), {
    customInspect: false, depth: -1,
  }));
  return `${name} <${text}>`;
}

// `Foo(2) [tag] `, with a blank at its end.
function getPrefix(constructor, tag, fallback, size) {
  const length = size === undefined ? '' : size;

  if (constructor === null) {
    if (tag !== '' && fallback !== tag)
      return `[${fallback}${length}: null prototype] [${tag}] `;
    return `[${fallback}${length}: null prototype] `;
  }
  if (tag !== '' && constructor !== tag)
    return `${constructor}${length} [${tag}] `;
  return `${constructor}${length} `;
}

// Own keys to show: all with showHidden, else enumerable ones.
function getKeys(value, showHidden) {
  const symbols = Object.getOwnPropertySymbols(value);

  if (showHidden)
    return Object.getOwnPropertyNames(value).concat(symbols);
  const keys = Object.keys(value);
  for (let i = 0; i < symbols.length; i++) {
    if (isEnumerable.call(value, symbols[i]))
      keys.push(symbols[i]);
  }
  return keys;
}

function tagOf(ctx, value) {
  const tag = value[Symbol.toStringTag];

  // An own, visible tag is listed among the properties.
  if (typeof tag !== 'string' ||
      (tag !== '' && (ctx.showHidden ? hasOwn : isEnumerable)
        .call(value, Symbol.toStringTag)))
    return '';
  return tag;
}

function formatObject(ctx, value, recurseTimes, typedArray) {
  const withinDepth = ctx.depth === null || recurseTimes <= ctx.depth;
  let protoProps = ctx.showHidden && withinDepth ? [] : undefined;
  const constructor = constructorName(value, ctx, recurseTimes, protoProps);
  const tag = tagOf(ctx, value);

  if (protoProps !== undefined && protoProps.length === 0)
    protoProps = undefined;
  const shape = require('internal/inspect_kinds').shapeOf(
    ctx, value, constructor, tag, protoProps !== undefined, recurseTimes,
    typedArray);
  if (typeof shape === 'string')
    return shape;
  if (!withinDepth) {
    const name = getPrefix(constructor, tag,
                           Array.isArray(value) ? 'Array' : 'Object');
    return ctx.stylize(constructor === null ? name.slice(0, -1) :
      `[${name.slice(0, -1)}]`, 'special');
  }
  recurseTimes += 1;
  ctx.seen.push(value);
  ctx.currentDepth = recurseTimes;
  return finishObject(ctx, value, shape, recurseTimes, protoProps, constructor,
                      tag);
}

function finishObject(ctx, value, shape, recurseTimes, protoProps, constructor,
                      tag) {
  const { keys, braces, extras } = shape;
  const indentation = ctx.indentationLvl;
  let base = shape.base;
  let output;

  try {
    output = shape.formatter === null ? [] :
      shape.formatter(ctx, value, recurseTimes, shape);
    for (let i = 0; i < keys.length; i++)
      output.push(formatProperty(ctx, value, recurseTimes, keys[i], extras));
    if (protoProps !== undefined)
      output = output.concat(protoProps);
  } catch (error) {
    if (!(error instanceof RangeError) || !isStackOverflow(error))
      throw error;
    ctx.seen.push(value);
    ctx.indentationLvl = indentation;
    const name = getPrefix(constructor, tag, 'Object').slice(0, -1);
    return ctx.stylize(
      `[${name}: Inspection interrupted prematurely. ` +
      'Maximum call stack size exceeded.]', 'special');
  }
  if (ctx.circular !== undefined && ctx.circular.includes(value)) {
    const ref = ctx.stylize(`<ref *${ctx.circular.indexOf(value) + 1}>`,
                            'special');
    if (ctx.compact !== true)
      base = base === '' ? ref : `${ref} ${base}`;
    else
      braces[0] = `${ref} ${braces[0]}`;
  }
  ctx.seen.pop();
  if (ctx.sorted)
    output = sortOutput(ctx, output, extras, keys.length);

  const text = reduceToSingleString(ctx, output, base, braces, extras,
                                    recurseTimes, value);
  const spent = (ctx.budget[ctx.indentationLvl] || 0) + text.length;
  ctx.budget[ctx.indentationLvl] = spent;
  // Past 128 MB of text on one level, only names follow.
  if (spent > 134217728)
    ctx.depth = -1;
  return text;
}

function isStackOverflow(error) {
  return /call ?stack/i.test(error.message);
}

function sortOutput(ctx, output, extras, count) {
  const compare = ctx.sorted === true ? undefined : ctx.sorted;

  if (extras === kObject)
    return output.sort(compare);
  if (count < 2)
    return output;
  const at = output.length - count;
  return output.slice(0, at).concat(output.slice(at).sort(compare));
}

/* -- properties ------------------------------------------------------------ */

function formatGetter(ctx, desc, original, recurseTimes) {
  const style = ctx.stylize;
  const label = desc.set === undefined ? 'Getter' : 'Getter/Setter';

  if (!ctx.getters || (ctx.getters === 'get' && desc.set !== undefined) ||
      (ctx.getters === 'set' && desc.set === undefined))
    return style(`[${label}]`, 'special');
  let inside;
  try {
    const value = desc.get.call(original);

    ctx.indentationLvl += 2;
    if (typeof value === 'object' && value !== null) {
      const text = formatValue(ctx, value, recurseTimes);
      ctx.indentationLvl -= 2;
      return style(`[${label}]`, 'special') + ' ' + text;
    }
    inside = value === null ? style('null', 'null') :
      formatPrimitive(style, value, ctx);
    ctx.indentationLvl -= 2;
  } catch (error) {
    inside = `<Inspection threw (${error.message})>`;
  }
  return style(`[${label}:`, 'special') + ' ' + inside + style(']', 'special');
}

function formatKey(ctx, key, desc) {
  if (typeof key === 'symbol')
    return `[${ctx.stylize(escapeText(key.toString()), 'symbol')}]`;
  if (key === '__proto__')
    return "['__proto__']";
  if (desc.enumerable === false)
    return `[${escapeText(String(key))}]`;
  return quoteKey(ctx.stylize, String(key));
}

function formatProperty(ctx, value, recurseTimes, key, type, desc, original) {
  let gap = ' ';
  let text;

  if (desc === undefined)
    desc = Object.getOwnPropertyDescriptor(value, key) ||
      { value: value[key], configurable: true, enumerable: true };
  if (desc.value !== undefined) {
    const indent = ctx.compact !== true || type !== kObject ? 2 : 3;

    ctx.indentationLvl += indent;
    text = formatValue(ctx, desc.value, recurseTimes);
    if (indent === 3 && ctx.breakLength < quote.width(text, ctx.colors))
      gap = '\n' + ' '.repeat(ctx.indentationLvl);
    ctx.indentationLvl -= indent;
  } else if (desc.get !== undefined) {
    text = formatGetter(ctx, desc, original === undefined ? value : original,
                        recurseTimes);
  } else if (desc.set !== undefined) {
    text = ctx.stylize('[Setter]', 'special');
  } else {
    text = ctx.stylize('undefined', 'undefined');
  }
  if (type === kArrayItem)
    return text;
  return formatKey(ctx, key, desc) + ':' + gap + text;
}

module.exports = {
  builtIns,
  getKeys,
  getPrefix,
  inspect,
  kArrayExtras,
  kArrayItem,
  kObject,
  stylizeNoColor,
  types,
};

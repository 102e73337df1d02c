// One shape for each kind of object that util.inspect knows: what stands before
// the brace, the braces, and which entries come before the properties.
'use strict';

const native = binding('util');
const { types } = native;
const {
  getPrefix, getKeys, kArrayExtras, kArrayItem, kObject, stylizeNoColor,
} = require('internal/inspect');
const { reduceToSingleString } = require('internal/inspect_layout');
const { formatBigInt, formatNumber, formatPrimitive } =
  require('internal/inspect_text');

const hasOwn = Object.prototype.hasOwnProperty;
const functionToString = Function.prototype.toString;
const regExpToString = RegExp.prototype.toString;
const dateToString = Date.prototype.toString;
const dateToISOString = Date.prototype.toISOString;
const dateGetTime = Date.prototype.getTime;

function plural(count, word) {
  return `${count} more ${word}${count > 1 ? 's' : ''}`;
}

function shape(keys, open, close, formatter, extras, base) {
  return {
    keys, braces: [open, close], formatter, extras, base, data: undefined,
  };
}

/**
 * The shape of an object, or its whole text where that is all there is.
 */
function shapeOf(ctx, value, constructor, tag, hasProtoProps, recurseTimes,
                 typedArray) {
  if (value[Symbol.iterator] || constructor === null) {
    const found = shapeOfIterable(ctx, value, constructor, tag, hasProtoProps);

    if (found !== null)
      return found;
  }
  const keys = getKeys(value, ctx.showHidden);
  const bare = () => keys.length === 0 && !hasProtoProps;

  if (typeof value === 'function') {
    const base = functionBase(value, constructor, tag);

    return bare() ? ctx.stylize(base, 'special') :
      shape(keys, '{', '}', null, kObject, base);
  }
  if (constructor === 'Object') {
    let open = '{';

    if (types.isArgumentsObject(value))
      open = '[Arguments] {';
    else if (tag !== '')
      open = getPrefix(constructor, tag, 'Object') + '{';
    return bare() ? open + '}' : shape(keys, open, '}', null, kObject, '');
  }
  return shapeOfSpecial(ctx, value, constructor, tag, keys, bare, recurseTimes,
                        typedArray);
}

function shapeOfIterable(ctx, value, constructor, tag, hasProtoProps) {
  if (Array.isArray(value)) {
    const prefix = constructor !== 'Array' || tag !== '' ?
      getPrefix(constructor, tag, 'Array', `(${value.length})`) : '';
    const keys = native.getOwnNonIndexProperties(value, !ctx.showHidden);

    if (value.length === 0 && keys.length === 0 && !hasProtoProps)
      return prefix + '[]';
    return shape(keys, prefix + '[', ']', formatArray, kArrayExtras, '');
  }
  if (types.isSet(value) || types.isMap(value)) {
    const isSet = types.isSet(value);
    const entries = native.previewEntries(value);
    const size = isSet ? entries.length : entries.length / 2;
    const prefix = getPrefix(constructor, tag, isSet ? 'Set' : 'Map',
                             `(${size})`);
    const keys = getKeys(value, ctx.showHidden);

    if (size === 0 && keys.length === 0 && !hasProtoProps)
      return prefix + '{}';
    const made = shape(keys, prefix + '{', '}', isSet ? formatSet : formatMap,
                       kObject, '');
    made.data = entries;
    return made;
  }
  if (types.isTypedArray(value)) {
    const keys = native.getOwnNonIndexProperties(value, !ctx.showHidden);
    const size = native.typedArrayLength(value);
    const fallback = constructor === null ?
      native.getConstructorName(value) : '';
    const prefix = getPrefix(constructor, tag, fallback, `(${size})`);

    if (size === 0 && keys.length === 0 && !ctx.showHidden)
      return prefix + '[]';
    return shape(keys, prefix + '[', ']', formatTypedArray, kArrayExtras, '');
  }
  if (types.isMapIterator(value) || types.isSetIterator(value)) {
    const name = (types.isMapIterator(value) ? 'Map' : 'Set') + ' Iterator';
    const label = tag === name ? tag :
      (tag === '' ? '' : tag + '] [') + name;

    return shape(getKeys(value, ctx.showHidden), `[${label}] {`, '}',
                 formatIterator, kObject, '');
  }
  return null;
}

function shapeOfSpecial(ctx, value, constructor, tag, keys, bare, recurseTimes,
                        typedArray) {
  const prefixed = (fallback) => getPrefix(constructor, tag, fallback);
  const object = (fallback, formatter) =>
    shape(keys, prefixed(fallback) + '{', '}', formatter, kObject, '');

  if (types.isRegExp(value)) {
    const base = withPrefix(prefixed('RegExp'), 'RegExp ',
                            regExpToString.call(constructor === null ?
                              new RegExp(value) : value));

    if (bare() || (ctx.depth !== null && recurseTimes > ctx.depth))
      return ctx.stylize(base, 'regexp');
    return shape(keys, '{', '}', null, kObject, base);
  }
  if (types.isDate(value)) {
    const text = Number.isNaN(dateGetTime.call(value)) ?
      dateToString.call(value) : dateToISOString.call(value);
    const base = withPrefix(prefixed('Date'), 'Date ', text);

    return bare() ? ctx.stylize(base, 'date') :
      shape(keys, '{', '}', null, kObject, base);
  }
  if (types.isNativeError(value) || value instanceof Error) {
    const { formatError } = require('internal/inspect_error');
    const base = formatError(value, constructor, tag, ctx, keys);

    return bare() ? base : shape(keys, '{', '}', null, kObject, base);
  }
  if (types.isModuleNamespaceObject(value))
    return object('Module', formatNamespace);
  if (types.isAnyArrayBuffer(value)) {
    const prefix = prefixed(types.isArrayBuffer(value) ? 'ArrayBuffer' :
      'SharedArrayBuffer');

    if (typedArray !== undefined && bare())
      return prefix + '{ byteLength: ' +
        formatNumber(ctx.stylize, value.byteLength, false) + ' }';
    keys.unshift('byteLength');
    return shape(keys, prefix + '{', '}',
                 typedArray === undefined ? formatArrayBuffer : null, kObject,
                 '');
  }
  if (types.isDataView(value)) {
    keys.unshift('byteLength', 'byteOffset', 'buffer');
    return object('DataView', null);
  }
  if (types.isPromise(value))
    return object('Promise', formatPromise);
  if (types.isWeakSet(value))
    return object('WeakSet', formatWeakCollection);
  if (types.isWeakMap(value))
    return object('WeakMap', formatWeakCollection);
  if (types.isBoxedPrimitive(value)) {
    const base = boxedBase(value, ctx, keys, constructor, tag);

    return bare() ? base : shape(keys, '{', '}', null, kObject, base);
  }
  if (!bare())
    return object('Object', null);
  if (types.isExternal(value))
    return ctx.stylize(`[External: ${native.externalAddress(value)}]`,
                       'special');
  return prefixed('Object') + '{}';
}

// `base` behind the prefix, unless that says only what it is.
function withPrefix(prefix, usual, base) {
  return prefix === usual ? base : prefix + base;
}

/* -- functions and boxed primitives ---------------------------------------- */

function isClass(text) {
  if (!text.startsWith('class') || !text.endsWith('}'))
    return false;
  const inside = text.slice(5, -1);
  const bracket = inside.indexOf('{');

  return bracket !== -1 && !inside.slice(0, bracket).includes('(');
}

function classBase(value, constructor, tag) {
  const name = (hasOwn.call(value, 'name') && value.name) || '(anonymous)';
  let base = `class ${name}`;

  if (constructor !== 'Function' && constructor !== null)
    base += ` [${constructor}]`;
  if (tag !== '' && constructor !== tag)
    base += ` [${tag}]`;
  if (constructor === null)
    return `[${base} extends null]`;
  const above = Object.getPrototypeOf(value).name;
  return `[${base}${above ? ` extends ${above}` : ''}]`;
}

function functionBase(value, constructor, tag) {
  let type = 'Function';

  if (isClass(functionToString.call(value)))
    return classBase(value, constructor, tag);
  if (types.isGeneratorFunction(value))
    type = 'Generator' + type;
  if (types.isAsyncFunction(value))
    type = 'Async' + type;
  let base = '[' + type;
  if (constructor === null)
    base += ' (null prototype)';
  base += value.name === '' ? ' (anonymous)' : `: ${String(value.name)}`;
  base += ']';
  if (constructor !== type && constructor !== null)
    base += ` ${constructor}`;
  if (tag !== '' && constructor !== tag)
    base += ` [${tag}]`;
  return base;
}

function boxedBase(value, ctx, keys, constructor, tag) {
  let type;
  let inside;

  if (types.isNumberObject(value)) {
    type = 'Number';
    inside = Number.prototype.valueOf.call(value);
  } else if (types.isStringObject(value)) {
    type = 'String';
    inside = String.prototype.valueOf.call(value);
    keys.splice(0, value.length); // its characters
  } else if (types.isBooleanObject(value)) {
    type = 'Boolean';
    inside = Boolean.prototype.valueOf.call(value);
  } else if (types.isBigIntObject(value)) {
    type = 'BigInt';
    inside = value.valueOf();
  } else {
    type = 'Symbol';
    inside = Symbol.prototype.valueOf.call(value);
  }
  let base = '[' + type;
  if (type !== constructor)
    base += constructor === null ? ' (null prototype)' : ` (${constructor})`;
  base += `: ${formatPrimitive(stylizeNoColor, inside, ctx)}]`;
  if (tag !== '' && tag !== constructor)
    base += ` [${tag}]`;
  if (keys.length !== 0 || ctx.stylize === stylizeNoColor)
    return base;
  return ctx.stylize(base, type.toLowerCase());
}

/* -- entries --------------------------------------------------------------- */

function limit(ctx, length) {
  return Math.min(Math.max(0, ctx.maxArrayLength), length);
}

function formatArray(ctx, value, recurseTimes) {
  const count = limit(ctx, value.length);
  const output = [];

  for (let i = 0; i < count; i++) {
    if (!hasOwn.call(value, i))
      return formatSparse(ctx, value, recurseTimes, count, output, i);
    output.push(ctx.formatProperty(ctx, value, recurseTimes, i, kArrayItem));
  }
  if (value.length > count)
    output.push('... ' + plural(value.length - count, 'item'));
  return output;
}

// The array from index i on, the first hole; a run of holes is one entry.
function formatSparse(ctx, value, recurseTimes, count, output, i) {
  const keys = Object.keys(value);
  const holes = (n) => output.push(
    ctx.stylize(`<${n} empty item${n > 1 ? 's' : ''}>`, 'undefined'));
  let index = i;

  for (; i < keys.length && output.length < count; i++) {
    const at = Number(keys[i]);

    if (!/^(0|[1-9][0-9]*)$/.test(keys[i]) || at > 4294967294)
      break;
    if (at !== index) {
      holes(at - index);
      index = at;
      if (output.length === count)
        break;
    }
    output.push(ctx.formatProperty(ctx, value, recurseTimes, keys[i],
                                   kArrayItem));
    index++;
  }
  const left = value.length - index;
  if (left > 0) {
    if (output.length !== count)
      holes(left);
    else
      output.push('... ' + plural(left, 'item'));
  }
  return output;
}

function formatTypedArray(ctx, value, recurseTimes) {
  const length = native.typedArrayLength(value);
  const count = limit(ctx, length);
  const output = [];
  const format = length > 0 && typeof value[0] === 'bigint' ?
    formatBigInt : formatNumber;

  for (let i = 0; i < count; i++)
    output.push(format(ctx.stylize, value[i], ctx.numericSeparator));
  if (length > count)
    output.push('... ' + plural(length - count, 'item'));
  if (ctx.showHidden) {
    if (value.length === undefined) // a null prototype
      value = new globalThis[native.getConstructorName(value)](value);
    ctx.indentationLvl += 2;
    ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer']
      .forEach((key) => output.push(
        `[${key}]: ` + ctx.formatValue(ctx, value[key], recurseTimes, true)));
    ctx.indentationLvl -= 2;
  }
  return output;
}

function formatArrayBuffer(ctx, value) {
  const bytes = new Uint8Array(value);
  const count = Math.min(ctx.maxArrayLength, bytes.length);
  const hex = [];

  for (let i = 0; i < count; i++)
    hex.push((bytes[i] < 16 ? '0' : '') + bytes[i].toString(16));
  let text = hex.join(' ');
  if (bytes.length > count)
    text += ' ... ' + plural(bytes.length - count, 'byte');
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`];
}

// Formats `list` (count items of `step` elements each) with `format(at)`.
function formatEntries(ctx, list, step, format) {
  const total = list.length / step;
  const count = limit(ctx, total);
  const output = [];

  ctx.indentationLvl += 2;
  for (let i = 0; i < count; i++)
    output.push(format(i * step));
  if (total > count)
    output.push('... ' + plural(total - count, 'item'));
  ctx.indentationLvl -= 2;
  return output;
}

function formatSet(ctx, value, recurseTimes, own) {
  const list = own.data;

  return formatEntries(ctx, list, 1,
                       (at) => ctx.formatValue(ctx, list[at], recurseTimes));
}

function formatMap(ctx, value, recurseTimes, own) {
  const list = own.data;

  return formatEntries(ctx, list, 2, (at) =>
    ctx.formatValue(ctx, list[at], recurseTimes) + ' => ' +
    ctx.formatValue(ctx, list[at + 1], recurseTimes));
}

function formatIterator(ctx, value, recurseTimes, own) {
  const preview = native.previewIterator(value);
  const list = preview[0];

  if (!preview[1])
    return formatEntries(ctx, list, 1,
                         (at) => ctx.formatValue(ctx, list[at], recurseTimes));
  own.braces[0] = own.braces[0].replace(' Iterator] {', ' Entries] {');
  return formatEntries(ctx, list, 2, (at) => reduceToSingleString(
    ctx, [
      ctx.formatValue(ctx, list[at], recurseTimes),
      ctx.formatValue(ctx, list[at + 1], recurseTimes),
    ], '', ['[', ']'], kArrayExtras, recurseTimes));
}

function formatPromise(ctx, value, recurseTimes) {
  const details = native.getPromiseDetails(value);

  if (details[0] === 0)
    return [ctx.stylize('<pending>', 'special')];
  ctx.indentationLvl += 2;
  const text = ctx.formatValue(ctx, details[1], recurseTimes);
  ctx.indentationLvl -= 2;
  return [details[0] === 2 ?
    ctx.stylize('<rejected>', 'special') + ' ' + text : text];
}

// A name that its module has not initialised yet has no value to show.
function formatNamespace(ctx, value, recurseTimes, own) {
  own.keys.length = 0;
  return Object.keys(value).map((key) => {
    try {
      return ctx.formatProperty(ctx, value, recurseTimes, key, kObject);
    } catch (error) {
      if (!(error instanceof ReferenceError))
        throw error;
      return `${key}: ${ctx.stylize('<uninitialized>', 'special')}`;
    }
  });
}

// What they hold cannot be told without keeping it alive.
function formatWeakCollection(ctx) {
  return [ctx.stylize('<items unknown>', 'special')];
}

module.exports = { shapeOf };

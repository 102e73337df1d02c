// structuredClone: a deep copy by HTML's rules, which need no serialised form
// here, since both ends are one context.
'use strict';

const native = binding('util');
const { types } = native;
const typedArrayName = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

const hasOwn = Object.prototype.hasOwnProperty;
const errorClasses = {
  __proto__: null,
  EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError,
};

function dataCloneError(message) {
  const { DOMException } = require('internal/dom_exception');
  return new DOMException(message, 'DataCloneError');
}

/** A value as V8 names it in the message. */
function describe(value) {
  if (typeof value === 'function' || typeof value === 'symbol')
    return String(value);
  if (types.isSymbolObject(value) || types.isGeneratorObject(value))
    return Object.prototype.toString.call(value);
  const constructor = !types.isProxy(value) && value.constructor;
  return `#<${(constructor && constructor.name) || 'Object'}>`;
}

function refuse(value) {
  throw dataCloneError(`${describe(value)} could not be cloned.`);
}

function cloneBuffer(buffer) {
  if (buffer.detached)
    throw dataCloneError('An ArrayBuffer is detached and could not be cloned.');
  if (!buffer.resizable)
    return ArrayBuffer.prototype.slice.call(buffer, 0);
  const copy = new ArrayBuffer(buffer.byteLength,
    { maxByteLength: buffer.maxByteLength });
  new Uint8Array(copy).set(new Uint8Array(buffer));
  return copy;
}

/** The class of a typed array; of a Buffer it is Uint8Array. */
function classOf(view) {
  if (types.isDataView(view))
    return DataView;
  return globalThis[typedArrayName.call(view)];
}

function cloneView(view, state) {
  const bufferBefore = view.buffer;
  const offset = view.byteOffset;
  const length = types.isDataView(view) ? view.byteLength : view.length;
  const buffer = clone(bufferBefore, state);

  return new (classOf(view))(buffer, offset, length);
}

function define(object, key, value) {
  Object.defineProperty(object, key,
    { value, writable: true, enumerable: false, configurable: true });
}

function cloneError(error, state) {
  const copy = new (errorClasses[String(error.name)] || Error)();
  const message = Object.getOwnPropertyDescriptor(error, 'message');

  state.memory.set(error, copy);
  define(copy, 'stack', error.stack);
  if (message !== undefined && 'value' in message)
    define(copy, 'message', String(message.value));
  if (hasOwn.call(error, 'cause'))
    define(copy, 'cause', clone(error.cause, state));
  return copy;
}

/** Objects without content of their own but a value; undefined: no such. */
function cloneValueObject(value) {
  if (types.isBoxedPrimitive(value))
    return types.isSymbolObject(value) ? refuse(value) :
      Object(value.valueOf());
  if (types.isDate(value))
    return new Date(Date.prototype.getTime.call(value));
  if (types.isRegExp(value))
    return new RegExp(value.source, value.flags);
  if (types.isArrayBuffer(value))
    return cloneBuffer(value);
  return undefined;
}

function cloneMap(map, state) {
  const copy = new Map();
  const entries = Array.from(map);

  state.memory.set(map, copy);
  for (let i = 0; i < entries.length; i++)
    copy.set(clone(entries[i][0], state), clone(entries[i][1], state));
  return copy;
}

function cloneSet(set, state) {
  const copy = new Set();
  const values = Array.from(set);

  state.memory.set(set, copy);
  for (let i = 0; i < values.length; i++)
    copy.add(clone(values[i], state));
  return copy;
}

function cloneProperties(value, copy, state) {
  const keys = Object.keys(value);

  state.memory.set(value, copy);
  for (let i = 0; i < keys.length; i++) {
    // A getter of another property may have deleted it.
    if (!hasOwn.call(value, keys[i]))
      continue;
    Object.defineProperty(copy, keys[i], {
      value: clone(value[keys[i]], state),
      writable: true, enumerable: true, configurable: true,
    });
  }
  return copy;
}

function cloneObject(value, state) {
  const simple = cloneValueObject(value);

  if (simple !== undefined) {
    state.memory.set(value, simple);
    return simple;
  }
  if (types.isArrayBufferView(value)) {
    const view = cloneView(value, state);
    state.memory.set(value, view);
    return view;
  }
  if (types.isMap(value))
    return cloneMap(value, state);
  if (types.isSet(value))
    return cloneSet(value, state);
  if (types.isNativeError(value))
    return cloneError(value, state);
  if (types.isProxy(value) || types.isArgumentsObject(value) ||
      native.isHostObject(value))
    return refuse(value);
  if (Array.isArray(value)) {
    const copy = [];
    copy.length = value.length;
    return cloneProperties(value, copy, state);
  }
  return cloneProperties(value, {}, state);
}

function clone(value, state) {
  if (typeof value === 'symbol' || typeof value === 'function')
    return refuse(value);
  if (typeof value !== 'object' || value === null)
    return value;
  const known = state.memory.get(value);
  return known === undefined ? cloneObject(value, state) : known;
}

function argumentError(message, code = 'ERR_INVALID_ARG_TYPE') {
  const error = new TypeError(message);
  define(error, 'code', code);
  return error;
}

/** The buffers to move, checked as Node does. */
function transferList(options) {
  if (options === undefined || options === null)
    return [];
  if (typeof options !== 'object' && typeof options !== 'function')
    throw argumentError(
      'The options argument must be either an object or undefined');
  const { transfer } = options;
  if (transfer === undefined)
    return [];
  if (transfer === null || typeof transfer[Symbol.iterator] !== 'function')
    throw argumentError('Optional transferList argument must be an iterable');
  const list = Array.from(transfer);
  for (let i = 0; i < list.length; i++) {
    if (!types.isArrayBuffer(list[i]))
      throw argumentError('Found invalid object in transferList',
        'ERR_INVALID_TRANSFER_OBJECT');
    if (list.indexOf(list[i]) !== i)
      throw dataCloneError('Transfer list contains duplicate ArrayBuffer');
  }
  return list;
}

/**
 * A deep copy of a value. Buffers in `transfer` are moved, not copied.
 * @param {any} value
 * @param {{ transfer?: Iterable<ArrayBuffer> }} [options]
 * @returns {any}
 * @throws {DOMException} DataCloneError
 */
function structuredClone() {
  if (arguments.length === 0)
    throw argumentError('The value argument must be specified',
      'ERR_MISSING_ARGS');
  const list = transferList(arguments[1]);
  const state = { memory: new Map() };

  for (let i = 0; i < list.length; i++) {
    if (!list[i].detached)
      state.memory.set(list[i], cloneBuffer(list[i]));
  }
  const result = clone(arguments[0], state);
  // Only now, when nothing can fail any more.
  for (let i = 0; i < list.length; i++) {
    if (!list[i].detached)
      list[i].transfer(0);
  }
  return result;
}

module.exports = { structuredClone };

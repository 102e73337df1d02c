// events.once(), events.on() and the other functions beside EventEmitter.
'use strict';

const {
  AbortError, codes: { ERR_INVALID_ARG_TYPE },
} = require('internal/errors');
const { validateAbortSignal, validateFunction, validateInteger } =
  require('internal/validators');

function isTarget(target) {
  return target !== null && target !== undefined &&
    typeof target.addEventListener === 'function';
}

function listen(target, type, fn, once) {
  if (typeof target.on === 'function') {
    if (once)
      target.once(type, fn);
    else
      target.on(type, fn);
  } else if (isTarget(target)) {
    target.addEventListener(type, fn, { once });
  } else {
    throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', target);
  }
}

function unlisten(target, type, fn) {
  if (typeof target.removeListener === 'function')
    target.removeListener(type, fn);
  else
    target.removeEventListener(type, fn);
}

function signalOf(options) {
  const signal = options === undefined || options === null ? undefined :
    options.signal;

  validateAbortSignal(signal, 'options.signal');
  return signal;
}

/** A promise of the arguments of the next `type`; rejects on 'error'. */
function once(emitter, type, options) {
  return new Promise((resolve, reject) => {
    const signal = signalOf(options);

    if (signal && signal.aborted)
      throw new AbortError(undefined, { cause: signal.reason });

    const onEvent = function() {
      if (typeof emitter.removeListener === 'function')
        emitter.removeListener('error', onError);
      stopSignal();
      resolve(Array.prototype.slice.call(arguments));
    };
    const onError = (error) => {
      unlisten(emitter, type, onEvent);
      stopSignal();
      reject(error);
    };
    const onAbort = () => {
      unlisten(emitter, type, onEvent);
      unlisten(emitter, 'error', onError);
      reject(new AbortError(undefined, { cause: signal.reason }));
    };
    const stopSignal = () => {
      if (signal)
        unlisten(signal, 'abort', onAbort);
    };

    listen(emitter, type, onEvent, true);
    if (type !== 'error' && typeof emitter.once === 'function')
      emitter.once('error', onError);
    if (signal)
      listen(signal, 'abort', onAbort, true);
  });
}

/**
 * An async iterator over the events `type`, each value the arguments.
 * options: { signal, close: names that end it, highWaterMark, lowWaterMark }.
 */
function on(emitter, type, options) {
  const o = options === undefined || options === null ? {} : options;
  const signal = signalOf(o);
  const high = o.highWaterMark === undefined ? Number.MAX_SAFE_INTEGER :
    o.highWaterMark;
  const low = o.lowWaterMark === undefined ? 1 : o.lowWaterMark;
  const values = [];
  const waiting = [];
  let error = null;
  let finished = false;
  let paused = false;

  validateInteger(high, 'options.highWaterMark', 1);
  validateInteger(low, 'options.lowWaterMark', 1);
  if (signal && signal.aborted)
    throw new AbortError(undefined, { cause: signal.reason });

  function onEvent() {
    const value = Array.prototype.slice.call(arguments);

    if (waiting.length > 0) {
      waiting.shift().resolve({ value, done: false });
      return;
    }
    values.push(value);
    if (!paused && values.length > high &&
        typeof emitter.pause === 'function') {
      paused = true;
      emitter.pause();
    }
  }
  function onError(e) {
    if (waiting.length > 0)
      waiting.shift().reject(e);
    else
      error = e;
    close();
  }
  function onAbort() {
    onError(new AbortError(undefined, { cause: signal.reason }));
  }
  function close() {
    unlisten(emitter, type, onEvent);
    if (type !== 'error')
      unlisten(emitter, 'error', onError);
    if (o.close)
      o.close.forEach((name) => unlisten(emitter, name, close));
    if (signal)
      unlisten(signal, 'abort', onAbort);
    finished = true;
    while (waiting.length > 0)
      waiting.shift().resolve({ value: undefined, done: true });
    return Promise.resolve({ value: undefined, done: true });
  }

  listen(emitter, type, onEvent, false);
  if (type !== 'error' && typeof emitter.on === 'function')
    emitter.on('error', onError);
  if (o.close)
    o.close.forEach((name) => listen(emitter, name, close, false));
  if (signal)
    listen(signal, 'abort', onAbort, true);

  const iterator = {
    next() {
      if (values.length > 0) {
        const value = values.shift();

        if (paused && values.length < low) {
          paused = false;
          emitter.resume();
        }
        return Promise.resolve({ value, done: false });
      }
      if (error !== null) {
        const e = error;
        error = null;
        return Promise.reject(e);
      }
      if (finished)
        return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) =>
        waiting.push({ resolve, reject }));
    },
    return() {
      return close();
    },
    throw(e) {
      if (!e || !(e instanceof Error))
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error',
                                       e);
      onError(e);
    },
  };
  if (Symbol.asyncIterator !== undefined)
    iterator[Symbol.asyncIterator] = () => iterator;
  return iterator;
}

function getEventListeners(emitterOrTarget, type) {
  if (emitterOrTarget && typeof emitterOrTarget.listeners === 'function')
    return emitterOrTarget.listeners(type);
  throw new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'],
                                 emitterOrTarget);
}

function getMaxListeners(emitterOrTarget) {
  if (emitterOrTarget && typeof emitterOrTarget.getMaxListeners === 'function')
    return emitterOrTarget.getMaxListeners();
  throw new ERR_INVALID_ARG_TYPE('emitter', ['EventEmitter', 'EventTarget'],
                                 emitterOrTarget);
}

function addAbortListener(signal, listener) {
  if (signal === undefined)
    throw new ERR_INVALID_ARG_TYPE('signal', 'AbortSignal', signal);
  validateAbortSignal(signal, 'signal');
  validateFunction(listener, 'listener');
  let remove = null;

  if (signal.aborted) {
    queueMicrotask(() => listener());
  } else {
    signal.addEventListener('abort', listener, { once: true });
    remove = () => signal.removeEventListener('abort', listener);
  }
  const handle = {};
  handle[Symbol.dispose] = () => {
    if (remove !== null)
      remove();
  };
  return handle;
}

module.exports = {
  addAbortListener, getEventListeners, getMaxListeners, on, once,
};

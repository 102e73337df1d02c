// EventEmitter. `require('events')` is the class itself.
'use strict';

const {
  codes: { ERR_INVALID_ARG_TYPE, ERR_UNHANDLED_ERROR, ERR_OUT_OF_RANGE },
} = require('internal/errors');

const kCapture = Symbol('kCapture');
const kErrorMonitor = Symbol('events.errorMonitor');
const kRejection = Symbol.for('nodejs.rejection');
const kNoEvents = Object.create(null);

let defaultMaxListeners = 10;

/** @constructor Needs no `new` through EventEmitter.call(this). */
function EventEmitter(options) {
  EventEmitter.init.call(this, options);
}

EventEmitter.prototype._events = undefined;
EventEmitter.prototype._eventsCount = 0;
EventEmitter.prototype._maxListeners = undefined;

EventEmitter.init = function(options) {
  if (this._events === undefined ||
      this._events === Object.getPrototypeOf(this)._events) {
    this._events = Object.create(null);
    this._eventsCount = 0;
  }
  if (this._maxListeners === undefined)
    this._maxListeners = undefined;
  if (options !== undefined && options !== null && options.captureRejections) {
    if (typeof options.captureRejections !== 'boolean')
      throw new ERR_INVALID_ARG_TYPE('options.captureRejections', 'boolean',
                                     options.captureRejections);
    this[kCapture] = true;
  }
};

function checkListener(listener) {
  if (typeof listener !== 'function')
    throw new ERR_INVALID_ARG_TYPE('listener', 'Function', listener);
}

function checkCount(value, name) {
  if (typeof value !== 'number')
    throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (value < 0 || value !== value)
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative number', value);
}

// A class's captureRejections setting is that of its prototype.
Object.defineProperty(EventEmitter.prototype, kCapture, {
  value: false, writable: true, enumerable: false, configurable: true,
});

/* -- limits ---------------------------------------------------------------- */

EventEmitter.prototype.setMaxListeners = function setMaxListeners(n) {
  checkCount(n, 'n');
  this._maxListeners = n;
  return this;
};

function limitOf(emitter) {
  return emitter._maxListeners === undefined ?
    defaultMaxListeners : emitter._maxListeners;
}

EventEmitter.prototype.getMaxListeners = function getMaxListeners() {
  return limitOf(this);
};

function warnOfLeak(target, type, list) {
  const { inspect } = require('internal/inspect');
  const warning = new Error(
    'Possible EventEmitter memory leak detected. ' +
    `${list.length} ${String(type)} listeners ` +
    `added to ${inspect(target, { depth: -1 })}. Use ` +
    'emitter.setMaxListeners() to increase limit');

  list.warned = true;
  warning.name = 'MaxListenersExceededWarning';
  warning.emitter = target;
  warning.type = type;
  warning.count = list.length;
  process.emitWarning(warning);
}

/* -- emit ------------------------------------------------------------------ */

function rejected(that, error, type, args) {
  if (typeof that[kRejection] === 'function') {
    that[kRejection].apply(that, [error, type].concat(args));
    return;
  }
  // Nobody must catch an error of the 'error' listeners again.
  const before = that[kCapture];
  try {
    that[kCapture] = false;
    that.emit('error', error);
  } finally {
    that[kCapture] = before;
  }
}

function watchPromise(that, promise, type, args) {
  try {
    const then = promise.then;

    if (typeof then === 'function') {
      then.call(promise, undefined, (error) => {
        process.nextTick(rejected, that, error, type, args);
      });
    }
  } catch (error) {
    that.emit('error', error);
  }
}

// An 'error' nobody listens to.
function throwUnhandled(emitter, error) {
  if (error instanceof Error)
    throw error;
  let text;
  try {
    const { inspect } = require('internal/inspect');
    text = inspect(error);
  } catch {
    text = error;
  }
  const wrapped = new ERR_UNHANDLED_ERROR(text);
  wrapped.context = error;
  throw wrapped;
}

function call(that, fn, args) {
  switch (args.length) {
    case 1: return fn.call(that);
    case 2: return fn.call(that, args[1]);
    case 3: return fn.call(that, args[1], args[2]);
    case 4: return fn.call(that, args[1], args[2], args[3]);
    default: return fn.apply(that, Array.prototype.slice.call(args, 1));
  }
}

EventEmitter.prototype.emit = function emit(type) {
  const events = this._events;

  if (type === 'error') {
    if (events !== undefined && events[kErrorMonitor] !== undefined)
      emit.apply(this, [kErrorMonitor].concat(
        Array.prototype.slice.call(arguments, 1)));
    if (events === undefined || events.error === undefined)
      throwUnhandled(this, arguments[1]);
  }
  if (events === undefined)
    return false;
  const handler = events[type];
  if (handler === undefined)
    return false;

  if (typeof handler === 'function') {
    const result = call(this, handler, arguments);

    if (result !== undefined && result !== null && this[kCapture])
      watchPromise(this, result, type,
                   Array.prototype.slice.call(arguments, 1));
    return true;
  }
  // Listeners may remove themselves while we walk.
  const list = handler.slice();
  for (let i = 0; i < list.length; i++) {
    const result = call(this, list[i], arguments);

    if (result !== undefined && result !== null && this[kCapture])
      watchPromise(this, result, type,
                   Array.prototype.slice.call(arguments, 1));
  }
  return true;
};

/* -- adding ---------------------------------------------------------------- */

function add(target, type, listener, prepend) {
  let events = target._events;
  let existing;

  checkListener(listener);
  if (events === undefined) {
    events = target._events = Object.create(null);
    target._eventsCount = 0;
  } else {
    if (events.newListener !== undefined) {
      target.emit('newListener', type,
                  listener.listener ? listener.listener : listener);
      events = target._events; // the listener may have replaced it
    }
    existing = events[type];
  }
  if (existing === undefined) {
    events[type] = listener;
    target._eventsCount++;
    return target;
  }
  if (typeof existing === 'function')
    existing = events[type] = prepend ? [listener, existing] :
      [existing, listener];
  else if (prepend)
    existing.unshift(listener);
  else
    existing.push(listener);

  const limit = limitOf(target);
  if (limit > 0 && existing.length > limit && !existing.warned)
    warnOfLeak(target, type, existing);
  return target;
}

EventEmitter.prototype.addListener = function addListener(type, listener) {
  return add(this, type, listener, false);
};
EventEmitter.prototype.on = EventEmitter.prototype.addListener;

EventEmitter.prototype.prependListener =
  function prependListener(type, listener) {
    return add(this, type, listener, true);
  };

// The function that removes itself and calls once; `listener` is the original.
function onceWrap(target, type, listener) {
  let fired = false;

  function wrapped() {
    if (fired)
      return undefined;
    fired = true;
    target.removeListener(type, wrapped);
    if (arguments.length === 0)
      return listener.call(target);
    return listener.apply(target, arguments);
  }
  wrapped.listener = listener;
  return wrapped;
}

EventEmitter.prototype.once = function once(type, listener) {
  checkListener(listener);
  this.on(type, onceWrap(this, type, listener));
  return this;
};

EventEmitter.prototype.prependOnceListener =
  function prependOnceListener(type, listener) {
    checkListener(listener);
    this.prependListener(type, onceWrap(this, type, listener));
    return this;
  };

/* -- removing -------------------------------------------------------------- */

EventEmitter.prototype.removeListener =
  function removeListener(type, listener) {
    const events = this._events;

    checkListener(listener);
    if (events === undefined)
      return this;
    const list = events[type];
    if (list === undefined)
      return this;

    if (list === listener || list.listener === listener) {
      if (--this._eventsCount === 0)
        this._events = Object.create(null);
      else
        delete events[type];
      if (events.removeListener)
        this.emit('removeListener', type, list.listener || listener);
      return this;
    }
    if (typeof list === 'function')
      return this;

    let at = list.length - 1;
    while (at >= 0 && list[at] !== listener && list[at].listener !== listener)
      at--;
    if (at < 0)
      return this;
    if (at === 0)
      list.shift();
    else
      list.splice(at, 1);
    if (list.length === 1)
      events[type] = list[0];
    if (events.removeListener !== undefined)
      this.emit('removeListener', type, listener);
    return this;
  };
EventEmitter.prototype.off = EventEmitter.prototype.removeListener;

EventEmitter.prototype.removeAllListeners =
  function removeAllListeners(type) {
    const events = this._events;

    if (events === undefined)
      return this;
    if (events.removeListener === undefined) {
      if (arguments.length === 0) {
        this._events = Object.create(null);
        this._eventsCount = 0;
      } else if (events[type] !== undefined) {
        if (--this._eventsCount === 0)
          this._events = Object.create(null);
        else
          delete events[type];
      }
      return this;
    }
    // Somebody wants to hear of each removal.
    if (arguments.length === 0) {
      const keys = Reflect.ownKeys(events);

      for (let i = 0; i < keys.length; i++) {
        if (keys[i] !== 'removeListener')
          this.removeAllListeners(keys[i]);
      }
      this.removeAllListeners('removeListener');
      this._events = Object.create(null);
      this._eventsCount = 0;
      return this;
    }
    const listeners = events[type];
    if (typeof listeners === 'function') {
      this.removeListener(type, listeners);
    } else if (listeners !== undefined) {
      for (let i = listeners.length - 1; i >= 0; i--)
        this.removeListener(type, listeners[i]);
    }
    return this;
  };

/* -- asking ---------------------------------------------------------------- */

function listenersOf(emitter, type, unwrap) {
  const events = emitter._events;

  if (events === undefined || events[type] === undefined)
    return [];
  const list = events[type];
  if (typeof list === 'function')
    return [unwrap ? list.listener || list : list];
  return unwrap ? list.map((one) => one.listener || one) : list.slice();
}

EventEmitter.prototype.listeners = function listeners(type) {
  return listenersOf(this, type, true);
};

EventEmitter.prototype.rawListeners = function rawListeners(type) {
  return listenersOf(this, type, false);
};

function listenerCount(type, listener) {
  const events = this._events;

  if (events === undefined)
    return 0;
  const list = events[type];
  if (list === undefined)
    return 0;
  if (typeof list === 'function') {
    return listener === undefined || listener === null ||
      listener === list || listener === list.listener ? 1 : 0;
  }
  if (listener === undefined || listener === null)
    return list.length;
  return list.filter(
    (one) => one === listener || one.listener === listener).length;
}
EventEmitter.prototype.listenerCount = listenerCount;

EventEmitter.prototype.eventNames = function eventNames() {
  return this._eventsCount > 0 ? Reflect.ownKeys(this._events) : [];
};

/* -- the class's own ------------------------------------------------------- */

module.exports = EventEmitter;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.usingDomains = false;
EventEmitter.captureRejectionSymbol = kRejection;
EventEmitter.errorMonitor = kErrorMonitor;

EventEmitter.listenerCount = (emitter, type) =>
  (typeof emitter.listenerCount === 'function' ?
    emitter.listenerCount(type) : listenerCount.call(emitter, type));

Object.defineProperty(EventEmitter, 'captureRejections', {
  enumerable: true,
  get() { return EventEmitter.prototype[kCapture]; },
  set(value) {
    if (typeof value !== 'boolean')
      throw new ERR_INVALID_ARG_TYPE('EventEmitter.captureRejections',
                                     'boolean', value);
    EventEmitter.prototype[kCapture] = value;
  },
});

Object.defineProperty(EventEmitter, 'defaultMaxListeners', {
  enumerable: true,
  get() { return defaultMaxListeners; },
  set(value) {
    checkCount(value, 'defaultMaxListeners');
    defaultMaxListeners = value;
  },
});

/** Sets the limit of emitters and event targets, or the default. */
EventEmitter.setMaxListeners = function(n) {
  if (n === undefined)
    n = defaultMaxListeners;
  checkCount(n, 'n');
  if (arguments.length < 2) {
    defaultMaxListeners = n;
    return;
  }
  for (let i = 1; i < arguments.length; i++) {
    const target = arguments[i];

    if (target === null || target === undefined ||
        typeof target.setMaxListeners !== 'function')
      throw new ERR_INVALID_ARG_TYPE(
        'eventTargets', ['EventEmitter', 'EventTarget'], target);
    target.setMaxListeners(n);
  }
};

// The rest is rarely used.
[
  ['once', 'once'], ['on', 'on'], ['getEventListeners', 'getEventListeners'],
  ['getMaxListeners', 'getMaxListeners'],
  ['addAbortListener', 'addAbortListener'],
].forEach((pair) => {
  EventEmitter[pair[0]] = function() {
    return require('internal/events_static')[pair[1]].apply(this, arguments);
  };
  Object.defineProperty(EventEmitter[pair[0]], 'name',
                        { value: pair[0], configurable: true });
});

// Packages copy all that the module has; only making one is an error.
EventEmitter.EventEmitterAsyncResource =
  class EventEmitterAsyncResource extends EventEmitter {
    constructor() {
      throw new Error('EventEmitterAsyncResource needs async_hooks, which ' +
                      'drupe does not have yet');
    }
  };

// Event and EventTarget of the DOM standard, without a tree.
'use strict';

const {
  codes: {
    ERR_EVENT_RECURSION, ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS,
    ERR_MISSING_ARGS,
  },
  hidden,
} = require('internal/errors');
const { validateObject } = require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kEvent = Symbol('kEvent');
const kListeners = Symbol('kListeners');
const kHandlers = Symbol('kHandlers');

/* -- Event ----------------------------------------------------------------- */

/**
 * @param {string} type
 * @param {object} [options] bubbles, cancelable, composed
 */
function Event(type, options) {
  if (new.target === undefined)
    throw new TypeError(
      'Class constructor Event cannot be invoked without \'new\'');
  if (arguments.length === 0)
    throw new ERR_MISSING_ARGS('type');
  if (options !== undefined && options !== null)
    validateObject(options, 'options');
  const o = options || {};

  hidden(this, kEvent, {
    type: `${type}`,
    bubbles: Boolean(o.bubbles),
    cancelable: Boolean(o.cancelable),
    composed: Boolean(o.composed),
    timeStamp: performance.now(),
    target: null,
    dispatching: false,
    stopped: false,
    stoppedAll: false,
    canceled: false,
    passive: false,
  });
  Object.defineProperty(this, 'isTrusted', {
    enumerable: true, configurable: false, get: isTrusted,
  });
}

function isTrusted() {
  return stateOf(this).trusted === true;
}

function stateOf(event) {
  if (event === undefined || event === null || event[kEvent] === undefined)
    throw new ERR_INVALID_THIS('Event');
  return event[kEvent];
}

function getters(prototype, table) {
  Object.keys(table).forEach((name) => {
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get() { return table[name](stateOf(this)); },
    });
  });
}

getters(Event.prototype, {
  type: (state) => state.type,
  target: (state) => state.target,
  currentTarget: (state) => (state.dispatching ? state.target : null),
  srcElement: (state) => state.target,
  bubbles: (state) => state.bubbles,
  cancelable: (state) => state.cancelable,
  composed: (state) => state.composed,
  timeStamp: (state) => state.timeStamp,
  eventPhase: (state) => (state.dispatching ? 2 : 0),
  defaultPrevented: (state) => state.cancelable && state.canceled,
});

const eventMethods = {
  initEvent(type, bubbles = false, cancelable = false) {
    const state = stateOf(this);

    if (state.dispatching)
      return;
    state.type = `${type}`;
    state.bubbles = Boolean(bubbles);
    state.cancelable = Boolean(cancelable);
  },
  stopImmediatePropagation() {
    const state = stateOf(this);

    state.stopped = true;
    state.stoppedAll = true;
  },
  preventDefault() {
    const state = stateOf(this);

    if (!state.passive)
      state.canceled = true;
  },
  composedPath() {
    const state = stateOf(this);
    return state.dispatching ? [state.target] : [];
  },
  stopPropagation() {
    stateOf(this).stopped = true;
  },
};
Object.assign(Event.prototype, eventMethods);

Object.defineProperties(Event.prototype, {
  returnValue: {
    configurable: true,
    enumerable: true,
    get() {
      const state = stateOf(this);
      return !state.cancelable || !state.canceled;
    },
  },
  cancelBubble: {
    configurable: true,
    enumerable: true,
    get() { return stateOf(this).stopped; },
    set(value) {
      if (value)
        stateOf(this).stopped = true;
    },
  },
});
hidden(Event.prototype, Symbol.toStringTag, 'Event');
hidden(Event.prototype, kInspect, function(depth, options) {
  const { type, cancelable, timeStamp } = stateOf(this);

  if (typeof depth === 'number' && depth < 0)
    return this.constructor.name;
  return `${this.constructor.name} ` + require('internal/inspect').inspect({
    type, defaultPrevented: this.defaultPrevented, cancelable, timeStamp,
  }, options);
});
['NONE', 'CAPTURING_PHASE', 'AT_TARGET', 'BUBBLING_PHASE'].forEach(
  (name, value) => {
    [Event, Event.prototype].forEach((object) => {
      Object.defineProperty(object, name, { value, enumerable: true });
    });
  });

/* -- EventTarget ----------------------------------------------------------- */

function EventTarget() {
  if (new.target === undefined)
    throw new TypeError(
      'Class constructor EventTarget cannot be invoked without \'new\'');
  initEventTarget(this);
}

/** For objects that are targets without a call of the constructor. */
function initEventTarget(target) {
  hidden(target, kListeners, new Map());
  hidden(target, kHandlers, Object.create(null));
}

function listenersOf(target, type) {
  if (target === undefined || target === null ||
      target[kListeners] === undefined)
    throw new ERR_INVALID_THIS('EventTarget');
  const list = target[kListeners].get(type);
  return list === undefined ? [] : list;
}

function isListener(listener) {
  if (listener === undefined || listener === null)
    return false;
  if (typeof listener !== 'function' && typeof listener !== 'object')
    throw new ERR_INVALID_ARG_TYPE('listener', 'EventListener', listener);
  return true;
}

function captureOf(options) {
  return typeof options === 'boolean' ? options :
    Boolean(options && options.capture);
}

function find(list, listener, capture) {
  return list.findIndex((entry) => entry.listener === listener &&
    entry.capture === capture);
}

function removeEntry(target, type, entry) {
  const list = listenersOf(target, type);
  const at = list.indexOf(entry);

  entry.removed = true;
  if (entry.signal)
    entry.signal.removeEventListener('abort', entry.onAbort);
  if (at === -1)
    return;
  // A dispatch that runs has the old list.
  const rest = list.slice(0, at).concat(list.slice(at + 1));
  if (rest.length === 0)
    target[kListeners].delete(type);
  else
    target[kListeners].set(type, rest);
}

/**
 * @param {string} type
 * @param {Function|object} listener a function, or { handleEvent }
 * @param {boolean|object} [options] capture, once, passive, signal
 */
EventTarget.prototype.addEventListener = function addEventListener(
  type, listener, options) {
  if (arguments.length < 2)
    throw new ERR_MISSING_ARGS('type', 'listener');
  type = `${type}`;
  const list = listenersOf(this, type);
  const o = options !== null && typeof options === 'object' ? options : {};
  const { signal } = o;

  if (signal !== undefined)
    require('internal/validators').validateAbortSignal(signal,
                                                       'options.signal');
  if (!isListener(listener) || (signal && signal.aborted))
    return;
  const capture = captureOf(options);
  if (find(list, listener, capture) !== -1)
    return;
  const entry = {
    listener, capture, once: Boolean(o.once), passive: Boolean(o.passive),
    signal, onAbort: undefined, removed: false,
  };
  if (signal) {
    entry.onAbort = () => removeEntry(this, type, entry);
    signal.addEventListener('abort', entry.onAbort, { once: true });
  }
  this[kListeners].set(type, list.concat([entry]));
};

EventTarget.prototype.removeEventListener = function removeEventListener(
  type, listener, options) {
  if (arguments.length < 2)
    throw new ERR_MISSING_ARGS('type', 'listener');
  type = `${type}`;
  const list = listenersOf(this, type);
  const at = isListener(listener) ? find(list, listener, captureOf(options)) :
    -1;

  if (at !== -1)
    removeEntry(this, type, list[at]);
};

function call(target, entry, event) {
  const { listener } = entry;

  try {
    const result = typeof listener === 'function' ?
      listener.call(target, event) : listener.handleEvent(event);

    if (result !== null && typeof result === 'object' &&
        typeof result.then === 'function')
      result.then(undefined, uncaught);
  } catch (error) {
    uncaught(error);
  }
}

// An error of a listener does not end the dispatch: it is uncaught by itself.
function uncaught(error) {
  process.nextTick(() => { throw error; });
}

/** @returns {boolean} false: a listener has prevented the default */
EventTarget.prototype.dispatchEvent = function dispatchEvent(event) {
  if (this === undefined || this === null || this[kListeners] === undefined)
    throw new ERR_INVALID_THIS('EventTarget');
  if (arguments.length === 0)
    throw new ERR_MISSING_ARGS('event');
  if (event === null || typeof event !== 'object' ||
      event[kEvent] === undefined)
    throw new ERR_INVALID_ARG_TYPE('event', 'Event', event);
  const state = event[kEvent];

  if (state.dispatching)
    throw new ERR_EVENT_RECURSION(state.type);
  state.target = this;
  state.dispatching = true;
  const list = listenersOf(this, state.type);
  for (let i = 0; i < list.length && !state.stoppedAll; i++) {
    const entry = list[i];

    if (entry.removed)
      continue;
    if (entry.once)
      removeEntry(this, state.type, entry);
    state.passive = entry.passive;
    call(this, entry, event);
    state.passive = false;
  }
  state.dispatching = false;
  return !event.defaultPrevented;
};

hidden(EventTarget.prototype, Symbol.toStringTag, 'EventTarget');
hidden(EventTarget.prototype, kInspect, function(depth, options) {
  const { name } = this.constructor;

  return typeof depth === 'number' && depth < 0 ? name :
    `${name} ${require('internal/inspect').inspect({}, options)}`;
});

/** An `on<type>` property: one listener that is set and read by name. */
function defineEventHandler(prototype, type) {
  Object.defineProperty(prototype, `on${type}`, {
    configurable: true,
    enumerable: true,
    get() {
      const handler = this[kHandlers][type];
      return handler === undefined ? null : handler.value;
    },
    set(value) {
      const old = this[kHandlers][type];

      if (typeof value !== 'function') {
        if (old !== undefined)
          this.removeEventListener(type, old.listener);
        delete this[kHandlers][type];
      } else if (old !== undefined) {
        old.value = value; // keeps its place
      } else {
        const handler = { value, listener: undefined };

        handler.listener = function(event) {
          return handler.value.call(this, event);
        };
        this[kHandlers][type] = handler;
        this.addEventListener(type, handler.listener);
      }
    },
  });
}

/** Marks an event as made by the platform. */
function trust(event) {
  event[kEvent].trusted = true;
  return event;
}

module.exports = {
  Event, EventTarget, defineEventHandler, initEventTarget, trust,
};

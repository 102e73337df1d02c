// AbortController and AbortSignal.
'use strict';

const {
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS }, hidden,
} = require('internal/errors');
const { DOMException } = require('internal/dom_exception');
const {
  Event, EventTarget, defineEventHandler, initEventTarget, trust,
} = require('internal/event_target');
const { validateAbortSignal, validateArray, validateUint32 } =
  require('internal/validators');

const kInspect = Symbol.for('nodejs.util.inspect.custom');
const kSignal = Symbol('kSignal');
const kState = Symbol('kState');

/** Made by AbortController and the functions below only. */
function AbortSignal() {
  throw new ERR_ILLEGAL_CONSTRUCTOR();
}
Object.setPrototypeOf(AbortSignal, EventTarget);
AbortSignal.prototype = Object.create(EventTarget.prototype);
hidden(AbortSignal.prototype, 'constructor', AbortSignal);

function createSignal() {
  const signal = Object.create(AbortSignal.prototype);

  initEventTarget(signal);
  hidden(signal, kState, { aborted: false, reason: undefined });
  return signal;
}

function stateOf(signal) {
  if (signal === undefined || signal === null || signal[kState] === undefined)
    throw new ERR_INVALID_THIS('AbortSignal');
  return signal[kState];
}

function abort(signal, reason) {
  const state = stateOf(signal);

  if (state.aborted)
    return;
  state.aborted = true;
  state.reason = reason;
  signal.dispatchEvent(trust(new Event('abort')));
}

function abortReason(reason) {
  return reason === undefined ?
    new DOMException('This operation was aborted', 'AbortError') : reason;
}

['aborted', 'reason'].forEach((key) => {
  Object.defineProperty(AbortSignal.prototype, key, {
    configurable: true,
    enumerable: true,
    get() { return stateOf(this)[key]; },
  });
});

/** Throws the reason if it is aborted. */
AbortSignal.prototype.throwIfAborted = function throwIfAborted() {
  const { aborted, reason } = stateOf(this);

  if (aborted)
    throw reason;
};
defineEventHandler(AbortSignal.prototype, 'abort');
hidden(AbortSignal.prototype, Symbol.toStringTag, 'AbortSignal');
hidden(AbortSignal.prototype, kInspect, function(depth, options) {
  return typeof depth === 'number' && depth < 0 ? 'AbortSignal' :
    `AbortSignal ${inspect({ aborted: this.aborted }, options)}`;
});

function inspect(fields, options) {
  return require('internal/inspect').inspect(fields, options);
}

/** A signal that is aborted already. */
AbortSignal.abort = function(reason) {
  const signal = createSignal();

  Object.assign(signal[kState], { aborted: true, reason: abortReason(reason) });
  return signal;
};

/** A signal that is aborted after `delay` ms; it keeps no process alive. */
AbortSignal.timeout = function timeout(delay) {
  validateUint32(delay, 'delay', false);
  const signal = createSignal();

  setTimeout(() => {
    abort(signal, new DOMException(
      'The operation was aborted due to timeout', 'TimeoutError'));
  }, delay).unref();
  return signal;
};

/** A signal that is aborted with the first of `signals`. */
AbortSignal.any = function any(signals) {
  validateArray(signals, 'signals');
  signals.forEach((one, i) => validateAbortSignal(one, `signals[${i}]`));
  const signal = createSignal();
  const aborted = signals.find((one) => one.aborted);

  if (aborted !== undefined) {
    Object.assign(signal[kState], { aborted: true, reason: aborted.reason });
    return signal;
  }
  const follow = (event) => {
    signals.forEach((one) => one.removeEventListener('abort', follow));
    abort(signal, event.target.reason);
  };
  signals.forEach((one) => one.addEventListener('abort', follow));
  return signal;
};

/* -- AbortController ------------------------------------------------------- */

function AbortController() {
  if (new.target === undefined)
    throw new TypeError(
      'Class constructor AbortController cannot be invoked without \'new\'');
  hidden(this, kSignal, createSignal());
}

function signalOf(controller) {
  if (controller === undefined || controller === null ||
      controller[kSignal] === undefined)
    throw new ERR_INVALID_THIS('AbortController');
  return controller[kSignal];
}

Object.defineProperty(AbortController.prototype, 'signal', {
  configurable: true,
  enumerable: true,
  get() { return signalOf(this); },
});

AbortController.prototype.abort = function(reason) {
  abort(signalOf(this), abortReason(reason));
};
hidden(AbortController.prototype, Symbol.toStringTag, 'AbortController');
hidden(AbortController.prototype, kInspect, function(depth, options) {
  return typeof depth === 'number' && depth < 0 ? 'AbortController' :
    `AbortController ${inspect({ signal: this.signal }, options)}`;
});

module.exports = { AbortController, AbortSignal };

// timers/promises: timers that are awaited; an AbortSignal ends them early.
'use strict';

const timers = binding('timers');
const {
  AbortError,
  codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS },
} = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateNumber, validateObject,
} = require('internal/validators');

const kScheduler = Symbol('kScheduler');

function validateOptions(options) {
  validateObject(options, 'options');
  if (options.signal !== undefined)
    validateAbortSignal(options.signal, 'options.signal');
  if (options.ref !== undefined)
    validateBoolean(options.ref, 'options.ref');
}

function validateDelay(delay) {
  if (delay !== undefined)
    validateNumber(delay, 'delay');
}

function abortError(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

// A promise that start(resolve) settles by a timer and a signal by clear(it).
function wait(start, clear, { signal, ref = true }) {
  if (signal !== undefined && signal.aborted)
    return Promise.reject(abortError(signal));
  return new Promise((resolve, reject) => {
    let onAbort;
    const timer = start((value) => {
      if (signal !== undefined)
        signal.removeEventListener('abort', onAbort);
      resolve(value);
    });

    if (!ref)
      timer.unref();
    if (signal !== undefined) {
      onAbort = () => {
        signal.removeEventListener('abort', onAbort);
        clear(timer);
        reject(abortError(signal));
      };
      signal.addEventListener('abort', onAbort);
    }
  });
}

/** Resolves with `value` after `delay` ms. Rejects: AbortError. */
function setTimeout(delay, value, options = {}) {
  try {
    validateDelay(delay);
    validateOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  return wait((resolve) => timers.setTimeout(resolve, delay, value),
              timers.clearTimeout, options);
}

/** Resolves with `value` in the loop's check phase. Rejects: AbortError. */
function setImmediate(value, options = {}) {
  try {
    validateOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  return wait((resolve) => timers.setImmediate(resolve, value),
              timers.clearImmediate, options);
}

/* -- setInterval: an asynchronous iterator --------------------------------- */

function IntervalIterator(delay, value, options) {
  this.delay = delay;
  this.value = value;
  this.options = options;
  this.timer = undefined; // undefined: not started, null: over
  this.waiting = 0; // ticks that nobody has taken yet
  this.take = null; // the next() that waits for one
  this.last = Promise.resolve(); // requests are served one after the other
}

IntervalIterator.prototype.start = function start() {
  validateDelay(this.delay);
  validateOptions(this.options);
  const { signal, ref = true } = this.options;

  if (signal !== undefined && signal.aborted)
    throw abortError(signal);
  this.timer = timers.setInterval(() => {
    this.waiting++;
    this.wake();
  }, this.delay);
  if (!ref)
    this.timer.unref();
  if (signal !== undefined) {
    this.onAbort = () => {
      timers.clearInterval(this.timer);
      this.wake();
    };
    signal.addEventListener('abort', this.onAbort);
  }
};

IntervalIterator.prototype.wake = function wake() {
  const take = this.take;

  this.take = null;
  if (take !== null)
    take();
};

IntervalIterator.prototype.end = function end() {
  if (this.timer)
    timers.clearInterval(this.timer);
  if (this.onAbort !== undefined)
    this.options.signal.removeEventListener('abort', this.onAbort);
  this.timer = null;
};

// Waits for a tick and takes it.
IntervalIterator.prototype.tick = function tick() {
  const { signal } = this.options;

  if (this.waiting > 0) {
    this.waiting--;
    return { value: this.value, done: false };
  }
  if (signal !== undefined && signal.aborted) {
    this.end();
    throw abortError(signal);
  }
  return new Promise((resolve) => { this.take = resolve; })
    .then(() => this.tick());
};

IntervalIterator.prototype.request = function request(serve) {
  const result = this.last.then(serve);

  this.last = result.then(undefined, () => {});
  return result;
};

IntervalIterator.prototype.next = function next() {
  return this.request(() => {
    if (this.timer === null)
      return { value: undefined, done: true };
    if (this.timer === undefined) {
      try {
        this.start();
      } catch (error) {
        this.timer = null;
        throw error;
      }
    }
    return this.tick();
  });
};

IntervalIterator.prototype.return = function(value) {
  return this.request(() => {
    this.end();
    return { value, done: true };
  });
};

IntervalIterator.prototype.throw = function(error) {
  return this.request(() => {
    this.end();
    throw error;
  });
};

IntervalIterator.prototype[Symbol.asyncIterator] = function() {
  return this;
};

/** An asynchronous iterator that gives `value` every `delay` ms. */
function setInterval(delay, value, options = {}) {
  return new IntervalIterator(delay, value, options);
}

/* -- scheduler ------------------------------------------------------------- */

function Scheduler() {
  throw new ERR_ILLEGAL_CONSTRUCTOR();
}

Object.defineProperty(Scheduler.prototype, 'yield', {
  configurable: true,
  writable: true,
  value: function() {
    if (!this[kScheduler])
      throw new ERR_INVALID_THIS('Scheduler');
    return setImmediate();
  },
});

Object.defineProperty(Scheduler.prototype, 'wait', {
  configurable: true,
  writable: true,
  value: function wait(delay, options) {
    if (!this[kScheduler])
      throw new ERR_INVALID_THIS('Scheduler');
    return setTimeout(delay, undefined, options);
  },
});

const scheduler = Object.create(Scheduler.prototype);
scheduler[kScheduler] = true;

module.exports = { setTimeout, setImmediate, setInterval, scheduler };

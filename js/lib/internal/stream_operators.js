// The operators of readable streams: map, filter, take and so on, as Node's
// documentation says under "Readable streams: operators". Each is called with
// the stream as `this`. Those in `streams` give an async iterable of which
// stream.js makes a Readable; those in `promises` give a promise.
'use strict';

const { finished } = require('stream/promises');
const {
  AbortError,
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS,
    ERR_OUT_OF_RANGE,
  },
} = require('internal/errors');
const {
  validateAbortSignal, validateInteger, validateObject,
} = require('internal/validators');
const { deprecate } = require('util');
const { isNodeStream, isWritable } = require('internal/stream_state');

const kNothing = Symbol('kNothing'); // this chunk gives no result
const kEnd = Symbol('kEnd');

function checkFunction(name, fn) {
  if (typeof fn !== 'function')
    throw new ERR_INVALID_ARG_TYPE(name, ['Function', 'AsyncFunction'], fn);
}

function checkOptions(options) {
  if (options != null)
    validateObject(options, 'options');
  if (options && options.signal != null)
    validateAbortSignal(options.signal, 'options.signal');
}

function isAborted(options) {
  return !!(options && options.signal && options.signal.aborted);
}

function abortOf(options) {
  return new AbortError(undefined, { cause: options.signal.reason });
}

// How many calls of fn may run, and how many results may wait.
function limits(options) {
  let concurrency = 1;

  if (options && options.concurrency != null)
    concurrency = Math.floor(options.concurrency);
  let waiting = concurrency - 1;

  if (options && options.highWaterMark != null)
    waiting = Math.floor(options.highWaterMark);
  validateInteger(concurrency, 'options.concurrency', 1);
  validateInteger(waiting, 'options.highWaterMark', 0);
  return { concurrency, results: waiting + concurrency };
}

function map(fn, options) {
  checkFunction('fn', fn);
  checkOptions(options);
  const { concurrency, results } = limits(options);

  return mapped(this, fn, options, concurrency, results);
}

// Results in the order of the chunks, however long each takes.
async function* mapped(stream, fn, options, concurrency, results) {
  const signal = AbortSignal.any(
    options && options.signal ? [options.signal] : []);
  const queue = []; // promises of results
  let running = 0;
  let done = false;
  let wakeReader = null; // a result came
  let wakeSource = null; // there is room for another call

  function resumeSource() {
    if (wakeSource !== null && !done && running < concurrency &&
        queue.length < results) {
      wakeSource();
      wakeSource = null;
    }
  }
  function settled() {
    running--;
    resumeSource();
  }
  function failed() {
    done = true;
    settled();
  }
  function call(chunk) {
    let result;

    try {
      result = Promise.resolve(fn(chunk, { signal }));
    } catch (error) {
      result = Promise.reject(error);
    }
    running++;
    result.then(settled, failed);
    queue.push(result);
  }
  function notify() {
    if (wakeReader !== null) {
      wakeReader();
      wakeReader = null;
    }
  }
  async function readAll() {
    try {
      for await (const chunk of stream) {
        if (done)
          return;
        if (signal.aborted)
          throw new AbortError();
        call(chunk);
        notify();
        if (!done && (queue.length >= results || running >= concurrency))
          await new Promise((resolve) => { wakeSource = resolve; });
      }
      queue.push(kEnd);
    } catch (error) {
      const failure = Promise.reject(error);

      running++;
      failure.then(settled, failed);
      queue.push(failure);
    } finally {
      done = true;
      notify();
    }
  }

  readAll();
  try {
    for (;;) {
      while (queue.length > 0) {
        const value = await queue[0];

        if (value === kEnd)
          return;
        if (signal.aborted)
          throw new AbortError();
        if (value !== kNothing)
          yield value;
        queue.shift();
        resumeSource();
      }
      await new Promise((resolve) => { wakeReader = resolve; });
    }
  } finally {
    done = true;
    if (wakeSource !== null) {
      wakeSource();
      wakeSource = null;
    }
  }
}

function filter(fn, options) {
  checkFunction('fn', fn);
  return map.call(this, async (value, opts) =>
    (await fn(value, opts) ? value : kNothing), options);
}

function flatMap(fn, options) {
  const values = map.call(this, fn, options);

  return (async function*() {
    for await (const value of values)
      yield* value;
  })();
}

// The number that drop and take were given.
function toCount(value) {
  const number = Number(value);

  if (Number.isNaN(number))
    return 0;
  if (number < 0)
    throw new ERR_OUT_OF_RANGE('number', '>= 0', number);
  return number;
}

function drop(number, options) {
  checkOptions(options);
  return dropped(this, toCount(number), options);
}

async function* dropped(stream, count, options) {
  let left = count;

  if (isAborted(options))
    throw new AbortError();
  for await (const value of stream) {
    if (isAborted(options))
      throw new AbortError();
    if (left-- <= 0)
      yield value;
  }
}

function take(number, options) {
  checkOptions(options);
  return taken(this, toCount(number), options);
}

async function* taken(stream, count, options) {
  let left = count;

  if (isAborted(options))
    throw new AbortError();
  for await (const value of stream) {
    if (isAborted(options))
      throw new AbortError();
    if (left-- > 0)
      yield value;
    if (left <= 0)
      return; // without waiting for a chunk that nobody wants
  }
}

const asIndexedPairs = deprecate(function(options) {
  checkOptions(options);
  return pairs(this, options);
}, 'readable.asIndexedPairs will be removed in a future version.');

async function* pairs(stream, options) {
  let index = 0;

  for await (const value of stream) {
    if (isAborted(options))
      throw abortOf(options);
    yield [index++, value];
  }
}

function compose(stream, options) {
  checkOptions(options);
  if (isNodeStream(stream) && !isWritable(stream))
    throw new ERR_INVALID_ARG_VALUE('stream', stream, 'must be writable');
  const composed = require('internal/stream_compose').compose(this, stream);

  if (options && options.signal) {
    require('internal/stream_abort')
      .addAbortSignal(options.signal, composed);
  }
  return composed;
}

async function forEach(fn, options) {
  checkFunction('fn', fn);
  const results = map.call(this, async (value, opts) => {
    await fn(value, opts);
    return kNothing;
  }, options);

  for await (const unused of results)
    void unused;
}

async function toArray(options) {
  const result = [];

  checkOptions(options);
  for await (const value of this) {
    if (isAborted(options))
      throw abortOf(options);
    result.push(value);
  }
  return result;
}

async function find(fn, options) {
  for await (const value of filter.call(this, fn, options))
    return value;
  return undefined;
}

async function some(fn, options) {
  for await (const unused of filter.call(this, fn, options)) {
    void unused;
    return true;
  }
  return false;
}

async function every(fn, options) {
  checkFunction('fn', fn);
  return !(await some.call(
    this, async (value, opts) => !(await fn(value, opts)), options));
}

async function reduce(reducer, initialValue, options) {
  const controller = new AbortController();
  let has = arguments.length > 1;
  let result = initialValue;

  checkFunction('reducer', reducer);
  checkOptions(options);
  if (isAborted(options))
    await stopReading(this, abortOf(options));
  if (options && options.signal) {
    options.signal.addEventListener('abort', () => controller.abort(),
                                    { once: true, signal: controller.signal });
  }
  try {
    for await (const value of this) {
      if (isAborted(options))
        throw new AbortError();
      result = has ?
        await reducer(result, value, { signal: controller.signal }) : value;
      has = true;
    }
  } finally {
    controller.abort();
  }
  if (!has) {
    const error = new ERR_MISSING_ARGS('reduce');

    error.message = 'Reduce of an empty stream requires an initial value';
    throw error;
  }
  return result;
}

async function stopReading(stream, error) {
  stream.once('error', () => {}); // the promise tells
  await finished(stream.destroy(error));
  throw error;
}

module.exports = {
  streams: { asIndexedPairs, drop, filter, flatMap, map, take, compose },
  promises: { every, forEach, reduce, toArray, some, find },
};

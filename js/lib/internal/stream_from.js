// Readable.from: streams out of iterables.
'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES } } =
  require('internal/errors');
const { isIterable } = require('internal/stream_state');

/** Readable.from: strings and Buffers are one chunk, others are iterated. */
function readableFrom(Readable, iterable, options) {
  if (typeof iterable === 'string' || iterable instanceof Uint8Array) {
    return new Readable(Object.assign({ objectMode: true }, options, {
      read() {
        this.push(iterable);
        this.push(null);
      },
    }));
  }
  if (!isIterable(iterable))
    throw new ERR_INVALID_ARG_TYPE('iterable', ['Iterable'], iterable);
  const isAsync = isIterable(iterable, true);
  const iterator = isAsync ?
    iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  const readable = new Readable(Object.assign(
    { objectMode: true, highWaterMark: 1 }, options));

  readFrom(readable, iterator, isAsync);
  return readable;
}

// Pulls from the iterator as long as the stream wants; a value may be a
// promise. The stream's destroy closes the iterator.
function readFrom(readable, iterator, isAsync) {
  let reading = false;

  function fail(error) {
    readable.destroy(error);
  }
  function take(value) {
    if (value === null) {
      reading = false;
      throw new ERR_STREAM_NULL_VALUES();
    }
    if (readable.push(value))
      return true;
    reading = false;
    return false;
  }
  function onResult(result) {
    if (result.done) {
      readable.push(null);
    } else if (result.value && typeof result.value.then === 'function') {
      result.value.then((value) => { if (take(value)) pull(); }).then(
        undefined, fail);
    } else if (take(result.value)) {
      pull();
    }
  }
  function pull() {
    try {
      const result = iterator.next();

      if (isAsync)
        Promise.resolve(result).then(onResult).then(undefined, fail);
      else
        process.nextTick(onSyncResult, result);
    } catch (error) {
      fail(error);
    }
  }
  function onSyncResult(result) {
    try {
      onResult(result);
    } catch (error) {
      fail(error);
    }
  }

  readable._read = function() {
    if (!reading) {
      reading = true;
      pull();
    }
  };
  readable._destroy = function(error, callback) {
    closeIterator(iterator, error).then(
      () => process.nextTick(callback, error),
      (problem) => process.nextTick(callback, problem || error));
  };
}

// iterator.throw(error) where it was an error, then return(); what they give is
// waited for.
async function closeIterator(iterator, error) {
  if (error != null && typeof iterator.throw === 'function') {
    const { value, done } = await iterator.throw(error);

    await value;
    if (done)
      return;
  }
  if (typeof iterator.return === 'function') {
    const { value } = await iterator.return();

    await value;
  }
}

module.exports = { readableFrom };

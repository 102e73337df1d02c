// Duplex.from: a Duplex out of whatever can be read or written.
'use strict';

const {
  AbortError, codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE },
} = require('internal/errors');
const Duplex = require('internal/stream_duplex');
const { destroyer } = require('internal/stream_destroy');
const { eos } = require('internal/stream_finished');
const { joinSides, newWaiting, wake } = require('internal/stream_sides');
const { readableFrom } = require('internal/stream_from');
const {
  isIterable, isNodeStream, isReadableNodeStream, isWritableNodeStream,
  isDuplexNodeStream,
} = require('internal/stream_state');

/**
 * Duplex.from for streams, iterables, async functions, promises and
 * { readable, writable } pairs.
 */
function duplexFrom(body, name) {
  if (isDuplexNodeStream(body))
    return body;
  if (isReadableNodeStream(body))
    return join(body, null);
  if (isWritableNodeStream(body))
    return join(null, body);
  if (isNodeStream(body))
    return join(null, null);
  if (typeof body === 'function')
    return fromFunction(body, name);
  if (isIterable(body))
    return readableFrom(Duplex, body, { objectMode: true, writable: false });
  if (body && (typeof body.writable === 'object' ||
               typeof body.readable === 'object'))
    return join(sideOf(body.readable, isReadableNodeStream),
                sideOf(body.writable, isWritableNodeStream));
  if (body && typeof body.then === 'function')
    return fromPromise(body);
  throw new ERR_INVALID_ARG_TYPE(
    name, ['Blob', 'ReadableStream', 'WritableStream', 'Stream', 'Iterable',
           'AsyncIterable', 'Function', '{ readable, writable } pair',
           'Promise'], body);
}

function sideOf(stream, isSide) {
  if (!stream)
    return null;
  return isSide(stream) ? stream : duplexFrom(stream, 'body');
}

function fromPromise(promise) {
  const duplex = new Duplex({ objectMode: true, writable: false, read() {} });

  promise.then((value) => {
    if (value != null)
      duplex.push(value);
    duplex.push(null);
  }, (error) => { destroyer(duplex, error); });
  return duplex;
}

// The function takes an async iterable of what is written; what it gives is
// read, or ends the writing.
function fromFunction(fn, name) {
  const { value, write, final, destroy } = callWithChunks(fn);

  if (isDuplexNodeStream(value))
    return value;
  if (isIterable(value))
    return readableFrom(Duplex, value,
                        { objectMode: true, write, final, destroy });
  if (!value || typeof value.then !== 'function')
    throw new ERR_INVALID_RETURN_VALUE(
      'Iterable, AsyncIterable or AsyncFunction', name, value);
  const ended = value.then((result) => {
    if (result != null)
      throw new ERR_INVALID_RETURN_VALUE('nully', 'body', result);
  }, (error) => { destroyer(duplex, error); });
  const duplex = new Duplex({
    objectMode: true,
    readable: false,
    write,
    final(callback) {
      final(() => ended.then(() => process.nextTick(callback, null),
                             (error) => process.nextTick(callback, error)));
    },
    destroy,
  });

  return duplex;
}

function deferred() {
  const made = {};

  made.promise = new Promise((resolve) => { made.resolve = resolve; });
  return made;
}

// Calls fn, and gives the functions that feed it.
function callWithChunks(fn) {
  const controller = new AbortController();
  const { signal } = controller;
  let next = deferred();

  async function* chunks() {
    for (;;) {
      const { chunk, done, callback } = await next.promise;

      next = deferred();
      process.nextTick(callback);
      if (done)
        return;
      if (signal.aborted)
        throw new AbortError(undefined, { cause: signal.reason });
      yield chunk;
    }
  }
  return {
    value: fn(chunks(), { signal }),
    write(chunk, encoding, callback) {
      next.resolve({ chunk, done: false, callback });
    },
    final(callback) {
      next.resolve({ done: true, callback });
    },
    destroy(error, callback) {
      controller.abort();
      callback(error);
    },
  };
}

// One Duplex whose sides are two streams, either of which may be null.
function join(r, w) {
  const waiting = newWaiting();
  const duplex = joinSides(w, r, waiting, (reason) => {
    if (waiting.close === null)
      return; // one has ended, and with an error took the other along
    destroyer(w, reason);
    destroyer(r, reason);
  });

  function onEnd(error) {
    if (error)
      destroyer(r, error);
    if (!wake(waiting, 'close', error) && error)
      duplex.destroy(error);
  }
  if (w) {
    eos(w, onEnd);
    w.on('finish', () => wake(waiting, 'finish'));
  }
  if (r)
    eos(r, onEnd);
  return duplex;
}

module.exports = { duplexFrom };

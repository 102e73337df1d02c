// Streams out of iterables and pairs.
'use strict';

const { codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_NULL_VALUES } } =
  require('internal/errors');
const {
  isIterable, isNodeStream, isReadableNodeStream, isWritableNodeStream,
  isDuplexNodeStream,
} = require('internal/stream_state');

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

// iterator.throw(error) where it was an error, then return().
function closeIterator(iterator, error) {
  return new Promise((resolve, reject) => {
    function end() {
      if (typeof iterator.return === 'function')
        Promise.resolve(iterator.return()).then(resolve, reject);
      else
        resolve();
    }
    if (error != null && typeof iterator.throw === 'function') {
      Promise.resolve(iterator.throw(error)).then((result) => {
        if (result && result.done)
          resolve();
        else
          end();
      }, reject);
    } else {
      end();
    }
  });
}

/** Duplex.from for streams, { readable, writable } pairs and iterables. */
function duplexFrom(body) {
  const Duplex = require('internal/stream_duplex');
  const Readable = require('internal/stream_readable');

  if (isDuplexNodeStream(body))
    return body;
  if (isReadableNodeStream(body))
    return join(Duplex, body, null);
  if (isWritableNodeStream(body))
    return join(Duplex, null, body);
  if (isNodeStream(body))
    return join(Duplex, null, null);
  if (isIterable(body))
    return join(Duplex, readableFrom(Readable, body), null);
  if (body && typeof body === 'object' && (body.readable || body.writable)) {
    return join(Duplex,
                body.readable ? duplexFrom(body.readable) : null,
                body.writable ? duplexFrom(body.writable) : null);
  }
  throw new ERR_INVALID_ARG_TYPE(
    'stream', ['Iterable', 'Stream', '{ readable, writable } pair'], body);
}

// One Duplex whose sides are two streams.
function join(Duplex, r, w) {
  const { eos } = require('internal/stream_finished');
  const { destroyer } = require('internal/stream_destroy');
  let ondrain = null;
  let onfinal = null;
  const duplex = new Duplex({
    readableObjectMode: !!(r && r.readableObjectMode),
    writableObjectMode: !!(w && w.writableObjectMode),
    readable: r !== null,
    writable: w !== null,
  });

  function pump() {
    for (;;) {
      const chunk = r.read();

      if (chunk === null) {
        r.once('readable', pump);
        return;
      }
      if (!duplex.push(chunk))
        return;
    }
  }
  if (w) {
    eos(w, { readable: false }, (error) => {
      if (error)
        destroyer(r, error);
      if (onfinal)
        onfinal(error);
      else if (error)
        duplex.destroy(error);
    });
    w.on('drain', () => {
      const callback = ondrain;

      ondrain = null;
      if (callback)
        callback();
    });
    duplex._write = function(chunk, encoding, callback) {
      if (w.write(chunk, encoding))
        callback();
      else
        ondrain = callback;
    };
    duplex._final = function(callback) {
      onfinal = callback;
      w.end();
    };
  }
  if (r) {
    eos(r, { writable: false }, (error) => {
      if (error)
        duplex.destroy(error);
    });
    r.on('end', () => duplex.push(null));
    duplex._read = pump;
  }
  duplex._destroy = function(error, callback) {
    if (r)
      destroyer(r, error);
    if (w)
      destroyer(w, error);
    callback(error);
  };
  return duplex;
}

module.exports = { readableFrom, duplexFrom };

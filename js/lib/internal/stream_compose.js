// stream.compose: several streams as one Duplex, which writes to the first and
// reads from the last.
'use strict';

const {
  AbortError, codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS },
} = require('internal/errors');
const Duplex = require('internal/stream_duplex');
const { destroyer } = require('internal/stream_destroy');
const { eos } = require('internal/stream_finished');
const { pipeline } = require('internal/stream_pipeline');
const {
  isNodeStream, isReadable, isWritable,
} = require('internal/stream_state');

// The ends must be streams; what is between may be a function too.
function withEnds(given) {
  const streams = given.slice();
  const last = streams.length - 1;

  if (typeof streams[0] === 'function')
    streams[0] = Duplex.from(streams[0]);
  if (typeof streams[last] === 'function')
    streams[last] = Duplex.from(streams[last]);
  streams.forEach((stream, i) => {
    if (!isNodeStream(stream))
      return;
    if (i < last && !isReadable(stream)) {
      throw new ERR_INVALID_ARG_VALUE(
        `streams[${i}]`, given[i], 'must be readable');
    }
    if (i > 0 && !isWritable(stream)) {
      throw new ERR_INVALID_ARG_VALUE(
        `streams[${i}]`, given[i], 'must be writable');
    }
  });
  return streams;
}

/** @returns {Duplex} */
function compose() {
  const given = Array.prototype.slice.call(arguments);

  if (given.length === 0)
    throw new ERR_MISSING_ARGS('streams');
  if (given.length === 1)
    return Duplex.from(given[0]);
  const streams = withEnds(given);
  const head = streams[0];
  // `close`: of a destroy that waits for the pipeline; null: that has ended.
  const waiting = {
    drain: null, finish: null, readable: null, close: undefined,
  };
  const tail = pipeline(streams, (error) => {
    const done = waiting.close;

    waiting.close = null;
    if (done)
      done(error);
    else if (error)
      duplex.destroy(error);
    else if (!readable && !writable)
      duplex.destroy();
  });
  const writable = !!isWritable(head);
  const readable = !!isReadable(tail);
  const duplex = new Duplex({
    writableObjectMode: !!(head && head.writableObjectMode),
    readableObjectMode: !!(tail && tail.readableObjectMode),
    writable,
    readable,
  });

  if (writable)
    writeTo(duplex, head, tail, waiting);
  if (readable)
    readFrom(duplex, tail, waiting);
  duplex._destroy = function(error, callback) {
    const reason = !error && waiting.close !== null ? new AbortError() : error;

    waiting.readable = waiting.drain = waiting.finish = null;
    if (isNodeStream(tail))
      destroyer(tail, reason);
    if (waiting.close === null)
      callback(reason);
    else
      waiting.close = callback;
  };
  return duplex;
}

// Calls what waits for the event, once.
function wake(waiting, event) {
  const callback = waiting[event];

  waiting[event] = null;
  if (callback)
    callback();
}

function writeTo(duplex, head, tail, waiting) {
  duplex._write = function(chunk, encoding, callback) {
    if (head.write(chunk, encoding))
      callback();
    else
      waiting.drain = callback;
  };
  duplex._final = function(callback) {
    head.end();
    waiting.finish = callback;
  };
  head.on('drain', () => wake(waiting, 'drain'));
  eos(tail, () => wake(waiting, 'finish'));
}

function readFrom(duplex, tail, waiting) {
  tail.on('readable', () => wake(waiting, 'readable'));
  tail.on('end', () => duplex.push(null));
  duplex._read = function() {
    for (;;) {
      const chunk = tail.read();

      if (chunk === null) {
        waiting.readable = duplex._read;
        return;
      }
      if (!duplex.push(chunk))
        return;
    }
  };
}

module.exports = { compose };

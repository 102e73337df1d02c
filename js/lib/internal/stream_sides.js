// A Duplex whose two sides are other streams: what stream.compose and
// Duplex.from have in common.
'use strict';

const { AbortError } = require('internal/errors');
const Duplex = require('internal/stream_duplex');

/**
 * What the Duplex waits for: callbacks by event. `close` is that of a destroy
 * which waits for the sides; null: they have ended.
 */
function newWaiting() {
  return { drain: null, finish: null, readable: null, close: undefined };
}

/** Calls what waits for the event, once; false where nothing did. */
function wake(waiting, event, error) {
  const callback = waiting[event];

  waiting[event] = null;
  if (callback)
    callback(error);
  return !!callback;
}

/**
 * @param {?Writable} w what is written goes there; the caller wakes 'finish'
 * @param {?Readable} r what is read comes from there
 * @param {function(Error)} destroySides called once, when the Duplex is
 *   destroyed; the caller wakes 'close' when the sides have ended
 */
function joinSides(w, r, waiting, destroySides) {
  const duplex = new Duplex({
    writableObjectMode: !!(w && w.writableObjectMode),
    readableObjectMode: !!(r && r.readableObjectMode),
    writable: w !== null,
    readable: r !== null,
  });

  if (w)
    writeTo(duplex, w, waiting);
  if (r)
    readFrom(duplex, r, waiting);
  duplex._destroy = function(error, callback) {
    const ended = waiting.close === null;
    const reason = !error && !ended ? new AbortError() : error;

    waiting.readable = waiting.drain = waiting.finish = null;
    if (!ended)
      waiting.close = callback;
    destroySides(reason);
    if (ended)
      callback(reason);
  };
  return duplex;
}

function writeTo(duplex, w, waiting) {
  w.on('drain', () => wake(waiting, 'drain'));
  duplex._write = function(chunk, encoding, callback) {
    if (w.write(chunk, encoding))
      callback();
    else
      waiting.drain = callback;
  };
  duplex._final = function(callback) {
    w.end();
    waiting.finish = callback;
  };
}

function readFrom(duplex, r, waiting) {
  r.on('readable', () => wake(waiting, 'readable'));
  r.on('end', () => duplex.push(null));
  duplex._read = function() {
    for (;;) {
      const chunk = r.read();

      if (chunk === null) {
        waiting.readable = duplex._read;
        return;
      }
      if (!duplex.push(chunk))
        return;
    }
  };
}

module.exports = { newWaiting, wake, joinSides };

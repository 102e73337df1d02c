// Streams and AbortSignal.
'use strict';

const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } =
  require('internal/errors');
const { isNodeStream } = require('internal/stream_state');

function checkSignal(signal, name) {
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal))
    throw new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', signal);
}

/** Calls fn when the signal aborts, now if it has; returns how to stop that. */
function onAbort(signal, fn) {
  if (signal.aborted) {
    fn();
    return () => {};
  }
  signal.addEventListener('abort', fn, { once: true });
  return () => signal.removeEventListener('abort', fn);
}

/** stream.addAbortSignal: an abort destroys the stream with an AbortError. */
function addAbortSignal(signal, stream) {
  checkSignal(signal, 'signal');
  if (!isNodeStream(stream))
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  const stop = onAbort(signal, () => {
    stream.destroy(new AbortError(undefined, { cause: signal.reason }));
  });

  require('internal/stream_finished').eos(stream, stop);
  return stream;
}

module.exports = { addAbortSignal, checkSignal, onAbort };

// finished(stream, callback): once, when a stream is done with or has failed.
'use strict';

const {
  AbortError,
  codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE },
} = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validators');
const {
  isClosed, isReadable, isReadableNodeStream, isReadableFinished, isErrored,
  isWritable, isWritableNodeStream, isWritableFinished, isNodeStream,
  isRequest, willEmitClose,
} = require('internal/stream_state');

function once(callback) {
  let called = false;

  return function(error) {
    if (called)
      return;
    called = true;
    callback.call(this, error);
  };
}

/**
 * @param {{error?, readable?, writable?, signal?, cleanup?}} [options]
 * @returns {function()} removes all listeners
 */
function eos(stream, optionsOrCallback, cb) {
  let options = optionsOrCallback;
  let callback = cb;

  if (arguments.length === 2) {
    callback = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  validateFunction(callback, 'callback');
  if (!isNodeStream(stream))
    throw new ERR_INVALID_ARG_TYPE(
      'stream', ['ReadableStream', 'WritableStream', 'Stream'], stream);
  return watch(stream, options, once(callback));
}

function watch(stream, options, callback) {
  const readable = options.readable != null ?
    options.readable : isReadableNodeStream(stream);
  const writable = options.writable != null ?
    options.writable : isWritableNodeStream(stream);
  const w = stream._writableState;
  const r = stream._readableState;
  // Does 'close' come, so that it is worth waiting for?
  let waitsForClose = willEmitClose(stream) &&
    isReadableNodeStream(stream) === readable &&
    isWritableNodeStream(stream) === writable;
  let writableFinished = isWritableFinished(stream, false);
  let readableFinished = isReadableFinished(stream, false);
  let closed = isClosed(stream);

  function onlegacyfinish() {
    if (!stream.writable)
      onfinish();
  }
  function onfinish() {
    writableFinished = true;
    if (stream.destroyed)
      waitsForClose = false;
    if (waitsForClose && (!stream.readable || readable))
      return;
    if (!readable || readableFinished)
      callback.call(stream);
  }
  function onend() {
    readableFinished = true;
    if (stream.destroyed)
      waitsForClose = false;
    if (waitsForClose && (!stream.writable || writable))
      return;
    if (!writable || writableFinished)
      callback.call(stream);
  }
  function onerror(error) {
    callback.call(stream, error);
  }
  function onclose() {
    const error = isErrored(stream) &&
      ((r && r.errored) || (w && w.errored));

    closed = true;
    if (error && typeof error !== 'boolean') {
      callback.call(stream, error);
      return;
    }
    if (readable && !readableFinished && isReadableNodeStream(stream) &&
        !isReadableFinished(stream, false)) {
      callback.call(stream, new ERR_STREAM_PREMATURE_CLOSE());
      return;
    }
    if (writable && !writableFinished && !isWritableFinished(stream, false)) {
      callback.call(stream, new ERR_STREAM_PREMATURE_CLOSE());
      return;
    }
    callback.call(stream);
  }
  function onclosed() {
    const error = isErrored(stream) &&
      ((r && r.errored) || (w && w.errored));

    closed = true;
    if (error && typeof error !== 'boolean')
      callback.call(stream, error);
    else
      callback.call(stream);
  }
  function onrequest() {
    stream.req.on('finish', onfinish);
  }

  if (isRequest(stream)) {
    stream.on('complete', onfinish);
    if (!waitsForClose)
      stream.on('abort', onclose);
    if (stream.req)
      onrequest();
    else
      stream.on('request', onrequest);
  } else if (writable && !w) { // the first Node's kind
    stream.on('end', onlegacyfinish);
    stream.on('close', onlegacyfinish);
  }
  if (!waitsForClose && typeof stream.aborted === 'boolean')
    stream.on('aborted', onclose);
  stream.on('end', onend);
  stream.on('finish', onfinish);
  if (options.error !== false)
    stream.on('error', onerror);
  stream.on('close', onclose);

  if (closed) {
    process.nextTick(onclose);
  } else if ((w && w.errorEmitted) || (r && r.errorEmitted)) {
    if (!waitsForClose)
      process.nextTick(onclosed);
  } else if (!readable && (!waitsForClose || isReadable(stream)) &&
             (writableFinished || isWritable(stream) === false)) {
    process.nextTick(onclosed);
  } else if (!writable && (!waitsForClose || isWritable(stream)) &&
             (readableFinished || isReadable(stream) === false)) {
    process.nextTick(onclosed);
  } else if (r && stream.req && stream.aborted) {
    process.nextTick(onclosed);
  }

  function cleanup() {
    stream.removeListener('aborted', onclose);
    stream.removeListener('complete', onfinish);
    stream.removeListener('abort', onclose);
    stream.removeListener('request', onrequest);
    if (stream.req && typeof stream.req.removeListener === 'function')
      stream.req.removeListener('finish', onfinish);
    stream.removeListener('end', onlegacyfinish);
    stream.removeListener('close', onlegacyfinish);
    stream.removeListener('finish', onfinish);
    stream.removeListener('end', onend);
    stream.removeListener('error', onerror);
    stream.removeListener('close', onclose);
  }

  if (options.signal && !closed)
    return watchSignal(stream, options.signal, cleanup,
                       () => callback, (fn) => { callback = once(fn); });
  return cleanup;
}

// An abort ends the watching with an AbortError.
function watchSignal(stream, signal, cleanup, getCallback, setCallback) {
  const { checkSignal, onAbort } = require('internal/stream_abort');
  const callback = getCallback();

  checkSignal(signal, 'options.signal');
  if (signal.aborted) {
    process.nextTick(abort);
    return cleanup;
  }
  const stop = onAbort(signal, abort);

  setCallback(function(error) {
    stop();
    callback.call(stream, error);
  });
  function abort() {
    cleanup();
    callback.call(stream,
                  new AbortError(undefined, { cause: signal.reason }));
  }
  return cleanup;
}

/** stream/promises' finished. */
function finished(stream, options) {
  return new Promise((resolve, reject) => {
    const own = options === undefined ? {} : options;
    const cleanup = eos(stream, own, (error) => {
      if (own && own.cleanup)
        cleanup();
      if (error)
        reject(error);
      else
        resolve();
    });
  });
}

module.exports = { eos, finished };

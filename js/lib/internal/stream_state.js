// What is known of any stream, also of one of another library: the questions
// that destroy, finished and pipeline ask. Also the high water marks.
'use strict';

const { validateInteger } = require('internal/validators');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');

let defaultBytes = 16 * 1024;
let defaultObjects = 16;

function getDefaultHighWaterMark(objectMode) {
  return objectMode ? defaultObjects : defaultBytes;
}

function setDefaultHighWaterMark(objectMode, value) {
  validateInteger(value, 'value', 0);
  if (objectMode)
    defaultObjects = value;
  else
    defaultBytes = value;
}

/** The mark for a new state; `duplexKey` is the option of one of its sides. */
function getHighWaterMark(state, options, duplexKey, isDuplex) {
  const hwm = options && options.highWaterMark != null ?
    options.highWaterMark :
    isDuplex && options ? options[duplexKey] : null;

  if (hwm == null)
    return getDefaultHighWaterMark(state.objectMode);
  if (!Number.isInteger(hwm) || hwm < 0) {
    const name = isDuplex && options.highWaterMark == null ?
      `options.${duplexKey}` : 'options.highWaterMark';

    throw new ERR_INVALID_ARG_VALUE(name, hwm);
  }
  return Math.floor(hwm);
}

function isReadableNodeStream(o) {
  return !!(o && typeof o.pipe === 'function' && typeof o.on === 'function' &&
    (!o._writableState ||
      !o._readableState || o._readableState.readable !== false) &&
    (!o._writableState || o._readableState));
}

function isWritableNodeStream(o) {
  return !!(o && typeof o.write === 'function' && typeof o.on === 'function' &&
    (!o._readableState || !o._writableState ||
      o._writableState.writable !== false));
}

function isDuplexNodeStream(o) {
  return !!(o && typeof o.pipe === 'function' && o._readableState &&
    typeof o.on === 'function' && typeof o.write === 'function');
}

function isNodeStream(o) {
  return !!(o && (o._readableState || o._writableState ||
    (typeof o.write === 'function' && typeof o.on === 'function') ||
    (typeof o.pipe === 'function' && typeof o.on === 'function')));
}

function isIterable(o, isAsync) {
  if (o == null)
    return false;
  if (isAsync === true)
    return typeof o[Symbol.asyncIterator] === 'function';
  if (isAsync === false)
    return typeof o[Symbol.iterator] === 'function';
  return typeof o[Symbol.asyncIterator] === 'function' ||
    typeof o[Symbol.iterator] === 'function';
}

function isDestroyed(stream) {
  if (!isNodeStream(stream))
    return null;
  const state = stream._writableState || stream._readableState;

  return !!(stream.destroyed || (state && state.destroyed));
}

function isWritableEnded(stream) {
  if (!isWritableNodeStream(stream))
    return null;
  if (stream.writableEnded === true)
    return true;
  const w = stream._writableState;

  if (w && w.errored)
    return false;
  return w && typeof w.ended === 'boolean' ? w.ended : null;
}

function isWritableFinished(stream, strict) {
  if (!isWritableNodeStream(stream))
    return null;
  if (stream.writableFinished === true)
    return true;
  const w = stream._writableState;

  if (w && w.errored)
    return false;
  if (!w || typeof w.finished !== 'boolean')
    return null;
  return !!(w.finished ||
    (strict === false && w.ended === true && w.length === 0));
}

function isReadableFinished(stream, strict) {
  if (!isReadableNodeStream(stream))
    return null;
  const r = stream._readableState;

  if (r && r.errored)
    return false;
  if (!r || typeof r.endEmitted !== 'boolean')
    return null;
  return !!(r.endEmitted ||
    (strict === false && r.ended === true && r.length === 0));
}

function isReadable(stream) {
  if (!stream || typeof stream.readable !== 'boolean')
    return null;
  if (isDestroyed(stream))
    return false;
  return isReadableNodeStream(stream) && stream.readable &&
    !isReadableFinished(stream);
}

function isWritable(stream) {
  if (!stream || typeof stream.writable !== 'boolean')
    return null;
  if (isDestroyed(stream))
    return false;
  return isWritableNodeStream(stream) && stream.writable &&
    !isWritableEnded(stream);
}

/** Is nothing left to come or to go? */
function isFinished(stream) {
  if (!isNodeStream(stream))
    return null;
  if (isDestroyed(stream))
    return true;
  return isReadable(stream) !== true && isWritable(stream) !== true;
}

function isErrored(stream) {
  if (!isNodeStream(stream))
    return null;
  if (stream.readableErrored || stream.writableErrored)
    return true;
  const r = stream._readableState;
  const w = stream._writableState;

  return !!((r && r.errored) || (w && w.errored));
}

function isDisturbed(stream) {
  return !!(stream && (stream.readableDidRead || stream.readableAborted));
}

function isClosed(stream) {
  if (!isNodeStream(stream))
    return null;
  if (typeof stream.closed === 'boolean')
    return stream.closed;
  const r = stream._readableState;
  const w = stream._writableState;

  if ((w && typeof w.closed === 'boolean') ||
      (r && typeof r.closed === 'boolean'))
    return !!((w && w.closed) || (r && r.closed));
  if (typeof stream._closed === 'boolean' && isOutgoingMessage(stream))
    return stream._closed;
  return null;
}

function isOutgoingMessage(stream) {
  return typeof stream._closed === 'boolean' &&
    typeof stream._defaultKeepAlive === 'boolean' &&
    typeof stream._removedConnection === 'boolean' &&
    typeof stream._removedContLen === 'boolean';
}

/** A request of http that has an abort(). */
function isRequest(stream) {
  return !!(stream && stream.setHeader && typeof stream.abort === 'function');
}

/** Will the stream emit 'close'? */
function willEmitClose(stream) {
  if (!isNodeStream(stream))
    return null;
  const w = stream._writableState;
  const r = stream._readableState;
  const state = w || r;

  return !!(state && state.autoDestroy && state.emitClose &&
    state.closed === false);
}

module.exports = {
  getDefaultHighWaterMark,
  setDefaultHighWaterMark,
  getHighWaterMark,
  isReadableNodeStream,
  isWritableNodeStream,
  isDuplexNodeStream,
  isNodeStream,
  isIterable,
  isDestroyed,
  isWritableEnded,
  isWritableFinished,
  isReadableFinished,
  isReadable,
  isWritable,
  isFinished,
  isErrored,
  isDisturbed,
  isClosed,
  isOutgoingMessage,
  isRequest,
  willEmitClose,
};

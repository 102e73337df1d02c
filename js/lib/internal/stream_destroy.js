// How a stream is constructed late, fails and is destroyed.
'use strict';

const {
  codes: { ERR_MULTIPLE_CALLBACK },
  AbortError,
  aggregateTwoErrors,
} = require('internal/errors');
const { isDestroyed, isFinished, isRequest } =
  require('internal/stream_state');

const kDestroy = Symbol('kDestroy');
const kConstruct = Symbol('kConstruct');

/** Remembers the error on both sides; composes its stack now. */
function noteError(error, w, r) {
  if (!error)
    return;
  void error.stack;
  if (w && !w.errored)
    w.errored = error;
  if (r && !r.errored)
    r.errored = error;
}

/** Readable.prototype.destroy and Writable's base of it. */
function destroy(error, callback) {
  const r = this._readableState;
  const w = this._writableState;
  const state = w || r;

  if ((w && w.destroyed) || (r && r.destroyed)) {
    if (typeof callback === 'function')
      callback();
    return this;
  }
  noteError(error, w, r);
  if (w)
    w.destroyed = true;
  if (r)
    r.destroyed = true;
  if (state && !state.constructed) {
    this.once(kDestroy, function(constructError) {
      runDestroy(this, aggregateTwoErrors(constructError, error), callback);
    });
  } else {
    runDestroy(this, error, callback);
  }
  return this;
}

function runDestroy(self, error, callback) {
  let called = false;

  function onDestroy(problem) {
    const r = self._readableState;
    const w = self._writableState;

    if (called)
      return;
    called = true;
    noteError(problem, w, r);
    if (w)
      w.closed = true;
    if (r)
      r.closed = true;
    if (typeof callback === 'function')
      callback(problem);
    if (problem)
      process.nextTick(emitErrorCloseNT, self, problem);
    else
      process.nextTick(emitCloseNT, self);
  }
  try {
    self._destroy(error || null, onDestroy);
  } catch (thrown) {
    onDestroy(thrown);
  }
}

function emitErrorCloseNT(self, error) {
  emitErrorNT(self, error);
  emitCloseNT(self);
}

function emitCloseNT(self) {
  const r = self._readableState;
  const w = self._writableState;

  if (w)
    w.closeEmitted = true;
  if (r)
    r.closeEmitted = true;
  if ((w && w.emitClose) || (r && r.emitClose))
    self.emit('close');
}

function emitErrorNT(self, error) {
  const r = self._readableState;
  const w = self._writableState;

  if ((w && w.errorEmitted) || (r && r.errorEmitted))
    return;
  if (w)
    w.errorEmitted = true;
  if (r)
    r.errorEmitted = true;
  self.emit('error', error);
}

/** Makes a destroyed stream usable again, for net.Socket's reconnect. */
function undestroy() {
  const r = this._readableState;
  const w = this._writableState;

  if (r) {
    r.constructed = true;
    r.closed = false;
    r.closeEmitted = false;
    r.destroyed = false;
    r.errored = null;
    r.errorEmitted = false;
    r.reading = false;
    r.ended = r.readable === false;
    r.endEmitted = r.readable === false;
  }
  if (w) {
    w.constructed = true;
    w.destroyed = false;
    w.closed = false;
    w.closeEmitted = false;
    w.errored = null;
    w.errorEmitted = false;
    w.finalCalled = false;
    w.prefinished = false;
    w.ended = w.writable === false;
    w.ending = w.writable === false;
    w.finished = w.writable === false;
  }
}

/** A failure: destroys the stream; without autoDestroy emits 'error'. */
function errorOrDestroy(stream, error, sync) {
  const r = stream._readableState;
  const w = stream._writableState;

  if ((w && w.destroyed) || (r && r.destroyed))
    return;
  if ((r && r.autoDestroy) || (w && w.autoDestroy)) {
    stream.destroy(error);
  } else if (error) {
    noteError(error, w, r);
    if (sync)
      process.nextTick(emitErrorNT, stream, error);
    else
      emitErrorNT(stream, error);
  }
}

/** Calls _construct in the next tick, and `callback` when it has ended well. */
function construct(stream, callback) {
  const r = stream._readableState;
  const w = stream._writableState;

  if (typeof stream._construct !== 'function')
    return;
  if (r)
    r.constructed = false;
  if (w)
    w.constructed = false;
  stream.once(kConstruct, callback);
  if (stream.listenerCount(kConstruct) > 1)
    return; // a Duplex, whose other side has begun it
  process.nextTick(constructNT, stream);
}

function constructNT(stream) {
  let called = false;

  function onConstruct(error) {
    const r = stream._readableState;
    const w = stream._writableState;
    const state = w || r;

    if (called) {
      errorOrDestroy(stream, error == null ? new ERR_MULTIPLE_CALLBACK() :
        error);
      return;
    }
    called = true;
    if (r)
      r.constructed = true;
    if (w)
      w.constructed = true;
    if (state.destroyed)
      stream.emit(kDestroy, error);
    else if (error)
      errorOrDestroy(stream, error, true);
    else
      process.nextTick(emitConstructNT, stream);
  }
  try {
    stream._construct((error) => process.nextTick(onConstruct, error));
  } catch (error) {
    process.nextTick(onConstruct, error);
  }
}

function emitConstructNT(stream) {
  stream.emit(kConstruct);
}

/** stream.destroy(stream, error): also for what is not one of ours. */
function destroyer(stream, error) {
  let reason = error;

  if (!stream || isDestroyed(stream))
    return;
  if (!reason && !isFinished(stream))
    reason = new AbortError();
  if (isRequest(stream))
    stream.abort();
  else if (typeof stream.destroy === 'function')
    stream.destroy(reason);
  else if (typeof stream.close === 'function')
    stream.close();
}

module.exports = { construct, destroyer, destroy, undestroy, errorOrDestroy };

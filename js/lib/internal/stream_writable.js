// Writable: the state of the writing side, write, cork, end and finish.
'use strict';

const { Stream } = require('internal/stream_legacy');
const destroyImpl = require('internal/stream_destroy');
const { getHighWaterMark } = require('internal/stream_state');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_MULTIPLE_CALLBACK,
    ERR_STREAM_ALREADY_FINISHED, ERR_STREAM_CANNOT_PIPE, ERR_STREAM_DESTROYED,
    ERR_STREAM_NULL_VALUES, ERR_STREAM_WRITE_AFTER_END, ERR_UNKNOWN_ENCODING,
  },
} = require('internal/errors');

const { errorOrDestroy } = destroyImpl;
const kOnFinished = Symbol('kOnFinished');

function nop() {}

let Buffer = null; // loaded with the first write of bytes
function buffers() {
  if (Buffer === null)
    Buffer = require('buffer').Buffer;
  return Buffer;
}

/** The writing side's state, `_writableState`. @constructor */
function WritableState(options, stream, isDuplex) {
  const duplex = typeof isDuplex === 'boolean' ?
    isDuplex : stream instanceof Stream.Duplex;

  this.objectMode = !!(options &&
    (options.objectMode || (duplex && options.writableObjectMode)));
  this.highWaterMark =
    getHighWaterMark(this, options, 'writableHighWaterMark', duplex);
  this.finalCalled = false;
  this.needDrain = false;
  this.ending = false; // end() was called
  this.ended = false; // and has returned
  this.finished = false;
  this.destroyed = false;
  this.decodeStrings = !options || options.decodeStrings !== false;
  this.defaultEncoding = (options && options.defaultEncoding) || 'utf8';
  this.length = 0;
  this.writing = false;
  this.corked = 0;
  this.sync = true; // inside _write: callbacks wait for the next tick
  this.bufferProcessing = false;
  this.onwrite = (error) => onwrite(stream, error);
  this.writecb = null;
  this.writelen = 0;
  this.afterWriteTickInfo = null;
  resetBuffer(this);
  this.pendingcb = 0;
  this.constructed = true;
  this.prefinished = false;
  this.errorEmitted = false;
  this.emitClose = !options || options.emitClose !== false;
  this.autoDestroy = !options || options.autoDestroy !== false;
  this.errored = null;
  this.closed = false;
  this.closeEmitted = false;
  this[kOnFinished] = [];
}

function resetBuffer(state) {
  state.buffered = [];
  state.bufferedIndex = 0;
  state.allBuffers = true;
  state.allNoop = true;
}

WritableState.prototype.getBuffer = function() {
  return this.buffered.slice(this.bufferedIndex);
};

Object.defineProperty(WritableState.prototype, 'bufferedRequestCount', {
  get() { return this.buffered.length - this.bufferedIndex; },
});

/** @constructor Also without new. */
function Writable(options) {
  const isDuplex = this instanceof Stream.Duplex;

  if (!isDuplex && !Function.prototype[Symbol.hasInstance]
    .call(Writable, this))
    return new Writable(options);
  this._writableState = new WritableState(options, this, isDuplex);
  if (options) {
    if (typeof options.write === 'function')
      this._write = options.write;
    if (typeof options.writev === 'function')
      this._writev = options.writev;
    if (typeof options.destroy === 'function')
      this._destroy = options.destroy;
    if (typeof options.final === 'function')
      this._final = options.final;
    if (typeof options.construct === 'function')
      this._construct = options.construct;
    if (options.signal)
      require('internal/stream_abort').addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  destroyImpl.construct(this, () => {
    const state = this._writableState;

    if (!state.writing)
      clearBuffer(this, state);
    finishMaybe(this, state);
  });
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);

Writable.WritableState = WritableState;

// A Duplex is a Writable too, though it inherits Readable.
Object.defineProperty(Writable, Symbol.hasInstance, {
  value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object))
      return true;
    return this === Writable && !!object &&
      object._writableState instanceof WritableState;
  },
});

Writable.prototype.pipe = function() {
  errorOrDestroy(this, new ERR_STREAM_CANNOT_PIPE());
};

/* -- write ----------------------------------------------------------------- */

function checkEncoding(encoding, state) {
  if (!encoding)
    return state.defaultEncoding;
  if (encoding !== 'buffer' && !buffers().isEncoding(encoding))
    throw new ERR_UNKNOWN_ENCODING(encoding);
  return encoding;
}

// The write as [chunk, encoding]; throws for what no stream takes.
function convert(state, chunk, encoding) {
  if (chunk === null)
    throw new ERR_STREAM_NULL_VALUES();
  if (state.objectMode)
    return [chunk, encoding];
  if (typeof chunk === 'string') {
    return state.decodeStrings !== false ?
      [buffers().from(chunk, encoding), 'buffer'] : [chunk, encoding];
  }
  if (chunk instanceof buffers())
    return [chunk, 'buffer'];
  if (ArrayBuffer.isView(chunk)) {
    return [Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength),
            'buffer'];
  }
  throw new ERR_INVALID_ARG_TYPE(
    'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk);
}

// true, false, or the Error that the write failed with.
function writeChunk(stream, chunk, encodingOrCallback, callback) {
  const state = stream._writableState;
  let encoding = encodingOrCallback;
  let done = callback;
  let error = null;

  if (typeof encoding === 'function') {
    done = encoding;
    encoding = state.defaultEncoding;
  } else {
    encoding = checkEncoding(encoding, state);
    if (typeof done !== 'function')
      done = nop;
  }
  const converted = convert(state, chunk, encoding);

  if (state.ending)
    error = new ERR_STREAM_WRITE_AFTER_END();
  else if (state.destroyed)
    error = new ERR_STREAM_DESTROYED('write');
  if (error !== null) {
    process.nextTick(done, error);
    errorOrDestroy(stream, error, true);
    return error;
  }
  state.pendingcb++;
  return writeOrBuffer(stream, state, converted[0], converted[1], done);
}

/** @returns {boolean} false: wait for 'drain' */
Writable.prototype.write = function(chunk, encoding, callback) {
  return writeChunk(this, chunk, encoding, callback) === true;
};

function writeOrBuffer(stream, state, chunk, encoding, callback) {
  const length = state.objectMode ? 1 : chunk.length;

  state.length += length;

  const room = state.length < state.highWaterMark;

  if (!room)
    state.needDrain = true;
  if (state.writing || state.corked || state.errored || !state.constructed) {
    state.buffered.push({ chunk, encoding, callback });
    if (encoding !== 'buffer')
      state.allBuffers = false;
    if (callback !== nop)
      state.allNoop = false;
  } else {
    state.writelen = length;
    state.writecb = callback;
    state.writing = true;
    state.sync = true;
    stream._write(chunk, encoding, state.onwrite);
    state.sync = false;
  }
  return room && !state.errored && !state.destroyed;
}

function doWrite(stream, state, vector, length, chunk, encoding, callback) {
  state.writelen = length;
  state.writecb = callback;
  state.writing = true;
  state.sync = true;
  if (state.destroyed)
    state.onwrite(new ERR_STREAM_DESTROYED('write'));
  else if (vector)
    stream._writev(chunk, state.onwrite);
  else
    stream._write(chunk, encoding, state.onwrite);
  state.sync = false;
}

// The callback that _write was given.
function onwrite(stream, error) {
  const state = stream._writableState;
  const sync = state.sync;
  const callback = state.writecb;

  if (typeof callback !== 'function') {
    errorOrDestroy(stream, new ERR_MULTIPLE_CALLBACK());
    return;
  }
  state.writing = false;
  state.writecb = null;
  state.length -= state.writelen;
  state.writelen = 0;
  if (error)
    onwriteFailed(stream, state, error, callback, sync);
  else
    onwriteDone(stream, state, callback, sync);
}

function onwriteFailed(stream, state, error, callback, sync) {
  void error.stack; // composed now: the frames are still of use
  if (!state.errored)
    state.errored = error;
  if (stream._readableState && !stream._readableState.errored)
    stream._readableState.errored = error;
  if (sync)
    process.nextTick(failWrite, stream, state, error, callback);
  else
    failWrite(stream, state, error, callback);
}

function failWrite(stream, state, error, callback) {
  --state.pendingcb;
  callback(error);
  failBuffered(state); // the destroy below may come too late for these
  errorOrDestroy(stream, error);
}

// Callbacks of writes that ended at once are called together in one tick; where
// nobody waits for one, there is none.
function onwriteDone(stream, state, callback, sync) {
  if (state.buffered.length > state.bufferedIndex)
    clearBuffer(stream, state);
  if (!sync) {
    afterWrite(stream, state, 1, callback);
    return;
  }
  if (callback === nop && !state.destroyed &&
      !(state.needDrain && state.length === 0)) {
    state.pendingcb--;
    if (state.ending)
      finishMaybe(stream, state, true);
    return;
  }
  const info = state.afterWriteTickInfo;

  if (info !== null && info.callback === callback) {
    info.count++;
    return;
  }
  state.afterWriteTickInfo = { count: 1, callback, stream, state };
  process.nextTick(afterWriteTick, state.afterWriteTickInfo);
}

function afterWriteTick(info) {
  info.state.afterWriteTickInfo = null;
  afterWrite(info.stream, info.state, info.count, info.callback);
}

function afterWrite(stream, state, count, callback) {
  const drained = !state.ending && !stream.destroyed && state.length === 0 &&
    state.needDrain;

  if (drained) {
    state.needDrain = false;
    stream.emit('drain');
  }
  for (let i = 0; i < count; i++) {
    state.pendingcb--;
    callback(null);
  }
  if (state.destroyed)
    failBuffered(state);
  if (state.ending)
    finishMaybe(stream, state, true);
}

function failBuffered(state) {
  if (state.writing)
    return;
  for (let i = state.bufferedIndex; i < state.buffered.length; i++) {
    const { chunk, callback } = state.buffered[i];

    state.length -= state.objectMode ? 1 : chunk.length;
    callback(state.errored ? state.errored : new ERR_STREAM_DESTROYED('write'));
  }
  const waiting = state[kOnFinished].splice(0);

  for (let i = 0; i < waiting.length; i++) {
    waiting[i](state.errored ? state.errored : new ERR_STREAM_DESTROYED('end'));
  }
  resetBuffer(state);
}

/* -- what waits to be written ---------------------------------------------- */

function clearBuffer(stream, state) {
  if (state.corked || state.bufferProcessing || state.destroyed ||
      !state.constructed)
    return;
  const waiting = state.buffered.length - state.bufferedIndex;

  if (!waiting)
    return;
  state.bufferProcessing = true;
  if (waiting > 1 && stream._writev)
    writeVector(stream, state, waiting);
  else
    writeOneByOne(stream, state);
  state.bufferProcessing = false;
}

function writeVector(stream, state, waiting) {
  const { buffered, bufferedIndex, allNoop } = state;
  const chunks = allNoop && bufferedIndex === 0 ?
    buffered : buffered.slice(bufferedIndex);
  const callback = allNoop ? nop : (error) => {
    for (let i = bufferedIndex; i < buffered.length; i++)
      buffered[i].callback(error);
  };

  state.pendingcb -= waiting - 1;
  chunks.allBuffers = state.allBuffers;
  doWrite(stream, state, true, state.length, chunks, '', callback);
  resetBuffer(state);
}

function writeOneByOne(stream, state) {
  const { buffered } = state;
  let i = state.bufferedIndex;

  do {
    const { chunk, encoding, callback } = buffered[i];

    buffered[i++] = null;
    doWrite(stream, state, false, state.objectMode ? 1 : chunk.length,
            chunk, encoding, callback);
  } while (i < buffered.length && !state.writing);
  if (i === buffered.length) {
    resetBuffer(state);
  } else if (i > 256) {
    buffered.splice(0, i);
    state.bufferedIndex = 0;
  } else {
    state.bufferedIndex = i;
  }
}

Writable.prototype.cork = function() {
  this._writableState.corked++;
};

Writable.prototype.uncork = function() {
  const state = this._writableState;

  if (state.corked) {
    state.corked--;
    if (!state.writing)
      clearBuffer(this, state);
  }
};

Writable.prototype.setDefaultEncoding = function(encoding) {
  const name = typeof encoding === 'string' ? encoding.toLowerCase() : encoding;

  if (!buffers().isEncoding(name))
    throw new ERR_UNKNOWN_ENCODING(encoding);
  this._writableState.defaultEncoding = name;
  return this;
};

Writable.prototype._write = function(chunk, encoding, callback) {
  if (!this._writev)
    throw new ERR_METHOD_NOT_IMPLEMENTED('_write()');
  this._writev([{ chunk, encoding }], callback);
};

Writable.prototype._writev = null;

/* -- end and finish -------------------------------------------------------- */

/** @returns {Writable} this */
Writable.prototype.end = function(chunkOrCallback, encodingOrCallback, cb) {
  const state = this._writableState;
  let chunk = chunkOrCallback;
  let encoding = encodingOrCallback;
  let callback = cb;
  let error;

  if (typeof chunk === 'function') {
    callback = chunk;
    chunk = null;
    encoding = null;
  } else if (typeof encoding === 'function') {
    callback = encoding;
    encoding = null;
  }
  if (chunk !== null && chunk !== undefined) {
    const result = writeChunk(this, chunk, encoding);

    if (result instanceof Error)
      error = result;
  }
  if (state.corked) {
    state.corked = 1;
    this.uncork();
  }
  if (!error)
    error = beginEnd(this, state);
  if (typeof callback === 'function') {
    if (error || state.errored)
      process.nextTick(callback, error || state.errored);
    else if (state.finished)
      process.nextTick(callback, null);
    else
      state[kOnFinished].push(callback);
  }
  return this;
};

// undefined, or why the stream cannot end again.
function beginEnd(stream, state) {
  if (!state.errored && !state.ending) {
    state.ending = true;
    finishMaybe(stream, state, true);
    state.ended = true;
    return undefined;
  }
  if (state.finished)
    return new ERR_STREAM_ALREADY_FINISHED('end');
  if (state.destroyed)
    return new ERR_STREAM_DESTROYED('end');
  return undefined;
}

function needFinish(state) {
  return state.ending && !state.destroyed && state.constructed &&
    state.length === 0 && !state.errored && state.buffered.length === 0 &&
    !state.finished && !state.writing && !state.errorEmitted &&
    !state.closeEmitted;
}

function callFinal(stream, state) {
  let called = false;

  function onFinal(error) {
    if (called) {
      errorOrDestroy(stream,
                     error == null ? new ERR_MULTIPLE_CALLBACK() : error);
      return;
    }
    called = true;
    state.pendingcb--;
    if (error) {
      const waiting = state[kOnFinished].splice(0);

      for (let i = 0; i < waiting.length; i++)
        waiting[i](error);
      errorOrDestroy(stream, error, state.sync);
    } else if (needFinish(state)) {
      state.prefinished = true;
      stream.emit('prefinish');
      // Some set pendingcb in 'prefinish', so it must be looked at later.
      state.pendingcb++;
      process.nextTick(finish, stream, state);
    }
  }

  state.sync = true;
  state.pendingcb++;
  try {
    stream._final(onFinal);
  } catch (error) {
    onFinal(error);
  }
  state.sync = false;
}

function prefinish(stream, state) {
  if (state.prefinished || state.finalCalled)
    return;
  if (typeof stream._final === 'function' && !state.destroyed) {
    state.finalCalled = true;
    callFinal(stream, state);
  } else {
    state.prefinished = true;
    stream.emit('prefinish');
  }
}

function finishMaybe(stream, state, sync) {
  if (!needFinish(state))
    return;
  prefinish(stream, state);
  if (state.pendingcb !== 0)
    return;
  if (sync) {
    state.pendingcb++;
    process.nextTick(finishLater, stream, state);
  } else if (needFinish(state)) {
    state.pendingcb++;
    finish(stream, state);
  }
}

function finishLater(stream, state) {
  if (needFinish(state))
    finish(stream, state);
  else
    state.pendingcb--;
}

function finish(stream, state) {
  state.pendingcb--;
  state.finished = true;
  const waiting = state[kOnFinished].splice(0);

  for (let i = 0; i < waiting.length; i++)
    waiting[i](null);
  stream.emit('finish');
  if (state.autoDestroy) {
    const r = stream._readableState;

    if (!r || (r.autoDestroy && (r.endEmitted || r.readable === false)))
      stream.destroy();
  }
}

/* -- destroy --------------------------------------------------------------- */

Writable.prototype.destroy = function(error, callback) {
  const state = this._writableState;

  if (!state.destroyed &&
      (state.bufferedIndex < state.buffered.length ||
       state[kOnFinished].length))
    process.nextTick(failBuffered, state);
  destroyImpl.destroy.call(this, error, callback);
  return this;
};
Writable.prototype._undestroy = destroyImpl.undestroy;
Writable.prototype._destroy = function(error, callback) {
  callback(error);
};
Writable.prototype[Symbol.for('nodejs.rejection')] = function(error) {
  this.destroy(error);
};

/* -- what is asked from outside -------------------------------------------- */

function stateGetter(key, otherwise) {
  return {
    enumerable: false,
    configurable: true,
    get() {
      return this._writableState ? this._writableState[key] : otherwise;
    },
  };
}

Object.defineProperties(Writable.prototype, {
  closed: stateGetter('closed', false),
  destroyed: {
    configurable: true,
    get() {
      return this._writableState ? this._writableState.destroyed : false;
    },
    set(value) {
      if (this._writableState)
        this._writableState.destroyed = value;
    },
  },
  writable: {
    configurable: true,
    get() {
      const w = this._writableState;

      return !!w && w.writable !== false && !w.destroyed && !w.errored &&
        !w.ending && !w.ended;
    },
    set(value) {
      if (this._writableState)
        this._writableState.writable = !!value;
    },
  },
  writableFinished: stateGetter('finished', false),
  writableObjectMode: stateGetter('objectMode', false),
  writableBuffer: {
    configurable: true,
    get() { return this._writableState && this._writableState.getBuffer(); },
  },
  writableEnded: stateGetter('ending', false),
  writableNeedDrain: {
    configurable: true,
    get() {
      const w = this._writableState;

      return !!w && !w.destroyed && !w.ending && w.needDrain;
    },
  },
  writableHighWaterMark: stateGetter('highWaterMark'),
  writableCorked: stateGetter('corked', 0),
  writableLength: stateGetter('length'),
  errored: stateGetter('errored', null),
  writableAborted: {
    configurable: true,
    get() {
      const w = this._writableState;

      return !!(w.writable !== false && (w.destroyed || w.errored) &&
        !w.finished);
    },
  },
});

module.exports = Writable;

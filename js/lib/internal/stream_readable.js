// Readable: the state of the reading side, push, read and flowing. Piping and
// iterating are in stream_pipe.js and stream_iterator.js.
'use strict';

const { Stream } = require('internal/stream_legacy');
const chunks = require('internal/stream_chunks');
const destroyImpl = require('internal/stream_destroy');
const { getHighWaterMark } = require('internal/stream_state');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED, ERR_OUT_OF_RANGE,
    ERR_STREAM_PUSH_AFTER_EOF, ERR_STREAM_UNSHIFT_AFTER_END_EVENT,
  },
} = require('internal/errors');

const { errorOrDestroy } = destroyImpl;
const kPaused = Symbol('kPaused');

let Buffer = null; // loaded with the first stream of bytes
function buffers() {
  if (Buffer === null)
    Buffer = require('buffer').Buffer;
  return Buffer;
}

/** The reading side's state, `_readableState`. @constructor */
function ReadableState(options, stream, isDuplex) {
  const duplex = typeof isDuplex === 'boolean' ?
    isDuplex : stream instanceof Stream.Duplex;

  this.objectMode = !!(options &&
    (options.objectMode || (duplex && options.readableObjectMode)));
  this.highWaterMark =
    getHighWaterMark(this, options, 'readableHighWaterMark', duplex);
  this.buffer = [];
  this.bufferIndex = 0; // of the first chunk that was not taken
  this.length = 0;
  this.pipes = [];
  this.flowing = null; // null: nobody has said
  this.ended = false;
  this.endEmitted = false;
  this.reading = false;
  this.constructed = true;
  this.sync = true; // inside _read: 'readable' must wait for the next tick
  this.needReadable = false;
  this.emittedReadable = false;
  this.readableListening = false;
  this.resumeScheduled = false;
  this[kPaused] = null;
  this.errorEmitted = false;
  this.emitClose = !options || options.emitClose !== false;
  this.autoDestroy = !options || options.autoDestroy !== false;
  this.destroyed = false;
  this.errored = null;
  this.closed = false;
  this.closeEmitted = false;
  this.defaultEncoding = (options && options.defaultEncoding) || 'utf8';
  this.awaitDrainWriters = null;
  this.multiAwaitDrain = false;
  this.readingMore = false;
  this.dataEmitted = false;
  this.decoder = null;
  this.encoding = null;
  if (options && options.encoding) {
    const { StringDecoder } = require('string_decoder');

    this.decoder = new StringDecoder(options.encoding);
    this.encoding = options.encoding;
  }
}

Object.defineProperty(ReadableState.prototype, 'paused', {
  get() { return this[kPaused] !== false; },
  set(value) { this[kPaused] = !!value; },
});

Object.defineProperty(ReadableState.prototype, 'pipesCount', {
  get() { return this.pipes.length; },
});

/** @constructor Also without new. */
function Readable(options) {
  if (!(this instanceof Readable))
    return new Readable(options);
  const isDuplex = this instanceof Stream.Duplex;

  this._readableState = new ReadableState(options, this, isDuplex);
  if (options) {
    if (typeof options.read === 'function')
      this._read = options.read;
    if (typeof options.destroy === 'function')
      this._destroy = options.destroy;
    if (typeof options.construct === 'function')
      this._construct = options.construct;
    if (options.signal && !isDuplex)
      require('internal/stream_abort').addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  destroyImpl.construct(this, () => {
    if (this._readableState.needReadable)
      maybeReadMore(this, this._readableState);
  });
}
Object.setPrototypeOf(Readable.prototype, Stream.prototype);
Object.setPrototypeOf(Readable, Stream);

Readable.ReadableState = ReadableState;
Readable.prototype.destroy = destroyImpl.destroy;
Readable.prototype._undestroy = destroyImpl.undestroy;
Readable.prototype._destroy = function(error, callback) {
  callback(error);
};
Readable.prototype[Symbol.for('nodejs.rejection')] = function(error) {
  this.destroy(error);
};

/* -- push ------------------------------------------------------------------ */

/**
 * Adds to the end of what is read; null ends the stream.
 * @returns {boolean} false: stop pushing until _read is called again
 */
Readable.prototype.push = function(chunk, encoding) {
  return addToReadable(this, chunk, encoding, false);
};

/** Puts a chunk back before all others. */
Readable.prototype.unshift = function(chunk, encoding) {
  return addToReadable(this, chunk, encoding, true);
};

// The chunk as bytes or in the stream's encoding; undefined after an error.
function convert(stream, state, chunk, encoding, addToFront) {
  if (typeof chunk === 'string') {
    const from = encoding || state.defaultEncoding;

    if (state.encoding === from)
      return chunk;
    if (addToFront && state.encoding)
      return buffers().from(chunk, from).toString(state.encoding);
    return buffers().from(chunk, from);
  }
  if (ArrayBuffer.isView(chunk)) {
    return chunk instanceof buffers() ? chunk :
      Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
  errorOrDestroy(stream, new ERR_INVALID_ARG_TYPE(
    'chunk', ['string', 'Buffer', 'TypedArray', 'DataView'], chunk));
  return undefined;
}

function addToReadable(stream, chunk, encoding, addToFront) {
  const state = stream._readableState;
  let data = chunk;

  if (!state.objectMode && chunk != null)
    data = convert(stream, state, chunk, encoding, addToFront);
  if (data === undefined && chunk !== undefined) {
    state.reading = false; // the wrong type, reported
  } else if (data === null) {
    state.reading = false;
    onEndOfChunks(stream, state);
  } else if (state.objectMode || (data && data.length > 0)) {
    if (addToFront ? !addFirst(stream, state, data) :
      !addLast(stream, state, data))
      return false;
  } else if (!addToFront) {
    state.reading = false;
    maybeReadMore(stream, state);
  }
  return !state.ended &&
    (state.length < state.highWaterMark || state.length === 0);
}

function addFirst(stream, state, chunk) {
  if (state.endEmitted) {
    errorOrDestroy(stream, new ERR_STREAM_UNSHIFT_AFTER_END_EVENT());
  } else if (state.destroyed || state.errored) {
    return false;
  } else {
    addChunk(stream, state, chunk, true);
  }
  return true;
}

function addLast(stream, state, chunk) {
  if (state.ended) {
    errorOrDestroy(stream, new ERR_STREAM_PUSH_AFTER_EOF());
    return true;
  }
  if (state.destroyed || state.errored)
    return false;
  state.reading = false;
  if (state.decoder && typeof chunk !== 'string') {
    const text = state.decoder.write(chunk);

    if (text.length !== 0 || state.objectMode)
      addChunk(stream, state, text, false);
    else
      maybeReadMore(stream, state);
  } else {
    addChunk(stream, state, chunk, false);
  }
  return true;
}

function forgetDrains(state) {
  if (state.multiAwaitDrain)
    state.awaitDrainWriters.clear();
  else
    state.awaitDrainWriters = null;
}

function addChunk(stream, state, chunk, addToFront) {
  if (state.flowing && state.length === 0 && !state.sync &&
      stream.listenerCount('data') > 0) {
    forgetDrains(state);
    state.dataEmitted = true;
    stream.emit('data', chunk);
  } else {
    state.length += state.objectMode ? 1 : chunk.length;
    if (addToFront)
      chunks.unshift(state, chunk);
    else
      state.buffer.push(chunk);
    if (state.needReadable)
      emitReadable(stream);
  }
  maybeReadMore(stream, state);
}

function onEndOfChunks(stream, state) {
  if (state.ended)
    return;
  if (state.decoder) {
    const rest = state.decoder.end();

    if (rest && rest.length) {
      state.buffer.push(rest);
      state.length += state.objectMode ? 1 : rest.length;
    }
  }
  state.ended = true;
  if (state.sync) {
    emitReadable(stream);
  } else {
    state.needReadable = false;
    state.emittedReadable = true;
    emitReadableNT(stream);
  }
}

/* -- read ------------------------------------------------------------------ */

const MAX_HIGH_WATER_MARK = 0x40000000;

function roundUp(n) {
  let mark = n - 1;

  if (n > MAX_HIGH_WATER_MARK)
    throw new ERR_OUT_OF_RANGE('size', '<= 1GiB', n);
  mark |= mark >>> 1;
  mark |= mark >>> 2;
  mark |= mark >>> 4;
  mark |= mark >>> 8;
  mark |= mark >>> 16;
  return mark + 1;
}

function howMuchToRead(n, state) {
  if (n <= 0 || (state.length === 0 && state.ended))
    return 0;
  if (state.objectMode)
    return 1;
  if (Number.isNaN(n)) {
    if (state.flowing && state.length)
      return chunks.first(state).length;
    return state.length;
  }
  if (n <= state.length)
    return n;
  return state.ended ? state.length : 0;
}

// Asks the source for more; true where it gave it at once.
function callRead(stream, state) {
  state.reading = true;
  state.sync = true;
  if (state.length === 0)
    state.needReadable = true;
  try {
    stream._read(state.highWaterMark);
  } catch (error) {
    errorOrDestroy(stream, error);
  }
  state.sync = false;
  return !state.reading;
}

function wantsMore(state, n) {
  if (state.ended || state.reading || state.destroyed || state.errored ||
      !state.constructed)
    return false;
  return state.needReadable || state.length === 0 ||
    state.length - n < state.highWaterMark;
}

// read(0) with enough there only tells: 'readable' or the end.
function onlyTells(state, n) {
  if (n !== 0 || !state.needReadable)
    return false;
  return state.ended || (state.highWaterMark !== 0 ?
    state.length >= state.highWaterMark : state.length > 0);
}

/** @returns {Buffer|string|*|null} null: not as much there */
Readable.prototype.read = function(size) {
  const state = this._readableState;
  const asked = size === undefined ? NaN :
    Number.isInteger(size) ? size : parseInt(size, 10);
  let n = asked;
  let taken = null;

  if (n > state.highWaterMark)
    state.highWaterMark = roundUp(n);
  if (n !== 0)
    state.emittedReadable = false;
  if (onlyTells(state, n)) {
    if (state.length === 0 && state.ended)
      endReadable(this);
    else
      emitReadable(this);
    return null;
  }
  n = howMuchToRead(n, state);
  if (n === 0 && state.ended) {
    if (state.length === 0)
      endReadable(this);
    return null;
  }
  if (wantsMore(state, n) && callRead(this, state))
    n = howMuchToRead(asked, state);
  if (n > 0)
    taken = takeChunks(n, state);
  if (taken === null) {
    state.needReadable = state.length <= state.highWaterMark;
    n = 0;
  } else {
    state.length -= n;
    forgetDrains(state);
  }
  if (state.length === 0) {
    if (!state.ended)
      state.needReadable = true;
    if (asked !== n && state.ended)
      endReadable(this);
  }
  if (taken !== null && !state.errorEmitted && !state.closeEmitted) {
    state.dataEmitted = true;
    this.emit('data', taken);
  }
  return taken;
};

function takeChunks(n, state) {
  if (state.length === 0)
    return null;
  if (state.objectMode)
    return chunks.shift(state);
  return !n || n >= state.length ?
    chunks.takeAll(state) : chunks.take(state, n);
}

Readable.prototype._read = function() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_read()');
};

/* -- telling: 'readable', 'end' -------------------------------------------- */

function emitReadable(stream) {
  const state = stream._readableState;

  state.needReadable = false;
  if (!state.emittedReadable) {
    state.emittedReadable = true;
    process.nextTick(emitReadableNT, stream);
  }
}

function emitReadableNT(stream) {
  const state = stream._readableState;

  if (!state.destroyed && !state.errored && (state.length || state.ended)) {
    stream.emit('readable');
    state.emittedReadable = false;
  }
  state.needReadable = !state.flowing && !state.ended &&
    state.length <= state.highWaterMark;
  flow(stream);
}

// Fills the buffer to its mark while nobody asks.
function maybeReadMore(stream, state) {
  if (!state.readingMore && state.constructed) {
    state.readingMore = true;
    process.nextTick(readMoreNT, stream, state);
  }
}

function readMoreNT(stream, state) {
  while (!state.reading && !state.ended &&
         (state.length < state.highWaterMark ||
          (state.flowing && state.length === 0))) {
    const before = state.length;

    stream.read(0);
    if (before === state.length)
      break; // no data came
  }
  state.readingMore = false;
}

function endReadable(stream) {
  const state = stream._readableState;

  if (!state.endEmitted) {
    state.ended = true;
    process.nextTick(endReadableNT, state, stream);
  }
}

function endReadableNT(state, stream) {
  if (state.errored || state.closeEmitted || state.endEmitted ||
      state.length !== 0)
    return;
  state.endEmitted = true;
  stream.emit('end');
  if (stream.writable && stream.allowHalfOpen === false) {
    process.nextTick(endWritableNT, stream);
  } else if (state.autoDestroy) {
    const w = stream._writableState;

    if (!w || (w.autoDestroy && (w.finished || w.writable === false)))
      stream.destroy();
  }
}

function endWritableNT(stream) {
  if (stream.writable && !stream.writableEnded && !stream.destroyed)
    stream.end();
}

/* -- flowing --------------------------------------------------------------- */

Readable.prototype.isPaused = function() {
  return this._readableState[kPaused] === true ||
    this._readableState.flowing === false;
};

Readable.prototype.setEncoding = function(encoding) {
  const { StringDecoder } = require('string_decoder');
  const state = this._readableState;
  const decoder = new StringDecoder(encoding);
  let content = '';

  state.decoder = decoder;
  state.encoding = decoder.encoding;
  chunks.all(state).forEach((data) => { content += decoder.write(data); });
  chunks.clear(state);
  if (content !== '')
    state.buffer.push(content);
  state.length = content.length;
  return this;
};

Readable.prototype.resume = function() {
  const state = this._readableState;

  if (!state.flowing) {
    state.flowing = !state.readableListening;
    if (!state.resumeScheduled) {
      state.resumeScheduled = true;
      process.nextTick(resumeNT, this, state);
    }
  }
  state[kPaused] = false;
  return this;
};

function resumeNT(stream, state) {
  if (!state.reading)
    stream.read(0);
  state.resumeScheduled = false;
  stream.emit('resume');
  flow(stream);
  if (state.flowing && !state.reading)
    stream.read(0);
}

Readable.prototype.pause = function() {
  if (this._readableState.flowing !== false) {
    this._readableState.flowing = false;
    this.emit('pause');
  }
  this._readableState[kPaused] = true;
  return this;
};

function flow(stream) {
  const state = stream._readableState;

  while (state.flowing && stream.read() !== null)
    continue;
}

// 'data' starts the flow, 'readable' stops it.
Readable.prototype.on = function(event, listener) {
  const result = Stream.prototype.on.call(this, event, listener);
  const state = this._readableState;

  if (event === 'data') {
    state.readableListening = this.listenerCount('readable') > 0;
    if (state.flowing !== false)
      this.resume();
  } else if (event === 'readable' &&
             !state.endEmitted && !state.readableListening) {
    state.readableListening = true;
    state.needReadable = true;
    state.flowing = false;
    state.emittedReadable = false;
    if (state.length)
      emitReadable(this);
    else if (!state.reading)
      process.nextTick(readNothingNT, this);
  }
  return result;
};
Readable.prototype.addListener = Readable.prototype.on;

function readNothingNT(stream) {
  stream.read(0);
}

Readable.prototype.removeListener = function(event, listener) {
  const result = Stream.prototype.removeListener.call(this, event, listener);

  if (event === 'readable')
    process.nextTick(updateListeningNT, this);
  return result;
};
Readable.prototype.off = Readable.prototype.removeListener;

Readable.prototype.removeAllListeners = function(event) {
  const result = Stream.prototype.removeAllListeners.apply(this, arguments);

  if (event === 'readable' || event === undefined)
    process.nextTick(updateListeningNT, this);
  return result;
};

function updateListeningNT(stream) {
  const state = stream._readableState;

  state.readableListening = stream.listenerCount('readable') > 0;
  if (state.resumeScheduled && state[kPaused] === false)
    state.flowing = true;
  else if (stream.listenerCount('data') > 0)
    stream.resume();
  else if (!state.readableListening)
    state.flowing = null;
}

/* -- what is asked from outside -------------------------------------------- */

function stateGetter(key, otherwise) {
  return {
    enumerable: false,
    get() {
      return this._readableState ? this._readableState[key] : otherwise;
    },
  };
}

Object.defineProperties(Readable.prototype, {
  readable: {
    get() {
      const r = this._readableState;

      return !!r && r.readable !== false && !r.destroyed && !r.errorEmitted &&
        !r.endEmitted;
    },
    set(value) {
      if (this._readableState)
        this._readableState.readable = !!value;
    },
  },
  readableDidRead: stateGetter('dataEmitted', false),
  readableAborted: {
    enumerable: false,
    get() {
      const r = this._readableState;

      return !!(r.readable !== false && (r.destroyed || r.errored) &&
        !r.endEmitted);
    },
  },
  readableHighWaterMark: stateGetter('highWaterMark'),
  readableBuffer: stateGetter('buffer'),
  readableFlowing: {
    enumerable: false,
    get() { return this._readableState.flowing; },
    set(value) {
      if (this._readableState)
        this._readableState.flowing = value;
    },
  },
  readableLength: stateGetter('length'),
  readableObjectMode: stateGetter('objectMode', false),
  readableEncoding: stateGetter('encoding', null),
  errored: stateGetter('errored', null),
  closed: stateGetter('closed', false),
  destroyed: {
    enumerable: false,
    get() {
      return this._readableState ? this._readableState.destroyed : false;
    },
    set(value) {
      if (this._readableState)
        this._readableState.destroyed = value;
    },
  },
  readableEnded: stateGetter('endEmitted', false),
});

module.exports = Readable;

require('internal/stream_pipe');
require('internal/stream_iterator');

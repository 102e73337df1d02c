// Duplex: a Readable that has Writable's side too.
'use strict';

const { Stream } = require('internal/stream_legacy');
const Readable = require('internal/stream_readable');
const Writable = require('internal/stream_writable');

/** @constructor Also without new. */
function Duplex(options) {
  if (!(this instanceof Duplex))
    return new Duplex(options);
  Readable.call(this, options);
  Writable.call(this, options);
  this.allowHalfOpen = !options || options.allowHalfOpen !== false;
  if (!options)
    return;
  if (options.readable === false) {
    this._readableState.readable = false;
    this._readableState.ended = true;
    this._readableState.endEmitted = true;
  }
  if (options.writable === false) {
    this._writableState.writable = false;
    this._writableState.ending = true;
    this._writableState.ended = true;
    this._writableState.finished = true;
  }
}
Object.setPrototypeOf(Duplex.prototype, Readable.prototype);
Object.setPrototypeOf(Duplex, Readable);
Stream.Duplex = Duplex; // what the two sides ask for

['write', 'end', 'cork', 'uncork', 'setDefaultEncoding', '_write', '_writev']
  .forEach((name) => { Duplex.prototype[name] = Writable.prototype[name]; });

// A destroy must fail what waits to be written.
Duplex.prototype.destroy = Writable.prototype.destroy;

['writable', 'writableHighWaterMark', 'writableObjectMode', 'writableBuffer',
 'writableLength', 'writableFinished', 'writableCorked', 'writableEnded',
 'writableNeedDrain', 'writableAborted'].forEach((name) => {
  Object.defineProperty(
    Duplex.prototype, name,
    Object.getOwnPropertyDescriptor(Writable.prototype, name));
});

Object.defineProperty(Duplex.prototype, 'destroyed', {
  configurable: true,
  get() {
    return this._readableState !== undefined &&
      this._writableState !== undefined &&
      this._readableState.destroyed && this._writableState.destroyed;
  },
  set(value) {
    if (this._readableState && this._writableState) {
      this._readableState.destroyed = value;
      this._writableState.destroyed = value;
    }
  },
});

/** Makes one of a stream, an iterable, a function, a promise or a pair. */
Duplex.from = function(body) {
  return require('internal/stream_duplexify').duplexFrom(body, 'body');
};

module.exports = Duplex;

// Transform: what is written is changed and can be read. PassThrough changes
// nothing.
'use strict';

const Duplex = require('internal/stream_duplex');
const { getHighWaterMark } = require('internal/stream_state');
const { codes: { ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');

const kCallback = Symbol('kCallback');

/** @constructor Also without new. */
function Transform(options) {
  if (!(this instanceof Transform))
    return new Transform(options);
  let own = options;

  // A reading side that takes nothing must not let the writing side buffer.
  if (options && getHighWaterMark({ objectMode: !!options.objectMode }, options,
                                  'readableHighWaterMark', true) === 0) {
    own = Object.assign({}, options, {
      highWaterMark: null,
      readableHighWaterMark: 0,
      writableHighWaterMark: options.writableHighWaterMark || 0,
    });
  }
  Duplex.call(this, own);
  this._readableState.sync = false;
  this[kCallback] = null;
  if (options) {
    if (typeof options.transform === 'function')
      this._transform = options.transform;
    if (typeof options.flush === 'function')
      this._flush = options.flush;
  }
  this.on('prefinish', prefinish);
}
Object.setPrototypeOf(Transform.prototype, Duplex.prototype);
Object.setPrototypeOf(Transform, Duplex);

function final(callback) {
  if (typeof this._flush !== 'function' || this.destroyed) {
    this.push(null);
    if (callback)
      callback();
    return;
  }
  this._flush((error, data) => {
    if (error) {
      if (callback)
        callback(error);
      else
        this.destroy(error);
      return;
    }
    if (data != null)
      this.push(data);
    this.push(null);
    if (callback)
      callback();
  });
}

// A subclass with a _final of its own still gets the flush.
function prefinish() {
  if (this._final !== final)
    final.call(this);
}

Transform.prototype._final = final;

Transform.prototype._transform = function() {
  throw new ERR_METHOD_NOT_IMPLEMENTED('_transform()');
};

Transform.prototype._write = function(chunk, encoding, callback) {
  const r = this._readableState;
  const w = this._writableState;
  const length = r.length;

  this._transform(chunk, encoding, (error, value) => {
    if (error) {
      callback(error);
      return;
    }
    if (value != null)
      this.push(value);
    if (w.ended || length === r.length || r.length < r.highWaterMark)
      callback();
    else
      this[kCallback] = callback; // when somebody has read
  });
};

Transform.prototype._read = function() {
  const callback = this[kCallback];

  if (callback) {
    this[kCallback] = null;
    callback();
  }
};

/** @constructor Also without new. */
function PassThrough(options) {
  if (!(this instanceof PassThrough))
    return new PassThrough(options);
  Transform.call(this, options);
}
Object.setPrototypeOf(PassThrough.prototype, Transform.prototype);
Object.setPrototypeOf(PassThrough, Transform);

PassThrough.prototype._transform = function(chunk, encoding, callback) {
  callback(null, chunk);
};

module.exports = { Transform, PassThrough };

// Reading a stream with for await: an iterator over 'readable' and finished().
'use strict';

const Readable = require('internal/stream_readable');
const { destroyer } = require('internal/stream_destroy');
const { AbortError } = require('internal/errors');
const { validateObject } = require('internal/validators');

/**
 * What `for await (chunk of stream)` uses. Ends the stream when the loop does.
 * @constructor
 */
function ReadableIterator(stream, options) {
  this.stream = stream;
  this.destroyOnReturn = !options || options.destroyOnReturn !== false;
  this.error = undefined; // null: ended well; an Error: failed
  this.waiting = null; // resolve of the read that waits for 'readable'
  this.last = null; // the call being answered; the others wait for it
  this.finished = false;
  this.cleanup = null; // until the first call, which begins to listen
}

Object.defineProperty(ReadableIterator.prototype, 'constructor', {
  value: Object, configurable: true, writable: true,
});

ReadableIterator.prototype._begin = function() {
  this.stream.on('readable', () => this._wake());
  this.cleanup = require('internal/stream_finished').eos(
    this.stream, { writable: false }, (error) => {
      this.error = error || null;
      this._wake();
    });
};

ReadableIterator.prototype._wake = function() {
  const wake = this.waiting;

  this.waiting = null;
  if (wake)
    wake();
};

// Settles with the next result, sooner or later.
ReadableIterator.prototype._take = function(resolve, reject) {
  if (this.cleanup === null && !this.finished)
    this._begin();
  const chunk = this.stream.destroyed ? null : this.stream.read();

  if (this.finished) {
    resolve({ value: undefined, done: true });
  } else if (chunk !== null) {
    resolve({ value: chunk, done: false });
  } else if (this.error) {
    this._close(this.error);
    reject(this.error);
  } else if (this.error === null) {
    this._close(undefined);
    resolve({ value: undefined, done: true });
  } else {
    this.waiting = () => this._take(resolve, reject);
  }
};

ReadableIterator.prototype._close = function(error) {
  if (this.finished)
    return;
  this.finished = true;
  if ((error || this.destroyOnReturn) &&
      (this.error === undefined || this.stream._readableState.autoDestroy)) {
    destroyer(this.stream, null);
  } else if (this.cleanup !== null) {
    this.cleanup();
  }
};

ReadableIterator.prototype._enqueue = function(executor) {
  const run = () => new Promise(executor);
  const result = this.last === null ? run() : this.last.then(run, run);
  const done = result.then(() => {}, () => {}).then(() => {
    if (this.last === done)
      this.last = null;
  });

  this.last = done;
  return result;
};

ReadableIterator.prototype.next = function() {
  return this._enqueue((resolve, reject) => this._take(resolve, reject));
};

ReadableIterator.prototype.return = function(value) {
  return this._enqueue((resolve) => {
    this._close(undefined);
    resolve({ value, done: true });
  });
};

ReadableIterator.prototype.throw = function(error) {
  return this._enqueue((resolve, reject) => {
    this._close(error);
    reject(error);
  });
};

ReadableIterator.prototype[Symbol.asyncIterator] = function() {
  return this;
};

Readable.prototype[Symbol.asyncIterator] = function() {
  return new ReadableIterator(this);
};

/** @param {{destroyOnReturn?: boolean}} [options] */
Readable.prototype.iterator = function(options) {
  if (options !== undefined)
    validateObject(options, 'options');
  return new ReadableIterator(this, options);
};

Readable.prototype[Symbol.asyncDispose] = function() {
  let error;

  if (!this.destroyed) {
    error = this.readableEnded ? null : new AbortError();
    this.destroy(error);
  }
  return new Promise((resolve, reject) => {
    require('internal/stream_finished').eos(this, (problem) => {
      if (problem && problem !== error)
        reject(problem);
      else
        resolve(null);
    });
  });
};

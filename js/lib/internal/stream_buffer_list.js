// The queue of chunks that a readable stream holds. Takes from the front are
// O(1): `head` walks, and the array is cut when half of it is behind.
'use strict';

function BufferList() {
  this.items = [];
  this.head = 0;
}

Object.defineProperty(BufferList.prototype, 'length', {
  get() { return this.items.length - this.head; },
});

BufferList.prototype.push = function(chunk) {
  this.items.push(chunk);
};

BufferList.prototype.unshift = function(chunk) {
  if (this.head > 0)
    this.items[--this.head] = chunk;
  else
    this.items.unshift(chunk);
};

BufferList.prototype.shift = function() {
  const chunk = this.items[this.head];

  this.items[this.head++] = undefined;
  if (this.head > 64 && this.head * 2 > this.items.length) {
    this.items = this.items.slice(this.head);
    this.head = 0;
  } else if (this.head === this.items.length) {
    this.items.length = 0;
    this.head = 0;
  }
  return chunk;
};

BufferList.prototype.clear = function() {
  this.items = [];
  this.head = 0;
};

BufferList.prototype.first = function() {
  return this.items[this.head];
};

BufferList.prototype.forEach = function(fn) {
  for (let i = this.head; i < this.items.length; i++)
    fn(this.items[i]);
};

BufferList.prototype.join = function(separator) {
  return this.items.slice(this.head).join(separator);
};

/** All chunks as one Buffer of `n` bytes. */
BufferList.prototype.concat = function(n) {
  return require('buffer').Buffer.concat(this.items.slice(this.head), n);
};

/** Takes `n` characters or bytes off the front; there are as many. */
BufferList.prototype.consume = function(n, hasStrings) {
  const first = this.items[this.head];

  if (n < first.length) {
    this.items[this.head] = first.slice(n);
    return first.slice(0, n);
  }
  if (n === first.length)
    return this.shift();
  return hasStrings ? this._takeString(n) : this._takeBuffer(n);
};

BufferList.prototype._takeString = function(n) {
  let text = '';
  let left = n;

  while (left > 0) {
    const chunk = this.items[this.head];

    if (left < chunk.length) {
      text += chunk.slice(0, left);
      this.items[this.head] = chunk.slice(left);
      return text;
    }
    text += chunk;
    left -= chunk.length;
    this.shift();
  }
  return text;
};

BufferList.prototype._takeBuffer = function(n) {
  const taken = require('buffer').Buffer.allocUnsafe(n);
  let left = n;

  while (left > 0) {
    const chunk = this.items[this.head];

    if (left < chunk.length) {
      taken.set(chunk.subarray(0, left), n - left);
      this.items[this.head] = chunk.slice(left);
      return taken;
    }
    taken.set(chunk, n - left);
    left -= chunk.length;
    this.shift();
  }
  return taken;
};

module.exports = BufferList;

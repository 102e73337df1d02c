// stream.duplexPair: two Duplexes, each of which reads what the other writes.
'use strict';

const Duplex = require('internal/stream_duplex');

const kOther = Symbol('kOther');
const kWritten = Symbol('kWritten'); // callback of a write not yet read

class DuplexSide extends Duplex {
  constructor(options) {
    super(options);
    this[kOther] = null;
    this[kWritten] = null;
  }

  _read() {
    const callback = this[kWritten];

    if (callback) {
      this[kWritten] = null;
      callback();
    }
  }

  _write(chunk, encoding, callback) {
    if (chunk.length === 0) {
      process.nextTick(callback);
      return;
    }
    this[kOther].push(chunk);
    this[kOther][kWritten] = callback;
  }

  _final(callback) {
    this[kOther].on('end', callback);
    this[kOther].push(null);
  }
}

/** @returns {[Duplex, Duplex]} */
function duplexPair(options) {
  const one = new DuplexSide(options);
  const other = new DuplexSide(options);

  one[kOther] = other;
  other[kOther] = one;
  return [one, other];
}

module.exports = { duplexPair };

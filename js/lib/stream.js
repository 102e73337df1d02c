// The core module `stream`.
'use strict';

const { Stream } = require('internal/stream_legacy');
const Readable = require('internal/stream_readable');
const Writable = require('internal/stream_writable');
const Duplex = require('internal/stream_duplex');
const { Transform, PassThrough } = require('internal/stream_transform');
const { destroyer } = require('internal/stream_destroy');
const { eos } = require('internal/stream_finished');
const { pipeline } = require('internal/stream_pipeline');
const state = require('internal/stream_state');
const { hidden, codes } = require('internal/errors');

const promisified = require('util').promisify.custom;

Readable.from = function(iterable, options) {
  return require('internal/stream_from')
    .readableFrom(Readable, iterable, options);
};

// What an operator is called with is looked at by the operator itself; its file
// is loaded when the first is called. [name, length, key in stream_operators]
const operators = [
  ['asIndexedPairs', 0, 'streams'], ['drop', 1, 'streams'],
  ['filter', 2, 'streams'], ['flatMap', 2, 'streams'], ['map', 2, 'streams'],
  ['take', 1, 'streams'], ['compose', 2, 'streams'], ['every', 1, 'promises'],
  ['forEach', 2, 'promises'], ['reduce', 3, 'promises'],
  ['toArray', 1, 'promises'], ['some', 1, 'promises'], ['find', 2, 'promises'],
];

operators.forEach(([name, length, kind]) => {
  function operator(...args) {
    if (new.target)
      throw new codes.ERR_ILLEGAL_CONSTRUCTOR();
    const fn = require('internal/stream_operators')[kind][name];

    return kind === 'streams' ? Readable.from(fn.apply(this, args)) :
      Promise.resolve().then(() => fn.apply(this, args));
  }
  Object.defineProperty(operator, 'name', { value: name });
  Object.defineProperty(operator, 'length', { value: length });
  hidden(Readable.prototype, name, operator);
});

Stream.isDestroyed = state.isDestroyed;
Stream.isDisturbed = state.isDisturbed;
Stream.isErrored = state.isErrored;
Stream.isReadable = state.isReadable;
Stream.isWritable = state.isWritable;
Stream.Readable = Readable;
Stream.Writable = Writable;
Stream.Duplex = Duplex;
Stream.Transform = Transform;
Stream.PassThrough = PassThrough;
Stream.duplexPair = function duplexPair(options) {
  return require('internal/stream_pair').duplexPair(options);
};
Stream.pipeline = pipeline;
Stream.addAbortSignal = function(signal, stream) {
  return require('internal/stream_abort').addAbortSignal(signal, stream);
};
Stream.finished = eos;
Stream.destroy = destroyer;
Stream.compose = function compose(...streams) {
  return require('internal/stream_compose').compose(...streams);
};
Stream.setDefaultHighWaterMark = state.setDefaultHighWaterMark;
Stream.getDefaultHighWaterMark = state.getDefaultHighWaterMark;
Stream.Stream = Stream; // require('stream').Stream

Object.defineProperty(Stream, 'promises', {
  configurable: true,
  enumerable: true,
  get() { return require('stream/promises'); },
});
Object.defineProperty(pipeline, promisified, {
  enumerable: true,
  get() { return require('stream/promises').pipeline; },
});
Object.defineProperty(eos, promisified, {
  enumerable: true,
  get() { return require('stream/promises').finished; },
});
Stream._isArrayBufferView = ArrayBuffer.isView;
hidden(Stream, '_isUint8Array', (value) => value instanceof Uint8Array);
hidden(Stream, '_uint8ArrayToBuffer', (bytes) => require('buffer').Buffer
  .from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

module.exports = Stream;

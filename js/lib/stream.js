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
const { hidden } = require('internal/errors');

const promisified = require('util').promisify.custom;

Readable.from = function(iterable, options) {
  return require('internal/stream_from')
    .readableFrom(Readable, iterable, options);
};

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
Stream.pipeline = pipeline;
Stream.addAbortSignal = function(signal, stream) {
  return require('internal/stream_abort').addAbortSignal(signal, stream);
};
Stream.finished = eos;
Stream.destroy = destroyer;
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
hidden(Stream, '_isUint8Array', (value) => value instanceof Uint8Array);
hidden(Stream, '_uint8ArrayToBuffer', (bytes) => require('buffer').Buffer
  .from(bytes.buffer, bytes.byteOffset, bytes.byteLength));

module.exports = Stream;

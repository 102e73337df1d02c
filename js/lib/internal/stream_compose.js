// stream.compose: several streams as one Duplex, which writes to the first and
// reads from the last.
'use strict';

const { codes: { ERR_INVALID_ARG_VALUE, ERR_MISSING_ARGS } } =
  require('internal/errors');
const Duplex = require('internal/stream_duplex');
const { destroyer } = require('internal/stream_destroy');
const { eos } = require('internal/stream_finished');
const { pipeline } = require('internal/stream_pipeline');
const { joinSides, newWaiting, wake } = require('internal/stream_sides');
const {
  isNodeStream, isReadable, isWritable,
} = require('internal/stream_state');

// The ends must be streams; what is between may be a function too.
function withEnds(given) {
  const streams = given.slice();
  const last = streams.length - 1;

  if (typeof streams[0] === 'function')
    streams[0] = Duplex.from(streams[0]);
  if (typeof streams[last] === 'function')
    streams[last] = Duplex.from(streams[last]);
  streams.forEach((stream, i) => {
    if (!isNodeStream(stream))
      return;
    if (i < last && !isReadable(stream)) {
      throw new ERR_INVALID_ARG_VALUE(
        `streams[${i}]`, given[i], 'must be readable');
    }
    if (i > 0 && !isWritable(stream)) {
      throw new ERR_INVALID_ARG_VALUE(
        `streams[${i}]`, given[i], 'must be writable');
    }
  });
  return streams;
}

/** @returns {Duplex} */
function compose() {
  const given = Array.prototype.slice.call(arguments);

  if (given.length === 0)
    throw new ERR_MISSING_ARGS('streams');
  if (given.length === 1)
    return Duplex.from(given[0]);
  const streams = withEnds(given);
  const head = streams[0];
  const waiting = newWaiting();
  const tail = pipeline(streams, (error) => {
    if (wake(waiting, 'close', error))
      return;
    if (error)
      duplex.destroy(error);
    else if (!readable && !writable)
      duplex.destroy();
  });
  const writable = !!isWritable(head);
  const readable = !!isReadable(tail);
  const duplex = joinSides(
    writable ? head : null, readable ? tail : null, waiting,
    (reason) => { destroyer(tail, reason); });

  if (writable)
    eos(tail, () => { wake(waiting, 'finish'); });
  return duplex;
}

module.exports = { compose };

// The chunks that a readable stream holds: the array `state.buffer`, from
// `state.bufferIndex` on. Takes from the front are O(1): the index walks, and
// the array is cut when half of it is behind.
'use strict';

function unshift(state, chunk) {
  if (state.bufferIndex > 0)
    state.buffer[--state.bufferIndex] = chunk;
  else
    state.buffer.unshift(chunk);
}

function shift(state) {
  const { buffer } = state;
  const chunk = buffer[state.bufferIndex];

  buffer[state.bufferIndex++] = null;
  if (state.bufferIndex === buffer.length) {
    buffer.length = 0;
    state.bufferIndex = 0;
  } else if (state.bufferIndex > 64 && state.bufferIndex * 2 > buffer.length) {
    buffer.splice(0, state.bufferIndex);
    state.bufferIndex = 0;
  }
  return chunk;
}

function clear(state) {
  state.buffer.length = 0;
  state.bufferIndex = 0;
}

function first(state) {
  return state.buffer[state.bufferIndex];
}

// All that waits, as an array.
function all(state) {
  return state.bufferIndex === 0 ?
    state.buffer : state.buffer.slice(state.bufferIndex);
}

/** Takes every chunk as one: a string, or a Buffer of `state.length` bytes. */
function takeAll(state) {
  const chunks = all(state);
  let whole;

  if (state.decoder)
    whole = chunks.join('');
  else if (chunks.length === 1)
    whole = chunks[0];
  else
    whole = require('buffer').Buffer.concat(chunks, state.length);
  clear(state);
  return whole;
}

/** Takes `n` characters or bytes off the front; there are as many. */
function take(state, n) {
  const chunk = first(state);

  if (n < chunk.length) {
    state.buffer[state.bufferIndex] = chunk.slice(n);
    return chunk.slice(0, n);
  }
  if (n === chunk.length)
    return shift(state);
  return state.decoder ? takeString(state, n) : takeBuffer(state, n);
}

function takeString(state, n) {
  let text = '';
  let left = n;

  while (left > 0) {
    const chunk = first(state);

    if (left < chunk.length) {
      text += chunk.slice(0, left);
      state.buffer[state.bufferIndex] = chunk.slice(left);
      return text;
    }
    text += chunk;
    left -= chunk.length;
    shift(state);
  }
  return text;
}

function takeBuffer(state, n) {
  const taken = require('buffer').Buffer.allocUnsafe(n);
  let left = n;

  while (left > 0) {
    const chunk = first(state);

    if (left < chunk.length) {
      taken.set(chunk.subarray(0, left), n - left);
      state.buffer[state.bufferIndex] = chunk.slice(left);
      return taken;
    }
    taken.set(chunk, n - left);
    left -= chunk.length;
    shift(state);
  }
  return taken;
}

module.exports = { unshift, shift, clear, first, all, takeAll, take };

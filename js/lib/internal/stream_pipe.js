// Readable.prototype.pipe, unpipe and wrap.
'use strict';

const Readable = require('internal/stream_readable');
const { prependListener } = require('internal/stream_legacy');
const { errorOrDestroy } = require('internal/stream_destroy');

// One dest that waits is kept as itself, several as a Set.
function rememberWaiting(state, dest) {
  if (state.pipes.length === 1 && state.pipes[0] === dest) {
    state.awaitDrainWriters = dest;
    state.multiAwaitDrain = false;
  } else if (state.pipes.length > 1 && state.pipes.includes(dest)) {
    state.awaitDrainWriters.add(dest);
  }
}

function drainListener(source, dest) {
  return function() {
    const state = source._readableState;

    if (state.awaitDrainWriters === dest)
      state.awaitDrainWriters = null;
    else if (state.multiAwaitDrain)
      state.awaitDrainWriters.delete(dest);
    if ((!state.awaitDrainWriters || state.awaitDrainWriters.size === 0) &&
        source.listenerCount('data'))
      source.resume();
  };
}

function endsWith(dest, options) {
  return (!options || options.end !== false) && !dest._isStdio;
}

/** @returns {Writable} dest */
Readable.prototype.pipe = function(dest, options) {
  const source = this;
  const state = this._readableState;
  let ondrain = null;
  let cleanedUp = false;

  if (state.pipes.length === 1 && !state.multiAwaitDrain) {
    state.multiAwaitDrain = true;
    state.awaitDrainWriters =
      new Set(state.awaitDrainWriters ? [state.awaitDrainWriters] : []);
  }
  state.pipes.push(dest);

  const onSourceEnd = endsWith(dest, options) ? onend : unpipe;

  if (state.endEmitted)
    process.nextTick(onSourceEnd);
  else
    source.once('end', onSourceEnd);
  dest.on('unpipe', onunpipe);

  function onunpipe(readable, info) {
    if (readable === source && info && info.hasUnpiped === false) {
      info.hasUnpiped = true;
      cleanup();
    }
  }
  function onend() {
    dest.end();
  }
  function cleanup() {
    dest.removeListener('close', onclose);
    dest.removeListener('finish', onfinish);
    if (ondrain)
      dest.removeListener('drain', ondrain);
    dest.removeListener('error', onerror);
    dest.removeListener('unpipe', onunpipe);
    source.removeListener('end', onend);
    source.removeListener('end', unpipe);
    source.removeListener('data', ondata);
    cleanedUp = true;
    // The others must not wait for one that has left.
    if (ondrain && state.awaitDrainWriters &&
        (!dest._writableState || dest._writableState.needDrain))
      ondrain();
  }
  function pause() {
    if (!cleanedUp) {
      rememberWaiting(state, dest);
      source.pause();
    }
    if (!ondrain) {
      ondrain = drainListener(source, dest);
      dest.on('drain', ondrain);
    }
  }
  function ondata(chunk) {
    if (dest.write(chunk) === false)
      pause();
  }
  function onerror(error) {
    unpipe();
    dest.removeListener('error', onerror);
    if (dest.listenerCount('error') === 0) {
      const s = dest._writableState || dest._readableState;

      if (s && !s.errorEmitted)
        errorOrDestroy(dest, error);
      else
        dest.emit('error', error);
    }
  }
  function onclose() {
    dest.removeListener('finish', onfinish);
    unpipe();
  }
  function onfinish() {
    dest.removeListener('close', onclose);
    unpipe();
  }
  function unpipe() {
    source.unpipe(dest);
  }

  source.on('data', ondata);
  prependListener(dest, 'error', onerror);
  dest.once('close', onclose);
  dest.once('finish', onfinish);
  dest.emit('pipe', source);
  if (dest.writableNeedDrain === true)
    pause();
  else if (!state.flowing)
    source.resume();
  return dest;
};

Readable.prototype.unpipe = function(dest) {
  const state = this._readableState;

  if (state.pipes.length === 0)
    return this;
  if (!dest) {
    const all = state.pipes;

    state.pipes = [];
    this.pause();
    for (let i = 0; i < all.length; i++)
      all[i].emit('unpipe', this, { hasUnpiped: false });
    return this;
  }
  const index = state.pipes.indexOf(dest);

  if (index === -1)
    return this;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0)
    this.pause();
  dest.emit('unpipe', this, { hasUnpiped: false });
  return this;
};

/** Makes this stream read from one of the first Node's kind. */
Readable.prototype.wrap = function(old) {
  let paused = false;

  old.on('data', (chunk) => {
    if (!this.push(chunk) && old.pause) {
      paused = true;
      old.pause();
    }
  });
  old.on('end', () => this.push(null));
  old.on('error', (error) => errorOrDestroy(this, error));
  old.on('close', () => this.destroy());
  old.on('destroy', () => this.destroy());
  this._read = () => {
    if (paused && old.resume) {
      paused = false;
      old.resume();
    }
  };
  Object.keys(old).forEach((key) => {
    if (this[key] === undefined && typeof old[key] === 'function')
      this[key] = old[key].bind(old);
  });
  return this;
};

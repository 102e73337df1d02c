// pipeline(source, ...transforms, destination, callback).
'use strict';

const {
  AbortError,
  aggregateTwoErrors,
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_RETURN_VALUE, ERR_MISSING_ARGS,
    ERR_STREAM_DESTROYED, ERR_STREAM_PREMATURE_CLOSE,
  },
} = require('internal/errors');
const { validateFunction } = require('internal/validators');
const { eos } = require('internal/stream_finished');
const { destroyer } = require('internal/stream_destroy');
const {
  isIterable, isNodeStream, isReadableNodeStream,
} = require('internal/stream_state');

// How to end a stream of the pipeline before its time.
function guard(stream, reading, writing) {
  let finished = false;

  stream.on('close', () => { finished = true; });
  const cleanup = eos(stream, { readable: reading, writable: writing },
                      (error) => { finished = !error; });

  return {
    destroy(error) {
      if (finished)
        return;
      finished = true;
      destroyer(stream, error || new ERR_STREAM_DESTROYED('pipe'));
    },
    cleanup,
  };
}

/**
 * @returns the last stream, or a PassThrough of what the last function gives
 */
function pipeline() {
  const streams = Array.prototype.slice.call(arguments);
  const callback = streams.pop();

  validateFunction(callback, 'streams[stream.length - 1]');
  return run(streams, callback, {});
}

function run(list, callback, options) {
  const streams = list.length === 1 && Array.isArray(list[0]) ? list[0] : list;

  if (streams.length < 2)
    throw new ERR_MISSING_ARGS('streams');
  const job = new Pipeline(streams, callback, options);

  return job.connectAll();
}

/** One running pipeline. @constructor */
function Pipeline(streams, callback, options) {
  this.streams = streams;
  this.callback = callback;
  this.options = options;
  this.error = undefined;
  this.value = undefined;
  this.guards = []; // of streams still to be destroyed on a failure
  this.unwatched = []; // error listeners that stay until the end
  this.pending = 0;
  this.ended = false;
  this.stopSignal = null;
  if (options.signal) {
    const { checkSignal, onAbort } = require('internal/stream_abort');

    checkSignal(options.signal, 'options.signal');
    this.stopSignal = onAbort(options.signal, () => this.finishOne(
      new AbortError(undefined, { cause: options.signal.reason }), true));
  }
}

// One stream is done, or has failed; the last one calls back.
Pipeline.prototype.finishOne = function(error, final) {
  if (error && (!this.error ||
                this.error.code === 'ERR_STREAM_PREMATURE_CLOSE'))
    this.error = error;
  if (!this.error && !final)
    return;
  while (this.guards.length)
    this.guards.shift().destroy(this.error);
  if (this.stopSignal)
    this.stopSignal();
  if (!final || this.ended)
    return;
  this.ended = true;
  if (!this.error)
    this.unwatched.forEach((fn) => fn());
  process.nextTick(this.callback, this.error, this.value);
};

Pipeline.prototype.finish = function(error) {
  this.finishOne(error, --this.pending === 0);
};

Pipeline.prototype.guard = function(stream, reading, writing, last) {
  const one = guard(stream, reading, writing);

  this.guards.push(one);
  if (isReadableNodeStream(stream) && last)
    this.unwatched.push(one.cleanup);
};

Pipeline.prototype.connectAll = function() {
  const { streams } = this;
  let flow; // what the next one reads from

  for (let i = 0; i < streams.length; i++) {
    const last = i === streams.length - 1;
    const ends = !last || this.options.end !== false;

    if (isNodeStream(streams[i])) {
      if (ends)
        this.guard(streams[i], !last, i > 0, last);
      this.watchErrors(streams[i], last);
    }
    flow = i === 0 ?
      this.first(streams[0]) : this.next(flow, streams[i], i, last, ends);
  }
  if (this.options.signal && this.options.signal.aborted)
    process.nextTick(() => this.finishOne(this.error, true));
  return flow;
};

// Errors after the pipeline's own listeners are gone must not be uncaught.
Pipeline.prototype.watchErrors = function(stream, last) {
  const onError = (error) => {
    if (error && error.name !== 'AbortError' &&
        error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
      this.finish(error);
  };

  stream.on('error', onError);
  if (isReadableNodeStream(stream) && last)
    this.unwatched.push(() => stream.removeListener('error', onError));
};

Pipeline.prototype.first = function(source) {
  if (typeof source === 'function') {
    const made = source({ signal: this.options.signal });

    if (!isIterable(made))
      throw new ERR_INVALID_RETURN_VALUE(
        'Iterable, AsyncIterable or Stream', 'source', made);
    return made;
  }
  if (isIterable(source) || isReadableNodeStream(source))
    return source;
  return require('internal/stream_duplex').from(source);
};

Pipeline.prototype.next = function(flow, stream, index, last, ends) {
  if (typeof stream === 'function')
    return this.nextFunction(flow, stream, index, last);
  if (!isNodeStream(stream))
    return this.next(flow, require('internal/stream_duplex').from(stream),
                     index, last, ends);
  if (isReadableNodeStream(flow)) {
    this.pending += 2;
    this.unwatched.push(this.pipe(flow, stream, ends));
  } else {
    this.pending++;
    this.pump(flow, stream, ends);
  }
  return stream;
};

// A function takes an iterable, and gives another or, as the last, a promise.
Pipeline.prototype.nextFunction = function(flow, fn, index, last) {
  const made = fn(flow, { signal: this.options.signal });

  if (!last) {
    if (!isIterable(made, true))
      throw new ERR_INVALID_RETURN_VALUE(
        'AsyncIterable', `transform[${index - 1}]`, made);
    return made;
  }
  const { PassThrough } = require('internal/stream_transform');
  const out = new PassThrough({ objectMode: true });

  this.guard(out, false, true, true); // before what ends it

  if (made && typeof made.then === 'function') {
    this.pending++;
    made.then((value) => {
      this.value = value;
      if (value != null)
        out.write(value);
      out.end();
      process.nextTick(() => this.finish());
    }, (error) => {
      out.destroy(error);
      process.nextTick(() => this.finish(error));
    });
  } else if (isIterable(made, true)) {
    this.pending++;
    this.pump(made, out, true);
  } else {
    throw new ERR_INVALID_RETURN_VALUE(
      'AsyncIterable or Promise', 'destination', made);
  }
  return out;
};

Pipeline.prototype.pipe = function(source, dest, ends) {
  let ended = false;

  dest.on('close', () => {
    if (!ended)
      this.finish(new ERR_STREAM_PREMATURE_CLOSE());
  });
  source.pipe(dest, { end: false });
  if (ends) {
    const endFn = () => {
      ended = true;
      dest.end();
    };

    if (source.readableEnded)
      process.nextTick(endFn);
    else
      source.once('end', endFn);
  } else {
    this.finish();
  }
  eos(source, { readable: true, writable: false }, (error) => {
    const r = source._readableState;

    // A source that closes after its end has ended.
    if (error && error.code === 'ERR_STREAM_PREMATURE_CLOSE' && r && r.ended &&
        !r.errored && !r.errorEmitted) {
      source.once('end', () => this.finish())
        .once('error', (problem) => this.finish(problem));
    } else {
      this.finish(error);
    }
  });
  return eos(dest, { readable: false, writable: true },
             (error) => this.finish(error));
};

// Writes what an iterable gives, at the pace of the stream.
Pipeline.prototype.pump = function(iterable, writable, ends) {
  const isAsync = isIterable(iterable, true);
  const iterator = isAsync ?
    iterable[Symbol.asyncIterator]() : iterable[Symbol.iterator]();
  let failed = false;
  const cleanup = eos(writable, { readable: false }, (error) => {
    if (error)
      end(error);
    else
      end();
  });
  const end = (error) => {
    if (failed)
      return;
    failed = true;
    cleanup();
    if (error && typeof iterator.return === 'function')
      Promise.resolve(iterator.return()).then(undefined, () => {});
    this.finish(error);
  };
  const step = (result) => {
    if (failed)
      return;
    if (result.done) {
      if (ends)
        writable.end();
      else
        end();
    } else if (writable.write(result.value)) {
      pull();
    } else {
      writable.once('drain', pull);
    }
  };
  const pull = () => {
    Promise.resolve().then(() => iterator.next()).then(step)
      .then(undefined, (error) => {
        const reason = this.error && this.error !== error ?
          aggregateTwoErrors(this.error, error) : error;

        destroyer(writable, reason);
        end(reason);
      });
  };

  if (writable.writableNeedDrain)
    writable.once('drain', pull);
  else
    pull();
};

/** stream/promises' pipeline. */
function pipelinePromise() {
  const streams = Array.prototype.slice.call(arguments);

  return new Promise((resolve, reject) => {
    const last = streams[streams.length - 1];
    let options = {};

    if (last && typeof last === 'object' && !isNodeStream(last) &&
        !isIterable(last))
      options = streams.pop();
    if (options === null || typeof options !== 'object')
      throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
    run(streams, (error, value) => {
      if (error)
        reject(error);
      else
        resolve(value);
    }, options);
  });
}

module.exports = { pipeline, pipelinePromise };

// modules/net/socket.js - Node's net.Socket on a native Handle.
//
// A function expression: net.js calls it when a Socket is first needed.  The
// Handle (handle.c) is a stream of any kind; `face` makes a Socket for one that
// another module consumes, http say.
(function (native, require, shared) {
'use strict';

const { Duplex } = require('stream');
const { coded, invalidType, received, systemError, parseWhere,
  numbers } = shared;

// -- construction -------------------------------------------------------------
function Socket(options) {
  if (!(this instanceof Socket))
    return new Socket(options);
  if (typeof options === 'number')
    options = { fd: options };
  else
    options = { ...options };
  if (options.objectMode || options.readableObjectMode ||
      options.writableObjectMode) {
    throw coded('TypeError', 'ERR_INVALID_ARG_VALUE', "The property " +
      "'options.objectMode' is not supported. Received true");
  }
  this.connecting = false;
  this._hadError = false;
  this._parent = null;
  this._host = null;
  this._handle = null;
  this._face = null; // the handle, also after the close
  this._reads = false;
  this._pendingData = null;
  this._pendingEncoding = '';
  this._writing = null; // callback of the write that is on its way
  this._ending = null; // callback of the half close
  this._timer = null;
  this._bytesGone = 0; // bytesWritten and bytesRead of a closed handle
  this._bytesCome = 0;
  this.timeout = 0;
  this.server = null;
  this._server = null;
  this.autoSelectFamilyAttemptedAddresses = undefined;
  this[kNoDelay] = Boolean(options.noDelay);
  this[kKeepAlive] = options.keepAlive ?
    ~~((options.keepAliveInitialDelay || 0) / 1000) || 1 : 0;
  const allowHalfOpen = Boolean(options.allowHalfOpen);

  Duplex.call(this, {
    ...options, allowHalfOpen: true, emitClose: false, autoDestroy: true,
    decodeStrings: true
  });
  this.allowHalfOpen = allowHalfOpen;
  if (options.handle)
    takeHandle(this, options.handle);
  else if (options.fd !== undefined)
    openFd(this, options.fd);
  this.on('end', onReadableEnd);
  if (options.signal)
    abortOn(this, options.signal);
  if (this._handle && options.readable !== false &&
      options.manualStart !== true) {
    if (options.pauseOnCreate) {
      this._readableState.flowing = false;
    } else {
      this.read(0);
    }
  }
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);
const kNoDelay = Symbol('noDelay');
const kKeepAlive = Symbol('keepAlive');

function takeHandle(socket, handle) {
  socket._handle = handle;
  socket._face = handle;
  handle.own(socket);
}

function abortOn(socket, signal) {
  const stop = () => {
    const error = new Error('The operation was aborted');

    error.name = 'AbortError';
    error.code = 'ABORT_ERR';
    socket.destroy(error);
  };

  if (signal.aborted) {
    stop();
    return;
  }
  signal.addEventListener('abort', stop);
  socket.once('close', () => signal.removeEventListener('abort', stop));
}

// A descriptor that is connected already.
function openFd(socket, fd) {
  const kind = native.fdKind(fd);
  const handle = kind === '' ? numbers.EBADF :
    native.connect(kind, `fd:${fd}`, '');

  if (typeof handle === 'number')
    throw systemError(handle, 'open', undefined, 0);
  takeHandle(socket, handle);
}

// The peer's end is ours too, unless half open connections were asked for.
function onReadableEnd() {
  if (!this.allowHalfOpen)
    this.write = writeAfterEnd;
}

function writeAfterEnd(chunk, encoding, callback) {
  if (!this.writableEnded)
    return Duplex.prototype.write.call(this, chunk, encoding, callback);
  if (typeof encoding === 'function')
    callback = encoding;
  const error = new Error('This socket has been ended by the other party');
  error.code = 'EPIPE';
  if (typeof callback === 'function')
    process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

// -- reading ------------------------------------------------------------------
function startReading(socket) {
  if (!socket._handle || socket._reads)
    return;
  socket._reads = true;
  const status = socket._handle.read(true);
  if (status < 0)
    socket.destroy(systemError(status, 'read'));
}

function stopReading(socket) {
  if (!socket._handle || !socket._reads)
    return;
  socket._reads = false;
  socket._handle.read(false);
}

Socket.prototype._read = function () {
  if (this.connecting || !this._handle)
    this.once('connect', () => this._read());
  else
    startReading(this);
};

Socket.prototype.read = function (n) {
  return Duplex.prototype.read.call(this, n);
};

Socket.prototype.pause = function () {
  if (!this.connecting && this._handle)
    stopReading(this);
  return Duplex.prototype.pause.call(this);
};

Socket.prototype.resume = function () {
  const value = Duplex.prototype.resume.call(this);

  if (!this.connecting && this._handle)
    startReading(this);
  return value;
};

// -- writing ------------------------------------------------------------------
// Writes an array of buffers; `callback` now if all went out at once.
function writeChunks(socket, chunks, callback) {
  refreshTimer(socket);
  const status = socket._handle.write(chunks);

  if (status === 1)
    socket._writing = callback;
  else if (status === 0)
    callback();
  else
    callback(systemError(status, 'write'));
}

function writeLater(socket, data, callback) {
  const onClose = () => callback(coded('Error',
    'ERR_SOCKET_CLOSED_BEFORE_CONNECTION',
    'Socket closed before the connection was established'));

  socket._pendingData = data;
  socket.once('connect', function () {
    this.off('close', onClose);
    this._pendingData = null;
    writeNow(this, data, callback);
  });
  socket.once('close', onClose);
}

function writeNow(socket, chunks, callback) {
  if (!socket._handle) {
    callback(coded('Error', 'ERR_SOCKET_CLOSED', 'Socket is closed'));
    return;
  }
  writeChunks(socket, chunks, callback);
}

Socket.prototype._write = function (chunk, encoding, callback) {
  if (this.connecting)
    writeLater(this, [chunk], callback);
  else
    writeNow(this, [chunk], callback);
};

Socket.prototype._writev = function (entries, callback) {
  const chunks = entries.map((entry) => entry.chunk);

  if (this.connecting)
    writeLater(this, chunks, callback);
  else
    writeNow(this, chunks, callback);
};

// Half close after the last write.
Socket.prototype._final = function (callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
    return;
  }
  if (!this._handle) {
    callback();
    return;
  }
  const status = this._handle.shutdown();

  if (status === 1)
    this._ending = callback;
  else if (status === 0 || status === numbers.ENOTCONN)
    callback();
  else
    callback(systemError(status, 'shutdown'));
};

Socket.prototype.end = function (data, encoding, callback) {
  Duplex.prototype.end.call(this, data, encoding, callback);
  return this;
};

// -- the end ------------------------------------------------------------------
Socket.prototype.destroySoon = function () {
  if (this.writable)
    this.end();
  if (this.writableFinished)
    this.destroy();
  else
    this.once('finish', this.destroy);
};

Socket.prototype.resetAndDestroy = function () {
  if (!this._handle) {
    this.destroy(coded('Error', 'ERR_SOCKET_CLOSED', 'Socket is closed'));
    return this;
  }
  this._resets = true;
  if (this.connecting)
    this.once('connect', () => this.destroy());
  else
    this.destroy();
  return this;
};

Socket.prototype._destroy = function (error, callback) {
  const handle = this._handle;

  this.connecting = false;
  this.setTimeout(0);
  this._closeCallback = null;
  const server = this._server;
  if (handle) {
    this._hadError = Boolean(error);
    this._bytesGone = handle.bytesWritten;
    this._bytesCome = handle.bytesRead;
    this._handle = null;
    handle.close(Boolean(this._resets));
    this._isClosing = true;
    this._onClosed = () => {
      this._onClosed = null;
      this.emit('close', Boolean(error));
      leaveServer(this, server);
    };
    if (this._handleGone)
      process.nextTick(this._onClosed);
    callback(error);
    return;
  }
  callback(error);
  process.nextTick(() => {
    this.emit('close', Boolean(error));
    leaveServer(this, server);
  });
};

function leaveServer(socket, server) {
  if (!server)
    return;
  socket._server = null;
  server._connections--;
  server._emitCloseIfDrained();
}

// -- time limit ---------------------------------------------------------------
Socket.prototype.setTimeout = function (delay, callback) {
  if (this.destroyed)
    return this;
  if (typeof delay !== 'number')
    throw invalidType('msecs', 'of type number', delay);
  if (!(delay >= 0 && delay < Infinity)) {
    throw coded('RangeError', 'ERR_OUT_OF_RANGE', 'The value of "msecs" is ' +
      'out of range. It must be a non-negative finite number. ' +
      `Received ${delay}`);
  }
  if (callback !== undefined && typeof callback !== 'function')
    throw invalidType('callback', 'of type function', callback);
  delay = Math.min(Math.floor(delay), 2147483647);
  this.timeout = delay;
  clearTimeout(this._timer);
  this._timer = null;
  if (callback !== undefined) {
    if (delay === 0)
      this.removeListener('timeout', callback);
    else
      this.once('timeout', callback);
  }
  if (this._handle && this._handle.timeout(delay))
    return this; // the stream's consumer keeps the time
  if (delay > 0)
    armTimer(this);
  return this;
};

function armTimer(socket) {
  socket._timer = setTimeout(() => socket._onTimeout(), socket.timeout);
  socket._timer.unref();
}

function refreshTimer(socket) {
  if (socket._timer)
    socket._timer.refresh();
}

Socket.prototype._unrefTimer = function () {
  refreshTimer(this);
};

Socket.prototype._onTimeout = function () {
  // A write that is still moving is no idle time.
  if (this._handle && this._writing) {
    const queued = this._handle.queued;

    if (queued !== this._queuedThen) {
      this._queuedThen = queued;
      refreshTimer(this);
      return;
    }
  }
  this._timer = null;
  this.emit('timeout');
};

// -- knobs --------------------------------------------------------------------
Socket.prototype.setNoDelay = function (on) {
  const value = on === undefined ? true : Boolean(on);

  this[kNoDelay] = value;
  if (this._handle && !this.connecting)
    this._handle.set('nodelay', value ? 1 : 0);
  return this;
};

Socket.prototype.setKeepAlive = function (on, delay) {
  const seconds = ~~((delay || 0) / 1000) || 1;

  this[kKeepAlive] = on ? seconds : 0;
  if (this._handle && !this.connecting)
    this._handle.set('keepalive_s', on ? seconds : 0);
  return this;
};

Socket.prototype.ref = function () {
  if (this._handle)
    this._handle.ref(true);
  else
    this.once('connect', this.ref);
  return this;
};

Socket.prototype.unref = function () {
  if (this._handle)
    this._handle.ref(false);
  else
    this.once('connect', this.unref);
  return this;
};

// -- facts --------------------------------------------------------------------
function side(socket, name) {
  const cache = name === 'peer' ? '_peer' : '_local';

  if (socket[cache] === undefined) {
    if (!socket._handle || socket.connecting)
      return {};
    const where = socket._handle.get(name);
    if (where === undefined || where.lastIndexOf(':') < 0 ||
        where.charAt(0) === '/')
      return {};
    socket[cache] = parseWhere(where);
  }
  return socket[cache];
}

Socket.prototype.address = function () {
  return { ...side(this, 'local') };
};

function pendingBytes(socket) {
  const data = socket._pendingData;
  let bytes = 0;

  socket._writableState.getBuffer().forEach((entry) => {
    bytes += entry.chunk.length;
  });
  if (data)
    data.forEach((chunk) => { bytes += chunk.length; });
  return bytes;
}

const facts = {
  remoteAddress() { return side(this, 'peer').address; },
  remotePort() { return side(this, 'peer').port; },
  remoteFamily() { return side(this, 'peer').family; },
  localAddress() { return side(this, 'local').address; },
  localPort() { return side(this, 'local').port; },
  localFamily() { return side(this, 'local').family; },
  bytesRead() {
    return this._handle ? this._handle.bytesRead : this._bytesCome;
  },
  bytesWritten() {
    const gone = this._handle ? this._handle.bytesWritten : this._bytesGone;

    return this._handle || this.connecting ? gone + pendingBytes(this) :
      gone || undefined;
  },
  _bytesDispatched() {
    return this._handle ? this._handle.bytesWritten : this._bytesGone;
  },
  pending() { return !this._handle || this.connecting; },
  bufferSize() {
    return this._handle ? this.writableLength : undefined;
  },
  readyState() {
    if (this.connecting)
      return 'opening';
    if (this.readable && this.writable)
      return 'open';
    if (this.readable && !this.writable)
      return 'readOnly';
    return !this.readable && this.writable ? 'writeOnly' : 'closed';
  },
  _connecting() { return this.connecting; }
};
Object.keys(facts).forEach((name) => {
  Object.defineProperty(Socket.prototype, name, {
    get: facts[name], configurable: true,
    enumerable: name.charAt(0) !== '_' || name === '_connecting'
  });
});

// -- connecting ---------------------------------------------------------------
Socket.prototype.connect = function (...args) {
  const [options, callback] = Array.isArray(args[0]) ? args[0] :
    typeof args[0] === 'object' && args[0] !== null && args.length === 2 &&
    (args[1] === null || typeof args[1] === 'function') ? args :
      shared.normalizeArgs(args);

  if (this.destroyed) {
    throw coded('Error', 'ERR_SOCKET_CLOSED',
      'drupe: a destroyed socket cannot connect again; make a new one');
  }
  if (callback)
    this.once('connect', callback);
  if (this._parent && this._parent.connecting)
    return this;
  if (options.noDelay)
    this[kNoDelay] = true;
  if (options.keepAlive)
    this[kKeepAlive] = ~~((options.keepAliveInitialDelay || 0) / 1000) || 1;
  if (options.path) {
    if (typeof options.path !== 'string')
      throw invalidType('options.path', 'of type string', options.path);
    this.connecting = true;
    attempt(this, 'unix', options.path, undefined, '');
    return this;
  }
  connectHost(this, options);
  return this;
};

function connectHost(socket, options) {
  const host = options.host || 'localhost';

  if (options.port === undefined) {
    throw coded('TypeError', 'ERR_MISSING_ARGS',
      'The "options" or "port" or "path" argument must be specified');
  }
  if (typeof options.port !== 'number' && typeof options.port !== 'string') {
    throw coded('TypeError', 'ERR_INVALID_ARG_TYPE', 'The "options.port" ' +
      'property must be one of type number or string. Received ' +
      received(options.port));
  }
  const port = shared.checkPort(options.port, 'Port');
  if (options.localAddress && native.isIP(options.localAddress) === 0) {
    throw coded('TypeError', 'ERR_INVALID_IP_ADDRESS',
      `Invalid IP address: ${options.localAddress}`);
  }
  const family = native.isIP(host);

  socket.connecting = true;
  socket._host = host;
  if (family !== 0) {
    attemptTcp(socket, options, host, port, family);
    return;
  }
  const done = (code, list) =>
    onLookup(socket, options, host, port, code, list);
  if (typeof options.lookup === 'function') {
    options.lookup(host, { family: options.family || 0, all: true, hints: 0 },
      (error, addresses, oneFamily) => {
        if (error || Array.isArray(addresses))
          done(error, addresses);
        else
          done(null, [{ address: addresses, family: oneFamily }]);
      });
  } else {
    shared.lookup(host, options.family || 0, done);
  }
}

function onLookup(socket, options, host, port, code, list) {
  if (!socket.connecting)
    return;
  if (code) {
    const error = typeof code === 'string' ? shared.lookupError(code, host) :
      code;

    socket.emit('lookup', error, undefined, undefined, host);
    socket.destroy(error);
    return;
  }
  list.forEach((one) => {
    socket.emit('lookup', null, one.address, one.family, host);
  });
  attemptAll(socket, options, port, alternate(list, options, socket), []);
}

// The families take turns, the first answer's first; only one without
// autoSelectFamily.
function alternate(list, options) {
  const auto = options.autoSelectFamily === undefined ?
    shared.auto.family : options.autoSelectFamily;

  if (!auto || options.localAddress)
    return list.slice(0, 1);
  const firsts = list.filter((one) => one.family === list[0].family);
  const others = list.filter((one) => one.family !== list[0].family);
  const turns = [];
  for (let i = 0; i < Math.max(firsts.length, others.length); i++) {
    if (i < firsts.length)
      turns.push(firsts[i]);
    if (i < others.length)
      turns.push(others[i]);
  }
  return turns;
}

function attemptAll(socket, options, port, list, errors) {
  const next = list.shift();

  if (!next) {
    socket.destroy(errors.length === 1 ? errors[0] : aggregate(errors));
    return;
  }
  if (list.length !== 0 || errors.length !== 0) {
    socket.autoSelectFamilyAttemptedAddresses =
      (socket.autoSelectFamilyAttemptedAddresses || []);
    socket.autoSelectFamilyAttemptedAddresses.push(`${next.address}:${port}`);
  }
  attemptTcp(socket, options, next.address, port, next.family, (error) => {
    errors.push(error);
    attemptAll(socket, options, port, list, errors);
  });
  if (list.length === 0 || !socket._handle)
    return;
  const handle = socket._handle;
  const limit = options.autoSelectFamilyAttemptTimeout || shared.auto.timeout;
  const timer = setTimeout(() => {
    if (!socket.connecting || socket._handle !== handle)
      return;
    socket._failed = null;
    socket._handle = null;
    handle.own({});
    handle.close(false);
    errors.push(systemError(numbers.ETIMEDOUT, 'connect', next.address, port));
    attemptAll(socket, options, port, list, errors);
  }, limit);
  timer.unref();
  socket.once('connect', () => clearTimeout(timer));
}

function aggregate(errors) {
  const error = typeof AggregateError === 'function' ?
    new AggregateError(errors) : new Error('');

  error.errors = errors;
  error.code = errors[0].code;
  return error;
}

function attemptTcp(socket, options, host, port, family, failed) {
  const from = options.localAddress || options.localPort ?
    shared.formatWhere(
      options.localAddress || (family === 6 ? '::' : '0.0.0.0'),
      options.localPort | 0, family) : '';

  attempt(socket, 'tcp', host, port, from, family, failed);
}

function attempt(socket, kind, address, port, from, family, failed) {
  const where = kind === 'unix' ? address :
    shared.formatWhere(address, port, family);
  const handle = native.connect(kind, where, from);

  socket._attempted = { address, port };
  socket._failed = failed || null;
  if (typeof handle === 'number') {
    const error = systemError(handle, from === '' ? 'connect' : 'bind',
      address, port);

    if (failed)
      failed(error);
    else
      socket.destroy(error);
    return;
  }
  takeHandle(socket, handle);
}

function connected(socket) {
  socket.connecting = false;
  socket._failed = null;
  if (socket[kNoDelay])
    socket._handle.set('nodelay', 1);
  if (socket[kKeepAlive])
    socket._handle.set('keepalive_s', socket[kKeepAlive]);
  socket.emit('connect');
  socket.emit('ready');
  if (socket.readable && !socket.isPaused())
    socket.read(0);
}

// -- called by C, `this` is the Socket ----------------------------------------
const hooks = {
  read(chunk) {
    refreshTimer(this);
    if (!this.push(chunk))
      stopReading(this);
  },
  end() {
    this._reads = false;
    this.push(null);
    this.read(0);
  },
  ready() {
    if (this.connecting)
      connected(this);
  },
  drain() {
    if (this._face && this._face.lent)
      this.emit('drain');
  },
  timeout() {
    this.emit('timeout');
  },
  written(status) {
    const callback = this._writing;

    this._writing = null;
    refreshTimer(this);
    if (callback)
      callback(status < 0 && !this.destroyed ? systemError(status, 'write') :
        status < 0 ? coded('Error', 'ERR_STREAM_DESTROYED',
          'Cannot call write after a stream was destroyed') : null);
  },
  shutdown(status) {
    const callback = this._ending;

    this._ending = null;
    if (callback)
      callback(status < 0 && status !== numbers.ENOTCONN && !this.destroyed ?
        systemError(status, 'shutdown') : null);
  },
  closed(status) {
    if (!(this instanceof Socket))
      return; // an attempt that was given up
    const failed = this._failed;
    const wasConnecting = this.connecting;
    const at = this._attempted;

    this._handleGone = true;
    if (this._onClosed) {
      this._onClosed();
      return;
    }
    if (this.destroyed)
      return;
    if (wasConnecting) {
      const error = systemError(status, 'connect', at.address, at.port);

      this._handle = null;
      this._handleGone = false;
      if (failed)
        failed(error);
      else
        this.destroy(error);
      return;
    }
    this.destroy(status < 0 ? systemError(status,
      this._writing ? 'write' : 'read') : null);
  }
};

function face(handle) {
  const socket = new Socket({ handle, allowHalfOpen: true, manualStart: true });

  socket.readable = true;
  return socket;
}

return { Socket, hooks, face };
})

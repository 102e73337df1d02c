// modules/net/net.js - Node's net: servers, and what leads to sockets.
//
// A script that only serves (http) never asks for a Socket, so the Socket's own
// half, socket.js, is compiled when it is first touched.
'use strict';

const EventEmitter = require('events');

const O_IPV6ONLY = 2; // DRUPE_LISTEN_IPV6ONLY
const O_REUSEPORT = 1; // DRUPE_LISTEN_REUSEPORT
const BACKLOG = 511;

const numbers = native.statuses();
let autoSelectFamily = true;
let autoSelectTimeout = 250;
let loaded = null;

function sockets() {
  if (loaded === null)
    loaded = native.load()(native, require, shared);
  return loaded;
}

// An error with a code, as Node makes them.
function coded(kind, code, message) {
  return native.error(kind, code, message);
}

function invalidType(name, expected, value) {
  return coded('TypeError', 'ERR_INVALID_ARG_TYPE',
    `The "${name}" argument must be ${expected}. Received ${received(value)}`);
}

function received(value) {
  if (value === null || value === undefined)
    return String(value);
  if (typeof value === 'function')
    return `function ${value.name}`;
  if (typeof value === 'object') {
    return value.constructor && value.constructor.name ?
      `an instance of ${value.constructor.name}` : 'an object';
  }
  if (typeof value === 'string') {
    const text = value.length > 28 ? value.slice(0, 25) + '...' : value;
    return `type string ('${text}')`;
  }
  return `type ${typeof value} (${String(value)})`;
}

// The Error of a failed system call: `listen` says why in words, the others
// give only the code, as in Node.
function systemError(status, syscall, address, port, details) {
  const code = native.statusName(status);
  const where = address === undefined ? '' :
    port > 0 ? ` ${address}:${port}` : ` ${address}`;
  const why = syscall !== 'listen' && syscall !== 'open' ? '' :
    `: ${native.statusText(status)}`;
  const error = new Error(`${syscall} ${code}${why}${where}${details || ''}`);

  if (Error.captureStackTrace)
    Error.captureStackTrace(error, systemError);
  error.errno = status;
  error.code = code;
  error.syscall = syscall;
  if (address !== undefined)
    error.address = address;
  if (port)
    error.port = port;
  return error;
}

// What `where` of the streams says: "127.0.0.1:80", "[::1]:80".
function parseWhere(where) {
  if (where === undefined)
    return undefined;
  const colon = where.lastIndexOf(':');
  const port = +where.slice(colon + 1);
  const host = where.slice(0, colon);

  return host.charAt(0) === '[' ?
    { address: host.slice(1, -1), family: 'IPv6', port } :
    { address: host, family: 'IPv4', port };
}

function formatWhere(host, port, family) {
  return family === 6 ? `[${host}]:${port}` : `${host}:${port}`;
}

function toNumber(value) {
  const n = Number(value);
  return n >= 0 ? n : false;
}

function isPipeName(value) {
  return typeof value === 'string' && toNumber(value) === false;
}

function checkPort(port, name) {
  if ((typeof port !== 'number' && typeof port !== 'string') ||
      (typeof port === 'string' && port.trim().length === 0) ||
      +port !== (+port >>> 0) || port > 0xFFFF) {
    throw coded('RangeError', 'ERR_SOCKET_BAD_PORT',
      `${name} should be >= 0 and < 65536. Received ${received(port)}.`);
  }
  return port | 0;
}

// (port, host, callback), (path, callback) or (options, callback) as
// [options, callback].
function normalizeArgs(args) {
  let options = {};
  const first = args[0];

  if (args.length === 0)
    return [options, null];
  if (typeof first === 'object' && first !== null) {
    options = first;
  } else if (isPipeName(first)) {
    options.path = first;
  } else {
    options.port = first;
    if (args.length > 1 && typeof args[1] === 'string')
      options.host = args[1];
  }
  const last = args[args.length - 1];
  return [options, typeof last === 'function' ? last : null];
}

// -- Server -------------------------------------------------------------------
function Server(options, connectionListener) {
  if (!(this instanceof Server))
    return new Server(options, connectionListener);
  EventEmitter.call(this);
  if (typeof options === 'function') {
    connectionListener = options;
    options = {};
  } else if (options === null || options === undefined) {
    options = {};
  } else if (typeof options !== 'object') {
    throw invalidType('options', 'of type object', options);
  }
  if (options.blockList)
    throw coded('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
      'net: options.blockList is not in this version of drupe');
  if (typeof connectionListener === 'function')
    this.on('connection', connectionListener);
  this._connections = 0;
  this._handle = null;
  this._unref = false;
  this._connectionKey = null;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = !!options.pauseOnConnect;
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

// What opens the socket; http.Server has its own.
Server.prototype._open = function (kind, where, backlog, flags) {
  return native.listen(this, kind, where, backlog, flags);
};

function emitError(server, error) {
  process.nextTick(() => server.emit('error', error));
}

function listening(server, handle, key) {
  server._handle = handle;
  server._connectionKey = key;
  if (server._unref)
    server.unref();
  process.nextTick(() => {
    if (server._handle)
      server.emit('listening');
  });
}

// No IPv6 here, or not this address.
function noAddress(status) {
  return status === numbers.EAFNOSUPPORT || status === numbers.EADDRNOTAVAIL ||
    status === numbers.EINVAL;
}

function openTcp(server, address, port, family, backlog, flags) {
  let handle = -1;

  if (address === null) {
    // All of both families, or of IPv4 where there is no IPv6.
    address = '::';
    handle = server._open('tcp', formatWhere(address, port, 6), backlog, flags);
    if (typeof handle === 'number' && noAddress(handle)) {
      address = '0.0.0.0';
      handle = server._open('tcp', formatWhere(address, port, 4), backlog,
        flags);
    }
  } else {
    handle = server._open('tcp', formatWhere(address, port, family), backlog,
      flags);
  }
  if (typeof handle === 'number')
    emitError(server, systemError(handle, 'listen', address, port));
  else
    listening(server, handle, `${family}:${address}:${port}`);
}

function openOther(server, kind, where, backlog) {
  const handle = server._open(kind, where, backlog, 0);

  if (typeof handle === 'number')
    emitError(server, systemError(handle, 'listen', where, -1));
  else
    listening(server, handle, `-1:${where}:-1`);
}

function openHost(server, host, port, backlog, flags) {
  const family = native.isIP(host);

  if (family !== 0) {
    openTcp(server, host, port, family, backlog, flags);
    return;
  }
  lookup(host, 0, (code, list) => {
    if (code !== null) {
      server.emit('error', lookupError(code, host));
      return;
    }
    openTcp(server, list[0].address, port, list[0].family, backlog, flags);
  });
}

function openFd(server, fd, backlog) {
  const kind = native.fdKind(fd);

  if (kind === '') {
    emitError(server, systemError(numbers.EBADF, 'listen', undefined, 0));
    return;
  }
  openOther(server, kind, `fd:${fd}`, backlog);
}

function abortOn(server, signal) {
  if (signal === undefined)
    return;
  if (typeof signal !== 'object' || signal === null || !('aborted' in signal))
    throw invalidType('options.signal', 'an instance of AbortSignal', signal);
  const stop = () => server.close();
  if (signal.aborted) {
    process.nextTick(stop);
    return;
  }
  signal.addEventListener('abort', stop);
  server.once('close', () => signal.removeEventListener('abort', stop));
}

Server.prototype.listen = function (...args) {
  const [given, callback] = normalizeArgs(args);
  const backlogArg = toNumber(args.length > 1 && args[1]) ||
    toNumber(args.length > 2 && args[2]);

  if (this._handle) {
    throw coded('Error', 'ERR_SERVER_ALREADY_LISTEN',
      'Listen method has been called more than once without closing.');
  }
  if (callback !== null)
    this.once('listening', callback);
  const options = given._handle || given.handle || given;
  const flags = (options.ipv6Only === true ? O_IPV6ONLY : 0) |
    (options.reusePort === true ? O_REUSEPORT : 0);
  const backlog = options.backlog || backlogArg || BACKLOG;
  abortOn(this, options.signal);
  if (typeof options.fd === 'number' && options.fd >= 0) {
    openFd(this, options.fd, backlog);
    return this;
  }
  let port = options.port;
  if (args.length === 0 || typeof args[0] === 'function' ||
      (port === undefined && 'port' in options) || port === null)
    port = 0;
  if (typeof port === 'number' || typeof port === 'string') {
    port = checkPort(port, 'options.port');
    if (options.host)
      openHost(this, options.host, port, backlog, flags);
    else
      openTcp(this, null, port, 4, backlog, flags);
    return this;
  }
  if (options.transport && options.path) {
    openOther(this, String(options.transport), options.path, backlog);
    return this;
  }
  if (options.path && isPipeName(options.path)) {
    openOther(this, 'unix', options.path, backlog);
    return this;
  }
  throw coded('TypeError', 'ERR_INVALID_ARG_VALUE',
    `The argument 'options' ${'port' in options || 'path' in options ?
      'is invalid' : 'must have the property "port" or "path"'}. Received ` +
    received(options));
};

Server.prototype.address = function () {
  if (!this._handle)
    return null;
  const local = this._handle.get('local');

  if (local === undefined)
    return null;
  return this._connectionKey.indexOf('-1:') === 0 &&
    this._connectionKey.indexOf('-1:fd:') !== 0 ? local : parseWhere(local);
};

Server.prototype.getConnections = function (callback) {
  process.nextTick(callback, null, this._connections);
  return this;
};

Server.prototype.close = function (callback) {
  if (typeof callback === 'function') {
    if (this._handle) {
      this.once('close', callback);
    } else {
      this.once('close', () => callback(coded('Error',
        'ERR_SERVER_NOT_RUNNING', 'Server is not running.')));
    }
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  this._emitCloseIfDrained();
  return this;
};

Server.prototype._emitCloseIfDrained = function () {
  if (this._handle || this._connections)
    return;
  process.nextTick(() => this.emit('close'));
};

Server.prototype.ref = function () {
  this._unref = false;
  if (this._handle)
    this._handle.ref(true);
  return this;
};

Server.prototype.unref = function () {
  this._unref = true;
  if (this._handle)
    this._handle.ref(false);
  return this;
};

Object.defineProperty(Server.prototype, 'listening', {
  get() { return !!this._handle; },
  configurable: true, enumerable: true
});

Server.prototype[Symbol.asyncDispose] = function () {
  return new Promise((resolve, reject) => {
    if (!this._handle)
      resolve();
    else
      this.close((error) => error ? reject(error) : resolve());
  });
};

// -- names --------------------------------------------------------------------
function lookupError(code, host) {
  const error = new Error(`getaddrinfo ${code} ${host}`);

  error.errno = numbers.ENOTFOUND;
  error.code = code;
  error.syscall = 'getaddrinfo';
  error.hostname = host;
  return error;
}

function lookup(host, family, callback) {
  const status = native.lookup(host, family, callback);

  if (status < 0)
    process.nextTick(callback, native.statusName(status), []);
}

// -- called by C --------------------------------------------------------------
function onConnection(handle) {
  const server = this;
  const { Socket } = sockets();

  if (server.maxConnections !== undefined && server.maxConnections !== null &&
      server._connections >= server.maxConnections) {
    const local = parseWhere(handle.get('local')) || {};
    const peer = parseWhere(handle.get('peer')) || {};

    handle.close(false);
    server.emit('drop', {
      localAddress: local.address, localPort: local.port,
      localFamily: local.family, remoteAddress: peer.address,
      remotePort: peer.port, remoteFamily: peer.family
    });
    return;
  }
  const socket = new Socket({
    handle, allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect, readable: true, writable: true
  });

  if (server.noDelay)
    socket.setNoDelay(true);
  if (server.keepAlive)
    socket.setKeepAlive(true, server.keepAliveInitialDelay * 1000);
  server._connections++;
  socket.server = server;
  socket._server = server;
  server.emit('connection', socket);
}

const hooks = {
  connection: onConnection,
  listenerClosed() {},
  makeSocket(handle) { return sockets().face(handle); }
};
['read', 'end', 'ready', 'drain', 'closed', 'written', 'shutdown',
  'timeout'].forEach((name) => {
  hooks[name] = function (argument) {
    sockets().hooks[name].call(this, argument);
  };
});
native.setup(hooks);

const shared = {
  coded, invalidType, received, systemError, parseWhere, formatWhere,
  normalizeArgs, checkPort, lookup, lookupError, numbers,
  auto: {
    get family() { return autoSelectFamily; },
    get timeout() { return autoSelectTimeout; }
  }
};

// -- exports ------------------------------------------------------------------
function createServer(options, connectionListener) {
  return new Server(options, connectionListener);
}

function connect(...args) {
  const normalized = normalizeArgs(args);
  const { Socket } = sockets();
  const socket = new Socket(normalized[0]);

  if (normalized[0].timeout)
    socket.setTimeout(normalized[0].timeout);
  return Socket.prototype.connect.call(socket, ...normalized);
}

function notInThisVersion(what) {
  return function () {
    throw coded('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
      `net.${what} is not in this version of drupe`);
  };
}

module.exports = {
  Server,
  createServer,
  connect,
  createConnection: connect,
  isIP: (text) => native.isIP(text),
  isIPv4: (text) => native.isIP(text) === 4,
  isIPv6: (text) => native.isIP(text) === 6,
  BlockList: notInThisVersion('BlockList'),
  SocketAddress: notInThisVersion('SocketAddress'),
  _normalizeArgs: normalizeArgs,
  getDefaultAutoSelectFamily: () => autoSelectFamily,
  setDefaultAutoSelectFamily(value) {
    if (typeof value !== 'boolean')
      throw invalidType('value', 'of type boolean', value);
    autoSelectFamily = value;
  },
  getDefaultAutoSelectFamilyAttemptTimeout: () => autoSelectTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout(value) {
    if (typeof value !== 'number')
      throw invalidType('value', 'of type number', value);
    if (!(value >= 1 && value <= 2147483647) || value !== Math.floor(value)) {
      throw coded('RangeError', 'ERR_OUT_OF_RANGE', 'The value of "value" is ' +
        `out of range. It must be >= 1 && <= 2147483647. Received ${value}`);
    }
    autoSelectTimeout = value < 10 ? 10 : value;
  }
};
['Socket', 'Stream'].forEach((name) => {
  Object.defineProperty(module.exports, name, {
    get() { return sockets().Socket; },
    configurable: true, enumerable: true
  });
});

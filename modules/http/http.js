// modules/http/http.js - Node's http, server side: Server and the classes.
//
// A hello world runs nothing of this per request: C calls the listener.  What
// req and res can do beyond their native half (streams, events) is in
// messages.js, compiled when a script first touches it.
'use strict';

const EventEmitter = require('events');
const net = require('net');

const prototypes = native.prototypes();
const kNative = Symbol('native');
const kWaits = Symbol('waits for connections');
let loaded = null;

function messages() {
  if (loaded === null)
    loaded = native.load()(native, require, shared);
  return loaded;
}

function notInThisVersion(what) {
  return native.error('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    `${what} is not in this version of drupe`);
}

function define(object, name, value) {
  Object.defineProperty(object, name, {
    value, writable: true, enumerable: true, configurable: true
  });
  return value;
}

// -- classes ------------------------------------------------------------------
function IncomingMessage(socket) {
  native.adoptRequest(this);
  if (socket !== undefined && socket !== null && this.socket === null)
    define(this, 'socket', socket);
}
IncomingMessage.prototype = prototypes.request;

function OutgoingMessage(options) {
  native.adoptResponse(this, false, false, true);
  void options;
}
OutgoingMessage.prototype = prototypes.outgoing;

function ServerResponse(req, options) {
  const minor = req.httpVersionMajor < 1 || req.httpVersionMinor < 1;

  native.adoptResponse(this, req.method === 'HEAD', minor, false);
  this.req = req;
  void options;
}
ServerResponse.prototype = prototypes.response;

[IncomingMessage, OutgoingMessage, ServerResponse].forEach((constructor) => {
  Object.defineProperty(constructor.prototype, 'constructor', {
    value: constructor, writable: true, configurable: true
  });
});
Object.setPrototypeOf(OutgoingMessage.prototype, EventEmitter.prototype);
Object.setPrototypeOf(OutgoingMessage, EventEmitter);
Object.setPrototypeOf(ServerResponse, OutgoingMessage);

// A property that is made at its first touch, or set in its place.
function lazy(prototype, name, get) {
  Object.defineProperty(prototype, name, {
    get() { return this === prototype ? undefined : get(this); },
    set(value) { define(this, name, value); },
    enumerable: false, configurable: true
  });
}

// `emit` replaced on one message: it wants to see every event.
function watchedEmit(prototype, open) {
  Object.defineProperty(prototype, 'emit', {
    get() { return EventEmitter.prototype.emit; },
    set(value) {
      if (this !== prototype)
        open(this);
      define(this, 'emit', value);
    },
    enumerable: false, configurable: true
  });
}

function opened(message, name) {
  messages().open(message);
  return message[name];
}

['_events', '_readableState'].forEach((name) => {
  lazy(prototypes.request, name, (req) => opened(req, name));
});
lazy(prototypes.outgoing, '_events', (res) => opened(res, '_events'));
watchedEmit(prototypes.request, (req) => messages().open(req));
watchedEmit(prototypes.outgoing, (res) => messages().open(res));

// Members that live in messages.js: reading one puts them all in place.
function stub(prototype, names, owner) {
  names.forEach((name) => {
    Object.defineProperty(prototype, name, {
      get() {
        messages();
        return this[name];
      },
      set(value) {
        if (this === owner)
          messages();
        define(this, name, value);
      },
      enumerable: false, configurable: true
    });
  });
}

// IncomingMessage.prototype inherits from this until the stream is there.
const unlinked = Object.create(EventEmitter.prototype);
stub(unlinked, ['on', 'addListener', 'once', 'off', 'removeListener',
  'removeAllListeners', 'read', 'push', 'unshift', 'pipe', 'unpipe', 'resume',
  'pause', 'isPaused', 'setEncoding', 'wrap', 'destroy', 'destroyed', 'closed',
  'errored', 'readable', 'readableFlowing', 'readableLength', 'readableEnded',
  'readableAborted', 'readableDidRead', 'readableEncoding',
  'readableHighWaterMark', 'readableObjectMode', 'iterator', 'map', 'filter',
  'forEach', 'toArray', 'some', 'find', 'every', 'flatMap', 'drop', 'take',
  'reduce', 'asIndexedPairs', 'compose', '_undestroy', Symbol.asyncIterator],
unlinked);
Object.setPrototypeOf(prototypes.request, unlinked);

const requestStubs = ['setTimeout', '_destroy', '_read', '_dump',
  '_addHeaderLine', '_addHeaderLines', 'connection'];
const outgoingStubs = ['setTimeout', 'destroy', 'socket', 'connection', 'pipe',
  'setHeaders', '_send', '_flush', 'writable', 'writableHighWaterMark',
  'writableObjectMode', 'errored', 'closed', '_renderHeaders', '_headers'];
const responseStubs = ['writeContinue', 'writeProcessing', 'writeEarlyHints',
  'assignSocket', 'detachSocket', 'writeHeader'];
stub(prototypes.request, requestStubs, prototypes.request);
stub(prototypes.outgoing, outgoingStubs, prototypes.outgoing);
stub(prototypes.response, responseStubs, prototypes.response);

// -- Server -------------------------------------------------------------------
function checkObject(options) {
  if (options === null || typeof options !== 'object') {
    throw native.error('TypeError', 'ERR_INVALID_ARG_TYPE',
      'The "options" argument must be of type object. Received ' +
      (typeof options));
  }
}

function checkNumber(value, name) {
  if (typeof value !== 'number' || !(value >= 0)) {
    throw native.error('RangeError', 'ERR_OUT_OF_RANGE',
      `The value of "${name}" is out of range. It must be >= 0. ` +
      `Received ${value}`);
  }
  return value;
}

function numberOption(options, name, otherwise) {
  return options[name] === undefined ? otherwise :
    checkNumber(options[name], name);
}

function storeTimeouts(server, options) {
  server.requestTimeout = numberOption(options, 'requestTimeout', 300000);
  const limit = server.requestTimeout > 0 ?
    Math.min(60000, server.requestTimeout) : 60000;
  server.headersTimeout = numberOption(options, 'headersTimeout', limit);
  if (server.requestTimeout > 0 && server.headersTimeout > 0 &&
      server.headersTimeout > server.requestTimeout) {
    throw native.error('RangeError', 'ERR_OUT_OF_RANGE', 'The value of ' +
      '"headersTimeout" is out of range. It must be <= requestTimeout. ' +
      `Received ${server.headersTimeout}`);
  }
  server.keepAliveTimeout = numberOption(options, 'keepAliveTimeout', 5000);
  server.connectionsCheckingInterval =
    numberOption(options, 'connectionsCheckingInterval', 30000);
}

function storeOptions(server, options) {
  const handle = server[kNative];

  if (options.insecureHTTPParser) {
    throw native.error('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
      'insecureHTTPParser is not in this version of drupe: requests are ' +
      'always read strictly');
  }
  if (options.uniqueHeaders)
    throw notInThisVersion('http: options.uniqueHeaders');
  handle.max_header_size = options.maxHeaderSize === undefined ||
    options.maxHeaderSize === 0 ? 16384 :
    checkNumber(options.maxHeaderSize, 'maxHeaderSize');
  handle.no_delay = options.noDelay === undefined ? true : options.noDelay;
  handle.keep_alive = Boolean(options.keepAlive);
  handle.keep_alive_delay = options.keepAliveInitialDelay || 0;
  handle.require_host = options.requireHostHeader !== false;
  handle.join_duplicates = Boolean(options.joinDuplicateHeaders);
  handle.reject_body = Boolean(options.rejectNonStandardBodyWrites);
  server._classes = {
    request: options.IncomingMessage || IncomingMessage,
    response: options.ServerResponse || ServerResponse
  };
  handle.slow_objects = server._classes.request !== IncomingMessage ||
    server._classes.response !== ServerResponse;
}

function Server(options, requestListener) {
  if (!(this instanceof Server))
    return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options === undefined || options === null) {
    options = {};
  } else {
    checkObject(options);
  }
  this[kNative] = native.server(this);
  this[kWaits] = false;
  net.Server.call(this, { allowHalfOpen: true });
  storeOptions(this, options);
  if (requestListener)
    this.on('request', requestListener);
  this.httpAllowHalfOpen = false;
  this.on('connection', connectionListener);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
  storeTimeouts(this, options);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

// Settings that C reads: property of the server, field of the native half.
function setting(name, field, toNative, fromNative) {
  Object.defineProperty(Server.prototype, name, {
    get() {
      const handle = this[kNative];
      return handle === undefined ? undefined : fromNative(handle[field]);
    },
    set(value) {
      this[kNative][field] = toNative(value);
    },
    enumerable: true, configurable: true
  });
}
const asIs = (value) => value;
const asNumber = (value) => Number(value) || 0;
setting('timeout', 'timeout', asNumber, asIs);
setting('keepAliveTimeout', 'keep_alive_timeout', asNumber, asIs);
setting('headersTimeout', 'headers_timeout', asNumber, asIs);
setting('requestTimeout', 'request_timeout', asNumber, asIs);
setting('connectionsCheckingInterval', 'checking_interval', asNumber, asIs);
setting('maxRequestsPerSocket', 'max_requests', asNumber, asIs);
setting('maxConnections', 'max_connections', asNumber,
  (n) => n === 0 ? undefined : n);
setting('httpAllowHalfOpen', 'half_open', Boolean, asIs);
// null stands for 1000 pairs of name and value.
setting('maxHeadersCount', 'max_headers',
  (value) => value === null || value === undefined ? 1000 : asNumber(value),
  (n) => n === 1000 ? null : n);
Object.defineProperty(Server.prototype, '_connections', {
  get() { return this[kNative].connections; },
  set() {}, // net.Server counts its own sockets; here C does
  enumerable: false, configurable: true
});

// The listener net.Server asks for: C takes the connections.
Server.prototype._open = function (kind, where, backlog, flags) {
  const handle = this[kNative];
  const status = handle.listen(kind, where, backlog, flags);

  return status < 0 ? status : {
    close() { handle.close(); },
    ref(on) { handle.ref(on); },
    get(name) { return handle.get(name); }
  };
};

Server.prototype.close = function (callback) {
  this.closeIdleConnections();
  net.Server.prototype.close.call(this, callback);
  return this;
};

Server.prototype._emitCloseIfDrained = function () {
  if (this._handle)
    return;
  this[kWaits] = this._connections !== 0;
  if (!this[kWaits])
    process.nextTick(() => this.emit('close'));
};

Server.prototype.closeIdleConnections = function () {
  this[kNative].closeConnections(false);
};

Server.prototype.closeAllConnections = function () {
  this[kNative].closeConnections(true);
};

Server.prototype.setTimeout = function (delay, callback) {
  this.timeout = delay;
  if (callback)
    this.on('timeout', callback);
  return this;
};

// Node serves whatever stream is emitted as a 'connection'.  Ours are served
// already; another one would silently hang.
function connectionListener(socket) {
  if (!native.isServed(socket)) {
    throw native.error('Error', 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
      "http: serving a stream given to emit('connection') is not in this " +
      'version of drupe');
  }
}

// -- called by C --------------------------------------------------------------
const hooks = {
  emit: EventEmitter.prototype.emit,
  connectionListener,
  writeHead: ServerResponse.prototype.writeHead,
  implicit: ServerResponse.prototype._implicitHeader,
  request(server, req, res, what) {
    if (what === 0)
      server.emit('request', req, res);
    else
      messages().request(server, req, res, what);
  },
  closed(server) {
    if (server[kWaits])
      server._emitCloseIfDrained();
  },
  create(server, socket) {
    const classes = server._classes;
    const req = new classes.request(socket);

    return [req, new classes.response(req, {})];
  },
  drop(server) { server.emit('drop', undefined); },
  adopt(server, socket) { messages().adopt(server, socket); },
  socket(server, socket) { server.emit('connection', socket); },
  callback(callback, later) {
    if (later)
      process.nextTick(callback);
    else
      callback();
  },
  encode(text, encoding) { return Buffer.from(text, encoding); },
  makeError(code, reason, parsed) {
    return messages().makeError(code, reason, parsed);
  }
};
['data', 'end', 'finish', 'start', 'prefinish', 'abort', 'drain', 'refused',
  'onceFinish', 'error', 'upgrade', 'timeout'].forEach((name) => {
  hooks[name] = (a, b, c, d) => messages().hooks[name](a, b, c, d);
});
native.setup(hooks);

const shared = {
  IncomingMessage, OutgoingMessage, ServerResponse, Server, define,
  notInThisVersion, unlinked, requestStubs, outgoingStubs, responseStubs
};

// -- exports ------------------------------------------------------------------
function validateHeaderName(name, label) {
  if (!native.isToken(name)) {
    throw native.error('TypeError', 'ERR_INVALID_HTTP_TOKEN',
      `${label || 'Header name'} must be a valid HTTP token ["${name}"]`);
  }
}

function validateHeaderValue(name, value) {
  if (value === undefined) {
    throw native.error('TypeError', 'ERR_HTTP_INVALID_HEADER_VALUE',
      `Invalid value "${value}" for header "${name}"`);
  }
  if (!native.isValue(value)) {
    throw native.error('TypeError', 'ERR_INVALID_CHAR',
      `Invalid character in header content ["${name}"]`);
  }
}

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

function client(what) {
  return function () {
    throw notInThisVersion(`http.${what} (the HTTP client)`);
  };
}

module.exports = {
  _connectionListener: connectionListener,
  Agent: client('Agent'),
  ClientRequest: client('ClientRequest'),
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  createServer,
  validateHeaderName,
  validateHeaderValue,
  get: client('get'),
  request: client('request'),
  setMaxIdleHTTPParsers(max) {
    if (typeof max !== 'number' || !(max >= 1) || max !== Math.floor(max)) {
      throw native.error('RangeError', 'ERR_OUT_OF_RANGE', 'The value of ' +
        `"max" is out of range. It must be >= 1. Received ${max}`);
    }
  },
  maxHeaderSize: 16384
};

function lazyExport(name, make) {
  Object.defineProperty(module.exports, name, {
    get() { return define(module.exports, name, make()); },
    set(value) { define(module.exports, name, value); },
    enumerable: true, configurable: true
  });
}
lazyExport('METHODS', () => native.methods().sort());
lazyExport('STATUS_CODES', () => {
  const codes = {};

  for (let status = 100; status < 512; status++) {
    const reason = native.reasonOf(status);
    if (reason !== undefined)
      codes[status] = reason;
  }
  return codes;
});
lazyExport('globalAgent', client('globalAgent'));

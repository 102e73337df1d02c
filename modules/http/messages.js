// modules/http/messages.js - the stream and event side of req and res, and
// what else is rarely asked for.
//
// A function expression: http.js calls it when it is first needed.  The native
// exchange does the framing; here are the events in Node's order.
(function (native, require, shared) {
'use strict';

const EventEmitter = require('events');
const stream = require('stream');
const { Readable } = stream;
const { IncomingMessage, OutgoingMessage, ServerResponse, define } = shared;
const request = IncomingMessage.prototype;
const outgoing = OutgoingMessage.prototype;
const response = ServerResponse.prototype;
const has = Object.prototype.hasOwnProperty;

// -- linking ------------------------------------------------------------------
shared.requestStubs.forEach((name) => delete request[name]);
shared.outgoingStubs.forEach((name) => delete outgoing[name]);
shared.responseStubs.forEach((name) => delete response[name]);
Object.setPrototypeOf(request, Readable.prototype);
Object.setPrototypeOf(IncomingMessage, Readable);
Object.setPrototypeOf(outgoing, stream.Stream.prototype);
Object.setPrototypeOf(OutgoingMessage, stream.Stream);

function method(prototype, name, value) {
  Object.defineProperty(prototype, name, {
    value, writable: true, enumerable: true, configurable: true
  });
}

function getter(prototype, name, get, set) {
  Object.defineProperty(prototype, name, {
    get, set: set || function (value) { define(this, name, value); },
    enumerable: true, configurable: true
  });
}

function coded(kind, code, message) {
  return native.error(kind, code, message);
}

// -- opening: native until now, events from now on ----------------------------
function openRequest(req) {
  if (has.call(req, '_readableState'))
    return;
  define(req, '_events', undefined); // no longer the accessor that leads here
  Readable.call(req, { autoDestroy: true, highWaterMark: 16384 });
  define(req, '_consumed', false);
  define(req, '_dumped', false);
  const chunk = native.openBody(req);
  if (req.aborted) {
    req._readableState.destroyed = true;
    req._readableState.closed = true;
    req._readableState.closeEmitted = true;
    return;
  }
  if (chunk !== null)
    req.push(chunk);
  if (req.complete)
    req.push(null);
}

function openResponse(res) {
  if (has.call(res, '_events'))
    return;
  define(res, '_events', undefined);
  EventEmitter.call(res);
  if (native.watch(res) && res instanceof ServerResponse)
    EventEmitter.prototype.on.call(res, 'finish', onFinish);
}

function open(message) {
  if (message instanceof IncomingMessage)
    openRequest(message);
  else
    openResponse(message);
}

// -- req ----------------------------------------------------------------------
method(request, '_read', function () {
  if (!this._consumed) {
    this._readableState.readingMore = false;
    this._consumed = true;
  }
  native.readBody(this);
});

method(request, '_destroy', function (error, callback) {
  const req = this;

  if (!req.readableEnded || !req.complete) {
    define(req, 'aborted', true);
    req.emit('aborted');
  }
  const socket = req.socket;
  if (socket && !socket.destroyed && req.aborted) {
    socket.destroy(error);
    const cleanup = stream.finished(socket, (e) => {
      if (e && e.code === 'ERR_STREAM_PREMATURE_CLOSE')
        e = null;
      cleanup();
      process.nextTick(destroyed, req, e || error, callback);
    });
  } else {
    process.nextTick(destroyed, req, error, callback);
  }
});

// An error nobody listens to is none.
function destroyed(req, error, callback) {
  callback(req.listenerCount('error') === 0 ? undefined : error);
}

method(request, '_dump', function () {
  if (this._dumped)
    return;
  this._dumped = true;
  this.removeAllListeners('data');
  this.resume();
});

method(request, 'setTimeout', function (delay, callback) {
  if (callback)
    this.on('timeout', callback);
  this.socket.setTimeout(delay);
  return this;
});

getter(request, 'connection', function () { return this.socket; },
  function (value) { this.socket = value; });

method(request, '_addHeaderLine', function (field, value, dest) {
  field = field.toLowerCase();
  if (field === 'set-cookie') {
    if (dest[field] !== undefined)
      dest[field].push(value);
    else
      dest[field] = [value];
  } else if (typeof dest[field] === 'string') {
    dest[field] += (field === 'cookie' ? '; ' : ', ') + value;
  } else {
    dest[field] = value;
  }
});

method(request, '_addHeaderLines', function (headers, n) {
  const dest = this.complete ? this.trailers : this.headers;

  for (let i = 0; i < n; i += 2)
    this._addHeaderLine(headers[i], headers[i + 1], dest);
});

// -- res ----------------------------------------------------------------------
getter(outgoing, 'socket', function () { return native.socketOf(this); });
getter(outgoing, 'connection', function () { return this.socket; },
  function (value) { this.socket = value; });
getter(outgoing, 'writable', function () { return true; });
getter(outgoing, 'writableHighWaterMark', function () { return 16384; });
getter(outgoing, 'writableObjectMode', function () { return false; });
getter(outgoing, 'errored', function () { return this._error || null; });
getter(outgoing, 'closed', function () { return this._closed; });
getter(outgoing, '_headers', function () { return this.getHeaders(); });

method(outgoing, '_renderHeaders', function () {
  if (this._header) {
    throw coded('Error', 'ERR_HTTP_HEADERS_SENT',
      'Cannot render headers after they are sent to the client');
  }
  const headers = {};
  this.getRawHeaderNames().forEach((name) => {
    headers[name] = this.getHeader(name);
  });
  return headers;
});

method(outgoing, 'setHeaders', function (headers) {
  if (this._header) {
    throw coded('Error', 'ERR_HTTP_HEADERS_SENT',
      'Cannot set headers after they are sent to the client');
  }
  if (!headers || Array.isArray(headers) ||
      typeof headers.keys !== 'function' || typeof headers.get !== 'function') {
    throw coded('TypeError', 'ERR_INVALID_ARG_TYPE', 'The "headers" argument ' +
      'must be an instance of Headers or Map');
  }
  headers.forEach((value, name) => this.setHeader(name, value));
  return this;
});

method(outgoing, 'setTimeout', function (delay, callback) {
  if (callback)
    this.on('timeout', callback);
  const socket = this.socket;
  if (socket)
    socket.setTimeout(delay);
  else
    this.once('socket', (given) => given.setTimeout(delay));
  return this;
});

method(outgoing, 'destroy', function (error) {
  if (this.destroyed)
    return this;
  this.destroyed = true;
  define(this, '_error', error || null);
  const socket = this.socket;
  if (socket)
    socket.destroy(error);
  else
    this.once('socket', (given) => given.destroy(error));
  return this;
});

method(outgoing, 'pipe', function () {
  const error = coded('Error', 'ERR_STREAM_CANNOT_PIPE',
    'Cannot pipe, not readable');

  this.emit('error', error);
});

method(outgoing, '_send', function (data, encoding, callback) {
  if (typeof encoding === 'function')
    callback = encoding;
  native.raw(this, String(data));
  if (typeof callback === 'function')
    process.nextTick(callback);
  return true;
});

method(outgoing, '_flush', function () {
  drainToSocket(this);
});

// -- 1xx answers --------------------------------------------------------------
method(response, 'writeContinue', function (callback) {
  native.raw(this, 'HTTP/1.1 100 Continue\r\n\r\n');
  this._sent100 = true;
  if (typeof callback === 'function')
    process.nextTick(callback);
});

method(response, 'writeProcessing', function (callback) {
  native.raw(this, 'HTTP/1.1 102 Processing\r\n\r\n');
  if (typeof callback === 'function')
    process.nextTick(callback);
});

function checkLink(link) {
  const links = Array.isArray(link) ? link : [link];

  links.forEach((one) => {
    if (typeof one !== 'string' ||
        !/^(?:<[^>]*>)(?:\s*;\s*[^;"\s]+(?:=(")?[^;"\s]*\1)?)*$/.test(one)) {
      throw coded('TypeError', 'ERR_INVALID_ARG_VALUE',
        "The argument 'hints' " +
        'must be an array or string of format "</styles.css>; rel=preload; ' +
        `as=style". Received '${one}'`);
    }
  });
  return links.join(', ');
}

method(response, 'writeEarlyHints', function (hints, callback) {
  if (hints === null || typeof hints !== 'object') {
    throw coded('TypeError', 'ERR_INVALID_ARG_TYPE',
      `The "hints" argument must be of type object. Received ${hints}`);
  }
  if (hints.link === null || hints.link === undefined)
    return;
  const link = checkLink(hints.link);
  if (link.length === 0)
    return;
  let head = `HTTP/1.1 103 Early Hints\r\nLink: ${link}\r\n`;
  Object.keys(hints).forEach((name) => {
    if (name === 'link')
      return;
    if (!native.isToken(name) || !native.isValue(hints[name])) {
      throw coded('TypeError', 'ERR_INVALID_CHAR',
        `Invalid character in header content ["${name}"]`);
    }
    head += `${name}: ${hints[name]}\r\n`;
  });
  native.raw(this, head + '\r\n');
  if (typeof callback === 'function')
    process.nextTick(callback);
});

method(response, 'writeHeader', response.writeHead);

// A response that a script made itself writes to the stream it is given.
method(response, 'assignSocket', function (socket) {
  if (socket._httpMessage) {
    throw coded('Error', 'ERR_HTTP_SOCKET_ASSIGNED',
      'ServerResponse has an already assigned socket');
  }
  socket._httpMessage = this;
  define(this, 'socket', socket);
  openResponse(this);
  this.emit('socket', socket);
  drainToSocket(this);
});

method(response, 'detachSocket', function (socket) {
  socket._httpMessage = null;
  define(this, 'socket', null);
});

function drainToSocket(res, callback) {
  if (!res.socket)
    return false;
  const chunk = native.pending(res);

  if (chunk === null)
    return false;
  if (chunk.length > 0 || callback !== undefined)
    res.socket.write(chunk, callback);
  return true;
}

function finishMade(res) {
  native.sent(res);
  res.emit('finish');
}

// -- the life of an exchange, called by C -------------------------------------
function emitClose(res) {
  if (res._closed)
    return;
  res.destroyed = true;
  res._closed = true;
  res.emit('close');
}

function letGo(req) {
  if (req === undefined)
    return;
  if (has.call(req, '_readableState')) {
    if (!req._consumed)
      req._dump();
  } else {
    native.dump(req);
  }
}

// The first listener of 'finish', as in Node.
function onFinish() {
  letGo(this.req);
  process.nextTick(emitClose, this);
  native.next(this);
}

const hooks = {
  data(req, chunk) {
    return req.push(chunk);
  },
  end(req) {
    req.push(null);
  },
  finish(res, req) {
    if (res === undefined || !has.call(res, '_events')) {
      letGo(req);
      if (res !== undefined)
        native.next(res);
      return;
    }
    res.emit('finish');
  },
  start(res) {
    if (res !== undefined && has.call(res, '_events'))
      res.emit('socket', res.socket);
  },
  prefinish(res) {
    if (res === undefined || !has.call(res, '_events'))
      return;
    drainToSocket(res, () => finishMade(res));
    res.emit('prefinish');
  },
  abort(req, res) {
    // After the listeners of the socket's 'close', before those of the request.
    if (res !== undefined && has.call(res, '_events'))
      process.nextTick(emitClose, res);
    if (req !== undefined && has.call(req, '_readableState'))
      req.destroy(reset());
  },
  drain(res) {
    if (res !== undefined && has.call(res, '_events'))
      res.emit('drain');
  },
  refused(res, code, callback) {
    refuse(res, code, typeof callback === 'function' ? callback : () => {});
  },
  onceFinish(res, callback) {
    res.once('finish', callback);
  },
  error(server, socket, error) {
    // The error that follows is told already.
    socket.removeListener('error', onSocketError);
    if (socket.listenerCount('error') === 0)
      socket.on('error', ignore);
    return server.emit('clientError', error, socket);
  },
  upgrade(server, req, socket, head) {
    forget(socket);
    socket._readableState.flowing = null; // its reader is yet to come
    server.emit(req.method === 'CONNECT' ? 'connect' : 'upgrade', req, socket,
      head);
    return true;
  },
  timeout(server, socket, req, res) {
    const onRequest = req && !req.complete && req.emit('timeout', socket);
    const onResponse = res && res.emit('timeout', socket);
    const onServer = server.emit('timeout', socket);

    return Boolean(onRequest || onResponse || onServer);
  }
};

function reset() {
  const error = new Error('aborted');

  error.code = 'ECONNRESET';
  return error;
}

function refuse(res, code, callback) {
  if (code === 'ERR_STREAM_ALREADY_FINISHED') {
    if (!res.writableFinished)
      res.on('finish', callback);
    else
      callback(coded('Error', code,
        'Cannot call end after a stream was finished'));
    return;
  }
  const destroyedNow = code === 'ERR_STREAM_DESTROYED';
  const error = coded('Error', code, destroyedNow ?
    'Cannot call write after a stream was destroyed' : 'write after end');
  if (res.destroyed) {
    process.nextTick(callback, error);
    return;
  }
  process.nextTick(() => {
    callback(error);
    if (typeof res.destroy === 'function' && !res._closed)
      res.emit('error', error);
  });
}

function makeError(code, reason, parsed) {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return coded('Error', code, 'Request timeout');
  const error = new Error(`Parse Error: ${reason}`);

  error.code = code;
  error.bytesParsed = parsed;
  error.reason = reason;
  return error;
}

// -- sockets of connections ---------------------------------------------------
function onSocketEnd() {
  native.socketEnded(this);
}

function onSocketClose() {
  native.socketClosed(this);
}

function onSocketError(error) {
  this.server.emit('clientError', error, this);
}

function adopt(server, socket) {
  socket.server = server;
  socket._server = null;
  socket.on('error', onSocketError);
  socket.on('close', onSocketClose);
  socket.on('end', onSocketEnd);
  socket.on('data', ignore);
}

function ignore() {}

function forget(socket) {
  socket.removeListener('error', onSocketError);
  socket.removeListener('close', onSocketClose);
  socket.removeListener('end', onSocketEnd);
  socket.removeListener('data', ignore);
}

const expectations = ['request', 'checkContinue', 'checkExpectation'];

return {
  open, hooks, makeError, adopt,
  request(server, req, res, what) {
    if (what === 3)
      server.emit('dropRequest', req, req.socket);
    else
      server.emit(expectations[what], req, res);
  }
};
})

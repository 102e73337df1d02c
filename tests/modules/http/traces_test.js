// The order of observable events: the exchanges of traces.js are made again, on
// raw connections, with `emit` of server, sockets, requests and responses
// watched, and compared with what Node 20 did.
'use strict';

const assert = require('assert');
const http = require('http');
const net = require('net');
const { Readable } = require('stream');
const { test } = require('../../harness');
const traces = require('./traces');

const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const POST = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n';

function Trace(name, done) {
  this.name = name;
  this.done = done;
  this.words = [];
  this.count = 0;
  this.wire = '';
}

Trace.prototype.log = function (word) { this.words.push(word); };

// When a tick, a microtask and an immediate asked for here come.
Trace.prototype.marks = function (name) {
  process.nextTick(() => this.log(`[tick ${name}]`));
  Promise.resolve().then(() => this.log(`[micro ${name}]`));
  setImmediate(() => this.log(`[immediate ${name}]`));
};

function argument(event, value) {
  if (event === 'data')
    return `(${value.length})`;
  if (event === 'error' || event === 'clientError')
    return `(${value.code || value.message})`;
  if (event === 'close' && typeof value === 'boolean')
    return `(${value})`;
  return '';
}

const hidden = ['newListener', 'removeListener', 'listening', 'lookup',
  'connect', 'ready'];

Trace.prototype.watch = function (name, emitter) {
  const trace = this;
  const original = emitter.emit;

  emitter.emit = function (event, value, ...rest) {
    const isClose = name === 'server' && event === 'close';

    if (!hidden.includes(event) && !isClose)
      trace.log(`${name}.${event}${argument(event, value)}`);
    return original.call(this, event, value, ...rest);
  };
};

Trace.prototype.handler = function (req, res, body) {
  const n = ++this.count === 1 ? '' : this.count;
  const name = 'handler' + n;

  this.watch('req' + n, req);
  this.watch('res' + n, res);
  this.log('> ' + name);
  this.marks('h' + n);
  body(req, res, this, this.count);
  this.log('< ' + name);
};

// Compares, but for the Date and for what kernel and timer decide.
Trace.prototype.finish = function (server) {
  const want = traces[this.name];

  server.close();
  try {
    assert.strictEqual(this.words.join(' '), want.events);
    assert.strictEqual(this.wire.replace(/Date: [^\r]*\r\n/g, ''), want.wire);
  } catch (error) {
    this.done(error);
    return;
  }
  this.done();
};

// One exchange: `send` writes to the client (and may write later), `body` is
// the handler's, `more` adds listeners to the server.
function exchange(name, send, body, more) {
  test(`${name}: events in Node's order`, (done) => {
    const trace = new Trace(name, done);
    const server = http.createServer(
      (req, res) => trace.handler(req, res, body));

    trace.watch('server', server);
    server.on('connection', (socket) => trace.watch('sock', socket));
    if (more)
      more(server, trace);
    server.listen(0, '127.0.0.1', () => {
      const client = net.connect(server.address().port, '127.0.0.1');

      client.on('data', (chunk) => { trace.wire += chunk.toString('latin1'); });
      client.on('error', () => {});
      client.on('close', () => trace.log('(client closed)'));
      client.on('connect', () => send(client, trace));
      setTimeout(() => {
        client.destroy();
        trace.finish(server);
      }, 250);
    });
  });
}

const ok = (req, res) => res.end('ok');

// Sends, and ends when the answer has had its time.  Each timer is started by
// the one before: on a busy machine two that are due would run in one go, and
// the server read two parts at once.
function sends(...parts) {
  return (client) => {
    let sent = 0;

    (function next() {
      if (sent === parts.length) {
        setTimeout(() => client.end(), 30);
        return;
      }
      client.write(parts[sent++]);
      setTimeout(next, 15);
    }());
  };
}

exchange('T1', sends(GET), ok);
exchange('T2', sends(GET.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')),
  ok);
exchange('T3', sends(GET), (req, res, trace) => setImmediate(() => {
  trace.log('> end');
  res.end('ok');
  trace.log('< end');
}));
exchange('T3b', sends(GET), (req, res, trace) => {
  req.on('data', () => {});
  req.on('end', () => {});
  res.end('ok', () => trace.log('end-cb'));
});
exchange('T4', sends(GET + GET + GET), ok);
exchange('T5', sends(GET + GET + GET), (req, res, trace, n) => {
  const name = n === 1 ? '' : n;
  setTimeout(() => {
    trace.log('> end' + name);
    res.end('r' + name);
    trace.log('< end' + name);
  }, 30 - n * 8);
});
exchange('T6', sends(POST + 'hello'), (req, res, trace) => {
  req.on('data', () => {});
  req.on('end', () => {
    trace.marks('end');
    res.end('ok');
  });
});
exchange('T6b', sends(POST.replace('5', '9') + 'abc', 'def', 'ghi'),
  (req, res, trace) => {
    req.on('data', () => trace.marks('d'));
    req.on('end', () => res.end('ok'));
  });
exchange('T6c', sends(POST + 'hello'), (req, res, trace) => {
  req.on('readable', () => {
    let chunk;
    while ((chunk = req.read()) !== null)
      trace.log('read' + chunk.length);
  });
  req.on('end', () => res.end('ok'));
});
exchange('T7', sends(POST + 'hello' + GET), ok);
exchange('T10', sends(GET.replace('GET', 'HEAD')), (req, res, trace) => {
  trace.log('write=' + res.write('x'));
  res.end('y');
});
exchange('T10b', sends(GET), (req, res) => {
  res.statusCode = 304;
  res.end('ignored');
});
exchange('T11', sends('POST / HTTP/1.1\r\nHost: x\r\n' +
  'Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\nX: 1\r\n\r\n'),
(req, res, trace) => {
  req.on('data', () => {});
  req.on('end', () => {
    trace.log(JSON.stringify(req.trailers));
    res.setHeader('Trailer', 'x-t');
    res.write('a');
    res.write('b');
    res.addTrailers({ 'x-t': '1' });
    res.end();
  });
});
exchange('T9', sends('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n' +
  'Expect: 100-continue\r\n\r\n', 'abc'), (req, res) => {
  req.on('data', () => {});
  req.on('end', () => res.end('ok'));
});
exchange('T9c', sends('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n' +
  'Expect: miracle\r\n\r\n'), ok);
exchange('T12', sends(GET), () => {});
exchange('T15e', sends(GET), (req, res, trace) => {
  res.write('a');
  ['setHeader', 'writeHead'].forEach((name) => {
    try {
      res[name](name === 'setHeader' ? 'a' : 200, 'b');
    } catch (error) {
      trace.log(error.code);
    }
  });
  res.end();
});
exchange('T16b', sends('GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\n' +
  'Upgrade: x\r\n\r\n'), ok);
exchange('T17b', (client) => {
  client.write('CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n');
}, ok);
exchange('T18', (client) => client.write('GET / HTTP/4.2\r\n\r\n'), ok);
exchange('T18b', sends(GET + 'XXX\r\n\r\n'), ok, (server) => {
  server.on('clientError', () => {});
});
exchange('T18d', (client) => {
  client.write('GET / HTTP/1.1\r\nHost: x\r\nA: ' + 'a'.repeat(20000) +
    '\r\n\r\n');
}, ok);
exchange('T18e', (client) => client.write('GET / HTTP/1.1\r\n\r\n'), ok);
exchange('T20', sends(GET), (req, res) => {
  const source = new Readable({ read() {} });

  source.push('a');
  source.push('b');
  source.push(null);
  source.pipe(res);
});
exchange('T20b', sends(POST + 'hello'), (req, res) => req.pipe(res));
exchange('T22', sends(GET), (req, res, trace) => {
  res.writeContinue();
  res.writeProcessing();
  res.writeEarlyHints({ link: '</a>; rel=preload' });
  res.flushHeaders();
  trace.log('sent=' + res.headersSent);
  res.end('x');
});
exchange('T9b', sends('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n' +
  'Expect: 100-continue\r\n\r\n'), () => {}, (server, trace) => {
  server.on('checkContinue', (req, res) => {
    trace.watch('req', req);
    trace.watch('res', res);
    res.writeHead(417);
    res.end();
  });
});
exchange('T12b', (client) => {
  client.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc');
  setTimeout(() => client.destroy(), 40);
}, (req) => {
  req.on('data', () => {});
  req.on('error', () => {});
});
exchange('T12d', sends(GET), (req, res, trace) => {
  res.write('a');
  setTimeout(() => {
    trace.log('write=' + res.write('b'));
    trace.log('destroyed=' + res.destroyed);
    trace.log('we=' + res.writableEnded);
    res.end();
    trace.log('wf=' + res.writableEnded);
  }, 100);
});
exchange('T15d', sends(GET), (req, res, trace) => {
  res.on('error', () => {});
  res.end('a');
  trace.log('w=' + res.write('b', (error) => trace.log('wcb ' + error.code)));
  res.end('c', (error) => trace.log('ecb ' + error.code));
});
exchange('T19b', sends(GET), (req, res, trace) => {
  res.cork();
  res.write('a');
  res.write('b');
  trace.log('corked=' + res.writableCorked);
  trace.log('sockcork=' + req.socket.writableCorked);
  res.end('c');
  trace.log('corked=' + res.writableCorked);
});
exchange('T16', (client) => {
  client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: upgrade\r\n' +
    'Upgrade: x\r\n\r\nhello');
  setTimeout(() => client.write('more'), 20);
  setTimeout(() => client.destroy(), 60);
}, ok, (server, trace) => {
  server.on('upgrade', (req, socket, head) => {
    trace.watch('req', req);
    trace.log('> upgrade');
    trace.marks('u');
    trace.log('head=' + head.length);
    socket.write('HTTP/1.1 101 S\r\n\r\n');
    socket.on('data', () => {});
    trace.log('< upgrade');
  });
});

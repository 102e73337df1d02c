// ServerResponse: headers, framing, the members that frameworks touch.
'use strict';

const assert = require('assert');
const http = require('http');
const net = require('net');
const { test } = require('../../harness');

// What a raw request gets, without the Date.
function ask(handler, raw, then, options) {
  const server = http.createServer(options || {}, handler);

  server.listen(0, '127.0.0.1', () => {
    const client = net.connect(server.address().port, '127.0.0.1');
    let answer = '';

    client.on('data', (chunk) => { answer += chunk.toString('latin1'); });
    client.on('error', () => {});
    client.on('close', () => {
      server.close(() => then(answer.replace(/Date: [^\r]*\r\n/, '')));
    });
    client.write(raw);
  });
}

const GET = 'GET /path?x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

function gives(name, handler, want, raw) {
  test(name, (done) => {
    ask(handler, raw || GET, (answer) => {
      try {
        assert.strictEqual(answer, want);
      } catch (error) {
        done(error);
        return;
      }
      done();
    });
  });
}

gives('a string with its length', (req, res) => res.end('ä'),
  'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n\xc3\xa4');
gives('an empty answer', (req, res) => res.end(),
  'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
gives('a Buffer, an encoding', (req, res) => {
  res.write(Buffer.from('a'));
  res.write('62', 'hex');
  res.end('\xe9', 'latin1');
}, 'HTTP/1.1 200 OK\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n' +
  '\r\n1\r\na\r\n1\r\nb\r\n1\r\n\xe9\r\n0\r\n\r\n');
gives('HTTP/1.0 has no chunks', (req, res) => {
  res.write('a');
  res.end('b');
}, 'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nab',
'GET / HTTP/1.0\r\n\r\n');
gives('headers in the order of their first setting', (req, res) => {
  res.setHeader('B', 'x');
  res.setHeader('A', ['1', '2']);
  res.setHeader('b', 5);
  res.setHeader('Set-Cookie', ['a=1', 'b=2']);
  res.end('x');
}, 'HTTP/1.1 200 OK\r\nb: 5\r\nA: 1\r\nA: 2\r\nSet-Cookie: a=1\r\n' +
  'Set-Cookie: b=2\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx');
gives('writeHead with a reason and an object', (req, res) => {
  res.writeHead(404, 'Gone Fishing', { 'X-A': 1, 'Content-Length': 2 });
  res.end('no');
}, 'HTTP/1.1 404 Gone Fishing\r\nX-A: 1\r\nContent-Length: 2\r\n' +
  'Connection: close\r\n\r\nno');
gives('writeHead over setHeader', (req, res) => {
  res.setHeader('X-A', 'old');
  res.setHeader('X-B', 'kept');
  res.writeHead(201, { 'x-a': 'new' }).end();
}, 'HTTP/1.1 201 Created\r\nx-a: new\r\nX-B: kept\r\nConnection: close\r\n' +
  'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n');
gives('writeHead with a flat array', (req, res) => {
  res.writeHead(200, ['A', '1', 'A', '2']);
  res.end();
}, 'HTTP/1.1 200 OK\r\nA: 1\r\nA: 2\r\nConnection: close\r\n' +
  'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n');
gives('statusCode and statusMessage', (req, res) => {
  res.statusCode = 299;
  res.statusMessage = 'Fine';
  res.end();
}, 'HTTP/1.1 299 Fine\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
gives('an unknown status', (req, res) => res.writeHead(799).end(),
  'HTTP/1.1 799 unknown\r\nConnection: close\r\n' +
  'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n');
gives('204 has no body and no length', (req, res) => {
  res.statusCode = 204;
  res.end();
}, 'HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
gives('removed headers stay away', (req, res) => {
  res.removeHeader('Date');
  res.removeHeader('Connection');
  res.end('x');
}, 'HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx');
gives('a replaced writeHead is called', (req, res) => {
  const writeHead = res.writeHead;
  res.writeHead = function (...args) {
    this.setHeader('X-Time', '1');
    return writeHead.apply(this, args);
  };
  res.end('x');
}, 'HTTP/1.1 200 OK\r\nX-Time: 1\r\nConnection: close\r\n' +
  'Content-Length: 1\r\n\r\nx');
gives('a replaced end is called by the script', (req, res) => {
  const end = res.end;
  res.end = function (chunk) { return end.call(this, chunk + '!'); };
  res.end('x');
}, 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nx!');

test('what setHeader refuses', (done) => {
  ask((req, res) => {
    const refused = (f, code) => assert.throws(f, { code });

    refused(() => res.setHeader('a b', 'x'), 'ERR_INVALID_HTTP_TOKEN');
    refused(() => res.setHeader('', 'x'), 'ERR_INVALID_HTTP_TOKEN');
    refused(() => res.setHeader('a', 'x\r\ny'), 'ERR_INVALID_CHAR');
    refused(() => res.setHeader('a', '\u0100'), 'ERR_INVALID_CHAR');
    refused(() => res.setHeader('a', undefined),
      'ERR_HTTP_INVALID_HEADER_VALUE');
    refused(() => res.writeHead(99), 'ERR_HTTP_INVALID_STATUS_CODE');
    refused(() => res.writeHead(1000), 'ERR_HTTP_INVALID_STATUS_CODE');
    refused(() => res.write(5), 'ERR_INVALID_ARG_TYPE');
    refused(() => res.write(null), 'ERR_STREAM_NULL_VALUES');
    res.end();
    refused(() => res.setHeader('a', 'b'), 'ERR_HTTP_HEADERS_SENT');
    refused(() => res.removeHeader('a'), 'ERR_HTTP_HEADERS_SENT');
    refused(() => res.writeHead(200), 'ERR_HTTP_HEADERS_SENT');
  }, GET, () => done());
});

test('getters of headers', (done) => {
  ask((req, res) => {
    res.setHeader('X-Number', 5);
    res.setHeader('X-List', ['a', 'b']);
    assert.strictEqual(res.getHeader('x-number'), 5);
    assert.deepStrictEqual(res.getHeader('X-LIST'), ['a', 'b']);
    assert.strictEqual(res.getHeader('none'), undefined);
    assert.strictEqual(res.hasHeader('x-list'), true);
    assert.deepStrictEqual(res.getHeaderNames(), ['x-number', 'x-list']);
    assert.deepStrictEqual(res.getRawHeaderNames(), ['X-Number', 'X-List']);
    assert.strictEqual(Object.getPrototypeOf(res.getHeaders()), null);
    assert.strictEqual(JSON.stringify(res.getHeaders()),
      '{"x-number":5,"x-list":["a","b"]}');
    res.appendHeader('x-list', 'c');
    assert.deepStrictEqual(res.getHeader('x-list'), ['a', 'b', 'c']);
    res.setHeaders(new Map([['x-m', '1']]));
    assert.strictEqual(res.getHeader('X-M'), '1');
    res.removeHeader('X-List');
    assert.strictEqual(res.hasHeader('x-list'), false);
    res.end();
  }, GET, () => done());
});

test('what is known of a response over its life', (done) => {
  ask((req, res) => {
    assert.strictEqual(res.headersSent, false);
    assert.strictEqual(res._header, null);
    assert.strictEqual(res.writableEnded, false);
    assert.strictEqual(res.finished, false);
    assert.strictEqual(res.req, req);
    assert.strictEqual(res.socket, req.socket);
    assert.strictEqual(res.statusCode, 200);
    assert.strictEqual(res.statusMessage, undefined);
    assert.strictEqual(res.sendDate, true);
    assert.ok(res instanceof http.ServerResponse);
    assert.ok(res instanceof http.OutgoingMessage);
    assert.strictEqual(res.setHeader('a', 'b'), res);
    assert.strictEqual(res.write('x'), true);
    assert.strictEqual(res.headersSent, true);
    assert.ok(res._header.indexOf('HTTP/1.1 200 OK\r\n') === 0);
    assert.strictEqual(res.end(), res);
    assert.strictEqual(res.writableEnded, true);
    assert.strictEqual(res.finished, true);
    res.on('finish', () => assert.strictEqual(res.writableFinished, true));
    res.on('close', () => {
      assert.strictEqual(res.socket, null);
      assert.strictEqual(res.destroyed, true);
    });
  }, GET, () => done());
});

test('strictContentLength', (done) => {
  ask((req, res) => {
    res.strictContentLength = true;
    res.setHeader('Content-Length', 5);
    assert.throws(() => {
      res.write('ab');
      res.end('c');
    }, { code: 'ERR_HTTP_CONTENT_LENGTH_MISMATCH' });
    res.destroy();
  }, GET, () => done());
});

test('subclasses of createServer', (done) => {
  function Request(socket) { http.IncomingMessage.call(this, socket); }
  Object.setPrototypeOf(Request.prototype, http.IncomingMessage.prototype);
  Request.prototype.hello = function () { return 'hello ' + this.url; };
  function Response(req, options) {
    http.ServerResponse.call(this, req, options);
  }
  Object.setPrototypeOf(Response.prototype, http.ServerResponse.prototype);
  Response.prototype.say = function (text) { this.end(text); };
  ask((req, res) => res.say(req.hello()), GET, (answer) => {
    assert.ok(answer.endsWith('hello /path?x=1'));
    done();
  }, { IncomingMessage: Request, ServerResponse: Response });
});

test('a prototype set on req and res, as express does', (done) => {
  ask((req, res) => {
    const ours = Object.create(http.IncomingMessage.prototype);
    const theirs = Object.create(http.ServerResponse.prototype);

    ours.twice = function () { return this.url + this.url; };
    theirs.send = function (text) { this.end(text); };
    Object.setPrototypeOf(req, ours);
    Object.setPrototypeOf(res, theirs);
    res.send(req.twice());
  }, GET, (answer) => {
    assert.ok(answer.endsWith('/path?x=1/path?x=1'));
    done();
  });
});

// What fastify's inject() does.
test('a response that a script makes, to a socket of its own', (done) => {
  const { Writable } = require('stream');
  const req = { method: 'GET', httpVersionMajor: 1, httpVersionMinor: 1 };
  const res = new http.ServerResponse(req);
  let text = '';

  res.assignSocket(new Writable({
    write(chunk, encoding, callback) { text += chunk; callback(); }
  }));
  res.on('finish', () => setImmediate(() => {
    assert.strictEqual(res.writableFinished, true);
    assert.ok(text.startsWith('HTTP/1.1 200 OK\r\nX-A: b\r\n'), text);
    assert.ok(text.includes('hello'), text);
    done();
  }));
  res.setHeader('X-A', 'b');
  res.end('hello');
});

test('one that a script makes, with all of it written before its end',
  (done) => {
    const { Writable } = require('stream');
    const res = new http.ServerResponse({ method: 'HEAD' });
    const events = [];
    let text = '';

    res.assignSocket(new Writable({
      write(chunk, encoding, callback) { text += chunk; callback(); }
    }));
    res.on('prefinish', () => events.push('prefinish'));
    res.on('finish', () => events.push('finish'));
    res.on('close', () => events.push('close'));
    res.flushHeaders();
    res.end(() => events.push('callback'));
    setTimeout(() => {
      assert.ok(text.startsWith('HTTP/1.1 200 OK\r\n'), text);
      assert.deepStrictEqual(events, ['prefinish', 'finish', 'callback']);
      done();
    }, 20);
  });

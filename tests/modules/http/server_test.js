// http.Server: closing, limits, time, upgrades, errors of clients.
'use strict';

const assert = require('assert');
const http = require('http');
const net = require('net');
const { test } = require('../../harness');

const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const CLOSE = 'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

function serve(options, handler, body) {
  const server = http.createServer(options, handler);

  server.listen(0, '127.0.0.1', () => body(server, server.address().port));
}

// Calls then(answer, milliseconds) when the server has closed the connection.
function ask(port, raw, then) {
  const client = net.connect(port, '127.0.0.1');
  const began = Date.now();
  let answer = '';

  client.on('data', (chunk) => { answer += chunk.toString('latin1'); });
  client.on('error', () => {});
  client.on('close', () => then(answer, Date.now() - began));
  if (raw !== '')
    client.write(raw);
  return client;
}

test('what Server is', () => {
  const server = http.createServer();
  assert.ok(server instanceof http.Server);
  assert.ok(server instanceof net.Server);
  assert.ok(server instanceof require('events'));
  assert.ok(http.Server() instanceof http.Server);
  assert.strictEqual(server.timeout, 0);
  assert.strictEqual(server.keepAliveTimeout, 5000);
  assert.strictEqual(server.headersTimeout, 60000);
  assert.strictEqual(server.requestTimeout, 300000);
  assert.strictEqual(server.maxHeadersCount, null);
  assert.strictEqual(server.maxRequestsPerSocket, 0);
  assert.strictEqual(http.maxHeaderSize, 16384);
  assert.strictEqual(http.STATUS_CODES[404], 'Not Found');
  assert.strictEqual(http.STATUS_CODES[418], "I'm a Teapot");
  assert.ok(http.METHODS.includes('GET') && http.METHODS.includes('PURGE'));
  assert.throws(() => http.createServer(5), { code: 'ERR_INVALID_ARG_TYPE' });
});

test('an answer goes out before the connection of a bad request ends',
  (done) => {
    serve({}, (req, res) => res.end('ok'), (server, port) => {
      ask(port, GET.replace('\r\n\r\n', '\r\nExpect: x\r\n\r\n') +
        'GET / HTTP/1.1\r\nContent-Length: 1 2\r\n\r\n', (answer) => {
        server.close();
        assert.match(answer, /^HTTP\/1.1 417 Expectation Failed\r\n/);
        done();
      });
    });
  });

test('validateHeaderName and validateHeaderValue', () => {
  http.validateHeaderName('x-a');
  http.validateHeaderValue('x-a', 'b');
  assert.throws(() => http.validateHeaderName('a b'),
    { code: 'ERR_INVALID_HTTP_TOKEN' });
  assert.throws(() => http.validateHeaderValue('x', 'a\nb'),
    { code: 'ERR_INVALID_CHAR' });
  assert.throws(() => http.validateHeaderValue('x', undefined),
    { code: 'ERR_HTTP_INVALID_HEADER_VALUE' });
});

test('close ends idle connections and waits for the others', (done) => {
  let server = null;
  let answered = false;
  let idle = false;
  serve({}, (req, res) => {
    if (req.url === '/first') {
      res.end();
      return;
    }
    server.close(() => {
      assert.ok(answered);
      setTimeout(() => {
        assert.ok(idle);
        done();
      }, 20);
    });
    setTimeout(() => {
      answered = true;
      res.setHeader('Connection', 'close');
      res.end('x');
    }, 40);
  }, (created, port) => {
    server = created;
    ask(port, GET.replace('/', '/first'), () => { idle = true; });
    setTimeout(() => ask(port, GET, () => {}), 20);
  });
});

test('closeAllConnections', (done) => {
  serve({}, () => {}, (server, port) => {
    ask(port, GET, () => server.close(() => done()));
    setTimeout(() => server.closeAllConnections(), 20);
  });
});

test('keepAliveTimeout closes an idle connection', (done) => {
  serve({ keepAliveTimeout: 60 }, (req, res) => res.end('x'),
    (server, port) => ask(port, GET, (answer, ms) => {
      assert.ok(/Keep-Alive: timeout=0\r\n/.test(answer));
      assert.ok(ms >= 55 && ms < 2000, `${ms} ms`);
      server.close(() => done());
    }));
});

test('headersTimeout answers 408', (done) => {
  serve({ headersTimeout: 50, requestTimeout: 100,
    connectionsCheckingInterval: 20 }, () => {}, (server, port) => {
    ask(port, 'GET / HT', (answer, ms) => {
      assert.strictEqual(answer,
        'HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n');
      assert.ok(ms >= 45 && ms < 2000, `${ms} ms`);
      server.close(() => done());
    });
  });
});

test('a connection that never speaks is closed too', (done) => {
  serve({ headersTimeout: 50, requestTimeout: 100,
    connectionsCheckingInterval: 20 }, () => {}, (server, port) => {
    ask(port, '', () => server.close(() => done()));
  });
});

test('requestTimeout bounds the body', (done) => {
  serve({ headersTimeout: 50, requestTimeout: 80,
    connectionsCheckingInterval: 20 }, (req) => {
    req.resume();
    req.on('error', () => {});
  }, (server, port) => {
    ask(port, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nabc',
      (answer) => {
        assert.ok(answer.indexOf('HTTP/1.1 408 ') === 0, answer);
        server.close(() => done());
      });
  });
});

test('server.timeout destroys, a listener keeps', (done) => {
  serve({}, () => {}, (server, port) => {
    let told = 0;
    server.setTimeout(40, (socket) => {
      told++;
      socket.destroy();
    });
    ask(port, GET, () => {
      assert.strictEqual(told, 1);
      server.close(() => done());
    });
  });
});

test('maxHeaderSize and maxHeadersCount', (done) => {
  serve({ maxHeaderSize: 200 }, (req, res) => {
    res.end(String(Object.keys(req.headers).length));
  }, (server, port) => {
    server.maxHeadersCount = 3;
    ask(port, `GET / HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(200)}\r\n\r\n`,
      (answer) => {
        assert.ok(answer.indexOf('HTTP/1.1 431 ') === 0);
        ask(port, 'GET / HTTP/1.1\r\nHost: x\r\nA: 1\r\nB: 1\r\nC: 1\r\n' +
          'Connection: close\r\n\r\n', (second) => {
          assert.ok(second.indexOf('\r\n\r\n3') > 0, second);
          server.close(() => done());
        }).end();
      });
  });
});

test('maxRequestsPerSocket says when, then drops', (done) => {
  let dropped = 0;
  serve({}, (req, res) => res.end('x'), (server, port) => {
    server.maxRequestsPerSocket = 2;
    server.on('dropRequest', () => dropped++);
    ask(port, GET + GET + GET, (answer) => {
      assert.ok(/Keep-Alive: timeout=5, max=2\r\n/.test(answer));
      assert.ok(/Connection: close\r\n/.test(answer));
      server.close(() => done());
    });
  });
});

test('an upgrade gives the socket away', (done) => {
  serve({}, () => {}, (server, port) => {
    server.on('upgrade', (req, socket, head) => {
      assert.strictEqual(req.headers.upgrade, 'echo');
      assert.strictEqual(head.toString(), 'first');
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n' + head);
      socket.pipe(socket);
    });
    const client = ask(port, 'GET / HTTP/1.1\r\nHost: x\r\n' +
      'Connection: upgrade\r\nUpgrade: echo\r\n\r\nfirst', (answer) => {
      assert.strictEqual(answer,
        'HTTP/1.1 101 Switching Protocols\r\n\r\nfirstsecond');
      server.close(() => done());
    });
    setTimeout(() => client.end('second'), 20);
  });
});

test('the socket of a request counts bytes', (done) => {
  serve({}, (req, res) => {
    assert.strictEqual(req.socket.bytesRead, GET.length);
    assert.strictEqual(req.socket.remoteAddress, '127.0.0.1');
    assert.strictEqual(req.connection, req.socket);
    res.setHeader('Connection', 'close');
    res.end('x');
  }, (server, port) => ask(port, GET, (answer) => {
    assert.ok(answer.endsWith('x'));
    server.close(() => done());
  }));
});

test('CONNECT', (done) => {
  serve({}, () => {}, (server, port) => {
    server.on('connect', (req, socket) => {
      assert.strictEqual(req.url, 'a:1');
      assert.strictEqual(req.method, 'CONNECT');
      socket.end('HTTP/1.1 200 OK\r\n\r\n');
    });
    const client = ask(port, 'CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n',
      (answer) => {
        assert.strictEqual(answer, 'HTTP/1.1 200 OK\r\n\r\n');
        server.close(() => done());
      });
    client.on('end', () => client.end());
  });
});

test('clientError is the script itself to answer', (done) => {
  serve({}, () => {}, (server, port) => {
    server.on('clientError', (error, socket) => {
      assert.strictEqual(error.code, 'HPE_INVALID_METHOD');
      assert.ok(socket.writable);
      socket.end('HTTP/1.1 400 Mine\r\n\r\n');
    });
    ask(port, 'NOPE / HTTP/1.1\r\n\r\n', (answer) => {
      assert.strictEqual(answer, 'HTTP/1.1 400 Mine\r\n\r\n');
      server.close(() => done());
    });
  });
});

test('a body nobody reads stops the reader, then goes on', (done) => {
  const size = 4 << 20;
  let came = 0;
  serve({}, (req, res) => {
    setTimeout(() => {
      assert.ok(req.socket.bytesRead < size / 2);
      req.on('data', (chunk) => { came += chunk.length; });
      req.on('end', () => res.end(String(came)));
    }, 40);
  }, (server, port) => {
    const client = ask(port, 'POST / HTTP/1.1\r\nHost: x\r\n' +
      `Connection: close\r\nContent-Length: ${size}\r\n\r\n`, (answer) => {
      assert.ok(answer.endsWith(String(size)), answer);
      server.close(() => done());
    });
    client.write(Buffer.alloc(size));
  });
});

test('a slow reader stops the writer', (done) => {
  const chunk = Buffer.alloc(1 << 16, 97);
  let sent = 0;
  let drains = 0;
  serve({}, (req, res) => {
    (function more() {
      while (sent < 8 << 20) {
        sent += chunk.length;
        if (!res.write(chunk)) {
          assert.strictEqual(res.writableNeedDrain, true);
          res.once('drain', () => { drains++; more(); });
          return;
        }
      }
      res.end();
    }());
  }, (server, port) => {
    const client = net.connect(port, '127.0.0.1');
    let size = 0;
    client.write(CLOSE);
    client.pause();
    setTimeout(() => {
      assert.ok(sent < 8 << 20, 'all was written at once');
      client.on('data', (data) => { size += data.length; });
      client.resume();
    }, 50);
    client.on('close', () => {
      assert.ok(size > 8 << 20);
      assert.ok(drains > 0);
      server.close(() => done());
    });
  });
});

test('headers: joined, single, lists', (done) => {
  serve({}, (req, res) => {
    res.end(JSON.stringify([req.headers, req.headersDistinct,
      req.rawHeaders.length]));
  }, (server, port) => {
    ask(port, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nX-A: 1\r\nx-a: 2\r\n' +
      'Cookie: a=1\r\nCookie: b=2\r\nSet-Cookie: c\r\nUser-Agent: u\r\n' +
      'User-Agent: v\r\nconstructor: x\r\n__proto__: y\r\n' +
      'Connection: close\r\n\r\n', (answer) => {
      const [headers, distinct, raw] =
        JSON.parse(answer.slice(answer.indexOf('\r\n\r\n') + 4));
      assert.strictEqual(headers.host, 'a');
      assert.strictEqual(headers['x-a'], '1, 2');
      assert.strictEqual(headers.cookie, 'a=1; b=2');
      assert.deepStrictEqual(headers['set-cookie'], ['c']);
      assert.strictEqual(headers['user-agent'], 'u');
      assert.strictEqual(headers.constructor, 'x');
      assert.deepStrictEqual(distinct['x-a'], ['1', '2']);
      assert.strictEqual(raw, 24);
      server.close(() => done());
    });
  });
});

test('fields of req may be set', (done) => {
  serve({}, (req, res) => {
    req.url = '/other';
    req.method = 'PUT';
    req.extra = 1;
    res.end(req.method + req.url + req.extra + req.httpVersion +
      req.complete + req.upgrade);
  }, (server, port) => {
    ask(port, CLOSE, (answer) => {
      assert.ok(answer.endsWith('PUT/other11.1falsefalse'), answer);
      server.close(() => done());
    });
  });
});

test('the client is not there yet and says so', () => {
  if (process.versions.drupe === undefined)
    return;
  assert.throws(() => http.get('http://127.0.0.1/'),
    { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' });
  assert.throws(() => http.createServer({ insecureHTTPParser: true }),
    { code: 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM' });
});

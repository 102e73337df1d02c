// net.Server: the forms of listen, address, close, counts, errors.
'use strict';

const assert = require('assert');
const net = require('net');
const { test } = require('../../harness');

const temporary = process.env.TMPDIR || '/tmp';

test('listen(0, host, callback) gives a port', (done) => {
  const server = net.createServer();
  let called = 0;
  server.on('listening', () => called++);
  assert.strictEqual(server.listen(0, '127.0.0.1', () => {
    const address = server.address();
    assert.strictEqual(address.address, '127.0.0.1');
    assert.strictEqual(address.family, 'IPv4');
    assert.ok(address.port > 0);
    assert.strictEqual(server.listening, true);
    server.close(() => {
      assert.strictEqual(called, 1);
      assert.strictEqual(server.listening, false);
      assert.strictEqual(server.address(), null);
      done();
    });
  }), server);
  assert.strictEqual(called, 0);
});

test('listen() takes any port of all addresses', (done) => {
  const server = net.createServer().listen();
  server.on('listening', () => {
    assert.ok(['IPv6', 'IPv4'].includes(server.address().family));
    server.close(done);
  });
});

test('listen({port, host})', (done) => {
  const server = net.createServer();
  server.listen({ port: 0, host: 'localhost' }, () => {
    assert.ok(['127.0.0.1', '::1'].includes(server.address().address));
    server.close(done);
  });
});

test('listen(path) is a Unix socket', (done) => {
  const where = `${temporary}/net-${process.pid}.sock`;
  const server = net.createServer((socket) => socket.end('hello'));
  server.listen(where, () => {
    assert.strictEqual(server.address(), where);
    const client = net.connect(where);
    let text = '';
    client.setEncoding('utf8');
    client.on('data', (chunk) => { text += chunk; });
    client.on('close', () => {
      assert.strictEqual(text, 'hello');
      server.close(() => {
        // The path is free again.
        net.createServer().listen(where, function () { this.close(done); });
      });
    });
  });
});

test('a port in use is EADDRINUSE, told by an event', (done) => {
  const first = net.createServer().listen(0, '127.0.0.1', () => {
    const port = first.address().port;
    const second = net.createServer();
    second.on('error', (error) => {
      assert.strictEqual(error.code, 'EADDRINUSE');
      assert.strictEqual(error.syscall, 'listen');
      assert.strictEqual(error.address, '127.0.0.1');
      assert.strictEqual(error.port, port);
      assert.strictEqual(error.errno, -98);
      assert.strictEqual(error.message,
        `listen EADDRINUSE: address already in use 127.0.0.1:${port}`);
      first.close(done);
    });
    second.listen(port, '127.0.0.1');
  });
});

test('listen twice throws', (done) => {
  const server = net.createServer().listen(0, () => {
    assert.throws(() => server.listen(0),
      { code: 'ERR_SERVER_ALREADY_LISTEN' });
    server.close(done);
  });
});

test('bad ports throw ERR_SOCKET_BAD_PORT', () => {
  [-1, 65536, 1.5, '1x', NaN].forEach((port) => {
    if (port === '1x')
      return; // a path
    assert.throws(() => net.createServer().listen(port),
      { code: 'ERR_SOCKET_BAD_PORT', name: 'RangeError' });
  });
  assert.throws(() => net.createServer().listen({ port: -1 }),
    { code: 'ERR_SOCKET_BAD_PORT' });
  assert.throws(() => net.createServer().listen({}),
    { code: 'ERR_INVALID_ARG_VALUE' });
});

test('close of a server that does not run says so', (done) => {
  net.createServer().close((error) => {
    assert.strictEqual(error.code, 'ERR_SERVER_NOT_RUNNING');
    done();
  });
});

test('close waits for connections', (done) => {
  const order = [];
  const server = net.createServer((socket) => {
    server.close(() => {
      order.push('closed');
      assert.deepStrictEqual(order, ['end', 'closed']);
      done();
    });
    setTimeout(() => {
      order.push('end');
      socket.end();
    }, 20);
  });
  server.listen(0, '127.0.0.1', () => {
    net.connect(server.address().port, '127.0.0.1').resume();
  });
});

test('getConnections and maxConnections', (done) => {
  const server = net.createServer((socket) => {
    server.getConnections((error, count) => {
      assert.strictEqual(error, null);
      assert.strictEqual(count, 1);
      const second = net.connect(server.address().port, '127.0.0.1');
      second.on('error', () => {});
      second.resume();
    });
    server.on('drop', (data) => {
      assert.strictEqual(data.remoteAddress, '127.0.0.1');
      assert.strictEqual(data.localPort, server.address().port);
      socket.destroy();
      server.close(done);
    });
  });
  server.maxConnections = 1;
  server.listen(0, '127.0.0.1', () => {
    net.connect(server.address().port, '127.0.0.1').resume();
  });
});

test('unref lets the process go', (done) => {
  const server = net.createServer().listen(0, () => {
    assert.strictEqual(server.unref(), server);
    assert.strictEqual(server.ref(), server);
    server.close(done);
  });
});

test('Server works without new and takes options', () => {
  const server = net.Server({ allowHalfOpen: true, pauseOnConnect: true });
  assert.ok(server instanceof net.Server);
  assert.strictEqual(server.allowHalfOpen, true);
  assert.strictEqual(server.pauseOnConnect, true);
  assert.throws(() => net.createServer(5), { code: 'ERR_INVALID_ARG_TYPE' });
});

test('isIP, isIPv4, isIPv6', () => {
  assert.strictEqual(net.isIP('127.0.0.1'), 4);
  assert.strictEqual(net.isIP('::1'), 6);
  assert.strictEqual(net.isIP('fe80::1%lo'), 6);
  assert.strictEqual(net.isIP('127.0.0.256'), 0);
  assert.strictEqual(net.isIP('localhost'), 0);
  assert.strictEqual(net.isIP(''), 0);
  assert.strictEqual(net.isIP('127.000.000.001'), 0);
  assert.strictEqual(net.isIPv4('1.2.3.4'), true);
  assert.strictEqual(net.isIPv4('::1'), false);
  assert.strictEqual(net.isIPv6('::ffff:1.2.3.4'), true);
  assert.strictEqual(net.isIPv6('1.2.3.4'), false);
});

test('defaults of autoSelectFamily', () => {
  assert.strictEqual(net.getDefaultAutoSelectFamily(), true);
  assert.ok(net.getDefaultAutoSelectFamilyAttemptTimeout() >= 250);
});

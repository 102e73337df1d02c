// net.Socket: connecting, both directions, the ends and their order.
'use strict';

const assert = require('assert');
const net = require('net');
const { test } = require('../../harness');

// A server for one connection and a client: both(server side, client side) when
// they know of each other.
function pair(options, both) {
  let client = null;
  let other = null;
  function known() {
    if (other !== null && !client.connecting)
      both(other, client);
  }
  const server = net.createServer(options, (socket) => {
    socket.on('close', () => server.close());
    other = socket;
    known();
  });
  server.listen(0, '127.0.0.1', () => {
    client = net.connect({ port: server.address().port, host: '127.0.0.1' });
    client.on('connect', known);
  });
}

test('an echo, and the order of its events', (done) => {
  const events = [];
  pair({}, (socket, client) => {
    socket.pipe(socket);
    ['end', 'finish'].forEach((name) => {
      client.on(name, () => events.push(name));
    });
    client.on('data', (chunk) => {
      events.push('data ' + chunk);
      client.end();
    });
    client.on('close', (hadError) => {
      events.push('close ' + hadError);
      assert.deepStrictEqual(events,
        ['data ping', 'finish', 'end', 'close false']);
      done();
    });
    client.write('ping');
  });
});

test('connect tells connect, then ready', (done) => {
  const events = [];
  const server = net.createServer((socket) => socket.end());
  server.listen(0, '127.0.0.1', () => {
    const client = net.connect(server.address().port, '127.0.0.1',
      () => events.push('callback'));
    assert.strictEqual(client.connecting, true);
    assert.strictEqual(client.pending, true);
    assert.strictEqual(client.readyState, 'opening');
    client.on('connect', () => {
      events.push('connect');
      assert.strictEqual(client.connecting, false);
      assert.strictEqual(client.pending, false);
      assert.strictEqual(client.readyState, 'open');
    });
    client.on('ready', () => events.push('ready'));
    client.on('close', () => {
      assert.deepStrictEqual(events, ['callback', 'connect', 'ready']);
      assert.strictEqual(client.readyState, 'closed');
      server.close(done);
    });
    client.resume();
  });
});

test('addresses and ports of both sides', (done) => {
  pair({}, (socket, client) => {
    assert.strictEqual(socket.remoteAddress, '127.0.0.1');
    assert.strictEqual(socket.remoteFamily, 'IPv4');
    assert.strictEqual(socket.remotePort, client.localPort);
    assert.strictEqual(socket.localPort, client.remotePort);
    assert.strictEqual(client.localAddress, '127.0.0.1');
    assert.strictEqual(client.localFamily, 'IPv4');
    assert.deepStrictEqual(socket.address(), {
      address: '127.0.0.1', family: 'IPv4', port: socket.localPort
    });
    client.on('close', () => done());
    client.resume();
    socket.end();
  });
});

test('a refused connection', (done) => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const port = server.address().port;
    server.close(() => {
      const client = net.connect(port, '127.0.0.1');
      const events = [];
      client.on('error', (error) => {
        events.push('error');
        assert.strictEqual(error.message,
          `connect ECONNREFUSED 127.0.0.1:${port}`);
        assert.strictEqual(error.code, 'ECONNREFUSED');
        assert.strictEqual(error.syscall, 'connect');
        assert.strictEqual(error.address, '127.0.0.1');
        assert.strictEqual(error.port, port);
        assert.strictEqual(error.errno, -111);
      });
      client.on('close', (hadError) => {
        assert.deepStrictEqual(events, ['error']);
        assert.strictEqual(hadError, true);
        assert.strictEqual(client.destroyed, true);
        done();
      });
    });
  });
});

test('a path nobody listens at', (done) => {
  net.connect('/nonexistent/socket').on('error', (error) => {
    assert.strictEqual(error.message, 'connect ENOENT /nonexistent/socket');
    assert.strictEqual(error.code, 'ENOENT');
    assert.strictEqual(error.address, '/nonexistent/socket');
    done();
  });
});

test('localhost is looked up', (done) => {
  const server = net.createServer((socket) => socket.end('x'));
  server.listen(0, '127.0.0.1', () => {
    const client = net.connect({ port: server.address().port, host: 'localhost',
      family: 4 });
    let looked = null;
    client.on('lookup', (error, address, family, host) => {
      looked = [error, address, family, host];
    });
    client.on('data', (chunk) => assert.strictEqual(String(chunk), 'x'));
    client.on('close', () => {
      assert.deepStrictEqual(looked, [null, '127.0.0.1', 4, 'localhost']);
      server.close(done);
    });
  });
});

test('localhost reaches an IPv4 server whatever comes first', (done) => {
  const server = net.createServer((socket) => socket.end('x'));
  server.listen(0, '127.0.0.1', () => {
    const client = net.connect(server.address().port, 'localhost');
    client.resume();
    client.on('close', (hadError) => {
      assert.strictEqual(hadError, false);
      server.close(done);
    });
  });
});

test('what is written before connect arrives', (done) => {
  const server = net.createServer((socket) => {
    let text = '';
    socket.on('data', (chunk) => { text += chunk; });
    socket.on('end', () => {
      assert.strictEqual(text, 'abc');
      server.close(done);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const client = net.connect(server.address().port, '127.0.0.1');
    client.write('a');
    client.write('b', 'utf8', () => client.end('c'));
    client.resume();
  });
});

test('half open: the reader may answer after the end', (done) => {
  pair({ allowHalfOpen: true }, (socket, client) => {
    socket.resume();
    socket.on('end', () => {
      assert.strictEqual(socket.writable, true);
      setTimeout(() => socket.end('late'), 10);
    });
    let text = '';
    client.on('data', (chunk) => { text += chunk; });
    client.on('close', () => {
      assert.strictEqual(text, 'late');
      done();
    });
    client.end('x');
  });
});

test('not half open: our side ends with the peer', (done) => {
  pair({}, (socket, client) => {
    const events = [];
    socket.resume();
    socket.on('end', () => events.push('end'));
    socket.on('finish', () => events.push('finish'));
    socket.on('close', (hadError) => {
      events.push('close ' + hadError);
      assert.deepStrictEqual(events, ['end', 'finish', 'close false']);
      done();
    });
    client.end();
    client.resume();
  });
});

test('bytesRead and bytesWritten', (done) => {
  pair({}, (socket, client) => {
    socket.on('data', () => {});
    socket.on('end', () => {
      assert.strictEqual(socket.bytesRead, 7);
      assert.strictEqual(client.bytesWritten, 7);
    });
    client.on('close', () => {
      assert.strictEqual(client.bytesWritten, 7);
      done();
    });
    client.resume();
    client.write('abc');
    client.end('defg');
  });
});

test('write says false when too much waits, and drain comes', (done) => {
  pair({}, (socket, client) => {
    const total = 4 << 20;
    const chunk = Buffer.alloc(1 << 16, 97);
    let sent = 0;
    let drains = 0;
    let came = 0;
    function fill() {
      while (sent < total) {
        sent += chunk.length;
        if (!client.write(chunk))
          break;
      }
      if (sent >= total)
        client.end();
    }
    client.on('drain', () => { drains++; fill(); });
    fill();
    assert.ok(sent < total);
    assert.strictEqual(client.writableNeedDrain, true);
    setTimeout(() => socket.on('data', (data) => { came += data.length; }), 20);
    socket.on('end', () => {
      assert.strictEqual(came, total);
      assert.ok(drains > 0);
    });
    client.resume();
    client.on('close', () => done());
  });
});

test('a paused reader stops the writer', (done) => {
  pair({}, (socket, client) => {
    const chunk = Buffer.alloc(1 << 20);
    socket.pause();
    for (let i = 0; i < 40; i++)
      client.write(chunk);
    setTimeout(() => {
      assert.ok(client.writableLength > 0, 'the kernel took it all');
      assert.ok(socket.bytesRead < 1 << 18, 'read while paused');
      client.on('error', () => {});
      client.on('close', () => done());
      socket.destroy();
      client.destroy();
    }, 30);
  });
});

test('setTimeout tells timeout and closes nothing', (done) => {
  pair({}, (socket, client) => {
    client.resume();
    assert.strictEqual(socket.setTimeout(30, () => {
      assert.strictEqual(socket.destroyed, false);
      assert.strictEqual(socket.timeout, 30);
      socket.end();
      done();
    }), socket);
    socket.resume();
  });
});

test('setTimeout checks its arguments', () => {
  const socket = new net.Socket();
  assert.throws(() => socket.setTimeout('x'), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => socket.setTimeout(-1), { code: 'ERR_OUT_OF_RANGE' });
  assert.throws(() => socket.setTimeout(1, 'x'),
    { code: 'ERR_INVALID_ARG_TYPE' });
});

test('resetAndDestroy is an ECONNRESET over there', (done) => {
  pair({}, (socket, client) => {
    client.on('error', (error) => {
      assert.strictEqual(error.code, 'ECONNRESET');
      assert.strictEqual(error.message, 'read ECONNRESET');
    });
    client.on('close', (hadError) => {
      assert.strictEqual(hadError, true);
      done();
    });
    client.resume();
    socket.resetAndDestroy();
  });
});

test('destroy(error) tells error and close', (done) => {
  pair({}, (socket, client) => {
    const events = [];
    client.resume();
    socket.on('error', (error) => events.push(error.message));
    socket.on('close', (hadError) => {
      events.push(hadError);
      assert.deepStrictEqual(events, ['boom', true]);
      done();
    });
    assert.strictEqual(socket.destroy(new Error('boom')), socket);
    assert.strictEqual(socket.destroyed, true);
  });
});

test('destroySoon sends what is written', (done) => {
  pair({}, (socket, client) => {
    let text = '';
    client.on('data', (chunk) => { text += chunk; });
    client.on('end', () => {
      assert.strictEqual(text, 'last words');
      done();
    });
    socket.write('last words');
    socket.destroySoon();
  });
});

test('write after end is an error', (done) => {
  pair({}, (socket, client) => {
    client.resume();
    socket.end();
    socket.on('error', (error) => {
      assert.strictEqual(error.code, 'ERR_STREAM_WRITE_AFTER_END');
      done();
    });
    socket.write('x');
  });
});

test('knobs return the socket', (done) => {
  pair({}, (socket, client) => {
    assert.strictEqual(socket.setNoDelay(), socket);
    assert.strictEqual(socket.setNoDelay(false), socket);
    assert.strictEqual(socket.setKeepAlive(true, 1000), socket);
    assert.strictEqual(socket.setKeepAlive(), socket);
    assert.strictEqual(socket.ref(), socket);
    assert.strictEqual(socket.unref(), socket);
    socket.ref();
    client.resume();
    client.on('close', () => done());
    socket.end();
  });
});

test('cork gathers, strings and encodings', (done) => {
  pair({}, (socket, client) => {
    socket.cork();
    socket.write('616263', 'hex');
    socket.write('ä', 'latin1');
    socket.write('é');
    process.nextTick(() => socket.uncork());
    socket.end();
    const chunks = [];
    client.on('data', (chunk) => chunks.push(chunk));
    client.on('end', () => {
      assert.strictEqual(Buffer.concat(chunks).toString('hex'),
        '616263' + 'e4' + 'c3a9');
      done();
    });
  });
});

test('pauseOnConnect reads nothing before resume', (done) => {
  pair({ pauseOnConnect: true }, (socket, client) => {
    client.end('x');
    client.resume();
    let read = false;
    setTimeout(() => {
      assert.strictEqual(read, false);
      assert.strictEqual(socket.bytesRead, 0);
      socket.resume();
      socket.on('end', () => done());
    }, 20);
    socket.on('data', () => { read = true; });
    socket.pause();
  });
});

test('connect checks its arguments', () => {
  assert.throws(() => net.connect(), { code: 'ERR_MISSING_ARGS' });
  assert.throws(() => net.connect({ port: 70000 }),
    { code: 'ERR_SOCKET_BAD_PORT' });
  assert.throws(() => net.connect({ path: 5 }),
    { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => net.connect({ port: {} }),
    { code: 'ERR_INVALID_ARG_TYPE' });
});

test('a Socket made alone', () => {
  const socket = new net.Socket();
  assert.strictEqual(socket.pending, true);
  assert.strictEqual(socket.connecting, false);
  assert.strictEqual(socket.remoteAddress, undefined);
  assert.deepStrictEqual(socket.address(), {});
  assert.strictEqual(socket.bytesRead, 0);
  assert.ok(socket instanceof require('stream').Duplex);
  socket.destroy();
});

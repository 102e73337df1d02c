// process.stdin, stdout and stderr.  Writes are synchronous: what was written
// is out when the process ends, whatever ends it.
'use strict';

const { Readable, Writable } = require('stream');
const stdio = binding('stdio');

// -- output ------------------------------------------------------------------

// The part of tty.WriteStream that programs use on stdout.
function addTerminal(stream, fd) {
  stream.isTTY = true;
  stream._type = 'tty';
  const size = () => stdio.windowSize(fd) || [80, 24];

  Object.defineProperty(stream, 'columns', { configurable: true,
                                             get: () => size()[0] });
  Object.defineProperty(stream, 'rows', { configurable: true,
                                          get: () => size()[1] });
  stream.getWindowSize = size;
  stream.hasColors = (count) =>
    stream.getColorDepth() >= Math.log2(typeof count === 'number' ? count : 16);
  stream.getColorDepth = function getColorDepth() {
    const { process: { env } } = binding('process');

    if (env.NO_COLOR !== undefined || env.TERM === 'dumb')
      return 1;
    if (env.COLORTERM === 'truecolor' || env.COLORTERM === '24bit')
      return 24;
    return /256/.test(env.TERM || '') ? 8 : 4;
  };
  const control = (text, callback) => stream.write(text, callback);

  stream.clearLine = (dir, callback) =>
    control(dir < 0 ? '\x1b[1K' : dir > 0 ? '\x1b[0K' : '\x1b[2K', callback);
  stream.clearScreenDown = (callback) => control('\x1b[0J', callback);
  stream.cursorTo = (x, y, callback) => {
    if (typeof y === 'function') {
      callback = y;
      y = undefined;
    }
    return control(typeof y === 'number' ? `\x1b[${y + 1};${x + 1}H` :
      `\x1b[${x + 1}G`, callback);
  };
  stream.moveCursor = (dx, dy, callback) => {
    let text = '';

    if (dx !== 0)
      text += dx < 0 ? `\x1b[${-dx}D` : `\x1b[${dx}C`;
    if (dy !== 0)
      text += dy < 0 ? `\x1b[${-dy}A` : `\x1b[${dy}B`;
    return control(text, callback);
  };
}

function openStdout(fd) {
  const stream = new Writable({
    decodeStrings: false,
    write(chunk, encoding, callback) {
      try {
        if (typeof chunk === 'string' && encoding !== 'utf8' &&
            encoding !== 'utf-8' && encoding !== 'buffer')
          chunk = Buffer.from(chunk, encoding);
        stdio.writeSync(fd, chunk);
      } catch (error) {
        callback(error);
        return;
      }
      callback();
    },
    // They stay open as long as the process: end() only says that it is over.
    destroy(error, callback) {
      callback(error);
    },
  });

  stream.fd = fd;
  stream._isStdio = true;
  if (stdio.isatty(fd))
    addTerminal(stream, fd);
  return stream;
}

// -- input -------------------------------------------------------------------

function openStdin() {
  const chunk = new Uint8Array(65536);
  const onReadable = () => {
    let size;

    try {
      size = stdio.readSync(0, chunk);
    } catch (error) {
      stdio.stopReading();
      stream.destroy(error);
      return;
    }
    if (size < 0)
      return;
    if (size === 0) {
      stdio.stopReading();
      stream.push(null);
    } else if (!stream.push(Buffer.from(chunk.subarray(0, size)))) {
      stdio.stopReading();
    }
  };
  const stream = new Readable({
    highWaterMark: 65536,
    read() {
      stdio.startReading(onReadable);
    },
    destroy(error, callback) {
      stdio.stopReading();
      callback(error);
    },
  });

  stream.fd = 0;
  if (stdio.isatty(0)) {
    stream.isTTY = true;
    stream.isRaw = false;
  }
  // A paused stream does not keep the process alive.
  stream.on('pause', () => stdio.stopReading());
  stream.ref = () => {
    stdio.refReading(true);
    return stream;
  };
  stream.unref = () => {
    stdio.refReading(false);
    return stream;
  };
  return stream;
}

module.exports = { openStdin, openStdout };

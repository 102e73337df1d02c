'use strict';
// Order of a Readable's events in its modes of reading.
const { Readable } = require('stream');

function trace(name, stream, events) {
  events.forEach((event) => stream.on(event, (x) => {
    console.log(name, event, x === undefined ? '' : String(x));
  }));
}
function source(chunks, options) {
  const left = chunks.slice();
  return new Readable(Object.assign({
    read() { this.push(left.length ? left.shift() : null); },
  }, options));
}
const all = ['data', 'end', 'close', 'error', 'pause', 'resume'];

const tests = [
  (done) => {
    const r = source(['a', 'b', 'c']);
    trace('flow', r, all);
    r.on('close', done);
    console.log('flowing', r.readableFlowing, r.readableLength);
  },
  (done) => {
    const r = source(['abc', 'def']);
    trace('readable', r, ['end', 'close']);
    r.on('readable', () => {
      let c;
      while ((c = r.read(2)) !== null) console.log('read', String(c), r.readableLength);
    });
    r.on('close', done);
  },
  (done) => {
    const r = source(['a', 'b']);
    trace('pause', r, all);
    r.pause();
    console.log('paused', r.isPaused());
    setImmediate(() => { r.resume(); console.log(r.isPaused()); });
    r.on('close', done);
  },
  (done) => {
    const r = new Readable({ read() {} });
    trace('push', r, all.concat('readable'));
    r.push('x');
    r.push('y');
    setImmediate(() => { console.log('r', String(r.read())); r.push(null); r.read(); });
    r.on('close', done);
  },
  (done) => {
    const r = source(['x']);
    trace('destroy', r, all);
    r.on('data', () => r.destroy(new Error('boom')));
    r.on('close', () => { console.log(r.destroyed, r.errored.message, r.readableAborted); done(); });
  },
  (done) => {
    const r = new Readable({ read() {} });
    trace('eof', r, all);
    r.push(null);
    r.push('late');
    r.on('close', done);
  },
  (done) => {
    const r = source([1, { toString: () => 'o' }, 3], { objectMode: true });
    trace('objects', r, all);
    r.on('close', done);
  },
  (done) => {
    const r = source([Buffer.from([0xe2, 0x82]), Buffer.from([0xac, 0x41])]);
    r.setEncoding('utf8');
    trace('encoding', r, all);
    r.on('close', done);
  },
  (done) => {
    const r = new Readable();
    trace('noread', r, ['error', 'close']);
    r.resume();
    r.on('close', done);
  },
  (done) => {
    const r = source(['b']);
    r.unshift('a');
    trace('unshift', r, all);
    r.on('close', done);
  },
  (done) => {
    const r = new Readable({
      construct(cb) { console.log('construct'); setImmediate(cb); },
      read() { console.log('_read'); this.push(null); },
    });
    trace('construct', r, all);
    r.resume();
    r.on('close', done);
  },
  (done) => {
    const r = new Readable({ read() {} });
    try { r.push(5); } catch (e) { console.log('thrown', e.code); }
    r.on('error', (e) => console.log(e.code, e.message));
    r.on('close', done);
  },
  (done) => {
    const r = source(['1', '2', '3']);
    const it = r[Symbol.asyncIterator]();
    it.next().then((x) => console.log(String(x.value), x.done))
      .then(() => it.next()).then((x) => console.log(String(x.value)))
      .then(() => it.return()).then((x) => { console.log(x.done, r.destroyed); done(); });
  },
  (done) => {
    const r = Readable.from(['p', 'q']);
    trace('from', r, all);
    r.on('close', done);
  },
];

(function next() {
  const t = tests.shift();
  if (!t) return;
  console.log('--');
  t(() => setImmediate(next));
})();

'use strict';
// Order of a Writable's events and callbacks.
const { Writable, Transform, PassThrough, Duplex } = require('stream');

function trace(name, stream, events) {
  events.forEach((event) => stream.on(event, (x) => {
    console.log(name, event, x instanceof Error ? x.message : '');
  }));
}
const all = ['drain', 'prefinish', 'finish', 'close', 'error'];
const cb = (name) => (e) => console.log('cb', name, e ? e.code || e.message : e);

const tests = [
  (done) => {
    const w = new Writable({ highWaterMark: 3, write(c, e, f) { console.log('w', String(c), e); f(); } });
    trace('sync', w, all);
    console.log(w.write('ab', cb('ab')), w.write('cd', cb('cd')), w.writableLength, w.writableNeedDrain);
    w.end('e', cb('end'));
    process.nextTick(() => console.log('tick'));
    w.on('close', done);
  },
  (done) => {
    const w = new Writable({ highWaterMark: 3, write(c, e, f) { console.log('w', String(c)); setImmediate(f); } });
    trace('async', w, all);
    console.log(w.write('ab', cb('ab')), w.write('cd', cb('cd')));
    w.end(cb('end'));
    w.on('close', done);
  },
  (done) => {
    const w = new Writable({
      writev(chunks, f) { console.log('v', chunks.length, chunks.allBuffers, chunks.map((c) => String(c.chunk)).join()); f(); },
      write(c, e, f) { console.log('w', String(c)); f(); },
    });
    trace('cork', w, all);
    w.cork();
    w.write('a', cb('a'));
    w.write('b');
    console.log(w.writableCorked, w.writableLength);
    process.nextTick(() => { w.uncork(); w.end(); });
    w.on('close', done);
  },
  (done) => {
    const w = new Writable({ write(c, e, f) { f(new Error('bad')); } });
    trace('fail', w, all);
    w.write('a', cb('a'));
    w.write('b', cb('b'));
    w.end(cb('end'));
    w.on('close', done);
  },
  (done) => {
    const w = new Writable({ write(c, e, f) { setImmediate(f); } });
    trace('after', w, all);
    w.end();
    w.write('late', cb('late'));
    w.on('close', done);
  },
  (done) => {
    const w = new Writable({ write(c, e, f) { setImmediate(f); } });
    trace('destroy', w, all);
    w.write('a', cb('a'));
    w.write('b', cb('b'));
    w.end(cb('end'));
    w.destroy(new Error('stop'));
    console.log(w.destroyed, w.writableEnded, w.writableFinished);
    w.on('close', done);
  },
  (done) => {
    const w = new Writable({ write(c, e, f) { f(); }, final(f) { console.log('final'); setImmediate(f); } });
    trace('final', w, all);
    w.end('x', cb('end'));
    w.on('close', done);
  },
  (done) => {
    const w = new Writable({ write(c, e, f) { f(); f(); } });
    trace('twice', w, all);
    w.write('x');
    w.on('close', done);
  },
  (done) => {
    const w = new Writable({ decodeStrings: false, defaultEncoding: 'latin1', write(c, e, f) { console.log(typeof c, e); f(); } });
    w.write('x');
    w.write('y', 'hex');
    try { w.write(null); } catch (e) { console.log(e.code, e.message); }
    try { w.write(5); } catch (e) { console.log(e.code, e.message); }
    try { w.write('z', 'nope'); } catch (e) { console.log(e.code, e.message); }
    w.end();
    w.on('close', done);
  },
  (done) => {
    const t = new Transform({
      transform(c, e, f) { f(null, String(c).toUpperCase()); },
      flush(f) { f(null, '!'); },
    });
    trace('transform', t, all.concat('end'));
    t.on('data', (c) => console.log('d', String(c)));
    t.write('a');
    t.end('b');
    t.on('close', done);
  },
  (done) => {
    const t = new PassThrough({ highWaterMark: 2 });
    trace('full', t, all.concat('end'));
    console.log(t.write('abc'), t.write('d'));
    setImmediate(() => { t.on('data', (c) => console.log(String(c))); t.end(); });
    t.on('close', done);
  },
  (done) => {
    const d = new Duplex({ allowHalfOpen: false, read() { this.push(null); }, write(c, e, f) { f(); } });
    trace('halfopen', d, all.concat('end'));
    d.resume();
    console.log(d instanceof Writable, d.writable, d.readable);
    d.on('close', () => { console.log(d.writableEnded); done(); });
  },
];

(function next() {
  const t = tests.shift();
  if (!t) return;
  console.log('--');
  t(() => setImmediate(next));
})();

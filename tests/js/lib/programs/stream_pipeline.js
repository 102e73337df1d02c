'use strict';
// pipe, unpipe, finished and pipeline.
const { Readable, Writable, PassThrough, finished, pipeline } = require('stream');

const slow = (name) => new Writable({
  highWaterMark: 4,
  write(c, e, f) { console.log(name, String(c)); setImmediate(f); },
});
function source(chunks) {
  const left = chunks.slice();
  return new Readable({ read() { this.push(left.length ? left.shift() : null); } });
}
const show = (what) => (e) => console.log(what, e ? e.code || e.message : e);

const tests = [
  (done) => {
    const r = source(['aaa', 'bbb', 'ccc']);
    const w = slow('w');
    ['pipe', 'unpipe', 'drain', 'finish', 'close'].forEach((e) => w.on(e, () => console.log('w', e)));
    ['pause', 'resume', 'end', 'close'].forEach((e) => r.on(e, () => console.log('r', e)));
    console.log(r.pipe(w) === w);
    w.on('close', done);
  },
  (done) => {
    const r = source(['aaa', 'bbb']);
    const a = slow('a');
    const b = slow('b');
    r.pipe(a);
    r.pipe(b);
    b.on('close', done);
  },
  (done) => {
    const r = source(['aaa', 'bbb']);
    const w = slow('w');
    r.pipe(w, { end: false });
    r.on('end', () => { console.log('ended', w.writableEnded); w.end(done); });
  },
  (done) => {
    const r = source(['aaa', 'bbb', 'ccc']);
    const w = slow('w');
    r.pipe(w);
    r.once('data', () => { r.unpipe(w); console.log('flowing', r.readableFlowing); setImmediate(done); });
  },
  (done) => {
    const r = source(['x']);
    const w = new Writable({ write(c, e, f) { f(new Error('no')); } });
    w.on('error', show('error'));
    w.on('unpipe', () => console.log('unpipe'));
    r.pipe(w);
    w.on('close', done);
  },
  (done) => {
    const w = slow('w');
    finished(w, (e) => { show('finished')(e); done(); });
    w.end('z');
  },
  (done) => {
    const r = source(['x']);
    finished(r, (e) => { show('finished')(e); done(); });
    r.destroy();
  },
  (done) => {
    const r = source(['x']);
    finished(r, (e) => { show('finished')(e); done(); });
    r.resume();
  },
  (done) => {
    pipeline(source(['a', 'b']), new PassThrough(), slow('p'), (e) => { show('pipeline')(e); done(); });
  },
  (done) => {
    const bad = new PassThrough({ transform(c, e, f) { f(new Error('mid')); } });
    bad._transform = (c, e, f) => f(new Error('mid'));
    const r = source(['a', 'b']);
    const w = slow('p');
    pipeline(r, bad, w, (e) => { show('pipeline')(e); console.log(r.destroyed, w.destroyed); done(); });
  },
  (done) => {
    const r = new Readable({ read() {} });
    const w = slow('p');
    pipeline(r, w, (e) => { show('early')(e); console.log(w.destroyed); done(); });
    setImmediate(() => r.destroy());
  },
  (done) => {
    const { pipeline: p } = require('stream/promises');
    p(source(['q']), slow('s')).then((x) => { console.log('resolved', x); done(); });
  },
  (done) => {
    pipeline(['a', 'b'], (src) => {
      const it = src[Symbol.iterator]();
      return Promise.resolve(it.next().value + it.next().value);
    }, (e, v) => { console.log(e, v); done(); });
  },
  (done) => {
    try { pipeline(source([]), () => {}); } catch (e) { console.log(e.code); }
    try { finished({}, () => {}); } catch (e) { console.log(e.code); }
    done();
  },
];

(function next() {
  const t = tests.shift();
  if (!t) return;
  console.log('--');
  t(() => setImmediate(next));
})();

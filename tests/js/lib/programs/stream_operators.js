// The operators of readable streams, stream.compose, Duplex.from and
// duplexPair; the expected text is Node's.
'use strict';
const {
  Duplex, PassThrough, Readable, Writable, compose, duplexPair, pipeline,
} = require('stream');

const log = console.log;
const of = (...values) => Readable.from(values);
const later = (ms, value) => new Promise((done) => {
  setTimeout(done, ms, value);
});

async function fails(what, fn) {
  try {
    log(what, 'gave', await fn());
  } catch (error) {
    log(what, error.name, error.code, error.message);
  }
}

async function operators() {
  log('map', await of(1, 2, 3).map((x) => x * 2).toArray());
  log('map, async', await of(30, 1, 15).map((ms) => later(ms, ms),
                                            { concurrency: 3 }).toArray());
  log('filter', await of(1, 2, 3, 4).filter((x) => x % 2 === 0).toArray());
  log('flatMap', await of(1, 2).flatMap((x) => [x, [x]]).toArray());
  log('drop', await of(1, 2, 3).drop(1).toArray());
  log('take', await of(1, 2, 3).take(2).toArray());
  log('some', await of(1, 2, 3).some((x) => x > 2));
  log('every', await of(1, 2, 3).every(async (x) => x > 2));
  log('find', await of(1, 2, 3).find((x) => x > 1),
      await of(1).find(() => false));
  log('reduce', await of(1, 2, 3).reduce((sum, x) => sum + x),
      await of(1, 2, 3).reduce(async (sum, x) => sum + x, 'a'));
  await of('a', 'b').forEach((x) => log('forEach', x));
  log('chain', await of(5, 6, 7, 8).drop(1).map((x) => x + 1)
    .filter((x) => x !== 8).take(2).toArray());
}

async function limits() {
  let running = 0;
  let most = 0;

  await of(1, 2, 3, 4, 5, 6).map(async (x) => {
    most = Math.max(most, ++running);
    await later(2);
    running--;
    return x;
  }, { concurrency: 2 }).toArray();
  log('at most', most);
}

async function ends() {
  const source = of(1, 2, 3);

  for await (const x of source.map((y) => y)) {
    log('first', x);
    break;
  }
  log('destroyed', source.destroyed);
  const controller = new AbortController();
  const slow = of(1, 2).map((x, { signal }) => new Promise((done, fail) => {
    signal.addEventListener('abort', () => fail(signal.reason));
  }), { signal: controller.signal });

  setTimeout(() => controller.abort(), 5);
  await fails('aborted', () => slow.toArray());
}

async function mistakes() {
  await fails('fn', () => of(1).map(1));
  await fails('filter', () => of(1).filter({}));
  await fails('concurrency', () => of(1).map((x) => x, { concurrency: 0 }));
  await fails('options', () => of(1).map((x) => x, 1));
  await fails('signal', () => of(1).map((x) => x, { signal: true }));
  await fails('take', () => of(1).take(-1));
  await fails('reduce', () => of().reduce((a, b) => a + b));
  await fails('reducer', () => of(1).reduce(1));
  await fails('toArray', () => of(1).toArray('x'));
  await fails('thrown', () => of(1).map(() => { throw new Error('no'); })
    .toArray());
  await fails('forEach', () => of(1).forEach());
  await fails('new', () => new (Readable.prototype.map)(() => 1));
  log(Readable.prototype.map.name, Readable.prototype.reduce.length,
      Object.keys(Readable.prototype).includes('map'));
}

async function composed() {
  const upper = async function* (source) {
    for await (const chunk of source)
      yield String(chunk).toUpperCase();
  };
  const both = compose(upper, new PassThrough({ objectMode: true }));

  both.end('abc');
  log('compose', await both.toArray());
  log('operator', await of('x', 'y').compose(upper).toArray());
  await fails('compose', () => compose());
  await new Promise(() => compose(of(1), of(2))).catch(
    (error) => log(error.code, error.message.split('.')[0]));
}

async function made() {
  log('promise', await Duplex.from(later(1, 'value')).toArray());
  log('generator', await Duplex.from(async function* () {
    yield 1;
    yield 2;
  }).toArray());
  const sink = Duplex.from(async (source) => {
    for await (const chunk of source)
      log('got', String(chunk));
  });

  log(sink.readable, sink.writable);
  sink.end('bytes');
  await new Promise((done) => { sink.on('finish', done); });
  const pair = Duplex.from({
    readable: of('r'),
    writable: new Writable({
      write(chunk, encoding, callback) {
        log('written', String(chunk));
        callback();
      },
    }),
  });

  pair.end('w');
  log('pair', await pair.toArray());
  await fails('from', () => Duplex.from(1));
  await fails('from', () => Duplex.from(() => 1));
}

async function joined() {
  const [a, b] = duplexPair();

  a.write('to b');
  a.end();
  b.end('to a');
  log(String(await b.toArray()), String(await a.toArray()));
}

async function state() {
  const stream = new Readable({ read() {}, encoding: 'hex' });

  stream.push('ab');
  stream.push('c');
  log(stream.readableBuffer, stream.read(3), stream.readableBuffer);
  const late = new Writable({ write(c, e, cb) { cb(); } });

  late.on('error', () => {});
  late.destroy(new Error('gone'));
  late.end((error) => log('end after an error', error.message));
  const finished = new Writable({ write(c, e, cb) { cb(); } });

  finished.end(() => finished.end((error) => log('twice', error.code)));
  await later(5);
  await new Promise((done) => pipeline(of('x'), async function* (source) {
    yield* source;
  }, done)).then((error) => log('pipeline', error));
}

(async () => {
  for (const part of [operators, limits, ends, mistakes, composed, made,
                      joined, state])
    await part();
})();

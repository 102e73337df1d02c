'use strict';
// What tests/bench/builtins runs: one line `name value unit` for each figure.
// Bytes are what the heap grew by, per thing; pace is the best of some rounds,
// in CPU time, which other programs on the machine do not change.

const N = 20000;
const kept = [];

/** CPU time of the process in milliseconds. */
function now() {
  const used = process.cpuUsage();
  return (used.user + used.system) / 1000;
}

function heap() {
  if (typeof gc === 'function') gc();
  return process.memoryUsage().heapUsed;
}

function bytes(name, fill) {
  const before = heap();
  kept.push(fill());
  console.log('%s %d bytes', name, Math.round((heap() - before) / N));
}

function pace(name, count, body) {
  let best = Infinity;
  for (let round = 0; round < 5; round++) {
    const start = now();
    body();
    best = Math.min(best, now() - start);
  }
  console.log('%s %d ops/ms', name, Math.round(count / best));
}

function times(make) {
  const list = new Array(N);
  for (let i = 0; i < N; i++) list[i] = make(i);
  return list;
}

bytes('array-element', () => times((i) => i));
const objects = times((i) => ({ i }));
bytes('map-entry', () => new Map(objects.map((o) => [o, 1])));
bytes('set-entry', () => new Set(objects));
bytes('weakmap-entry', () => new WeakMap(objects.map((o) => [o, 1])));
bytes('object', () => times((i) => ({ i })));
bytes('closure', () => times((i) => () => i));
bytes('promise', () => times(() => new Promise(() => {})));
bytes('instance', () => {
  function Point(x) {
    this.x = x;
    this.y = x;
  }
  return times((i) => new Point(i));
});
kept.length = 0;

const numbers = times((i) => i);
const map = new Map(numbers.map((i) => [i, i]));
pace('map-get', N, () => {
  for (let i = 0; i < N; i++) map.get(i);
});
pace('set-add', N, () => {
  const set = new Set();
  for (let i = 0; i < N; i++) set.add(i);
});
pace('shift-push', N, () => {
  const queue = numbers.slice(0, 1000);
  for (let i = 0; i < N; i++) queue.push(queue.shift());
});
pace('splice', 1000, () => {
  const list = numbers.slice(0, 1000);
  for (let i = 0; i < 1000; i++) list.splice(i, 1, i, i);
});
pace('indexOf', 100 * N, () => {
  for (let i = 0; i < 100; i++) numbers.indexOf(-1);
});
pace('includes', 100 * N, () => {
  for (let i = 0; i < 100; i++) numbers.includes(-1);
});
pace('slice-concat', 100 * N, () => {
  for (let i = 0; i < 50; i++) numbers.slice().concat(numbers);
});
pace('join', 10 * N, () => {
  for (let i = 0; i < 10; i++) numbers.join();
});
pace('map-filter', 10 * N, () => {
  for (let i = 0; i < 5; i++) numbers.map((x) => x + 1).filter((x) => x & 1);
});
pace('for-each', 10 * N, () => {
  let sum = 0;
  for (let i = 0; i < 10; i++) numbers.forEach((x) => { sum += x; });
});
pace('reduce', 10 * N, () => {
  for (let i = 0; i < 10; i++) numbers.reduce((a, x) => a + x, 0);
});
pace('find-last-one', 10 * N, () => {
  for (let i = 0; i < 10; i++) numbers.find((x) => x === N - 1);
});
pace('map-of-three', 3 * N, () => {
  for (let i = 0; i < N; i++) [1, 2, 3].map((x) => x + 1);
});
pace('array-from-length', N, () => Array.from({ length: N }, (_, i) => i));
pace('sort', N, () => {
  numbers.slice().sort((a, b) => b - a);
});
const shuffled = times((i) => (i * 7919) % 20011);
pace('sort-shuffled', N, () => shuffled.slice().sort((a, b) => a - b));
pace('slice-of-three', N, () => {
  const three = [1, 2, 3];
  for (let i = 0; i < N; i++) three.slice(1);
});
pace('fill-new', 10 * N, () => {
  for (let i = 0; i < 10; i++) new Array(N).fill(0);
});
pace('set-for-each', N, () => {
  let sum = 0;
  new Set(numbers).forEach((x) => { sum += x; });
});
pace('array-of-set', N, () => Array.from(new Set(numbers)));
pace('typed-fill', 100 * N, () => {
  const t = new Float64Array(N);
  for (let i = 0; i < 100; i++) t.fill(i);
});
pace('typed-read', 10 * N, () => {
  const t = new Uint8Array(N);
  let sum = 0;
  for (let n = 0; n < 10; n++)
    for (let i = 0; i < t.length; i++) sum += t[i];
});
pace('typed-write', 10 * N, () => {
  const t = new Uint8Array(N);
  for (let n = 0; n < 10; n++)
    for (let i = 0; i < t.length; i++) t[i] = i;
});
pace('typed-map', N, () => new Float64Array(N).map((x) => x + 1));
const four = { alpha: 1, beta: 2, gamma: 3, delta: 4 };
pace('keys-of-four', N, () => {
  for (let i = 0; i < N; i++) Object.keys(four);
});
pace('entries-of-four', N, () => {
  for (let i = 0; i < N; i++) Object.entries(four);
});
pace('assign-four', N, () => {
  for (let i = 0; i < N; i++) Object.assign({}, four);
});
pace('for-in-four', N, () => {
  let sum = 0;
  for (let i = 0; i < N; i++) for (const key in four) sum += four[key];
});
pace('rest-arguments', N, () => {
  const count = (...all) => all.length;
  for (let i = 0; i < N; i++) count(i, i);
});
pace('append-line', N, () => {
  let page = '';
  for (let i = 0; i < N; i++) page += 'some line ' + i;
});
pace('append-property', N / 10, () => {
  const page = { text: '' };
  for (let i = 0; i < N / 10; i++) page.text += 'some line ' + i;
});
pace('letters-of-text', N, () => 'x1y2'.repeat(N / 4).split(''));
const text = JSON.stringify(objects);
pace('json-parse-kb', text.length / 1024, () => JSON.parse(text));
pace('json-stringify-kb', text.length / 1024, () => JSON.stringify(objects));
pace('lower-kb', 1000, () => {
  const s = 'Some Text '.repeat(102);
  for (let i = 0; i < 1000; i++) (s + i).toLowerCase();
});

if (typeof gc === 'function') {
  const many = [];
  for (let i = 0; i < 1000000; i++) many.push({ i });
  gc();
  const start = now();
  gc();
  console.log('gc-million %d ms', Math.round(now() - start));
}

// tests/bench/ffi_calls.cjs - the same calls in drupe, in node with koffi, in
// bun and in deno. Prints one JSON object of nanoseconds of CPU time.
'use strict';

const process = globalThis.process || require('node:process');
const [library, koffiPath] = process.argv.slice(2);

function cpu() {
  const used = process.cpuUsage();

  return (used.user + used.system) * 1000;
}

function best(count, run) {
  let least = Infinity;

  for (let round = 0; round < 5; round++) {
    const begin = cpu();

    run(count);
    least = Math.min(least, (cpu() - begin) / count);
  }
  return least;
}

// The functions, and how a comparison and a sort are made.
function bindDrupe() {
  const ffi = require('ffi');
  const c = ffi.open('c', `int rand(void); int abs(int); int atoi(const char *);
    size_t strlen(const char *);
    void qsort(void *, size_t, size_t, int (*)(const int &, const int &));`);
  const own = ffi.open(library, `struct point { double x, y; };
    struct point point_add(struct point a, struct point b);`);

  return { rand: c.rand, abs: c.abs, atoi: c.atoi, strlen: c.strlen,
    add: own.point_add, async: (s) => c.atoi.async(s),
    sort: (list, compare) => c.qsort(list, list.length, 4, compare) };
}

function bindKoffi() {
  const koffi = require(koffiPath);
  const c = koffi.load('libc.so.6');
  const own = koffi.load(library);
  const compare = koffi.proto('int compare(const int *a, const int *b)');

  koffi.struct('point', { x: 'double', y: 'double' });
  const qsort = c.func('void qsort(_Inout_ int *base, size_t n, size_t size, ' +
    'compare *fn)');
  const atoi = c.func('int atoi(const char *s)');
  return { rand: c.func('int rand()'), abs: c.func('int abs(int)'),
    atoi, strlen: c.func('size_t strlen(const char *)'),
    add: own.func('point point_add(point a, point b)'),
    async: (s) => new Promise((resolve) => {
      atoi.async(s, (error, n) => resolve(n));
    }),
    sort: (list, fn) => qsort(list, list.length, 4,
      (a, b) => fn(koffi.decode(a, 'int'), koffi.decode(b, 'int'))) };
}

function bindBun() {
  const { dlopen, JSCallback, read } = require('bun:ffi');
  const c = dlopen('libc.so.6', {
    rand: { returns: 'int' }, abs: { args: ['int'], returns: 'int' },
    atoi: { args: ['cstring'], returns: 'int' },
    strlen: { args: ['cstring'], returns: 'usize' },
    qsort: { args: ['ptr', 'usize', 'usize', 'function'] } }).symbols;
  const text = (fn) => (s) => fn(Buffer.from(`${s}\0`));

  return { rand: c.rand, abs: c.abs, atoi: text(c.atoi),
    strlen: text(c.strlen),
    sort: (list, fn) => {
      const compare = new JSCallback((a, b) => fn(read.i32(a, 0),
        read.i32(b, 0)), { args: ['ptr', 'ptr'], returns: 'int' });

      c.qsort(list, list.length, 4, compare.ptr);
      compare.close();
    } };
}

function bindDeno() {
  const c = Deno.dlopen('libc.so.6', {
    rand: { parameters: [], result: 'i32' },
    abs: { parameters: ['i32'], result: 'i32' },
    atoi: { parameters: ['buffer'], result: 'i32' },
    strlen: { parameters: ['buffer'], result: 'usize' },
    qsort: { parameters: ['buffer', 'usize', 'usize', 'function'],
      result: 'void' } }).symbols;
  const encoder = new TextEncoder();
  const text = (fn) => (s) => fn(encoder.encode(`${s}\0`));

  return { rand: c.rand, abs: c.abs, atoi: text(c.atoi),
    strlen: text(c.strlen),
    sort: (list, fn) => {
      const compare = new Deno.UnsafeCallback(
        { parameters: ['pointer', 'pointer'], result: 'i32' },
        (a, b) => fn(new Deno.UnsafePointerView(a).getInt32(),
          new Deno.UnsafePointerView(b).getInt32()));

      c.qsort(list, BigInt(list.length), 4n, compare.pointer);
      compare.close();
    } };
}

const bind = globalThis.Deno ? bindDeno : process.versions.bun ? bindBun :
  koffiPath ? bindKoffi : bindDrupe;
const f = bind();
const result = {};
const long = 'x'.repeat(64);
const N = 200000;

result.rand = best(N, (n) => {
  const { rand } = f;
  for (let i = 0; i < n; i++) rand();
});
result.abs = best(N, (n) => {
  const { abs } = f;
  for (let i = 0; i < n; i++) abs(-7);
});
result.atoi = best(N, (n) => {
  const { atoi } = f;
  for (let i = 0; i < n; i++) atoi('1234');
});
result.strlen = best(N, (n) => {
  const { strlen } = f;
  for (let i = 0; i < n; i++) strlen(long);
});
if (f.add) {
  result.struct = best(N / 10, (n) => {
    const { add } = f;
    for (let i = 0; i < n; i++) add({ x: 1, y: 2 }, { x: 3, y: 4 });
  });
}
// The comparisons of the same list are always the same: one sort counts them,
// the others are timed.
function unsorted() {
  const list = new Int32Array(1000);

  for (let i = 0; i < 1000; i++) list[i] = (i * 7919 + 13) % 1000;
  return list;
}
let calls = 0;
f.sort(unsorted(), (a, b) => { calls++; return a - b; });
const compare = (a, b) => a - b;
result.qsort = Infinity;
for (let round = 0; round < 5; round++) {
  let spent = 0;

  for (let i = 0; i < 20; i++) {
    const list = unsorted();
    const begin = cpu();

    f.sort(list, compare);
    spent += cpu() - begin;
  }
  result.qsort = Math.min(result.qsort, spent / 20 / calls);
}

function next(left, begin) {
  if (left === 0) {
    result.async = (cpu() - begin) / 2000;
    return undefined;
  }
  return f.async('77').then(() => next(left - 1, begin));
}
const done = f.async ? next(2000, cpu()) : Promise.resolve();
done.then(() => console.log(JSON.stringify(result)));

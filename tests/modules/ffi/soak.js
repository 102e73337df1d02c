'use strict';
// N calls and N callbacks of every kind, for the sanitizers and valgrind.
const ffi = require('ffi');
const c = ffi.open('c', `int abs(int); size_t strlen(const char *);
  double strtod(const char *, char **? end);
  void *? memchr(const void *, int, size_t);
  void qsort(void *, size_t, size_t, int (*)(const int &, const int &));
  int snprintf(char *to, size_t room, const char *format, ...);`);
const clib = ffi.open(process.argv[2], `
  struct point { double x, y; };
  struct point point_add(struct point, struct point);
  int apply(int (*fn)(int a, int b), int a, int b);
  void increment(int *n);`);
const N = Number(process.argv[3]);
const bytes = Buffer.from('abc\0');
const text = Buffer.alloc(64);
let calls = 0;

while (calls < N) {
  for (let i = 0; i < 400; i++) { c.abs(i); c.strlen(`text ${i}`); }
  for (let i = 0; i < 20; i++) {
    c.memchr(bytes, 98, 4);
    c.strtod('2.5', null);
    clib.point_add({ x: 1, y: 2 }, { x: 3, y: 4 });
    clib.increment([i]);
    c.snprintf(text, 64, '%d %s', 'int', i, 'const char *', 'x');
    ffi.alloc('int', 16)[0] = 1;
    new clib.point();
    try { c.strlen(null); } catch (error) { calls++; }
    try { clib.apply(() => { throw new Error('x'); }, 1, 2); } catch (e) {
      calls++;
    }
  }
  calls += 960;
}

let callbacks = 0;
const kept = ffi.callback('int (*)(int, int)', (a, b) => {
  callbacks++;
  return a + b;
});

while (callbacks < N) {
  const list = new Int32Array(200);

  for (let i = 0; i < 200; i++) list[i] = (i * 7919 + 13) % 200;
  c.qsort(list, 200, 4, (a, b) => { callbacks++; return a - b; });
  for (let i = 0; i < 100; i++) {
    clib.apply(kept, i, 1);
    clib.apply((a, b) => { callbacks++; return a * b; }, i, 2);
  }
}
kept.close();
Promise.all([1, 2, 3].map((i) => c.strlen.async('x'.repeat(i))))
  .then((list) => console.log(calls >= N, callbacks >= N, list.join()));

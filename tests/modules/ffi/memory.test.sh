# Calls leave nothing behind: ten million of them end with the memory they began
# with, and a hundred thousand are clean (under the sanitizers with --asan).
. "$SOURCE/tests/arch/common.sh"
cd "$TMPDIR" || exit 1
export BUILD
cat >flat.js <<'JS'
const ffi = require('ffi');
const c = ffi.open('c', `int abs(int); size_t strlen(const char *);
  void *? memchr(const void *, int, size_t);`);
const clib = ffi.open(process.env.BUILD + '/tests/fixtures/clib.so', `
  struct point { double x, y; };
  struct point point_add(struct point, struct point);
  int apply(int (*fn)(int a, int b), int a, int b);
  void increment(int *n);`);
const bytes = Buffer.from('abc\0');
function some(n) {
  const { abs, strlen } = c;
  for (let i = 0; i < n; i++) { abs(i); strlen('abc'); }
  for (let i = 0; i < n / 100; i++) {
    c.memchr(bytes, 98, 4);
    clib.point_add({ x: 1, y: 2 }, { x: 3, y: 4 });
    clib.apply((a, b) => a + b, i, 1);
    clib.increment([i]);
    ffi.alloc('int', 16)[0] = 1;
    new clib.point();
  }
}
const count = Number(process.argv[2]);
some(count / 20);
const before = process.memoryUsage().rss;
some(count / 2);
const grown = process.memoryUsage().rss - before;
console.log(grown < 2e6 ? 'flat' : `grew by ${grown}`);
JS
if [[ $BUILD == *asan* ]]; then
  "$DRUPE" "$SOURCE/tests/modules/ffi/soak.js" \
    "$BUILD/tests/fixtures/clib.so" 100000 >out 2>&1
  claim "a hundred thousand calls and callbacks are clean" $? \
    "$(tail -n 20 out)"
else
  "$DRUPE" flat.js 10000000 >out 2>&1
  claim "ten million calls leave the memory flat" \
    "$([ "$(cat out)" = flat ]; echo $?)" "$(tail -n 5 out)"
fi

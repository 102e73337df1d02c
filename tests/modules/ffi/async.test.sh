# Asynchronous calls: a pool of their own that has a limit, whose threads end,
# and an exit that waits for no call.
. "$SOURCE/tests/arch/common.sh"
cd "$TMPDIR" || exit 1
export BUILD

cat >pool.js <<'JS'
const ffi = require('ffi');
const c = ffi.open('c', 'int usleep(unsigned us);');
const self = ffi.compile(`#include <dirent.h>
  int threads(void) {
    DIR *d = opendir("/proc/self/task");
    int n = -2;
    while (readdir(d)) n++;
    closedir(d);
    return n;
  }`, { compiler: 'cc' });
const before = self.threads();
ffi.threads = 3;
let done = 0;
for (let i = 0; i < 9; i++) c.usleep.async(100000).then(() => { done++; });
setTimeout(() => {
  console.log('three threads', self.threads() - before === 3, done);
}, 50);
setTimeout(() => console.log('all', done === 9), 2000);
setTimeout(() => console.log('they end', self.threads() - before), 4500);
for (const n of [0, -1, 1025, NaN, 1.5]) {
  try { ffi.threads = n; console.log('not refused', n); } catch (e) {
    if (!/^ERR_(OUT_OF_RANGE|INVALID_ARG)/.test(e.code)) console.log(e);
  }
}
JS
"$DRUPE" pool.js >out 2>&1
printf 'three threads true 0\nall true\nthey end 0\n' | cmp -s - out
claim "a pool with a limit, whose threads end" $? "$(cat out)"

cat >exit.js <<'JS'
const ffi = require('ffi');
const c = ffi.open('c', `unsigned sleep(unsigned s); int pipe(int *ends);
  long read(int fd, void *bytes, size_t count);`);
const ends = new Int32Array(2);
ffi.threads = 2;
c.pipe(ends);
c.read.async(ends[0], Buffer.alloc(100), 100); // never comes back
c.sleep.async(100);
c.sleep.async(100).catch(() => {}); // waits in the queue
process.on('exit', () => console.log('exit'));
setTimeout(() => process.exit(3), 100);
JS
timeout 20 "$DRUPE" exit.js >out 2>&1
test $? -eq 3 && [ "$(cat out)" = exit ]
claim "process.exit does not wait for calls" $? "$(cat out)"

cat >throw.js <<'JS'
const ffi = require('ffi');
ffi.open('c', 'unsigned sleep(unsigned s);').sleep.async(100);
setTimeout(() => { throw new Error('the end'); }, 50);
JS
timeout 20 "$DRUPE" throw.js >out 2>&1
test $? -eq 1 && grep -q 'the end' out
claim "nor does an uncaught error" $? "$(cat out)"

cat >alive.js <<'JS'
const ffi = require('ffi');
ffi.open('c', 'int usleep(unsigned us);').usleep.async(300000)
  .then(() => console.log('done'));
JS
[ "$(timeout 20 "$DRUPE" alive.js)" = done ]
claim "a call keeps the process alive" $?

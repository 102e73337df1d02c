// drupe only
// JS functions that C calls: for one call, kept, and from other threads.
'use strict';

const assert = require('assert');
const { test } = require('../../harness');
const ffi = require('ffi');
const clib = require('../../fixtures/ffi/clib').open();

function thrown(fn) {
  try {
    fn();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('for one call', () => {
  assert.strictEqual(clib.apply((a, b) => a * b, 6, 7), 42);
  assert.strictEqual(clib.apply_many((a, b) => a + b, 100), 4950);
});

test('parameters behind a pointer come as what they are', () => {
  const c = ffi.open('c', `void qsort(void *base, size_t n, size_t size,
    int (*compare)(const int *_Deref_ a, const int &b));`);
  const list = new Int32Array([5, 3, 9, 1, -4]);

  c.qsort(list, 5, 4, (a, b) => a - b);
  assert.deepStrictEqual(Array.from(list), [-4, 1, 3, 5, 9]);
});

test('records, strings and wide integers in callbacks', () => {
  assert.strictEqual(
    clib.with_point((p, name) => p.x + p.y + name.length), 11);
  assert.deepStrictEqual(clib.make_point((n) => ({ x: n, y: n * n })),
    { x: 3, y: 9 });
  assert.strictEqual(clib.wide((n) => n - 1), 4503599627370495);
});

test('C functions go where a function is wanted, and come out', () => {
  const add = clib.get_adder();

  assert.strictEqual(add(1, 2), 3);
  assert.strictEqual(clib.apply(add, 3, 4), 7);
  assert.throws(() => clib.apply(clib.sum, 1, 2), TypeError);
});

test('a stale callback is an error, not a crash', () => {
  clib.keep((a, b) => a + b);
  const error = thrown(() => clib.call_kept(1, 2));
  assert.strictEqual(error.code, 'ERR_FFI_STALE_CALLBACK');
});

test('kept until it is closed', () => {
  const cb = ffi.callback('int (*)(int, int)', (a, b) => a - b);

  clib.keep(cb);
  assert.strictEqual(clib.call_kept(5, 3), 2);
  assert.strictEqual(clib.apply(cb, 9, 1), 8);
  cb.close();
  cb.close();
  assert.strictEqual(thrown(() => clib.call_kept(5, 3)).code,
    'ERR_FFI_CLOSED');
  assert.strictEqual(thrown(() => clib.apply(cb, 1, 1)).code,
    'ERR_FFI_CLOSED');
});

test('there is no most number of kept callbacks', () => {
  const list = [];

  for (let i = 0; i < 1000; i++)
    list.push(ffi.callback('int (*)(int, int)', (a, b) => a + b + i));
  list.forEach((callback, i) => {
    assert.strictEqual(clib.apply(callback, 1, 2), i + 3);
  });
  assert.strictEqual(new Set(list.map((callback) => callback.address)).size,
    1000);
  list.forEach((callback) => callback.close());
});

test('an error goes through the C call, also a nested one', () => {
  const own = new Error('own');
  let calls = 0;

  assert.strictEqual(thrown(() => clib.apply_many((a, b) => {
    calls++;
    if (b === 3)
      throw own;
    return 1;
  }, 10)), own);
  assert.strictEqual(calls, 4);
  assert.strictEqual(clib.apply((a, b) => {
    try {
      return clib.apply(() => { throw own; }, 1, 1);
    } catch (error) {
      return error === own ? a + b : -1;
    }
  }, 3, 4), 7);
});

test('ffi.callback says what it does not take', () => {
  assert.throws(() => ffi.callback('int', () => 1), TypeError);
  assert.throws(() => ffi.callback('int (*)(int)', () => 1, { mode: 'post' }),
    /void/);
  assert.throws(() => ffi.callback('void (*)(void)', () => 1,
    { mode: 'sometimes' }), TypeError);
  assert.throws(() => clib.keep(ffi.callback('void (*)(void)', () => 1)),
    TypeError);
});

test('fn.async: a promise', () => clib.slow.async(5, 42).then((v) => {
  assert.strictEqual(v, 42);
  assert.strictEqual(ffi.errno, 11);
}));

test('fn.async: many at once, and the loop goes on', () => {
  let ticks = 0;
  const timer = setInterval(() => { ticks++; }, 1);
  const calls = [];

  for (let i = 0; i < 8; i++)
    calls.push(clib.slow.async(20, i));
  return Promise.all(calls).then((list) => {
    clearInterval(timer);
    assert.deepStrictEqual(list, [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.ok(ticks > 0);
  });
});

test('fn.async: arguments are kept, results shown', () => {
  const q = [null];
  const r = [null];

  return clib.divide.async(17, 5, q, r).then((rc) => {
    assert.strictEqual(rc, 0);
    assert.deepStrictEqual([q[0], r[0]], [3, 2]);
    return clib.sum.async(new Int32Array([1, 2, 3]), 3);
  }).then((total) => {
    assert.strictEqual(total, 6);
    return clib.point_add.async({ x: 1, y: 2 }, { x: 3, y: 4 });
  }).then((p) => {
    assert.deepStrictEqual(p, { x: 4, y: 6 });
    return clib.sum_words.async(2, 'int', 20, 'int', 22);
  }).then((total) => assert.strictEqual(total, 42));
});

test('fn.async checks its arguments at once', () => {
  assert.throws(() => clib.slow.async('x', 1), TypeError);
  assert.throws(() => clib.slow.async(1), /2 arguments wanted/);
});

test('fn.async with throws: errno', () => {
  const strict = ffi.open(require('../../fixtures/ffi/clib').file,
    'int set_errno(int code);', { throws: 'errno' });

  return strict.set_errno.async(2).then(
    () => { throw new Error('no error'); },
    (error) => assert.strictEqual(error.code, 'ENOENT'));
});

test('a callback from a thread of an asynchronous call', () =>
  clib.on_thread.async((a, b) => a + b, 10).then((total) => {
    assert.strictEqual(total, 55);
  }));

test('an error in it rejects the promise', () => {
  const own = new Error('own');

  return clib.on_thread.async(() => { throw own; }, 3).then(
    () => { throw new Error('no error'); },
    (error) => assert.strictEqual(error, own));
});

test('a kept callback from a foreign thread: it waits for the result',
  () => {
    const cb = ffi.callback(clib.get_adder().type.replace(/function/, '(*)'),
      (a, b) => a * 2 + b);

    clib.start_thread(cb, 5);
    return clib.join_thread.async().then((total) => {
      assert.strictEqual(total, 25);
      cb.close();
    });
  });

test('post: the thread goes on, arguments are copied', () => {
  const seen = [];

  return new Promise((resolve) => {
    const cb = ffi.callback('void (*)(int, const char *)', (n, text) => {
      seen.push([n, text]);
      if (seen.length === 3)
        resolve(cb);
    }, { mode: 'post' }).ref();

    clib.start_notes(cb, 3);
    clib.join_thread();
  }).then((cb) => {
    cb.unref();
    cb.close();
    assert.deepStrictEqual(seen, [[0, 'note'], [1, 'note'], [2, 'note']]);
  });
});

test('a thread that waits for this one while it is inside C: an Error', () => {
  const cb = ffi.callback('int (*)(int, int)', (a, b) => a + b,
    { timeout: 60 });
  const error = thrown(() => clib.on_thread(cb, 1));

  assert.strictEqual(error.code, 'ERR_FFI_CALLBACK_TIMEOUT');
  cb.close();
});

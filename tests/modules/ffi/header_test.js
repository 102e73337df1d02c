// drupe only
// Whole headers, inline C, and what they say of themselves.
'use strict';

const assert = require('assert');
const { test } = require('../../harness');
const ffi = require('ffi');

function thrown(fn) {
  try {
    fn();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('zlib.h: compresses and uncompresses', () => {
  const z = ffi.header('zlib.h', { lib: 'z' });
  const source = Buffer.from('hello hello hello hello');
  const packed = Buffer.alloc(z.compressBound(source.length));
  const length = [packed.length];

  assert.strictEqual(z.ZLIB_VERSION.slice(0, 2), '1.');
  assert.strictEqual(z.compress(packed, length, source, source.length),
    z.Z_OK);
  assert.ok(length[0] < source.length);
  const back = Buffer.alloc(64);
  const n = [64];
  assert.strictEqual(z.uncompress(back, n, packed, length[0]), z.Z_OK);
  assert.strictEqual(back.toString('latin1', 0, n[0]),
    'hello hello hello hello');
  assert.strictEqual(z.z_stream.size, 112);
});

test('what cannot be expressed says why, the rest is there', () => {
  const z = ffi.header('zlib.h', { lib: 'z' });

  assert.ok(/gzvprintf cannot be used: .*va_list/.test(
    thrown(() => z.gzvprintf).message));
  assert.strictEqual(thrown(() => z.gzvprintf).code, 'ERR_FFI_UNAVAILABLE');
});

test('every header of the list parses', () => {
  const least = {
    'sqlite3.h': ['sqlite3', 'sqlite3_open', 'SQLITE_ROW'],
    'curl/curl.h': ['curl', 'curl_easy_init', 'CURLE_OK'],
    'math.h': ['m', 'cos', 'M_PI'],
    'stdio.h': ['c', 'snprintf', 'EOF'],
    'uv.h': ['uv', 'uv_version', 'UV_EOF'],
    'openssl/evp.h': ['crypto', 'EVP_sha256', 'EVP_MAX_MD_SIZE'],
  };

  Object.keys(least).forEach((name) => {
    const [lib, fn, constant] = least[name];
    const library = ffi.header(name, { lib });

    assert.strictEqual(typeof library[fn], 'function', `${name}: ${fn}`);
    assert.strictEqual(typeof library[constant], 'number',
      `${name}: ${constant}`);
  });
});

test('math.h computes', () => {
  const m = ffi.header('math.h', { lib: 'm' });

  assert.strictEqual(m.cos(0), 1);
  assert.strictEqual(m.pow(2, 0.5), Math.SQRT2);
  assert.strictEqual(m.M_PI, Math.PI);
  assert.strictEqual(m.ldexp(0.75, 4), 12);
});

test('declare says more than the header', () => {
  const c = ffi.header('time.h', { lib: 'c',
    declare: 'time_t time(time_t *? out);' });

  assert.ok(c.time(null) > 1e9);
  const plain = ffi.header('time.h', { lib: 'c' });
  assert.throws(() => plain.time(null), /null/);
});

test('a header that is not there, flags that are none', () => {
  const error = thrown(() => ffi.header('no/such/header.h', { lib: 'c' }));

  assert.strictEqual(error.code, 'ERR_FFI_HEADER');
  assert.ok(/no\/such\/header\.h/.test(error.message));
  assert.throws(() => ffi.header('math.h', { lib: 'm', flags: [1] }),
    TypeError);
});

test('flags and definitions reach the preprocessor', () => {
  const c = ffi.header('stdio.h', { lib: 'c', define: { MY_OWN: '(6 * 7)' },
    flags: ['-include', 'stdio.h'] });

  assert.strictEqual(typeof c.puts, 'function');
});

test('describe tells names, C and TypeScript', () => {
  const c = ffi.open('c', 'int abs(int n); struct point { double x, y; };');
  const list = ffi.describe(c);

  assert.deepStrictEqual(list[0], { name: 'abs', kind: 'function',
    c: 'int abs(int n)', ts: '(n_0: number): number' });
  assert.strictEqual(list[1].name, 'point');
  assert.strictEqual(list[1].ts, '{ x: number; y: number; }');
});

test('inline C', () => {
  const lib = ffi.c`
    int add(int a, int b) { return a + b; }
    static int hidden(void) { return 1; }
    typedef struct { int a; double b; } pair;
    double total(pair p) { return p.a + p.b * ${2}; }
  `;

  assert.strictEqual(lib.add(2, 3), 5);
  assert.strictEqual(lib.hidden, undefined);
  assert.strictEqual(lib.total({ a: 1, b: 2.5 }), 6);
});

test('inline C with headers and libraries', () => {
  const lib = ffi.compile(`
    #include <math.h>
    #include <string.h>
    double hypotenuse(double a, double b) { return sqrt(a * a + b * b); }
    size_t twice(const char *s) { return strlen(s) * 2; }
  `, { libs: ['m'], compiler: 'cc' });

  assert.strictEqual(lib.hypotenuse(3, 4), 5);
  assert.strictEqual(lib.twice('abc'), 6);
});

test('inline C that is wrong: the compiler says where', () => {
  const error = thrown(() => ffi.c`int add(int a { return a; }`);

  assert.strictEqual(error.name, 'SyntaxError');
  assert.strictEqual(error.code, 'ERR_FFI_COMPILE');
  assert.ok(/:1:/.test(error.message), error.message);
});

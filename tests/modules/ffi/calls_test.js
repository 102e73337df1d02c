// drupe only
// Calls of C functions: arguments, results, errors, variables, constants.
'use strict';

const assert = require('assert');
const { test } = require('../../harness');
const ffi = require('ffi');

const c = ffi.open('c', `
  int abs(int n);
  int atoi(const char *s);
  long labs(long n);
  double atof(const char *s);
  size_t strlen(const char *s);
  char *getenv(const char *name);
  double strtod(const char *s, char **end);
  typedef struct { int quot; int rem; } div_t;
  div_t div(int a, int b);
  typedef struct { long quot; long rem; } ldiv_t;
  ldiv_t ldiv(long a, long b);
  int snprintf(char *buffer, size_t n, const char *format, ...);
  int open(const char *path, int flags, ...);
  void free(void *p);
  _Dispose_(free) char *strdup(const char *s);
  int toupper(int c);
  void *memset(void *to, int c, size_t n);
  int memcmp(const void *a, const void *b, size_t n);
  extern char **environ;
  enum weekday { MONDAY, TUESDAY = 5, WEDNESDAY };
  #define TWELVE (3 << 2)
  #define PI 3.5
  #define GREETING "hello" " there"
  #define NOTHING
`);

function thrown(fn) {
  try {
    fn();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('numbers and strings go in and come out', () => {
  assert.strictEqual(c.abs(-7), 7);
  assert.strictEqual(c.abs(-2147483647), 2147483647);
  assert.strictEqual(c.atoi('1234'), 1234);
  assert.strictEqual(c.labs(-5), 5);
  assert.strictEqual(c.labs(-9007199254740991), 9007199254740991);
  assert.strictEqual(c.atof('1.5'), 1.5);
  assert.strictEqual(c.toupper(97), 65);
});

test('strings are UTF-8 in C', () => {
  assert.strictEqual(c.strlen(''), 0);
  assert.strictEqual(c.strlen('h\u00e9llo'), 6);
  assert.strictEqual(c.strlen('\ud83d\ude00'), 4);
  assert.strictEqual(c.strdup('gr\u00fc\u00dfe \ud83d\ude00'),
    'gr\u00fc\u00dfe \ud83d\ude00');
});

test('null comes out as null, char * as a pointer that is text', () => {
  assert.strictEqual(c.getenv('DRUPE_HAS_NO_SUCH_NAME'), null);
  assert.strictEqual(String(c.getenv('PATH')), process.env.PATH);
});

test('structs by value', () => {
  assert.deepStrictEqual(c.div(17, 5), { quot: 3, rem: 2 });
  assert.deepStrictEqual(c.ldiv(-17, 5), { quot: -3, rem: -2 });
});

test('an array is memory that C fills', () => {
  const end = [null];

  assert.strictEqual(c.strtod('12.5rest', end), 12.5);
  assert.strictEqual(String(end[0]), 'rest');
});

test('Buffers and typed arrays are not copied', () => {
  const bytes = Buffer.alloc(4);
  const numbers = new Int32Array(2);

  c.memset(bytes, 7, 4);
  assert.deepStrictEqual(Array.from(bytes), [7, 7, 7, 7]);
  c.memset(numbers, 1, 8);
  assert.strictEqual(numbers[1], 0x01010101);
  c.memset(numbers.buffer, 0, 8);
  assert.strictEqual(numbers[0], 0);
});

test('variadic arguments come with their types', () => {
  const out = Buffer.alloc(64);
  const n = c.snprintf(out, 64, '%d %s %.2f %c %lld', 'int', 42,
    'const char *', 'x', 'float', 1.5, 'char', 'y', 'long long',
    9007199254740991);

  assert.strictEqual(out.toString('latin1', 0, n),
    '42 x 1.50 y 9007199254740991');
  assert.strictEqual(c.snprintf(out, 64, 'none'), 4);
  assert.strictEqual(thrown(() => c.snprintf(out, 64, '%d', 'int')).code,
    'ERR_MISSING_ARGS');
  assert.strictEqual(thrown(() => c.snprintf(out, 64, '%d', 'nope', 1)).code,
    'ERR_FFI_SYNTAX');
});

test('errno is that of the call', () => {
  assert.strictEqual(c.open('/no/such/file', 0), -1);
  assert.strictEqual(ffi.errno, 2);
  c.abs(1);
  assert.strictEqual(ffi.errno, 0);
});

test('throws: errno makes an error of -1', () => {
  const strict = ffi.open('c', 'int open(const char *path, int flags, ...);',
    { throws: 'errno' });
  const error = thrown(() => strict.open('/no/such/file', 0));

  assert.strictEqual(error.code, 'ENOENT');
  assert.strictEqual(error.syscall, 'open');
  const marked = ffi.open('c', '_Errno_ int chdir(const char *path);');
  assert.strictEqual(thrown(() => marked.chdir('/no/such')).code, 'ENOENT');
});

test('constants, enumerators, strings of #define', () => {
  assert.strictEqual(c.TWELVE, 12);
  assert.strictEqual(c.PI, 3.5);
  assert.strictEqual(c.GREETING, 'hello there');
  assert.strictEqual(c.NOTHING, undefined);
  assert.strictEqual(c.WEDNESDAY, 6);
  assert.throws(() => { c.TWELVE = 1; }, TypeError);
});

test('functions have name, length, type and address', () => {
  assert.strictEqual(c.atoi.name, 'atoi');
  assert.strictEqual(c.atoi.length, 1);
  assert.strictEqual(c.atoi.type, 'int atoi(const char *s)');
  assert.strictEqual(typeof c.atoi.address, 'number');
  assert.ok(c.atoi instanceof Function);
});

test('declarations as an object', () => {
  const lib = ffi.open(null, {
    abs: ['int', ['int']],
    labs: 'long (long)',
    atoi: 'int atoi(const char *)',
    absolute: { symbol: 'abs', returns: 'int', args: ['int'] },
    no_such_function: { returns: 'int', args: ['int'], optional: true },
  });

  assert.strictEqual(lib.abs(-1), 1);
  assert.strictEqual(lib.labs(-2), 2);
  assert.strictEqual(lib.atoi('3'), 3);
  assert.strictEqual(lib.absolute(-4), 4);
  assert.strictEqual(lib.no_such_function, null);
});

test('asm labels name the symbol', () => {
  const lib = ffi.open('c', 'int my_abs(int) __asm__("abs");');

  assert.strictEqual(lib.my_abs(-3), 3);
});

test('libraries by the names that people say', () => {
  assert.strictEqual(ffi.open('m', 'double cos(double);').cos(0), 1);
  assert.strictEqual(ffi.open('libm.so.6', 'double pow(double, double);')
    .pow(2, 10), 1024);
  assert.strictEqual(ffi.open(null, 'int getpid(void);').getpid(),
    process.pid);
  assert.strictEqual(typeof ffi.open('z', 'const char *zlibVersion(void);')
    .zlibVersion(), 'string');
});

test('enums: numbers, and names where they are wanted', () => {
  const text = 'enum kind { ALPHA = 97, BETA = 98, UPPER_A = 65 };' +
    'enum kind toupper(enum kind);';
  const numbers = ffi.open('c', text);
  const names = ffi.open('c', text, { enums: 'names' });

  assert.strictEqual(numbers.toupper(97), 65);
  assert.strictEqual(numbers.toupper('ALPHA'), 65);
  assert.strictEqual(names.toupper('ALPHA'), 'UPPER_A');
  assert.strictEqual(names.toupper('BETA'), 66);
  assert.strictEqual(thrown(() => names.toupper('GAMMA')).code,
    'ERR_INVALID_ARG_TYPE');
});

test('globals are read and written', () => {
  const lib = ffi.open('c', 'extern int opterr; extern char *optarg;');

  assert.strictEqual(lib.opterr, 1);
  lib.opterr = 0;
  assert.strictEqual(lib.opterr, 0);
  lib.opterr = 1;
  assert.strictEqual(lib.optarg, null);
  assert.throws(() => { lib.opterr = 'x'; }, /opterr/);
});

test('a closed library throws, and its functions keep it mapped', () => {
  const lib = ffi.open('c', 'int abs(int); extern int opterr;');
  const abs = lib.abs;

  assert.strictEqual(abs(-1), 1);
  lib.close();
  lib.close();
  assert.strictEqual(thrown(() => abs(-1)).code, 'ERR_FFI_CLOSED');
  assert.strictEqual(thrown(() => lib.opterr).code, 'ERR_FFI_CLOSED');
  const other = ffi.open('c', 'int close(int fd);');
  assert.strictEqual(other.close(-1), -1);
  ffi.close(other);
  assert.strictEqual(thrown(() => other.close(-1)).code, 'ERR_FFI_CLOSED');
});

test('many arguments, and a large result', () => {
  const out = Buffer.alloc(200);
  const args = [out, 200, '%d%d%d%d%d%d%d%d%d%d'];

  for (let i = 0; i < 10; i++)
    args.push('int', i);
  assert.strictEqual(c.snprintf.apply(null, args), 10);
  assert.strictEqual(out.toString('latin1', 0, 10), '0123456789');
});

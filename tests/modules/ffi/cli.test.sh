# drupe ffi, the cache, the guard, and exits while C still calls back.
. "$SOURCE/tests/arch/common.sh"
cd "$TMPDIR" || exit 1
export DRUPE_CACHE=$TMPDIR/cache BUILD

"$DRUPE" ffi zlib.h -l z >out 2>err
claim "drupe ffi zlib.h -l z ends well" $? "$(cat err)"
claim "it prints the functions" \
  "$(grep -q '^int inflate(z_streamp strm, int flush);$' out; echo $?)"
claim "it prints the constants" \
  "$(grep -q '^#define Z_BEST_COMPRESSION 9$' out; echo $?)"
claim "it tells what cannot be used" \
  "$(grep -q '^// gzvprintf: .*va_list' out; echo $?)"
claim "it writes TypeScript declarations" \
  "$(grep -q '  compressBound(sourceLen_0: number | bigint): number | bigint;' \
     zlib.d.ts; echo $?)"
"$DRUPE" ffi math.h -lm -o m.d.ts --no-types >/dev/null 2>&1
claim "--no-types writes none" "$([ ! -e m.d.ts ]; echo $?)"
printf '#define HUGE 0xFFFFFFFFFFFFFFFFull\nint abs(int);\n' >huge.h
"$DRUPE" ffi ./huge.h -l c -I. >out 2>err
claim "a constant of 64 bits" \
  "$(grep -qx '#define HUGE 18446744073709551615' out &&
     grep -q 'readonly HUGE: 18446744073709551615n;' huge.d.ts; echo $?)" \
  "$(cat out err)"
printf 'typedef int number;\n' >first.h
printf 'number abs(number);\n' >second.h
"$DRUPE" ffi first.h second.h -l c -I. --no-types >out 2>err
claim "a header that needs another one" \
  "$(grep -q 'abs(number' out; echo $?)" "$(cat out err)"
"$DRUPE" ffi >out 2>&1
claim "without a header it tells how it is used" \
  "$(grep -q '^Usage: drupe ffi' out; echo $?)"
"$DRUPE" ffi no-such.h >out 2>&1
[ $? = 1 ]
claim "a header that is not there is told" $? "$(cat out)"

printf 'int one(void);\n#define ONE 1\n' >own.h
cat >own.js <<'JS'
const ffi = require('ffi');
console.log(ffi.header('./own.h', { lib: null, flags: ['-I.'] }).ONE);
JS
"$DRUPE" own.js >out 2>&1
claim "an own header" "$(grep -qx 1 out; echo $?)" "$(cat out)"
claim "the cache holds what was preprocessed" \
  "$(compgen -G "$TMPDIR/cache/ffi/*.i" >/dev/null; echo $?)"
cat >cached.js <<'JS'
const ffi = require('ffi');
console.log(ffi.header('./abs.h', { lib: 'c' }).LIMIT);
JS
printf 'int abs(int);\n#define LIMIT 1\n' >abs.h
"$DRUPE" cached.js >one
touch -r abs.h stamp
printf 'int abs(int);\n#define LIMIT 2\n' >abs.h
touch -r stamp abs.h
"$DRUPE" cached.js >two
claim "a changed header is noticed by its content" \
  "$([ "$(cat one two | tr '\n' ' ')" = "1 2 " ]; echo $?)" "$(cat one two)"
printf "require('ffi').c\`int f(void) { return 3; }\`.f();" >inline.js
CC=/usr/bin/cc "$DRUPE" inline.js
PATH=$PATH CC=/usr/bin/cc "$DRUPE" inline.js
claim "inline C is compiled once" \
  "$([ "$(ls "$TMPDIR"/cache/ffi/*.so | wc -l)" -le 1 ]; echo $?)"

cat >crash.js <<'JS'
const ffi = require('ffi');
const clib = ffi.open(process.env.BUILD + '/tests/fixtures/clib.so',
  'void crash(int *where);');
function outer() { clib.crash(ffi.pointer(4096 * 16, 'int')); }
outer();
JS
if [[ $BUILD == *asan* ]]; then
  echo "ok the guard # SKIP the sanitizer tells faults itself"
else
  (ulimit -c 0; "$DRUPE" --ffi-guard crash.js) >out 2>&1
  [ $? = 139 ]
  claim "a fault ends the process as the signal does" $?
  claim "the guard names the function" \
    "$(grep -q '^drupe: SIGSEGV at address 0x10000 inside crash$' out; echo $?)"
  claim "and its arguments" \
    "$(grep -q '^  argument 1, where (int \*): 0x10000$' out; echo $?)"
  claim "and the JavaScript stack" \
    "$(grep -q '^    at outer (.*crash.js:4:25)$' out; echo $?)" "$(cat out)"
fi

cat >tcc.js <<'JS'
const ffi = require('ffi');
const lib = ffi.c`int add(int a, int b) { return a + b; }
  double half(double x) { return x / 2; }`;
console.log(lib.add(2, 3), lib.half(5));
try {
  ffi.c`int add(int a {`;
} catch (error) {
  console.log(error.code);
}
lib.close();
try {
  lib.add(1, 1);
} catch (error) {
  console.log(error.code);
}
JS
LD_LIBRARY_PATH=$BUILD/tests/fixtures/tcc "$DRUPE" tcc.js >out 2>&1
claim "inline C through libtcc, found at run time" \
  "$([ "$(tr '\n' ' ' <out)" = "5 2.5 ERR_FFI_COMPILE ERR_FFI_CLOSED " ]
     echo $?)" "$(cat out)"

cat >program.js <<'JS'
const ffi = require('ffi');
try {
  console.log(ffi.compile('int one(void) { return 1; }',
    { compiler: 'tcc' }).one());
} catch (error) {
  console.log(error.code);
}
JS
"$DRUPE" program.js >out 2>&1
claim "inline C through the program tcc, or an error that says so" \
  "$(grep -qx "$(command -v tcc >/dev/null && echo 1 || echo ERR_FFI_COMPILER)" \
     out; echo $?)" "$(cat out)"

# Exit while a thread of C calls back without end.
for mode in wait post; do
  cat >exit.js <<JS
const ffi = require('ffi');
const clib = ffi.open(process.env.BUILD + '/tests/fixtures/clib.so',
  'void start_forever(void (*fn)(int a, int b));');
let calls = 0;
const cb = ffi.callback('void (*)(int, int)', () => {
  if (++calls === 100) process.exit(7);
}, { mode: '$mode' }).ref();
clib.start_forever(cb);
JS
  timeout 20 "$DRUPE" exit.js >out 2>&1
  [ $? = 7 ]
  claim "exit while callbacks still come ($mode)" $? "$(tail -n 3 out)"
done

# The cache of compiled code: what it keeps, and what it refuses to take back.
set -u
. "$SOURCE/tests/arch/common.sh"
export DRUPE_COMPILE_CACHE=$TMPDIR/cache
program=$TMPDIR/program.js

{
  cat <<'JS'
const gen = function* () { yield 1; yield 2; };
const add = async (a, b = 2) => { await null; return a + b; };
function named() { return new Error('here').stack.split('\n')[1]; }
class Base { #p = 1; get p() { return this.#p; } static s = 2; }
console.log([...gen()], named.toString(), named().replace(/.*\//, ''));
console.log(add.length, add.name, new Base().p, Base.s);
add(1).then(console.log);
console.log(`${(() => this === module.exports)()}`, /a+/.exec('caat')[0]);
function many(a, b, c, d, e, f, g, h, i = 1, ...rest) {
  var half = 0.5, zero = -0, huge = 1e300, past = 2147483648;
  return eval('[a, h, i, half, 1 / zero, huge, past, rest, arguments.length]');
}
console.log(many(1, 2, 3, 4, 5, 6, 7, 8, 9, '\u{1F600}'), many.length);
console.log(Object.getOwnPropertyNames(many), (() => function () {})().name,
  Object.getOwnPropertyNames(function () {}), Object.keys(many));
JS
  printf '// %01200d\n' 0
} >"$program"
sed 's/^const/export const/; s/this === module.exports/this === undefined/' \
  "$program" >"$TMPDIR/module.mjs"

entries() {
  find "$DRUPE_COMPILE_CACHE" -type f ! -name key ! -name index | wc -l
}

for file in "$program" "$TMPDIR/module.mjs"; do
  plain=$(DRUPE_COMPILE_CACHE=0 "$DRUPE" "$file" 2>&1)
  first=$("$DRUPE" "$file" 2>&1)
  second=$("$DRUPE" "$file" 2>&1)
  claim "the same with and without the cache: ${file##*/}" \
    "$([ -n "$plain" ] && [ "$plain" = "$first" ] &&
      [ "$plain" = "$second" ]; echo $?)" "$first"
done
claim 'one entry a file' "$([ "$(entries)" = 2 ]; echo $?)"
claim 'folder and files are the user'"'"'s alone' \
  "$([ -z "$(find "$DRUPE_COMPILE_CACHE" -perm /077)" ]; echo $?)"

# Each byte matters: tag, head, tables, bytecode, text.
want=$(DRUPE_COMPILE_CACHE=0 "$DRUPE" "$program" 2>&1)
bad=0
for file in "$DRUPE_COMPILE_CACHE"/*; do
  [ "${file##*/}" = key ] || [ "${file##*/}" = index ] && continue
  size=$(stat -c %s "$file")
  for at in 0 15 16 20 28 40 $((size / 2)) $((size - 1)); do
    "$DRUPE" "$program" >/dev/null 2>&1
    printf '\377' | dd of="$file" bs=1 seek="$at" conv=notrunc 2>/dev/null
    [ "$("$DRUPE" "$program" 2>&1)" = "$want" ] || bad=$((bad + 1))
  done
  "$DRUPE" "$program" >/dev/null 2>&1
  truncate -s 30 "$file"
  [ "$("$DRUPE" "$program" 2>&1)" = "$want" ] || bad=$((bad + 1))
done
claim 'damaged entries are compiled anew' "$bad"

# An entry of another key or name is none of ours.
one=$(find "$DRUPE_COMPILE_CACHE" -type f ! -name key ! -name index |
  head -n 1)
mkdir -m 700 "$TMPDIR/other"
DRUPE_COMPILE_CACHE=$TMPDIR/other "$DRUPE" "$program" >/dev/null 2>&1
for file in "$TMPDIR"/other/*; do
  [ "${file##*/}" = key ] || [ "${file##*/}" = index ] || cp "$one" "$file"
done
out=$(DRUPE_COMPILE_CACHE=$TMPDIR/other "$DRUPE" "$program" 2>&1)
claim 'an entry of another key is not taken' \
  "$([ "$out" = "$want" ]; echo $?)" "$out"

mkdir -m 755 "$TMPDIR/open"
DRUPE_COMPILE_CACHE=$TMPDIR/open "$DRUPE" "$program" >/dev/null 2>&1
claim 'a folder that others can read is not used' \
  "$([ -z "$(ls "$TMPDIR/open")" ]; echo $?)"
(unset DRUPE_COMPILE_CACHE
 HOME=$TMPDIR/home NODE_DISABLE_COMPILE_CACHE=1 "$DRUPE" "$program") >/dev/null
claim 'NODE_DISABLE_COMPILE_CACHE is honoured' \
  "$([ ! -e "$TMPDIR/home" ]; echo $?)"
out=$(unset DRUPE_COMPILE_CACHE; HOME=/nonexistent "$DRUPE" "$program" 2>&1)
claim 'without a home it runs as well' "$([ "$out" = "$want" ]; echo $?)"

# What a function was made of stays, whatever becomes of the file.
export DRUPE_COMPILE_CACHE=$TMPDIR/kept
printf 'function f() { return "as it was"; }\nconsole.log("ready");\n%s' \
  'process.stdin.once("data", () => { console.log(f + ""); });' \
  >"$TMPDIR/changes.js"
for start in first second; do
  cp "$TMPDIR/changes.js" "$TMPDIR/changed.js"
  out=$( { until [ -e "$TMPDIR/$start" ]; do sleep 0.02; done
    echo 'something else' >"$TMPDIR/changed.js"; echo; } |
    "$DRUPE" "$TMPDIR/changed.js" 2>&1 |
    while read -r line; do touch "$TMPDIR/$start"; echo "$line"; done)
  claim "a file that changes while it runs, $start start" \
    "$([ "$out" = $'ready\nfunction f() { return "as it was"; }' ]; echo $?)" \
    "$out"
done

"$DRUPE" -e 'require("http")'
claim 'the JavaScript of modules is kept too' \
  "$([ "$(entries)" -ge 3 ]; echo $?)" "$(ls "$DRUPE_COMPILE_CACHE")"

# A file that has not changed for two seconds is not read again.
export DRUPE_COMPILE_CACHE=$TMPDIR/index
say() { printf 'console.log("%s", (function () { /* %s */ }) + "");\n' "$1" "$1"; }
say one >"$TMPDIR/said.js"
say one >"$TMPDIR/said.mjs"
sleep 2.2
for file in "$TMPDIR/said.js" "$TMPDIR/said.mjs"; do
  stamp=$(stat -c %y "$file")
  first=$("$DRUPE" "$file")
  second=$("$DRUPE" "$file")
  want='one function () { /* one */ }'
  claim "a file that was not read, ${file##*/}" \
    "$([ "$first" = "$want" ] && [ "$second" = "$want" ]; echo $?)" "$second"
  say two >"$file"
  touch -d "$stamp" "$file"
  out=$("$DRUPE" "$file")
  claim "a change of the same size and date is seen, ${file##*/}" \
    "$([ "$out" = 'two function () { /* two */ }' ]; echo $?)" "$out"
done
say one >"$TMPDIR/other.js"
mv "$TMPDIR/other.js" "$TMPDIR/said.js"
out=$("$DRUPE" "$TMPDIR/said.js")
claim 'another file of the name is seen' \
  "$([ "$out" = 'one function () { /* one */ }' ]; echo $?)" "$out"

# The index is checked as the entries are, and is not needed.
say two >"$TMPDIR/said.js"
sleep 2.2
bad=0
for damage in 'tr "\000" "\001"' 'head -c 1000' 'cat /dev/null' \
  'tr "\000-\377" "\001-\377\000"'; do
  "$DRUPE" "$TMPDIR/said.js" >/dev/null
  sh -c "$damage" <"$DRUPE_COMPILE_CACHE/index" >"$TMPDIR/damaged"
  cat "$TMPDIR/damaged" >"$DRUPE_COMPILE_CACHE/index"
  for start in 1 2; do
    out=$("$DRUPE" "$TMPDIR/said.js" 2>&1)
    [ "$out" = 'two function () { /* two */ }' ] || bad=$((bad + 1))
  done
done
claim 'a damaged index does no harm' "$bad" "$out"
find "$DRUPE_COMPILE_CACHE" -type f -name '????????????????????????????????' \
  -delete
out=$("$DRUPE" "$TMPDIR/said.js" 2>&1)
claim 'an index without its entries' \
  "$([ "$out" = 'two function () { /* two */ }' ]; echo $?)" "$out"

# The same text is one thing in JavaScript and another in TypeScript.
export DRUPE_COMPILE_CACHE=$TMPDIR/types
printf 'var f = 1, a = 2, b = 3;\ntry { console.log(f<a>(b)); }%s\n' \
  ' catch (error) { console.log(error.message); }' |
  tee "$TMPDIR/same.js" >"$TMPDIR/same.ts"
printf 'let n: number = 5;\nconsole.log(n as any);\n' >"$TMPDIR/typed.ts"
out=$(for start in 1 2; do
  for file in same.js same.ts typed.ts; do "$DRUPE" "$TMPDIR/$file"; done
done 2>&1 | tr '\n' ' ')
want='false f is not a function 5 '
claim 'JavaScript and TypeScript of one text' \
  "$([ "$out" = "$want$want" ]; echo $?)" "$out"
claim 'typed files are kept too' "$([ "$(entries)" = 3 ]; echo $?)" \
  "$(ls "$DRUPE_COMPILE_CACHE")"

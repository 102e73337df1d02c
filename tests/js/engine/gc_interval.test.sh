# Whenever the garbage collector runs, and whatever it moves, scripts get the
# same: the engine's tests once more, with a collection at each so-manieth
# allocation.  The sanitized build tells of memory that was used too long.
. "$SOURCE/tests/arch/common.sh"

for test in "$SOURCE"/tests/js/engine/*_test.js; do
  out=$("$DRUPE" --gc-interval=997 "$test" 2>&1)
  claim "$(basename "$test") at each 997th allocation" $? \
    "$(tail -n 20 <<<"$out")"
done

# What allocates in the middle of its work, at each allocation.
cat >"$TMPDIR/each.js" <<'JS'
const many = [...Array(70).keys()];
const map = new Map(many.map((i) => [`key ${i}`, { i }]));
for (const i of many) map.set(i / 3, `value ${i}`).delete(`key ${i * 2}`);
function deep(n) { return n > 0 ? deep(n - 1) + 1 : 0; }
const stack = new Map();
for (const i of many) { deep(i % 9 * 20); stack.set(i, i); }
const set = new Set(many.map((i) => `${i}!`)).add({}).add(1n).add(Symbol('s'));
const weak = new WeakMap(many.map((i) => [{ i }, `w${i}`]));
const symbols = new WeakMap(many.map((i) => [Symbol(`${i}`), i]));
const closures = many.map((i) => (a, b = i) => () => [a, b, i, many.length]);
const text = 'a1b22c333'.repeat(9).replace(/[a-z](\d+)/g, (m, n) => `<${n}>`);
const grouped = Object.groupBy(many, (i) => `group ${i % 7}`);
class Base { #p = 1; get p() { return this.#p; } }
const rest = (a, ...more) => ((b, { c, ...d } = {}, ...e) => [b, d, e, more])(
  ...more, a);
class Derived extends Base { q = [this.p, new.target]; }
function* walk(n) { if (n > 0) { yield n; yield* walk(n - 1); } }
async function wait(n) { return n > 0 ? await wait(n - 1) : 'done'; }
wait(9).then((done) => console.log(JSON.stringify([
  [...map].length, stack.size, [...set].length, weak.has({}),
  symbols.has(Symbol('1')),
  rest(1, 2, { c: 3, x: 4 }, 5), Math.max(...many), rest(...many).length,
  closures.map((f) => f(1)()[2]).join(), text, grouped, new Derived(),
  [...walk(9)], done, `${many}`.split(',').sort().reverse(),
  JSON.parse(JSON.stringify({ many, s: 'ü'.repeat(50) })), 3n ** 99n + '',
  new Date(0).toISOString(), (() => { try { null.x } catch (e) { return e; } }
  )().message])));
JS
want=$("$DRUPE" "$TMPDIR/each.js" 2>&1)
claim "the script prints a line" \
  "$([[ $want == '['*']' ]]; echo $?)" "$want"
out=$(XDG_CACHE_HOME=$TMPDIR/cache "$DRUPE" --gc-interval=1 "$TMPDIR/each.js" 2>&1)
claim "a script at each allocation, and its image" "$([ "$out" = "$want" ]; echo $?)" \
  "$(diff <(echo "$want") <(echo "$out") | head -n 20)"

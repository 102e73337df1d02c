# What goes to stdout and stderr, warnings, and that an idle process sleeps.
set -u
. "$SOURCE/tests/arch/common.sh"
cd "$TMPDIR" || exit 1

out=$("$DRUPE" -e 'process.emitWarning("careful"); process.emitWarning("again")
process.emitWarning("old", "DeprecationWarning", "DEP1")' 2>&1 |
  sed 's/(node:[0-9]*)/(node:PID)/; s/`[^ ]*drupe /`drupe /')
claim 'warnings read as Node prints them' "$([ "$out" = "(node:PID) Warning: careful
(Use \`drupe --trace-warnings ...\` to show where the warning was created)
(node:PID) Warning: again
(node:PID) [DEP1] DeprecationWarning: old
(Use \`drupe --trace-deprecation ...\` to show where the warning was created)" ]; echo $?)" "$out"
out=$("$DRUPE" --no-warnings -e 'process.emitWarning("x")' 2>&1)
none '--no-warnings prints none' "$out"
out=$("$DRUPE" --trace-warnings -e 'process.emitWarning("x")' 2>&1)
grep -q '^    at ' <<<"$out"
claim '--trace-warnings prints stacks' $? "$out"
out=$("$DRUPE" --throw-deprecation \
  -e 'process.emitWarning("x", "DeprecationWarning")' 2>&1)
claim '--throw-deprecation throws' "$([ $? = 1 ]; echo $?)" "$out"

out=$("$DRUPE" -e 'setTimeout(() => {}, 2 ** 31)
process.on("warning", (w) => { console.log(w.name); process.exit(); })' 2>&1)
grep -q TimeoutOverflowWarning <<<"$out"
claim 'a delay that does not fit is told' $? "$out"

for mode in strict:1 warn:0 none:0 warn-with-error-code:1 throw:1; do
  "$DRUPE" --unhandled-rejections="${mode%:*}" -e 'Promise.reject(new Error)' \
    >/dev/null 2>&1
  claim "--unhandled-rejections=${mode%:*} exits with ${mode#*:}" \
    "$([ $? = "${mode#*:}" ]; echo $?)"
done

# At different limits: where the heap is full differs, and what happens to be
# packed then.
out=$(for limit in 3900k 4000k 4m 4300k 5m 6m 7m; do
  "$DRUPE" --max-heap=$limit -e 'const a = []; try {
  for (;;) a.push("x".repeat(1000) + a.length);
} catch (e) { a.length = 0; console.log(e.name); }' 2>&1
done | uniq)
[ "$out" = RangeError ]
claim '--max-heap ends in an error that can be caught' $? "$out"

out=$("$DRUPE" --stack-trace-limit=2 -e 'function f(n) {
  return n === 0 ? new Error("x").stack : f(n - 1); } console.log(f(9));')
[ "$(printf '%s\n' "$out" | grep -c '^ *at ')" = 2 ]
claim '--stack-trace-limit bounds the frames' $? "$out"

out=$("$DRUPE" -e 'function f(n) { return n === 0 ? 0 : 1 + f(n - 1); }
console.log(f(9000)); try { f(1e9); } catch (e) { console.log(e.name); }' 2>&1)
claim 'recursion is deep and ends in a RangeError' \
  "$([ "$out" = "9000
RangeError" ]; echo $?)" "$out"

out=$("$DRUPE" -e 'console.log("x".repeat(300000).length)
process.stdout.write("y".repeat(300000)); process.exit()' | wc -c)
claim 'process.exit loses no output' "$([ "$out" = 300007 ]; echo $?)" "$out"
out=$("$DRUPE" -e 'console.log("\u{1F600} \u00e9 \ud800")')
claim 'output is UTF-8' "$([ "$out" = "😀 é �" ]; echo $?)" "$out"
out=$("$DRUPE" -e 'process.stdout.write("x")' 2>&1 >/dev/full)
claim 'a full disk is an error' "$([ $? = 1 ]; echo $?)" "$out"

out=$("$DRUPE" -e 'setTimeout(() => {}, 700); const c = process.cpuUsage()
const before = process.resourceUsage().voluntaryContextSwitches
setTimeout(() => {
  const after = process.resourceUsage().voluntaryContextSwitches
  console.log(after - before)
}, 600)')
claim 'a process that waits wakes up once' "$([ "$out" -le 3 ]; echo $?)" "$out"

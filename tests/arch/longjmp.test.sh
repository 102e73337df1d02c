# Rule 5: no C frame of a module is jumped over.  tests/run watches every
# longjmp of every test for that; here the watcher itself is tried.
. "$SOURCE/tests/arch/common.sh"
if [ "$(uname -m)" != x86_64 ]; then
  echo "ok the watcher of jumps # SKIP it knows x86-64 only"
  exit 0
fi
report=$TMPDIR/report
jump() {
  DRUPE_TEST_REPORT=$report "$BUILD/tests/arch/jumper" "$1" \
    "$BUILD/tests/fixtures/jumped_over.so"
}

jump within
none "a jump inside a callback is let pass" "$(cat "$report" 2>/dev/null)"
jump over
grep -q 'jumps over a frame of .*/jumped_over.so' "$report"
claim "a jump over a module's frame is reported" $?

# The executable must jump through libc's symbols, or nothing is watched.
if [ -x "$DRUPE" ]; then
  nm -D "$DRUPE" | grep -qE ' U (_longjmp|longjmp|__longjmp_chk)(@|$)'
  claim "drupe jumps by libc's longjmp, which is watched" $?
fi

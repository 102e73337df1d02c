# A hundred thousand calls and as many callbacks under valgrind: no error. The
# sanitizers run the same in memory.test.sh.
. "$SOURCE/tests/arch/common.sh"
only_release "a hundred thousand calls and callbacks are clean under valgrind"
if ! command -v valgrind >/dev/null; then
  echo "ok valgrind # SKIP there is no valgrind"
  exit 0
fi
cd "$TMPDIR" || exit 1
valgrind -q --error-exitcode=9 "$DRUPE" "$SOURCE/tests/modules/ffi/soak.js" \
  "$BUILD/tests/fixtures/clib.so" 100000 >out 2>&1
status=$?
claim "a hundred thousand calls and callbacks are clean under valgrind" $status \
  "$(tail -n 20 out)"

# packaging/setup says what is wrong and what to do.  Only what fails before it
# builds is tried here: the suite runs out of the same build folder.
. "$SOURCE/tests/arch/common.sh"
only_release "packaging/setup"

refuses() {
  local what=$1 want=$2
  shift 2
  "$@" >"$TMPDIR/out" 2>&1
  claim "$what: exit status 1" "$([ $? = 1 ]; echo $?)"
  grep -q "$want" "$TMPDIR/out"
  claim "$what: the message says so" $? "$(cat "$TMPDIR/out")"
}

refuses "a folder without Duktape" "has no src-separate/duk_internal.h" \
  env DRUPE_DUKTAPE_SOURCE="$TMPDIR" "$SOURCE/packaging/setup"
refuses "a folder without llhttp" "has no usr/share/llhttp/llhttp.c" \
  env DRUPE_LLHTTP_SOURCE="$TMPDIR" "$SOURCE/packaging/setup"
"$SOURCE/packaging/run" >"$TMPDIR/out" 2>&1
claim "packaging/run without a file says how" \
  "$(grep -q '^usage:' "$TMPDIR/out"; echo $?)"

# The suite's runner, on a small project of its own: what fails is seen.
. "$SOURCE/tests/arch/common.sh"
only_release "tests/run"
unset LD_PRELOAD
mkdir -p "$TMPDIR/tests" "$TMPDIR/build/tests" "$TMPDIR/build/bin"
cp "$SOURCE/tests/run" "$TMPDIR/tests/"
cp "$BUILD/tests/watch.so" "$TMPDIR/build/tests/"
# A program that counts as one of that build.
cp "$(command -v bash)" "$TMPDIR/build/bin/drupe"
project=$TMPDIR

# suite NAME SCRIPT: runs a suite of that one test; $said is what it said.
suite() {
  rm -f "$project"/tests/*.test.sh
  printf '%s\n' "$2" >"$project/tests/$1.test.sh"
  said=$(LIMIT=${limit:-20} "$project/tests/run" 2>&1)
  status=$?
}

# says WHAT STATUS LAST [TEXT]
says() {
  local last
  last=$(tail -n 1 <<<"$said")
  [ "$status" = "$2" ] && [ "$last" = "$3" ] && [[ $said == *"${4:-}"* ]]
  claim "$1" $? "$status: $said"
}

suite good 'echo ok 1; echo "ok 2 # SKIP none here"; echo ok 3'
says "claims are counted, skipped ones apart" 0 "2 passed, 0 failed" "1 skipped"
suite silent 'exit 0'
says "a silent program is one claim" 0 "1 passed, 0 failed"
suite bad 'echo ok 1; echo not ok 2; exit 1'
says "a failed claim fails the run" 1 "1 passed, 1 failed" "not ok 2"
suite status 'echo ok 1; exit 3'
says "so does an exit status" 1 "1 passed, 1 failed" "exited with status 3"
suite crash 'echo ok 1; kill -SEGV $$'
says "and a signal" 1 "1 passed, 1 failed" "a signal ended it: SEGV"
limit=1
suite slow 'echo ok 1; sleep 30'
says "and the time limit" 1 "1 passed, 1 failed" "its limit of 1 s"
limit=20
suite leak '"$DRUPE" -c "exec 9</etc/passwd" && echo ok 1'
says "and a descriptor left open" 1 "1 passed, 1 failed" "/etc/passwd"

# Each program of order/ prints what Node 20 prints: order/NAME.out was recorded
# there, with the exit status in its last line.  RECORD=1 records again.
set -u
cd "$SOURCE/tests/kernel/order" || exit 1

for program in *.js; do
  name=${program%.js}
  if [ -n "${RECORD:-}" ]; then
    timeout 20 node "$program" >"$name.out" 2>/dev/null
    echo "status $?" >>"$name.out"
  fi
  out=$("$DRUPE" "$program" 2>"$TMPDIR/stderr")
  out=${out:+$out}$'\n'"status $?"
  if [ "$out" = "$(cat "$name.out")" ]; then
    echo "ok $name"
  else
    echo "not ok $name"
    diff "$name.out" - <<<"$out" | sed 's/^/# /'
    sed 's/^/# /' "$TMPDIR/stderr"
  fi
done

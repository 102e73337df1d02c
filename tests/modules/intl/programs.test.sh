# Each program prints what it prints on Node 20: NAME.txt was recorded there.
# Where ICU's data changed between its version and ours nothing is asked.
set -u
. "$SOURCE/tests/modules/intl/common.sh"
cd "$SOURCE/tests/modules/intl/programs" || exit 1
for program in *.js; do
  name=${program%.js}
  if "$DRUPE" "$program" | diff "$name.txt" - >"$TMPDIR/diff"; then
    echo "ok $name"
  else
    echo "not ok $name"
    head -20 "$TMPDIR/diff" | sed 's/^/# /'
  fi
done

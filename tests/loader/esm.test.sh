# ES modules print what they print on Node 20: NAME.txt was recorded there.
set -u
cd "$SOURCE/tests/loader/esm" || exit 1
for program in *.mjs; do
  name=${program%.mjs}
  if "$DRUPE" "$program" 2>&1 | diff "$name.txt" - >"$TMPDIR/diff"; then
    echo "ok $name"
  else
    echo "not ok $name"
    head -20 "$TMPDIR/diff" | sed 's/^/# /'
  fi
done

# Each program prints what it prints when TypeScript's own transpileModule has
# translated it and Node 20 runs it: NAME.txt was recorded so (./update).
set -u
cd "$SOURCE/tests/js/typescript/programs" || exit 1
for program in *.ts *.mts *.cts; do
  name=${program%.*}
  if "$DRUPE" "$program" | diff "$name.txt" - >"$TMPDIR/diff"; then
    echo "ok $name"
  else
    echo "not ok $name"
    head -20 "$TMPDIR/diff" | sed 's/^/# /'
  fi
done

# What an uncaught error prints is what Node 20 prints, but for the frames of
# Node's own files and the code around them: NAME.out was recorded there.
# RECORD=1 records again.
set -u
cd "$SOURCE/tests/kernel/uncaught" || exit 1

# Takes out what is Node's own, and where this folder is.
plain() {
  sed -e '1{/^node:internal/{N;N;N;d}}' -e 's/^\( *at .*\) {$/\1/' \
      -e 's/^\(UnhandledPromiseRejection: .*\) {$/\1/' \
      -e '/^ *at .*(\{0,1\}node:/d' -e '/^    at .*<anonymous>)$/d' \
      -e 's/^(Use `drupe /(Use `node /' -e "s|$PWD|DIR|g" -e '/lines matching cause/d' "$1"
}

for program in *.js; do
  name=${program%.js}
  if [ -n "${RECORD:-}" ]; then
    timeout 20 node "$program" >"$TMPDIR/out" 2>&1
    status=$?
    { plain "$TMPDIR/out"; echo "status $status"; } >"$name.out"
  fi
  "$DRUPE" "$program" >"$TMPDIR/out" 2>&1
  status=$?
  out=$(plain "$TMPDIR/out"; echo "status $status")
  if [ "$out" = "$(cat "$name.out")" ]; then
    echo "ok $name"
  else
    echo "not ok $name"
    diff "$name.out" - <<<"$out" | sed 's/^/# /'
  fi
done

out=$("$DRUPE" --trace-uncaught -e 'setTimeout(() => { throw 1; })' 2>&1)
case $out in
  *"1
Thrown at:
    at [eval]:1:"*) echo "ok --trace-uncaught tells where it was thrown" ;;
  *) echo "not ok --trace-uncaught tells where it was thrown"
     sed 's/^/# /' <<<"$out" ;;
esac

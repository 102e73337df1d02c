# Random programs (generate.js) print the same here and on node.  More of them:
# SEEDS='100 101' COUNT=100 tests/run differential.
set -u
here=$SOURCE/tests/js/differential
if ! command -v node >/dev/null; then
  echo "ok random programs # SKIP no node"
  exit 0
fi
for seed in ${SEEDS:-403 407 409 410 411}; do
  programs=$TMPDIR/$seed.js
  node "$here/generate.js" "$seed" "${COUNT:-40}" >"$programs"
  timeout 60 node "$programs" >"$TMPDIR/node.txt" 2>&1
  timeout 60 "$DRUPE" "$programs" >"$TMPDIR/drupe.txt" 2>&1
  if diff "$TMPDIR/node.txt" "$TMPDIR/drupe.txt" >"$TMPDIR/diff"; then
    echo "ok seed $seed"
  else
    echo "not ok seed $seed"
    head -10 "$TMPDIR/diff" | cut -c 1-200 | sed 's/^/# /'
  fi
done

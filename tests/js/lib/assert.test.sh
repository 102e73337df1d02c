# What assert says is what Node 20 says: assert/texts.out was recorded there.
set -u
cd "$SOURCE/tests/js/lib/assert" || exit 1
if diff texts.out <("$DRUPE" texts.js 2>&1) >"$TMPDIR/diff"; then
  echo 'ok the texts of assert'
else
  echo 'not ok the texts of assert'
  sed 's/^/# /' "$TMPDIR/diff"
fi

# Rule 4: not loaded = not there.  The dynamic linker itself says what it maps.
. "$SOURCE/tests/arch/common.sh"

maps() {
  LD_DEBUG=files LD_DEBUG_OUTPUT=$TMPDIR/maps "$DRUPE" -e "$1" \
    >"$TMPDIR/out" 2>&1
  status=$?
  cat "$TMPDIR"/maps.* | grep -oE 'calling init: .*/modules/[a-z_0-9]+\.so' |
    sed 's|.*/||'
  rm -f "$TMPDIR"/maps.*
  return $status
}

loaded=$(maps 'console.log(1)')
claim "a bare -e runs" $? "$(cat "$TMPDIR/out")"
none "a bare -e maps no module" "$loaded"
loaded=$(maps 'require("http")')
claim "require('http') works" $? "$(cat "$TMPDIR/out")"
grep -qx http.so <<<"$loaded"
claim "and maps http.so, so the test can see one" $? "$loaded"

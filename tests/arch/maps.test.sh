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
# Intl: English is built in; what knows other languages comes with the first.
loaded=$(maps '[1e6.toLocaleString(), new Date().toLocaleString("en-US"),
  "a".localeCompare("\u00e4"), "i".toLocaleUpperCase()].join()')
claim "texts in English work" $? "$(cat "$TMPDIR/out")"
none "and map no module" "$loaded"
if [ -e "$BUILD/lib/drupe/modules/intl.so" ]; then
  loaded=$(maps '1e6.toLocaleString("de")')
  grep -qx intl.so <<<"$loaded"
  claim "a text in German maps intl.so" $? "$loaded"
fi

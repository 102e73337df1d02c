# docs/modules/ffi.md: every example of it runs and prints what the page says.
. "$SOURCE/tests/arch/common.sh"
cd "$TMPDIR" || exit 1
export DRUPE_CACHE=$TMPDIR/cache
awk '
  /^```/ && kind == "" {
    kind = substr($0, 4); first = 1
    if (kind == "text") file = script ".want"
    next
  }
  /^```/ { kind = ""; file = ""; next }
  kind == "js" && first { file = $2; script = $2 }
  { first = 0; if (file != "") print > file }
' "$SOURCE/docs/modules/ffi.md"
for script in *.js; do
  "$DRUPE" "$script" >said 2>&1
  cmp -s said "$script.want"
  claim "$script prints what the page says" $? "$(diff "$script.want" said)"
done

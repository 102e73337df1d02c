# programs PROGRAM...: each must print what NAME.txt beside it says; a claim for
# each.  Sourced by tests, in the folder of the programs.
programs() {
  local program name
  for program in "$@"; do
    name=${program%.*}
    if "$DRUPE" "$program" | diff "$name.txt" - >"$TMPDIR/diff"; then
      echo "ok $name"
    else
      echo "not ok $name"
      head -20 "$TMPDIR/diff" | sed 's/^/# /'
    fi
  done
}

#!/bin/sh
# tests/modules/ffi/validate.test.sh - ffi keeps to the rules of the ABI: its own
# tests in validation mode give no report, the services of the kernel included.
set -u
here=$(cd "$(dirname "$0")" && pwd)
drupe=${DRUPE:-$here/../../../build/bin/drupe}
n=0
bad=0

for file in "$here"/*_test.js; do
  n=$((n + 1))
  out=$(DRUPE_VALIDATE=ffi "$drupe" "$file" 2>&1)
  if [ $? -eq 0 ] && ! printf '%s\n' "$out" | grep -q 'DRV-'; then
    echo "ok $n - $(basename "$file")"
  else
    echo "not ok $n - $(basename "$file")"
    printf '%s\n' "$out" | grep -E 'DRV-|^not ok' | head -5 | sed 's/^/#   /'
    bad=1
  fi
done
exit $bad

#!/bin/sh
# tests/abi/tables.test.sh - every function of every table is called by a test,
# and the checked tables are what the headers say.
set -u
cd "$(dirname "$0")/../.." || exit 1
bad=0

missing=$(for header in core value object function class error ref buffer task \
  loop; do
  sed -n "/^typedef struct drupe_${header}_api {/,/^} drupe_${header}_api;/p" \
    "abi/$header.h" | grep -o '(\*[a-z_0-9]*)(drupe_[a-z]* \*\|(\*status_[a-z]*)' |
    sed 's/^(\*\([a-z_0-9]*\)).*/\1/'
done | grep -vx fn | sort -u | while read -r name; do
  grep -rqE "(->|_)$name\(|drupe_${name%_rc}\(" tests/fixtures tests/abi ||
    echo "$name"
done)
if [ -n "$missing" ]; then
  echo "not ok 1 - every table function is called by a test"
  echo "$missing" | sed 's/^/#   /'
  bad=1
else
  echo "ok 1 - every table function is called by a test"
fi

if command -v python3 >/dev/null && command -v clang-format >/dev/null; then
  if python3 packaging/validate-tables.py . | clang-format |
    cmp -s - kernel/validate_tables.c; then
    echo "ok 2 - the checked tables follow from the headers"
  else
    echo "not ok 2 - the checked tables follow from the headers"
    bad=1
  fi
else
  echo "ok 2 - the checked tables # SKIP no python3 or clang-format"
fi
exit $bad

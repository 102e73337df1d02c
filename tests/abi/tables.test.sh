#!/bin/sh
# tests/abi/tables.test.sh - every function of every table is called by a test,
# and what is made from the headers is what they say.
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

# made N WHAT FILE COMMAND: FILE is what COMMAND prints.
made() {
  if ! command -v python3 >/dev/null || ! command -v clang-format >/dev/null; then
    echo "ok $1 - $2 # SKIP no python3 or clang-format"
  elif sh -c "$4" | cmp -s - "$3"; then
    echo "ok $1 - $2"
  else
    echo "not ok $1 - $2"
    echo "#   renew it: $4 >$3"
    bad=1
  fi
}
made 2 "the checked tables follow from the headers" kernel/validate_tables.c \
  "python3 packaging/validate-tables.py . | clang-format"
made 3 "every field is locked in its place" tests/abi/layout_test.c \
  "python3 packaging/abi-layout.py . | clang-format"
made 4 "the reference is what the headers say" docs/abi.md \
  "python3 packaging/abi-reference.py ."
exit $bad

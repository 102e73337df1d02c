# tests/arch/common.sh - what the tests of the architecture share.
set -u

# claim NAME STATUS [EVIDENCE]: prints the TAP line of one claim.
claim() {
  if [ "$2" = 0 ]; then
    echo "ok $1"
  else
    echo "not ok $1"
    [ -z "${3:-}" ] || printf '%s\n' "$3" | sed 's/^/# /'
  fi
}

# none NAME TEXT: the claim that there is no TEXT.
none() {
  claim "$1" "$([ -z "$2" ] && echo 0 || echo 1)" "$2"
}

# What is about the files of a build is said of the one that is shipped.
only_release() {
  if [ "$BUILD" != "$SOURCE/build" ]; then
    echo "ok $1 # SKIP only the Release build is looked at"
    exit 0
  fi
}

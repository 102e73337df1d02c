# packaging/common.sh - what setup, run and test share.  Sourced, not run.
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$top/build
log=$build/setup.log

# Says what failed and what to do about it, and ends.
fail() {
  echo "$(basename "$0"): $1" >&2
  shift
  for line in "$@"; do
    echo "  $line" >&2
  done
  exit 1
}

# Runs a step quietly; when it fails, shows the end of what it said.  The first
# argument is the advice, the second what the step does.
step() {
  local advice=$1 what=$2
  shift 2
  echo "== $what"
  if ! "$@" >"$log" 2>&1; then
    tail -n 25 "$log" >&2
    fail "$what failed" "$advice" "The whole output is in $log."
  fi
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

can_install() {
  command -v apt-get >/dev/null &&
    { [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; }
}

install_packages() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get \
    -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 "$@"
}

# Those of the given packages that are not installed, as far as one can know.
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null |
      grep -q ' installed$' || echo "$package"
  done
}

# Installs what is missing of packages that something optional is built with;
# goes on without them where that is not possible, and says so.
want_packages() {
  local what=$1 missing
  shift
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  echo "== installing ${missing[*]}"
  { can_install && install_packages update &&
    install_packages install -y --no-install-recommends "${missing[@]}"; } \
    >"$log" 2>&1 ||
    echo "   not possible here ($log): $what is left out"
}

# Installs those of the given packages that are missing.
need_packages() {
  local missing
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  can_install ||
    fail "these packages are missing and cannot be installed: ${missing[*]}" \
      "Run this as root or with sudo at hand, or install what they hold."
  step "Is the network there, and are the apt sources of this machine right?" \
    "apt-get update" install_packages update
  step "Try: apt-get install ${missing[*]}" "installing ${missing[*]}" \
    install_packages install -y --no-install-recommends "${missing[@]}"
}

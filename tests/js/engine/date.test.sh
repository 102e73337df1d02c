# Dates as on Node 20, in zones with and without summer time.  Files dates/*.txt
# are what Node printed; `UPDATE=1 tests/run date` writes them with node again.
set -u
. "$SOURCE/tests/arch/common.sh"
cd "$SOURCE/tests/js/engine/dates" || exit 1

for run in parse:UTC parse:America/New_York local:UTC local:America/New_York \
  changes:Europe/Berlin changes:Australia/Lord_Howe changes:UTC \
  local:Europe/Berlin local:Asia/Kolkata local:Australia/Lord_Howe; do
  script=${run%%:*}
  zone=${run#*:}
  expected=$script-${zone##*/}.txt
  [ -z "${UPDATE-}" ] || TZ=$zone node "$script.js" >"$expected"
  out=$(TZ=$zone "$DRUPE" "$script.js" 2>&1 | diff - "$expected")
  claim "$script in $zone is as on Node" $? "$out"
done

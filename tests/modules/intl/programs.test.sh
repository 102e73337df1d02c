# Each program prints what it prints on Node 20: NAME.txt was recorded there.
# Where ICU's data changed between its version and ours nothing is asked.
set -u
. "$SOURCE/tests/modules/intl/common.sh"
. "$SOURCE/tests/programs.sh"
cd "$SOURCE/tests/modules/intl/programs" || exit 1
programs *.js

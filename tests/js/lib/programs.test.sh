# Each program prints what it prints on Node 20: NAME.txt was recorded there.
set -u
. "$SOURCE/tests/programs.sh"
cd "$SOURCE/tests/js/lib/programs" || exit 1
programs *.js

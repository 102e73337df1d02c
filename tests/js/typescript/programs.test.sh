# Each program prints what it prints when TypeScript's own transpileModule has
# translated it and Node 20 runs it: NAME.txt was recorded so (./update).
set -u
. "$SOURCE/tests/programs.sh"
cd "$SOURCE/tests/js/typescript/programs" || exit 1
programs *.ts *.mts *.cts

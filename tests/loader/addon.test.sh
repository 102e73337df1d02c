# Runs addon_test.js's fixtures by name, and files that change or are cut.
set -u
. "$SOURCE/tests/arch/common.sh"
fixtures=$BUILD/tests/fixtures
export DRUPE_MODULE_PATH=$TMPDIR/modules
mkdir -p "$DRUPE_MODULE_PATH"

cp "$fixtures/plus.so" "$fixtures/newer.so" "$DRUPE_MODULE_PATH"
out=$("$DRUPE" -p 'require("plus").add(1, 2)' 2>&1)
claim 'a module is found by name' "$([ "$out" = 3 ]; echo $?)" "$out"

out=$("$DRUPE" --modules)
grep -qE "^plus +1\.2\.3 +1\.0 +$DRUPE_MODULE_PATH/plus\.so$" <<<"$out"
claim '--modules tells name, version, ABI and file' $? "$out"
grep -q 'newer.*refused: built for ABI 1.7, this drupe has 1.0' <<<"$out"
claim '--modules tells what would be refused' $? "$out"

head -c 5000 "$fixtures/plus.so" >"$TMPDIR/cut.so"
out=$("$DRUPE" -e "require('$TMPDIR/cut.so')" 2>&1)
grep -q 'cut.so: damaged: the file is cut short' <<<"$out"
claim 'a file that is cut short is refused' $? "$out"
echo hello >"$TMPDIR/text.so"
out=$("$DRUPE" -e "require('$TMPDIR/text.so')" 2>&1)
grep -q 'text.so: not a shared object' <<<"$out"
claim 'a text is refused' $? "$out"

# A package's folder is asked before the module path.
mkdir -p "$TMPDIR/node_modules/plus"
echo 'exports.add = () => "package"' >"$TMPDIR/node_modules/plus/index.js"
out=$(cd "$TMPDIR" && "$DRUPE" -p 'require("plus").add(1, 2)' 2>&1)
claim 'a package comes before the module path' \
  "$([ "$out" = package ]; echo $?)" "$out"


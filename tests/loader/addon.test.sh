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
grep -q 'newer.*refused: built for ABI 1.7, this drupe has 1.1' <<<"$out"
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


# A path that is still mapped gives the old code to dlopen: every build of a
# module runs from a path of its own.
cp "$fixtures/pinned_one.so" "$TMPDIR/pinned.so"
cat >"$TMPDIR/twice.js" <<'JS'
const file = './pinned.so';
const waiting = setInterval(() => {}, 1000);

console.log(require(file).which());
process.modules.unload('pinned');
process.once('SIGUSR2', () => {
  console.log(require(file).which());
  clearInterval(waiting);
});
console.log('ready');
JS
mkfifo "$TMPDIR/said"
"$DRUPE" "$TMPDIR/twice.js" >"$TMPDIR/said" 2>&1 &
exec 3<"$TMPDIR/said"
read -r first <&3
read -r _ <&3
cp "$fixtures/pinned_two.so" "$TMPDIR/new.so"
mv "$TMPDIR/new.so" "$TMPDIR/pinned.so"
kill -USR2 $!
read -r second <&3
wait $!
exec 3<&-
claim 'a new build at a path still mapped runs its own code' \
  "$([ "$first $second" = '1 2' ]; echo $?)" "$first $second"

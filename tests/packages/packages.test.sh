# tests/packages - npm packages, unchanged: every file of a package's entry
# parses and lowers, and a program that uses it prints what it prints on node.
#
# packaging/packages installs them.
. "$SOURCE/tests/arch/common.sh"
only_release "tests/packages"
folder=$BUILD/packages
if [ ! -d "$folder/node_modules" ] || ! command -v node >/dev/null; then
  echo "ok npm packages # SKIP packaging/packages has not run, or no node"
  exit 0
fi
rm -rf "$folder/programs"
cp -r "$SOURCE/tests/packages/programs" "$SOURCE/tests/packages/standins.js" \
  "$folder/"
export TZ=Europe/Berlin NO_COLOR=1

# entry NAME: the file that a require or an import of the package reaches.
entry() {
  node -e "
    const { createRequire } = require('module');
    const at = '$folder/programs/x.js';
    try {
      console.log(createRequire(at).resolve('$1'));
    } catch {
      const p = require('$folder/node_modules/$1/package.json');
      const pick = (e) => (typeof e === 'string' ? e :
        pick(e.node || e.import || e.default || e['.']));
      console.log('$folder/node_modules/$1/' +
        (p.exports ? pick(p.exports) : p.module || p.main || 'index.js'));
    }"
}

# program NAME [OPTION ...]: what the program prints under drupe.
program() {
  local name=$1
  shift
  (cd "$folder/programs" && timeout 60 "$DRUPE" "$@" "$name" 2>&1)
}

# The program prints what it prints on node; where it needs a core module that
# is not there yet, with npm packages in its place (which imports do not see).
runs() {
  local name=$1 want got how="prints what it prints on node"
  want=$(cd "$folder/programs" && timeout 60 node "$name" 2>&1)
  got=$(program "$name")
  if grep -q "Node.js has it, drupe" <<<"$got"; then
    if [[ $name == *.mjs ]]; then
      echo "ok $name # SKIP $(grep -m 1 'Node.js has it, drupe' <<<"$got")"
      return
    fi
    got=$(program "$name" -r "$folder/standins.js")
    how="$how, with stand-ins for core modules"
  fi
  claim "$name $how" "$([ "$got" = "$want" ]; echo $?)" \
    "$(diff <(echo "$want") <(echo "$got") | head -n 20)"
}

for name in $(node -p "Object.keys(require('$SOURCE/tests/packages/packages.json')
  .dependencies).join('\n')"); do
  file=$(entry "$name")
  said=$("$DRUPE" --lower "$file" 2>&1 >/dev/null)
  claim "the entry of $name is lowered" $? "$file: $said"
done
for program in "$folder"/programs/*; do
  runs "$(basename "$program")"
done

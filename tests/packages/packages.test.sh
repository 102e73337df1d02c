# tests/packages - npm packages, unchanged: every file of a package's entry
# parses and lowers, and a program that uses it prints what it prints on node.
#
# packaging/packages installs them.  A package that needs a core module which
# is not there yet is skipped and says so.
. "$SOURCE/tests/arch/common.sh"
only_release "tests/packages"
folder=$BUILD/packages
if [ ! -d "$folder/node_modules" ] || ! command -v node >/dev/null; then
  echo "ok npm packages # SKIP packaging/packages has not run, or no node"
  exit 0
fi
rm -rf "$folder/programs"
cp -r "$SOURCE/tests/packages/programs" "$folder/"
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

# The last lines of what a program says to stderr, for a report.
runs() {
  local name=$1 want got
  want=$(cd "$folder/programs" && timeout 60 node "$name" 2>&1)
  got=$(cd "$folder/programs" && timeout 60 "$DRUPE" "$name" 2>&1)
  if [ "$got" = "$want" ]; then
    echo "ok $name prints what it prints on node"
  elif grep -q "Node.js has it, drupe" <<<"$got"; then
    echo "ok $name # SKIP $(grep -m 1 'Node.js has it, drupe' <<<"$got")"
  else
    echo "not ok $name prints what it prints on node"
    diff <(printf '%s\n' "$want") <(printf '%s\n' "$got") | head -n 20 |
      sed 's/^/# /'
  fi
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

# Internal modules: there for the tests of drupe itself, and for nobody else.
set -u
. "$SOURCE/tests/arch/common.sh"

out=$("$DRUPE" -e "require('internal/test_host')" 2>&1)
grep -q "Cannot find module 'internal/test_host'" <<<"$out"
claim 'a program has no internal modules' $? "$out"

cat >"$TMPDIR/host.js" <<'JS'
const { evalScript, gc } = require('internal/test_host');
evalScript('var fromScript = 1; function made() { return fromScript; }');
gc();
console.log(fromScript, made(), evalScript('fromScript + 1'));
try { evalScript('var ='); } catch (e) { console.log(e.name); }
JS
out=$("$DRUPE" --expose-internals "$TMPDIR/host.js" 2>&1)
claim 'with --expose-internals it runs scripts in the global scope' \
  "$([ "$out" = $'1 1 2\nSyntaxError' ]; echo $?)" "$out"

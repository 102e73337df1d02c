# The command line as a user sees it: what runs, what is printed, exit codes.
set -u
cd "$TMPDIR" || exit 1

# is NAME WANTED-STATUS WANTED-OUTPUT COMMAND...: stdout and stderr together.
is() {
  local name=$1 status=$2 wanted=$3 out rc
  shift 3
  out=$("$@" 2>&1)
  rc=$?
  if [ "$rc" = "$status" ] && [ "$out" = "$wanted" ]; then
    echo "ok $name"
  else
    echo "not ok $name"
    printf 'status %s, wanted %s\n%s\n' "$rc" "$status" "$out" | sed 's/^/# /'
  fi
}

cat >args.js <<'JS'
console.log(process.argv.slice(2).join(), process.execArgv.join(),
            process.argv[1] === __filename);
JS
printf '#!/usr/bin/env drupe\nconsole.log("shebang")\n' >script
printf 'console.log(require.main === module, __dirname === process.cwd())' >m.js
echo 'let x = ;' >bad.js
echo 'exports.loaded = globalThis.pre = 1' >pre.js
echo 'process.exitCode = 3' >code.js
echo 'process.kill(process.pid, "SIGTERM"); setTimeout(() => {}, 1000)' >die.js

is 'arguments behind the script are its own' 0 'a,--b,-e --no-warnings true' \
  "$DRUPE" --no-warnings args.js a --b -e
is '-- ends the options' 0 'x  true' "$DRUPE" -- args.js x
is 'a name without extension is found' 0 '  false' "$DRUPE" ./args
is '#! scripts run' 0 shebang "$DRUPE" script
is 'main module and folder' 0 'true true' "$DRUPE" m.js
is '-e runs code' 0 '1 a' "$DRUPE" -e 'console.log(process.argv.length, "a")'
is '-e sees require, module and names' 0 'function [eval] .' "$DRUPE" -e \
  'console.log(typeof require, __filename + " " + __dirname)'
is '-e passes arguments' 0 'x,y' \
  "$DRUPE" -e 'console.log(process.argv.slice(1).join())' x y
is '-p prints the value' 0 "{ a: [ 1, 'x' ] }" "$DRUPE" -p '({a:[1,"x"]})'
is '-p prints strings as they are' 0 text "$DRUPE" -p '"text"'
is '-p prints undefined' 0 undefined "$DRUPE" -p 'undefined'
is '-pe is -p -e' 0 3 "$DRUPE" -pe '1+2'
is '--print=CODE' 0 3 "$DRUPE" --print=1+2
is 'the script on standard input' 0 'in 1' \
  sh -c "echo 'console.log(\"in\", process.argv.length)' | '$DRUPE'"
is '- is standard input, with arguments' 0 'a' \
  sh -c "echo 'console.log(process.argv[2])' | '$DRUPE' - a"
is '-r runs first' 0 1 "$DRUPE" -r ./pre.js -p pre
is '-r of what is not there fails' 1 "Cannot find module './nope'" \
  sh -c "'$DRUPE' -r ./nope -e 0 2>&1 | grep -o 'Cannot find.*'; exit 1"
is '-c is silent about good code' 0 '' "$DRUPE" -c args.js
is '-c tells a syntax error' 1 "$PWD/bad.js:1
let x = ;
        ^

SyntaxError: Unexpected token ';'" \
  sh -c "'$DRUPE' -c bad.js 2>&1 | head -5; exit 1"
is '-c runs nothing' 0 '' "$DRUPE" -c m.js
is '--version' 0 "$("$DRUPE" -p process.version)" "$DRUPE" --version
is '-v' 0 "$("$DRUPE" --version)" "$DRUPE" -v
is 'unknown option' 9 'drupe: bad option: --nope' "$DRUPE" --nope
is '-e wants code' 9 'drupe: -e requires an argument' "$DRUPE" -e
is 'no interactive mode' 9 \
  'drupe: --interactive: drupe has no interactive mode yet' "$DRUPE" -i
is 'no such script' 1 "Cannot find module '$PWD/nope.js' {" \
  sh -c "'$DRUPE' nope.js 2>&1 | grep -o 'Cannot find.*'; exit 1"
is 'process.exitCode' 3 '' "$DRUPE" code.js
is 'a signal ends it as a signal' 143 '' sh -c "'$DRUPE' die.js 2>/dev/null"
is '--conditions' 0 'true' "$DRUPE" -C custom -p true
is 'NODE_PATH' 0 1 env NODE_PATH="$PWD" "$DRUPE" -p 'require("pre").loaded'
"$DRUPE" --help | grep -q -- '--eval=CODE' && echo 'ok --help' ||
  echo 'not ok --help'
out=$("$DRUPE" --lower args.js) && [ -n "$out" ] && echo 'ok --lower' ||
  echo 'not ok --lower'

out=$("$DRUPE" -e 'var x = 1; function f() {}
  (0, eval)("var y = 1"); console.log(delete x, delete f, delete y)')
if [ "$out" = 'false false true' ]; then
  echo 'ok what a script declares cannot be deleted'
else
  echo "not ok what a script declares cannot be deleted: $out"
fi

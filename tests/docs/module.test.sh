# docs/writing-a-module.md: its code compiles without a warning against the
# headers alone, links nothing but libc, loads, and prints what the page says.
#
# A block of C that begins with the comment NAME.c is a module, one of
# JavaScript that begins with the comment NAME.js a script, and the block of
# text after that what it prints.
. "$SOURCE/tests/arch/common.sh"
cd "$TMPDIR" || exit 1
awk '
  /^```/ && kind == "" {
    kind = substr($0, 4); first = 1
    if (kind == "text") file = script ".want"
    next
  }
  /^```/ { kind = ""; file = ""; next }
  kind == "c" && first { file = $2 }
  kind == "js" && first { file = $2; script = $2 }
  { first = 0; if (file != "") print > file }
' "$SOURCE/docs/writing-a-module.md"

lines=$(wc -l <counter.c)
claim "the first module has 30 lines" "$([ "$lines" -le 30 ]; echo $?)" "$lines"
for module in *.c; do
  name=${module%.c}
  cc -shared -fPIC -fvisibility=hidden -std=c11 -Wall -Wextra -Wpedantic \
    -Werror -I "$BUILD/include" "$module" -o "$name.so" >log 2>&1
  claim "$module compiles" $? "$(cat log)"
  none "$name.so needs libc only" \
    "$(readelf -d "$name.so" | grep NEEDED | grep -v 'libc\.so')"
done
for script in *.js; do
  "$DRUPE" "$script" >said 2>&1
  cmp -s said "$script.want"
  claim "$script prints what the page says" $? "$(diff "$script.want" said)"
done

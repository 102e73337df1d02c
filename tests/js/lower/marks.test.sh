# What a syntax error shows under its line: the whole token, as Node does.
set -u

# claim TEXT MARKS: the line under the source line.
claim() {
  local got
  printf '%s\n' "$1" >"$TMPDIR/marks.js"
  got=$("$DRUPE" "$TMPDIR/marks.js" 2>&1 | sed -n 3p)
  if [ "$got" = "$2" ]; then
    echo "ok $1"
  else
    echo "not ok $1: '$got'"
  fi
}

claim 'foo bar baz' '    ^^^'
claim 'const one = two three;' '                ^^^^^'
claim 'let let = 1' '    ^^^'
claim 'foo(' ''
claim '"abc' '^^^^'
claim 'a "b\"c" d' '  ^^^^^^'
claim 'a ?? b || c' '       ^^'
claim 'var é ñañ' '      ^^^'
claim '	a => {} b' '	        ^'
claim '[1 2]' '   ^'
claim 'super()' '^^^^^'
claim 'class { }' '      ^'
claim '({ a: 1, b: 2 c: 3 })' '              ^'
claim 'foo(1, 2' '       ^'
claim 'f(1 2)' '  ^'
claim 'var 1a = 2;' '    ^'
claim 'x = 0777n' '    ^^^^'
claim '1__0' '  ^'
claim '`abc ${a.b' '       ^^^'
claim 'x = /a(/gi' '    ^^^^^^'
claim 'x = /a/gg' '    ^'
claim '({a=1})' '  ^^^'
claim 'a?.b = 1' '^^^^'
claim 'a?.`x`' '   ^^^'
claim 'class A { m() { this.#z } }' '                    ^'
claim '"\u{110000}"' ' ^^^^^^^^^'
claim '"\xg"' ' ^^^^'
claim 'try {}' '     ^'
claim 'for (let x, y of z);' '         ^^^^'
claim '-1 ** 2' '^^^^^'
claim 'let {a};' '    ^^^'
claim '({ set a() {} })' '        ^^'
claim '[...a, b] = c' ' ^^^^'
claim 'var a\u{2F} = 1' '    ^^^^^^^'
claim 'import()' '      ^'
claim '1 + a => 2' '  ^^'

# A long line is shown whole; marks end after 1020 characters.
long=$(printf '1+%.0s' {1..600})
printf 'x = %s1;null.y;%s1\n' "$long" "$long" >"$TMPDIR/long.js"
"$DRUPE" "$TMPDIR/long.js" >"$TMPDIR/long.txt" 2>&1
if [ "$(sed -n 2p "$TMPDIR/long.txt")" = "$(cat "$TMPDIR/long.js")" ] &&
  [ "$(sed -n '3s/ //gp' "$TMPDIR/long.txt")" = '' ] &&
  [ "$(sed -n 3p "$TMPDIR/long.txt" | wc -c)" -eq 1021 ]; then
  echo 'ok a long line'
else
  echo 'not ok a long line'
fi

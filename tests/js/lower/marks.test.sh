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

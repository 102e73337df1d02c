# Files that are too deep or too long: types of TypeScript, exports, imports.
set -u
export DRUPE_COMPILE_CACHE=0

repeat() { # TEXT COUNT
  printf "%${2}s" '' | sed "s/ /$1/g"
}

# claim NAME FILE WANTED [LOOSE]: what it prints; LOOSE: or a refusal.
claim() {
  local out
  out=$("$DRUPE" "$2" 2>&1) || out=$(printf '%s' "$out" |
    grep -oE '^(SyntaxError|RangeError): ' || printf '%s' "$out" | tail -3)
  if [ "$out" = "$3" ] || { [ $# -gt 3 ] && [[ $out == *Error:\  ]]; }; then
    echo "ok $1"
  else
    echo "not ok $1"
    printf '%s\n' "$out" | cut -c 1-200 | sed 's/^/# /'
  fi
}

types() { # NAME OPEN MIDDLE CLOSE
  local file=$TMPDIR/types.ts n
  for n in 100 100000; do
    printf 'let x: %s%s%s = 1;console.log(x)' \
      "$(repeat "$2" $n)" "$3" "$(repeat "$4" $n)" >"$file"
    if [ $n = 100 ]; then
      claim "$n $1" "$file" 1
    else
      claim "$n $1" "$file" 1 loose
    fi
  done
}

types 'generic types' 'A<' B '>'
types 'types in parentheses' '(' B ')'
types 'function types' '(a:' B ')=>void'
types 'object types' '{a:' B '}'
types 'tuple types' '[' B ']'
types 'array types' '' B '[]'
types 'conditional types' 'A extends B ? C : ' B ''
types 'union types' 'A | ' B ''

for n in 5000 100000; do
  seq "$n" | sed 's/.*/export const a&=&;/' >"$TMPDIR/exports.mjs"
  echo 'console.log(a9)' >>"$TMPDIR/exports.mjs"
  {
    echo 'import {'
    seq "$n" | sed 's/.*/join as a&,/'
    echo '} from "path";console.log(typeof a9)'
  } >"$TMPDIR/imports.mjs"
  loose=()
  [ "$n" = 5000 ] || loose=(loose)
  claim "$n exports" "$TMPDIR/exports.mjs" 9 "${loose[@]}"
  claim "$n imports" "$TMPDIR/imports.mjs" function "${loose[@]}"
done

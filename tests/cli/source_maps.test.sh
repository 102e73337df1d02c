# --enable-source-maps: traces and excerpts show the source of a generated file,
# whose map is in its last comment or in a file beside it.
set -u
cd "$TMPDIR" || exit 1

# in.ts as TypeScript 5.6 translates it.
cat >source.ts <<'END'
interface A { x: number }

function boom(a: A): never {
  throw new Error(`bad ${a.x}`);
}
boom({ x: 5 });
END
cat >generated.js <<'END'
function boom(a) {
    throw new Error(`bad ${a.x}`);
}
boom({ x: 5 });
END
mappings='AAEA,SAAS,IAAI,CAAC,CAAI,EAChB,MAAM,IAAI,KAAK,CAAC,OAAO,CAAC,CAAC,CAAC,EAAE,CAAC,CAAC,AAChC,CAAC'
mappings='AAEA,SAAS,IAAI,CAAC,CAAI;IAChB,MAAM,IAAI,KAAK,CAAC,OAAO,CAAC,CAAC,CAAC,EAAE,CAAC,CAAC;AAChC,CAAC;AACD,IAAI,CAAC,EAAE,CAAC,EAAE,CAAC,EAAE,CAAC,CAAC'
content=$(sed 's/\\/\\\\/g; s/"/\\"/g; s/$/\\n/' source.ts | tr -d '\n')
map="{\"version\":3,\"sources\":[\"./source.ts\"],\"sourceRoot\":\"\",\
\"mappings\":\"$mappings\",\"sourcesContent\":[\"$content\"]}"

claim() {
  if [ "$2" = "$3" ]; then
    echo "ok $1"
  else
    echo "not ok $1"
    diff <(echo "$2") <(echo "$3") | sed 's/^/# /'
  fi
}

expected="$TMPDIR/source.ts:4
  throw new Error(\`bad \${a.x}\`);
  ^

Error: bad 5
    at boom ($TMPDIR/source.ts:4:9)
    at Object.<anonymous> ($TMPDIR/source.ts:6:1)"

{ cat generated.js; echo -n '//# sourceMappingURL=data:application/json;base64,'
  printf '%s' "$map" | base64 -w0; } >inline.js
claim "a map in the file" \
  "$("$DRUPE" --enable-source-maps inline.js 2>&1 | head -n 7)" "$expected"

{ cat generated.js; echo '//# sourceMappingURL=beside.js.map'; } >beside.js
printf '%s' "$map" >beside.js.map
claim "a map beside the file" \
  "$("$DRUPE" --enable-source-maps beside.js 2>&1 | head -n 7)" "$expected"

claim "not without the option" \
  "$("$DRUPE" inline.js 2>&1 | head -n 1)" "$TMPDIR/inline.js:2"

for bad in '' '{' '{"mappings":"!!!","sources":["a"]}' '{"mappings":";A"}' \
  '[]' '{"mappings":"AAgggggggggggggggggA","sources":["a"]}' \
  '{"mappings":"AAAA;A/////A","sources":[1]}'; do
  printf '%s' "$bad" >beside.js.map
  claim "a damaged map is as none: $bad" \
    "$("$DRUPE" --enable-source-maps beside.js 2>&1 | head -n 1)" \
    "$TMPDIR/beside.js:2"
done
rm beside.js.map
claim "a map that is not there is as none" \
  "$("$DRUPE" --enable-source-maps beside.js 2>&1 | head -n 1)" \
  "$TMPDIR/beside.js:2"

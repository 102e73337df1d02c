# Rule 1 and the direction of dependencies, seen by the compiler: the headers
# that each object of the build was made from, directly or not.
#
#   abi <- js <- kernel <- loader      modules -> abi
#
# kernel/main.c is the program: it puts the layers together and sees them all.
. "$SOURCE/tests/arch/common.sh"
only_release "the includes"

# LAYER HEADER-OR-SOURCE, one line for each file an object was made from.
made_from() {
  ninja -C "$BUILD" -t deps | awk -v top="$SOURCE/" -v build="$BUILD/" '
    /^[^ ]/ { first = 1; next }
    NF == 0 { next }
    {
      path = $1
      if (path !~ /^\//) path = build path
      # What the build shows as its own includes are the headers of abi/.
      sub("^" build "include/drupe(\\.h|/)", top "abi/", path)
      gsub(/\/\.\//, "/", path)
      while (sub(/\/[^\/]+\/\.\.\//, "/", path)) {}
      if (first) { layer = path; sub("^" top, "", layer); first = 0 }
      print layer, path
    }'
}

all=$TMPDIR/all
made_from | sort -u >"$all"
claim "the build has recorded what it was made from" \
  "$([ -s "$all" ]; echo $?)"

# breaks SOURCES HEADERS [BUT]: lines whose source and header match.
breaks() {
  awk -v sources="$1" -v headers="$2" -v but="${3:-^$}" -v top="$SOURCE/" '
    { header = $2; sub("^" top, "", header) }
    $1 ~ sources && header ~ headers && $1 !~ but && header !~ but' "$all" |
    head -n 20
}

engine='duk[^/]*\.h$|src-separate/'
none "js sees neither kernel, loader, modules nor libuv" \
  "$(breaks '^js/' '^(kernel|loader|modules)/|/uv\.h$')"
none "js/syntax sees no engine" "$(breaks '^js/syntax/' "$engine|^js/engine/")"
none "js/regexp sees no engine and no syntax" \
  "$(breaks '^js/regexp/' "$engine|^js/(engine|syntax)/")"
none "js/engine does not see js/lib" "$(breaks '^js/engine/' '^js/lib/')"
none "the kernel sees neither loader nor modules" \
  "$(breaks '^kernel/' '^(loader|modules)/' '^kernel/main\.c$')"
none "the loader sees no module" "$(breaks '^loader/' '^modules/')"
none "no module sees the engine" "$(breaks '^modules/' "$engine")"
none "no module sees js, kernel or loader" \
  "$(breaks '^modules/' '^(js|kernel|loader)/')"
none "only the faces of the operating system see libuv" \
  "$(breaks '^modules/' '/include/uv\.h$|/uv/' \
     '^modules/(net|fs|process|dns|tty|tls)/')"
none "no fixture sees more than a stranger's plugin" \
  "$(breaks '^tests/fixtures/' "$engine|^(js|kernel|loader|modules)/")"
none "no module sees another's files" \
  "$(awk -v top="$SOURCE/" '$1 ~ /^modules\// {
       split($1, own, "/"); header = $2; sub("^" top, "", header)
       if (header ~ /^modules\// && index(header, "modules/" own[2] "/") != 1)
         print }' "$all" | head -n 20)"
none "abi/ includes the C library and itself" \
  "$(grep -HoE '^ *# *include *[<"][^>"]+[>"]' "$SOURCE"/abi/*.h |
     grep -vE '<(std[a-z]+|string|limits|inttypes|errno)\.h>|"[a-z]+\.h"|<(uv|drupe(/[a-z]+)?)\.h>')"
none "of abi/, only libuv.h includes uv.h" \
  "$(grep -lE 'include *<uv\.h>' "$SOURCE"/abi/*.h | grep -v '/libuv\.h$')"

# Rules 1, 2 and 3, seen from the built modules: what a module .so asks of its
# host and what it shows.
. "$SOURCE/tests/arch/common.sh"
only_release "the built modules"

# The faces of the operating system: these may use libuv, the two of TLS
# OpenSSL too.  libuv's symbols come with the host, which links it.
faces='net|fs|process|dns|tty|tls'

foreign_symbols() {
  local name=$1 allowed='@GLIBC_'
  [[ ! $name =~ ^($faces)$ ]] || allowed="$allowed|^uv_"
  [[ ! $name =~ ^(tls|crypto)$ ]] || allowed="$allowed|@OPENSSL_"
  [[ ! $name =~ ^http$ ]] || allowed="$allowed|^llhttp_"
  [[ ! $name =~ ^ffi$ ]] || allowed="$allowed|^ffi_"
  [[ ! $name =~ ^intl$ ]] || allowed="$allowed|^u[a-z]*_.*_[0-9]+$"
  nm -D --undefined-only "$2" | awk '$1 != "w" { print $2 }' |
    grep -vE "$allowed"
}

foreign_libraries() {
  local name=$1 allowed='libc\.so|libm\.so|ld-linux'
  [[ ! $name =~ ^($faces)$ ]] || allowed="$allowed|libuv\.so"
  [[ ! $name =~ ^(tls|crypto)$ ]] || allowed="$allowed|lib(ssl|crypto)\.so"
  [[ ! $name =~ ^http$ ]] || allowed="$allowed|libllhttp\.so"
  [[ ! $name =~ ^ffi$ ]] || allowed="$allowed|libffi\.so"
  [[ ! $name =~ ^intl$ ]] || allowed="$allowed|libicu(uc|i18n|data)\.so"
  readelf -d "$2" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | grep -vE "$allowed"
}

count=0
for module in "$BUILD"/lib/drupe/modules/*.so; do
  [ -e "$module" ] || continue
  name=$(basename "$module" .so)
  count=$((count + 1))
  none "$name.so has no symbol of the engine" \
    "$(nm -D "$module" | grep -i duk_)"
  none "$name.so needs only symbols it may have" \
    "$(foreign_symbols "$name" "$module")"
  none "$name.so links only libraries it may have" \
    "$(foreign_libraries "$name" "$module")"
  # To find functions at run time is what ffi is for.
  [ "$name" = ffi ] || none "$name.so does not look for symbols at run time" \
    "$(nm -D "$module" | grep -E ' U (dlsym|dlopen|dlvsym)(@|$)')"
  none "$name.so shows drupe_module_v1 and nothing else" \
    "$(nm -D --defined-only "$module" | awk '{ print $3 }' |
       grep -vx drupe_module_v1)"
done
claim "there are built-in modules to look at" "$([ $count -gt 0 ]; echo $?)"

# The other half of rule 2: the host shows nothing that could be found.
none "drupe shows no symbol to modules" \
  "$(nm -D --defined-only "$DRUPE" | awk '$2 ~ /[TDBRVW]/ { print $3 }' |
     grep -vE '^(_init|_fini|_IO_stdin_used|stdout|stderr|stdin|environ)' |
     grep -v '@GLIBC')"

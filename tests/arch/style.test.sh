# What of the house style a machine can see in the C and the JavaScript that is
# ours.  Tests may hold what they test, so there only C counts.
. "$SOURCE/tests/arch/common.sh"
only_release "the style of the sources"
cd "$SOURCE" || exit 1
mapfile -t files < <(find abi js kernel loader modules -name '*.[ch]' -o \
  -name '*.js'; find tests -name '*.[ch]')

none "no line is longer than 80 columns" \
  "$(LC_ALL=C.UTF-8 awk 'length($0) > 80 { print FILENAME ":" FNR }' \
     "${files[@]}" | head -n 20)"
none "no line has a tab or ends with a space" \
  "$(grep -nE $'\t|[ \r]$' "${files[@]}" | cut -c 1-100 | head -n 20)"
none "no file leaves work for later" \
  "$(grep -nE '\b(TODO|FIXME|XXX|HACK)\b' "${files[@]}" | head -n 20)"
none "each file of C says first what it is for" \
  "$(for file in "${files[@]}"; do
       [[ $file == *.js ]] || head -c 2 "$file" | grep -q '/\*' ||
         echo "$file"
     done)"

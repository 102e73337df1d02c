# docs/modules/ffi.md: every test that its tables name is there.
. "$SOURCE/tests/arch/common.sh"
missing=$(grep -o '`[a-z]*_test.js`: [^|]*' "$SOURCE/docs/modules/ffi.md" |
  sed 's/^`//; s/`: /:/; s/ *$//' | while IFS=: read -r file name; do
    grep -qF "test('$name'" "$SOURCE/tests/modules/ffi/$file" ||
      echo "$file: $name"
  done)
none "every test that the tables name is there" "$missing"

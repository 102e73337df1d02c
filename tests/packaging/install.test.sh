# What `cmake --install` puts on a machine, and that the tree works wherever it
# is moved.
. "$SOURCE/tests/arch/common.sh"
only_release "the installed tree"
unset LD_PRELOAD # the programs here are not of the build
root=$TMPDIR/root
cmake --install "$BUILD" --prefix "$root" >"$TMPDIR/log" 2>&1
claim "it installs" $? "$(cat "$TMPDIR/log")"

headers=$(cd "$SOURCE/abi" && ls ./*.h)
[ "$headers" = "$(cd "$root/include/drupe" && ls ./*.h)" ]
claim "include/drupe/ has the headers of abi/" $?
modules=$(cd "$BUILD/lib/drupe/modules" && ls ./*.so)
[ "$modules" = "$(cd "$root/lib/drupe/modules" && ls ./*.so)" ]
claim "lib/drupe/modules/ has the modules" $?

mv "$root" "$TMPDIR/moved"
root=$TMPDIR/moved
cd "$TMPDIR" || exit 1
said=$("$root/bin/drupe" -p 'typeof require("http").createServer' 2>&1)
claim "moved, it finds its modules" "$([ "$said" = function ]; echo $?)" "$said"

# The .pc file is looked up where it was made for, so only its flags are taken.
cat >"$TMPDIR/plugin.c" <<'C'
#include <drupe.h>
#include <drupe/value.h>
#include <error.h>
int main(void) { error(0, 0, "%u", DRUPE_ABI_MAJOR); return 0; }
C
flags=$(PKG_CONFIG_PATH=$root/lib/pkgconfig:$(echo "$root"/lib/*/pkgconfig) \
  pkg-config --define-variable=prefix="$root" --cflags drupe)
claim "pkg-config knows drupe" $?
cc $flags -Wall -Wextra -Wpedantic -Werror -std=c11 -D_GNU_SOURCE \
  "$TMPDIR/plugin.c" -o "$TMPDIR/plugin" 2>"$TMPDIR/log"
claim "its headers compile, and leave <error.h> to the C library" $? \
  "$(cat "$TMPDIR/log")"

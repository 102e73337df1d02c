# What the tests of intl begin with: where the module was not built, for want
# of ICU, they are skipped.
if [ ! -e "$BUILD/lib/drupe/modules/intl.so" ]; then
  echo "ok intl # skip: built without ICU"
  exit 0
fi

# Without the module Intl speaks English and says so; one that cannot be loaded
# is as good as none, and a warning tells.
. "$SOURCE/tests/arch/common.sh"
cd "$TMPDIR" || exit 1
mkdir -p bin lib/drupe/modules
cp "$DRUPE" bin/drupe
cat >asked.js <<'JS'
console.log((1234.5).toLocaleString('de'), 'i'.toLocaleUpperCase('tr'),
  new Intl.NumberFormat('de').resolvedOptions().locale,
  Intl.Collator.supportedLocalesOf(['de', 'en-GB', 'en']).join(),
  new Intl.PluralRules('ru').select(3),
  new Intl.DateTimeFormat('en', { calendar: 'hebrew' })
    .resolvedOptions().calendar);
JS
expected="1,234.5 I en-US en-GB,en other gregory"
says() {
  bin/drupe asked.js >out 2>err
  [ "$(cat out)" = "$expected" ]
}
says
claim "without the module other locales fall back" $? "$(cat out err)"
none "and nothing is said of it" "$(cat err)"
LC_ALL=de_DE.UTF-8 bin/drupe -p '(0.5).toLocaleString()' >out 2>&1
[ "$(cat out)" = 0.5 ]
claim "a user's language that is not there too" $? "$(cat out)"
echo 'no module' >lib/drupe/modules/intl.so
says
claim "a damaged module is as good as none" $? "$(cat out err)"
grep -q 'Warning: Locales other than English cannot be loaded' err
claim "and a warning tells" $? "$(cat err)"

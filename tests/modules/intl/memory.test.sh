# Formatters come and go: thousands of them, no two alike, leave the memory as
# it was (under the sanitizers with --asan: without a report).
. "$SOURCE/tests/modules/intl/common.sh"
. "$SOURCE/tests/arch/common.sh"
cd "$TMPDIR" || exit 1
cat >flat.js <<'JS'
const locales = ['de', 'fr', 'ja', 'ru', 'ar', 'hi', 'th', 'sv'];
const zones = ['UTC', 'Europe/Berlin', 'Asia/Tokyo', 'America/New_York'];
function some(n) {
  for (let i = 0; i < n; i++) {
    const locale = locales[i % 8];
    const digits = i % 20;
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits })
      .formatToParts(i);
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits })
      .formatRange(i, i + 1);
    const date = new Intl.DateTimeFormat(locale, {
      timeZone: zones[(i >> 3) % 4], hour: 'numeric',
      day: i % 3 === 0 ? 'numeric' : undefined,
      fractionalSecondDigits: 1 + i % 3,
    });
    date.formatToParts(i * 1e7);
    date.formatRange(i * 1e7, i * 2e7);
    new Intl.Collator(locale, {
      numeric: i % 2 === 0, caseFirst: i % 3 === 0 ? 'upper' : 'lower',
      sensitivity: ['base', 'accent', 'case', 'variant'][(i >> 3) % 4],
    }).compare('a' + i, 'A');
    new Intl.PluralRules(locale, { minimumFractionDigits: digits }).select(i);
    new Intl.ListFormat(locale).formatToParts(['a', `${i}`, 'x'.repeat(300)]);
    new Intl.RelativeTimeFormat(locale).formatToParts(i, 'day');
    [...new Intl.Segmenter(locale, { granularity: 'word' })
      .segment(`a b ${i}`)];
    new Intl.DisplayNames(locale, { type: 'region' }).of('DE');
    new Intl.Locale(`${locale}-u-ca-buddhist`).maximize().weekInfo;
    try {
      new Intl.NumberFormat(`x_${i}`);
    } catch {
      // as it should
    }
  }
}
const count = Number(process.argv[2]);
some(count);
const before = process.memoryUsage().rss;
some(count * 2);
const grown = process.memoryUsage().rss - before;
console.log(grown < 3e6 ? 'flat' : `grew by ${grown}`);
JS
count=800 # the first rounds fill caches
[[ $BUILD != *asan* ]] || count=60
"$DRUPE" flat.js $count >out 2>&1
status=$?
if [[ $BUILD == *asan* ]]; then
  claim "formatters are clean" $status "$(tail -n 5 out)"
else
  claim "formatters leave the memory flat" \
    "$([ "$(cat out)" = flat ]; echo $?)" "$(tail -n 5 out)"
fi

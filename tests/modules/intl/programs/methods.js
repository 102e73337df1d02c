// The toLocale* methods with options of every shape: what is remembered must be
// what was asked for.
'use strict';
const d = new Date(0);
const zone = { timeZone: 'UTC' };
[{ minimumFractionDigits: 2 }, { minimumFractionDigits: 3 },
 { get minimumFractionDigits() { return 4; } },
 Object.create({ minimumFractionDigits: 1 }),
 new Proxy({}, {
   get: (target, key) => (key === 'minimumFractionDigits' ? 2 : undefined),
 }), { useGrouping: false }, { useGrouping: 'false' }, { useGrouping: 'min2' },
 [], 5, undefined,
].forEach((options) => {
  console.log((10000).toLocaleString('de', options),
              (10000).toLocaleString('de', options));
});
console.log(
  d.toLocaleDateString('de', { weekday: 'long', timeZone: 'UTC' }),
  d.toLocaleDateString('de', { weekday: 'short', timeZone: 'UTC' }),
  d.toLocaleString('de', { weekday: 'short', timeZone: 'UTC' }),
  d.toLocaleTimeString('fr', zone), d.toLocaleDateString('fr', zone),
  d.toLocaleString('fr', zone));
console.log('iIıİ'.toLocaleUpperCase('tr'), 'iIıİ'.toLocaleLowerCase('tr'),
            'ά'.toLocaleUpperCase('el'), 'ÌÍ'.toLocaleLowerCase('lt'),
            'i'.toLocaleUpperCase(['xx', 'tr']), 'i'.toLocaleUpperCase('en'));
console.log(5n.toLocaleString('ar-EG'),
            [1.5, , null, d].toLocaleString('de', { timeZone: 'UTC' }),
            new Float64Array([1.5, 2]).toLocaleString(
              'de', { minimumFractionDigits: 2 }));
console.log(['b', 'a', 'ch', 'd', 'c'].sort((a, b) => a.localeCompare(b, 'cs'))
  .join(), 'a'.localeCompare('B', 'de', { sensitivity: 'base' }),
            'a'.localeCompare('A', 'de', { sensitivity: 'base' }));
console.log(typeof Intl.NumberFormat.call(
  Object.create(Intl.NumberFormat.prototype), 'de').format);

// Currencies and units, by their English names and signs.
'use strict';

const symbols = {
  USD: '$', EUR: '€', GBP: '£',
  JPY: '¥', INR: '₹', CNY: 'CN¥', KRW: '₩',
  BRL: 'R$', CAD: 'CA$', AUD: 'A$', MXN: 'MX$', NZD: 'NZ$', HKD: 'HK$',
  TWD: 'NT$', ILS: '₪', VND: '₫', XAF: 'FCFA', XOF: 'F CFA', XPF: 'CFPF',
  XCD: 'EC$', PHP: '₱',
};
const narrow = {
  CNY: '¥', CAD: '$', AUD: '$', MXN: '$', NZD: '$', HKD: '$', TWD: '$',
  XCD: '$', RUB: '₽', UAH: '₴',
  TRY: '₺', PLN: 'zł', SEK: 'kr', NOK: 'kr',
  DKK: 'kr', CZK: 'Kč', HUF: 'Ft', NGN: '₦', SGD: '$', ARS: '$', CLP: '$',
  COP: '$', THB: '฿', EGP: 'E£',
  ZAR: 'R', PYG: '₲', CRC: '₡', KZT: '₸',
  MNT: '₮', LAK: '₭', GHS: 'GH₵', ISK: 'kr', RON: 'lei', PKR: 'Rs',
  IDR: 'Rp', MYR: 'RM', BDT: '৳', UYU: '$', DOP: '$', GEL: '₾', AZN: '₼',
};
const currencyNames = {
  USD: ['US dollar'], EUR: ['euro'], GBP: ['British pound'],
  JPY: ['Japanese yen', 'Japanese yen'], INR: ['Indian rupee'],
  CNY: ['Chinese yuan', 'Chinese yuan'], CHF: ['Swiss franc'],
  CAD: ['Canadian dollar'], AUD: ['Australian dollar'],
  BRL: ['Brazilian real', 'Brazilian reals'],
  KRW: ['South Korean won', 'South Korean won'], MXN: ['Mexican peso'],
  RUB: ['Russian ruble'], SEK: ['Swedish krona', 'Swedish kronor'],
  NOK: ['Norwegian krone', 'Norwegian kroner'],
  DKK: ['Danish krone', 'Danish kroner'],
  PLN: ['Polish zloty', 'Polish zlotys'], NZD: ['New Zealand dollar'],
  SGD: ['Singapore dollar'], HKD: ['Hong Kong dollar'],
  ZAR: ['South African rand', 'South African rand'],
  TRY: ['Turkish lira', 'Turkish Lira'], UAH: ['Ukrainian hryvnia'],
  CZK: ['Czech koruna', 'Czech korunas'], THB: ['Thai baht', 'Thai baht'],
};
// Digits behind the point that are not two (ISO 4217).
const digits = {
  BHD: 3, BIF: 0, CLF: 4, CLP: 0, DJF: 0, GNF: 0, IQD: 3, ISK: 0, JOD: 3,
  JPY: 0, KMF: 0, KRW: 0, KWD: 3, LYD: 3, OMR: 3, PYG: 0, RWF: 0, TND: 3,
  UGX: 0, UYI: 0, UYW: 4, VND: 0, VUV: 0, XAF: 0, XOF: 0, XPF: 0,
};
// [short one, short other, narrow, long one, long other]
const units = {
  acre: [' ac', ' ac', 'ac', ' acre', ' acres'],
  bit: [' bit', ' bit', 'bit', ' bit', ' bits'],
  byte: [' byte', ' byte', 'B', ' byte', ' bytes'],
  celsius: ['°C', '°C', '°C', ' degree Celsius', ' degrees Celsius'],
  centimeter: [' cm', ' cm', 'cm', ' centimeter', ' centimeters'],
  day: [' day', ' days', 'd', ' day', ' days'],
  degree: [' deg', ' deg', '°', ' degree', ' degrees'],
  fahrenheit: ['°F', '°F', '°', ' degree Fahrenheit', ' degrees Fahrenheit'],
  'fluid-ounce': [' fl oz', ' fl oz', 'fl oz', ' fluid ounce',
                  ' fluid ounces'],
  foot: [' ft', ' ft', '′', ' foot', ' feet'],
  gallon: [' gal', ' gal', 'gal', ' gallon', ' gallons'],
  gigabit: [' Gb', ' Gb', 'Gb', ' gigabit', ' gigabits'],
  gigabyte: [' GB', ' GB', 'GB', ' gigabyte', ' gigabytes'],
  gram: [' g', ' g', 'g', ' gram', ' grams'],
  hectare: [' ha', ' ha', 'ha', ' hectare', ' hectares'],
  hour: [' hr', ' hr', 'h', ' hour', ' hours'],
  inch: [' in', ' in', '″', ' inch', ' inches'],
  kilobit: [' kb', ' kb', 'kb', ' kilobit', ' kilobits'],
  kilobyte: [' kB', ' kB', 'kB', ' kilobyte', ' kilobytes'],
  kilogram: [' kg', ' kg', 'kg', ' kilogram', ' kilograms'],
  kilometer: [' km', ' km', 'km', ' kilometer', ' kilometers'],
  liter: [' L', ' L', 'L', ' liter', ' liters'],
  megabit: [' Mb', ' Mb', 'Mb', ' megabit', ' megabits'],
  megabyte: [' MB', ' MB', 'MB', ' megabyte', ' megabytes'],
  meter: [' m', ' m', 'm', ' meter', ' meters'],
  mile: [' mi', ' mi', 'mi', ' mile', ' miles'],
  'mile-scandinavian': [' smi', ' smi', 'smi', ' mile-scandinavian',
                        ' miles-scandinavian'],
  milliliter: [' mL', ' mL', 'mL', ' milliliter', ' milliliters'],
  millimeter: [' mm', ' mm', 'mm', ' millimeter', ' millimeters'],
  microsecond: [' μs', ' μs', 'μs', ' microsecond', ' microseconds'],
  millisecond: [' ms', ' ms', 'ms', ' millisecond', ' milliseconds'],
  minute: [' min', ' min', 'm', ' minute', ' minutes'],
  month: [' mth', ' mths', 'm', ' month', ' months'],
  nanosecond: [' ns', ' ns', 'ns', ' nanosecond', ' nanoseconds'],
  ounce: [' oz', ' oz', 'oz', ' ounce', ' ounces'],
  percent: ['%', '%', '%', ' percent', ' percent'],
  petabyte: [' PB', ' PB', 'PB', ' petabyte', ' petabytes'],
  pound: [' lb', ' lb', '#', ' pound', ' pounds'],
  second: [' sec', ' sec', 's', ' second', ' seconds'],
  stone: [' st', ' st', 'st', ' stone', ' stones'],
  terabit: [' Tb', ' Tb', 'Tb', ' terabit', ' terabits'],
  terabyte: [' TB', ' TB', 'TB', ' terabyte', ' terabytes'],
  week: [' wk', ' wks', 'w', ' week', ' weeks'],
  yard: [' yd', ' yd', 'yd', ' yard', ' yards'],
  year: [' yr', ' yrs', 'y', ' year', ' years'],
};
// Pairs that have a sign of their own.
const compounds = {
  'kilometer-per-hour': [' km/h', ' km/h', 'km/h', ' kilometer per hour',
                         ' kilometers per hour'],
  'mile-per-hour': [' mph', ' mph', 'mph', ' mile per hour',
                    ' miles per hour'],
  'mile-per-gallon': [' mpg', ' mpg', 'mpg', ' mile per gallon',
                      ' miles per gallon'],
  'meter-per-second': [' m/s', ' m/s', 'm/s', ' meter per second',
                       ' meters per second'],
};
const perNames = {
  second: 's', minute: 'min', hour: 'h', day: 'd', week: 'w', month: 'm',
  year: 'y',
};

function isUnit(unit) {
  const [a, b, more] = unit.split('-per-');

  return more === undefined && units[a] !== undefined &&
    (b === undefined || units[b] !== undefined);
}

function currencyDigits(code) {
  return digits[code] === undefined ? 2 : digits[code];
}

function currencySymbol(code, display) {
  if (display === 'code')
    return code;
  return (display === 'narrowSymbol' && narrow[code]) || symbols[code] || code;
}

function currencyName(code, one) {
  const known = currencyNames[code];

  if (known === undefined)
    return code;
  return one ? known[0] : known[1] || `${known[0]}s`;
}

function forms(unit) {
  if (compounds[unit] !== undefined)
    return compounds[unit];
  const [a, b] = unit.split('-per-');
  if (b === undefined)
    return units[a];
  const top = units[a];
  const short = perNames[b] || units[b][0].trim();
  return [`${top[0]}/${short}`, `${top[1]}/${short}`, `${top[2]}/${short}`,
          `${top[3]} per${units[b][3]}`, `${top[4]} per${units[b][3]}`];
}

function unitParts(unit, display, one) {
  const all = forms(unit);
  const text = display === 'narrow' ? all[2] :
    all[(display === 'long' ? 3 : 0) + (one ? 0 : 1)];
  const value = text.trimStart();

  return [[], text === value ? [{ type: 'unit', value }] :
    [{ type: 'literal', value: ' ' }, { type: 'unit', value }]];
}

module.exports = {
  currencies: () => Array.from(new Set([
    ...Object.keys(symbols), ...Object.keys(narrow),
    ...Object.keys(currencyNames), ...Object.keys(digits)])).sort(),
  currencyDigits, currencyName, currencySymbol, isUnit, unitParts,
  units: () => Object.keys(units),
};

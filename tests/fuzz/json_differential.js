// JSON against Node's: random values as text, with and without what makes it
// wrong, parsed, revived and written.  Run by node; see differential.js.
'use strict';

const { differential, pick, random } = require('./differential');

const ATOMS = ['0', '-0', '1', '-1.5', '1e3', '1E-7', '123456789012345678',
  '1e400', '0.1', 'true', 'false', 'null', '""', '"a"', '"\\n"', '"\\u00e9"',
  '"\\ud834"', '"\\ud834\\udd1e"', '"\u2028"', '"\\\\"', '"__proto__"'];
const WRONG = ['01', '.5', '1.', '+1', "'a'", 'undefined', '"\\x41"', '"\t"',
  '"a', 'NaN', '-', '1e', '"\\u12"', 'tru', '\u00a01', '[1,]', '{a:1}',
  '\ufeff1'];
const KEYS = ['a', 'b', '', '1', '0', '__proto__', 'toJSON', '\u00e9',
  'length'];
const SPACES = ['', '', '', ' ', '\n', '\t'];

function text(depth) {
  const n = random(depth > 0 ? 10 : 6);
  const s = pick(SPACES);
  const items = [];

  if (n < 6)
    return s + pick(ATOMS) + s;
  for (let i = random(4); i > 0; i--)
    items.push(n < 8 ? text(depth - 1) :
      `${s}"${pick(KEYS)}"${s}:${text(depth - 1)}`);
  const all = items.join(',');
  return n < 8 ? `${s}[${all}${s}]` : `${s}{${all}${s}}`;
}

/** One character more, less or other; or a piece that is not JSON. */
function spoil(good) {
  const at = random(good.length + 1);

  switch (random(4)) {
    case 0: return good.slice(0, at) + good.slice(at + 1);
    case 1: return good.slice(0, at) + pick(WRONG) + good.slice(at);
    case 2: return good.slice(0, at) + pick('{}[],:"'.split('')) +
      good.slice(at + 1);
    default: return good;
  }
}

const REVIVERS = [undefined, (k, v) => v, (k, v) => (k === 'a' ? undefined : v),
  (k, v) => (typeof v === 'number' ? v + 1 : v),
  function (k, v) {
    return Array.isArray(this) ? [v] : v;
  }];
const REPLACERS = [undefined, null, ['a', 'b', 'a', 1], (k, v) => v,
  (k, v) => (k === 'b' ? undefined : v)];
const INDENTS = [undefined, 0, 2, '--', 12, ''];

function run(source, reviver, replacer, indent) {
  try {
    const value = JSON.parse(source, reviver);
    return String(JSON.stringify(value, replacer, indent));
  } catch (e) {
    return e.name;
  }
}

differential(__filename, () => {
  const source = spoil(text(3));
  const result = run(source, pick(REVIVERS), pick(REPLACERS), pick(INDENTS));

  // Each on one line of ASCII.
  return `${JSON.stringify(source)} => ${JSON.stringify(result)}`.replace(
    /[^\x20-\x7e]/g, (c) => `<${c.charCodeAt(0).toString(16)}>`);
});

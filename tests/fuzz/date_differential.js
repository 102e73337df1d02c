// Date.parse against Node's: V8's parser takes much more than the standard
// says.  Run by node; see differential.js.
'use strict';

const { differential, pick, random } = require('./differential');

const WORDS = ['Jan', 'january', 'FEB', 'Mar', 'Apr', 'may', 'June', 'Sept',
  'Oct', 'Nov', 'December', 'Mon', 'tuesday', 'Thu', 'am', 'PM', 'GMT', 'UTC',
  'Z', 'z', 'T', 't', 'EST', 'pdt', 'MST', 'foo', 'noon', '(x)', '(', ')'];
const SIGNS = [' ', ' ', ' ', '-', '/', ':', '.', ',', '+', '  ', ''];

const two = (n) => String(n).padStart(2, '0');
const number = () => pick([String(random(70)), two(random(62)),
  String(1900 + random(200)), String(random(1e6)), '0', '00', '12', '24']);
const year = () => pick([String(1960 + random(120)), String(random(100)),
  `+00${1900 + random(200)}`, '-000001']);

const FORMS = [
  () => `${year()}-${two(random(14))}-${two(random(33))}`,
  () => `${year()}-${two(1 + random(12))}-${two(1 + random(31))}T` +
    `${two(random(26))}:${two(random(61))}` +
    pick(['', ':30', ':61', ':5.25']) +
    pick(['', 'Z', '+01:00', '-0730', '+1', 'z', '.123Z', ' Z']),
  () => `${pick(WORDS)}, ${two(random(33))} ${pick(WORDS)} ${year()} ` +
    `${random(26)}:${two(random(61))}:${two(random(61))} ` +
    pick(['GMT', 'EST', '+0200', '-03:30', 'GMT+0100 (CET)', '', 'Z']),
  () => `${random(14)}/${random(33)}/${year()}${pick(['', ` ${random(14)}:` +
    `${two(random(60))} ${pick(['AM', 'pm', ''])}`])}`,
  () => `${pick(WORDS)} ${random(33)}${pick([',', ''])} ${year()}`,
  () => {
    let text = '';
    for (let i = 1 + random(7); i > 0; i--)
      text += pick([number, () => pick(WORDS)])() + pick(SIGNS);
    return text;
  }];

/** One character more or less, sometimes. */
function spoil(text) {
  const at = random(text.length + 1);

  switch (random(6)) {
    case 0: return text.slice(0, at) + text.slice(at + 1);
    case 1: return text.slice(0, at) + pick(SIGNS) + text.slice(at);
    default: return text;
  }
}

differential(__filename, () => {
  const text = spoil(pick(FORMS)());

  return `${JSON.stringify(text)} => ${Date.parse(text)}`;
});

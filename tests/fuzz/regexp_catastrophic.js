// Patterns that backtrack for ever, the classic ones and mutations of them, on
// subjects of 30 to 50,000 characters: each must end, by a result or by the
// budget's RangeError, within a limit of CPU time.  Run by drupe.
//
//   drupe tests/fuzz/regexp_catastrophic.js [--seed N] [--count N]
//         [--limit MS] [--worst N]
//
// Prints the cases that took longest and, last, how many were over the limit.
'use strict';

const options = { seed: 1, count: 500, limit: 100, worst: 10 };
for (let i = 2; i < process.argv.length; i += 2) {
  options[process.argv[i].slice(2)] = Number(process.argv[i + 1]);
}
let state = options.seed;
function random(limit) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % limit;
}
const pick = (list) => list[random(list.length)];

// -- the classic ones: a pattern, its flags, what the subject repeats, its end
const CLASSIC = [
  ['(a+)+$', '', 'a', '!'],
  ['(a|a)*b', '', 'a', ''],
  ['(a|aa)+$', '', 'a', '!'],
  ['(a|a?)+$', '', 'a', '!'],
  ['(.*a){12}', '', 'a', ''],
  ['(.*a){12}!', '', 'a', ''],
  ['^(.*?,){11}P', '', '1,', ''],
  ['^(([a-z])+.)+[A-Z]([a-z])+$', '', 'a', ''],
  ['(\\w+\\s?)*!', '', 'word ', ''],
  ['^(\\w+\\s?)*$', '', 'word ', '!'],
  ['(x+x+)+y', '', 'x', ''],
  ['([^"\\\\]*(\\\\.[^"\\\\]*)*)*"z', '', 'a\\b', ''],
  ['"([^"\\\\]*(\\\\.)*)*"z', '', '"a\\b', ''],
  ['(a*)*b', '', 'a', ''],
  ['(a*)+b', '', 'a', ''],
  ['(a*?)*?b', '', 'a', ''],
  ['(?:a?){30}a{30}', '', 'a', ''],
  ['(a?){40}a{40}', '', 'a', ''],
  ['(?=(a+)+b)a', '', 'a', ''],
  ['(?!(a|aa)+$)b', '', 'a', '!'],
  ['(?:(?=(a+))\\1)+b', '', 'a', ''],
  ['(a+)+\\1b', '', 'a', ''],
  ['^(a+)\\1*(a+)\\2*b', '', 'a', ''],
  ['(.+)+\\1\\1x', '', 'ab', ''],
  ['(?<=(a+)+)b', '', 'a', 'c'],
  ['(?<=b(a|aa)*)c', '', 'a', 'c'],
  ['\\s*$', '', ' ', 'x'],
  ['\\s+$', '', ' ', 'x'],
  ['^\\s*(.*?)\\s*$', '', ' a', '\n'],
  ['^\\s+|\\s+$', 'g', ' ', 'x'],
  ['a\\s*b\\s*c\\s*$', '', ' ', 'x'],
  ['\\s*,\\s*', 'g', ' ', 'x'],
  ['x*x*x*x*y', '', 'x', ''],
  ['(x*)(x*)(x*)(x*)y', '', 'x', ''],
  ['x*?x*?x*?y', '', 'x', ''],
  ['.*.*.*=.*', '', 'x', ''],
  ['(?:.*)*=', 's', 'x', ''],
  ['(?:[^=]|x)*=', '', 'x', ''],
  ['(?:a|b|ab|ba)*c', '', 'ab', ''],
  ['(\\d+|\\w+)*-', '', '1', ''],
  ['(?:\\w|\\d|[a-z0-9])+#', '', 'a1', ''],
  ['^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}' +
    '(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$', '', 'a', '!'],
  ['^(([a-z0-9]+[_\\-.]?)+)@b$', '', 'a', '!'],
  ['(?:(?:a+)*b?)*c', '', 'a', ''],
  ['((a*)*b?)*c', '', 'a', ''],
  ['(?:a+){10}y', '', 'a', ''],
  ['(?:a+){5,20}y', '', 'a', ''],
  ['((?:a|a){2,4}){2,}b', '', 'a', ''],
  ['(?:(a)|(b)|(aa))+c', '', 'a', ''],
  ['<!--(?:.|\\n)*?-->', '', '<!--', ''],
  ['\\$\\{(.*?)\\}', 'g', '${', ''],
  ['<(\\w+)[^>]*>(?:.*?)</\\1>', 's', '<a>', ''],
  ['(?:\\/\\*(?:[^*]|\\*(?!\\/))*)+x', '', '/*', ''],
  ['a(?=.*b)', 'g', 'a', ''],
  ['(?=.*c)a', 'g', 'a', 'c'],
  ['(?<=^.*)a', 'g', 'a', ''],
  ['(?:a(?=[^]*))*b', '', 'a', ''],
  ['\\b(\\w+)\\b.*\\b\\1\\b!', '', 'ab cd ', ''],
  ['(\\p{L}+)*!', 'u', '\u00e9', ''],
  ['(\\p{L}*)*!', 'v', 'a\u03b1', ''],
  ['([\\w\u017f]+)*!', 'iu', 'k', ''],
  ['(?:\u00e9+)+x', 'i', '\u00c9', ''],
  ['(\u00e9+)\\1+x', 'iu', '\u00c9', ''],
  ['[^]*?[^]*?[^]*?x', '', '\u4e2d', ''],
  ['(?:(?:\u4e2d|.)+)+x', '', '\u4e2d', ''],
  ['(?:\ud83d\ude00+)+x', 'u', '\ud83d\ude00', ''],
  ['(?:a{0,100}){0,100}b', '', 'a', ''],
  ['(?:a{0,9}a{0,9}a{0,9}){0,9}b', '', 'a', ''],
  ['^(?:a?b?c?d?e?f?)*$', '', 'abcdef', '!'],
  ['(?:' + 'a?'.repeat(100) + ')*b', '', 'a', ''],
  ['(?:' + '[ab]'.repeat(200) + '|' + '[ac]'.repeat(200) + '|a)*y', '', 'a', ''],
  ['(?:' + '(a)?'.repeat(60) + ')+b', '', 'a', ''],
  ['(?:' + '(a|b)'.repeat(300) + '|a)+c', '', 'a', ''],
  ['(?:a' + '()'.repeat(500) + ')*b', '', 'a', ''],
  ['(?:(?:' + 'a|'.repeat(100) + 'a))*b', '', 'a', ''],
  ['(?:' + 'a'.repeat(1000) + '|a)*b', '', 'a', ''],
  ['(?:a{1000}|a)*b', '', 'a', ''],
  ['(?:(a{0,1000})*)*b', '', 'a', ''],
  ['(?:(?!(?:a+)+b)a)*c', '', 'a', ''],
  ['(?:(?<!b+)a)*c', '', 'a', ''],
  ['(?:(?<!(?:a+)+b)a)*c', '', 'a', '']
];

// -- mutations ---------------------------------------------------------------
const WRAPS = ['(?:@)+', '(@)*', '(?:@)*?', '(@)+?', '(?=@)', '(?!@)x',
  '(?:@){3}', '(?:@){2,}', '(?:@|a)*', '(?:a|@)+', '(@)?\\1', '(?<=@)',
  '(?<!@)', '(?:|@)+', '(?:@\\b)*', 'a*@', '@.*', '.*?@', '\\s*@', '@$',
  '(?:@\\s*)*', '[^]*@', '(?:@){0,50}', '(?:(?=@)a)*', '(?:(?!@)a)*',
  '(?i:@)', '@{0,9}b', '@|x', '(?:x|@|y|z)*'];
const ATOMS = ['a', '.', '\\w', '[^b]', '[a-z]', '\\S', '(a)', '(?:a|b)',
  '(?:aa|a)', '(?:a|ab?)', 'a?', 'a*', 'a+?', '.{2,5}', '\\s', '[^]',
  '(?:a|\\s)', '\u00e9?a', '(?:\\w|\u00e9)'];
const QUANTIFIERS = ['', '', '*', '+', '*?', '+?', '?', '{2,}', '{1,9}'];
const PIECES = ['a', 'a', 'x', ' ', 'ab', 'word ', 'a\n', '1,', 'aa b',
  '\u00e9', 'a\u00e9', '\u4e2d', '"a\\b'];
const ENDS = ['', '!', 'b', 'x', ' ', '\n'];

function sequence() {
  let text = '';
  for (let i = 1 + random(3); i > 0; i--) text += pick(ATOMS) + pick(QUANTIFIERS);
  return text.replace(/([*+?}])([*+{])/g, '$1');
}

function mutant() {
  let text = random(3) === 0 ? pick(CLASSIC)[0] : sequence();
  for (let i = random(4); i > 0; i--) text = pick(WRAPS).replace('@', () => text);
  return text + pick(['', '', '$', 'b', '!', 'x', '\\b!']);
}

function flagged(source) {
  const flags = pick(['', '', '', 'i', 's', 'u', 'iu', 'm', 'v']);
  try {
    return new RegExp(source, flags) && flags;
  } catch {
    return null;
  }
}

// -- running -----------------------------------------------------------------
const LENGTHS = [30, 1000, 10000, 50000];
const WAYS = {
  test: (re, text) => re.test(text),
  match: (re, text) => text.match(re),
  replace: (re, text) => text.replace(re, '-'),
  split: (re, text) => text.split(re)
};

function measure(re, way, text) {
  const start = process.cpuUsage();
  let result;
  try {
    result = WAYS[way](re, text) ? 'result' : 'none';
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    result = error.message;
  }
  const { user, system } = process.cpuUsage(start);
  return { ms: (user + system) / 1000, result };
}

const seen = [];
function run(source, flags, piece, end) {
  for (const length of LENGTHS) {
    const text = piece.repeat(length / piece.length) + end;
    for (const way in WAYS) {
      const all = way === 'test' || flags.includes('g') ? flags : flags + 'g';
      const re = new RegExp(source, all);
      if (length === LENGTHS[0]) re.test('');
      const { ms, result } = measure(re, way, text);
      seen.push({ ms, name: `/${source}/${all} ${way} ${length} * ` +
        `${JSON.stringify(piece)} + ${JSON.stringify(end)}: ${result}` });
    }
  }
}

for (const [source, flags, piece, end] of CLASSIC) run(source, flags, piece, end);
for (let i = 0; i < options.count; i++) {
  const source = mutant();
  const flags = flagged(source);
  if (flags !== null) run(source, flags, pick(PIECES), pick(ENDS));
}
seen.sort((a, b) => b.ms - a.ms);
for (const { ms, name } of seen.slice(0, options.worst)) {
  console.log(`${ms.toFixed(1)} ms ${name.slice(0, 300)}`);
}
const over = seen.filter(({ ms }) => ms > options.limit).length;
console.log(`${seen.length} cases, ${over} over ${options.limit} ms`);
process.exitCode = over === 0 ? 0 : 1;

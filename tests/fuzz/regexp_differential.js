// RegExp against Node's: random patterns and the literals of real sources, on
// subjects made from them.  Run by node.
//
//   node tests/fuzz/regexp_differential.js DRUPE [--seed N] [--count N]
//        [--corpus FOLDER] [--against PROGRAM] [--tables off] [--seconds N]
//
// Prints each difference and, last, how many cases there were.  PROGRAM is node
// unless given, such as an older build.  Without tables drupe compiles patterns
// plainly.  With a time it goes on, seed after seed, until that is over.
//
// What differs from V8 and is right:
// - drupe refuses what takes too many steps; so it must not where V8 is done at
//   once.  Where V8 needs long nothing is compared: "gave up" and "no answer of
//   V8" count these cases.
// - where V8 departs from the standard: see regexp_cases.js, and `atom` here.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const { execFileSync } = require('child_process');

let state = 1;
function random(limit) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % limit;
}
const pick = (list) => list[random(list.length)];

// -- random patterns ---------------------------------------------------------
const CHARS = ['a', 'b', 'c', 'A', 'k', 's', '1', '_', '-', ' ', '\\n', '\\.',
  '\u00e9', '\u017f', '\u212a', '\ud83d\ude00', '\\ud83d', '\\u00c9'];
const CLASSES = ['\\d', '\\w', '\\s', '\\D', '\\W', '\\S', '.', '[a-c]',
  '[^a-c]', '[^]', '[ab\\d]', '[\\w-]', '[k\u00e9]', '[^\\s1]', '[A-Z]'];
const UNICODE = ['\\p{L}', '\\P{Lu}', '\\p{Script=Greek}', '\\u{1f600}',
  '[\\p{Ll}\\d]', '[^\\p{L}]'];
const SETS = ['[\\w--[a-c]]', '[\\p{L}&&[a-zA]]', '[\\q{abc|b|}x]', '[^\\d]'];
const QUANTIFIERS = ['*', '+', '?', '*?', '+?', '??', '{2}', '{0,2}', '{1,3}?',
  '{2,}', '{0}', '{1,20}'];
const ASSERTIONS = ['^', '$', '\\b', '\\B'];
let names = 0;

// What V8 does not do as the standard says is not made:
// - with v, [^x] as the first thing of a body that is compiled several times, as
//   in /^(?:[^1]_{1,20}x)+$/v, is [x] each second time; [[^x]] is right, [^] and
//   [[^]] are not;
// - with u and v, a pair as it is right behind a reference to a later group, as
//   in /\1\ud83d\ude00()/u, never matches.
function atom(depth, f) {
  const unicode = /[uv]/.test(f);
  const n = random(depth > 0 ? 14 : 6);
  if (n < 3) return pick(CHARS);
  if (n < 5) {
    const text = pick(f.includes('v') && random(2) ? SETS
      : unicode && random(2) ? UNICODE : CLASSES);
    if (!f.includes('v') || !text.startsWith('[^')) return text;
    return text === '[^]' ? '[\\S\\s]' : `[${text}]`;
  }
  if (n === 5) return pick(CHARS) + pick(CHARS);
  if (n < 8) return '(' + disjunction(depth - 1, f) + ')';
  if (n < 10) return '(?:' + disjunction(depth - 1, f) + ')';
  if (n === 10) {
    return pick(['(?=', '(?!', '(?<=', '(?<!']) + disjunction(depth - 1, f) +
      ')';
  }
  if (n === 11) {
    const text = '\\' + (1 + random(2));
    return unicode ? `(?:${text})` : text;
  }
  if (n === 12) return '(?<n' + names++ + '>' +
    disjunction(depth - 1, f) + ')';
  return '(' + disjunction(depth - 1, f) + '|)';
}

function term(depth, f) {
  if (random(8) === 0) return pick(ASSERTIONS);
  const a = atom(depth, f);
  const plain = /^\(\?(<[=!]|[=!])/.test(a) ? '' : pick(QUANTIFIERS);
  return random(2) ? a : a.length > 3 && !/^[([\\]/.test(a) ? a : a + plain;
}

function disjunction(depth, f) {
  const alternatives = [];
  for (let i = random(4) === 0 ? 1 + random(3) : 0; i >= 0; i--) {
    let text = '';
    for (let k = random(4); k >= 0; k--) text += term(depth, f);
    alternatives.push(text);
  }
  return alternatives.join('|');
}

function flags() {
  let f = '';
  for (const c of 'dgimsy') if (random(4) === 0) f += c;
  const mode = random(4);
  return f + (mode === 0 ? 'u' : mode === 1 ? 'v' : '');
}

// -- subjects ----------------------------------------------------------------
const PIECES = ['a', 'b', 'c', 'ab', 'abc', 'A', 'K', 's', 'S', '1', '12', '_',
  '-', ' ', '\n', '.', '\u00e9', '\u00c9', '\u017f', '\u212a', '\ud83d\ude00',
  '\ud83d', '\ude00', '\u03b1', '"', 'x'];

function subject(source) {
  let text = '';
  for (let i = random(10); i > 0; i--) {
    if (random(3) === 0 && source.length > 0) {
      const at = random(source.length);
      text += source.slice(at, at + 1 + random(4));
    } else {
      text += pick(PIECES);
    }
  }
  return text;
}

function subjects(source, count) {
  const list = [''];
  while (list.length < count) list.push(subject(source));
  return list;
}

// -- literals of sources -----------------------------------------------------
function literals(folder, found) {
  for (const entry of fs.readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      literals(file, found);
    } else if (/\.[cm]?js$/.test(entry.name) && !/\.min\./.test(entry.name)) {
      const text = fs.readFileSync(file, 'utf8');
      const re = /[=(,:!&|?;{}[]\s*\/(?![*/])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+)\/([dgimsuvy]*)/g;
      for (const m of text.matchAll(re)) found.add(m[2] + '/' + m[1]);
    }
  }
  return found;
}

function valid(source, f) {
  try {
    return new RegExp(source, f) !== null;
  } catch {
    return false;
  }
}

// -- the comparison ----------------------------------------------------------
const options = {
  seed: 1, count: 2000, corpus: null, against: process.execPath, tables: 'on',
  seconds: 0
};
for (let i = 3; i < process.argv.length; i += 2) {
  const name = process.argv[i].slice(2);
  const value = process.argv[i + 1];
  options[name] = typeof options[name] === 'number' ? Number(value) : value;
}

function corpusCases(folder) {
  const cases = [];
  for (const text of literals(folder, new Set())) {
    const f = text.slice(0, text.indexOf('/'));
    const source = text.slice(f.length + 1);
    if (valid(source, f)) {
      cases.push({ source, flags: f, subjects: subjects(source, 10) });
    }
  }
  return cases;
}

function randomCases(count) {
  const cases = [];
  for (let i = 0; i < count; i++) {
    const f = flags();
    const source = disjunction(2, f);
    cases.push({ source, flags: f, subjects: subjects(source, 8) });
  }
  return cases;
}

function lines(program, args, file) {
  const worker = path.join(__dirname, 'regexp_cases.js');
  return execFileSync(program, [...args, worker, file], { maxBuffer: 1 << 30 })
    .toString().split('\n');
}

const GAVE_UP = 'RangeError Regular expression takes too many steps to match';
let at = 0;
let wrong = 0;
let gaveUp = 0;
let unanswered = 0;

function agrees(ours, theirs) {
  if (theirs === '~') {
    unanswered++;
    return true;
  }
  if (ours === GAVE_UP && theirs.startsWith('~')) {
    gaveUp++;
    return true;
  }
  return ours === theirs.replace(/^~/, '');
}

function compare(cases) {
  const file = path.join(os.tmpdir(), `regexp-${process.pid}.json`);
  fs.writeFileSync(file, JSON.stringify(cases));
  const plain = options.tables === 'off' ? ['--no-regexp-optimization'] : [];
  const ours = lines(process.argv[2], plain, file);
  const theirs = lines(options.against, [], file);
  let i = 0;
  for (const c of cases) {
    for (const s of c.subjects) {
      if (!agrees(ours[i], theirs[i]) && wrong++ < 20) {
        console.log(`/${c.source}/${c.flags} on ${JSON.stringify(s)}\n` +
          `  drupe ${ours[i]}\n  other ${theirs[i]}`);
      }
      i++;
    }
  }
  at += i;
  fs.unlinkSync(file);
}

const end = Date.now() + options.seconds * 1000;
let seed = options.seed;
do {
  state = seed;
  compare([...options.corpus ? corpusCases(options.corpus) : [],
    ...randomCases(options.count)]);
  seed++;
} while (Date.now() < end);
console.log(`${at} cases, ${wrong} differ; ${gaveUp} gave up where V8 takes ` +
  `more than 2 ms, ${unanswered} have no answer of V8 in 100 ms`);
process.exitCode = wrong === 0 ? 0 : 1;

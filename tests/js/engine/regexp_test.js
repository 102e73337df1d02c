// RegExp: what a script sees beyond what programs/regexp.js compares with Node.
'use strict';
const assert = require('assert');
const { test } = require('../../harness');

test('a pattern that takes for ever ends with an error', () => {
  const subject = 'x'.repeat(9) + 'z' + 'a'.repeat(60) + 'b';
  const start = process.cpuUsage();
  assert.throws(() => /(?:(x)|y)*\1z(a+)+(?=.*\1)$/.test(subject), RangeError);
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < 2e7, `${user + system} us`); // sanitizers are slow
});

test('states that failed are remembered', () => {
  const a = 'a'.repeat(20000);
  assert.strictEqual(/(a+)+b/.test(a), false);
  assert.strictEqual(/^(a|a)*$/.test(a + 'b'), false);
  assert.strictEqual(/a*a*a*a*b/.test(a), false);
  assert.strictEqual(/a*?a*?a*?a*?b/.test(a), false);
  assert.strictEqual(/a[^b]*[^b]*b/.test(a), false);
  // References stand before, or in another alternative.
  assert.strictEqual(/(a)\1(?=.\1)(a+)+b/.test(a), false);
  assert.strictEqual(/(?:a+)+b|(?:a|aa)+?c|(b)\1/.test(a), false);
  assert.deepStrictEqual([.../(?:a+)+b|(?:a|aa)+?c|(a)\1/.exec(a)],
    ['aa', 'a']);
});

test('states inside of turns that may be empty or are counted are, too', () => {
  const a = 'a'.repeat(20000);
  assert.strictEqual(/(a*)*b/.test(a), false);
  assert.strictEqual(/((a*)*b?)*c/.test(a), false);
  assert.strictEqual(/^(a|(aa)?)+$/.test(a + 'b'), false);
  assert.strictEqual(/(?:a+){10}b/.test(a), false);
  assert.strictEqual(/(?:(?:a{2,3}|a){2,4}a?){2,}b/.test(a), false);
  assert.strictEqual(/^(?:(a)|(b)|(aa)|(ab)|(ba)|[^c])+c/.test(a), false);
  assert.deepStrictEqual([.../^(?:(a*?)(b*)){2,}$/.exec(a + 'b')].slice(1),
    ['a', 'b']);
});

// What no memory helps: the budget ends it.
const ENDLESS = [
  [/(?:(?!(?:a+)+b)a)*c/, 'a'], [/(a+)+\1b/, 'a'], [/(?=(a|aa)+b)a/, 'a'],
  [/(\u00c9+)\1+x/i, '\u00e9'],
  [/(?=(?:a{0,100}){0,100}b)/, 'a'], [/(?:.+)+(.)\1\1x/s, 'ab']];

test('one that nothing helps ends with an error that can be caught', () => {
  for (const [re, piece] of ENDLESS) {
    assert.throws(() => re.test(piece.repeat(5000)), RangeError, String(re));
  }
});

test('the matches of one replace share a budget', () => {
  const text = 'a'.repeat(50000) + 'c';
  assert.throws(() => text.replace(/(?=.*c)a/g, ''), RangeError);
  assert.throws(() => text.match(/(?=.*c)a/g), RangeError);
  assert.throws(() => text.split(/(?=.*c)a/), RangeError);
  assert.strictEqual(text.search(/(?=.*c)a/), 0);
});

test('a long text is not refused for its length', () => {
  const text = 'key = "some value", # and more\n'.repeat(30000);
  const long = text.repeat(4);
  assert.strictEqual(long.replace(/(["']).*?\1|\w+|\s+/g, '').length, 360000);
  assert.strictEqual(text.split(/(?<=,)|(?=\n)/).length, 60001);
  assert.strictEqual(text.replace(/\b(?!some\b)\w+(?=\s)/g, '').length,
    text.length - 30000 * 10);
});

test('timers go on after the error', (done) => {
  let caught = 0;
  const timer = setInterval(() => {
    try {
      /(a+)+\1b/.test('a'.repeat(1000));
    } catch (error) {
      assert.ok(error instanceof RangeError);
      caught++;
    }
    if (caught === 2) {
      clearInterval(timer);
      done();
    }
  }, 1);
});

test('a deep nest is refused, not crashed on', () => {
  const deep = '('.repeat(100000) + ')'.repeat(100000);
  assert.throws(() => new RegExp(deep), SyntaxError);
});

test('a patched exec is used', () => {
  const re = /a/g;
  let calls = 0;
  re.exec = function (s) {
    calls++;
    return RegExp.prototype.exec.call(this, s);
  };
  assert.strictEqual('aXa'.replace(re, 'b'), 'bXb');
  assert.strictEqual(calls, 3);
});

test('a frozen RegExp throws where lastIndex would change', () => {
  const re = Object.freeze(/a/g);
  assert.throws(() => re.exec('a'), TypeError);
  assert.throws(() => 'a'.replace(re, 'b'), TypeError);
  assert.strictEqual(Object.freeze(/a/).test('a'), true);
});

test('a RegExp survives compile in its own callback', () => {
  const re = /(a)(b)/g;
  const out = 'ab ab'.replace(re, (all, x, y) => {
    re.compile('z');
    return y + x;
  });
  assert.strictEqual(out, 'ba ba');
  assert.strictEqual(re.source, 'z');
});

test('names, properties and case are of the one version of Unicode', () => {
  // A letter of Unicode 15.0, and one of 17.0 with its capital.
  const has17 = Number(process.versions.unicode) >= 17;
  assert.strictEqual(/\p{L}/u.test('\u{1df2a}'), true);
  for (const c of ['\u{16ebb}', '\u{10940}']) {
    assert.strictEqual(/\p{L}/u.test(c), has17);
    assert.strictEqual(/\p{ID_Start}/u.test(c), has17);
    const name = () => new Function(`var ${c} = 1; return ${c};`)();
    if (has17) assert.strictEqual(name(), 1);
    else assert.throws(name, SyntaxError);
  }
  assert.strictEqual('\u{16ebb}'.toUpperCase() === '\u{16ea0}', has17);
  assert.strictEqual(/^\u{16ea0}$/ui.test('\u{16ebb}'), has17);
});

test('a beginning behind a character', () => {
  const texts = ['ab', 'b', '\nab', 'a\nb', 'bb'];
  const all = (re) => texts.map((s) => re.exec(s)).map((m) =>
    (m === null ? '-' : `${m.index}${m}`)).join(' ');
  assert.strictEqual(all(/a^/), '- - - - -');
  assert.strictEqual(all(/a^|b/), '1b 0b 2b 2b 0b');
  assert.strictEqual(all(/a^/m), '- - - - -');
  assert.strictEqual(all(/\n^a/m), '- - 0\na - -');
  assert.strictEqual(all(/(a^)?b/), '1b, 0b, 2b, 2b, 0b,');
  assert.strictEqual(all(/(?:x|a^)b/), '- - - - -');
  assert.strictEqual(all(/(a)^|(b)\1/), '1b,,b 0b,,b 2b,,b 2b,,b 0b,,b');
  assert.strictEqual(all(/(?:(?:a|)^)b/), '- 0b - - 0b');
  assert.strictEqual(all(/a(?=^)|a(?!^)b/), '0ab - 1ab - -');
  assert.strictEqual(all(/(^a|b)^|[]/), '- - - - -');
  // Exponential, were it found by trying.
  const slow = /^(?:[^c]\s??(\s{0}[^c]??|[^\s1]+?-{0,2}|)+|b)^/;
  assert.strictEqual(slow.exec('a'.repeat(40)), null);
});

// What node says: references that are always to unset groups, and `^` that
// cannot match where it is looked for.
const UNSET = [
  [/(a\1)+/, 'aaa', '["aaa","a"]'],
  [/(?:\1(a))+b/, 'aab', '["aab","a"]'],
  [/(?!(a)b)\1x/, 'x', '["x",null]'],
  [/(?<=\1(a))b/, 'aab', '["b","a"]'],
  [/(?<=(a\1))b/, 'aab', '["b","a"]'],
  [/(?:(?!(a)b)a\1)*/, 'aac', '["aa",null]'],
  [/(?=(a))\1/, 'aa', '["a","a"]'],
  [/(?=a^)b|c/, 'c', '["c"]'],
  [/a(?!b^)c/, 'ac', '["ac"]'],
  [/a(?=^)b|c/, 'abc', '["c"]'],
  [/(?<=a^)b|c/, 'abc', '["c"]'],
  [/(?<=^a)b/, 'ab', '["b"]'],
  [/x(?<=^x)/, 'x', '["x"]'],
  [/a(?<!^)b/, 'ab', '["ab"]'],
  [/a(?<=b^|a)b/, 'ab', '["ab"]'],
  [/(?:(a)|\1b)+/, 'abb', '["abb",null]'],
  [/(?:\2b|(a)(c))+/, 'acb', '["acb",null,null]'],
  [/(?<!(a))\1b/, 'b', '["b",null]'],
  [/(?<=(?=\1(a)).)/, 'aa', '["","a"]'],
  [/(?:a(?=b^|c)|d)+/, 'dacd', '["da"]'],
];

test('references to groups that cannot have matched; ^ in what looks around',
  () => {
    for (const [pattern, subject, want] of UNSET)
      assert.strictEqual(JSON.stringify(pattern.exec(subject)), want,
        `${pattern}`);
  });

test('a reference in its own group does not make it slow', () => {
  const b = 'b'.repeat(40);
  for (const pattern of [/((?:\1){1,3}?(A|b)+?x?){1,20}c/,
    /(?!k([^\s1]b)*\b)(?!K\2{0,2}(1+?^1))(b|b?b)*c/])
    assert.strictEqual(pattern.exec(b), null);
});

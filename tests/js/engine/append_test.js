'use strict';
// `s + x` of a long `s` (append.c): texts that grow are found in the table of
// strings as those made at once, and old ones stay what they were.
const { test } = require('../../harness');
const { eq } = require('./expect');

let state = 7;
function random(limit) {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return (state >>> 8) % limit;
}

/** Equal texts are one string: that it is found says that its hash is right. */
function same(text, parts) {
  const whole = parts.join('');
  eq(text === whole, true);
  eq(new Map([[whole, 1]]).get(text), 1);
  eq({ [text]: 2 }[whole], 2);
  eq(text.length, whole.length);
}

test('texts of every length', () => {
  let s = '';
  const parts = [];
  for (let i = 0; i < 1500; i++) {
    const part = 'abcdefghijklmnopq'.slice(0, 1 + i % 17);
    s += part;
    parts.push(part);
    if (i % 7 === 0) same(s, parts);
  }
});

test('long ones, of which not all is hashed', () => {
  for (const step of [1000, 8191, 32768, 70000]) {
    const part = 'x\u00e9y'.repeat(step).slice(0, step);
    const parts = [];
    let s = 'begin';
    parts.push(s);
    for (let i = 0; i < 30; i++) {
      s += part;
      s += i;
      parts.push(part, i);
      same(s, parts);
    }
  }
});

test('numbers, characters of several bytes, halves of pairs', () => {
  const pieces = [0, -1, 2 ** 47 - 1, -(2 ** 47), 123456, '', 'a', '\u00e9',
    '\u20ac', '\ud83d', '\ude00', '\ud83d\ude00', 'word ', 1.5, true, null,
    undefined, { toString: () => 'o' }];
  for (let round = 0; round < 40; round++) {
    const first = round % 2 ? 'a'.repeat(250) : '\u00fc'.repeat(100);
    const parts = [first];
    let s = first;
    for (let i = 0; i < 60; i++) {
      const piece = pieces[random(pieces.length)];
      s += piece;
      parts.push(String(piece));
    }
    same(s, parts);
    eq(s.charCodeAt(s.length - 1),
      parts.join('').slice(-1).charCodeAt(0));
  }
});

test('who has the old text keeps it', () => {
  const olds = [];
  let s = 'start '.repeat(60);
  for (let i = 0; i < 200; i++) {
    if (i % 3 === 0) olds.push([s, i]);
    s += 'line ' + i + '\n';
  }
  for (const [old, until] of olds) {
    const parts = ['start '.repeat(60)];
    for (let i = 0; i < until; i++) parts.push('line ' + i + '\n');
    same(old, parts);
  }
  let a = 'a'.repeat(300), b = a;
  b += 'b';
  a += 'c';
  eq(a, 'a'.repeat(300) + 'c');
  eq(b, 'a'.repeat(300) + 'b');
  const f = (text) => { text += '!'; return text; };
  eq(f(b), b + '!');
  eq(b.length, 301);
});

test('a text with itself, and one that is there already', () => {
  let s = 'ab'.repeat(150);
  for (let i = 0; i < 6; i++) s += s;
  eq(s === 'ab'.repeat(150 * 64), true);
  s = s + s;
  eq(s === 'ab'.repeat(150 * 128), true);
  const there = [];
  for (let i = 1; i < 300; i++) there.push('xy'.repeat(150) + 'z'.repeat(i));
  for (let round = 0; round < 3; round++) {
    let t = 'xy'.repeat(150);
    for (let i = 0; i < there.length; i++) {
      t += 'z';
      eq(t === there[i], true);
    }
    t += '';
    eq(t === there[there.length - 1], true);
  }
});

test('places that were looked up before it grew', () => {
  let s = '\u00e9\u20ac'.repeat(400);
  for (let i = 0; i < 400; i++) {
    eq(s.charCodeAt(797), 0x20ac);
    s += i % 2 ? '\u00e9' : 'abc\u20ac';
    eq(s.charCodeAt(s.length - 1), i % 2 ? 0xe9 : 0x20ac);
    eq(s.charCodeAt(796), 0xe9);
  }
});

test('captured variables, properties, generators', () => {
  let outer = '-'.repeat(300);
  const add = (x) => { outer += x; };
  const o = { text: '-'.repeat(300), ['k']: '' };
  const parts = [outer];
  function* walk() {
    let s = '-'.repeat(300);
    for (;;) s += yield s;
  }
  const walker = walk();
  walker.next();
  let last;
  for (let i = 0; i < 300; i++) {
    add(i);
    o.text += i;
    last = walker.next(i).value;
    parts.push(i);
  }
  same(outer, parts);
  same(o.text, parts);
  same(last, parts);
});

test('the time that it takes grows with what is appended', () => {
  const run = (n) => {
    const began = process.cpuUsage().user;
    let s = '';
    for (let i = 0; i < n; i++) s += 'some text ' + i;
    eq(s.length > n * 11, true);
    return process.cpuUsage().user - began;
  };
  run(1000);
  const few = Math.min(run(10000), run(10000));
  const many = run(100000);
  if (many > Math.max(few, 2000) * 40)
    throw new Error(`10000: ${few} us, 100000: ${many} us`);
});

test('what stands on the right may change the variable', () => {
  let s = 'a'.repeat(300);
  const set = () => { s = 'b'.repeat(300); return 'x'; };
  s += set();
  eq(s, 'a'.repeat(300) + 'x');
  s += (s = 'c'.repeat(300), s);
  eq(s, 'a'.repeat(300) + 'x' + 'c'.repeat(300));
  let t = 'd'.repeat(300), kept;
  const keep = () => { kept = t; return 'y'; };
  t += keep();
  eq(kept, 'd'.repeat(300));
  eq(t, kept + 'y');
  t += [kept].map((x) => x + '!')[0];
  eq(t, 'd'.repeat(300) + 'y' + 'd'.repeat(300) + '!');
  let u = 'e'.repeat(300);
  try {
    u += { toString() { throw new Error('no'); } };
  } catch {
    u += Math.abs(-1);
  }
  u += { toString() { u = 'other'; return 'z'; } };
  eq(u, 'e'.repeat(300) + '1z');
  let v = 'f'.repeat(300);
  const w = v += String(1);
  v += String(2);
  eq(w, 'f'.repeat(300) + '1');
  eq(v, 'f'.repeat(300) + '12');
});

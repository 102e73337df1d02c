// The quick ways of RegExp are left as soon as a script touches what they
// stand for, and found again when it is put back.
var proto = RegExp.prototype;
function words() {
  return [/b+/.test('abb'), 'abb'.replace(/b/g, 'x'), 'a b'.split(/ /),
    'abb'.match(/b/g), 'abb'.search(/b/), /(b)/.exec('ab')].join('|');
}
function touched(name, value) {
  var old = Object.getOwnPropertyDescriptor(proto, name);
  var now = Object.assign({}, old, value);
  Object.defineProperty(proto, name, now);
  console.log(String(name), words());
  Object.defineProperty(proto, name, old);
  console.log(words());
}
console.log(words());
var exec = proto.exec;
var calls = 0;
touched('exec', { value: function (s) { calls++; return exec.call(this, s); } });
console.log(calls);
touched('global', { get: function () { return true; } });
touched(Symbol.replace, { value: function () { return 'replaced'; } });
touched(Symbol.split, { value: function () { return ['split']; } });
proto.toString = function () { return 'text'; };
console.log(words(), String(/a/));

// What is not a string is made one, once, and may do anything.
function thrown(f) {
  try { return f(); } catch (e) { return e.name + ': ' + e.message; }
}
console.log(thrown(function () { return 'a'.replace(/a/, Symbol('s')); }));
console.log(thrown(function () { return /a/.test(Symbol('s')); }));
console.log(thrown(function () { return /a/.exec(Symbol('s')); }));
console.log('abab'.replace(/b/g, { toString: function () {
  proto.exec = function () { return null; };
  return 'c';
} }));
proto.exec = exec;
console.log('a1b2'.replace(/\d/g, null), 'a1'.replace(/\d/, undefined));
var re = /a/g;
re.lastIndex = { valueOf: function () { return 1; } };
console.log(re.exec('aba').index, re.lastIndex, re.test('aba'), re.lastIndex);
re.lastIndex = -5;
console.log(re.test('a'), re.lastIndex);
re.lastIndex = 4294967296;
console.log(re.test('a'), re.lastIndex);

// Strings of one character are the same whoever makes them.
console.log('a,b,a'.split(/,/).indexOf('b'), /./.exec('é')[0], 'xyz'.split(/(?:)/).join());

// Loops whose turns are taken many at once.
function json(x) { console.log(JSON.stringify(x)); }
json('say "a ""b"" c" and "'.match(/"(?:[^"]|"")*"/g));
json('"x\\"y" "z\\'.match(/"(?:[^"\\]|\\.)*"/g));
json(['aabaccab'.match(/(?:b|a+|cc)*b/), 'ab'.match(/(?:a|b|ab)*c/)]);
json('xaay xx'.match(/x(?:[^x]|(?=x))*y/));
console.log('one needle, two'.search(/\bneedle\b/), 'needles'.search(/\bneedle\b/));
json('dadd'.match(/d|dd|c|da|bc*/g));

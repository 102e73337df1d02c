// Thousands of calls of Buffer with good and bad arguments. Prints a checksum
// for each method; with VERBOSE=1 each call and what it gave.
'use strict';

const strings = ['', 'a', 'abc', 'h\u00e9', '\u20ac', '\ud83d\ude00x', '\ud800',
  '\udc00a', 'aGk=', '616z', '6162', 'YQ', '-_+/', '\u0100\u0141', 'a\0b',
  '==', 'a b c', 'zzzzzzzzzz'];
const encodings = ['utf8', 'UTF-8', 'hex', 'ucs2', 'utf16le', 'latin1',
  'binary', 'ascii', 'base64', 'base64url', 'bogus', undefined, null, ''];
const bytes = [[], [0], [0x80], [0xc3, 0xa9], [0xe2, 0x82], [0xe2, 0x82, 0xac],
  [0xf0, 0x9f, 0x98, 0x80], [0xf0, 0x9f], [0xed, 0xa0, 0x80], [0xff, 0xfe],
  [0xf4, 0x90, 0x80, 0x80], [0xc0, 0x80], [0x61, 0xe2, 0x28, 0xa1],
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]];
const numbers = [0, 1, -1, 2, 3, 1.5, NaN, undefined, null, '1', 'x', 100, -100,
  Infinity, -Infinity, 255, 256, -129, 128, 65535, 65536, 2147483648,
  4294967296, -2147483648, 140737488355328, 281474976710656, {}, [], true];
const ten = Buffer.from([1, 130, 3, 244, 5, 6, 247, 8, 9, 255]);
const sums = {};
let seed = 12345;

function random(n) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return Math.floor(seed / 2147483648 * n);
}

function any(list) {
  return list[random(list.length)];
}

function show(value) {
  if (Buffer.isBuffer(value))
    return 'B:' + value.toString('hex');
  if (typeof value === 'number' || typeof value === 'string')
    return Object.is(value, -0) ? '-0' : typeof value + String(value);
  return value && typeof value === 'object' ? JSON.stringify(value) :
    String(value);
}

// Adds what object[method](...args) gives to the method's checksum.
function call(method, object, args, after) {
  let text;

  try {
    const result = object[method].apply(object, args);
    text = show(result) + (after ? show(after) : '');
  } catch (error) {
    text = `${error.name} ${error.code} ${error.message}`;
  }
  if (sums[method] === undefined)
    sums[method] = 0;
  for (let i = 0; i < text.length; i++)
    sums[method] = (sums[method] * 31 + text.charCodeAt(i)) % 4294967291;
  if (process.env.VERBOSE)
    console.log(method, args, text);
}

function fresh(method, size, args) {
  const buffer = Buffer.alloc(size);
  call(method, buffer, args, buffer);
}

strings.forEach((s) => encodings.forEach((e) => {
  const text = Buffer.from('abcabc\u20acabc616262');

  call('from', Buffer, [s, e]);
  call('byteLength', Buffer, [s, e]);
  call('alloc', Buffer, [5, s, e]);
  fresh('fill', 5, [s, e]);
  fresh('write', 5, [s, 1, e]);
  fresh('write', 5, [s, e]);
  for (let i = 0; i < 3; i++) {
    const a = any(numbers);

    fresh('write', 6, [s, a, any(numbers), e]);
    fresh('fill', 6, [s, a, any(numbers), e]);
    call('indexOf', text, [s, a, e]);
    call('lastIndexOf', text, [s, a, e]);
    call('includes', text, [s, a, e]);
  }
}));

bytes.forEach((b) => encodings.forEach((e) => {
  call('toString', Buffer.from(b), [e]);
  call('toString', Buffer.from(b), [e, any(numbers), any(numbers)]);
}));

const orders = ['LE', 'BE'];
const fixed = ['Int16', 'Int32', 'UInt16', 'UInt32', 'Uint16', 'Float',
  'Double'];
const names = ['Int8', 'UInt8', 'Uint8'];
orders.forEach((order) => fixed.forEach((name) => names.push(name + order)));
names.forEach((name) => numbers.forEach((n) => {
  call('read' + name, ten, [n]);
  [0, 1, 8, 9, undefined, -1, 1.5, '1', NaN].forEach((offset) => {
    fresh('write' + name, 10, [n, offset]);
  });
}));
const sized = ['IntLE', 'IntBE', 'UIntLE', 'UIntBE'];
sized.forEach((name) => numbers.forEach((n) => {
  [1, 2, 3, 4, 5, 6, 7, 0, 1.5, undefined, '2'].forEach((size) => {
    call('read' + name, ten, [n, size]);
    fresh('write' + name, 10, [n, any(numbers), size]);
  });
}));
['ascii', 'base64', 'base64url', 'latin1', 'hex', 'ucs2', 'utf8'].forEach((e) =>
  [0, 3, undefined, 11].forEach((start) =>
    [2, 5, 100, undefined].forEach((end) => {
      call(e + 'Slice', ten, [start, end]);
    })));

for (let i = 0; i < 300; i++) {
  const pick = () => any(numbers);
  const target = Buffer.alloc(8);

  call('slice', ten, [pick(), pick()]);
  call('subarray', ten, [pick(), pick()]);
  call('copy', ten, [target, pick(), pick(), pick()], target);
  call('compare', ten, [Buffer.from([1, 130, 3]), pick(), pick(), pick()]);
  call('from', Buffer, [pick(), pick()]);
  call('from', Buffer, [new Uint8Array([1, 2, 3, 4]).buffer, pick(), pick()]);
  call('indexOf', ten, [pick(), pick()]);
  call('indexOf', ten, [Buffer.from([3, 244]), pick()]);
  call('lastIndexOf', ten, [ten.subarray(i % 10, i % 10 + 2), pick()]);
  fresh('fill', 4, [pick(), pick(), pick()]);
  call('copyBytesFrom', Buffer, [new Uint16Array([1, 2, 3]), pick(), pick()]);
}
[2, 4, 8].forEach((size) => {
  call(`swap${size * 8}`, Buffer.from(ten), []);
  call(`swap${size * 8}`, Buffer.from(ten.subarray(0, 8)), []);
});
call('toJSON', ten, []);
call('equals', ten, [new Uint8Array(ten)]);
call('equals', ten, ['x']);
call('concat', Buffer, [[ten, new Uint8Array([1])], 14]);
call('concat', Buffer, [[ten, 'x']]);
call('from', Buffer, [{ length: 3, 0: 1, 1: 300 }]);
call('from', Buffer, [{ type: 'Buffer', data: [1, 2] }]);
call('from', Buffer, [new String('abc')]);
call('map', ten, [(x) => x + 1]);
call('inspect', Buffer.alloc(60), []);
['a\xff', '\u0100', ''].forEach((s) => call('btoa', globalThis, [s]));
[' YW Jj ', 'YWJjY', 'YQ=', 'Y$', ''].forEach((s) =>
  call('atob', globalThis, [s]));

Object.keys(sums).forEach((name) => console.log(name, sums[name]));

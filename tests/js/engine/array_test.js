'use strict';
// Array.prototype on what is no plain array, and its quick ways on what is;
// node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

function same(actual, json) {
  eq(JSON.stringify(actual), json);
}

test('shift, unshift, splice of plain arrays', () => {
  const a = [1, 2, 3, 4];
  eq(a.shift(), 1);
  eq(a.unshift(7, 8), 5);
  same(a, '[7,8,2,3,4]');
  same(a.splice(1, 2, 'a', 'b', 'c'), '[8,2]');
  same(a, '[7,"a","b","c",3,4]');
  same(a.splice(1, 3, 'x'), '["a","b","c"]');
  same(a, '[7,"x",3,4]');
  same(a.splice(-1), '[4]');
  same(a.splice(), '[]');
  same(a.reverse(), '[3,"x",7]');
  eq(a.pop(), 7);
  eq(a.push(1, 2), 4);
  const queue = [];
  for (let i = 0; i < 5000; i++) queue.push({ i });
  let sum = 0;
  while (queue.length) sum += queue.shift().i;
  eq(sum, 12497500);
});

test('plain arrays are copied as memory, others are asked', () => {
  const a = [1, 'b', { c: 1 }, 4];
  same(a.toReversed(), '[4,{"c":1},"b",1]');
  same(a.with(-1, 'x'), '[1,"b",{"c":1},"x"]');
  same(a.toSpliced(1, 1, 7, 8), '[1,7,8,{"c":1},4]');
  same(Array.from(a), '[1,"b",{"c":1},4]');
  same(Array.from([, 1]), '[null,1]');
  eq(0 in Array.from([, 1]), true);
  eq(0 in [, 1].slice(), false);
  same([, 1].toReversed(), '[1,null]');
  same([1, 2, , 4].splice(0, 2), '[1,2]');
  same(a, '[1,"b",{"c":1},4]');
  same([1, 2, 3].fill({ a: 1 }, 1), '[1,{"a":1},{"a":1}]');
  same(new Array(3).fill(0, 1), '[null,0,0]');
  throws(() => Object.freeze([1, 2]).fill(0), TypeError);
  const shrinks = [1, 2, 3];
  same(shrinks.fill(0, { valueOf: () => (shrinks.length = 1, 0) }), '[0,0,0]');
  class Mine extends Array {}
  eq(Mine.from([1, 2]) instanceof Mine, true);
  eq(new Mine(1, 2, 3).slice(1) instanceof Mine, true);
  eq(new Mine(1, 2, 3).toReversed() instanceof Mine, false);
  eq([].concat(new Mine(1, 2)).length, 2);
});

test('holes are asked for along the prototypes', () => {
  const a = [1, , 3];
  Array.prototype[1] = 'p';
  eq(a.shift(), 1);
  eq(a[0], 'p');
  eq(Object.prototype.hasOwnProperty.call(a, 0), true);
  eq([, 2].indexOf('p'), -1);
  eq([1, , 2].indexOf('p'), 1);
  same([1, , 2].slice(), '[1,"p",2]');
  delete Array.prototype[1];
  same([, 1].concat([, 2]), '[null,1,null,2]');
  eq(1 in [1, , 2].slice(), false);
  eq([,].includes(undefined), true);
  eq([,].indexOf(undefined), -1);
});

test('lengths beyond 2^32', () => {
  const o = { length: 2 ** 53 - 2 };
  eq(Array.prototype.push.call(o, 'x'), 2 ** 53 - 1);
  eq(o[2 ** 53 - 2], 'x');
  throws(() => Array.prototype.push.call(o, 1), TypeError);
  eq(Array.prototype.pop.call(o), 'x');
  eq(Array.prototype.indexOf.call({ length: 2 ** 53 - 1, [2 ** 53 - 2]: 1 },
    1, 2 ** 53 - 3), 2 ** 53 - 2);
  same(Array.prototype.slice.call({ length: 2 ** 40, [2 ** 40 - 1]: 1 }, -1),
    '[1]');
  throws(() => Array.prototype.map.call({ length: 2 ** 32 }, (x) => x),
    RangeError);
});

test('species', () => {
  const a = [1, 2, 3];
  a.constructor = { [Symbol.species]: function (n) { this.n = n; } };
  eq(a.map((x) => x).n, 3);
  same(a.filter((x) => x > 1), '{"0":2,"1":3,"n":0}');
  same(a.concat([4]), '{"0":1,"1":2,"2":3,"3":4,"n":0,"length":4}');
  same(a.splice(0, 1), '{"0":1,"n":1,"length":1}');
  a.constructor = { [Symbol.species]: null };
  eq(a.slice().constructor, Array);
  a.constructor = 1;
  throws(() => a.slice(), TypeError);
});

test('concat spreads what says so', () => {
  const like = { length: 2, 0: 'a', [Symbol.isConcatSpreadable]: true };
  eq(1 in [].concat(like, 'b'), false);
  same([].concat(like, 'b'), '["a",null,"b"]');
  const closed = [1];
  closed[Symbol.isConcatSpreadable] = false;
  eq([].concat(closed)[0], closed);
});

test('join', () => {
  const a = [1];
  a.push(a, null, undefined, [2, [3]]);
  eq(a.join('-'), '1----2,3');
  eq(String(Array.from({ length: 1000 }, (_, i) => i % 10)).length, 1999);
  eq([1, 2].toString.call({ join: () => 'j' }), 'j');
  eq(Array.prototype.toString.call({}), '[object Object]');
  throws(() => [{ toString() { throw new RangeError(); } }].join(), RangeError);
  eq([1, [2]].join(), '1,2'); // the one that threw is not being joined still
});

test('elements that change while they are visited', () => {
  const seen = [];
  const a = [1, 2, 3, 4];
  a.forEach((x) => {
    seen.push(x);
    if (x === 1) a.length = 2;
  });
  same(seen, '[1,2]');
  const b = [3, 2, 1];
  b.sort((x, y) => {
    b.length = 0;
    return x - y;
  });
  same(b, '[1,2,3]');
});

test('frozen arrays', () => {
  const a = Object.freeze([1]);
  eq(Object.getOwnPropertyDescriptor(a, 'length').writable, false);
  for (const name of ['push', 'pop', 'shift', 'unshift', 'reverse'])
    if (name !== 'reverse') throws(() => a[name](1), TypeError);
  throws(() => Object.freeze([]).push(), TypeError);
  throws(() => Object.freeze([]).pop(), TypeError);
});

test('a length that is no number is coerced twice, and then looked at', () => {
  const a = [1, 2, 3];
  const hints = [];
  const length = {
    [Symbol.toPrimitive](hint) {
      hints.push(hint);
      Object.defineProperty(a, 'length', { writable: false });
      return 0;
    },
  };
  throws(() => { a.length = length; }, TypeError);
  eq(hints.join(), 'number,number');
  eq(Reflect.set(a, 'length', length), false);
  same(a, '[1,2,3]');
  const b = [1, 2, 3, 4];
  b.length = { valueOf() { b.length = 3; return 2; } };
  same(b, '[1,2]');
  throws(() => { b.length = { valueOf: () => 1.5 }; }, RangeError);
});

test('sort asks in the order of V8: comparators that lie give its results', () => {
  const list = (n) => Array.from({ length: n }, (_, i) => i * 7919 % n);
  const log = [];
  [3, 42, 1].sort((a, b) => { log.push(`${a}<${b}`); return a - b; });
  eq(log.join(), '42<3,1<42,1<42,1<3');
  same(list(5).sort((a, b) => a > b), '[0,4,3,2,1]');
  same(list(5).sort(() => -1), '[1,2,3,4,0]');
  same(list(10).sort(() => 1), '[1,2,3,4,5,6,7,8,9,0]'.replace(
    '[1,2,3,4,5,6,7,8,9,0]', JSON.stringify(list(10))));
  eq(list(40).sort(() => -1).join(), list(40).reverse().join());
  eq(list(40).sort((a, b) => a < b).join(), list(40).join());
});

test('shift of long arrays: holes, and elements of prototypes', () => {
  const list = Array.from({ length: 100 }, (_, i) => i);
  delete list[0];
  delete list[3];
  eq(list.shift(), undefined);
  eq(list.length, 99);
  eq(2 in list, false);
  eq(list[1], 2);
  eq(list[98], 99);
  Array.prototype[2] = 'above';
  eq(list.shift(), 1);
  eq(Object.prototype.hasOwnProperty.call(list, 1), true);
  eq(list[1], 'above');
  delete Array.prototype[2];
  Object.prototype[0] = 'top';
  delete list[0];
  eq(list.shift(), 'top');
  delete Object.prototype[0];
  class Own extends Array {}
  eq(Own.from(list).shift(), 'above');
  throws(() => Object.freeze(list).shift(), TypeError);
});

test('what is found in plain arrays', () => {
  const o = {};
  const all = [1, 2.5, 'a', o, null, undefined, true, NaN, -0, 1n];
  for (const [i, x] of all.entries()) {
    eq(all.includes(x), true);
    eq(all.indexOf(x), Number.isNaN(x) ? -1 : i);
    eq(all.lastIndexOf(x), Number.isNaN(x) ? -1 : i);
  }
  for (const x of [2, '1', {}, false, 2n, 'b']) {
    eq(all.includes(x), false);
    eq(all.indexOf(x), -1);
  }
  eq(all.indexOf(0), 8);
  eq([1, , 3].indexOf(3), 2);
  eq([1, , 3].indexOf(undefined), -1);
  eq([1, , 3].includes(undefined), true);
  Array.prototype[1] = 'above';
  try {
    eq([1, , 3].indexOf('above'), 1);
    eq([1, , 3].includes('above'), true);
    eq([1, , 3].fill(0, 2).join(), '1,above,0');
  } finally {
    delete Array.prototype[1];
  }
  eq(Object.freeze([1, 2]).indexOf(2), 1);
});

test('join of texts and numbers', () => {
  eq([1, -2, 'x', null, undefined, 140737488355327].join('-'),
    '1--2-x---140737488355327');
  eq([1, 2.5, true, [3, [4]]].join(), '1,2.5,true,3,4');
  eq([, 1, ,].join(), ',1,');
  eq(['\ud83d', '\ude00'].join(''), '\u{1f600}');
  throws(() => [Symbol('s')].join(), TypeError,
    'Cannot convert a Symbol value to a string');
  const shrinks = [1, 2, 3];
  eq(shrinks.join({ toString() { shrinks.length = 1; return '+'; } }), '1++');
});

test('fill of holes', () => {
  eq(new Array(100).fill(7).join('').length, 100);
  eq(new Array(5).fill(1, 1, 3).join(), ',1,1,,');
  eq(4 in new Array(5).fill(1, 1, 3), false);
  const seen = [];
  Object.defineProperty(Array.prototype, 2,
    { set(v) { seen.push(v); }, configurable: true });
  try {
    eq(2 in new Array(4).fill(9), true);
    eq(seen.join(), '9');
  } finally {
    delete Array.prototype[2];
  }
  throws(() => Object.freeze(new Array(2)).fill(1), TypeError);
  const below = Object.setPrototypeOf([1, , 3], new Proxy(Array.prototype, {
    set: (t, k, v) => { seen.push(`${k}${v}`); return true; },
  }));
  below[1] = 5;
  below[0] = 6;
  eq(1 in below, false);
  eq(seen.join(), '9,15');
  class Own extends Array {}
  Object.defineProperty(Own.prototype, 3, { value: 1 });
  const own = new Own(8);
  throws(() => { own[3] = 1; }, TypeError);
  own[4] = 1;
  eq(own.join(), ',,,1,1,,,');
  eq(Array.prototype.fill.call({ length: 2 }, 3)[1], 3);
});

test('species and spreading as scripts change them', () => {
  const list = [1, 2];
  eq(list.slice().constructor, Array);
  list.constructor = { [Symbol.species]: Map };
  throws(() => list.slice(), TypeError);
  list.constructor = { [Symbol.species]: Object };
  eq(list.slice() instanceof Array, false);
  const kept = Object.getOwnPropertyDescriptor(Array, Symbol.species);
  Object.defineProperty(Array, Symbol.species,
    { value: function () { this.own = true; }, configurable: true });
  try {
    eq([1].slice().own, true);
    eq([1].map((x) => x)[0], 1);
  } finally {
    Object.defineProperty(Array, Symbol.species, kept);
  }
  const was = Array.prototype.constructor;
  Array.prototype.constructor = { [Symbol.species]: Object };
  try {
    eq([].concat() instanceof Array, false);
  } finally {
    Object.defineProperty(Array.prototype, 'constructor',
      { value: was, writable: true, configurable: true });
  }
  Array.prototype[Symbol.isConcatSpreadable] = false;
  try {
    eq([1].concat([2]).length, 2);
    eq(Array.isArray([1].concat([2])[0]), true);
  } finally {
    delete Array.prototype[Symbol.isConcatSpreadable];
  }
  eq([1].concat([2], 3, [[4]]).length, 4);
});

test('literals: holes, nesting, more elements than an instruction has', () => {
  eq(JSON.stringify([1, , 3, [4, 5, ,], [,], []]),
    '[1,null,3,[4,5,null],[null],[]]');
  eq([1, , 3, [4, 5, ,], [,], []].length, 6);
  let text = '[';
  for (let i = 0; i < 5000; i++)
    text += `${i % 7 === 0 ? '' : i},`;
  const many = (0, eval)(`${text}]`);
  eq(many.length, 5000);
  eq(Object.keys(many).length, 4285);
  eq(0 in many, false);
  eq(many[4997], 4997);
  many.push(5);
  eq(many.length, 5001);
  eq([, ,].length, 2);
  const inner = () => { const a = [1, 2]; a.length = 5; return a; };
  eq([inner(), inner()].join('|'), '1,2,,,|1,2,,,');
});

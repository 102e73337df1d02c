'use strict';
// The built-in objects that js/engine adds to Duktape's, against what ECMA-262
// says; node is the oracle.
const { test } = require('../../harness');
const { eq } = require('./expect');

function same(actual, json) {
  eq(JSON.stringify(actual), json);
}
function throws(fn, type, message) {
  let error;
  try {
    fn();
  } catch (e) {
    error = e;
  }
  if (!(error instanceof type)) throw new Error(`no ${type.name}: ${error}`);
  if (message !== undefined) eq(error.message, message);
}

test('a Date of a Date has its time, and asks it nothing', () => {
  const date = new Date(2024, 1, 29, 13, 5, 9, 7);
  date.toString = date.valueOf = () => {
    throw new Error('asked');
  };
  eq(new Date(date).getMilliseconds(), 7);
});

test('Array: search', () => {
  eq([1, 2, NaN].includes(NaN), true);
  eq([1, 2, 3].includes(1, 1), false);
  eq([1, 2, 3].find((x) => x > 1), 2);
  eq([1, 2, 3].findLast((x) => x < 3), 2);
  eq([3, 4].findIndex((x) => x === 4), 1);
  eq([3, 4].findLastIndex((x) => x === 9), -1);
  eq([1, 2, 3].at(-1), 3);
  eq([1].at(5), undefined);
  throws(() => [1].find(1), TypeError, '1 is not a function');
});

test('Array: fill, copyWithin, flat', () => {
  same([1, 2, 3].fill(9, 1), '[1,9,9]');
  same([1, 2, 3, 4, 5].copyWithin(0, 3), '[4,5,3,4,5]');
  same([1, 2, 3, 4, 5].copyWithin(1, 0, 3), '[1,1,2,3,5]');
  same([1, [2, [3, [4]]]].flat(Infinity), '[1,2,3,4]');
  same([1, [2, [3]]].flat(), '[1,2,[3]]');
  same([1, 2].flatMap((x) => [x, [x]]), '[1,[1],2,[2]]');
});

test('Array: copies', () => {
  same([1, 2, 3].toReversed(), '[3,2,1]');
  same([3, 1, 2].toSorted(), '[1,2,3]');
  same([1, 2, 3].with(1, 5), '[1,5,3]');
  same([1, 2, 3, 4].toSpliced(1, 2, 'x'), '[1,"x",4]');
  throws(() => [1].with(3, 0), RangeError);
});

test('Array: sort is stable and puts undefined last', () => {
  const list = [];
  for (let i = 0; i < 500; i++) list.push({ k: i % 7, i });
  list.sort((a, b) => a.k - b.k);
  for (let i = 1; i < list.length; i++) {
    const a = list[i - 1];
    const b = list[i];
    if (a.k > b.k || (a.k === b.k && a.i > b.i)) throw new Error(`at ${i}`);
  }
  same([10, 9, 1, undefined, 2].sort(), '[1,10,2,9,null]');
  same([5, 25, 100, 1].sort((a, b) => a - b), '[1,5,25,100]');
  const holes = [, 3, , 1].sort();
  eq(holes.length, 4);
  eq(2 in holes, false);
  throws(() => [1].sort(5), TypeError);
  throws(() => [2, 1].sort(() => { throw new RangeError('mine'); }),
    RangeError, 'mine');
});

test('Array.from and Array.of', () => {
  same(Array.from('a\u00f1b'), '["a","\u00f1","b"]');
  same(Array.from({ length: 3 }, (_, i) => i * 2), '[0,2,4]');
  same(Array.from(new Set([1, 2, 2, 3])), '[1,2,3]');
  same(Array.from(new Map([[1, 'a'], [2, 'b']])), '[[1,"a"],[2,"b"]]');
  same(Array.of(7, 8), '[7,8]');
  eq(Array.from('\ud83d\ude00x').length, 2);
});

test('iterators: arrays and strings', () => {
  eq([][Symbol.iterator], [].values);
  same(Array.from(['a', 'b'].entries()), '[[0,"a"],[1,"b"]]');
  same(Array.from(['a', 'b'].keys()), '[0,1]');
  const it = [1].values();
  eq(it[Symbol.iterator](), it);
  same(it.next(), '{"value":1,"done":false}');
  same(it.next(), '{"done":true}');
  eq(Object.prototype.toString.call(it), '[object Array Iterator]');
});

test('an iterator is closed when its consumer throws', () => {
  let closed = 0;
  const source = {
    [Symbol.iterator]() {
      return {
        next: () => ({ value: 1, done: false }),
        return: () => { closed++; return {}; },
      };
    },
  };
  throws(() => new Map(source), TypeError,
    'Iterator value 1 is not an entry object');
  eq(closed, 1);
});

test('Object: entries, values, fromEntries, assign, hasOwn, groupBy', () => {
  same(Object.entries({ a: 1, b: 2 }), '[["a",1],["b",2]]');
  same(Object.values('ab'), '["a","b"]');
  same(Object.fromEntries(new Map([['x', 1]])), '{"x":1}');
  const symbol = Symbol('q');
  eq(Object.assign({}, { [symbol]: 1 })[symbol], 1);
  eq(Object.hasOwn({ a: 1 }, 'a'), true);
  eq(Object.hasOwn({}, 'toString'), false);
  const all = Object.getOwnPropertyDescriptors({ get a() { return 1; }, b: 2 });
  eq(typeof all.a.get, 'function');
  eq(all.b.value, 2);
  throws(() => Object.assign(null), TypeError);
});

test('Symbol: descriptions and well-known ones', () => {
  eq(Symbol('q').description, 'q');
  eq(Symbol().description, undefined);
  eq(Symbol('').description, '');
  eq(Symbol.for('k').description, 'k');
  eq(Symbol.iterator.description, 'Symbol.iterator');
  eq(typeof Symbol.asyncIterator, 'symbol');
  eq(typeof Symbol.species, 'symbol');
});

test('String: pad and trim', () => {
  eq('abc'.padStart(6, '12'), '121abc');
  eq('abc'.padEnd(5), 'abc  ');
  eq('abc'.padEnd(8, '\u00e9x'), 'abc\u00e9x\u00e9x\u00e9');
  eq('  x '.trimStart(), 'x ');
  eq('\ufeff x \u2003'.trimEnd(), '\ufeff x');
  eq(''.trimEnd(), '');
  throws(() => 'x'.padStart(2 ** 31), RangeError, 'Invalid string length');
});

test('String: replaceAll and matchAll', () => {
  eq('a.b.c'.replaceAll('.', '-'), 'a-b-c');
  eq('aXbX'.replaceAll('X', (m, i) => i), 'a1b3');
  eq('abc'.replaceAll('', '-'), '-a-b-c-');
  eq('aba'.replaceAll('a', '[$&$$$`]'), '[a$]b[a$ab]');
  eq('aba'.replaceAll(/a/g, 'x'), 'xbx');
  throws(() => 'a'.replaceAll(/a/, 'x'), TypeError);
  eq(Array.from('a1b22'.matchAll(/\d+/g)).map((m) => m[0] + m.index).join(),
    '11,223');
});

test('String: at, raw, well-formed text', () => {
  eq('abc'.at(-1), 'c');
  eq(String.raw({ raw: ['a', 'b', 'c'] }, 1, 2), 'a1b2c');
  eq('\ud800'.isWellFormed(), false);
  eq('\ud83d\ude00'.isWellFormed(), true);
  eq('a\udc00'.toWellFormed(), 'a\ufffd');
  eq('abc'.normalize('NFKD'), 'abc');
  throws(() => 'a'.normalize('x'), RangeError);
});

test('Math', () => {
  eq(Math.fround(5.05), 5.050000190734863);
  eq(Math.sinh(0), 0);
  eq(Math.log1p(0), 0);
  eq(Math.acosh(1), 0);
});

test('Map: keys by SameValueZero', () => {
  const map = new Map([[1, 'a'], [NaN, 'n'], [-0, 'z']]);
  eq(map.get(NaN), 'n');
  eq(map.get(0), 'z');
  eq(map.size, 3);
  eq(Array.from(map.keys())[2], 0);
  eq(Object.prototype.toString.call(map), '[object Map]');
  eq(map[Symbol.iterator], map.entries);
});

test('Map: forEach sees what is added and not what is removed', () => {
  const order = [];
  const map = new Map();
  for (let i = 0; i < 10; i++) map.set(i, i);
  map.forEach((v, k) => {
    order.push(k);
    if (k === 3) {
      map.delete(4);
      map.set(100, 1);
    }
    if (k === 5) map.delete(0);
  });
  eq(order.join(), '0,1,2,3,5,6,7,8,9,100');
});

test('Map: an iterator keeps its place while the table grows', () => {
  const map = new Map();
  for (let i = 0; i < 20000; i++) map.set('k' + i, i);
  for (let i = 0; i < 20000; i += 2) map.delete('k' + i);
  eq(map.size, 10000);
  eq(map.get('k777'), 777);
  const keys = map.keys();
  keys.next();
  for (let i = 0; i < 30000; i++) map.set('z' + i, i);
  eq(keys.next().value, 'k3');
  map.clear();
  eq(keys.next().done, true);
  eq(map.size, 0);
});

test('Map: a thousand iterators abandoned half-way', () => {
  const map = new Map([[1, 1], [2, 2]]);
  for (let i = 0; i < 1000; i++) map.keys().next();
  map.set(3, 3);
  eq(map.size, 3);
});

test('Map and Set: wrong receivers and calls', () => {
  throws(() => Map(), TypeError, "Constructor Map requires 'new'");
  throws(() => Map.prototype.get.call({}, 1), TypeError,
    'Method Map.prototype.get called on incompatible receiver #<Object>');
  throws(() => new Set(5), TypeError);
});

test('Set', () => {
  const set = new Set([3, 1, 3]);
  eq(set.size, 2);
  same(Array.from(set), '[3,1]');
  eq(set.add(7), set);
  eq(set.delete(3), true);
  eq(set.delete(3), false);
  eq(set.has(1), true);
  eq(Set.prototype.keys, Set.prototype.values);
});

test('WeakMap: frozen keys, cycles, nothing visible', () => {
  const weak = new WeakMap();
  const key = Object.freeze({});
  weak.set(key, { key });
  eq(weak.has(key), true);
  eq(weak.delete(key), true);
  eq(weak.has(key), false);
  eq(weak.set(key, 5), weak);
  eq(weak.get(key), 5);
  eq(Object.getOwnPropertyNames(key).length, 0);
  eq(Object.getOwnPropertySymbols(key).length, 0);
  for (let i = 0; i < 1000; i++) {
    const cycle = {};
    weak.set(cycle, cycle);
  }
  eq(new WeakSet([key]).has(key), true);
  eq(weak.get(1), undefined);
  throws(() => weak.set(1, 2), TypeError);
});

test('typed arrays', () => {
  const u = new Uint8Array([5, 1, 4]);
  eq(u.slice(1).join(), '1,4');
  eq(u.map((x) => x * 2).join(), '10,2,8');
  eq(u.filter((x) => x > 1).join(), '5,4');
  eq(u.sort().join(), '1,4,5');
  eq(u.indexOf(4), 1);
  eq(u.includes(9), false);
  eq(u.toReversed().join(), '5,4,1');
  eq(u.fill(7).join('-'), '7-7-7');
  eq(u.fill(300).join(), '44,44,44');
  eq(Float64Array.from([1.5, 2]).join(), '1.5,2');
  eq(Uint16Array.of(1, 2).join(), '1,2');
  eq(Object.prototype.toString.call(u), '[object Uint8Array]');
  const sorted = new Float64Array([3, NaN, -0, 0]).sort();
  eq(Object.is(sorted[0], -0), true);
  eq(sorted[3], NaN);
});

test('Date: formats', () => {
  const epoch = new Date(0);
  eq(epoch.toUTCString(), 'Thu, 01 Jan 1970 00:00:00 GMT');
  eq(epoch.toISOString(), '1970-01-01T00:00:00.000Z');
  eq(String(new Date(NaN)), 'Invalid Date');
  const local = new Date(2020, 0, 2, 15, 4, 5);
  eq(local.toDateString(), 'Thu Jan 02 2020');
  eq(local.toString().slice(0, 28), 'Thu Jan 02 2020 15:04:05 GMT');
  eq(local.toLocaleString(), '1/2/2020, 3:04:05 PM'.replace(' PM',
    local.toLocaleString().slice(-3)));
  eq(typeof (epoch + 1), 'string');
});

test('Date: what toString writes is read again', () => {
  const then = new Date(2020, 5, 6, 7, 8, 9);
  eq(Date.parse(then.toString()), then.getTime());
  eq(Date.parse(then.toUTCString()), then.getTime());
});

test('Date: reading', () => {
  eq(Date.parse('Tue, 15 Nov 1994 08:12:31 GMT'), 784887151000);
  eq(Date.parse('Nov 15, 1994 08:12:31 +0100'), 784883551000);
  eq(Date.parse('Sunday, 06-Nov-94 08:49:37 GMT'), 784111777000);
  eq(Date.parse('Sun Nov  6 08:49:37 1994'),
    new Date(1994, 10, 6, 8, 49, 37).getTime());
  eq(Date.parse('2020/01/02'), new Date(2020, 0, 2).getTime());
  eq(Date.parse('1/2/2020 3:04 PM'), new Date(2020, 0, 2, 15, 4).getTime());
  eq(Date.parse('2020-01-02 03:04'), new Date(2020, 0, 2, 3, 4).getTime());
  eq(Date.parse('Jan 1, 2020'), new Date(2020, 0, 1).getTime());
  eq(Date.parse('2020-01-02'), 1577923200000);
  eq(Date.parse('+002020-01-02T03:04:05+01:00'), 1577930645000);
  eq(Date.parse('hello'), NaN);
  eq(Date.parse('2020-13-01'), NaN);
});

test('small things where we differed from node', () => {
  eq(new Date(2020, 0, 1 / 3).getDate(), 31);
  eq(Date.UTC(2020, 0, 0.5), Date.UTC(2020, 0, 0));
  const d = new Date(0);
  eq(d.setUTCDate(1 / 3), -86400000);
  eq(d.setUTCDate(1.9), Date.UTC(1969, 11, 1));
  eq(Object.isFrozen(Object.preventExtensions(new Date(0))), true);
  eq(Object.isSealed(Object.preventExtensions(new Date(0))), true);
  throws(() => Date.prototype.toJSON.call({}), TypeError,
    'toISOString is not a function');
  const views = Object.preventExtensions(new Uint8Array(2));
  eq(Object.isFrozen(views), false);
  eq(Object.isFrozen(Object.preventExtensions(new Uint8Array(0))), true);
  throws(() => Object.fromEntries(null), TypeError,
    'undefined is not iterable');
});

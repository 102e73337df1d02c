'use strict';
// Native functions whose callbacks the executor runs (visit.h); node is the
// oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const list = () => [1, 2, 3];
const text = (x) => JSON.stringify(x);
const same = (a, b) => eq(text(a), text(b));

test('callbacks of every kind', () => {
  same(list().map((x) => x * 2), [2, 4, 6]);
  same(list().map(String), ['1', '2', '3']);
  same(['1', '2', '3'].map(parseInt), [1, null, null]);
  same(list().map((x) => [x].map((y) => [y].map((z) => z + x)[0])[0]),
    [2, 4, 6]);
  same(list().map(((a, b) => a + b).bind(null, 10)), [11, 12, 13]);
  same(list().map(new Proxy((x) => -x, {})), [-1, -2, -3]);
  same(list().map(function () { return arguments.length; }), [3, 3, 3]);
  same(list().map((...all) => all.length), [3, 3, 3]);
  same(list().map((x, i, all) => all[i] === x), [true, true, true]);
  same(list().map(function* (x) { yield x; }).map((g) => g.next().value),
    [1, 2, 3]);
  same(list().map(async () => {}).map((p) => p instanceof Promise),
    [true, true, true]);
  same(list().map(new Function('a', 'return eval("a + 1")')), [2, 3, 4]);
  throws(() => list().map(class {}), TypeError);
  throws(() => list().map(1), TypeError);
});

test('this of callbacks', () => {
  const loose = new Function('return this === globalThis || typeof this');
  same([1].map(loose), [true]);
  same([1].map(loose, 'x'), ['object']);
  same([1].map(function () { return this; }, 'x'), ['x']);
  same([1].map(function () { return this; }), [null]);
});

test('what is called by C', () => {
  same(Reflect.apply([].map, list(), [(x) => x + 1]), [2, 3, 4]);
  same(Array.prototype.map.call(list(), (x) => x + 1), [2, 3, 4]);
  same(Array.prototype.filter.apply(list(), [(x) => x > 1]), [2, 3]);
  same([].map.bind(list())((x) => x + 1), [2, 3, 4]);
  const get = { get all() { return list().reduce((a, b) => a + b); } };
  eq(get.all, 6);
});

test('errors leave and come back', () => {
  const stop = (at) => (x) => { if (x === at) throw new Error(`at ${x}`); };
  throws(() => list().forEach(stop(2)), Error, 'at 2');
  let seen = '';
  for (let i = 0; i < 3; i++) {
    try {
      list().forEach((x) => {
        try {
          list().forEach(stop(x));
        } catch (e) {
          seen += e.message + ';';
          if (x === 3) throw e;
        } finally {
          seen += 'f';
        }
      });
    } catch (e) {
      seen += `out ${e.message}|`;
    }
  }
  eq(seen, 'at 1;fat 2;fat 3;fout at 3|'.repeat(3));
  same(list().map((x) => { try { return x; } finally { seen = x; } }), list());
  eq(seen, 3);
  same(list().map((x) => { try { throw x; } catch (e) { return e + 1; } }),
    [2, 3, 4]);
  same(list().map((x) => { for (const y of [x]) return y; }), list());
});

test('stacks name the function between', () => {
  try {
    [0].forEach(function inner() { throw new Error('here'); });
  } catch (e) {
    const lines = e.stack.split('\n');
    eq(/at inner /.test(lines[1]), true);
    eq(/at Array\.forEach \(<anonymous>\)/.test(lines[2]), true);
  }
});

test('depth without end is a RangeError', () => {
  const deep = (n) => [n].map((x) => deep(x + 1));
  throws(() => deep(0), RangeError, 'Maximum call stack size exceeded');
  let left = 2000;
  const some = () => [0].some(() => (left-- > 0 ? some() : true));
  eq(some(), true);
});

test('generators and async functions around', async () => {
  function* walk() {
    for (let i = 0; i < 3; i++) yield list().map((x) => x * i);
  }
  same([...walk()], [[0, 0, 0], [1, 2, 3], [2, 4, 6]]);
  same(list().map((x) => [...walk()][1][x - 1]), list());
  const wait = async (x) => {
    await null;
    return list().reduce((a, b) => a + b, x);
  };
  same(await Promise.all(list().map(wait)), [7, 8, 9]);
  same([...list().map((x) => x)].map((x) => [...walk()].length * x), [3, 6, 9]);
});

test('arrays that change under the walk', () => {
  const grows = list();
  same(grows.map((x) => { grows.push(x); return x; }), list());
  const shrinks = list();
  same(shrinks.map((x) => { shrinks.pop(); return x; }), [1, 2, null]);
  eq(1 in [1, , 3].map((x) => x), false);
  const found = [];
  [1, , 3].find((x) => { found.push(x); });
  eq(found[1], undefined);
  eq(found.length, 3);
  const moved = list();
  same(moved.filter((x, i) => {
    Object.defineProperty(moved, i + 1, { get: () => i + 10 });
    return true;
  }), [1, 10, 11]);
  const sparse = list();
  same(sparse.map((x) => { sparse[100000] = 1; return x; }), list());
  class Own extends Array {}
  eq(Own.from([1, 2]).map((x) => x) instanceof Own, true);
  eq(Own.from([1, 2]).filter((x) => x) instanceof Own, true);
  const log = [];
  const proxy = new Proxy(list(), {
    has: (t, k) => { log.push(`has ${k}`); return k in t; },
    get: (t, k) => { log.push(`get ${String(k)}`); return t[k]; },
  });
  eq(Array.prototype.reduce.call(proxy, (a, b) => a + b), 6);
  eq(Array.prototype.find.call(proxy, (x) => x === 2), 2);
  eq(log.join(), 'get length,has 0,get 0,has 1,get 1,has 2,get 2,' +
    'get length,get 0,get 1');
});

test('reduce, find and flatMap', () => {
  eq(list().reduceRight((a, x, i) => `${a}${x}${i}`, ''), '322110');
  eq([, 1, , 2].reduce((a, b) => a + b), 3);
  throws(() => [,].reduce(() => {}), TypeError,
    'Reduce of empty array with no initial value');
  eq(list().reduce(function (...all) { return all.length; }), 4);
  eq(list().findLast((x) => x < 3), 2);
  eq(list().findLastIndex((x) => x < 3), 1);
  eq(list().findIndex((x) => x > 3), -1);
  eq(list().find((x) => x > 3), undefined);
  same(list().flatMap((x) => (x === 2 ? [] : [x, [x]])), [1, [1], 3, [3]]);
});

test('sort', () => {
  const words = 'the quick brown fox jumps over the lazy dog'.split(' ');
  const by = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = 'brown dog fox jumps lazy over quick the the';
  eq(words.slice().sort(by).join(' '), sorted);
  eq(words.toSorted(by).join(' '), sorted);
  eq(words.toSorted().join(' '), sorted);
  const many = Array.from({ length: 500 }, (_, i) => ({ k: i * 7 % 10, i }));
  many.sort((a, b) => a.k - b.k);
  eq(many.every((x, n) => n === 0 || many[n - 1].k < x.k ||
    (many[n - 1].k === x.k && many[n - 1].i < x.i)), true);
  throws(() => [3, 1, 2].sort(() => { throw new RangeError('x'); }),
    RangeError, 'x');
  throws(() => [3, 1].sort(() => 1n), TypeError,
    'Cannot convert a BigInt value to a number');
  const holes = [3, , undefined, 1];
  eq(holes.sort((a, b) => a - b).length, 4);
  same(holes, [1, 3, null, null]);
  eq(3 in holes, false);
  eq(2 in holes, true);
  same([3, , 1].toSorted((a, b) => a - b), [1, 3, null]);
  const seen = [];
  const shrinks = [5, 4, 3, 2, 1];
  shrinks.sort((a, b) => { shrinks.length = 0; seen.push(a); return a - b; });
  same(shrinks, [1, 2, 3, 4, 5]);
  eq([2, 1].sort((a, b) => ({ valueOf: () => a - b })).join(), '1,2');
  eq([2, 1].sort(() => NaN).join(), '2,1');
  same([[2, 1], [4, 3]].map((x) => x.sort((a, b) => a - b)),
    [[1, 2], [3, 4]]);
});

test('Array.from with a mapper', () => {
  same(Array.from({ length: 3 }, (_, i) => i * 2), [0, 2, 4]);
  same(Array.from([1, 2], (x) => x + 1), [2, 3]);
  same(Array.from(new Set([1, 2]), (x) => x + 1), [2, 3]);
  same(Array.from(new Map([[1, 2]])), [[1, 2]]);
  same(Array.from('aüz', (c) => c + c), ['aa', 'üü', 'zz']);
  same(Array.from([1, 2], function (x) { return this + x; }, 'n'),
    ['n1', 'n2']);
  const grows = [1, 2];
  same(Array.from(grows, (x) => { if (x < 9) grows.push(9); return x; }),
    [1, 2, 9, 9]);
  const shrinks = [1, 2, 3];
  same(Array.from(shrinks, (x) => { shrinks.length = 1; return x; }), [1]);
  same(Array.from([1, , 3], (x) => x === undefined), [false, true, false]);
  throws(() => Array.from([1], () => { throw new RangeError('m'); }),
    RangeError, 'm');
  let closed = 0;
  const iterable = {
    [Symbol.iterator]: () => ({
      next: () => ({ value: 1, done: false }),
      return: () => { closed++; return {}; },
    }),
  };
  throws(() => Array.from(iterable, () => { throw new RangeError('m'); }),
    RangeError, 'm');
  eq(closed, 1);
  throws(() => Array.from({
    [Symbol.iterator]: () => ({
      next: () => { throw new RangeError('n'); },
      return: () => { closed++; return {}; },
    }),
  }), RangeError, 'n');
  eq(closed, 1);
});

test('Map, Set and typed arrays', () => {
  const map = new Map([[1, 'a'], [2, 'b']]);
  const seen = [];
  map.forEach(function (v, k, m) {
    seen.push(`${this.x}${k}${v}${m === map}`);
    if (k === 1) { map.delete(2); map.set(3, 'c'); }
  }, { x: 0 });
  eq(seen.join(), '01atrue,03ctrue');
  const set = new Set([1, 2]);
  let sum = 0;
  set.forEach((v, k) => { sum += v + k; if (v < 3) set.add(v + 1); });
  eq(sum, 12);
  throws(() => set.forEach((v) => { throw new RangeError(v); }), RangeError,
    '1');
  const typed = new Float64Array([1, 2, 3]);
  eq(typed.map((x) => x / 2).join(), '0.5,1,1.5');
  eq(typed.filter((x, i, all) => all[i] !== 2).join(), '1,3');
  eq(typed.reduce((a, x) => a + x), 6);
  eq(typed.reduceRight((a, x) => `${a}${x}`, ''), '321');
  eq(typed.find((x) => x > 1), 2);
  eq(typed.findLastIndex((x) => x < 3), 1);
  eq(typed.some((x) => x > 2), true);
  eq(typed.every((x) => x > 2), false);
  const short = new Uint8Array(new ArrayBuffer(4, { maxByteLength: 8 }));
  eq(short.map((x, i) => { short.buffer.resize(2); return i; }).join(),
    '0,1,2,3');
  throws(() => typed.map(() => { throw new RangeError('t'); }), RangeError,
    't');
});

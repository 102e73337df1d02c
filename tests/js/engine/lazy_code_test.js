'use strict';
// Functions whose code is read when they are called; node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

// Long enough not to be read at once.
function make(n) {
  return function counted(a, b = 'a default value', ...rest) {
    const words = ['one', 'two', 'three', a, b, rest.length, n];
    n += 1;
    return words.join() + 'some text to make it longer than the others';
  };
}

test('closures made before and after the first call', () => {
  const first = make(1), second = make(10);
  const tail = 'some text to make it longer than the others';
  eq(second('x'), 'one,two,three,x,a default value,0,10' + tail);
  const third = make(20);
  eq(first(), 'one,two,three,,a default value,0,1' + tail);
  eq(third(1, 2, 3), 'one,two,three,1,2,1,20' + tail);
  eq(second('x'), 'one,two,three,x,a default value,0,11' + tail);
});

test('what is known of one that was never called', () => {
  const f = make(1);
  eq(f.name + f.length, 'counted1');
  eq(f.toString().startsWith('function counted(a, b ='), true);
  eq(f.toString().endsWith('others\';\n  }'), true);
  eq(Object.getOwnPropertyNames(f).join(), 'length,name,prototype');
  eq(f.prototype.constructor, f);
});

test('however it is called first', () => {
  function This(x) {
    if (!new.target) return [this, x, 'called without new, it gives a list'];
    this.x = x;
    this.text = 'some text that is in the code of the constructor';
  }
  const other = (() => function This(x) {
    this.x = x;
    this.text = 'some text that is in the code of the other constructor';
  })();
  eq(new This(1).x, 1);
  eq(Reflect.construct(other, [2]).x, 2);
  class Base {
    constructor(x) { this.x = x; this.list = [1, 2, 3, 'some', 'words']; }
    get twice() { return [this.x, this.x, 'from a getter', this.list].join(); }
    static of(x) { return new this(x, 'an argument', 'that is not used'); }
  }
  class Derived extends Base {
    constructor(x) { super(x + 1); this.more = ['even', 'more', 'words', x]; }
    get twice() { return super.twice + [' and', 'what', 'is', 'derived']; }
  }
  eq(Derived.of(1).twice, '2,2,from a getter,1,2,3,some,words and,what,is,' +
    'derived');
  function apply() { return [this.a, arguments.length, 'some words'].join(); }
  function bound(a, b) { return [this.a, a, b, 'some', 'more words'].join(); }
  eq(apply.call({ a: 1 }, 1, 2), '1,2,some words');
  eq(bound.bind({ a: 1 }, 2)(3), '1,2,3,some,more words');
  eq([3].map((x) => [x, 'in', 'a', 'callback', 'of', 'map']).join(),
    '3,in,a,callback,of,map');
  eq([1, 2, 3].sort(function compare(a, b) {
    const names = ['descending', 'order', 'of', 'numbers', 'is', 'wanted'];
    return names.length > 0 ? b - a : 0;
  }).join(), '3,2,1');
});

test('generators and async functions', async () => {
  function* walk(n) { if (n > 0) { yield [n, 'words']; yield* walk(n - 1); } }
  async function wait(n) { return n > 0 ? [n, await wait(n - 1)].join() : ''; }
  async function* both(n) { for (const x of walk(n)) yield await [x, 'async']; }
  eq([...walk(3)].join(), '3,words,2,words,1,words');
  eq(await wait(3), '3,2,1,');
  const all = [];
  for await (const x of both(2)) all.push(x);
  eq(all.join(), '2,words,async,1,words,async');
});

test('eval and its variables', () => {
  function inside(code) {
    const secret = 'a variable of the function', more = ['of', 'words'];
    return eval(code) + more.length;
  }
  eq(inside('secret'), 'a variable of the function2');
  eq((0, eval)('(function (a) { return [a, "made", "by", "eval", a]; })')(1)
    .join(), '1,made,by,eval,1');
});

test('an error of the first call has its place', () => {
  function thrower(value) {
    const words = ['some', 'words', 'before', 'the', 'error', value];
    throw new Error(words.join(' '));
  }
  let frame;
  try { thrower(1); } catch (error) { frame = error.stack.split('\n')[1]; }
  eq(frame, `    at thrower (${__filename}:93:11)`);
  function deep() { return [deep(), 'and', 'some', 'more', 'words'].join(); }
  throws(deep, RangeError);
});

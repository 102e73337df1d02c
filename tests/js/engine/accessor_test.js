'use strict';
// Getters and setters, whose frames the executor makes itself (quick_call.h);
// node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

class Box {
  constructor(w) { this.w = w; }
  get width() { return this.w; }
  set width(w) { this.w = w; return 'ignored'; }
  get only() { return 1; }
  set never(x) { this.never_ = x; }
  get self() { return this; }
  get all() { return [this.width, this.width + this.width].join(); }
}

test('get and set', () => {
  const box = new Box(1);
  eq(box.width, 1);
  eq(box.width = 2, 2);
  eq(box.width += 3, 5);
  eq(box.width++ + ++box.width, 12);
  eq(box.all, '7,14');
  eq(box.self, box);
  eq(Object.create(box).width, 7);
  const heir = Object.create(box);
  heir.width = 9;
  eq(heir.w + box.w, 16);
  eq(box.never, undefined);
  throws(() => { box.only = 2; }, TypeError,
    'Cannot set property only of #<Box> which has only a getter');
});

test('registers of the caller stay', () => {
  const box = new Box(1), a = [1, 2], s = 'text';
  eq([s, box.width, a.length, box.width = 3, s + box.width, box.all, s].join(),
    'text,1,2,3,text3,3,6,text');
  const f = (x, y, z) => `${x}${y}${z}`;
  eq(f(box.width, (box.width = 4, box.width), f(box.width, 1, box.width)),
    '34414');
  let total = 0;
  for (let i = 0; i < 100; i++)
    total += box.width + a.length + [box.width, i].length;
  eq(total, 800);
});

test('functions of any kind', () => {
  const define = (get, set) => Object.defineProperty({}, 'x', { get, set });
  eq(define(function () { return arguments.length; }).x, 0);
  eq(define((...a) => a.length).x, 0);
  let seen;
  define(undefined, (...a) => { seen = a.length; }).x = 5;
  eq(seen, 1);
  define(undefined, function (a, b, c) { seen = [a, b, c, arguments.length]; })
    .x = 5;
  eq(seen.join(), '5,,,1');
  define(undefined, () => { seen = 'none'; }).x = 5;
  eq(seen, 'none');
  eq(define(function* () { yield 1; }).x.next().value, 1);
  eq(define(async () => 1).x instanceof Promise, true);
});

test('bound, native and proxy functions; classes', () => {
  const define = (get, set) => Object.defineProperty({}, 'x', { get, set });
  eq(define(function () { return this; }.bind(7)).x, 7);
  eq(define(new Proxy(() => 8, {})).x, 8);
  eq(define(Array.of).x.length, 0);
  throws(() => define(class A {}).x, TypeError,
    "Class constructor A cannot be invoked without 'new'");
  eq(new Map([[1, 2]]).size, 1);
  eq(new Function('return this.x')
    .call(define(new Function('return typeof this'))), 'object');
});

test('base values of other kinds', () => {
  Object.defineProperty(String.prototype, 'mine', {
    get() { return typeof this; }, configurable: true,
  });
  eq('a'.mine, 'string');
  delete String.prototype.mine;
  const list = Object.defineProperty([1, 2], 'last', {
    get() { return this[this.length - 1]; },
    set(v) { this[this.length - 1] = v; },
  });
  eq(list.last, 2);
  list.last = 5;
  eq(list.join(), '1,5');
  const indexed = Object.defineProperty([1], 0, { get: () => 'index' });
  eq(indexed[0], 'index');
  const key = Symbol('key');
  eq({ get [key]() { return 6; } }[key], 6);
  const proxy = new Proxy(new Box(3), {});
  eq(proxy.width, 3);
  proxy.width = 4;
  eq(proxy.width, 4);
  eq(Object.create(proxy).width, 4);
});

test('what they throw, and finally', () => {
  const o = {
    get bad() { throw new RangeError('get'); },
    set bad(v) { throw new RangeError(v); },
    get tried() { try { return 1; } finally { this.n = 2; } },
    set tried(v) { try { return v; } finally { this.n = v; } },
    get caught() { try { return o.bad; } catch (e) { return e.message; } },
  };
  let where = 'begin';
  const local = 'local';
  try {
    where = o.bad;
  } catch (e) {
    where += e.message + local;
  }
  eq(where, 'begingetlocal');
  throws(() => { o.bad = 'set'; }, RangeError, 'set');
  eq(o.tried + o.n, 3);
  o.tried = 5;
  eq(o.n + o.caught, '5get');
  for (const x of [1, 2])
    eq((() => { try { return o.tried + x; } finally { o.tried = x; } })(), x + 1);
  throws(() => ({ get x() { return this.x; } }).x, RangeError);
  throws(() => { ({ set x(v) { this.x = v; } }).x = 1; }, RangeError);
});

test('in generators, async functions and callbacks', async () => {
  const box = new Box(1);
  function* g() { yield box.width; box.width = yield box.width; yield box.all; }
  const it = g();
  eq(it.next().value, 1);
  eq(it.next().value, 1);
  eq(it.next(5).value, '5,10');
  const f = async () => {
    box.width = await box.width + 1;
    return box.width;
  };
  eq(await f(), 6);
  eq([1, 2].map((x) => (box.width = x) + box.width).join(), '2,4');
  eq([3, 1, 2].map((w) => new Box(w)).sort((a, b) => a.width - b.width)
    .map((b) => b.width).join(), '1,2,3');
  const stack = { get s() { return new Error('here').stack; } };
  eq(stack.s.split('\n')[1].trim().startsWith('at get s'), true);
});

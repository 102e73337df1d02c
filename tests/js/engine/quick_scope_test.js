'use strict';
// Variables that the executor finds itself (quick_scope.h): whatever becomes of
// the environments between two runs must be seen; node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const sloppy = (text, ...names) => new Function(...names, text);

test('variables of functions that run and that have returned', () => {
  function counter() {
    let n = 0;
    const up = () => ++n;
    up();
    eq(n, 1);
    n = 10;
    eq(up(), 11);
    return { up, get: () => n, set: (v) => { n = v; } };
  }
  const a = counter();
  const b = counter();
  eq(a.up(), 12);
  a.set('1');
  eq(a.up(), 2);
  eq(b.get(), 11);
  const deep = (x) => () => () => () => x++;
  const f = deep(1)()();
  f();
  eq(f(), 2);
});

test('many variables have a hash', () => {
  const names = Array.from({ length: 40 }, (_, i) => `v${i}`);
  const f = sloppy(`var ${names.map((n, i) => `${n} = ${i}`).join()};
    var g = function () { v39 += v7; return v39; };
    g(); return [g, v39];`);
  eq(f()[1], 46);
  eq(f()[0](), 53);
});

test('the global object changes', () => {
  const get = sloppy('return someGlobal');
  const type = sloppy('return typeof someGlobal');
  const set = sloppy('someGlobal = 2');
  const strictSet = sloppy('"use strict"; someGlobal = 2');
  const call = sloppy('return someGlobal()');
  throws(get, ReferenceError);
  eq(type(), 'undefined');
  throws(strictSet, ReferenceError);
  globalThis.someGlobal = 1;
  eq(get(), 1);
  set();
  eq(globalThis.someGlobal, 2);
  delete globalThis.someGlobal;
  throws(get, ReferenceError);
  throws(call, ReferenceError);
  set();
  eq(get(), 2);
  Object.defineProperty(globalThis, 'someGlobal',
                        { get: () => 3, configurable: true });
  eq(get(), 3);
  throws(strictSet, TypeError);
  set();
  Object.defineProperty(globalThis, 'someGlobal', { value: 4 });
  throws(strictSet, TypeError);
  eq(get(), 4);
  delete globalThis.someGlobal;
  Object.prototype.someGlobal = 5;
  eq(get(), 5);
  set();
  eq(Object.hasOwn(globalThis, 'someGlobal'), true);
  delete Object.prototype.someGlobal;
  globalThis.someGlobal = sloppy('return this');
  eq(call(), globalThis);
  delete globalThis.someGlobal;
});

test('with, eval and catch come between', () => {
  const f = sloppy(`
    var x = 'function';
    function read() { return x; }
    var out = [read()];
    with (object) {
      var g = function () { return x; };
      out.push(g());
      delete object.x;
      out.push(g());
      object.x = 'again';
      out.push(g());
      x = 'written';
      out.push(object.x, read());
      object.m = function () { return this === object; };
      out.push(m());
    }
    (function () {
      eval('var x = "eval"');
      out.push(x, (function () { return x; })());
      x += '!';
      out.push(x);
    })();
    try { throw 'caught'; } catch (x) {
      out.push(x, (function () { return x; })());
      x = 1;
    }
    out.push(x);
    return out.join();`, 'object');
  eq(f({ x: 'with' }), 'function,with,function,again,written,function,true,' +
     'eval,eval,eval!,caught,caught,function');
});

test('names that may not be written', () => {
  const f = sloppy('return function self() { self = 1; return self; }')();
  eq(f(), f);
  const g = sloppy('return function self() { "use strict"; self = 1; }')();
  throws(g, TypeError);
  throws(() => { const c = 1; (() => { c = 2; })(); }, TypeError);
  throws(() => { (() => late)(); let late = 1; return late; }, ReferenceError);
});

test('arguments and parameters by name', () => {
  const f = sloppy(`arguments[0] = 5; var g = function () { return a; };
    a++; return [a, g(), arguments[0]].join();`, 'a');
  eq(f(1), '6,6,6');
  const evil = sloppy('return eval("a + b")', 'a', 'b');
  eq(evil(1, 2), 3);
});

test('generators keep their variables', () => {
  function* g() {
    let n = 1;
    const read = () => n;
    yield read;
    n = 2;
    yield read();
    n++;
  }
  const it = g();
  const read = it.next().value;
  eq(read(), 1);
  eq(it.next().value, 2);
  eq(read(), 2);
  it.next();
  eq(read(), 3);
});

test('the name of the helpers is free for everybody', () => {
  const $h = 1;
  eq(`${$h}`, '1');
  const f = sloppy('with (object) { return `${x}` + [...list].length; }',
                   'object', 'list');
  eq(f({ $h: 1, x: 2 }, [1, 2]), '22');
  const g = ($h) => { const [a, b] = $h; return `${a}${b}`; };
  eq(g([1, 2]), '12');
});

test('maps and sets while they change', () => {
  const map = new Map([[1, 'a'], [2, 'b'], [3, 'c']]);
  const seen = [];
  for (const [key, value] of map) {
    seen.push(key + value);
    map.delete(key + 1);
    if (key === 1)
      map.set(4, 'd');
  }
  eq(seen.join(), '1a,3c');
  eq([...new Set([1, 1, 2])].join(), '1,2');
  eq([...map.keys()].join() + [...map.values()].join(), '1,3a,c');
  const it = map.entries();
  it.next = () => ({ done: true });
  for (const x of it)
    throw new Error(String(x));
  const proto = Object.getPrototypeOf(map.entries());
  const { next } = proto;
  let calls = 0;
  proto.next = function () { calls++; return next.call(this); };
  for (const [k] of map)
    seen.push(k);
  eq(calls, 3);
  proto.next = next;
  const strange = { next, [Symbol.iterator]() { return this; } };
  throws(() => [...strange], TypeError);
});

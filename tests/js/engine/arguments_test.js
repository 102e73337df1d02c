'use strict';
// The object `arguments`, made in one piece (arguments.c); node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const sloppy = (...all) => new Function(...all);

test('elements and parameters of a sloppy function share values', () => {
  const f = sloppy('x', 'y', `
    x = 5; arguments[1] = 7;
    return [arguments[0], y, arguments.length, arguments[2]].join();`);
  eq(f(1, 2, 3), '5,7,3,3');
  eq(f(1), '5,,1,');
  eq(f(), ',,0,');
  eq(sloppy('x', 'delete arguments[0]; x = 2; return arguments[0]')(1),
    undefined);
  eq(sloppy('x', `Object.defineProperty(arguments, 0, { writable: false });
    x = 2; return arguments[0]`)(1), 1);
  eq(sloppy('x', 'x', 'x = 3; return arguments[0] + "," + arguments[1]')(1, 2),
    '1,3');
  const names = Array.from({ length: 30 }, (_, i) => `p${i}`);
  eq(sloppy(...names, 'p29 = 1; return arguments[29] + arguments[0]')(
    ...names), '1p0');
  eq(sloppy('x', 'x = 1; return () => arguments[0]++ + x')(5)(), 3);
});

test('strict functions and rest parameters have copies', () => {
  const f = function (x) { x = 5; return arguments[0]; };
  eq(f(1), 1);
  throws(() => (function () { return arguments.callee; })(), TypeError);
  eq(((...all) => all.join())(1, 2, 3), '1,2,3');
  eq(((a, ...all) => all.join())(1), '');
  eq(sloppy('x', '...y', 'x = 2; return arguments[0]')(1), 1);
});

test('its properties', () => {
  const a = sloppy('x', 'return arguments')(1, 2);
  eq(Reflect.ownKeys(a).map(String).join(),
    '0,1,length,callee,Symbol(Symbol.iterator)');
  eq(Object.prototype.toString.call(a), '[object Arguments]');
  eq(a[Symbol.iterator], Array.prototype.values);
  eq([...a].join(), '1,2');
  a.length = 1;
  eq(Array.from(a).length, 1);
  a[5] = 'more';
  eq(Object.keys(a).join(), '0,1,5');
  eq(Math.max.apply(null, sloppy('return arguments')(3, 9, 4)), 9);
  const callee = sloppy('x', 'return arguments.callee');
  eq(callee(), callee);
});

test('with other than plain parameters they are those of a strict function', () => {
  const words = "'caller', 'callee', and 'arguments' properties may not be " +
    'accessed on strict mode functions or the arguments objects for calls to them';
  const get = (a) => Object.getOwnPropertyDescriptor(a, 'callee').get;
  const strict = get((function () { return arguments; })());
  for (const parameter of ['a = 1', '...a', '{ a }', '[a]', 'b, { a } = {}']) {
    const f = sloppy(parameter, 'return arguments');
    throws(() => f([]).callee, TypeError, words);
    eq(get(f([])), strict);
    eq(f([], 2).length, 2);
  }
  throws(() => sloppy('a = 1', 'return eval("arguments")')().callee, TypeError);
  throws(() => sloppy('a = () => arguments', 'return a()')().callee, TypeError);
  const g = sloppy('return function* (a = 1) { yield arguments; }')();
  throws(() => g().next().value.callee, TypeError);
  eq(sloppy('a = 1', 'this.x = arguments.length').prototype.constructor.length,
    0);
  eq(new (sloppy('a = 1', 'this.x = arguments.length'))(7, 8).x, 2);
  eq(sloppy('a', 'b = 2', 'a = 5; return arguments[0]')(1), 1);
  eq(sloppy('a', 'b = 2', 'a = 5; return eval("arguments[0]")')(1), 1);
  eq(sloppy('a', 'b = 2', 'arguments[0] = 5; return a')(1), 1);
  eq(sloppy('a', '{ b }', 'var arguments; a = 3; return arguments[0]')(1, {}),
    1);
});

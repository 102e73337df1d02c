'use strict';
// Functions of built-in objects are made when they are touched: nobody can
// tell.
const { test } = require('../../harness');
const { eq } = require('./expect');

test('a function is the same one however it is reached', () => {
  eq(Math.cbrt, Object.getOwnPropertyDescriptor(Math, 'cbrt').value);
  eq(Math['log1p'], Math.log1p);
  eq([].flatMap, Array.prototype.flatMap);
  eq(Number.parseInt, parseInt);
  eq(String.prototype.trimLeft, String.prototype.trimStart);
  eq(Date.prototype.toGMTString, Date.prototype.toUTCString);
});

test('an untouched function has its name and length', () => {
  for (const [object, key, name, length] of [
    [Math, 'hypot', 'hypot', 2],
    [Array.prototype, Symbol.iterator, 'values', 0],
    [Symbol.prototype, Symbol.toPrimitive, '[Symbol.toPrimitive]', 1],
    [Reflect, 'ownKeys', 'ownKeys', 1],
    [String.prototype, Symbol.iterator, '[Symbol.iterator]', 0],
    [JSON, 'stringify', 'stringify', 3],
  ]) {
    eq(object[key].name, name);
    eq(object[key].length, length);
    eq(Object.getPrototypeOf(object[key]), Function.prototype);
    eq('prototype' in object[key], false);
  }
});

test('untouched functions can be replaced, deleted, frozen, listed', () => {
  Math.asinh = 1;
  eq(Math.asinh, 1);
  eq(delete Math.acosh, true);
  eq('acosh' in Math, false);
  eq(Object.getOwnPropertyNames(Math).includes('atanh'), true);
  Object.freeze(Math);
  eq(typeof Math.atanh, 'function');
  eq(Object.getOwnPropertyDescriptor(Math, 'atanh').writable, false);
  eq(JSON.stringify({ f: Math.sinh }), '{}');
});

test('a class made from one keeps working', () => {
  eq(typeof Object.assign({}, { a: Math.tanh }).a, 'function');
  const copy = Object.create(Math, Object.getOwnPropertyDescriptors(Math));
  eq(copy.expm1, Math.expm1);
});

'use strict';
// The short way into native functions (js/engine/quick_call.h); node is the
// oracle.
const { test } = require('../../harness');
const { eq } = require('./expect');

test('too few arguments and too many', () => {
  eq('abc'.charAt(), 'a');
  eq('abc'.charAt(1, {}, [], 'more'), 'b');
  eq(Math.max(), -Infinity);
  eq(Math.max(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), 12);
  eq([].push.apply([], new Array(50000)), 50000);
});

test('a native function is in the stack of what it calls', () => {
  let stack;
  [1].forEach(function inner() { stack = new Error('x').stack; });
  eq(/inner[^]*forEach/.test(stack), true);
});

test('an error passes through', () => {
  let caught = 0;
  for (let i = 0; i < 100; i++) {
    try {
      [3, 1, 2].sort(() => { throw new RangeError('r'); });
    } catch (error) {
      caught += error instanceof RangeError;
    }
    try {
      ''.repeat(-1);
    } catch (error) {
      caught += error instanceof RangeError;
    }
  }
  eq(caught, 200);
});

test('recursion through native functions ends in a RangeError', () => {
  const deep = (n) => [n].map((x) => deep(x + 1));
  let error;
  try { deep(0); } catch (e) { error = e; }
  eq(error instanceof RangeError, true);
  eq([1, 2].map((x) => x * 2).join(), '2,4');
});

test('a native function as the last call of a function', () => {
  const last = (s) => s.toUpperCase();
  const nothing = (list) => list.forEach(() => 1);
  eq(last('abc'), 'ABC');
  eq(nothing([1]), undefined);
});

test('the last reference to the function and its arguments', () => {
  const call = () => (() => 0).bind(null, {}, [])(String.fromCharCode(65), {});
  for (let i = 0; i < 1000; i++) eq(call(), 0);
  eq([['x']].concat([{}].map(() => [1])).length, 2);
});

test('generators and async functions call natives', async () => {
  function* numbers() { yield* [1, 2].map((x) => x + 1); }
  eq([...numbers()].join(), '2,3');
  eq(await Promise.all([1, 2].map(async (x) => x * 2)).then(String), '2,4');
});

// What assert says, line by line as Node 20 says it (texts.out).
'use strict';

const assert = require('assert');
const tell = (fn) => {
  try {
    fn();
    console.log('nothing');
  } catch (e) {
    console.log(JSON.stringify(e.message), e.code, e.generatedMessage,
                e.operator);
  }
};
const thrower = (error) => () => { throw error; };

tell(() => assert());
tell(() => assert.ok(0, 'zero'));
tell(() => assert.fail());
tell(() => assert.fail('on purpose'));
tell(() => assert.ifError(new Error('z')));
tell(() => assert.ifError(null));
tell(() => assert.strictEqual(1));
tell(() => assert.strictEqual(1, 2));
tell(() => assert.strictEqual(NaN, 0));
tell(() => assert.strictEqual(NaN, NaN));
tell(() => assert.strictEqual('a\nb', 'a\nc'));
tell(() => assert.strictEqual('a'.repeat(10), 'b'));
tell(() => assert.strictEqual({}, {}));
tell(() => assert.notStrictEqual(1, 1));
tell(() => assert.equal(1, 2));
tell(() => assert.equal(1, '1'));
tell(() => assert.notEqual(1, 1));
tell(() => assert.deepEqual([1], [2]));
tell(() => assert.deepEqual([1], ['1']));
tell(() => assert.deepStrictEqual(1, 2));
tell(() => assert.deepStrictEqual([1, 2, 3], [1, 2, 3, 4]));
tell(() => assert.deepStrictEqual({ a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }));
tell(() => assert.deepStrictEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
                                  [1, 2, 3, 4, 5, 6, 7, 8, 9, 11]));
tell(() => assert.notDeepStrictEqual({ a: 1 }, { a: 1 }));
tell(() => assert.match('a', /b/));
tell(() => assert.doesNotMatch('a', /a/));
tell(() => assert.throws(5));
tell(() => assert.throws(() => {}));
tell(() => assert.throws(() => {}, Error));
tell(() => assert.throws(() => {}, Error, 'more'));
tell(() => assert.throws(thrower(new Error('x')), /y/));
tell(() => assert.throws(thrower(new Error('x')), /x/));
tell(() => assert.throws(thrower(new Error('x')), { message: 'y' }));
tell(() => assert.throws(thrower(new Error('x')), { message: /x/ }));
tell(() => assert.throws(thrower(new Error('x')), () => false));
tell(() => assert.throws(thrower(new Error('x')), 'x'));
tell(() => assert.throws(thrower(new TypeError('t')), RangeError));
tell(() => assert.doesNotThrow(thrower(new Error('q'))));
try {
  assert.strictEqual(1, 2);
} catch (e) {
  console.log(e.stack.split('\n')[0], e.name, String(e).split('\n')[0],
              e instanceof assert.AssertionError, e instanceof Error,
              Object.keys(e).join());
}
assert.rejects(Promise.reject(new Error('a')), /a/)
  .then(() => assert.rejects(Promise.resolve(1)))
  .catch((e) => console.log(e.message))
  .then(() => assert.doesNotReject(Promise.resolve(1)))
  .then(() => assert.doesNotReject(Promise.reject(new Error('b'))))
  .catch((e) => console.log(e.message));

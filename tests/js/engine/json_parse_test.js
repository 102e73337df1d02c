'use strict';
// JSON.parse: the parser of texts that are in order; node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const again = (text) => JSON.stringify(JSON.parse(text));

test('values', () => {
  eq(again(' [ 1 , -0, 1.5e3, 12345678901234567890, true,false , null ] '),
    '[1,0,1500,12345678901234567000,true,false,null]');
  eq(Object.is(JSON.parse('-0'), -0), true);
  eq(JSON.parse('123.456e-2'), 1.23456);
  eq(again('{}') + again('[]') + again('""') + again('\n7\t'), '{}[]""7');
});

test('strings', () => {
  eq(JSON.parse('"\\"\\\\\\/\\b\\f\\n\\r\\t"'), '"\\/\b\f\n\r\t');
  eq(JSON.parse('"\\u00e9\\uD834\\udd1e\\ud834 \\u0000"'), 'é𝄞\ud834 \0');
  eq(JSON.parse('"é𝄞\ud834"'), 'é𝄞\ud834');
  eq(JSON.parse('"a\\u0041b"'), 'aAb');
  eq(Object.keys(JSON.parse('{"\\u0061":1}'))[0], 'a');
});

test('keys', () => {
  eq(again('{"b":1,"a":2,"2":3,"1":4}'), '{"1":4,"2":3,"b":1,"a":2}');
  eq(again('{"a":1,"b":2,"a":{"c":3}}'), '{"a":{"c":3},"b":2}');
  const own = JSON.parse('{"__proto__":{"x":1}}');
  eq(Object.keys(own)[0], '__proto__');
  eq(Object.getPrototypeOf(own), Object.prototype);
  const first = JSON.parse('{"a":1}');
  eq(JSON.stringify(Object.getOwnPropertyDescriptor(first, 'a')),
    '{"value":1,"writable":true,"enumerable":true,"configurable":true}');
  first.b = 2;
  delete first.a;
  eq(JSON.stringify(first), '{"b":2}');
});

test('a string that goes with a value that is replaced', () => {
  const text = '{"x":{"only here":1},"x":2}';
  const all = JSON.parse('[' + text + ',{"only here":3},' + text + ',4]');
  eq(all[1]['only here'], 3);
  eq(all[2].x, 2);
});

for (const count of [1, 7, 8, 9, 100, 2047, 2048, 2049, 5000]) {
  test(count + ' members', () => {
    const object = {}, array = [];
    for (let i = 0; i < count; i++) {
      object['key ' + i % 4000] = i;
      array.push({ i }, 'text ' + i);
    }
    const copy = JSON.parse(JSON.stringify(object));
    eq(JSON.stringify(copy), JSON.stringify(object));
    eq(copy['key ' + (count - 1) % 4000], count - 1);
    eq(copy.missing, undefined);
    copy.more = 1;
    eq(Object.keys(copy).length, Math.min(count, 4000) + 1);
    const other = JSON.parse(JSON.stringify(array));
    eq(JSON.stringify(other), JSON.stringify(array));
    eq(other.push(1), 2 * count + 1);
  });
}

test('deep ones', () => {
  for (const depth of [199, 200, 201, 1000]) {
    const text = '[{"a":'.repeat(depth) + '1' + '}]'.repeat(depth);
    eq(again(text), text);
  }
});

test('what is not in order is refused', () => {
  for (const text of ['', '[1,]', '[1 2]', '{"a":1,}', '{"a" 1}', '{a:1}',
    '"a', '"\n"', '"\\x"', '"\\u12g4"', '"\\', '01', '1.', '.5', '+1', '1e',
    '-', 'tru', 'nulll', '[1] 2', '{"a":1}}', '["\\ud8"]', '\0', '1\0',
    '\u00a01', 'NaN', "'a'", '[', '{"a":', '[{"a":[1,{"b":"c}]'])
    throws(() => JSON.parse(text), SyntaxError);
});

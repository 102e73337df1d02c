// Built-in functions against Node's: random calls with usual and odd arguments,
// what they return, what they leave of their `this`, the words of their errors.
// Run by node; see differential.js.
'use strict';

const { differential, pick, random } = require('./differential');

const NUMBERS = ['0', '-0', '1', '-1', '2', '3', '5', '0.5', '-1.5', '1e21',
  '1e-7', '123.456', '1/3', 'NaN', 'Infinity', '-Infinity', '4294967296',
  '9007199254740993', '1e300', '5e-324', '20', '101', '1.005', '25', '36'];
const STRINGS = ["''", "'a'", "'abc'", "'Hello World'", "'\\u{1f600}x'",
  "'\\ud83d'", "'\\udc00a'", "'\\u00df'", "'\\u0130'", "'\\u0391\\u03a3'",
  "'\\ufb01'", "'  x '", "'\\u00a0\\ufeffx'", "'12'", "'0x1f'", "'1e3'",
  "'e\\u0301'", "'a,b,c'", "'aXbxc'", "'$&$1'", "'-'", "'constructor'",
  "'length'", "'0'", "'-1'", "'1.5'", "'ab'.repeat(20)", "'\\u65e5'"];
const VALUES = ['undefined', 'null', 'true', 'false', '{}', '[]', '[1,2,3]',
  '[3,,1]', "['b','a']", '[[1,[2]],3]', '() => 1', '(x) => x',
  '(a, b) => a - b', '(a, b) => b > a', 'Symbol.iterator', '1n', '-5n',
  '{length: 2, 0: "x"}', '{length: -1}', '{valueOf: () => 3}',
  '{toString: () => "2"}', 'new Date(0)', 'new Map([[1,2]])',
  'new Set([1,2])', '/b/', '/[a-c]/g', 'Object.freeze([1,2])',
  'new Uint8Array([1,2,300])', "new String('xy')", 'Object(1n)',
  '[undefined, null]', '[NaN, -0]', '{a: 1, b: {c: 2}}',
  'Object.create(null)', 'Object.create({z: 1})', '{get x() { return 5; }}',
  'function f(a, b) {}', 'class A {}'];
const ARRAYS = ['[1,2,3]', '[3,1,2]', '[]', '[1,,3]', "['b','a','C']",
  '[[1,[2]],3]', '[undefined, null, 1]', '[NaN, -0, 0]', 'Array(3)',
  "['x', 1, {}]", '{length: 3, 0: 1, 2: 3}', 'Object.freeze([1,2])',
  'Object.seal([1,2])', 'Object.preventExtensions([1,,2])'];
const DESCRIPTORS = ['{value: 1}', '{get: () => 1}', '{get: 1}',
  '{value: 1, get() {}}', '{writable: false, value: 2}', '{enumerable: true}',
  '{configurable: true, value: 3}', 'null', '5', '{set: undefined}'];
const words = (text) => text.split(' ');
const ARRAY = words('at concat copyWithin every fill filter find findIndex ' +
  'findLast findLastIndex flat flatMap forEach includes indexOf join ' +
  'lastIndexOf map pop push reduce reduceRight reverse shift slice some sort ' +
  'splice toReversed toSorted toSpliced toString unshift with keys entries');
const STRING = words('at charAt charCodeAt codePointAt concat endsWith ' +
  'includes indexOf isWellFormed lastIndexOf match matchAll normalize padEnd ' +
  'padStart repeat replace replaceAll search slice split startsWith substr ' +
  'substring toLowerCase toUpperCase toWellFormed trim trimEnd anchor');
const OBJECT = words('assign create entries freeze fromEntries ' +
  'getOwnPropertyDescriptor getOwnPropertyDescriptors getOwnPropertyNames ' +
  'getOwnPropertySymbols hasOwn is isExtensible isFrozen isSealed keys ' +
  'preventExtensions seal setPrototypeOf values');
const REFLECT = words('apply construct deleteProperty get has isExtensible ' +
  'getOwnPropertyDescriptor ownKeys preventExtensions set setPrototypeOf');
const GLOBAL = words('parseInt parseFloat Number String Boolean BigInt isNaN ' +
  'isFinite encodeURIComponent decodeURI escape unescape Array Object ' +
  'Array.from Array.of Number.isInteger String.fromCharCode String.raw ' +
  'String.fromCodePoint Date.UTC BigInt.asIntN Symbol.for JSON.stringify ' +
  'JSON.parse Math.max Math.clz32 Math.fround Math.hypot Math.imul Math.round');
const TYPED = words('at copyWithin every fill filter find findLastIndex ' +
  'includes indexOf join lastIndexOf map reduce reverse set slice some sort ' +
  'subarray toReversed toSorted with');
const DATE = words('setHours setMonth setFullYear setDate setMilliseconds ' +
  'setUTCHours toISOString toJSON setYear setTime getDay');

function any() {
  const kind = random(10);

  return pick(kind < 4 ? NUMBERS : kind < 7 ? STRINGS : VALUES);
}

const some = (most) => Array.from({ length: random(most + 1) }, any).join(', ');

/** An expression of `o`, and what that is. */
function call() {
  switch (random(10)) {
    case 0: case 1: return [pick(ARRAYS), `o.${pick(ARRAY)}(${some(3)})`];
    case 2: return [pick(ARRAYS),
      `[].${pick(ARRAY)}.call(o${random(2) ? `, ${any()}` : ''})`];
    case 3: return [pick(STRINGS), `o.${pick(STRING)}(${some(3)})`];
    case 4: return [pick(NUMBERS), `(o).${pick(['toFixed', 'toPrecision',
      'toExponential', 'toString'])}(${some(1)})`];
    case 5: return [any(), random(3) ? `Object.${pick(OBJECT)}(o, ${any()})` :
      `Object.defineProperty(o, ${any()}, ${pick(DESCRIPTORS)})`];
    case 6: return [any(), `Reflect.${pick(REFLECT)}(o, ${any()}, ${any()})`];
    case 7: return [any(), `${pick(GLOBAL)}(o${random(2) ? `, ${any()}` : ''})`];
    case 8: return [pick(['new Uint8Array([1,2.5,3])',
      'new Float64Array([1,2.5,3])', 'new Int32Array(3)',
      'new BigInt64Array([1n,2n])']), `o.${pick(TYPED)}(${some(2)})`];
    default: return [`new Date(86400000 * ${random(20000)})`,
      `o.${pick(DATE)}(${some(3)})`];
  }
}

function show(v, depth = 0) {
  if (typeof v === 'string')
    return JSON.stringify(v);
  if (typeof v === 'bigint')
    return `${v}n`;
  if (typeof v === 'function')
    return `function ${v.name}/${v.length}`;
  if (v === null || typeof v !== 'object')
    return Object.is(v, -0) ? '-0' : String(v);
  const tag = Object.prototype.toString.call(v) +
    (Object.isFrozen(v) ? 'F' : Object.isSealed(v) ? 'S' : '') +
    (v instanceof Date ? +v : '');
  if (depth > 2)
    return tag;
  const inside = v instanceof Map || v instanceof Set ||
    tag.includes('Iterator') ? show([...v], depth + 1) : '';
  return tag + inside + Reflect.ownKeys(v).map((key) => {
    const p = Object.getOwnPropertyDescriptor(v, key);

    return ` ${String(key)}${p.writable === false ? 'r' : ''}` +
      `${p.enumerable ? '' : 'h'}${p.configurable ? '' : 'c'}=` +
      ('value' in p ? show(p.value, depth + 1) : 'accessor');
  }).join('');
}

function run(made, expression) {
  try {
    const text = `'use strict'; let o = ${made}; return [${expression}, o];`;

    return show(new Function(text)());
  } catch (e) {
    return `${e.name}: ${e.message}`;
  }
}

differential(__filename, () => {
  const [made, expression] = call();
  const line = `${made}; ${expression} => ${run(made, expression)}`;

  return line.slice(0, 1000).replace(/[^\x20-\x7e]/g,
    (c) => `<${c.charCodeAt(0).toString(16)}>`);
});

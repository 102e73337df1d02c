// BigInt against Node's: operators, conversions and text, on values whose
// digits make carries run far.  Run by node; see differential.js.
'use strict';

const { differential, pick, random } = require('./differential');

function value() {
  let text = '';

  for (let i = 1 + random(pick([2, 8, 60])); i > 0; i--)
    text += pick(['0', 'ffffffff', 'f', '00000000', '80000000',
      random(1 << 24).toString(16)]);
  const n = BigInt(`0x${text}`) + BigInt(random(3)) - 1n;
  return random(2) === 0 ? -n : n;
}

const OPERATIONS = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a) => a << BigInt(random(300) - 150),
  '>>': (a) => a >> BigInt(random(300) - 150),
  '**': (a) => (a % 1000n) ** BigInt(random(40)),
  '<': (a, b) => [a < b, a <= b, a === b, a == Number(a), a < Number(b)],
  number: (a) => Number(a),
  text: (a) => [a.toString(2 + random(35)), BigInt(a.toString()) === a],
  asIntN: (a) => BigInt.asIntN(random(200), a),
  asUintN: (a) => BigInt.asUintN(random(200), a),
  not: (a) => [~a, -a, !a]
};

differential(__filename, () => {
  const a = value();
  const b = value();
  const name = pick(Object.keys(OPERATIONS));
  let result;

  try {
    result = OPERATIONS[name](a, b);
  } catch (e) {
    result = e.name;
  }
  return `${a} ${name} ${b} => ${result}`;
});

// BigInt: literals, operators, coercions, the mixed-type errors.
function show(f) {
  try {
    const value = f();
    console.log(typeof value + ' ' + String(value));
  } catch (e) {
    console.log(e.name + ': ' + e.message);
  }
}

// Literals, in every radix, in functions and loops, as keys.
show(() => 0n);
show(() => 1_000_000_000_000_000_000_000n);
show(() => 0xFFFF_FFFF_FFFF_FFFF_FFn + 0b101n + 0o777n);
for (let i = 0; i < 2; i++) show(() => 7n * BigInt(i));
show(() => Object.keys({ 1n: 1, 0x1fn: 2, 0x123456789abcdef012345n: 3 }).join());
show(() => ({ 10n: 'method key' })[10]);
show(() => { const { 1n: a } = ['x', 'y']; return a; });
show(() => eval('5n') + eval('6n'));
show(() => Function('return 9n')());
show(() => `${2n ** 70n}|${-0n}`);

// Operators.
show(() => 2n + 3n); show(() => 2n - 3n); show(() => -7n / 2n);
show(() => -7n % 4n); show(() => 7n % -4n); show(() => (-2n) ** 63n);
show(() => 0n ** 0n); show(() => (-1n) ** 10000000001n);
show(() => 6n & -4n); show(() => -6n | 3n); show(() => -6n ^ 3n);
show(() => ~0n); show(() => -(-5n)); show(() => 1n << 65n);
show(() => -5n >> 1n); show(() => -1n >> 100n); show(() => 5n << -1n);
show(() => !0n); show(() => (0n || 'falsy')); show(() => typeof 0n);
show(() => 1n && 'truthy');

// Updates of names, captured names, members.
let n = 5n;
show(() => n++ + ++n); show(() => n-- - --n); show(() => n);
const box = { v: 1n, list: [2n] };
show(() => box.v++); show(() => --box.v); show(() => box.list[0]--);
show(() => (box.v += 10n)); show(() => (box.v **= 3n)); show(() => box.list[0]);
(function() { var local = 9n; show(() => local); local++; show(() => local++); })();

// Comparisons and equality.
show(() => [1n < 2, 2 < 1n, 1n < 1.5, 1n >= NaN, 1n < Infinity, -1n > -Infinity].join());
show(() => ['2' > 1n, 1n < 'x', 1n == '1', 1n == ' 1 ', 1n == 'x', '' == 0n].join());
show(() => [1n == 1, 1n === 1, 1n == true, 0n == false, 1n == null, 2n == true].join());
show(() => [9007199254740993n == 9007199254740992, 9007199254740993n > 9007199254740992].join());
show(() => [1n === 1n, Object.is(1n, 1n), 2n ** 64n === 18446744073709551616n].join());
show(() => Object(1n) == 1n); show(() => Object(1n) === Object(1n));
show(() => 1n == Symbol.iterator);
show(() => { switch (2n) { case 2: return 'number'; case 2n: return 'bigint'; } });

// Mixing is an error.
show(() => 1n + 1); show(() => 1 - 1n); show(() => 1n * 1.5); show(() => 1n & 1);
show(() => 1n << 1); show(() => +1n); show(() => Math.max(1n)); show(() => 1n >>> 0n);
show(() => 1n / 0n); show(() => 1n % 0n); show(() => isNaN(1n));
show(() => 2n ** 10000000000n); show(() => JSON.stringify({ a: 1n }));
show(() => 1n + 'text'); show(() => 'text' + 1n); show(() => [1n] + 1n);
show(() => 1n + undefined); show(() => 1n + { valueOf() { return 2n; } });

// Conversions.
show(() => BigInt('0b101')); show(() => BigInt('-12')); show(() => BigInt(' 0x10 '));
show(() => BigInt('')); show(() => BigInt('1n')); show(() => BigInt('-0x1'));
show(() => BigInt('1e3')); show(() => BigInt(2 ** 100)); show(() => BigInt(1.5));
show(() => BigInt(NaN)); show(() => BigInt(true)); show(() => BigInt(null));
show(() => BigInt(undefined)); show(() => BigInt(Symbol('x'))); show(() => new BigInt(1));
show(() => Number(2n ** 53n + 1n)); show(() => Number(2n ** 53n + 3n));
show(() => Number(2n ** 1024n)); show(() => Number(-(2n ** 1023n))); show(() => Number('5'));
show(() => parseInt('900n')); show(() => parseFloat(5n));
show(() => (255n).toString(16)); show(() => (-255n).toString(2)); show(() => (1n).toString(1));
show(() => (10n ** 30n).toString(36)); show(() => (1n).toString(undefined));
show(() => (1234567890123n).toLocaleString()); show(() => BigInt.prototype.valueOf.call(1));
show(() => BigInt.asIntN(8, 128n)); show(() => BigInt.asIntN(8, 127n));
show(() => BigInt.asUintN(8, -1n)); show(() => BigInt.asIntN(64, 2n ** 63n));
show(() => BigInt.asUintN(64, -1n)); show(() => BigInt.asIntN(0, 5n));
show(() => BigInt.asIntN(-1, 5n)); show(() => BigInt.asUintN(200, 2n ** 150n));
show(() => BigInt.asIntN(3, 25)); show(() => BigInt.asIntN(1, 1n));

// As values among others.
show(() => [1n, 2n, 3n].includes(2n)); show(() => [1n, 2n].indexOf(2n));
show(() => new Set([1n, 1n, 1, 2n ** 70n, 2n ** 70n]).size);
show(() => new Map([[10n ** 20n, 'found']]).get(100000000000000000000n));
show(() => [3n, 1n, 2n, 10n].sort().join()); show(() => [3n, 1, 2n].sort((a, b) => (a < b ? -1 : 1)).join());
show(() => Object.prototype.toString.call(1n)); show(() => 1n instanceof BigInt);
show(() => Object.prototype.toString.call(Object(1n))); show(() => typeof Object(1n));
show(() => (1n).constructor === BigInt); show(() => 1n['x']); show(() => 'x' in 1n);
show(() => { 'use strict'; (1n).x = 1; });
show(() => Object.keys(1n).length); show(() => Reflect.ownKeys(Object(1n)).length);
show(() => new WeakMap().set(1n, 1));
show(() => (function() { return typeof this; }).call(1n));
show(() => (function() { 'use strict'; return typeof this; }).call(1n));
show(() => new (function() { return 1n; })().constructor === Object);
show(() => new Uint8Array(8).fill(1n)); show(() => new Uint8Array(1n));
show(() => ArrayBuffer.isView(1n)); show(() => [...[1n, 2n]].reduce((a, b) => a + b));

// A long chain: Karatsuba, division, text and back.
function factorial(n) { return n < 2n ? 1n : n * factorial(n - 1n); }
const big = factorial(400n), bigger = big * big * big + 12345n;
show(() => String(big).length); show(() => bigger % big); show(() => bigger / big === big * big);
show(() => BigInt(String(bigger)) === bigger); show(() => BigInt('0x' + bigger.toString(16)) === bigger);
show(() => (bigger ** 9n) / (bigger ** 8n) === bigger); show(() => bigger % 1000000007n);
show(() => (bigger * (bigger - 1n)) % (bigger >> 300n) % 99999999977n);

// Pseudo-random operands, a checksum of every result.
let seed = 1n;
function random() {
  seed = (seed * 6364136223846793005n + 1442695040888963407n) & 0xFFFFFFFFFFFFFFFFn;
  let v = 0n;
  for (let i = seed >> 61n; i >= 0n; i--) v = v << 64n | (i & 1n ? seed : (1n << 64n) - 1n ^ seed >> i);
  return seed & 4n ? v : -v;
}
let sum = 0n;
for (let i = 0; i < 500; i++) {
  const a = random(), b = random(), s = seed % 200n;
  for (const r of [a + b, a - b, a * b, a / (b || 1n), a % (b || 1n), a & b, a | b, a ^ b, a << s, a >> s, ~a,
    BigInt.asIntN(Number(s), a), BigInt.asUintN(Number(s), b), a < b ? 1n : 0n])
    sum = (sum * 31n + r) % (2n ** 607n - 1n);
}
show(() => sum);

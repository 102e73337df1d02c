// A timer is known by its number once somebody asked for it.
const a = setTimeout(() => console.log('never'), 5);
const b = setTimeout(() => console.log('never'), 5);
console.log(typeof +a, +b - +a);
clearTimeout(+a);
clearTimeout(String(+b));
const c = setTimeout(() => console.log('c'), 5);
console.log(c[Symbol.toPrimitive]() === +c);

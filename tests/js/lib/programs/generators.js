// Generators: what their callers and their bodies see.
'use strict';

function* sum(a, b) {
  const x = yield a + b;
  console.log('got', x);
  try {
    yield 2;
  } finally {
    console.log('finally');
    yield 'f';
  }
  return 9;
}
let it = sum(1, 2);
console.log(it.next(), it.next('v'), it.return(5), it.next(), it.next());

function* inner() {
  try {
    yield 1;
    yield 2;
    return 'R';
  } catch (e) {
    console.log('caught', e);
    yield 'c';
  } finally {
    console.log('inner finally');
  }
}
function* outer() {
  const r = yield* inner();
  console.log('r', r);
  yield* [7, 8];
}
console.log([...outer()]);
it = outer();
it.next();
console.log(it.throw('E'), it.next());
it = outer();
it.next();
console.log(it.return('gone'), it.next());

// Parameters are evaluated by the call, the body by next().
function* defaults({ a }, b = (console.log('default'), 3)) {
  console.log('body', arguments.length);
  yield [a, b];
}
it = defaults({ a: 1 });
console.log('made');
console.log(it.next().value, defaults.length);
function* fails(a = undefined.x) {
  yield a;
}
try {
  fails();
} catch (e) {
  console.log(e.constructor.name);
}

// One that runs cannot be entered again.
let self;
function* again() {
  try {
    self.next();
  } catch (e) {
    yield e.message;
  }
}
self = again();
console.log(self.next().value);

// return() is seen by finally clauses, not by catch clauses.
function* closed() {
  for (const x of [1, 2]) {
    try {
      yield x;
    } catch (e) {
      console.log('not here');
    } finally {
      console.log('left', x);
    }
  }
}
for (const x of closed()) {
  console.log(x);
  break;
}
function* kept() {
  try {
    yield 1;
  } finally {
    return 'kept';
  }
}
it = kept();
it.next();
console.log(it.return('x'), it.return('y'));

const o = {
  k: 3,
  *gen() {
    yield this.k;
    const arrow = () => [this.k, arguments.length];
    yield arrow();
  }
};
console.log([...o.gen(1, 2)]);

// What they are.
const { constructor } = sum;
console.log(constructor.name, constructor.length, sum.name, sum.length);
console.log(Object.prototype.toString.call(sum));
console.log(Object.prototype.toString.call(sum()));
console.log(Object.getOwnPropertyNames(sum.prototype).length);
console.log(sum() instanceof sum, sum()[Symbol.iterator]() !== sum());
console.log([...new constructor('a', 'yield a; yield a * 2')(4)]);
console.log(constructor('yield 1').toString());
try {
  new sum();
} catch (e) {
  console.log(e.message);
}
try {
  sum.prototype.next.call({});
} catch (e) {
  console.log(e.constructor.name);
}

// Deep nesting ends in a RangeError, not in a crash.
function* deep(n) {
  yield* deep(n + 1);
}
try {
  deep(0).next();
} catch (e) {
  console.log(e.constructor.name, e.message);
}
let abandoned = 0;
for (let i = 0; i < 20000; i++) {
  const g = sum(i, () => g);
  g.next();
  abandoned++;
}
console.log(abandoned);

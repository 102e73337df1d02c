// The iteration protocol where nobody calls it by name.
'use strict';

function iterable(name, count = 3) {
  return {
    [Symbol.iterator]() {
      let i = 0;
      return {
        next: () => ({ value: i, done: i++ >= count }),
        return() {
          console.log(name, 'closed');
          return {};
        }
      };
    }
  };
}
const closed = (f) => {
  try {
    console.log(f());
  } catch (e) {
    console.log(String(e));
  }
};

function args() {
  const own = Object.getOwnPropertyDescriptor(arguments, Symbol.iterator);
  console.log(own.value === Array.prototype.values, own.enumerable);
  return [...arguments, ...iterable('spread')];
}
console.log(args(1, 2));
closed(() => {
  const [a, , b] = iterable('pattern');
  return [a, b];
});
closed(() => {
  const [a, ...b] = iterable('rest');
  return [a, b];
});
closed(() => new Map([[1, 2]]).get(1));
closed(() => new Map(iterable('map')));
closed(() => new Set(iterable('set')).size);
closed(() => new WeakSet(iterable('weak set')));
closed(() => Object.fromEntries(iterable('from entries')));
closed(() =>
  Array.from(iterable('from'), () => {
    throw new Error('mapper');
  })
);
closed(() => Math.max(...iterable('call', 4)));
closed(() => {
  for (const x of iterable('loop')) if (x === 1) return 'left';
});
closed(() => {
  const [x = (() => { throw new Error('default'); })()] = [undefined];
  return x;
});

// Closing where a generator is left at a yield inside a pattern.
function* inside() {
  const nothing = {
    [Symbol.iterator]: () => ({
      next: () => ({ value: undefined, done: false }),
      return: () => null
    })
  };
  const [x = yield 'stopped'] = nothing;
  return x;
}
const left = inside();
console.log(left.next().value);
closed(() => left.return(1));

// Setters on Array.prototype see nothing of lists that the language makes.
Object.defineProperty(Array.prototype, 0, {
  configurable: true,
  set() {
    console.log('seen');
  }
});
const [...rest] = iterable('setter', 1);
const list = ((...p) => p)(7);
console.log(rest.length, list.length, [...'ab'].length);
delete Array.prototype[0];

const poisoned = [];
Object.defineProperty(poisoned, Symbol.iterator, {
  get() {
    throw new Error('poisoned');
  }
});
Promise.allSettled(poisoned).catch((e) => console.log(e.message));
Promise.all(iterable('all')).then((v) => console.log(v));
const never = { get then() { throw new Error('then'); } };
Promise.race([never]).catch((e) => console.log(e.message));

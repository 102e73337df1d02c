// Async generators and for await.
'use strict';

async function* numbers() {
  try {
    const z = yield 1;
    console.log('z', z);
    yield Promise.resolve(2);
    yield* inner();
  } finally {
    await null;
    console.log('finally');
  }
}
async function* inner() {
  yield 'i1';
  yield 'i2';
}

async function loops() {
  for await (const v of numbers()) console.log('v', v);
  for await (const v of [1, Promise.resolve(2)]) console.log('sync', v);
  outer: for await (const v of numbers()) {
    for (const q of [1, 2]) {
      if (v === 2) break outer;
    }
  }
  try {
    for await (const v of numbers()) throw new Error('thrown ' + v);
  } catch (e) {
    console.log(e.message);
  }
  const closing = {
    [Symbol.asyncIterator]() {
      return this;
    },
    n: 0,
    next() {
      return { value: this.n++, done: this.n > 5 };
    },
    async return() {
      console.log('return');
      return {};
    }
  };
  for await (const [a, { b = a } = {}] of [[1], Promise.resolve([2, { b: 3 }])])
    console.log(a, b);
  for await (const x of closing) if (x == 2) break;
  for await (closing.x of [5]) console.log(closing.x);
  try {
    for await (const x of [Promise.reject(new Error('rejected'))]) void x;
  } catch (e) {
    console.log(e.message);
  }
  try {
    for await (const x of 5) void x;
  } catch (e) {
    console.log(e.constructor.name);
  }
}

async function requests() {
  const g = numbers();
  const all = [g.next('first'), g.next('second'), g.return('r'), g.next()];
  console.log(await Promise.all(all));
  const unstarted = numbers();
  console.log(await unstarted.return(Promise.resolve('early')));
  console.log(await unstarted.next());
  await numbers().throw(new Error('t')).catch((e) => console.log(e.message));
  await numbers.prototype.next.call({}).catch((e) => console.log(e.name));
  const h = (async function* () {
    try {
      yield 1;
    } catch (e) {
      yield 'caught ' + e;
    }
    return Promise.resolve('end');
  })();
  console.log(await h.next(), await h.throw('E'), await h.next());
  const d = (async function* () {
    return yield* {
      [Symbol.asyncIterator]: () => ({
        next: (v) => ({ value: v, done: false }),
        return: (v) => ({ value: v + '!', done: true })
      })
    };
  })();
  console.log(await d.next(0), await d.next('n'), await d.return('r'));
}

async function what() {
  const { constructor } = numbers;
  console.log(constructor.name, numbers.name, numbers.length);
  console.log(Object.prototype.toString.call(numbers()));
  const iterator = numbers();
  console.log(iterator[Symbol.asyncIterator]() === iterator);
  for await (const x of constructor('yield 1; yield 2')()) console.log(x);
  const o = {
    k: 3,
    async *gen() {
      yield this.k;
    }
  };
  console.log(await o.gen().next());
}

async function order() {
  const log = [];
  const p = Promise.resolve();
  let q = p;
  for (let i = 0; i < 12; i++) q = q.then(() => log.push(i));
  (async () => {
    for await (const v of numbers()) log.push('ag' + v);
  })();
  (async () => {
    for await (const v of ['x', 'y']) log.push(v);
  })();
  await new Promise((resolve) => setTimeout(resolve, 1));
  console.log(log.join());
}

loops().then(requests).then(what).then(order);

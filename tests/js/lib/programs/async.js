// Async functions: order, errors, forms.
'use strict';

const log = (...args) => console.log(...args);

async function add(x) {
  log('add begins');
  const y = await x;
  log('y', y);
  return y + 1;
}
const catches = async (x) => {
  try {
    await Promise.reject(new Error('boo'));
  } catch (e) {
    log('caught', e.message);
  }
  return x;
};
async function straight() {
  throw new Error('straight');
}
async function parameters(a = undefined.x) {
  return a;
}
const o = {
  k: 3,
  async method() {
    await null;
    return [this.k, (() => this.k)(), arguments.length];
  }
};

async function main() {
  log(await add(1));
  log(await catches(4));
  await straight().catch((e) => log(e.message));
  await parameters().catch((e) => log(e.constructor.name));
  log(await o.method(1, 2));
  const list = [];
  for (let i = 0; i < 3; i++)
    list.push(async () => {
      await null;
      return i;
    });
  log(await Promise.all(list.map((f) => f())));
  const then = { then: (resolve) => resolve('thenable') };
  log(await then, (await [await 1, await 2])[await 0]);
  log(`${await 'template'}`, await (await (async () => async () => 5)())());
  const { a, b = await 'default' } = await { a: 1 };
  log(a, b, add.constructor.name, 'prototype' in add, String(catches));
  const AsyncFunction = add.constructor;
  log(await AsyncFunction('p', 'return await p')(6));
  try {
    new add(1);
  } catch (e) {
    log(e.message);
  }
  label: try {
    await 0;
    break label;
  } finally {
    await 1;
    log('finally');
  }
  async function deep(n) {
    await deep(n + 1);
  }
  await deep(0).catch((e) => log(e.constructor.name));
}

// Ticks against plain promises.
async function ticks() {
  const order = [];
  const add = (x) => () => order.push(x);
  const plain = Promise.resolve();
  plain.then(add(1)).then(add(2)).then(add(3)).then(add(4)).then(add(5));
  (async () => {
    await null;
    order.push('a');
    await Promise.resolve();
    order.push('b');
    await { then: (f) => f() };
    order.push('c');
  })();
  (async () => Promise.resolve())().then(add('returned promise'));
  (async () => 1)().then(add('returned'));
  (async () => {
    throw 1;
  })().catch(add('thrown'));
  queueMicrotask(add('microtask'));
  process.nextTick(add('tick'));
  await new Promise((resolve) => setTimeout(resolve, 1));
  log(order.join());
}

// A subclass is asked for each promise that then() makes.
async function subclass() {
  let count = 0;
  class Counted extends Promise {
    constructor(executor) {
      super(executor);
      count++;
    }
  }
  const p = Counted.resolve(1).finally(() => {});
  await p;
  log(count, p instanceof Counted, p.constructor.name);
  class Base {
    async name() {
      return 'base';
    }
    *list() {
      yield 1;
    }
  }
  class Derived extends Base {
    #secret = 'secret';
    async name() {
      return `${await super.name()} ${await this.#secret}`;
    }
    *list() {
      yield* super.list();
      yield this.#secret;
    }
    static async *numbers() {
      yield await new this().name();
    }
  }
  const d = new Derived();
  log(await d.name(), [...d.list()], await Derived.numbers().next());
}

main().then(subclass).then(ticks).catch((e) => log('failed', e));

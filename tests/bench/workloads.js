'use strict';
// tests/bench/workloads.js - what tests/bench/js measures: each workload is
// one use of the language, repeated.  Prints `name nanoseconds` a line; the
// arguments choose workloads.

const N = 20000;

class Point {
  constructor(x, y) {
    this.x = x;
    this.y = y;
  }

  add(other) {
    return new Point(this.x + other.x, this.y + other.y);
  }

  get length() {
    return this.x + this.y;
  }
}

class Point3 extends Point {
  constructor(x, y, z) {
    super(x, y);
    this.z = z;
  }

  add(other) {
    const sum = super.add(other);
    return new Point3(sum.x, sum.y, this.z + other.z);
  }
}

class Counter {
  #value = 0;

  #step(by) {
    this.#value += by;
  }

  up(by) {
    this.#step(by);
    return this.#value;
  }
}

function* count(to) {
  for (let i = 0; i < to; i++)
    yield i;
}

function sum(...values) {
  let total = 0;
  for (const value of values)
    total += value;
  return total;
}

const workloads = {
  closures() {
    const functions = [];
    for (let i = 0; i < N; i++)
      functions.push((x) => x + i);
    let total = 0;
    for (let i = 0; i < N; i++)
      total += functions[i](1);
    return total;
  },

  arrows() {
    let total = 0;
    const add = (a, b = 1) => a + b;
    for (let i = 0; i < N; i++)
      total = add(total) + add(i, 2);
    return total;
  },

  classes() {
    let point = new Point(0, 0);
    const one = new Point(1, 2);
    for (let i = 0; i < N; i++)
      point = point.add(one);
    return point.length;
  },

  inheritance() {
    let point = new Point3(0, 0, 0);
    const one = new Point3(1, 2, 3);
    for (let i = 0; i < N / 4; i++)
      point = point.add(one);
    return point.z;
  },

  'private'() {
    const counter = new Counter();
    let total = 0;
    for (let i = 0; i < N; i++)
      total += counter.up(i);
    return total;
  },

  'iteration of arrays'() {
    const list = Array.from({ length: 100 }, (_, i) => i);
    let total = 0;
    for (let i = 0; i < N / 100; i++)
      for (const value of list)
        total += value;
    return total;
  },

  'iteration of maps'() {
    const map = new Map(Array.from({ length: 100 }, (_, i) => [i, i]));
    let total = 0;
    for (let i = 0; i < N / 100; i++)
      for (const [key, value] of map)
        total += key + value;
    return total;
  },

  spread() {
    const list = [1, 2, 3, 4];
    const object = { a: 1, b: 2 };
    let total = 0;
    for (let i = 0; i < N / 4; i++) {
      const more = [...list, i, ...list];
      total += sum(...more) + { ...object, c: i }.c;
    }
    return total;
  },

  destructuring() {
    const object = { a: 1, b: { c: 2 }, d: [3, 4] };
    let total = 0;
    for (let i = 0; i < N; i++) {
      const { a, b: { c }, d: [e, f = 5], g = 6 } = object;
      const [h, ...rest] = [i, a];
      total += a + c + e + f + g + h + rest.length;
    }
    return total;
  },

  templates() {
    let size = 0;
    for (let i = 0; i < N; i++)
      size += `${i}: ${size % 7} of ${'x'}`.length;
    return size;
  },

  'optional chaining'() {
    const object = { a: { b: 1 } };
    let total = 0;
    for (let i = 0; i < N; i++)
      total += (object?.a?.b ?? 0) + (object.x?.y.z ?? 2);
    return total;
  },

  generators() {
    let total = 0;
    for (const value of count(N))
      total += value;
    return total;
  },

  exceptions() {
    let total = 0;
    for (let i = 0; i < N; i++) {
      try {
        if (i % 2)
          throw i;
        total++;
      } catch (value) {
        total += value;
      } finally {
        total--;
      }
    }
    return total;
  },

  errors() {
    let total = 0;
    for (let i = 0; i < N / 10; i++) {
      try {
        throw new TypeError('no');
      } catch (error) {
        total += error.message.length;
      }
    }
    return total;
  },

  async await() {
    let total = 0;
    const next = async (x) => x + 1;
    for (let i = 0; i < N / 4; i++)
      total = await next(total);
    return total;
  },

  async 'async generators'() {
    let total = 0;
    async function* values() {
      for (let i = 0; i < N / 20; i++)
        yield i;
    }
    for await (const value of values())
      total += value;
    return total;
  },
};

function microseconds() {
  const { user, system } = process.cpuUsage();
  return user + system;
}

async function main(names) {
  for (const [name, run] of Object.entries(workloads)) {
    if (names.length > 0 && names.indexOf(name) < 0)
      continue;
    let best = Infinity;
    for (let round = 0; round < 5; round++) {
      const start = microseconds();
      await run();
      best = Math.min(best, microseconds() - start);
    }
    console.log(`${name.replace(/ /g, '-')} ${Math.max(best, 1) * 1000}`);
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});

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

  moved(by) {
    return this.x + by;
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

class Fields {
  first = 1;
  second = 2;
}

class Derived extends Point {
  constructor(x) {
    super(x, 1);
    this.z = 3;
  }
}

class Inherits extends Point {}

class Speaker extends Point {
  get length() {
    return super.length;
  }

  moved(by) {
    return super.moved(by) + 1;
  }
}

class Level {
  static count = 0;
  #level = 0;

  get level() {
    return this.#level;
  }

  set level(value) {
    this.#level = value;
  }

  static next(by) {
    return Level.count += by;
  }
}

class Box {
  get width() {
    return this.w;
  }

  set width(w) {
    this.w = w;
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

  fields() {
    let total = 0;
    for (let i = 0; i < N; i++)
      total += new Fields().second;
    return total;
  },

  'explicit super'() {
    let total = 0;
    for (let i = 0; i < N; i++)
      total += new Derived(i).z;
    return total;
  },

  'implicit super'() {
    let total = 0;
    for (let i = 0; i < N; i++)
      total += new Inherits(i, 1).y;
    return total;
  },

  'super methods'() {
    const speaker = new Speaker(1, 2);
    let total = 0;
    for (let i = 0; i < N; i++)
      total += speaker.moved(i);
    return total;
  },

  'super properties'() {
    const speaker = new Speaker(1, 2);
    let total = 0;
    for (let i = 0; i < N; i++)
      total += speaker.length;
    return total;
  },

  accessors() {
    const box = new Box();
    for (let i = 0; i < N; i++) {
      box.width = i;
      box.width += 2;
    }
    return box.width;
  },

  'private accessors'() {
    const level = new Level();
    for (let i = 0; i < N; i++)
      level.level += i;
    return level.level;
  },

  'static members'() {
    for (let i = 0; i < N; i++)
      Level.next(i);
    return Level.count;
  },

  'class definitions'() {
    let total = 0;
    for (let i = 0; i < N / 10; i++) {
      class Local extends Point {
        z = i;

        sum() {
          return this.x + this.z;
        }

        static of(x) {
          return new Local(x, 0);
        }
      }
      total += Local.of(1).sum();
    }
    return total;
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

  'iteration of strings'() {
    const text = 'a string of some fifty letters, to be walked over.';
    let total = 0;
    for (let i = 0; i < N / 50; i++)
      for (const letter of text)
        total += letter.length;
    return total;
  },

  'iteration of sets'() {
    const set = new Set(Array.from({ length: 100 }, (_, i) => i));
    let total = 0;
    for (let i = 0; i < N / 100; i++)
      for (const value of set)
        total += value;
    return total;
  },

  'iteration of short arrays'() {
    const list = [1, 2, 3];
    let total = 0;
    for (let i = 0; i < N / 4; i++)
      for (const value of list)
        total += value;
    return total;
  },

  'iteration of entries'() {
    const list = Array.from({ length: 100 }, (_, i) => i);
    let total = 0;
    for (let i = 0; i < N / 100; i++)
      for (const [index, value] of list.entries())
        total += index + value;
    return total;
  },

  'spread calls'() {
    const list = [1, 2, 3];
    const add = (a, b, c, d) => a + b + c + d;
    let total = 0;
    for (let i = 0; i < N; i++)
      total += Math.max(...list) + add(i, ...list);
    return total;
  },

  'spread new'() {
    const list = [1, 2];
    let total = 0;
    for (let i = 0; i < N; i++)
      total += new Point(...list).y;
    return total;
  },

  'object spread'() {
    const object = { a: 1, b: 2, c: 3 };
    let total = 0;
    for (let i = 0; i < N; i++)
      total += { ...object, d: i }.b;
    return total;
  },

  'object rest'() {
    const object = { a: 1, b: 2, c: 3 };
    let total = 0;
    for (let i = 0; i < N; i++) {
      const { a, ...rest } = object;
      total += a + rest.c;
    }
    return total;
  },

  'rest parameters'() {
    const last = (first, ...more) => first + more[1];
    let total = 0;
    for (let i = 0; i < N; i++)
      total += last(i, 2, 3);
    return total;
  },

  'default parameters'() {
    function add(a, b = 2, c = b + 1) {
      return a + b + c;
    }
    let total = 0;
    for (let i = 0; i < N; i++)
      total += add(i) + add(i, 1) + add(i, 1, 2);
    return total;
  },

  'destructuring parameters'() {
    const add = ({ x, y = 2 }, [a, b]) => x + y + a + b;
    const object = { x: 1 };
    const list = [3, 4];
    let total = 0;
    for (let i = 0; i < N; i++)
      total += add(object, list);
    return total;
  },

  swaps() {
    let a = 1;
    let b = 2;
    for (let i = 0; i < N; i++)
      [a, b] = [b, a + 1];
    return a + b;
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

  'tagged templates'() {
    const tag = (strings, ...values) => strings.length + values[0];
    let total = 0;
    for (let i = 0; i < N; i++)
      total += tag`a ${i} b ${total} c`;
    return total;
  },

  'object literals'() {
    const key = 'k';
    let total = 0;
    for (let i = 0; i < N; i++) {
      const object = { i, [key]: 1, get() { return this.i; } };
      total += object.get() + object.k;
    }
    return total;
  },

  'assignment operators'() {
    const object = { a: null, b: 0, c: 1 };
    for (let i = 0; i < N; i++) {
      object.a ??= i;
      object.b ||= i;
      object.c &&= object.c ** 2;
    }
    return object.a + object.b + object.c;
  },

  'captured loop variables'() {
    let total = 0;
    for (let i = 0; i < N; i++) {
      const get = () => i;
      total += get();
    }
    return total;
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

'use strict';
// What every part of the generator needs: random choice, names in scope, and
// where in the program the text stands.

/** A stream of numbers that the seed decides. */
function random(seed) {
  let state = (seed * 2654435761) >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

/** Where code stands: what it may say beside expressions. */
const OUTSIDE = {
  generator: false, async: false, method: false, derived: false,
  key: false, privates: [], labels: [], breaks: 0, continues: 0, plain: true,
};

class Source {
  constructor(seed) {
    this.next = random(seed);
    for (let i = 0; i < 8; i++) this.next(2); // like seeds begin alike
    this.names = 0;
    this.scope = [[]]; // of each block: {name, fixed}
    this.depth = 0;
    this.inside = OUTSIDE;
    this.strict = this.chance(50);
  }

  pick(list) {
    return list[this.next(list.length)];
  }

  /** One of the texts that functions make. */
  one(...makers) {
    return this.pick(makers).call(this);
  }

  chance(percent) {
    return this.next(100) < percent;
  }

  repeat(most, make, separator = '') {
    return Array.from({ length: this.next(most + 1) }, make).join(separator);
  }

  fresh(prefix = 'v') {
    return `${prefix}${this.names++}`;
  }

  /** A name for a declaration: now and then one that hides another. */
  newName() {
    const hidden = this.chance(25) ? this.variable() : null;
    const here = this.scope[this.scope.length - 1];
    return hidden === null || here.some((v) => v.name === hidden) ? this.fresh() : hidden;
  }

  declare(name, fixed = false) {
    this.scope[this.scope.length - 1].push({ name, fixed });
    return name;
  }

  /** A variable in scope, null where there is none. */
  variable(writable = false) {
    const all = this.scope.flat().filter((v) => !writable || !v.fixed || this.chance(5));
    return all.length === 0 ? null : this.pick(all).name;
  }

  nested(body, changes = {}) {
    const inside = this.inside;
    this.inside = { ...inside, ...changes };
    this.scope.push([]);
    this.depth++;
    const text = body();
    this.depth--;
    this.scope.pop();
    this.inside = inside;
    return text;
  }

  /** The body of a function: labels and loops around do not reach into it. */
  within(changes, body) {
    return this.nested(body, { labels: [], breaks: 0, continues: 0, plain: true, ...changes });
  }
}

module.exports = { Source, OUTSIDE };

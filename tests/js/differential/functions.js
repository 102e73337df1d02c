'use strict';
// Functions of all kinds, and classes.
const { Expressions } = require('./expressions.js');

class Functions extends Expressions {
  parameters(count = this.next(4)) {
    const list = [];
    for (let i = 0; i < count; i++) {
      list.push(this.one(
        () => this.declare(this.fresh()), () => this.declare(this.fresh()),
        () => {
          const value = this.marked();
          return `${this.declare(this.fresh())} = ${value}`;
        },
        () => `${this.pattern(() => this.declare(this.fresh()))} = iter(${this.atom()})`));
    }
    if (this.chance(20)) list.push(`...${this.chance(70) ? this.declare(this.fresh()) : `[${this.declare(this.fresh())}]`}`);
    return list.join(', ');
  }

  arrow(count) {
    const async = this.chance(5);
    return this.within({ generator: false, async, derived: false, plain: this.inside.plain }, () => {
      const parameters = this.parameters(count);
      const head = `${async ? 'async ' : ''}(${parameters}) =>`;
      return this.chance(60) ? `${head} (go(), ${this.expression()})`
        : `${head} { go(); ${this.statements(2)} return ${this.expression()}; }`;
    });
  }

  body(count) {
    return `{ go(); ${this.statements(count)} return ${this.one(
      () => 'arguments.length', () => '[...arguments].length', () => 'show(this)', this.expression, this.expression)}; }`;
  }

  anonymousFunction() {
    return this.within({ generator: false, async: false, method: false, derived: false, plain: false }, () =>
      `function (${this.parameters()}) ${this.body(2)}`);
  }

  functionExpression() {
    return this.within({ generator: false, async: false, method: false, derived: false, plain: false }, () =>
      `function ${this.chance(50) ? this.declare(this.fresh(), true) : ''}(${this.parameters()}) ${this.body(3)}`);
  }

  /** arguments and parameters are the same variables in sloppy code. */
  aliasing() {
    const name = this.declare(this.fresh('f'));
    return `function ${name}(a, b) { arguments[0] = ${this.literal()}; b = ${this.literal()}; ` +
      `${this.chance(40) ? `eval('a = arguments[1]');` : ''} ${this.chance(30) ? 'delete arguments[1];' : ''} ` +
      `const f = () => arguments[${this.next(3)}]; a = [b]; return [a, b, f(), arguments.length, ...arguments]; }\n` +
      `log('${name}', () => ${name}(${this.list()}), ${name}.length, ${name}.name);\n`;
  }

  declaredFunction() {
    const name = this.fresh('f');
    const text = this.within({ generator: false, async: false, method: false, derived: false, plain: false }, () =>
      `function ${name}(${this.parameters()}) ${this.body(4)}`);
    this.declare(name);
    return `${text}\nlog('${name}', () => ${name}(${this.list()}), ${name}.length, ${name}.name);\n`;
  }

  generator() {
    const name = this.fresh('g');
    const text = this.within({ generator: true, async: false, method: false, derived: false, plain: false }, () =>
      `function* ${name}(${this.parameters()}) { go(); ${this.statements(5)} return ${this.expression()}; }`);
    const steps = Array.from({ length: 6 }, () => this.pick(['next', 'next', 'next', 'return', 'throw']));
    this.declare(name);
    return `${text}\nlog('${name}', drive(${name}, ${JSON.stringify(steps)}));\n`;
  }

  asyncFunction() {
    const name = this.fresh('a');
    const text = this.within({ generator: false, async: true, method: false, derived: false, plain: false }, () =>
      `async function ${name}(${this.parameters()}) { go(); ${this.statements(4)} return ${this.expression()}; }`);
    this.declare(name);
    return `${text}\nwait(${name}, '${name}');\n${this.chance(40) ? `wait(${name}, '${name} again');\n` : ''}`;
  }

  asyncGenerator() {
    const name = this.fresh('ag');
    const text = this.within({ generator: true, async: true, method: false, derived: false, plain: false }, () =>
      `async function* ${name}() { go(); ${this.statements(4)} yield ${this.expression()}; }`);
    const steps = Array.from({ length: 4 }, () => this.pick(['next', 'next', 'return', 'throw']));
    return `${text}\nwait(() => driveAsync(${name}, ${JSON.stringify(steps)}), '${name}');\n` +
      `wait(async () => { const r = []; for await (const v of ${name}()) { r.push(show(v)); if (r.length > 3) break; } return r.join(); }, '${name} for');\n`;
  }

  // --- Classes ---

  classKey() {
    return this.nested(() => this.propertyKey(), { key: true });
  }

  member1(privates, derived) {
    const put = this.chance(25) ? 'static ' : '';
    const method = (body, changes = {}) => this.within(
      { generator: false, async: false, method: true, derived: false, privates, plain: false, ...changes }, body);
    const expression = (changes) => method(() => this.expression(), changes);
    return this.one(
      () => `${put}${this.classKey()} = ${method(() => this.one(this.marked, this.arrow, this.anonymousFunction), { method: true })};`,
      () => method(() => `${put}${this.classKey()}(${this.parameters()}) { go(); ${this.statements(2)} return ${this.expression()}; }`),
      () => `${put}get ${this.classKey()}() { return ${expression()}; }`,
      () => `${put}set ${this.classKey()}(v) { this.z = v; ${expression()}; }`,
      () => `static { go(); ${method(() => this.statements(2))} }`,
      () => `${put}*${this.classKey()}() { yield ${expression({ generator: true })}; }`,
      () => `${put}async ${this.classKey()}() { return ${expression({ async: true })}; }`);
  }

  privateMember(name) {
    const expression = () => this.method(() => this.expression());
    return this.one(
      () => `#${name} = ${expression()};`, () => `#${name};`,
      () => `#${name}(p) { return ${expression()}; }`,
      () => `get #${name}() { return ${expression()}; } set #${name}(v) { log('private', v); }`,
      () => `static #${name} = ${expression()};`);
  }

  classBody(derived) {
    const own = this.chance(60) ? [this.fresh('p')] : [];
    const privates = [...this.inside.privates, ...own];
    const constructor = !this.chance(60) ? '' : this.within(
      { generator: false, async: false, method: true, derived, privates, plain: false }, () =>
        `constructor(${this.parameters()}) { go(); ${derived && this.chance(90) ? `${this.chance(30) ? `log('early', () => this);` : ''} super(${this.list()});` : ''} ` +
        `${this.statements(2)} ${this.chance(10) ? `return ${this.atom()};` : ''} }`);
    let members = this.repeat(4, () => this.member1(privates, derived), ' ');
    // These cannot be: a method of that name, and static `prototype`.
    members = members.replace(/\b(constructor|prototype)\b/g, 'a');
    return `{ ${constructor} ${own.map((name) => this.privateMember(name)).join(' ')} ${members} }`;
  }

  heritage() {
    // V8 looks at keys before it finds that a class cannot be extended.
    return this.chance(50) ? '' : ` extends ${this.one(() => 'Base', () => 'Base', () => 'Array',
      () => `t(${this.next(99)}, Base)`, () => 'null', () => 'Error')}`;
  }

  classExpression() {
    if (this.depth > 3) return 'class { a = 1 }';
    return this.nested(() => {
      const heritage = this.heritage();
      const name = this.chance(40) ? ` ${this.declare(this.fresh('K'), true)}` : '';
      return `class${name}${heritage} ${this.classBody(heritage !== '')}`;
    });
  }

  klass() {
    const name = this.fresh('K');
    const heritage = this.heritage();
    this.declare(name);
    return `class ${name}${heritage} ${this.classBody(heritage !== '')}\n` +
      `log('${name}', () => ${name}, () => new ${name}(${this.list()}), () => Object.getOwnPropertyNames(${name}.prototype));\n` +
      `log('${name}', () => { const o = new ${name}(${this.list()}); return [o.a, o.b?.(1, 2), o.x, o.y, o instanceof ${name}, (o.c = 4), o.c, o.z]; });\n`;
  }
}

module.exports = { Functions };

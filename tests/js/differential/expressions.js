'use strict';
// Expressions, patterns and assignments.
const { Source } = require('./source.js');

class Expressions extends Source {
  literal() {
    return this.one(
      () => String(this.next(20)), () => `-${this.next(9) + 1}`, () => '0.5', () => 'NaN',
      () => `'s${this.next(9)}'`, () => 'true', () => 'null', () => 'undefined',
      () => `[${this.next(5)}, ${this.next(5)}, ${this.next(5)}]`, () => '[, 1]',
      () => `({ a: ${this.next(5)}, b: [${this.next(5)}], c: { d: 1 } })`,
      () => '`t${1 + 1}`', () => `"\\u00e9${this.next(9)}"`, () => `${this.next(9)}n`,
      () => `steps(${this.next(4)})`, () => `traced(${this.next(9)})`,
      () => 'symbol', () => '/a(b)/g');
  }

  atom() {
    const name = this.chance(65) ? this.variable() : null;
    return name ?? this.literal();
  }

  /** An expression that says when it is evaluated. */
  marked() {
    return this.chance(30) ? `t(${this.next(1000)}, ${this.expression()})` : this.expression();
  }

  key() {
    return this.pick(['a', 'b', 'c', 'length', 'x', 'y']);
  }

  expression() {
    // The deeper, the plainer: a difference is to be seen in its program.
    if (this.chance(this.depth * 14)) return this.atom();
    this.depth++;
    const text = this.one(
      this.binary, this.logical, this.unary, this.member, this.chain, this.call, this.construct,
      this.template, this.assignment, this.inner, this.arrayLiteral, this.objectLiteral,
      this.callee, this.special, this.special, this.evaluation);
    this.depth--;
    return text;
  }

  binary() {
    const operator = this.pick(['+', '-', '*', '/', '%', '<', '>', '<=', '===', '!==', '==',
      '&', '|', '^', '<<', '>>', '>>>', ',', '**', 'in', 'instanceof']);
    return `((${this.marked()}) ${operator} ${this.marked()})`;
  }

  logical() {
    return this.one(
      () => `(${this.marked()} ${this.pick(['&&', '||'])} (${this.marked()}))`,
      () => `((${this.marked()}) ?? (${this.marked()}))`,
      () => `(${this.marked()} ? ${this.marked()} : ${this.marked()})`);
  }

  unary() {
    return this.one(
      () => `(${this.pick(['!', 'typeof ', '-', '+', '~', 'void '])}(${this.marked()}))`,
      () => `(delete (${this.expression()}).${this.key()})`,
      () => `(typeof ${this.pick(['missing', 'later', this.atom()])})`);
  }

  member() {
    return this.one(
      () => `(${this.marked()}).${this.key()}`,
      () => `(${this.marked()})[${this.marked()}]`);
  }

  chain() {
    let text = `(${this.expression()})`;
    for (let i = this.next(3) + 1; i > 0; i--) {
      text += this.one(
        () => `?.${this.key()}`, () => `.${this.key()}`, () => `?.[${this.marked()}]`,
        () => `?.(${this.list()})`, () => `?.toString?.()`, () => `[${this.marked()}]`);
    }
    return this.chance(10) ? `(delete ${text}?.${this.key()})` : text;
  }

  call() {
    return this.one(
      () => `(${this.arrow()})(${this.list()})`,
      () => `(${this.functionExpression()})(${this.list()})`,
      () => `${this.atom()}(${this.list()})`,
      () => `(${this.expression()}).${this.key()}(${this.list()})`,
      () => `call(${this.expression()}, ${this.list()})`);
  }

  construct() {
    return this.one(
      () => `new (${this.functionExpression()})(${this.list()})`,
      () => `new (${this.atom()})(${this.list()})`,
      () => `new (${this.classExpression()})(${this.list()})`);
  }

  callee() {
    return this.one(this.arrow, this.functionExpression, this.atom);
  }

  template() {
    return this.one(
      () => `\`\${show(${this.expression()})}-\${${this.next(9)}}\``,
      () => `\`<\${${this.marked()}}\${${this.marked()}}>\``,
      () => `tag\`a\${${this.marked()}}b\\n\${${this.marked()}}\``,
      () => `tag\`\\u{\${${this.atom()}}\``,
      () => `same(() => tagged\`${this.next(9)}\`)`);
  }

  list() {
    return this.repeat(3, () =>
      (this.chance(20) ? `...${this.iterated()}` : this.marked()), ', ');
  }

  /** Mostly something that can be iterated. */
  iterated() {
    return this.one(
      () => `items(${this.expression()})`, () => `steps(${this.next(4)})`,
      () => `iter(${this.expression()})`, () => `(${this.expression()})`,
      () => `faulty(${this.next(8)}, ${this.next(3)})`);
  }

  arrayLiteral() {
    return this.one(() => `[${this.list()}]`, () => `[${this.list()}].map(${this.arrow(1)})`,
      () => `Math.max(...items(${this.expression()}), ${this.next(9)})`);
  }

  propertyKey() {
    return this.one(() => this.key(), () => "'d e'", () => '5', () => `[${this.marked()}]`,
      () => `[key(${this.marked()})]`, () => '[symbol]');
  }

  objectLiteral() {
    const item = () => this.one(
      () => `${this.propertyKey()}: ${this.marked()}`,
      () => `${this.propertyKey()}: ${this.marked()}`,
      () => `${this.propertyKey()}: ${this.one(this.arrow, this.anonymousFunction)}`,
      () => `...${this.one(() => `obj(${this.expression()})`, () => `(${this.expression()})`)}`,
      () => `...{ get ${this.key()}() { return t(${this.next(99)}, ${this.atom()}); } }`,
      () => `get ${this.propertyKey()}() { return ${this.method(() => this.atom())}; }`,
      () => `set ${this.propertyKey()}(v) { log('set', v); }`,
      () => `${this.propertyKey()}(p = ${this.atom()}) { return ${this.method(() => this.expression())}; }`,
      () => `__proto__: ${this.atom()}`,
      () => this.variable() ?? 'q: 1');
    const text = this.repeat(4, item, ', ');
    // Two __proto__ are a SyntaxError.
    return `({ ${text.split('__proto__').length > 2 ? '' : text} })`;
  }

  method(body) {
    return this.within({ generator: false, async: false, method: true, derived: false }, body);
  }

  /** What only some places allow. */
  special() {
    const inside = this.inside;
    const choices = [() => this.atom()];
    if (inside.generator) choices.push(() => `(yield ${this.marked()})`);
    // Node 20 throws what it got where an iterator has no `throw`, as ES2022 had it.
    if (inside.generator && !inside.async) choices.push(() => `(yield* ${this.iterated()})`);
    if (inside.async) choices.push(() => `(await ${this.marked()})`, () => `(await thenable(${this.next(5)}))`);
    if (inside.method) {
      choices.push(() => `this.${this.key()}`, () => `super.${this.key()}`,
        () => `super.${this.key()}?.(${this.list()})`, () => `(super[${this.marked()}] = ${this.marked()})`,
        () => `(this.${this.key()} ${this.compound()} ${this.marked()})`);
    }
    if (!inside.plain || inside.method) choices.push(() => 'show(new.target)');
    for (const name of inside.privates) {
      choices.push(() => `this.#${name}`, () => `(#${name} in obj(${this.expression()}))`,
        () => `(${this.atom()})?.#${name}`, () => `(this.#${name} ${this.compound()} ${this.marked()})`);
    }
    return this.pick(choices)();
  }

  /** Direct eval, whose code sees the names around. */
  evaluation() {
    if (this.inside.key) return this.atom(); // a class is not there yet, which eval does not see
    const code = this.within({ generator: false, async: false, derived: false }, () => this.one(
      () => this.expression(), () => this.arrow(), () => `var ${this.variable() ?? 'e0'} = ${this.expression()}`,
      () => `let ${this.fresh()} = ${this.expression()}; ${this.atom()}`,
      () => `function ${this.fresh('g')}() { return ${this.atom()}; }`));
    return `eval(${JSON.stringify(code)})`;
  }

  compound() {
    return this.pick(['=', '+=', '-=', '*=', '||=', '&&=', '??=', '|=', '**=', '>>>=']);
  }

  assignment() {
    const name = this.variable(true);
    return this.one(
      () => (name === null ? this.literal() : `(${name} ${this.compound()} ${this.marked()})`),
      () => (name === null ? this.literal() : `${this.pick(['++', '--'])}${name}`),
      () => (name === null ? this.literal() : `${name}${this.pick(['++', '--'])}`),
      () => `((${this.marked()}).${this.key()} ${this.compound()} ${this.marked()})`,
      () => `((${this.marked()})[key(${this.marked()})] ${this.compound()} ${this.marked()})`,
      () => `((${this.marked()})[${this.marked()}]${this.pick(['++', '--'])})`);
  }

  pattern(target, top = true) {
    if (this.depth > 4 || (!top && this.chance(60))) return target();
    this.depth++;
    const part = () => this.pattern(target, false);
    const text = this.one(
      () => `[${part()}, , ${part()} = ${this.marked()}]`,
      () => `[${part()} = ${this.marked()}, ...${this.chance(70) ? target() : `[${part()}]`}]`,
      () => `[${part()}]`,
      () => `{ a: ${part()}, b: ${part()} = ${this.marked()} }`,
      () => `{ [key(${this.marked()})]: ${part()}, ...${target()} }`,
      () => `{ length: ${part()} = ${this.marked()} }`);
    this.depth--;
    return text;
  }

  /** In an expression: drupe closes no iterator there when a target throws. */
  inner() {
    const free = this.scope.flat().filter((v) => !v.fixed && v.name.startsWith('v'));
    const name = free.length === 0 ? null : this.pick(free).name;
    return name === null ? this.literal()
      : `([${name}, , ${name}${this.chance(50) ? ` = ${this.atom()}` : ''}] = iter(${this.expression()}))`;
  }

  destructuring() {
    const target = () => (this.chance(60) ? this.variable(true) : null) ??
      `t(${this.next(99)}, traced(${this.next(9)})).${this.key()}`;
    return `(${this.pattern(target)} = ${this.taken()})`;
  }

  /** What a pattern takes apart: mostly something that can be. */
  taken() {
    return this.one(() => `iter(${this.expression()})`, () => `iter(${this.expression()})`,
      () => `traced(${this.next(9)})`, () => `steps(${this.next(5)})`,
      () => `faulty(${this.next(8)}, ${this.next(3)})`, () => this.expression());
  }
}

module.exports = { Expressions };

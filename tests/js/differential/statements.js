'use strict';
// Statements, and the shapes that random choice would seldom meet.
const { Functions } = require('./functions.js');

class Statements extends Functions {
  statements(count) {
    return this.repeat(count, () => this.statement());
  }

  block(count = 3, changes = {}) {
    return this.nested(() => `{ ${this.statements(count)} }`, changes);
  }

  declaration() {
    const kind = this.pick(['let', 'const', 'let', 'var']);
    if (this.chance(30)) {
      const names = [];
      const text = this.pattern(() => {
        names.push(this.fresh());
        return names[names.length - 1];
      });
      const line = `${kind} ${text} = ${this.taken()};\n`;
      names.forEach((name) => this.declare(name, kind === 'const'));
      return line;
    }
    const name = kind === 'var' ? this.fresh() : this.newName();
    const line = `${kind} ${name} = ${this.marked()};\n`;
    this.declare(name, kind === 'const');
    return line;
  }

  /** A use before the declaration. */
  deadZone() {
    const name = this.fresh();
    return `{ const early = () => ${name}; log('early', early, () => typeof ${name}); ` +
      `${this.pick(['let', 'const'])} ${name} = ${this.expression()}; log('late', early); ` +
      `${this.chance(50) ? `log('self', () => { let ${name} = ${name} + 1; });` : ''} }\n`;
  }

  jump() {
    const { breaks, continues, labels } = this.inside;
    const choices = [];
    if (breaks > 0) choices.push('break');
    if (continues > 0) choices.push('continue');
    for (const label of labels) choices.push(`break ${label.name}`, ...(label.loop ? [`continue ${label.name}`] : []));
    if (choices.length === 0) return this.declaration();
    return `if (${this.expression()}) ${this.pick(choices)};\n`;
  }

  loopHead(name) {
    const binding = this.pick(['const', 'let', 'const', 'let', 'var']);
    return this.one(
      () => `for (let ${name} = 0; ${name} < ${this.next(4) + 1}; ${name}++)`,
      () => `for (let ${name} = 0, k = () => ${name}; ${name} < 3; fs.push(k, () => ${name}), ${name}++)`,
      () => `for (${binding} ${name} of ${this.iterated()})`,
      () => `for (${binding} ${name} of counted(${this.next(4)}))`,
      () => `for (${binding} ${name} of faulty(${this.next(8)}, ${this.next(3)}))`,
      () => `for (${binding} ${name} in obj(${this.expression()}))`,
      () => `for (${binding} [${name}, ${this.fresh()} = ${this.marked()}] of [[1], [2, 3]])`,
      () => `for (${binding} { a: ${name} = ${this.marked()}, ...${this.fresh()} } of [{ a: 1 }, {}])`,
      () => `for (traced(1).${this.key()} of [1, 2]) for (let ${name} = 0; ${name} < 2; ${name}++)`,
      () => (this.inside.async ? `for await (${binding} ${name} of ${this.iterated()})`
        : `for (const ${name} of [1, 2, 3])`));
  }

  loop() {
    const name = this.fresh();
    const label = this.chance(35) ? this.fresh('L') : '';
    const head = this.loopHead(name);
    const labels = label ? [...this.inside.labels, { name: label, loop: true }] : this.inside.labels;
    return this.nested(() => {
      this.declare(name, this.chance(80));
      const jump = this.chance(50) ? this.jump() : '';
      return `${label ? `${label}: ` : ''}${head} { go(); ${this.statements(2)} ${jump} ` +
        `fs.push(${this.kept(name)}); ${this.statements(1)} }\n`;
    }, { labels, breaks: 1, continues: 1 });
  }

  /** A closure over the iteration's own name. */
  kept(name) {
    return this.within({ generator: false, async: false, derived: false, plain: this.inside.plain }, () => this.one(
      () => `() => ${name}`, () => `() => [${name}, ${this.expression()}]`,
      () => `() => { try { return ${name}++; } catch (e) { return words(e); } }`,
      () => `eval('() => ${name}')`, () => `() => eval('${name}')`,
      () => `class { static m() { return ${name}; } }.m`));
  }

  counted() {
    const name = this.declare(this.fresh(), true);
    return this.one(
      () => `let ${name} = ${this.next(4)}; while (${name}-- > 0) ${this.block(2, { breaks: 1, continues: 1 })}\n`,
      () => `let ${name} = 0; do ${this.block(2, { breaks: 1, continues: 1 })} while (++${name} < ${this.next(3)});\n`);
  }

  tryStatement() {
    const thrown = this.chance(50) ? `throw ${this.marked()};` : this.statement();
    const first = this.nested(() => `{ ${this.statements(2)} ${thrown} }`);
    const parameter = this.one(() => '(e)', () => '', () => '({ message, a = message })', () => '([e])');
    const handler = this.nested(() => `{ ${this.statements(2)} log('caught'${parameter === '(e)' ? ', words(e)' : ''}); }`);
    const last = this.nested(() => `{ ${this.statements(2)} ${this.chance(30) ? this.jump() : ''} }`);
    return this.one(
      () => `try ${first} catch ${parameter} ${handler}\n`,
      () => `try { try ${first} finally ${last} } catch (e) { log('out', words(e)); }\n`,
      () => `try ${first} catch ${parameter} ${handler} finally ${last}\n`);
  }

  switchStatement() {
    return this.nested(() => {
      const name = this.fresh();
      return `switch (${this.marked()}) { case ${this.marked()}: let ${name} = ${this.expression()}; ${this.statements(1)} ` +
        `case ${this.marked()}: ${this.block()} fs.push(() => ${name}); ${this.chance(50) ? 'break;' : ''} ` +
        `default: ${this.chance(50) ? `log('switch', () => ${name});` : ''} ${this.block()} ` +
        `case ${this.atom()}: ${this.statements(1)} }\n`;
    }, { breaks: 1 });
  }

  /** Annex B, with, and eval that declares: sloppy code only. */
  sloppy() {
    if (this.strict) return this.declaration();
    const name = this.fresh('b');
    return this.one(
      () => `log('${name}', () => typeof ${name}); { log('in', () => ${name}.name); function ${name}() { return ${this.next(9)}; } ` +
        `${this.chance(50) ? `${name} = ${this.literal()};` : ''} } log('${name}', () => ${name});\n`,
      () => `if (${this.expression()}) function ${name}() { return 1; } log('${name}', () => typeof ${name});\n`,
      () => `with (${this.one(() => `traced(${this.next(9)})`, () => `obj(${this.expression()})`)}) ` +
        `{ log('with', () => a, () => typeof length, () => (b = ${this.marked()}), () => ${this.expression()}); ${this.statements(1)} }\n`,
      () => `log('eval', () => { ${this.chance(50) ? `let ${name}q = 1;` : ''} eval('var ${name} = ${this.next(9)}; function ${name}q() {}'); return [typeof ${name}, typeof ${name}q]; });\n`,
      () => `switch (1) { case 1: function ${name}() {} } log('${name}', typeof ${name});\n`,
      () => `try { throw 1; } catch (${name}) { var ${name} = 2; } log('${name}', ${name});\n`);
  }

  /** Several async functions at once: whose turn is it? */
  interleaved() {
    const [p, q] = [this.fresh('p'), this.fresh('q')];
    const step = () => this.pick(['await null;', 'await thenable(1);', 'await Promise.reject(2).catch(() => 3);',
      'await (async () => 1)();', 'for await (const x of [1, Promise.resolve(2)]) log(n, x);',
      'try { await Promise.reject(4); } catch (e) { log(n, e); } finally { await 5; }',
      'return thenable(6);', 'Promise.resolve().then(() => log(n, "job"));', 'queueMicrotask(() => log(n, "task"));']);
    const body = (n) => Array.from({ length: 4 }, (x, i) => `log('${n}', ${i}); ${step()}`).join(' ').replace(/\(n,/g, `('${n}',`);
    return `wait(async () => { ${body(p)} }, '${p}'); wait(async () => { ${body(q)} }, '${q}');\n` +
      `wait(() => Promise.${this.pick(['all', 'race', 'any', 'allSettled'])}([thenable(${this.next(3)}), ${this.marked()}, Promise.${this.pick(['resolve', 'reject'])}(7)]), 'both');\n`;
  }

  statement() {
    if (this.chance(this.depth * 15)) return `log('e', () => show(${this.atom()}));\n`;
    const log = () => `log('x', () => ${this.within(
      { generator: false, async: false, derived: false, plain: this.inside.plain }, () => this.expression())});\n`;
    return this.one(
      this.declaration, this.declaration, this.declaration, log, log, log,
      () => `;(${this.one(this.assignment, this.destructuring)});\n`,
      () => `if (${this.marked()}) ${this.block()} else ${this.block()}\n`,
      this.loop, this.loop, this.counted, this.tryStatement, this.switchStatement, this.deadZone,
      () => {
        const name = this.fresh('L');
        return `${name}: ${this.block(3, { labels: [...this.inside.labels, { name, loop: false }] })}\n`;
      },
      this.jump, this.sloppy,
      () => (this.inside.generator ? `log('yielded', yield ${this.marked()});\n` : log()),
      () => (this.inside.async ? `log('awaited', await ${this.marked()});\n` : log()));
  }

  /** The body of one function: the whole case. */
  program() {
    const part = () => this.one(
      this.statement, this.statement, this.statement, this.generator, this.asyncFunction, this.klass, this.klass,
      this.asyncGenerator, this.declaredFunction, this.aliasing, this.interleaved, this.sloppy);
    const text = Array.from({ length: this.next(4) + 2 }, part).join('');
    return `${this.strict ? "'use strict';\n" : ''}${text}`;
  }
}

module.exports = { Statements };

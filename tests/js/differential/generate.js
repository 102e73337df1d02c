'use strict';
// Writes a random program: `generate.js SEED`.  Whatever it does ends: loops
// are counted, recursion is bounded.  It prints a line for each step, so that
// two engines that differ are told apart at the place.

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

class Generator {
  constructor(seed) {
    this.next = random(seed);
    this.names = 0;
    this.scope = [[]]; // of each block: {name, fixed}
    this.depth = 0;
    this.loops = 0;
    this.inside = { generator: false, async: false, method: false };
  }

  pick(list) {
    return list[this.next(list.length)];
  }

  chance(percent) {
    return this.next(100) < percent;
  }

  fresh() {
    return `v${this.names++}`;
  }

  declare(name, fixed = false) {
    this.scope[this.scope.length - 1].push({ name, fixed });
    return name;
  }

  /** A variable in scope, or a literal where there is none. */
  variable(writable = false) {
    const all = this.scope.flat().filter((v) => !writable || !v.fixed);
    return all.length === 0 ? null : this.pick(all).name;
  }

  within(changes, body) {
    const inside = this.inside;
    const loops = this.loops;
    this.inside = { ...inside, ...changes };
    this.loops = 0;
    this.scope.push([]);
    this.depth++;
    const text = body();
    this.depth--;
    this.scope.pop();
    this.loops = loops;
    this.inside = inside;
    return text;
  }

  // --- Expressions ---

  literal() {
    return this.pick([
      () => String(this.next(100)), () => `-${this.next(9) + 1}`, () => '0.5',
      () => `'s${this.next(9)}'`, () => 'true', () => 'null', () => 'undefined',
      () => `[${this.next(5)}, ${this.next(5)}, ${this.next(5)}]`,
      () => `({ a: ${this.next(5)}, b: [${this.next(5)}], c: { d: 1 } })`,
      () => '`t${1 + 1}`', () => 'NaN', () => `"\\u00e9${this.next(9)}"`,
    ])();
  }

  expression() {
    if (this.depth > 5) return this.atom();
    this.depth++;
    const text = this.pick([
      () => this.atom(), () => this.atom(),
      () => `(${this.expression()} ${this.operator()} ${this.expression()})`,
      () => `(${this.expression()} ${this.pick(['&&', '||', '??'])} (${this.expression()}))`,
      () => `(${this.expression()} ? ${this.expression()} : ${this.expression()})`,
      () => `(${this.pick(['!', 'typeof ', '-', '+', '~', 'void '])}num(${this.expression()}))`,
      () => `[${this.list()}]`,
      () => `({ ${this.properties()} })`,
      () => `(${this.expression()})?.${this.pick(['a', 'b', 'length', 'c?.d', '[0]'])}`,
      () => `(${this.expression()})?.${this.pick(['a', 'b?.[0]', 'c?.d?.toString?.()'])}`,
      () => `call(${this.arrow()}, ${this.list()})`,
      () => `call(${this.functionExpression()}, ${this.list()})`,
      () => `\`\${show(${this.expression()})}-\${${this.next(9)}}\``,
      () => `tag\`a\${${this.expression()}}b\\n\${${this.next(5)}}\``,
      () => `Math.max(...items(${this.expression()}), ${this.next(9)})`,
      () => `[...items(${this.expression()})].map(${this.arrow(1)}).length`,
      () => this.assignment(), () => this.destructuring(),
      () => (this.inside.generator ? `(yield ${this.expression()})` : this.atom()),
      () => (this.inside.async ? `(await ${this.expression()})` : this.atom()),
      () => (this.inside.method ? `this.${this.pick(['x', 'y', 'z'])}` : this.atom()),
      () => `(delete ({ a: 1 }).a, ${this.expression()})`,
      () => `(num(${this.expression()}) ** 2)`,
      () => `('a' in obj(${this.expression()}))`,
      () => `JSON.stringify(${this.expression()})`,
    ])();
    this.depth--;
    return text;
  }

  atom() {
    const name = this.chance(65) ? this.variable() : null;
    return name ?? this.literal();
  }

  operator() {
    return this.pick(['+', '-', '*', '%', '<', '>', '<=', '===', '!==', '==',
      '&', '|', '^', '<<', '>>', '>>>', ',']);
  }

  list() {
    return Array.from({ length: this.next(4) }, () =>
      (this.chance(20) ? `...items(${this.expression()})` : this.expression())).join(', ');
  }

  properties() {
    return Array.from({ length: this.next(4) }, () => this.pick([
      () => `${this.pick(['a', 'b', 'c', "'d e'", '5'])}: ${this.expression()}`,
      () => `[${this.expression()}]: ${this.expression()}`,
      () => `...obj(${this.expression()})`,
      () => `get g() { return ${this.atom()}; }`,
      () => `set g(v) {}`,
      () => `m(p = ${this.atom()}) { return ${this.atom()}; }`,
      () => this.variable() ?? 'q: 1',
    ])()).join(', ');
  }

  assignment() {
    const name = this.variable(true);
    if (name === null) return this.literal();
    return this.pick([
      () => `(${name} ${this.pick(['=', '+=', '-=', '||=', '&&=', '??=', '|=', '**='])} ${this.expression()})`,
      () => `${this.pick(['++', '--'])}${name}`, () => `${name}${this.pick(['++', '--'])}`,
    ])();
  }

  pattern(targets) {
    if (this.depth > 4 || this.chance(40)) return targets();
    this.depth++;
    const text = this.pick([
      () => `[${this.pattern(targets)}, , ${this.pattern(targets)} = ${this.atom()}]`,
      () => `[${this.pattern(targets)}, ...${targets()}]`,
      () => `{ a: ${this.pattern(targets)}, b: ${this.pattern(targets)} = ${this.atom()} }`,
      () => `{ [${this.literal()}]: ${targets()}, ...${targets()} }`,
    ])();
    this.depth--;
    return text;
  }

  destructuring() {
    const name = this.variable(true);
    if (name === null) return this.literal();
    return `(${this.pattern(() => this.variable(true)).replace(/^(v\d+)$/, '[$1]')} = iter(${this.expression()}))`;
  }

  // --- Functions ---

  parameters(count = this.next(4)) {
    const list = [];
    for (let i = 0; i < count; i++) {
      const name = this.fresh();
      list.push(this.pick([
        () => name, () => name, () => `${name} = ${this.atom()}`,
        () => {
          const names = [];
          const text = this.pattern(() => { const n = this.fresh(); names.push(n); return n; });
          names.forEach((n) => this.declare(n));
          return /^v/.test(text) ? text : `${text} = iter(${this.atom()})`;
        },
      ])());
      this.declare(name);
      if (!list[i].startsWith(name)) this.scope[this.scope.length - 1].pop();
    }
    if (this.chance(20)) list.push(`...${this.declare(this.fresh())}`);
    return list.join(', ');
  }

  arrow(count) {
    return this.within({ generator: false, async: false }, () => {
      const parameters = this.parameters(count);
      return this.chance(60) ? `(${parameters}) => (${this.expression()})`
        : `(${parameters}) => { ${this.statements(2)} return ${this.expression()}; }`;
    });
  }

  functionExpression() {
    return this.within({ generator: false, async: false, method: false }, () =>
      `function ${this.chance(50) ? this.declare(this.fresh(), true) : ''}(${this.parameters()}) ` +
      `{ ${this.statements(3)} return ${this.pick(['arguments.length', this.expression(), this.expression()])}; }`);
  }

  generator() {
    const name = this.fresh();
    const text = this.within({ generator: true, async: false, method: false }, () =>
      `function* ${name}(${this.parameters()}) { ${this.statements(4)} ` +
      `${this.chance(30) ? `yield* items(${this.expression()});` : ''} return ${this.expression()}; }`);
    return `${text}\nlog('${name}', drain(${name}));\n`;
  }

  asyncFunction() {
    const name = this.fresh();
    const text = this.within({ generator: false, async: true, method: false }, () =>
      `async function ${name}(${this.parameters()}) { ${this.statements(4)} return ${this.expression()}; }`);
    return `${text}\nwait(${name}, '${name}');\n`;
  }

  asyncGenerator() {
    const name = this.fresh();
    const text = this.within({ generator: true, async: true, method: false }, () =>
      `async function* ${name}() { ${this.statements(3)} yield ${this.expression()}; }`);
    return `${text}\nwait(async () => { const r = []; let n = 0; for await (const v of ${name}()) { r.push(show(v)); if (++n > 5) break; } return r.join(); }, '${name}');\n`;
  }

  klass() {
    const name = this.fresh();
    const base = this.chance(40);
    const method = (body) => this.within({ generator: false, async: false, method: true }, body);
    const members = [
      () => `x = ${method(() => this.expression())};`,
      () => `static s = ${this.atom()};`,
      () => `#p = ${this.atom()}; get p() { return this.#p; } has(o) { return #p in o; }`,
      () => method(() => `m(${this.parameters()}) { ${this.statements(2)} return ${this.expression()}; }`),
      () => `get y() { return ${method(() => this.expression())}; }`,
      () => `set y(v) { this.z = v; }`,
      () => `static { this.t = ${this.atom()}; }`,
      () => `*[Symbol.iterator]() { yield 1; yield ${this.atom()}; }`,
      () => `#q() { return ${method(() => this.expression())}; } callQ() { return this.#q(); }`,
    ].filter(() => this.chance(55)).map((f) => f());
    const constructor = base ? `constructor(...a) { super(...a); this.z = new.target === ${name}; }`
      : `constructor(a) { this.z = a; }`;
    this.declare(name, true);
    return `class ${name}${base ? ' extends Base' : ''} { ${constructor} ${members.join(' ')} }\n` +
      `log('${name}', () => { const o = new ${name}(${this.list()}); return [show(o), show(o.m?.(1, 2)), show(o.p), show(o.has?.({})), show(o.y), show(o.callQ?.()), show(${name}.s), show(${name}.t), o instanceof ${name}, o[Symbol.iterator] ? show([...o]) : '']; });\n`;
  }

  // --- Statements ---

  statements(count) {
    let text = '';
    for (let i = this.next(count + 1); i > 0; i--) text += this.statement();
    return text;
  }

  block(count = 3) {
    this.scope.push([]);
    this.depth++;
    const text = `{ ${this.statements(count)} }`;
    this.depth--;
    this.scope.pop();
    return text;
  }

  declaration() {
    const kind = this.pick(['let', 'const', 'let', 'var']);
    if (this.chance(30)) {
      const names = [];
      const text = this.pattern(() => { const n = this.fresh(); names.push(n); return n; });
      const line = /^v/.test(text) ? `${kind} ${text} = ${this.expression()};\n`
        : `${kind} ${text} = iter(${this.expression()});\n`;
      names.forEach((n) => this.declare(n, kind === 'const'));
      return line;
    }
    const name = this.fresh();
    const line = `${kind} ${name} = ${this.expression()};\n`;
    this.declare(name, kind === 'const');
    return line;
  }

  loop() {
    const name = this.fresh();
    const label = this.chance(30) ? `L${name}: ` : '';
    const head = this.pick([
      () => `for (let ${name} = 0; ${name} < ${this.next(4) + 1}; ${name}++)`,
      () => `for (const ${name} of items(${this.expression()}))`,
      () => `for (const ${name} of counted(${this.next(4)}))`,
      () => `for (const ${name} in obj(${this.expression()}))`,
      () => `for (const [${name}, ${this.fresh()} = 1] of [[1], [2, 3]])`,
    ])();
    this.scope.push([{ name, fixed: true }]);
    this.loops++;
    this.depth++;
    const jump = this.chance(40) ? `if (${this.expression()}) ${this.pick(['break', 'continue'])}${label ? ` L${name}` : ''}; ` : '';
    const body = `${this.statements(2)} ${jump}fs.push(() => ${this.expressionPlain(name)}); ${this.statements(1)}`;
    this.depth--;
    this.loops--;
    this.scope.pop();
    return `${label}${head} { ${body} }\n`;
  }

  expressionPlain(name) {
    return this.within({ generator: false, async: false }, () => this.pick([name, `[${name}, ${this.expression()}]`]));
  }

  statement() {
    if (this.depth > 5) return `log('e', () => show(${this.atom()}));\n`;
    return this.pick([
      () => this.declaration(), () => this.declaration(), () => this.declaration(),
      () => `log('x', () => ${this.within({ generator: false, async: false }, () => this.expression())});\n`,
      () => `${this.assignment()};\n`,
      () => `if (${this.expression()}) ${this.block()} else ${this.block()}\n`,
      () => this.loop(), () => this.loop(),
      () => `try ${this.block()} catch (e) { log('caught', words(e)); } ${this.chance(50) ? `finally ${this.block(2)}` : ''}\n`,
      () => `try { ${this.statements(2)} throw { message: '' + show(${this.expression()}) }; } catch (e) { log('thrown', words(e)); }\n`,
      () => `switch (${this.expression()}) { case ${this.atom()}: ${this.block()} case 1: ${this.block()} break; default: ${this.block()} }\n`,
      () => `${this.block()}\n`,
      () => (this.loops > 0 && this.chance(50) ? `if (${this.expression()}) ${this.pick(['break', 'continue'])};\n` : this.declaration()),
    ])();
  }

  program() {
    let text = PRELUDE;
    for (let i = 0; i < 12; i++) {
      text += this.pick([
        () => this.statement(), () => this.statement(), () => this.generator(),
        () => this.asyncFunction(), () => this.klass(), () => this.asyncGenerator(),
        () => {
          const name = this.fresh();
          const body = this.within({ method: false }, () =>
            `function ${name}(${this.parameters()}) { ${this.statements(4)} return ${this.expression()}; }\n`);
          return `${body}log('${name}', () => ${name}(${this.list()}), ${name}.length, ${name}.name);\n`;
        },
      ])().replace(/^(?=\S)/, 'attempt(() => {\n').replace(/$/, '});\n');
    }
    return `${text}log('fs', fs.length); for (const f of fs.slice(0, 40)) log('f', f);\n`;
  }
}

/** Helpers of the programs; what they print does not depend on the engine. */
const PRELUDE = `'use strict';
let lines = 0;
function show(v, depth = 0) {
  if (typeof v === 'function') return 'function ' + v.name + '/' + v.length;
  if (typeof v === 'string') return JSON.stringify(v);
  if (typeof v !== 'object' || v === null) return Object.is(v, -0) ? '-0' : String(v);
  if (depth > 3) return '...';
  if (Array.isArray(v)) return '[' + Array.from(v, (x) => show(x, depth + 1)).join() + ']';
  return '{' + Object.keys(v).map((k) => k + ':' + show(v[k], depth + 1)).join() + '}';
}
function log(what, ...values) {
  if (++lines > 3000) return;
  console.log(what, values.map((v) => {
    try { return show(typeof v === 'function' ? v() : v); }
    catch (e) { return 'throws ' + (e instanceof Error ? e.name + ': ' + words(e) : show(e)); }
  }).join(' '));
}
function attempt(f) { try { f(); } catch (e) { log('uncaught', e instanceof Error ? e.name + ': ' + words(e) : show(e)); } }
let calls = 0;
function call(f, ...a) { if (++calls > 2000) return 0; try { return f(...a); } catch (e) { return e instanceof Error ? words(e) : e; } }
function num(v) { const n = typeof v === 'symbol' || typeof v === 'bigint' || (typeof v === 'object' && v !== null) ? 1 : Number(v); return n !== n ? 7 : n; }
function items(v) { return Array.isArray(v) ? v.slice(0, 5) : typeof v === 'string' ? v.slice(0, 5) : [v]; }
function iter(v) { return Array.isArray(v) ? v : { a: v, b: 2, c: [3], *[Symbol.iterator]() { try { yield v; yield 2; yield 3; } finally { lines++; } } }; }
function obj(v) { return typeof v === 'object' && v !== null ? v : { k: v }; }
function* counted(n) { try { for (let i = 0; i < n; i++) yield i; } finally { log('closed', n); } }
function drain(g) { return () => { const r = []; let n = 0; const it = g(1, [2], { a: 3 }); for (;;) { const { value, done } = it.next(n); r.push(show(value)); if (done || ++n > 8) break; } r.push(show(it.return(5))); return r.join(); }; }
function wait(f, name) { f(1, 2).then((v) => log(name, v), (e) => log(name + ' rejects', e instanceof Error ? words(e) : e)); }
function tag(s, ...v) { return s.raw.join('|') + s.join('/') + v.map((x) => show(x)).join(); }
class Base { constructor(a) { this.base = show(a); } m() { return 'base'; } get y() { return 'y'; } }
const fs = [];
// Words that name the expression at fault: V8's own, from its source text.
function words(e) {
  return e.message.replace(/^.* is not a function.*$/, 'is not a function')
    .replace(/^(.* is not iterable|Cannot (destructure|read propert)).*$/,
             'cannot be taken apart');
}
`;

console.log(new Generator(Number(process.argv[2] ?? 1)).program());

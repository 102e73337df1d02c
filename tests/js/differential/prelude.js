'use strict';
// What the programs call.  What it prints does not depend on the engine; `go`
// ends what would run for long, after as many steps on each.
let lines = 0;
let steps0 = 0;
let fs = [];
let label = '';

function go() {
  if (++steps0 > 400) throw new RangeError('enough');
}

function showKey(k) {
  return typeof k === 'symbol' ? k.toString() : k;
}

function showProperty(v, k, depth) {
  const d = Reflect.getOwnPropertyDescriptor(v, k);
  if (d === undefined) return `${showKey(k)}?`;
  const flags = (d.enumerable ? '' : '!') + (d.configurable ? '' : '^');
  if ('value' in d) return `${flags}${showKey(k)}:${show(d.value, depth + 1)}`;
  return `${flags}${d.get ? 'get ' : ''}${d.set ? 'set ' : ''}${showKey(k)}`;
}

function show(v, depth = 0) {
  if (typeof v === 'function') return `${/^class/.test(Function.prototype.toString.call(v)) ? 'class' : 'function'} ${String(named(v))}`;
  if (typeof v === 'string') return JSON.stringify(v);
  if (typeof v === 'bigint') return `${v}n`;
  if (typeof v === 'symbol') return v.toString();
  if (typeof v !== 'object' || v === null) return Object.is(v, -0) ? '-0' : String(v);
  if (v === globalThis) return 'global';
  if (tracers.has(v)) return 'traced';
  if (depth > 3) return '...';
  if (Object.prototype.toString.call(v) === '[object Error]' && v instanceof Error) return words(v);
  const keys = Reflect.ownKeys(v).filter((k) => k !== 'length' || !Array.isArray(v));
  const text = keys.map((k) => (Array.isArray(v) && /^\d+$/.test(String(k)) ? show(v[k], depth + 1) : showProperty(v, k, depth))).join();
  if (Array.isArray(v)) return `[${text}]${v.length > 5 ? v.length : ''}`;
  return `${Object.prototype.toString.call(v).slice(8, -1)}{${text}}`;
}

function named(f) {
  const name = Reflect.getOwnPropertyDescriptor(f, 'name');
  const length = Reflect.getOwnPropertyDescriptor(f, 'length');
  return `${name && 'value' in name ? show(name.value) : '?'}/${length && 'value' in length ? show(length.value) : '?'}`;
}

/**
 * Words of an error.  Those that show the expression at fault are held against
 * Node's by tests/js/lower/failing: of nested expressions V8 shows parts only.
 */
function words(e) {
  if (typeof e !== 'object' || e === null || tracers.has(e) || !(e instanceof Error)) return show(e);
  const text = `${e.name}: ${e.message}`;
  return /is not a (function|constructor)|is not iterable|Cannot (destructure|read properties)|[Ss]pread syntax|is not async iter|(called on|requires that)/
    .test(text) ? 'TypeError: of another kind' : text;
}

function say(text) {
  if (++lines > 2000) throw new RangeError('enough');
  if (lines < 400) console.log(label, text.replace(/\n/g, ' ').slice(0, 300));
}

function log(what, ...values) {
  say(`${what} ${values.map((v) => {
    try {
      return show(typeof v === 'function' && !/^class/.test(Function.prototype.toString.call(v)) ? v() : v);
    } catch (e) {
      return `throws ${words(e)}`;
    }
  }).join(' ')}`);
}

/** Says when it is evaluated. */
function t(n, v) {
  say(`t${n}`);
  return v;
}

const tracers = new WeakSet();
const symbol = Symbol('s');

/** An object that tells all that happens to it. */
function traced(n) {
  const target = { a: n, b: [n, 1], [Symbol.iterator]: () => steps(n % 4) };
  const handler = {};
  // Not `has`: V8 does not ask again before it writes in a `with`.
  for (const trap of ['get', 'set', 'deleteProperty', 'ownKeys', 'getOwnPropertyDescriptor', 'defineProperty', 'getPrototypeOf']) {
    handler[trap] = (...a) => {
      say(`${trap} ${a.length > 1 ? showKey(a[1]) : ''}`);
      return Reflect[trap](...a);
    };
  }
  const proxy = new Proxy(target, handler);
  tracers.add(proxy);
  return proxy;
}

/** An iterator that tells its steps. */
function steps(n) {
  let i = 0;
  return {
    [Symbol.iterator]() { return this; },
    next(v) { say(`next ${show(v)}`); return { value: i, done: i++ >= n }; },
    return(v) { say(`return ${show(v)}`); return { value: v, done: true }; },
  };
}

/** Iterators that break the protocol, or throw. */
function faulty(kind, n) {
  let i = 0;
  const end = { 1: () => { throw new Error('return'); }, 2: () => 1, 3: null, 4: 5 }[kind];
  return {
    get [Symbol.iterator]() {
      say('iterator');
      return kind === 7 ? undefined : () => this;
    },
    next() {
      say('next');
      if (kind === 5 && i === n) throw new Error('next');
      if (kind === 6 && i === n) return 1;
      return { get value() { say('value'); return i; }, get done() { say('done'); return i++ > n; } };
    },
    get return() { say('get return'); return end; },
  };
}

function thenable(n) {
  return {
    get then() {
      say('then');
      return (resolve, reject) => (n === 2 ? reject(n) : n === 3 ? (() => { throw n; })() : resolve(n));
    },
  };
}

function call(f, ...a) {
  go();
  try { return f(...a); } catch (e) { return words(e); }
}

function key(v) { return typeof v === 'object' && v !== null ? 'k' : v; }
function items(v) { return Array.isArray(v) ? v.slice(0, 5) : typeof v === 'string' ? v.slice(0, 5) : [v]; }
function iter(v) { return Array.isArray(v) ? v : { a: v, b: 2, c: [3], *[Symbol.iterator]() { try { yield v; yield 2; yield 3; } finally { say('finally'); } } }; }
function obj(v) { return typeof v === 'object' && v !== null ? v : { k: v }; }
function* counted(n) { try { for (let i = 0; i < n; i++) yield i; } finally { say(`closed ${n}`); } }
function tag(s, ...v) { return s.raw.join('|') + s.join('/') + v.map((x) => show(x)).join(); }
function tagged(s) { return s; }
function same(f) { return f() === f(); }

function drive(g, how) {
  return () => {
    const it = g(1, [2], { a: 3 });
    return how.map((step, i) => {
      try {
        const { value, done } = it[step](i);
        return `${show(value)}${done ? '.' : ''}`;
      } catch (e) { return `throws ${words(e)}`; }
    }).join();
  };
}

async function driveAsync(g, how) {
  const it = g();
  const all = how.map((step, i) => it[step](i).then(
    (r) => say(`${step} ${show(r.value)} ${r.done}`), (e) => say(`${step} throws ${words(e)}`)));
  await Promise.all(all);
  return how.length;
}

const waiting = [];
function wait(f, name) {
  try {
    waiting.push(Promise.resolve(f(1, 2)).then((v) => log(name, v), (e) => say(`${name} rejects ${words(e)}`)));
  } catch (e) { say(`${name} throws ${words(e)}`); }
}

class Base {
  constructor(a) { this.base = show(a); }
  a() { return 'base'; }
  get y() { return 'y'; }
  set y(v) { say(`base y ${show(v)}`); }
  static b(v) { return show(v); }
}

process.on('unhandledRejection', () => {});

/** Runs the cases one after the other: what is later of one ends first. */
async function run(cases) {
  for (const [name, f] of cases) {
    label = name;
    lines = steps0 = 0;
    fs = [];
    try { f(); } catch (e) { say(`uncaught ${words(e)}`); }
    await new Promise((resolve) => setImmediate(resolve));
    steps0 = 0;
    const kept = fs.slice(0, 20);
    for (const f of kept) log('f', f);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

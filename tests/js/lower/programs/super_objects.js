// super in object literals, and where it may stand.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}: ${e.message}`; } };
const o2 = { m() { return super.hasOwnProperty('m'); }, get g() { return super.toString(); }, ['x' + 1]() { return super.valueOf() === this; } };
log(o2.m(), o2.g, o2.x1());
const base = { get who() { return 'base of ' + this.name; }, set who(v) { this.set = v; }, call(...a) { return this.name + a; }, name: 'base' };
const derived = {
  __proto__: base,
  name: 'derived',
  get who() { return super.who + '!'; },
  set who(v) { super.who = v + '!'; },
  call(...a) { return super.call(...a) + super['call'](1) + super.call?.(2) + super.none?.(3); },
  arrow() { return (() => super.who)(); },
  del() { return delete super.who; },
  nested() { return { __proto__: { x: 'inner' }, get() { return super.x; } }.get(); }
};
derived.who = 'set';
log(derived.who, derived.set, derived.call(7, 8), derived.arrow(), caught(() => derived.del()), derived.nested());
log(derived.who, Object.create(derived, { name: { value: 'child' } }).who);
const hs = [];
for (const i of [1, 2]) hs.push({ __proto__: { v() { return 'base' + i; } }, v() { return super.v() + '!'; } });
log(hs.map(h => h.v()).join());
const nul = { m() { return super.x; } };
Object.setPrototypeOf(nul, null);
log(caught(() => nul.m()));
const readonly = { __proto__: Object.freeze({ r: 1 }), strict() { 'use strict'; super.r = 2; }, sloppy() { super.r = 2; return this.r; } };
log(caught(() => readonly.strict()).slice(0, 30), readonly.sloppy());
const updates = { __proto__: { n: 5 }, up() { return [super.n++, ++super.n, super.n -= 1, super.n, this.n].join(); } };
log(updates.up());
const pats = { __proto__: { a: 1 }, go() { [super.a, super.b] = [7, 8]; ({ x: super.c } = { x: 9 }); for (super.d of [1, 2]); return JSON.stringify(this); } };
log(pats.go());
class Missing { m() { super.missing(); } n() { return super.missing.x; } }
log(caught(() => new Missing().m()), caught(() => new Missing().n()));

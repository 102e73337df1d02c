'use strict';
// Properties that are listed as they lie (quick_list.h); node is the oracle.
const { test } = require('../../harness');
const { eq, throws } = require('./expect');

const names = (o) => {
  const all = [];
  for (const k in o) all.push(k);
  return all.join();
};

test('the order of keys', () => {
  const o = { b: 1, a: 2, 10: 3, 9: 4, [Symbol('s')]: 5 };
  eq(Object.keys(o).join(), '9,10,b,a');
  eq(names(o), '9,10,b,a');
  eq(Object.values(o).join(), '4,3,1,2');
  delete o.b;
  o.b = 1;
  eq(Object.entries(o).join(';'), '9,4;10,3;a,2;b,1');
  const many = {};
  for (let i = 0; i < 50; i++) many[`k${i}`] = i;
  for (let i = 0; i < 50; i += 2) delete many[`k${i}`];
  eq(Object.keys(many).length, 25);
  eq(Object.entries(many)[24].join(), 'k49,49');
  eq(names(many).length, Object.keys(many).join().length);
});

test('what is inherited, hidden or not enumerable', () => {
  const base = { x: 1, y: 2 };
  const o = Object.create(base, {
    x: { value: 1, enumerable: false }, z: { value: 3, enumerable: true },
  });
  eq(names(o), 'z,y');
  eq(Object.keys(o).join(), 'z');
  eq(names(Object.create(null)), '');
  eq(names(Object.create({}, { a: { value: 1, enumerable: true } })), 'a');
  class A { constructor() { this.own = 1; } method() {} }
  eq(names(new A()), 'own');
  Object.prototype.everywhere = 1;
  try {
    eq(names({ a: 1 }), 'a,everywhere');
  } finally {
    delete Object.prototype.everywhere;
  }
  eq(names('ab'), '0,1');
  eq(names([5, , 6]), '0,2');
  eq(names(new Uint8Array(2)), '0,1');
  eq(names(undefined), '');
  eq(Object.values('ab').join(), 'a,b');
  eq(Object.entries([7]).join(), '0,7');
});

test('properties that go or come in a for-in', () => {
  const o = { a: 1, b: 2, c: 3 };
  const seen = [];
  for (const k in o) {
    seen.push(k);
    delete o.b;
    o.d = 4;
  }
  eq(seen.join(), 'a,c');
  const base = { b: 1 };
  const free = { value: 1, enumerable: true, configurable: true };
  const heir = Object.create({}, { b: free, a: free });
  const list = [];
  for (const k in heir) {
    list.push(k);
    delete heir.a;
    Object.setPrototypeOf(heir, base);
  }
  eq(list.join(), 'b');
  for (const k in o) for (const j in o) seen.push(k + j);
  eq(seen.join(), 'a,c,aa,ac,ad,ca,cc,cd,da,dc,dd');
});

test('getters', () => {
  let asked = '';
  const o = {
    get a() { asked += 'a'; delete o.b; return 1; }, b: 2,
    get c() { asked += 'c'; return 3; },
  };
  eq(Object.values(o).join(), '1,3');
  eq(asked, 'ac');
  eq(Object.keys(o).join(), 'a,c');
  throws(() => Object.entries({ get x() { throw new RangeError('x'); } }),
    RangeError, 'x');
});

test('assign', () => {
  const symbol = Symbol('s');
  eq(Object.assign({}, { [symbol]: 1 })[symbol], 1);
  eq(Object.assign({ a: 1 }, { a: 2, b: 3 }, null, 'z', [9]).b, 3);
  const log = [];
  const source = { a: 1, b: 2, c: 3, d: 4 };
  const target = {
    set a(v) { log.push(`a${v}`); delete source.b; source.c = 30; },
    set c(v) { log.push(`c${v}`); },
  };
  Object.assign(target, source);
  eq(log.join(), 'a1,c30');
  eq('b' in target, false);
  eq(target.d, 4);
  throws(() => Object.assign(Object.freeze({ a: 1 }), { a: 2 }), TypeError,
    "Cannot assign to read only property 'a' of object '#<Object>'");
  const seen = [];
  Object.assign(new Proxy({}, {
    set: (t, k, v) => { seen.push(k + v); return true; },
  }), { x: 1, y: 2 });
  eq(seen.join(), 'x1,y2');
  eq(Object.assign([1, 2], { length: 1 }).length, 1);
  eq(Object.assign([1, 2], { 0: 5 })[0], 5);
});

test('hasOwn', () => {
  eq(Object.hasOwn({ a: 1 }, 'a'), true);
  eq(Object.hasOwn({ a: 1 }, 'toString'), false);
  eq(Object.hasOwn([1], 'length'), true);
  eq(Object.hasOwn('abc', 1), true);
  eq(Object.hasOwn(new Proxy({}, {
    getOwnPropertyDescriptor: () => ({ value: 1, configurable: true }),
  }), 'q'), true);
  throws(() => Object.hasOwn(null, 'a'), TypeError,
    'Cannot convert undefined or null to object');
});

'use strict';
// What can be asked of a symbol, which the engine keeps as a string.
const s = Symbol('abc');
const T = { del: () => delete s.length,
  del0: () => delete s[0], get: () => s.length, get0: () => s[0],
  set: () => { s.length = 1; }, set0: () => { s[0] = 1; }, obj: () => delete Object(s).length, keys: () => Object.getOwnPropertyNames(Object(s)).join(), has: () => Object.hasOwn(s, 'length') + ',' + Object.hasOwn(s, 0), desc: () => JSON.stringify(Object.getOwnPropertyDescriptor(s, 'length')), forin: () => { let r = ''; for (const k in s) r += k; return r; }, spread: () => JSON.stringify({ ...s }), entries: () => Object.entries(s).length, refl: () => Reflect.ownKeys(Object(s)).length, assign: () => JSON.stringify(Object.assign({}, s)), inop: () => 'length' in Object(s), num: () => delete (5).x, str: () => delete 'abc'.length, str9: () => delete 'abc'[9], big: () => delete (5n).length, defp: () => { const o = Object(s); Object.defineProperty(o, 'length', { value: 3 }); return o.length; }, put: () => { const o = Object(s); o.length = 5; o[0] = 1; return o.length + o[0]; }, arr: () => Array.from(s).length, at: () => [].concat(s).length };
for (const n in T) { let r; try { r = T[n](); } catch (e) { r = e.message; } console.log(n, String(r)); }

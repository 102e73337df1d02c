'use strict';
// A key becomes a text once, in messages too.
const said = [];
const key = { toString() { said.push('key'); return 'k'; } };
const T = {
 setBool: () => { false[key] = 1; }, setStr: () => { 'abc'[key] = 1; }, incBool: () => { false[key]++; }, opBool: () => { false[key] += 1; },
 setUndef: () => { undefined[key] = 1; }, getUndef: () => undefined[key], callUndef: () => { ({})[key](); }, incUndef: () => { undefined[key]++; },
 frozen: () => { Object.freeze({ k: 1 })[key] = 2; }, getter: () => { ({ get k() { return 1; } })[key] = 2; }, delStr: () => { delete 'abc'[{ toString() { said.push('key'); return 'length'; } }]; },
 del: () => { delete Object.freeze({ k: 1 })[key]; },
 inc: () => { const o = { k: 1 }; o[key]++; return o.k; }, op: () => { const o = { k: 1 }; o[key] += 2; return o.k; }, call: () => ({ k() { return 5; } })[key](),
 sup: () => ({ m() { return super[key]; } }).m(), setnull: () => { null[key] = said.push('v'); }, inop: () => key in { k: 1 }, ext: () => { Object.preventExtensions({})[key] = 1; }, dest: () => { const { [key]: v } = { k: 3 }; return v; },
 sym: () => { Symbol()[key] = 1; }, num: () => { (5)[key] = 1; }, typed: () => { new Uint8Array(2)[key] = 1; }, cls: () => { class A { static [key] = 1; static [key]() {} } return Object.getOwnPropertyNames(A).join(); },
};
for (const n in T) { said.length = 0; let r; try { r = T[n](); } catch (e) { r = e.message; } console.log(n, said.join(), r); }

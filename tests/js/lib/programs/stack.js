'use strict';
// Frames of stack traces, by name and place, and the CallSite API.
const base = (s) => s.trim().replace(/\(?\/.*\/([^/]*?)\)?$/, '$1');
function f() {
  return new Error('x').stack.split('\n').slice(1).map(base)
    .filter((s) => !s.includes('node:')).slice(0, 3).join(' | ');
}
const o = { m() { return f(); }, get g() { return f(); }, ['c' + 1]() { return f(); }, arrow: () => f(), *gen() { yield f(); } };
console.log(o.m()); console.log(o.g); console.log(o.c1()); console.log(o.arrow());
console.log([1].map(() => f())[0]); console.log([1].map(function named() { return f(); })[0]);
console.log(JSON.parse('[1]', () => f())); 
console.log(new (function Ctor() { this.s = f(); })().s);
console.log(f.call(null)); console.log(f.apply(undefined, [])); console.log(f.bind(null)());
console.log(Reflect.apply(f, null, []));
console.log((0, f)()); console.log((() => f())()); 
console.log([3, 1].sort((a, b) => { console.log(f()); return 0; }).length);
console.log('abc'.replace(/b/, () => f()));
console.log(eval('f()')); console.log(new Function('f', 'return f()')(f));
console.log(String({ toString() { return f(); } }));
function outer() { return inner(); function inner() { return f(); } } console.log(outer());
let e = new Error('m'); console.log(e.stack.split('\n')[0]); e.message = 'changed'; console.log(e.stack.split('\n')[0]);
Error.stackTraceLimit = 0; console.log(new Error('l').stack); Error.stackTraceLimit = 1; console.log(new Error('l').stack.split('\n').length); Error.stackTraceLimit = 10;
const cap = {}; Error.captureStackTrace(cap); console.log(typeof cap.stack, cap.stack.split('\n')[0], Object.getOwnPropertyDescriptor(cap, 'stack').enumerable);
function hide() { const q = {}; Error.captureStackTrace(q, hide); return q.stack.split('\n')[1].trim().replace(/\(?\/.*\/([^/]*)\)?$/, '$1'); } function caller() { return hide(); } console.log(caller());
const named = { name: 'N', message: 'M' }; Error.captureStackTrace(named); console.log(named.stack.split('\n')[0]);
Error.prepareStackTrace = (err, sites) => sites.slice(0, 2).map(s => [s.getFunctionName(), s.getTypeName(), s.getMethodName(), s.getLineNumber(), s.getColumnNumber(), s.isNative(), s.isToplevel(), s.isConstructor(), s.isEval(), typeof s.getThis(), typeof s.getFunction(), s.isAsync(), s.isPromiseAll(), s.getPromiseIndex(), String(s).replace(/\/.*\//, '')].join());
const p = { meth() { return new Error('x').stack; } }; console.log(p.meth()); console.log(new (function K() { this.s = new Error('k').stack; })().s);
const c2 = {}; Error.captureStackTrace(c2); console.log(Array.isArray(c2.stack), c2.stack.length > 0); Error.prepareStackTrace = undefined;
const acc = { get y() { return f(); }, set w(v) { this.q = f(); } };
console.log(acc.y);
acc.w = 1;
console.log(acc.q);
console.log({ [Symbol.iterator]() { return f(); } }[Symbol.iterator]());
console.log(eval('(function inner() { return eval("f()"); })()'));
Error.prepareStackTrace = (e, sites) => String(sites[0].getEvalOrigin()).replace(/\/.*\//, '') + sites[0].isEval();
console.log(eval('new Error().stack'));

// Names that do not exist: where V8 says they were used.
const tests = [
() => { return f(zz1); },
() => { let a = [1, zz2]; },
() => { return { a: 1, b: zz3 }; },
() => { if (zz4) ; },
() => { f(1, zz5, 3); },
() => { return 1 + zz6; },
() => { return zz7 + 1; },
() => { const a = zz8; },
() => { const a = 1, b = zz9; },
() => { tests.x = zz10; },
() => { return zz11 ? 1 : 2; },
() => { return [].concat(zz12); },
() => { zz13.foo(); },
() => { return zz14.foo(); },
() => { return !zz15; },
() => { for (const x of zz16) ; },
() => { for (let i = 0; i < zz17; i++) ; },
() => { zz20++; },
() => { throw zz21; },
() => { return tests[zz22]; },
() => { return zz23`a`; },
() => { return `${zz24}`; },
() => { return new zz25(); },
];
function f() {}
tests.forEach(t => { try { t(); } catch (e) { console.log(e.message.replace(/.*(zz\d+).*/, '$1') + ' ' + e.stack.split('\n').find(l => /places_names.js:/.test(l)).replace(/.*(:\d+:\d+).*/, '$1')); } });

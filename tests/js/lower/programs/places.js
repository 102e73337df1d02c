'use strict';
// Each case throws; its place must be the one that V8 reports.
const cases = [];
const add = f => cases.push(f);
function place(e) {
  const line = String(e.stack).split('\n').find(l => /places\.js:\d+:\d+/.test(l)) || '';
  return line.replace(/^.*places\.js:(\d+:\d+).*$/, '$1');
}
function boom() { throw new Error('x'); }
function up(e) { // the caller's place
  const ls = String(e.stack).split('\n').filter(l => /places\.js:\d+:\d+/.test(l));
  return ls.slice(0, 2).map(l => l.replace(/^.*places\.js:(\d+:\d+).*$/, '$1')).join(' ');
}
let nil = null, und, o = { a: { b: boom, nul: null }, f: boom, get g() { return boom(); } }, arr = [boom];
add(() => { nil.x; });
add(() => { o.a.nul.y.z; });
add(() => { und[0]; });
add(() => { o.a.zip(); });
add(() => { o.a.nul(); });
add(() => { boom(); });
add(() => { o.f(); });
add(() => { o.a.b(1, 2); });
add(() => { arr[0](); });
add(() => { new boom(); });
add(() => { new (o.f)(1); });
add(() => undefinedName);
add(() => { return undefinedName2; });
add(() => { undefinedName3(); });
add(() => { 1 + undefinedName4; });
add(() => { throw new TypeError('t'); });
add(() => {
  throw new
    TypeError('t');
});
add(() => { const e = new Error('made here'); throw e; });
add(() => boom(
  1, 2));
add(() => o
  .a
  .b());
add(() => { const { q } = nil; });
add(() => { const [q] = und; });
add(() => { const { q: { r } } = {}; });
add(() => { for (const q of nil) ; });
add(() => { for (const q of 5) ; });
add(() => { (({ a }) => a)(); });
add(() => { `a${boom()}b`; });
add(() => { `a${Symbol()}b`; });
add(() => { [...nil]; });
add(() => { boom(...[1]); });
add(() => { o.f(...arr); });
add(() => { new boom(...arr); });
add(() => { o?.a?.b(); });
add(() => { nil ?? boom(); });
add(() => { let v = null; v ??= boom(); });
add(() => { o.g; });
add(() => { o.a.c = boom(); });
add(() => { nil.c = 1; });
add(() => { o.a.nul.c = o.a; });
add(() => { const c = 1; c = 2; });
add(() => { tdz; let tdz; });
add(() => { [1].forEach(() => boom()); });
add(() => { [1].map(x => x.nope.z); });
add(() => { if (boom()) ; });
add(() => { while (boom()) ; });
add(() => { for (let i = 0; i < boom(); i++) ; });
add(() => { for (let i = 0; i < 1; i += boom()) ; });
add(() => { for (let i = boom(); i < 1; ) ; });
add(() => { switch (boom()) { } });
add(() => { switch (1) { case boom(): } });
add(() => { var a = 1, b = boom(), c; });
add(() => { return 1 + boom() + 2; });
add(() => { return o.a.b() ? 1 : 2; });
add(() => { return true ? boom() : 2; });
add(() => { return [1, boom(), 2]; });
add(() => { return { a: 1, b: boom() }; });
add(() => { (function (a = boom()) { })(); });
add(() => { JSON.parse('{'); });
add(() => { 'x'.repeat(-1); });
add(() => { null instanceof 5; });
add(() => { 'a' in 5; });
add(() => { (() => { (() => boom())(); })(); });
add(() => { do { boom(); } while (0); });
add(() => { try { boom(); } finally { } });
add(() => { try { throw 1; } catch (e) { boom(); } });
add(() => { label: { boom(); } });
add(() => { o.a.b.c.d.e; });
add(() => { a.b.c; var a = { }; });
add(() => { return typeof undefinedName5.x; });
add(() => { void nil.x; });
add(() => { !nil.x; });
add(() => { arr[nil.x]; });
add(() => { (0, o.f)(); });
add(() => { o['a']['nul']['z']; });
add(() => { boom(boom); });
add(() => { o.f(o.f(), 1); });
add(() => { return nil.x, 5; });
add(() => { boom`t`; });
add(() => { o.f`t${1}`; });
cases.forEach((f, i) => {
  let r; try { f(); r = 'no error'; } catch (e) { r = e && e.stack ? up(e) : 'not an error'; }
  console.log(i + ' ' + String(f).replace(/\s+/g, ' ').slice(0, 60) + ' => ' + r);
});

// What random programs found: jumps through finally, functions of blocks.
const log = (...a) => console.log(a.map(String).join(' '));
const caught = f => { try { return String(f()); } catch (e) { return `${e.name}`; } };
log(caught(() => { try { return 1; } catch (e) { return 'own catch'; } finally { nope; } }));
log(caught(() => { for (;;) try { break; } catch (e) { return 'own catch'; } finally { throw new RangeError(); } }));
log(caught(() => { for (let i = 0; i < 1; i++) try { continue; } catch (e) { return 'own catch'; } finally { throw new RangeError(); } }));
log(caught(() => { try { return 1; } catch (e) { return 'own'; } finally { for (const x of [1]) nope; } }));
log(caught(() => { try { throw 1; } catch (e) { return 'caught'; } finally { nope; } }));
log(caught(() => { try { try { return 1; } finally { nope; } } catch (e) { return 'outer'; } }));
log(caught(() => { try { return 'try'; } finally { try { nope; } catch { } } }));
log(caught(() => { a: try { return 'try'; } finally { break a; } return 'after'; }));
(function () { try { nope(); function early() { } } catch { } log(typeof early); })();
(function () { switch (1) { case 0: function inCase() { } } log(typeof inCase); })();
(function () { { first(); function first() { log('hoisted'); } } log(typeof first); })();
(function () { if (1) { function a() { } function b() { } } log(typeof a, typeof b); })();
(function () { let fs = []; for (let i = 0; i < 2; i++) { function f() { return i; } fs.push(f); } log(fs.map(f => f()), f()); })();
log(caught(() => { for (let a of [caught(() => a)]) return a; }));
log(caught(() => { for (let a in { [caught(() => a)]: 1 }) return a; }));
{ let x = 3, y; { let z = [1, () => (y = x + (z &&= 0))]; log(z[1](), y); } }
(function named() { 'use strict'; log(caught(() => { named = 1; }), caught(() => { named += 1; }), caught(() => { named++; }), caught(() => { [named] = [1]; }), caught(() => { named &&= 1; }), caught(() => named ||= 1)); })();
(function named() { named = 1; named++; [named] = [5]; named ??= 2; log(typeof named); })();
log(eval('1; if (0) {}'), eval('1; do { } while (0)'), eval('2; for (let i = 0; i < 2; i++) i'), eval('3; for (const x of [4]) { }'), eval('5; switch (1) { case 1: 6; }'), eval('7; var q = 1'), eval('8; { let z = 9 }'), eval('a: for (;;) { 10; break a; }'), eval('if (0) 1; else if (1) 11; else 12'), eval('13; try { } finally { }'), eval('14; with ({}) { }'), eval('15; function ff() { }'), eval('16; ;'), eval('for (const x in { k: 1 }) x'));
(function () { 'use strict'; log(eval(';'), eval('1;'), eval('"use strict"')); })();

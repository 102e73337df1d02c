// Completion values of try statements in eval, and an assignment of what a
// pattern takes apart.
'use strict';
for (const text of [
  'try { 8 } finally { 9 }', '3; try {} finally { 4 }',
  'do { 1; try { 2; break } finally { 3 } } while (false)',
  'l: try { 4 } finally { 5; break l }', '1; try { throw 1 } catch { 6 }',
  'do { try { 39 } catch { } finally { continue } } while (false)',
  'do { try { 39 } finally { 42; break; } } while (false)',
  'try { 8 } finally { if (true) 9; else 10; if (false) 1 }',
  'try { 7 } finally { try { 1 } finally { 2 } for (const z of [1]) z }',
  'var q; try { 1 } finally { [q] = [2] }',
  'try { 7 } finally { switch (1) { case 1: 2; break } }',
]) console.log(text, '->', eval(text));

const log = [];
const source = {
  [Symbol.iterator]: () => ({
    next: () => (log.push('next'), { value: 1, done: false }),
    return: () => (log.push('return'), {}),
  }),
};
function* inside() {
  let result;
  result = [{}[yield]] = source;
  return result;
}
const steps = inside();
steps.next();
console.log(JSON.stringify(steps.return(7)), log.join());

let a, b, c;
if (log) a = [b, c = log.length] = log; else a = 1;
console.log(a === log, b, c);
for (;;) { a = ({ length: b } = log); break; }
console.log(a === log, b);
try {
  a = [b, c.x.y] = source;
} catch (e) {
  console.log(e.name, a === log, b, log.join());
}

// Enums: numbers and back, strings, values that are computed, parts.
enum Color { Red, Green = 5, Blue }
console.log(JSON.stringify(Color), Color.Blue, Color[5]);

enum Text { A = 'a', B = `b`, C = "c" + A, D = `${A}-d` }
console.log(JSON.stringify(Text));

function compute(): number { return 40; }
enum Mixed {
  Zero, One = Zero + 1, Two = One << 1, Three = Mixed.Two | One,
  'with space' = 10, next, Neg = -1, AfterNeg, Computed = compute(),
  Length = 'four'.length, ['quoted'] = 7, \u0041scii = 3,
}
console.log(JSON.stringify(Mixed), Mixed['with space'], Mixed.next);
console.log(Mixed[-1], Mixed.Ascii);

enum Parts { A = 1 }
enum Parts { B = A + 1, C = Parts.A | 4 }
console.log(JSON.stringify(Parts));

const enum Fast { X = 1, Y = 2 }
console.log(Fast.X + Fast.Y);
declare enum Elsewhere { Nothing }
declare const enum Also { Nothing }

enum Named { A = Text.A, B = Color.Blue }
console.log(JSON.stringify(Named));

function inside(n: number): string[] {
  const out: string[] = [];
  for (let i = 0; i < n; i++) {
    enum Local { First = i, Second = First + 1 }
    out.push(JSON.stringify(Local));
  }
  return out;
}
console.log(inside(2).join(' '));

enum Shadow { a = 1, f = (() => { const a = 7; return a; })(), g = a }
console.log(Shadow.f, Shadow.g);
enum Empty {}
console.log(JSON.stringify(Empty), typeof Empty);
enum Long { A = 0x10, B, C = 1_000, D, E = 1.5, F }
console.log(JSON.stringify(Long));

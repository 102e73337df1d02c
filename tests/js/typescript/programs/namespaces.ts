// Namespaces: live exports, parts, nesting, names that hide each other.
namespace Shapes {
  export let count = 0;
  export const unit = 1, two = unit * 2;
  const hidden = 'hidden';
  export function area(w: number, h: number = unit): number {
    count++;
    return w * h;
  }
  export const { a, b: [c, d = 9], ...rest } = { a: 1, b: [2], e: 3, f: 4 };
  export function show(): string { return hidden + a + c + d + JSON.stringify(rest); }
  export let later: number;
  export function set(v: number) { later = v; ({ later } = { later: v + 1 }); }
  export interface Point { x: number }
  export type Name = string;
}
console.log(Shapes.area(3), Shapes.area(3, 4), Shapes.count, Shapes.two);
Shapes.set(4);
console.log(Shapes.show(), Shapes.later, Object.keys(Shapes).join());

namespace Shapes {
  export const total = () => count + area(1);
  count = 10;
  export namespace Inner {
    export const deep = unit + 1;
    export enum Kind { Round, Square = deep }
    count += 1;
  }
  export import Alias = Inner.Kind;
  console.log(Alias.Square, { count, unit }.count);
  for (const count of [1]) console.log(count);
  (function (unit: string) { console.log(unit); })('parameter');
}
console.log(Shapes.total(), Shapes.Inner.Kind[0], Shapes.Alias === Shapes.Inner.Kind);

namespace A.B.C { export const x = 1; }
namespace A.B { export const y = C.x + 1; }
console.log(JSON.stringify(A));

namespace OnlyTypes { export interface T {} export type U = T; }
declare namespace Declared { const z: number; }
console.log(typeof (globalThis as any).OnlyTypes);

function Merged() { return 'called'; }
namespace Merged { export const extra = 'extra'; }
console.log(Merged(), Merged.extra);

namespace N { export function N() { return 'inner'; } export const x = 5; export function f(N: number) { return N + x; } }
console.log(N.N(), N.f(1));

import Short = Shapes.Inner;
console.log(Short.deep);

module Old { export var v = 1; v++; export var w = v--, [z] = [v]; }
console.log(JSON.stringify(Old));
namespace Upd { export let n = 1; export const o = { n, m: n++ }; n += 2; export const t = typeof n; }
console.log(JSON.stringify(Upd));

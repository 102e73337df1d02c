// Enums, namespaces and members that mix what the other programs have apart.
declare global { var zork: number }
enum A { X = 1 << 0, Y = 1 << 1, Z = X | Y, W = ~Z, N = -X, S = 'a' + 'b', T = `t${1}` }
console.log(JSON.stringify(A));
enum B { P = A.Y, Q = A['X'], R = B.P + 1, 'a-b' = 3, C = B['a-b'] }
console.log(JSON.stringify(B));
enum C { a, b = Math.floor(2.5), c = "x".length, d = <number>5, e = 1e3, f = 0b11, g = -0, h = NaN, i = Infinity, j = 1/3 }
console.log(JSON.stringify(C), C[C.h], C.i);
enum D { toString = 1, constructor, __proto__ = 5, hasOwnProperty }
console.log(Object.keys(D).join());
namespace X { export namespace Y { export const z = 1; export function f() { return z; } export class K { v = z; } export enum E { a = z } } const p = Y.z; export const q = p + Y.f(); export async function* g() { yield q; } export let [m, { n }] = [1, { n: 2 }]; export var undef: number; for (let i = 0; i < 2; i++) m += i; }
console.log(X.q, X.Y.E.a, new X.Y.K().v, X.m, X.n, Object.keys(X).join());
function fn() { return fn.prop; } namespace fn { export let prop = 'p'; }
class Cl { static s = Cl.name; } namespace Cl { export const t = Cl.s + '!'; export type U = 1; }
enum En { a } namespace En { export function name(e: En) { return En[e]; } }
console.log(fn(), Cl.t, En.name(En.a));
namespace Z { export class A { b() { return new B(); } } export class B extends A {} export const c = () => new A().b() instanceof A; }
console.log(Z.c());
namespace Q { export const x = 1; { const x = 2; console.log(x); } function y() { return x; } console.log(y(), typeof x, { x }.x, [x][0], `${x}`, x ? 1 : 2, ((x) => x)(3)); export const { a = x, ...r } = { b: 1, c: 2 } as any; try { throw 1 } catch (x) { console.log(x) } label: for (const x of [7]) { console.log(x); continue label; } }
console.log(Q.a, JSON.stringify(Q.r));
let x: number = 1, y = x satisfies number, z = (x as any as string)!;
const f2 = async function* <T>(this: void, ...a: T[]): AsyncGenerator<T> { for (const i of a) yield i; };
(async () => { for await (const v of f2(1, 2)) console.log(v); })();
const s = { a<T>(): void {}, async b<T>(): Promise<void> {}, *c<T>(): any {}, get d(): number { return 1 }, set d(v: number) {}, [`e`]: 1 as number, 'f'<T>(): T { return 6 as any } };
console.log(s.f(), s.d);
if (1 as number) console.log('ok'); else console.log('no');
type Rec = { [k in 'a' | 'b']?: Rec }; type Tpl = `a${string}`; type Fnn = abstract new () => void; type Acc = { accessor: 1 };
var v1 = <T,>(a: T) => a, v2 = <const T extends unknown[]>(a: T) => a; console.log(v1(1), v2([1]).length);
abstract class Q1 { private constructor(); private constructor(readonly a?: any) {} static make() { return new (this as any)(1); } abstract override x: number; static async *[Symbol.asyncIterator](): AsyncGenerator {} }
console.log(Q1.make().a);
export = { x };

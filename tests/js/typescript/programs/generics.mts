// Expressions that only TypeScript writes: generics, casts, assertions.
const arrow = <T>(x: T): T => x;
const constrained = <T extends { a: number }>(x: T) => x.a;
const asyncArrow = async <T,>(x: T): Promise<T> => { await null; return x; };
const multi = <K extends keyof any, V>(k: K, v: V): Record<K, V> => ({ [k]: v } as Record<K, V>);
console.log(arrow(1), arrow<string>('s'), constrained({ a: 3 }), JSON.stringify(multi('k', 1)));
asyncArrow(4).then((x) => console.log(x));
const cond = true ? (x: number) => x : (y: string) => y;
const x = 5, cond2 = true ? (x) : (1);
function f<T>(this: void, a?: T, ...rest: Array<T>): asserts a is NonNullable<T> {}
f<number>(1, 2);
let v = <unknown>'text', n = (v as string).length, nn = (<any>v)!.length!;
console.log(n, nn, typeof v);
let o = { a: { b: [1, 2, 3] } } as const satisfies { a: object };
console.log(o!.a!.b![0]!, o.a.b?.[1]!, (o as any).zip?.zap!);
const t = [1, 'a', true] as [number, string, boolean];
const [a1, b1]: [number, string] = [1, 'x'];
const { p: { q = 2 } = {}, ...others }: { p?: { q?: number }; z: number } = { z: 1 };
console.log(a1, b1, q, others.z, t.length);
for (const [k, val] of Object.entries({ a: 1 } as Record<string, number>)) console.log(k, val);
for (let i = 0 as number; i < (2 as number); i++) ;
type A = { x: number } & { y?: string }; type B = A['x']; type C<T> = T extends string ? 'a' : never;
type Fn = typeof f; type Ctor = new (...args: any) => any; type U = | 'a' | 'b'; type Get = { get x(): number; set x(v) };
interface I extends Array<A> { (x: number): string; new (x: string): I; readonly [k: number]: A; m?(): void; get g(): number }
let u: U = 'a', fnType: (this: Window, x?: number) => x is any, u2: unique symbol, u3: asserts;
declare let u2x: unique symbol;
type asserts = number; type is = 1; type infer_ = 2;
const g = function <T>(x: T) { return x; }, h = function* <T>(x: T): Generator<T, void, unknown> { yield x; };
console.log(g(1), [...h(2)].join());
const tagged = String.raw<string>`a\n${1}`;
console.log(tagged);
const chained = [1, 2, 3].map<number>((x) => x * 2).filter(Boolean as any as <T>(x: T) => boolean).reduce<number>((a, b) => a + b, 0);
console.log(chained);
const lt = 1 < 2, gt = (1 as number) > 2, both = (lt as any) < (gt as any) > (1 as any);
console.log(lt, gt, both);
const fnRef = Array<number>, m = new Map<string, Array<Set<number>>>([['a', [new Set<number>([1])]]]);
console.log(fnRef(3).length, m.get('a')![0].size);
console.log(((a: number, b?: number): number => a + (b ?? 1))(1), (async (x: number) => x)(1) instanceof Promise);
label: { if (x as any) break label; console.log('no'); }
if ((x satisfies number) === 5) console.log('yes');
switch (x as number) { case 5 as number: console.log('five'); break; default: }
try { throw <Error>new TypeError('t'); } catch (e: any) { console.log(e.message as string); }
const obj = { async: 1, get: 2, set: 3, type: 4, readonly: 5, declare: 6, abstract: 7, as: 8, is: 9, m<T>(x: T): T { return x; }, async am<T>(): Promise<T> { return 1 as any; }, get gg(): number { return 1; }, set gg(v: number) {}, *[Symbol.iterator](): any {} };
console.log(Object.keys(obj).join(), obj.m<number>(3));
let type = 1, as = 2, of = 3, declare_ = 4, any = 5, string = 6, number = 7, never = 8, unknown = 9, object = 10, symbol = 11, infer = 12, keyof = 13, unique = 14, global = 15, module_ = 16;
type X1 = number;
type = as as number + of;
console.log(type, any, string, number, never, unknown, object, symbol, infer, keyof, unique, global);
const neg = -1 as const, notnull = !x!, inc = x! + 1, spread = [...(t as any[])], call = (g as any)?.(3)!;
console.log(neg, notnull, inc, spread.length, call);
let definite!: string, maybe: string | undefined;
console.log(definite, maybe!);
function overload(a: string): void
function overload(a: number): void
function overload(a: unknown) { console.log(typeof a); }
overload(1); overload('s');
abstract class Abs { abstract m(): void; static make<T extends Abs>(this: new () => T): T { return new this(); } }
class Con extends Abs { m() { console.log('m'); } }
Con.make<Con>().m();
function assertIsString(val: any, msg?: string): asserts val is string { if (typeof val !== 'string') throw new Error(msg); }
try { assertIsString(1, 'not'); } catch (e) { console.log((e as Error).message); }
const big: bigint = 10n as bigint; console.log(big * 2n);
enum E { A = 1, B = A << 2, C = 'x'.length }
console.log(E.B as number, E[E.A], (E as any)['C']);
export type { A, B }; export { x as renamed, type U }; export default arrow;
export type * from './none'; export interface Z {} export declare const zz: number; export abstract class ZA {} export const enum CE { A = 5 } export namespace NS { export const v = CE.A; }
console.log(NS.v, CE.A);


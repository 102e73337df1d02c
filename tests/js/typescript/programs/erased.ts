// Types in expressions, parameters and statements leave nothing behind.
import type { Foo } from './nowhere';
import type Bar = require('./nowhere');
type Tree<T> = { value: T; left?: Tree<T> } | null;
interface Box<T = string> extends Array<T> { [key: string]: any; readonly x?: number; method<U>(u: U): void; new (a: number): Box; }
declare const nothing: unique symbol, more: string;
declare function ambient(a: number): void;
declare let l1: number
declare global { interface Window {} }
declare module 'm' { export const q: number; }
declare abstract class Gone<T> { private x: number; method(): void; }
abstract
type
function abstract() {}
var type, declare = 2, namespace = 3, module2 = 4, is = 5, readonly = 6, infer = 7;
console.log(declare + namespace + is, (type as any) === undefined);

const id = <T,>(x: T): T => x;
const pair = <T, U extends keyof T = keyof T>(x: T, k: U): T[U] => x[k];
console.log(id<number>(1), id<Array<Array<number>>>([[2]])[0][0], pair({ a: 3 }, 'a'));
const opt = (a?: number, b: string = 'b', ...c: number[]): string => `${a}${b}${c.length}`;
console.log(opt(), opt(1, 'x', 2, 3), opt.length);
const destr = ({ a, b = 2 }: { a: number; b?: number }, [c]: [number] = [3]): number => a + b + c;
console.log(destr({ a: 1 }));
let definite!: number;
definite = 4;
console.log(definite!, (definite as unknown as number)!.toFixed!(1), <number>definite + 1, <any>(definite));
const cond = definite ? (id) : opt, cond2 = definite ? (x: number): number => x + 1 : null;
console.log(cond === id, cond2!(1));
const chain = { a: { b<T>(x: T) { return x; } } } as { a?: { b<T>(x: T): T } };
console.log(chain?.a?.b<string>('q'), chain!.a!.b!('r'));
const tpl = (s: TemplateStringsArray, ...v: unknown[]) => s.raw.join('|') + v.length;
console.log(tpl<string>`a${1}b`, new Map<string, number>().size, [...new Set<number>([1])].length);
function over(a: string): string;
function over(a: number): string;
function over(a: any): string { return typeof a; }
console.log(over(1), over('s'));
function self(this: { n: number }, m: number): number { return this.n + m; }
console.log(self.call({ n: 1 }, 2), self.length);
function isString(x: unknown): x is string { return typeof x === 'string'; }
function assert(x: any): asserts x { if (!x) throw new Error('no'); }
function assertStr(x: any): asserts x is string {}
console.log(isString('a'), assert(1), assertStr(1));
const sat = { a: 1, b: [1, 2] } satisfies Record<string, unknown> as const;
console.log(JSON.stringify(sat));
let x1 = 1, y1 = 2, z1 = 3;
console.log(x1 < y1, x1 < y1 && y1 > z1, (x1 < y1) > (z1 as any), x1 << y1 >> 1);
for (const k of <string[]>['k']) console.log(k);
for (let i: number = 0, n = 1 as number; i < n; i++) console.log(i);
try { throw new Error('caught'); } catch (e: unknown) { console.log((e as Error).message); }
label: for (const v of [1, 2] as const) { if (v as number === 1) continue label; console.log(v); }
const obj = { get p(): number { return 1; }, set p(v: number) {}, m<T>(this: any, a: T, b?: T): void {}, async: 1, async2: 2, ['c' as string]: 3 };
console.log(obj.p, obj.m.length, obj.c);
type Fn = (a: number, ...b: string[]) => void; type Ctor = abstract new <T>(x: T) => object;
type Cond<T> = T extends (infer U extends string)[] ? `pre-${U}` : T extends { a: infer V } ? V : never;
type Mapped = { readonly [K in keyof Foo as `get${K}`]?: Foo[K] } & { -readonly [K in keyof Foo]-?: 1n | -1 };
type Tup = [a: string, b?: number, ...rest: boolean[]]; type Imp = typeof import('fs') | import('fs').Stats;
type Acc = Box['x'][number]; type Q = typeof obj.m; type Big = -1n;
var fnType: (a: () => void, b: { (): void }) => asserts a is any = null as any;
console.log(fnType === null, ((a: number) => a * 2)(4), (function <T>(a: T) { return a; })(5));
const neverCalled = function (this: Window): void {};
const arrow = (x: any): x is string => !!x, nested = (f: (a: number) => string) => (g: number): string => f(g);
console.log(arrow(1), nested(String)(3));
const a1 = id<string>, a2 = [id<number>, 1];
console.log(a1('s'), a2.length);
if (x1 < (y1 as number)) console.log('less');
var as = 1, satisfies = 2; console.log(as as any, satisfies);
console.log(/[<>]/.test('<') as boolean, x1 as number / 1);

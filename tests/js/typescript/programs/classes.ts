// Classes: parameter properties, fields, abstract, overloads, declare, modifiers.
class Point {
  static count = 0;
  readonly tag = `p${Point.count++}`;
  sum = this.x + this.y;
  constructor(public x: number, protected readonly y: number = 2, private z?: string, plain: number = 9) {
    console.log('body', this.x, this.y, this.z, plain, this.tag, this.sum);
  }
  get where(): string { return `${this.x},${this.y},${this.z}`; }
}
const p = new Point(1, undefined, 'z');
console.log(p.where, Object.keys(p).join(), Point.length, JSON.stringify(p));
class Derived extends Point {
  extra = this.x * 10;
  constructor(readonly name: string, x: number, public override readonly tag = 'own') {
    super(x, 5);
    console.log('derived', this.name, this.extra, this.tag);
  }
}
const d = new Derived('n', 3);
console.log(Object.keys(d).join(), d.where, d.name);
class Late extends Point {
  a = 1;
  constructor(public q = 'q') {
    const before = 1 + 1;
    console.log('before super', before);
    super(before);
    console.log('after', this.q, this.a);
  }
}
console.log(Object.keys(new Late()).join());
abstract class Shape {
  abstract area(): number;
  abstract get label(): string;
  abstract size: number;
  declare ambient: string;
  name!: string;
  optional?: number;
  private static readonly registry: Map<string, Shape> = new Map();
  static register(this: typeof Shape, s: Shape): void { this.registry.set(s.label, s); }
  static get total() { return Shape.registry.size; }
  protected constructor(public readonly kind: string) {}
  describe(): string { return `${this.kind} ${this.area()}`; }
}
class Square extends Shape {
  size: number;
  constructor(size: number) { super('square'); this.size = size; }
  override area() { return this.size ** 2; }
  get label() { return 'sq'; }
}
const square = new Square(4);
Shape.register(square);
console.log(square.describe(), Shape.total, 'ambient' in square, 'name' in square, 'optional' in square, Object.keys(square).join());
class Over {
  m(a: string): string;
  m(a: number, b?: number): number;
  m(a: any, b?: any): any { return typeof a + (b ?? ''); }
  constructor();
  constructor(a: number);
  constructor(public a?: number) {}
  static s(): void;
  static s(x?: any): any { return x; }
  [key: string]: any;
  readonly [Symbol.toStringTag] = 'Over';
  'quoted prop': number = 1;
  42 = 'number';
  async *gen<T>(this: Over, ...xs: T[]): AsyncGenerator<T> { yield* xs; }
}
const over = new Over(5);
console.log(over.m('s'), over.m(1, 2), over.a, String(over), over['quoted prop'], over[42], Over.s(7));
(async () => { const out: number[] = []; for await (const x of over.gen(1, 2)) out.push(x); console.log(out.join()); })();
class Private<T extends object = {}> {
  #v: number;
  static #instances = 0;
  #m<U>(u: U): U { Private.#instances++; return u; }
  constructor(private readonly init: number, v?: T) { this.#v = init + (v ? 1 : 0); }
  get v(): number { return this.#m(this.#v); }
  static get made() { return Private.#instances; }
  static { console.log('static block', this.#instances); }
}
console.log(new Private<{}>(1, {}).v, Private.made);
interface Mixable { new (...args: any[]): object }
function Mixin<B extends Mixable>(Base: B) {
  return class Mixed extends Base {
    constructor(...args: any[]) { super(...args); }
    mixed = 'mixed';
  };
}
class Base2 { constructor(public value: number) {} }
const m = new (Mixin(Base2))(8);
console.log(m.value, m.mixed, m.constructor.name);
class Shadow { constructor(public a: number, private b = a + 1, protected c = () => a + b) { a = 100; console.log(this.a, this.b, this.c()); } }
new Shadow(1);
class Fields { a; b?; c = 1; static d; declare e; readonly f; 'g'; ['h' + 1]; }
console.log(Object.getOwnPropertyNames(new Fields()).join(), Object.getOwnPropertyNames(Fields).join());
class Setter { set a(v) { console.log('setter called', v); } }
class Defines extends Setter { a = 5; constructor(public b = 6) { super(); } }
console.log(new Defines().a);
class ParamSetter extends Setter { constructor(public override a: any) { super(); } }
console.log(new ParamSetter(7).a);
const Expr = class<T> { constructor(public t: T) {} };
console.log(new Expr<string>('t').t, Expr.name);
export class Exported { constructor(private x = 1) { console.log(this.x); } }
new Exported();
class Implements implements Mixable, Iterable<number> { *[Symbol.iterator](): Generator<number> { yield 1; } }
console.log([...new Implements() as any].length);
class Accessors { private static _v = 1; static get v(): number { return Accessors._v; } static set v(n: number) { Accessors._v = n; } }
Accessors.v = 5;
console.log(Accessors.v);
class G<in out T> { constructor(readonly t: T) {} map<U>(f: (t: T) => U): G<U> { return new G(f(this.t)); } }
console.log(new G(1).map(x => x + 1).map<string>(String).t);

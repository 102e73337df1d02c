/* tests/js/syntax/typescript_test.c - TypeScript's grammar: what is accepted,
 * what is refused in which words, and what is left when types are erased. */
#include "support.h"

#include <stdlib.h>
#include <string.h>

#define TS DRUPE__SOURCE_TYPESCRIPT

/* The texts parse as modules of TypeScript. */
static void all_accepted(const char *const *texts) {
  for (; *texts != NULL; texts++) {
    drupe__source source = source_of(*texts, MODULE, TS);
    drupe__syntax_error error;
    drupe__tree tree;

    if (drupe__parse(&tree, &source, &error) != 0)
      fail_msg("%s: %u:%u: %s", *texts, error.line, error.column,
               error.message);
    drupe__tree_deinit(&tree);
  }
}

static void refused(const char *text, drupe__goal goal, const char *message,
                    uint32_t column) {
  drupe__source source = source_of(text, goal, TS);
  drupe__syntax_error error;
  drupe__tree tree;

  assert_int_equal(drupe__parse(&tree, &source, &error), -1);
  drupe__tree_deinit(&tree);
  assert_string_equal(error.message, message);
  assert_int_equal(error.line, 1);
  assert_int_equal(error.column, column);
}

static void erases(const char *text, const char *expected) {
  drupe__source source = source_of(text, MODULE, TS);
  drupe__syntax_error error;
  char *erased = malloc(source.size + 1);

  if (drupe__erase_types(&source, erased, &error) != 0)
    fail_msg("%s: %s", text, error.message);
  assert_string_equal(erased, expected);
  free(erased);
}

/* Goal: every form of a class. */
static void classes(void **state) {
  static const char *const texts[] = {
      "abstract class A<T> extends B<T> implements C, D<E> { }",
      "class A { private x = 1; protected readonly y?: number; static z!: T }",
      "class A { static override async *m<T>(a?: T): AsyncGenerator<T> {} }",
      "class A { constructor(private a: T, public readonly b = 1, c?: U) {} }",
      "class A extends B { constructor(readonly a: T) { super(); } }",
      "class A { m(a: string): void; m(a: any) {} constructor(); "
      "constructor(a?) {} }",
      "abstract class A { abstract m(): void; abstract get p(): T; "
      "abstract x: number }",
      "class A { [k: string]: any; static [i: number]: string; [c] = 1; "
      "['d'](): void {} }",
      "class A { declare x: T; declare readonly y: U; #p?: number; "
      "#m(): void {} }",
      "class A { static { let x: T = 1; } get?: number; set!: T; static?: U; "
      "async<T>() {} }",
      "class A { private; public: T; readonly = 1; declare() {} "
      "abstract(): void {} }",
      "class A { get a(): T { return 1 } set a(v: T) {} accessor; }",
      "let c = class<T> implements I {}, d = class X<T> extends (Y as any)<T> "
      "{};",
      "export default abstract class {}",
      "export abstract class A {}",
      NULL};

  (void)state;
  all_accepted(texts);
}

/* Goal: `<` is an operator where it can be, else type arguments. */
static void angles(void **state) {
  static const char *const texts[] = {
      "f<T>(x); new F<T>(x); new F<T>; f<T>`x`; a?.b<T>(c); a?.<T>(b)",
      "x = f<T>; y = [f<T>, g<U>]; z = f<A<B<C>>>(1)",
      "a < b; a < b > c; (a < b, c > d); a < b || c > d; i < n >> 1",
      "f<(a: T) => U>(x); f<{ a: T }>(x); f<[A, B?]>(x); f<<T>(x: T) => T>()",
      "let x: A<T>= 1, y: A<B<T>>= 2, z: A<B<C<T>>>= 3;",
      "<T>x; <T,>(x: T) => x; async <T>(x: T) => x; <const T>(x: T) => x",
      "<T extends U = V>(x: T): T => x; (<any>x).y; -<number>x; <const>['a']",
      NULL};

  (void)state;
  all_accepted(texts);
}

/* Goal: parameters and results of arrows, also in the middle of `? :`. */
static void arrows(void **state) {
  static const char *const texts[] = {
      "(a: T) => a; (a?: T, b = 1, ...c: U[]): V => a; async (a: T) => a",
      "({ a, b: c }: T = {}, [d]: U) => a; (this_: T) => a; (a?) => a",
      "a ? (b) : c; a ? (b) : (c) => d; a ? (b): c => d : e; a ? b : (c): d => "
      "e; a ? (b, c) : d; a ? x => (b) : c",
      "a ? { b: (c: T): U => d, e: [(f): T => g] } : h",
      "a ? (b) : c => d; a ? async (b) : c; a ? async (b): T => c : d",
      "f((a: T): a is U => a, (b) => c); x = (a): asserts a => {}",
      "case_(() => { switch (a) { case (b): c; default: (d) } })",
      NULL};

  (void)state;
  all_accepted(texts);
}

/* Goal: imports and exports of types in all positions of the word `type`. */
static void modules(void **state) {
  static const char *const texts[] = {
      "import type A from 'a'; import type { B, C as D } from 'b'; import type "
      "* as E from 'e'",
      "import type from 'a'",
      "import { type } from 'b'; import { type as x } "
      "from 'c'; import { type as as } from 'd'",
      "import { type A, type B as C, type as, type default as D } from 'a'",
      "import type type from 'a'; import a, { type B } from 'b'",
      "export type { A } from 'a'; export type * from 'b'; export type * as n "
      "from 'c'; export { type X, y } from 'd'",
      "interface I {} type T = 1; export { I, T }; export default I;",
      "export interface I {} export type T<U> = U; export declare const x: T; "
      "export enum E {} export const enum F {} export namespace N { export "
      "const a = 1 }",
      "export default interface I {}",
      "export function f(a: string): void; export function f(a: any) {}",
      "export default function f(): void; export default function f() {}",
      "import a = b.c; export import d = b.e; export as namespace X;",
      "import x from 'x'; let y: x; export {}",
      NULL};

  (void)state;
  all_accepted(texts);
}

/* Goal: what TypeScript does not have a run-time form for here is refused. */
static void refusals(void **state) {
  (void)state;
  refused("@dec class A {}", MODULE, "Decorators are not supported", 1);
  refused("class A { @dec x }", MODULE, "Decorators are not supported", 11);
  refused("class A { m(@dec x) {} }", MODULE, "Decorators are not supported",
          13);
  refused("x = <div>a</div>", MODULE, "JSX is not supported", 11);
  refused("x = <div/>", MODULE, "JSX is not supported", 5);
  refused("f(<>", MODULE, "JSX is not supported", 3);
  refused("f(<A b={c}/>)", MODULE, "JSX is not supported", 3);
  refused("import type A from 'a' with b", MODULE,
          "Unexpected identifier 'b'", 29);
  refused("export = x", MODULE, "'export =' is for CommonJS modules", 1);
  refused("import a = require('b')", MODULE,
          "'import x = require()' is for CommonJS modules", 1);
  refused("class A { accessor x = 1 }", MODULE,
          "Fields with 'accessor' are not supported", 11);
  refused("class A { m(private x) {} }", MODULE,
          "A parameter property is only allowed in a constructor", 13);
  refused("let x: = 1", MODULE, "Unexpected token '='", 8);
  refused("let x: {", MODULE, "Unexpected end of input", 9);
  refused("f(a: T)", MODULE, "missing ) after argument list", 3);
  refused("(a: T)", MODULE, "Unexpected token ')'", 6);
  refused("if (a) enum E {}", MODULE,
          "Declaration cannot appear in a single-statement context", 8);
  refused("export enum E {}", COMMONJS, "Unexpected token 'export'", 1);
  refused("let a; let a: T", MODULE, "Identifier 'a' has already been declared",
          12);
  refused("enum A { #b }", MODULE, "Unexpected identifier '#b'", 10);
}

/* Goal: outside of TypeScript none of it is accepted. */
static void javascript(void **state) {
  (void)state;
  refuses_as("let x: T", MODULE, "Unexpected token ':'");
  refuses_as("x as T", MODULE, "Unexpected identifier 'as'");
  refuses_as("enum E {}", MODULE, "Unexpected reserved word");
  refuses_as("x!", MODULE, "Unexpected token '!'");
}

/* Goal: what is erased leaves blanks, lines stay, all else stays in place. */
static void erased(void **state) {
  (void)state;
  erases("let x: number = 1 as\n any;", "let x         = 1   \n    ;");
  erases("f<T>(a!, <U>b)", "f   (a ,    b)");
  erases("class A<T> { private x?: T; m(a?: T): void {} }",
         "class A    {         x    ; m(a    )       {} }");
  erases("interface I { a: 1 }\nx", "                    \nx");
  erases("(a: T, b?): c => a", "(a   , b )    => a");
  erases("export function f(): void; x", "                           x");
  erases("import { type A, b } from 'c'", "import {         b } from 'c'");
}

/* Goal: nesting ends in an error, not on the end of the stack. */
static void deep(void **state) {
  static const char *const parts[] = {"[", "(", "A<", "{a:", "keyof ", "<T>("};
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
    drupe__source source =
        source_of(repeat("let x: ", parts[i], 100000, ""), MODULE, TS);
    drupe__syntax_error error;
    drupe__tree tree;

    assert_int_equal(drupe__parse(&tree, &source, &error), -1);
    drupe__tree_deinit(&tree);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(classes),  cmocka_unit_test(angles),
      cmocka_unit_test(arrows),   cmocka_unit_test(modules),
      cmocka_unit_test(refusals), cmocka_unit_test(javascript),
      cmocka_unit_test(erased),   cmocka_unit_test(deep)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}

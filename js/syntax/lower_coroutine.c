/* js/syntax/lower_coroutine.c - generators and async functions.
 *
 * Their text stays as it is: the engine runs it as a coroutine (see syntax.h).
 * `yield`, `await` and `yield*` are calls of helpers that stop it. */
#include "print.h"

uint32_t drupe__lower_coroutine_flags(const drupe__tree *t, uint32_t n) {
  uint32_t bits = node_flags(t, n), flags = 0;

  if ((bits & FN_GENERATOR) != 0) {
    flags |= DRUPE__FUNCTION_GENERATOR;
    if ((bits & FN_SIMPLE_PARAMS) == 0)
      flags |= DRUPE__FUNCTION_BEGINS;
  }
  if ((bits & FN_ASYNC) != 0) {
    flags |= DRUPE__FUNCTION_ASYNC;
    if ((bits & FN_GENERATOR) == 0 &&
        (node_word(t, n, FUNCTION_USES) & USES_AWAIT) == 0)
      flags |= DRUPE__FUNCTION_STRAIGHT;
  }
  return flags;
}

void drupe__lower_begin(printer *p, uint32_t n) {
  if ((drupe__lower_coroutine_flags(p->tree, n) & DRUPE__FUNCTION_BEGINS) != 0)
    print_lit(p, "$h.gi();");
}

void drupe__lower_yield(printer *p, uint32_t n) {
  uint32_t argument = node_word(p->tree, n, ARGUMENT);

  if ((node_flags(p->tree, n) & YIELD_DELEGATE) != 0)
    print_lit(p, "$h.ys(");
  else
    print_lit(p, "$h.y(");
  if (argument != 0)
    drupe__print_expression(p, argument, POWER_ASSIGN);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

void drupe__lower_await(printer *p, uint32_t n) {
  print_lit(p, "$h.aw(");
  drupe__print_expression(p, node_word(p->tree, n, ARGUMENT), POWER_ASSIGN);
  drupe__print_mark(p, node_pos(p->tree, n));
  print_char(p, ')');
}

static uint32_t coroutine_bits(const printer *p) {
  uint32_t n = p->pass->functions[p->function].node;

  if (n == 0 || node_kind(p->tree, n) != NODE_FUNCTION)
    return 0;
  return node_flags(p->tree, n) & (FN_ASYNC | FN_GENERATOR);
}

bool drupe__lower_yields(const printer *p) {
  return (coroutine_bits(p) & FN_GENERATOR) != 0;
}

bool drupe__lower_return_awaits(const printer *p) {
  return coroutine_bits(p) == (FN_ASYNC | FN_GENERATOR);
}

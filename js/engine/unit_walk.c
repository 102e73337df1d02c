/* js/engine/unit_walk.c - what ES5 text cannot say of functions.
 *
 * After Duktape's compiler one walk over the templates writes it: inferred
 * names, `length` with defaults and rest, and that arrows and methods are no
 * constructors.  It also puts the unit's object among the details of each
 * function (function_detail.c). */
#include <assert.h>

#include "coroutine.h"
#include "helper.h"
#include "image.h"
#include "text.h"
#include "unit.h"

uint32_t drupe__unit_end_line(duk_hthread *thread, duk_hcompfunc *f) {
  duk_hcompfunc *whole = drupe__image_whole(thread, f);
  size_t count = DUK_HCOMPFUNC_GET_CODE_COUNT(thread->heap, whole);

  return drupe__unit_emitted_line(thread, &whole->obj, (uint32_t)count - 1);
}

typedef struct unit_walk {
  duk_hobject *unit; /* NULL: they stay without */
  const drupe__function_record *records;
  uint32_t count;
  uint32_t next;
} unit_walk;

/* Replaces the file name that the compiler left among the constants. */
static void walk_set_unit(duk_hthread *thread, duk_hcompfunc *f,
                          duk_hobject *unit) {
  duk_tval *tv = DRUPE__DETAIL(thread->heap, f, DRUPE__DETAIL_UNIT);

  assert(DUK_TVAL_IS_STRING(tv));
  DUK_TVAL_SET_OBJECT_UPDREF(thread, tv, unit);
}

/* Makes the list of formals `length` long; the function's length is taken from
 * it. */
static void walk_set_length(duk_hthread *thread, duk_hcompfunc *f,
                            uint32_t length) {
  duk_harray *formals = duk_hobject_get_formals(thread, &f->obj);
  uint32_t i;

  if (formals != NULL && formals->length >= length) {
    formals->length = length;
    return;
  }
  if (formals == NULL && f->nargs == length)
    return;
  duk_push_bare_array(thread);
  for (i = 0; i < length; i++) {
    duk_push_hstring_empty(thread);
    duk_put_prop_index(thread, -2, i);
  }
  drupe__set_detail(thread, f, DRUPE__DETAIL_FORMALS);
}

/* Generators and async functions: a call of one makes a coroutine. */
static void walk_set_kind(duk_hcompfunc *f, uint32_t flags) {
  int kind = 0;

  if (flags & DRUPE__FUNCTION_GENERATOR)
    kind |= DRUPE__COROUTINE_GENERATOR;
  if (flags & DRUPE__FUNCTION_ASYNC)
    kind |= DRUPE__COROUTINE_ASYNC;
  if (flags & DRUPE__FUNCTION_BEGINS)
    kind |= DRUPE__COROUTINE_BEGINS;
  if (flags & DRUPE__FUNCTION_STRAIGHT)
    kind |= DRUPE__COROUTINE_STRAIGHT;
  f->drupe_kind = (duk_uint8_t)kind;
  DUK_HOBJECT_CLEAR_CONSTRUCTABLE(&f->obj);
  DUK_HOBJECT_SET_SPECIAL_CALL(&f->obj);
}

static void walk_set_record(duk_hthread *thread, duk_hcompfunc *f,
                            const drupe__function_record *r) {
  if (r->flags & (DRUPE__FUNCTION_GENERATOR | DRUPE__FUNCTION_ASYNC))
    walk_set_kind(f, r->flags);
  if (r->flags & DRUPE__FUNCTION_NO_CONSTRUCT)
    DUK_HOBJECT_CLEAR_CONSTRUCTABLE(&f->obj);
  if (r->flags & DRUPE__FUNCTION_CLASS)
    drupe__construct_mark(f, r->flags);
  f->drupe_rest = (r->flags & DRUPE__FUNCTION_REST) != 0;
  assert(!f->drupe_rest || f->nargs > 0);
  if (r->flags & DRUPE__FUNCTION_UNMAPPED)
    f->drupe_kind |= DRUPE__UNMAPPED;
  duk_push_hobject(thread, &f->obj);
  if (r->flags & DRUPE__FUNCTION_LENGTH)
    walk_set_length(thread, f, r->length);
  /* A binding of its own name reads the same property: it must stay. */
  if ((r->flags & DRUPE__FUNCTION_NAMED) &&
      !DUK_HOBJECT_HAS_NAMEBINDING(&f->obj)) {
    drupe__text_push(thread, r->name, r->name_size);
    duk_xdef_prop_stridx(thread, -2, DUK_STRIDX_NAME, DUK_PROPDESC_FLAGS_NONE);
  }
  duk_pop(thread);
}

static void walk_inner(duk_hthread *thread, duk_hcompfunc *f, unit_walk *w) {
  duk_hobject **at = DUK_HCOMPFUNC_GET_FUNCS_BASE(thread->heap, f);
  duk_hobject **end = DUK_HCOMPFUNC_GET_FUNCS_END(thread->heap, f);

  if (w->unit != NULL)
    walk_set_unit(thread, f, w->unit);
  duk_require_stack(thread, 8);
  for (; at < end; at++) {
    duk_hcompfunc *inner = (duk_hcompfunc *)*at;

    if (w->next >= w->count ||
        w->records[w->next].end_line != drupe__unit_end_line(thread, inner))
      duk_error(thread, DUK_ERR_ERROR,
                "lowered function %lu is not where its record says",
                (unsigned long)w->next);
    walk_set_record(thread, inner, &w->records[w->next]);
    w->next++;
    walk_inner(thread, inner, w);
  }
}

void drupe__unit_walk(duk_context *ctx, duk_hcompfunc *program,
                      const drupe__lowering *lowering, duk_hobject *unit) {
  unit_walk walk = {unit, lowering->functions, lowering->function_count, 0};

  walk_inner(ctx, program, &walk);
  if (walk.next != walk.count)
    duk_error(ctx, DUK_ERR_ERROR, "%lu lowered functions were not compiled",
              (unsigned long)(walk.count - walk.next));
}

/* js/engine/lazy.c - built-in functions, and the prototypes of closures, that
 * come into being when touched.
 *
 * A context has some 800 of them and a script uses a few.  Until a property is
 * looked up, its slot holds a lightweight function of Duktape, which no script
 * can get otherwise: 16 bytes that say how to make the real one.  Edit
 * 270-lazy-functions asks for it where an entry is found, so nobody, C or
 * script, sees the difference. */
#include "builtins.h"
#include "engine_internal.h"

#include <assert.h>
#include <string.h>

/* What the slot says beside the C function: magic in the low half, then the
 * number of arguments plus one, and `length`, four bits each. */
enum {
  ARGS_SHIFT = 16,
  LENGTH_SHIFT = 20,
  MAKER_BIT = 24,
  PROTOTYPE_BIT = 25,
  ACCESSOR_BIT = 26
};

static void push_slot(duk_context *ctx, duk_c_function fn, duk_uint32_t how) {
  duk_tval slot;

  DUK_TVAL_SET_LIGHTFUNC(&slot, fn, how);
  duk_push_tval(ctx, &slot);
}

void drupe__lazy_push(duk_context *ctx, duk_c_function fn, duk_int_t args,
                      duk_int_t length, duk_int_t magic) {
  assert(args >= -1 && args < 15 && length >= 0 && length < 16);
  push_slot(ctx, fn,
            ((duk_uint32_t)magic & 0xFFFFu) |
                (duk_uint32_t)(args + 1) << ARGS_SHIFT |
                (duk_uint32_t)length << LENGTH_SHIFT);
}

void drupe__lazy_push_maker(duk_context *ctx, duk_c_function make) {
  push_slot(ctx, make, 1u << MAKER_BIT);
}

void drupe__lazy_define_accessor(duk_context *ctx, const char *name,
                                 duk_c_function make, duk_int_t magic) {
  duk_push_string(ctx, name);
  push_slot(ctx, make, ((duk_uint32_t)magic & 0xFFFFu) | 1u << ACCESSOR_BIT);
  duk_xdef_prop(ctx, -3, DUK_PROPDESC_FLAGS_C);
}

void drupe__lazy_prototype(duk_tval *out) {
  DUK_TVAL_SET_LIGHTFUNC(out, (duk_c_function)NULL, 1u << PROTOTYPE_BIT);
}

/* [] -> [name], for a key that may be a well-known symbol. */
static void push_name(duk_context *ctx, duk_hstring *key) {
  const char *text = (const char *)DUK_HSTRING_GET_DATA(key);
  size_t size = DUK_HSTRING_GET_BYTELEN(key);

  if (DUK_HSTRING_HAS_SYMBOL(key) && size > 2)
    duk_push_sprintf(ctx, "[%.*s]", (int)(size - 2), text + 1);
  else
    duk_push_hstring(ctx, key);
}

static void push_function(duk_context *ctx, const duk_tval *slot,
                          duk_hstring *key) {
  duk_uint32_t how = DUK_TVAL_GET_LIGHTFUNC_FLAGS(slot);
  duk_int_t args = (duk_int_t)(how >> ARGS_SHIFT & 15u) - 1;

  duk_push_c_function_builtin_noconstruct(
      ctx, DUK_TVAL_GET_LIGHTFUNC_FUNCPTR(slot), args);
  duk_set_magic(ctx, -1, (duk_int16_t)(how & 0xFFFFu));
  duk_push_uint(ctx, how >> LENGTH_SHIFT & 15u);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_LENGTH, DUK_PROPDESC_FLAGS_C);
  push_name(ctx, key);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_NAME, DUK_PROPDESC_FLAGS_C);
}

/* The object whose constructor is the closure. */
static void push_prototype(duk_context *ctx, duk_hobject *closure) {
  duk_push_object(ctx);
  duk_push_hobject(ctx, closure);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_CONSTRUCTOR,
                             DUK_PROPDESC_FLAGS_WC);
  duk_compact(ctx, -1);
}

typedef struct making {
  const duk_tval *slot;
  duk_hobject *object;
  duk_hstring *key;
} making;

static duk_ret_t make_accessor(duk_context *ctx, const making *m) {
  duk_push_hstring(ctx, m->key);
  duk_push_uint(ctx, DUK_TVAL_GET_LIGHTFUNC_FLAGS(m->slot) & 0xFFFFu);
  return DUK_TVAL_GET_LIGHTFUNC_FUNCPTR(m->slot)(ctx);
}

static duk_ret_t make(duk_context *ctx, void *udata) {
  const making *m = udata;
  duk_uint32_t how = DUK_TVAL_GET_LIGHTFUNC_FLAGS(m->slot);

  if ((how >> PROTOTYPE_BIT & 1u) != 0)
    push_prototype(ctx, m->object);
  else if ((how >> MAKER_BIT & 1u) != 0)
    (void)DUK_TVAL_GET_LIGHTFUNC_FUNCPTR(m->slot)(ctx);
  else if ((how >> ACCESSOR_BIT & 1u) != 0)
    return make_accessor(ctx, m);
  else
    push_function(ctx, m->slot, m->key);
  return 1;
}

/* [.. value undefined], or [.. getter setter]: into the slot. */
static void slot_fill(duk_context *ctx, duk_hobject *object, duk_int_t entry) {
  if (duk_is_undefined(ctx, -1)) {
    DUK_TVAL_SET_TVAL(
        DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, object, entry),
        duk_get_tval(ctx, -2));
    DUK_TVAL_INCREF(ctx, duk_get_tval(ctx, -2));
    return;
  }
  DUK_HOBJECT_E_SET_VALUE_GETTER(ctx->heap, object, entry,
                                 duk_known_hobject(ctx, -2));
  DUK_HOBJECT_E_SET_VALUE_SETTER(ctx->heap, object, entry,
                                 duk_known_hobject(ctx, -1));
  DUK_HOBJECT_INCREF(ctx, duk_known_hobject(ctx, -2));
  DUK_HOBJECT_INCREF(ctx, duk_known_hobject(ctx, -1));
  DUK_HOBJECT_E_SLOT_SET_ACCESSOR(ctx->heap, object, entry);
}

/* The caller is in the middle of a look-up and holds addresses: nothing may be
 * collected, and the work is done on a thread of its own, so that no value
 * stack moves.  It may use the reserve of the heap. */
void drupe__lazy_make(duk_heap *heap, duk_hobject *object, duk_int_t entry) {
  drupe__engine *engine = heap->heap_udata;
  duk_context *ctx = engine->lazy_thread;
  duk_tval slot = *DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, object, entry);
  making m = {&slot, object, DUK_HOBJECT_E_GET_KEY(heap, object, entry)};
  bool reserve = engine->reserve_open;
  duk_int_t failed;

  if (ctx == NULL) /* the heap is being made: nobody holds anything */
    ctx = heap->heap_thread;
  heap->ms_prevent_count++;
  heap->pf_prevent_count++;
  engine->reserve_open = true;
  failed = duk_safe_call(ctx, make, &m, 0, 2);
  engine->reserve_open = reserve;
  heap->pf_prevent_count--;
  heap->ms_prevent_count--;
  if (failed != 0) {
    duk_pop(ctx);
    (void)duk_throw(ctx);
  }
  slot_fill(ctx, object, entry);
  duk_pop_2(ctx);
}

void drupe__lazy_init(duk_context *ctx) {
  duk_push_heap_stash(ctx);
  duk_push_thread(ctx);
  drupe__engine_of(ctx)->lazy_thread = duk_get_context(ctx, -1);
  duk_put_prop_literal(ctx, -2, "LazyThread");
  duk_pop(ctx);
}

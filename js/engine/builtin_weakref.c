/* js/engine/builtin_weakref.c - WeakRef (ECMA-262 26.1).
 *
 * A target that a script has seen in this job stays until the job is over, by
 * a list that a microtask empties.  Symbols are held as they are: nobody can
 * tell. */
#include "builtins.h"
#include "weak_watch.h"

typedef struct weak_ref {
  drupe__native base;
  drupe__watch watch;
  duk_hstring *symbol; /* counted; the target, where it is a symbol */
} weak_ref;

static void ref_mark(duk_heap *heap, duk_hobject *object) {
  weak_ref *ref = (void *)object;

  if (ref->symbol != NULL)
    drupe__heap_mark(heap, (duk_heaphdr *)ref->symbol);
}
static void ref_drop(duk_hthread *thread, duk_hobject *object) {
  weak_ref *ref = (void *)object;

  if (ref->symbol != NULL)
    DUK_HSTRING_DECREF_NORZ(thread, ref->symbol);
}
static void ref_release(drupe__engine *engine, duk_hobject *object) {
  drupe__watch_stop(engine, &((weak_ref *)(void *)object)->watch);
}

static const drupe__native_ops ref_ops = {"WeakRef", ref_mark, ref_drop,
                                          ref_release};

bool drupe__can_be_weak(duk_context *ctx, duk_idx_t index) {
  if (duk_is_object(ctx, index))
    return true;
  if (!duk_is_symbol(ctx, index))
    return false;
  /* Not those of Symbol.for, which anybody can make again. */
  return DUK_HSTRING_GET_DATA(duk_known_hstring(ctx, index))[0] != 0x80;
}

/* -- what this job has seen ------------------------------------------------ */
static duk_ret_t forget(duk_context *ctx, void *arg) {
  drupe__engine *engine = drupe__engine_of(ctx);

  (void)arg;
  engine->kept = NULL;
  duk_push_heap_stash(ctx);
  duk_del_prop_literal(ctx, -1, "Kept");
  duk_pop(ctx);
  return 0;
}

/* Keeps the object on top; it stays there. */
static void keep(duk_context *ctx) {
  drupe__engine *engine = drupe__engine_of(ctx);

  if (engine->kept == NULL) {
    if (!drupe__microtask_push(engine, forget, NULL, NULL, 0))
      DUK_ERROR_ALLOC_FAILED(ctx);
    duk_push_bare_array(ctx);
    engine->kept = duk_known_hobject(ctx, -1);
    drupe__stash(ctx, "Kept");
    duk_pop(ctx);
  }
  duk_push_hobject(ctx, engine->kept);
  duk_dup(ctx, -2);
  duk_put_prop_index(ctx, -2, (duk_uarridx_t)duk_get_length(ctx, -2));
  duk_pop(ctx);
}

/* -- the class ------------------------------------------------------------- */
/* The watch has forgotten its target already. */
static void ref_gone(drupe__engine *engine, drupe__watch *watch) {
  (void)engine;
  (void)watch;
}

static duk_ret_t ref_construct(duk_context *ctx) {
  weak_ref *ref;

  drupe__require_new(ctx, "WeakRef");
  duk_set_top(ctx, 1);
  if (!drupe__can_be_weak(ctx, 0))
    return duk_type_error(ctx, "WeakRef: invalid target");
  ref = drupe__native_new(ctx, sizeof(*ref), &ref_ops,
                          drupe__constructing(ctx, "WeakRef"));
  ref->watch.gone = ref_gone;
  if (duk_is_symbol(ctx, 0)) {
    ref->symbol = duk_known_hstring(ctx, 0);
    DUK_HSTRING_INCREF(ctx, ref->symbol);
    return 1;
  }
  drupe__watch_start(ctx, &ref->watch, duk_known_hobject(ctx, 0));
  duk_dup(ctx, 0);
  keep(ctx);
  duk_pop(ctx);
  return 1;
}

static duk_ret_t ref_deref(duk_context *ctx) {
  weak_ref *ref;

  duk_push_this(ctx);
  ref = drupe__native_get(ctx, -1, &ref_ops);
  if (ref == NULL)
    return drupe__incompatible(ctx, "WeakRef.prototype.deref");
  if (ref->symbol != NULL) {
    duk_push_hstring(ctx, ref->symbol);
    return 1;
  }
  if (ref->watch.target == NULL)
    return 0;
  duk_push_hobject(ctx, ref->watch.target);
  keep(ctx);
  return 1;
}

static const drupe__builtin methods[] = {{"deref", ref_deref, 0, 0, 0},
                                         DRUPE__BUILTIN_END};

static duk_ret_t make(duk_context *ctx) {
  drupe__push_constructor(ctx, "WeakRef", ref_construct, 1);
  drupe__define(ctx, -1, methods);
  drupe__define_tag(ctx, -1, "WeakRef");
  duk_pop(ctx);
  return 1;
}

void drupe__builtin_weakref(duk_context *ctx) {
  drupe__define_lazy_global(ctx, "WeakRef", make);
}

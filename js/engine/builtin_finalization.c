/* js/engine/builtin_finalization.c - FinalizationRegistry (ECMA-262 26.2).
 *
 * A cell watches its target and its token.  When the target goes, inside the
 * collector, the cell is only marked; the callback runs with the microtasks. */
#include "builtins.h"
#include "weak_watch.h"

typedef struct registry registry;

typedef struct cell {
  drupe__watch target;
  drupe__watch token;
  duk_tval symbol; /* the token, where it is a symbol; counted */
  duk_tval held;   /* counted */
  registry *owner;
  struct cell *next;
  bool ready; /* the target has gone */
} cell;

struct registry {
  drupe__native base;
  duk_hobject *callback; /* counted */
  cell *cells;
  registry *next_ready; /* in the engine's list */
  bool listed;
};

static void registry_mark(duk_heap *heap, duk_hobject *object) {
  registry *r = (void *)object;
  cell *c;

  if (r->callback != NULL)
    drupe__heap_mark(heap, &r->callback->hdr);
  for (c = r->cells; c != NULL; c = c->next) {
    drupe__heap_mark_value(heap, &c->held);
    drupe__heap_mark_value(heap, &c->symbol);
  }
}

static void registry_drop(duk_hthread *thread, duk_hobject *object) {
  registry *r = (void *)object;
  cell *c;

  DUK_HOBJECT_DECREF_NORZ_ALLOWNULL(thread, r->callback);
  for (c = r->cells; c != NULL; c = c->next) {
    DUK_TVAL_DECREF_NORZ(thread, &c->held);
    DUK_TVAL_DECREF_NORZ(thread, &c->symbol);
  }
}

static void cell_free(drupe__engine *engine, cell *c) {
  drupe__watch_stop(engine, &c->target);
  drupe__watch_stop(engine, &c->token);
  drupe__release(engine, c);
}

static void registry_unlist(drupe__engine *engine, registry *r) {
  registry **link = (registry **)&engine->ready_registries;

  if (!r->listed)
    return;
  while (*link != r)
    link = &(*link)->next_ready;
  *link = r->next_ready;
  r->listed = false;
}

static void registry_release(drupe__engine *engine, duk_hobject *object) {
  registry *r = (void *)object;
  cell *c, *next;

  registry_unlist(engine, r);
  for (c = r->cells; c != NULL; c = next) {
    next = c->next;
    cell_free(engine, c);
  }
}

static const drupe__native_ops registry_ops = {
    "FinalizationRegistry", registry_mark, registry_drop, registry_release};

static void target_gone(drupe__engine *engine, drupe__watch *watch) {
  cell *c = (cell *)(void *)((char *)watch - offsetof(cell, target));
  registry *r = c->owner;

  c->ready = true;
  if (!r->listed) {
    r->listed = true;
    r->next_ready = engine->ready_registries;
    engine->ready_registries = r;
  }
}

static void token_gone(drupe__engine *engine, drupe__watch *watch) {
  (void)engine;
  (void)watch;
}

/* -- cleaning up ----------------------------------------------------------- */
/* Takes a cell out of its list and frees it; what it held is pushed. */
static void take(duk_context *ctx, cell **link) {
  cell *c = *link;
  duk_tval held = c->held, symbol = c->symbol;

  *link = c->next;
  duk_push_tval(ctx, &held);
  cell_free(drupe__engine_of(ctx), c);
  DUK_TVAL_DECREF(ctx, &held);
  DUK_TVAL_DECREF(ctx, &symbol);
}

/* A job: [registry ..] calls its callback for one cell that is ready, and comes
 * again while there are more. */
static duk_ret_t clean_up(duk_context *ctx, void *arg) {
  drupe__engine *engine = drupe__engine_of(ctx);
  registry *r = drupe__native_get(ctx, -DRUPE__MICROTASK_VALUES, &registry_ops);
  cell **link;

  (void)arg;
  for (link = &r->cells; *link != NULL; link = &(*link)->next) {
    if (!(*link)->ready)
      continue;
    if (!drupe__microtask_push(
            engine, clean_up, NULL,
            DUK_GET_TVAL_NEGIDX(ctx, -DRUPE__MICROTASK_VALUES), 1))
      DUK_ERROR_ALLOC_FAILED(ctx);
    duk_push_hobject(ctx, r->callback);
    take(ctx, link);
    duk_call(ctx, 1);
    return 0;
  }
  return 0;
}

bool drupe__registries_ready(drupe__engine *engine) {
  bool any = engine->ready_registries != NULL;

  while (engine->ready_registries != NULL) {
    registry *r = engine->ready_registries;
    duk_tval self;

    registry_unlist(engine, r);
    DUK_TVAL_SET_OBJECT(&self, &r->base.object);
    (void)drupe__microtask_push(engine, clean_up, NULL, &self, 1);
  }
  return any;
}

/* -- the class ------------------------------------------------------------- */
static duk_ret_t registry_construct(duk_context *ctx) {
  registry *r;

  drupe__require_new(ctx, "FinalizationRegistry");
  duk_set_top(ctx, 1);
  if (!duk_is_callable(ctx, 0))
    return duk_type_error(ctx,
                          "FinalizationRegistry: cleanup must be callable");
  r = drupe__native_new(ctx, sizeof(*r), &registry_ops,
                        drupe__constructing(ctx, "FinalizationRegistry"));
  r->callback = duk_known_hobject(ctx, 0);
  DUK_HOBJECT_INCREF(ctx, r->callback);
  return 1;
}

/* Pushes `this`. */
static registry *this_registry(duk_context *ctx, const char *method) {
  registry *r;

  duk_push_this(ctx);
  r = drupe__native_get(ctx, -1, &registry_ops);
  if (r == NULL)
    (void)drupe__incompatible(ctx, method);
  return r;
}

/* [target held token] */
static duk_ret_t registry_register(duk_context *ctx) {
  registry *r = this_registry(ctx, "FinalizationRegistry.prototype.register");
  cell *c;

  if (!drupe__can_be_weak(ctx, 0))
    return duk_type_error(ctx, "FinalizationRegistry.prototype.register: "
                               "invalid target");
  if (duk_samevalue(ctx, 0, 1))
    return duk_type_error(ctx, "FinalizationRegistry.prototype.register: "
                               "target and holdings must not be same");
  if (!duk_is_undefined(ctx, 2) && !drupe__can_be_weak(ctx, 2))
    return duk_type_error(ctx, "Invalid unregisterToken ('%s')",
                          duk_safe_to_string(ctx, 2));
  c = DUK_ALLOC_CHECKED_ZEROED(ctx, sizeof(*c));
  DUK_TVAL_SET_TVAL(&c->held, duk_get_tval(ctx, 1));
  DUK_TVAL_INCREF(ctx, &c->held);
  DUK_TVAL_SET_UNDEFINED(&c->symbol);
  c->owner = r;
  c->target.gone = target_gone;
  c->token.gone = token_gone;
  c->next = r->cells;
  r->cells = c; /* from here on it goes with the registry, whatever throws */
  if (duk_is_symbol(ctx, 2)) {
    DUK_TVAL_SET_TVAL(&c->symbol, duk_get_tval(ctx, 2));
    DUK_TVAL_INCREF(ctx, &c->symbol);
  } else if (duk_is_object(ctx, 2)) {
    drupe__watch_start(ctx, &c->token, duk_known_hobject(ctx, 2));
  }
  if (duk_is_object(ctx, 0))
    drupe__watch_start(ctx, &c->target, duk_known_hobject(ctx, 0));
  return 0;
}

static bool has_token(duk_context *ctx, const cell *c) {
  const duk_tval *token = duk_get_tval(ctx, 0);

  if (DUK_TVAL_IS_OBJECT(token))
    return c->token.target == DUK_TVAL_GET_OBJECT(token);
  return DUK_TVAL_IS_STRING(&c->symbol) &&
         DUK_TVAL_GET_STRING(&c->symbol) == DUK_TVAL_GET_STRING(token);
}

static duk_ret_t registry_unregister(duk_context *ctx) {
  registry *r = this_registry(ctx, "FinalizationRegistry.prototype.unregister");
  cell **link;
  bool any = false;

  if (!drupe__can_be_weak(ctx, 0))
    return duk_type_error(ctx, "Invalid unregisterToken ('%s')",
                          duk_safe_to_string(ctx, 0));
  for (link = &r->cells; *link != NULL;) {
    if (has_token(ctx, *link)) {
      any = true;
      take(ctx, link);
      duk_pop(ctx);
    } else {
      link = &(*link)->next;
    }
  }
  duk_push_boolean(ctx, any);
  return 1;
}

static const drupe__builtin methods[] = {
    {"register", registry_register, 3, 2, 0},
    {"unregister", registry_unregister, 1, 1, 0},
    DRUPE__BUILTIN_END};

static duk_ret_t make(duk_context *ctx) {
  drupe__push_constructor(ctx, "FinalizationRegistry", registry_construct, 1);
  drupe__define(ctx, -1, methods);
  drupe__define_tag(ctx, -1, "FinalizationRegistry");
  duk_pop(ctx);
  return 1;
}

void drupe__builtin_finalization(duk_context *ctx) {
  drupe__define_lazy_global(ctx, "FinalizationRegistry", make);
}

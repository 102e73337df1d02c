/* kernel/registry.c - modules: their records, start, census, stop.
 *
 * A stop counts first.  What JS holds of a module is found by marking the heap
 * as the collector does, with the module's own roots (its exports, its classes)
 * left out: whatever of it is still reached is held by somebody else.  Nothing
 * has been freed or called by then, so a refusal changes nothing. */
#include "kernel/tables.h"

/* -- records -------------------------------------------------------------- */
static void registry_fill(drupe__module *m) {
  m->cx.head.size = sizeof(drupe_cx);
  m->cx.head.major = DRUPE_ABI_MAJOR;
  m->cx.head.minor = DRUPE_ABI_MINOR;
  m->cx.core = &drupe__core_api;
  m->cx.value = &drupe__value_api;
  m->cx.object = &drupe__object_api;
  m->cx.function = &drupe__function_api;
  m->cx.classes = &drupe__class_api;
  m->cx.error = &drupe__error_api;
  m->cx.ref = &drupe__ref_api;
  m->cx.buffer = &drupe__buffer_api;
  m->cx.task = &drupe__task_api;
  m->cx.loop = &drupe__loop_api;
}

static duk_ret_t registry_do_object(duk_context *ctx, void *data) {
  (void)data;
  duk_push_object(ctx);
  return 1;
}

static uint32_t registry_new_object(drupe__kernel *k) {
  uint32_t slot;

  if (!duk_check_stack(k->thread, 4))
    return 0;
  if (duk_safe_call(k->thread, registry_do_object, NULL, 0, 1) !=
      DUK_EXEC_SUCCESS) {
    duk_pop(k->thread);
    return 0;
  }
  slot = drupe__slot_take(k, k->thread->valstack_top - 1);
  duk_pop(k->thread);
  return slot;
}

drupe__module *drupe__module_create(drupe__kernel *k, const drupe_module *at,
                                    void *library, const char *path) {
  drupe__module *m = calloc(1, sizeof(*m));
  size_t size = at->size < sizeof(m->desc) ? at->size : sizeof(m->desc);

  if (m == NULL)
    return NULL;
  m->kernel = k;
  m->at = at;
  m->library = library;
  m->state = DRUPE__STARTING;
  memcpy(&m->desc, at, size);
  m->name = strdup(at->name);
  m->path = strdup(path);
  m->exports = registry_new_object(k);
  m->number = ++k->tables->module_number;
  registry_fill(m);
  m->next = k->modules;
  k->modules = m;
  if (m->name == NULL || m->path == NULL || m->exports == 0 ||
      !drupe__validate_start(m)) {
    drupe__module_destroy(m);
    return NULL;
  }
  return m;
}

void drupe__module_destroy(drupe__module *m) {
  drupe__kernel *k = m->kernel;
  drupe__module **link;

  for (link = &k->modules; *link != NULL; link = &(*link)->next)
    if (*link == m) {
      *link = m->next;
      break;
    }
  drupe__services_forget(m);
  drupe__classes_forget(m);
  drupe__keys_forget(m);
  drupe__slot_give(k, m->exports);
  drupe__validate_end(m);
  free(m->name);
  free(m->path);
  free(m);
}

drupe__module *drupe__module_find(drupe__kernel *k, const char *name) {
  drupe__module *m;

  for (m = k->modules; m != NULL; m = m->next)
    if (m->state != DRUPE__STOPPED && strcmp(m->name, name) == 0)
      return m;
  return NULL;
}

/* -- census --------------------------------------------------------------- */
typedef struct census_text {
  char *text;
  size_t room, at;
  int kinds;
} census_text;

static void census_add(census_text *c, uint64_t count, const char *one,
                       const char *many) {
  int n;

  if (count == 0)
    return;
  n = snprintf(c->text + c->at, c->room - c->at, "%s%llu %s",
               c->kinds == 0 ? "" : ", ", (unsigned long long)count,
               count == 1 ? one : many);
  c->kinds++;
  if (n > 0)
    c->at += (size_t)n < c->room - c->at ? (size_t)n : c->room - c->at - 1;
}

int drupe__module_census(const drupe__module *m, char *text, size_t room) {
  const drupe_usage *u = &m->usage;
  census_text c = {text, room, 0, 0};

  text[0] = 0;
  census_add(&c, u->frames, "frame on the stack", "frames on the stack");
  census_add(&c, u->functions, "function", "functions");
  census_add(&c, u->instances, "instance", "instances");
  census_add(&c, u->services_held, "service held by others",
             "services held by others");
  census_add(&c, u->refs, "reference", "references");
  census_add(&c, u->handles, "handle", "handles");
  census_add(&c, u->works, "work", "works");
  census_add(&c, u->buffers, "buffer", "buffers");
  census_add(&c, u->deferreds, "promise not settled", "promises not settled");
  census_add(&c, u->attached, "object with data attached",
             "objects with data attached");
  census_add(&c, m->finals, "finalizer waiting", "finalizers waiting");
  census_add(&c, u->services_used, "service of another", "services of others");
  census_add(&c, __atomic_load_n(&u->bytes, __ATOMIC_RELAXED), "byte",
             "bytes");
  return c.kinds;
}

/* -- what others hold ----------------------------------------------------- */
typedef struct registry_reach {
  const drupe__module *module;
  uint32_t functions, instances;
} registry_reach;

static void registry_on_reached(void *arg, duk_heaphdr *h) {
  registry_reach *reach = arg;
  duk_hobject *o = (duk_hobject *)h;

  if (DUK_HEAPHDR_GET_TYPE(h) != DUK_HTYPE_OBJECT)
    return;
  if (drupe__is_instance(o)) {
    if (((drupe_instance *)(void *)o)->module == reach->module)
      reach->instances++;
  } else if (drupe__is_native_function(o)) {
    if (drupe__function_module(o) == reach->module)
      reach->functions++;
  }
}

/* The module's own roots, out of the collector's sight while it marks.  Their
 * counts stay, so nothing is freed. */
static void registry_hide(drupe__module *m, bool hide) {
  drupe__kernel *k = m->kernel;
  drupe__class *c;

  drupe__slot_hide(k, m->exports, hide, &m->hidden);
  for (c = m->classes; c != NULL; c = c->next) {
    drupe__slot_hide(k, c->constructor_slot, hide, &c->hidden[0]);
    drupe__slot_hide(k, c->prototype_slot, hide, &c->hidden[1]);
  }
}

static void registry_reach_run(drupe__module *m, registry_reach *reach) {
  registry_hide(m, true);
  drupe__heap_reach(m->kernel->refs->heap, registry_on_reached, reach);
  registry_hide(m, false);
}

static int32_t registry_refuse(drupe__module *m, const char *list) {
  drupe__kernel *k = m->kernel;

  snprintf(k->why, sizeof(k->why), "cannot unload %s: %s", m->name, list);
  return DRUPE_E_BUSY;
}

/* DRUPE_OK, or E_BUSY with the list in k->why. */
static int32_t registry_may_stop(drupe__module *m) {
  registry_reach reach = {m, 0, 0};
  char list[256];
  census_text c = {list, sizeof(list), 0, 0};

  list[0] = 0;
  if (m->state == DRUPE__STARTING)
    return registry_refuse(m, "it is starting");
  census_add(&c, m->usage.frames, "frame on the stack",
             "frames on the stack");
  if (c.kinds > 0)
    return registry_refuse(m, list);
  registry_reach_run(m, &reach);
  census_add(&c, reach.functions, "function", "functions");
  census_add(&c, reach.instances, "instance", "instances");
  if (c.kinds > 0)
    return registry_refuse(m, list);
  /* Only a publisher that can leave otherwise asks its consumers to drop. */
  drupe__services_tell(m);
  census_add(&c, m->usage.services_held, "service held by others",
             "services held by others");
  return c.kinds > 0 ? registry_refuse(m, list) : DRUPE_OK;
}

/* -- starting ------------------------------------------------------------- */
static duk_ret_t registry_do_class(duk_context *ctx, void *data) {
  const drupe__class *c = data;

  duk_push_tval(ctx, drupe__slot(c->module->kernel, c->module->exports));
  drupe__push_text(ctx, c->def->signature, strcspn(c->def->signature, "( "));
  duk_push_hobject(ctx, c->constructor);
  duk_put_prop(ctx, -3);
  return 0;
}

static int32_t registry_define_classes(drupe__module *m) {
  const drupe_class_def *const *list = m->desc.classes;
  drupe__kernel *k = m->kernel;
  drupe__class *c;

  for (; list != NULL && *list != NULL; list++) {
    c = drupe__class_of(m, *list);
    if (c == NULL)
      return DRUPE_E_PENDING;
    if (((*list)->flags & (DRUPE_CLASS_NO_EXPORT | DRUPE_CLASS_HIDDEN)) != 0)
      continue;
    if (!drupe__ready(&m->cx, 8) || !drupe__try(k, registry_do_class, c, 0))
      return DRUPE_E_PENDING;
    duk_pop(k->thread);
  }
  return DRUPE_OK;
}

/* Runs the JS half: (native, require, exports, module).  What it leaves in
 * module.exports is what require() gives. */
static duk_ret_t registry_do_js(duk_context *ctx, void *data) {
  drupe__module *m = data;
  drupe__kernel *k = m->kernel;
  drupe__source source;
  char file[160];
  duk_tval *slot;

  snprintf(file, sizeof(file), "node:%s", m->name);
  memset(&source, 0, sizeof(source));
  source.text = m->desc.js;
  source.size = m->desc.js_size != 0 ? m->desc.js_size : strlen(m->desc.js);
  source.file = file;
  source.goal = DRUPE__COMMONJS;
  source.params = "native,require,exports,module";
  duk_require_stack(ctx, 16);
  duk_push_object(ctx); /* module */
  duk_push_object(ctx);
  duk_put_prop_literal(ctx, -2, "exports");
  if (k->calls->compile(ctx, &source) != 0)
    return duk_throw(ctx);
  duk_get_prop_literal(ctx, -2, "exports"); /* this */
  duk_push_tval(ctx, drupe__slot(k, m->exports));
  drupe__require_push(ctx, m);
  duk_get_prop_literal(ctx, -5, "exports");
  duk_dup(ctx, -6);
  duk_call_method(ctx, 4);
  duk_pop(ctx);
  duk_get_prop_literal(ctx, -1, "exports");
  slot = drupe__slot(k, m->exports);
  DUK_TVAL_SET_TVAL_UPDREF(ctx, slot, ctx->valstack_top - 1);
  return 0;
}

static int32_t registry_run_js(drupe__module *m) {
  drupe__kernel *k = m->kernel;

  if (m->desc.js == NULL)
    return DRUPE_OK;
  if (!drupe__ready(&m->cx, 16) || !drupe__try(k, registry_do_js, m, 0))
    return DRUPE_E_PENDING;
  duk_pop(k->thread);
  return DRUPE_OK;
}

static int32_t registry_call_start(drupe__module *m) {
  drupe__kernel *k = m->kernel;
  drupe_value exports;
  int32_t rc;

  if (m->desc.start == NULL)
    return DRUPE_OK;
  exports = drupe__value_from(drupe__slot(k, m->exports));
  exports = drupe__rooted(&m->cx, exports);
  if (drupe_is_none(exports))
    return DRUPE_E_PENDING;
  m->usage.frames++;
  rc = drupe__validate_start_call(m, exports);
  m->usage.frames--;
  m->ran_start = rc >= 0;
  if (k->pending && rc >= 0)
    return DRUPE_E_PENDING; /* the error wins, as in every callback */
  return rc;
}

static int32_t registry_start_steps(drupe__module *m) {
  int32_t rc, started;

  rc = drupe__function_api.define_members(
      &m->cx, drupe__value_from(drupe__slot(m->kernel, m->exports)),
      m->desc.members);
  if (rc >= 0)
    rc = registry_define_classes(m);
  if (rc < 0)
    return rc;
  started = registry_call_start(m);
  if (started < 0)
    return started;
  rc = registry_run_js(m);
  return rc < 0 ? rc : started;
}

/* The words of a failure that left no error. */
static void registry_explain(drupe__module *m, int32_t rc) {
  drupe__kernel *k = m->kernel;

  if (!k->pending && k->why[0] == 0)
    snprintf(k->why, sizeof(k->why), "%s: start failed: %s (%s)", m->name,
             drupe__status_text(rc), drupe__status_name(rc));
}

/* What start made goes as far as nobody else holds it. */
static void registry_drop_roots(drupe__module *m) {
  drupe__kernel *k = m->kernel;
  drupe__class *c;
  duk_tval *slot = drupe__slot(k, m->exports);

  DUK_TVAL_SET_UNDEFINED_UPDREF(k->thread, slot);
  for (c = m->classes; c != NULL; c = c->next) {
    slot = drupe__slot(k, c->constructor_slot);
    DUK_TVAL_SET_UNDEFINED_UPDREF(k->thread, slot);
    slot = drupe__slot(k, c->prototype_slot);
    DUK_TVAL_SET_UNDEFINED_UPDREF(k->thread, slot);
  }
  drupe__keys_forget(m);
  duk_heap_mark_and_sweep(k->thread->heap, 0);
  drupe__finals_run(k);
}

static void registry_state(drupe__module *m, int state) {
  m->state = state;
  m->unusual = m->validate || state >= DRUPE__STOPPING;
}

static void registry_fail_start(drupe__module *m) {
  if (m->ran_start && m->desc.stop != NULL) {
    registry_state(m, DRUPE__STOPPING);
    (void)m->desc.stop(&m->cx, DRUPE_STOP_UNLOAD);
  }
  registry_state(m, DRUPE__STOPPED);
}

/* Leaves the bracket and keeps the error that is pending in it, which would be
 * reported as uncaught. */
static void registry_leave(drupe__kernel *k, drupe__bracket *b) {
  uint32_t slot = 0;

  if (k->pending) {
    slot = drupe__slot_take(k, drupe__slot(k, 0));
    k->pending = false;
    DUK_TVAL_SET_UNDEFINED_UPDREF(k->thread, drupe__slot(k, 0));
  }
  drupe__leave(k, b);
  if (slot == 0)
    return;
  if (!k->pending) {
    DUK_TVAL_SET_TVAL_UPDREF(k->thread, drupe__slot(k, 0),
                             drupe__slot(k, slot));
    k->pending = true;
  }
  drupe__slot_give(k, slot);
}

int32_t drupe__module_start(drupe__module *m) {
  drupe__kernel *k = m->kernel;
  drupe__bracket b, cleanup;
  int32_t rc;

  k->why[0] = 0;
  drupe__enter_always(k, m, NULL, &b);
  rc = registry_start_steps(m);
  if (rc < 0) {
    registry_explain(m, rc);
    drupe__enter_always(k, m, NULL, &cleanup); /* sets the error aside */
    registry_fail_start(m);
    drupe__leave(k, &cleanup);
  } else if (rc != DRUPE_ASYNC) {
    registry_state(m, DRUPE__RUNNING);
  }
  registry_leave(k, &b);
  if (rc < 0) {
    drupe__enter_always(k, m, NULL, &cleanup);
    registry_drop_roots(m);
    drupe__leave(k, &cleanup);
  }
  return rc;
}

void drupe__module_started(drupe__module *m, int32_t status) {
  if (m->state != DRUPE__STARTING)
    return;
  registry_state(m, status < 0 ? DRUPE__STOPPED : DRUPE__RUNNING);
  if (status < 0)
    drupe__error_api.uncaught(
        &m->cx, drupe__error_api.error_from(&m->cx, status, "start", m->name));
}

/* -- stopping ------------------------------------------------------------- */
/* After stop: what is left decides whether the code may go. */
static int32_t registry_finish(drupe__module *m, int32_t why) {
  drupe__kernel *k = m->kernel;
  char list[256];

  registry_state(m, DRUPE__STOPPED);
  drupe__services_forget(m);
  if (why == DRUPE_STOP_EXIT)
    return DRUPE_OK; /* the heap, and all that it holds, goes anyway */
  registry_drop_roots(m);
  if (drupe__module_census(m, list, sizeof(list)) == 0)
    return DRUPE_OK;
  snprintf(k->why, sizeof(k->why),
           "%s was stopped but stays mapped, it left behind: %s", m->name,
           list);
  return DRUPE_E_STATE;
}

static int32_t registry_call_stop(drupe__module *m, int32_t why) {
  int32_t rc = DRUPE_OK;

  registry_state(m, DRUPE__STOPPING);
  m->why = why;
  if (m->desc.stop != NULL)
    rc = m->desc.stop(&m->cx, why);
  return rc;
}

int32_t drupe__module_stop(drupe__module *m, int32_t why) {
  drupe__kernel *k = m->kernel;
  drupe__bracket b;
  int32_t rc = DRUPE_OK;

  if (m->state >= DRUPE__STOPPING)
    return m->state == DRUPE__STOPPED ? DRUPE_OK : DRUPE_ASYNC;
  k->why[0] = 0;
  drupe__enter_always(k, m, NULL, &b);
  if (why != DRUPE_STOP_EXIT)
    rc = registry_may_stop(m);
  if (rc >= 0) {
    rc = registry_call_stop(m, why);
    /* A negative status of stop changes nothing: the census says what is. */
    if (rc != DRUPE_ASYNC || m->state == DRUPE__STOPPED)
      rc = registry_finish(m, why);
  }
  drupe__leave(k, &b);
  return rc;
}

void drupe__module_stopped(drupe__module *m) {
  drupe__bracket b;
  int32_t rc;

  if (m->state != DRUPE__STOPPING)
    return;
  drupe__enter_always(m->kernel, m, NULL, &b);
  rc = registry_finish(m, m->why);
  drupe__leave(m->kernel, &b);
  if (m->on_stopped != NULL)
    m->on_stopped(m, rc);
}

/* A consumer before its publisher, else the newest; NULL: all have stopped. */
static drupe__module *registry_next_to_stop(drupe__kernel *k) {
  drupe__module *m, *newest = NULL;

  for (m = k->modules; m != NULL; m = m->next) {
    if (m == k->tables->self || m->state > DRUPE__RUNNING)
      continue;
    if (m->usage.services_held == 0)
      return m;
    if (newest == NULL)
      newest = m;
  }
  return newest;
}

void drupe__tables_stop(drupe__kernel *k) {
  drupe__module *m;

  drupe__works_end(k);
  while ((m = registry_next_to_stop(k)) != NULL)
    (void)drupe__module_stop(m, DRUPE_STOP_EXIT);
  drupe__works_end(k); /* a stop may not queue any, but be sure */
  drupe__tables_ending(k);
}

/* -- process.modules() ---------------------------------------------------- */
static void registry_put(duk_context *ctx, const char *name, double value) {
  duk_push_number(ctx, value);
  duk_put_prop_string(ctx, -2, name);
}

static void registry_push_usage(duk_context *ctx, const drupe__module *m) {
  drupe_usage u;

  drupe__usage_copy(m, &u);
  registry_put(ctx, "functions", u.functions);
  registry_put(ctx, "instances", u.instances);
  registry_put(ctx, "refs", u.refs);
  registry_put(ctx, "handles", u.handles);
  registry_put(ctx, "works", u.works);
  registry_put(ctx, "buffers", u.buffers);
  registry_put(ctx, "deferreds", u.deferreds);
  registry_put(ctx, "attached", u.attached);
  registry_put(ctx, "servicesUsed", u.services_used);
  registry_put(ctx, "servicesHeld", u.services_held);
  registry_put(ctx, "frames", u.frames);
  registry_put(ctx, "bytes", (double)u.bytes);
  registry_put(ctx, "external", (double)u.external);
  registry_put(ctx, "loopTime", (double)u.loop_ns / 1e6);
  registry_put(ctx, "calls", (double)u.calls);
}

static void registry_push_module(duk_context *ctx, const drupe__module *m) {
  static const char *const states[] = {"", "starting", "running", "stopping",
                                       "stopped"};

  duk_push_object(ctx);
  drupe__push_text(ctx, m->name, strlen(m->name));
  duk_put_prop_literal(ctx, -2, "name");
  if (m->desc.version != NULL && m->state != DRUPE__STOPPED) {
    drupe__push_text(ctx, m->desc.version, strlen(m->desc.version));
    duk_put_prop_literal(ctx, -2, "version");
  }
  drupe__push_text(ctx, m->path, strlen(m->path));
  duk_put_prop_literal(ctx, -2, "file");
  duk_push_string(ctx, states[m->state]);
  duk_put_prop_literal(ctx, -2, "state");
  registry_push_usage(ctx, m);
}

void drupe__modules_push(drupe__kernel *k, duk_context *ctx) {
  duk_uarridx_t at = 0;
  drupe__module *m;

  duk_require_stack(ctx, 8);
  duk_push_array(ctx);
  for (m = k->modules; m != NULL; m = m->next)
    if (m != k->tables->self) {
      registry_push_module(ctx, m);
      duk_put_prop_index(ctx, -2, at++);
    }
}

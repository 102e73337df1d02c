/* kernel/class.c - objects with a native half.
 *
 * An instance is one engine object with the native pointer inside.  Its class
 * is the address of the module's definition; a context has one record for each
 * definition, with constructor and prototype.  Values in slots are hidden
 * properties, so the collector sees them. */
#include "kernel/tables.h"

enum { CLASS_FLAGS_KNOWN = 7, CLASS_TABLE_MIN = 32 };

/* -- records -------------------------------------------------------------- */
static uint32_t class_hash(const drupe__tables *tb,
                           const drupe_class_def *def) {
  uint64_t bits = (uint64_t)(uintptr_t)def >> 3;

  return (uint32_t)(bits * 0x9E3779B97F4A7C15u >> 32) & (tb->class_room - 1);
}

drupe__class *drupe__class_lookup(drupe__kernel *k,
                                  const drupe_class_def *def) {
  drupe__tables *tb = k->tables;
  drupe__class *c;

  if (tb->class_room == 0)
    return NULL;
  for (c = tb->classes[class_hash(tb, def)]; c != NULL; c = c->hash_next)
    if (c->def == def)
      return c;
  return NULL;
}

static bool class_table_grow(drupe__tables *tb) {
  uint32_t old_room = tb->class_room, i, to;
  uint32_t room = old_room == 0 ? CLASS_TABLE_MIN : old_room * 2;
  drupe__class **old = tb->classes, *c, *next;
  drupe__class **table = calloc(room, sizeof(*table));

  if (table == NULL)
    return false;
  tb->classes = table;
  tb->class_room = room;
  for (i = 0; i < old_room; i++)
    for (c = old[i]; c != NULL; c = next) {
      next = c->hash_next;
      to = class_hash(tb, c->def);
      c->hash_next = table[to];
      table[to] = c;
    }
  free(old);
  return true;
}

static void class_insert(drupe__class *c) {
  drupe__tables *tb = c->module->kernel->tables;
  uint32_t to = class_hash(tb, c->def);

  c->hash_next = tb->classes[to];
  tb->classes[to] = c;
  tb->class_count++;
  c->next = c->module->classes;
  c->module->classes = c;
}

void drupe__classes_forget(drupe__module *m) {
  drupe__tables *tb = m->kernel->tables;
  drupe__class **link, *c;

  while ((c = m->classes) != NULL) {
    m->classes = c->next;
    for (link = &tb->classes[class_hash(tb, c->def)]; *link != c;
         link = &(*link)->hash_next)
      ;
    *link = c->hash_next;
    tb->class_count--;
    drupe__slot_give(m->kernel, c->constructor_slot);
    drupe__slot_give(m->kernel, c->prototype_slot);
    free(c);
  }
}

static bool class_has_name(const drupe_class_def *def, const char *name,
                           size_t size) {
  return strncmp(def->signature, name, size) == 0 &&
         strcspn(def->signature, "( ") == size;
}

const drupe_class_def *drupe__class_named(drupe__module *m, const char *name,
                                          size_t size) {
  const drupe_class_def *const *list = m->desc.classes;
  drupe__class *c;

  for (; list != NULL && *list != NULL; list++)
    if (class_has_name(*list, name, size))
      return *list;
  for (c = m->classes; c != NULL; c = c->next)
    if (class_has_name(c->def, name, size))
      return c->def;
  return NULL;
}

/* -- making a class ------------------------------------------------------- */
/* Hidden keys of slots 0 .. count - 1, the same for every class. */
static void class_slot_keys(duk_hthread *t, drupe__kernel *k,
                            uint32_t count) {
  drupe__tables *tb = k->tables;
  uint32_t *keys;

  if (count <= tb->slot_key_count)
    return;
  keys = realloc(tb->slot_keys, count * sizeof(*keys));
  if (keys == NULL)
    (void)duk_generic_error(t, "out of memory");
  tb->slot_keys = keys;
  while (tb->slot_key_count < count) {
    duk_push_sprintf(t, DUK_HIDDEN_SYMBOL("drupe.slot.%u"),
                     (unsigned)tb->slot_key_count);
    keys[tb->slot_key_count] = drupe__slot_take(k, t->valstack_top - 1);
    if (keys[tb->slot_key_count] == 0)
      (void)duk_generic_error(t, "out of memory");
    tb->slot_key_count++;
    duk_pop(t);
  }
}

typedef struct class_making {
  drupe__class *c;
  drupe__class *parent;
} class_making;

/* [.. prototype constructor] -> the two know each other. */
static void class_join(duk_hthread *t, const drupe__class *parent) {
  duk_push_literal(t, "prototype");
  duk_dup(t, -3);
  duk_def_prop(t, -3, DUK_DEFPROP_HAVE_VALUE);
  duk_push_literal(t, "constructor");
  duk_dup(t, -2);
  duk_def_prop(t, -4,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                   DUK_DEFPROP_SET_CONFIGURABLE);
  if (parent == NULL)
    return;
  duk_push_hobject(t, parent->prototype);
  duk_set_prototype(t, -3);
  duk_push_hobject(t, parent->constructor);
  duk_set_prototype(t, -2);
}

static duk_ret_t class_do_make(duk_context *t, void *data) {
  const class_making *making = data;
  drupe__class *c = making->c;
  drupe__module *m = c->module;

  duk_require_stack(t, 16);
  duk_push_object(t);
  drupe__function_push(t, m, c->def->signature, c->def->construct,
                       c->def->data, c, true);
  class_join(t, making->parent);
  drupe__members_define(t, -2, m, c->def->members, c, false);
  drupe__members_define(t, -1, m, c->def->members, c, true);
  class_slot_keys(t, m->kernel, c->def->slots);
  c->constructor = duk_get_hobject(t, -1);
  c->prototype = duk_get_hobject(t, -2);
  c->constructor_slot = drupe__slot_take(m->kernel, t->valstack_top - 1);
  c->prototype_slot = drupe__slot_take(m->kernel, t->valstack_top - 2);
  if (c->constructor_slot == 0 || c->prototype_slot == 0)
    (void)duk_generic_error(t, "out of memory");
  return 1;
}

static bool class_acceptable(drupe__kernel *k, const drupe_class_def *def) {
  const char *what;

  if (def == NULL || def->self != def)
    what = "its `self` is not its address";
  else if (def->size < offsetof(drupe_class_def, layout) + sizeof(uint32_t))
    what = "its `size` is too small";
  else if ((def->flags & 0xFFFFu & ~CLASS_FLAGS_KNOWN) != 0)
    what = "it has an unknown flag";
  else if (def->signature == NULL)
    what = "it has no signature";
  else
    return true;
  drupe__raisef(k, DRUPE_TYPE_ERROR, "ERR_DRUPE_CLASS",
                "class definition %s: %s",
                def != NULL && def->self == def && def->signature != NULL
                    ? def->signature
                    : "refused",
                what);
  return false;
}

drupe__class *drupe__class_of(drupe__module *m, const drupe_class_def *def) {
  drupe__kernel *k = m->kernel;
  drupe__tables *tb = k->tables;
  drupe__class *c = drupe__class_lookup(k, def);
  class_making making = {NULL, NULL};

  if (c != NULL)
    return c;
  if (k->pending || !class_acceptable(k, def))
    return NULL;
  if (def->parent != NULL &&
      (making.parent = drupe__class_of(m, def->parent)) == NULL)
    return NULL;
  c = calloc(1, sizeof(*c));
  if (c == NULL || !duk_check_stack(k->thread, 16) ||
      (tb->class_count >= tb->class_room && !class_table_grow(tb))) {
    free(c);
    (void)drupe__pend_no_memory(k);
    return NULL;
  }
  c->def = def;
  c->module = m;
  making.c = c;
  if (!drupe__try(k, class_do_make, &making, 0)) {
    drupe__slot_give(k, c->constructor_slot);
    drupe__slot_give(k, c->prototype_slot);
    free(c);
    return NULL;
  }
  duk_pop(k->thread);
  class_insert(c);
  return c;
}

/* -- instances ------------------------------------------------------------ */
/* Pushes a new instance; NULL: an error is pending. */
static drupe_instance *instance_push(drupe__class *c, duk_hobject *prototype) {
  const duk_uint32_t flags =
      DRUPE__TELL | DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_FASTREFS |
      DUK_HOBJECT_CLASS_AS_FLAGS(DRUPE__CLASS_NATIVE);
  drupe__kernel *k = c->module->kernel;
  bool queued = (c->def->flags & DRUPE_CLASS_FINALIZE_QUEUED) != 0;
  drupe_instance *in;

  if (queued && !drupe__final_reserve(k)) {
    (void)drupe__pend_no_memory(k);
    return NULL;
  }
  in = (void *)drupe__native_push(k->thread, sizeof(*in), flags, prototype);
  if (DUK_UNLIKELY(in == NULL)) {
    if (queued)
      drupe__final_unreserve(k);
    (void)drupe__pend_no_memory(k);
    return NULL;
  }
  in->def = c->def;
  in->module = c->module;
  c->module->usage.instances++;
  return in;
}

void drupe__instance_freed(drupe__kernel *k, drupe_instance *in) {
  const drupe_class_def *def = in->def;

  if (def == NULL)
    return; /* a collection inside its own allocation */
  in->module->usage.instances--;
  if (DUK_UNLIKELY(in->module->validate))
    drupe__validate_gone(&in->module->cx, in);
  if ((def->flags & DRUPE_CLASS_FINALIZE_QUEUED) != 0)
    drupe__final_queue(in->module, in->native == NULL ? NULL : def->finalize,
                       in->native, def->data);
  else if (in->native != NULL && def->finalize != NULL)
    def->finalize(&in->module->cx, in->native, def->data);
  (void)k;
}

static bool class_is_a(const drupe_class_def *def,
                       const drupe_class_def *want) {
  for (; def != NULL; def = def->parent)
    if (def == want)
      return true;
  return want == NULL;
}

/* The instance behind a plain object that bind made one of. */
static drupe_instance *instance_behind(drupe__kernel *k, duk_hobject *h) {
  duk_tval *key = drupe__slot(k, k->tables->self_slot);
  duk_tval *tv = duk_hobject_find_entry_tval_ptr(k->refs->heap, h,
                                                 DUK_TVAL_GET_STRING(key));

  return tv == NULL ? NULL : (void *)DUK_TVAL_GET_OBJECT(tv);
}

drupe_instance *drupe__instance_of(drupe__kernel *k, drupe_value v,
                                   const drupe_class_def *def) {
  duk_hobject *h = drupe__object_of(v);
  drupe_instance *in;

  if (h == NULL)
    return NULL;
  if (DUK_LIKELY(drupe__is_instance(h)))
    in = (void *)h;
  else if ((in = instance_behind(k, h)) == NULL)
    return NULL;
  return in->def == def || class_is_a(in->def, def) ? in : NULL;
}

drupe_value drupe__instance_construct(drupe__module *m, drupe__class *c,
                                      drupe_value self,
                                      drupe_instance **out) {
  duk_hobject *made = drupe__object_of(self);
  duk_hobject *prototype =
      made == NULL ? NULL : DUK_HOBJECT_GET_PROTOTYPE(NULL, made);

  if (!drupe__ready(&m->cx, 1))
    return drupe_none();
  *out = instance_push(c, prototype == NULL ? c->prototype : prototype);
  return *out == NULL ? drupe_none() : drupe__tagged(5, *out);
}

bool drupe__inherits(drupe_value v, const drupe__class *c) {
  duk_hobject *h = drupe__object_of(v);
  int depth;

  if (h == NULL || DUK_HOBJECT_IS_PROXY(h))
    return false;
  for (depth = 0; h != NULL && depth < 1000; depth++) {
    h = DUK_HOBJECT_GET_PROTOTYPE(NULL, h);
    if (h == c->prototype)
      return true;
  }
  return false;
}

/* -- the table ------------------------------------------------------------ */
static drupe_value class_constructor(drupe_cx *cx,
                                     const drupe_class_def *def) {
  drupe__class *c;

  if (!drupe__may_run(cx, 16))
    return drupe_none();
  c = drupe__class_of(drupe__module_of(cx), def);
  if (c == NULL)
    return drupe_none();
  return drupe__rooted(cx, drupe__of_object(c->constructor));
}

static drupe_value class_instance_new(drupe_cx *cx, const drupe_class_def *def,
                                      void *native,
                                      drupe_instance **instance) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe__class *c;
  drupe_instance *in;

  if (!drupe__ready(cx, 2))
    return drupe_none();
  c = drupe__class_lookup(k, def);
  if (DUK_UNLIKELY(c == NULL) &&
      (c = drupe__class_of(drupe__module_of(cx), def)) == NULL)
    return drupe_none();
  if (DUK_UNLIKELY(k->tables->final_count >= DRUPE__FINALS_MOST))
    drupe__finals_run(k);
  in = instance_push(c, c->prototype);
  if (in == NULL)
    return drupe_none();
  in->native = native;
  in->bound = true;
  if (instance != NULL)
    *instance = in;
  return drupe__tagged(5, in);
}

typedef struct class_binding {
  drupe__class *c;
  duk_hobject *outer;
  drupe_instance *in;
} class_binding;

/* The hidden property goes on also where the object takes no others. */
static duk_ret_t class_do_bind(duk_context *t, void *data) {
  class_binding *binding = data;
  drupe__kernel *k = binding->c->module->kernel;

  duk_require_stack(t, 4);
  binding->in = instance_push(binding->c, NULL);
  if (binding->in == NULL)
    return drupe__throw_pending(k, t);
  duk_hobject_define_property_internal(
      t, binding->outer,
      DUK_TVAL_GET_STRING(drupe__slot(k, k->tables->self_slot)),
      DUK_PROPDESC_FLAGS_NONE);
  return 0;
}

static int32_t class_bind_plain(drupe_cx *cx, drupe_value self,
                                const drupe_class_def *def, void *native,
                                drupe_instance **out) {
  drupe__kernel *k = drupe__kernel_of(cx);
  class_binding binding = {drupe__class_of(drupe__module_of(cx), def),
                           drupe__object_of(self), NULL};

  if (binding.c == NULL)
    return DRUPE_E_PENDING;
  if (!drupe__inherits(self, binding.c))
    return DRUPE_E_TYPE;
  if (instance_behind(k, binding.outer) != NULL)
    return DRUPE_E_BUSY;
  if (!drupe__try(k, class_do_bind, &binding, 0))
    return DRUPE_E_PENDING;
  duk_pop(k->thread);
  binding.in->native = native;
  binding.in->bound = true;
  binding.in->outer = binding.outer;
  if (out != NULL)
    *out = binding.in;
  return DRUPE_OK;
}

static int32_t class_bind(drupe_cx *cx, drupe_value self,
                          const drupe_class_def *def, void *native,
                          drupe_instance **instance) {
  duk_hobject *h = drupe__object_of(self);
  drupe_instance *in;

  if (!drupe__may_run(cx, 16))
    return DRUPE_E_PENDING;
  if (h == NULL)
    return DRUPE_E_TYPE;
  if (!drupe__is_instance(h))
    return class_bind_plain(cx, self, def, native, instance);
  in = (void *)h;
  if (!class_is_a(in->def, def))
    return DRUPE_E_TYPE;
  if (in->bound)
    return DRUPE_E_BUSY;
  in->native = native;
  in->bound = true;
  if (instance != NULL)
    *instance = in;
  return DRUPE_OK;
}

static void *class_unwrap(drupe_cx *cx, drupe_value v,
                          const drupe_class_def *def) {
  drupe_instance *in = drupe__instance_of(drupe__kernel_of(cx), v, def);

  return in == NULL ? NULL : in->native;
}

static drupe_instance *class_instance(drupe_cx *cx, drupe_value v,
                                      const drupe_class_def *def) {
  drupe_instance *in = drupe__instance_of(drupe__kernel_of(cx), v, def);

  return in == NULL || in->native == NULL ? NULL : in;
}

static duk_hobject *instance_object(drupe_instance *in) {
  return in->outer != NULL ? in->outer : &in->object;
}

static drupe_value class_value(drupe_cx *cx, drupe_instance *in) {
  return drupe__rooted(cx, drupe__of_object(instance_object(in)));
}

static void *class_clear(drupe_cx *cx, drupe_instance *in) {
  void *native = in->native;

  (void)cx;
  in->native = NULL;
  return native;
}

static duk_tval *class_slot_place(drupe_cx *cx, drupe_instance *in,
                                  uint32_t index) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_tval *key = drupe__slot(k, k->tables->slot_keys[index]);

  return duk_hobject_find_entry_tval_ptr(k->refs->heap, &in->object,
                                         DUK_TVAL_GET_STRING(key));
}

static drupe_value class_slot(drupe_cx *cx, drupe_instance *in,
                              uint32_t index) {
  duk_tval *tv;

  if (index >= in->def->slots)
    return drupe_undefined();
  tv = class_slot_place(cx, in, index);
  return tv == NULL ? drupe_undefined()
                    : drupe__rooted(cx, drupe__value_from(tv));
}

typedef struct class_slot_making {
  drupe_instance *in;
  uint32_t key;
} class_slot_making;

static duk_ret_t class_do_slot(duk_context *t, void *data) {
  const class_slot_making *making = data;
  drupe__kernel *k = making->in->module->kernel;

  duk_hobject_define_property_internal(
      t, &making->in->object, DUK_TVAL_GET_STRING(drupe__slot(k, making->key)),
      DUK_PROPDESC_FLAGS_W);
  return 0;
}

static int32_t class_set_slot(drupe_cx *cx, drupe_instance *in, uint32_t index,
                              drupe_value v) {
  drupe__kernel *k = drupe__kernel_of(cx);
  class_slot_making making;
  duk_tval *tv, old;

  if (index >= in->def->slots)
    return DRUPE_E_INVAL;
  if (drupe_is_none(v))
    return DRUPE_E_PENDING;
  tv = class_slot_place(cx, in, index);
  if (tv != NULL) {
    old = *tv;
    drupe__value_put(tv, v);
    DUK_TVAL_DECREF(k->thread, &old);
    return DRUPE_OK;
  }
  if (!drupe__may_run(cx, 4))
    return DRUPE_E_PENDING;
  making.in = in;
  making.key = k->tables->slot_keys[index];
  drupe__push(k->thread, v);
  if (!drupe__try(k, class_do_slot, &making, 1))
    return DRUPE_E_PENDING;
  duk_pop(k->thread);
  return DRUPE_OK;
}

/* A count alone would not do: the collector wants a way from a root. */
static void class_pin(drupe_cx *cx, drupe_instance *in, int32_t on) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_tval tv;

  if (k->tables->ending)
    return;
  if (on) {
    if (in->pins == 0) {
      DUK_TVAL_SET_OBJECT(&tv, instance_object(in));
      in->pin_slot = drupe__slot_take(k, &tv);
      if (in->pin_slot == 0)
        return;
    }
    in->pins++;
    in->module->usage.refs++;
  } else if (in->pins > 0) {
    in->module->usage.refs--;
    if (--in->pins == 0)
      drupe__slot_give(k, in->pin_slot);
  }
}

const drupe_class_api drupe__class_api = {
    .head = DRUPE__HEAD(drupe_class_api),
    .constructor = class_constructor,
    .instance_new = class_instance_new,
    .bind = class_bind,
    .unwrap = class_unwrap,
    .instance = class_instance,
    .value = class_value,
    .clear = class_clear,
    .slot = class_slot,
    .set_slot = class_set_slot,
    .pin = class_pin,
};

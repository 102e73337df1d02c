/* kernel/value.c - values between engine and ABI, slots, and the value table
 * but for its strings.
 *
 * An engine value becomes a drupe_value by a switch on its tag; nothing is
 * allocated.  What keeps the engine object alive is a copy on the value stack
 * frame of k->thread: arguments lie there anyway, results are pushed. */
#include "kernel/tables.h"

drupe_value drupe__value_from(const duk_tval *tv) {
  switch (DUK_TVAL_GET_TAG(tv)) {
  case DUK_TAG_FASTINT: {
    int64_t i = DUK_TVAL_GET_FASTINT((duk_tval *)(uintptr_t)tv);

    return i == (int32_t)i ? drupe_int((int32_t)i) : drupe_number((double)i);
  }
  case DUK_TAG_UNDEFINED:
    return drupe_undefined();
  case DUK_TAG_NULL:
    return drupe_null();
  case DUK_TAG_BOOLEAN:
    return drupe_bool((int)DUK_TVAL_GET_BOOLEAN(tv));
  case DUK_TAG_STRING:
    return drupe__of_string(DUK_TVAL_GET_STRING(tv));
  case DUK_TAG_OBJECT:
    return drupe__of_object(DUK_TVAL_GET_OBJECT(tv));
  case DUK_TAG_BUFFER:
    /* A plain buffer is a BigInt: engine/bigint.h. */
    return drupe__tagged(4, DUK_TVAL_GET_BUFFER(tv));
  case DUK_TAG_POINTER:
  case DUK_TAG_LIGHTFUNC:
    return drupe_undefined(); /* the engine's own; no script can make one */
  default:
    return drupe_number(DUK_TVAL_GET_NUMBER((duk_tval *)(uintptr_t)tv));
  }
}

static void put_special(duk_tval *tv, drupe_value v) {
  switch (v.bits) {
  case 2:
    DUK_TVAL_SET_NULL(tv);
    break;
  case 4:
    DUK_TVAL_SET_BOOLEAN_FALSE(tv);
    break;
  case 5:
    DUK_TVAL_SET_BOOLEAN_TRUE(tv);
    break;
  default:
    DUK_TVAL_SET_UNDEFINED(tv);
  }
}

void drupe__value_put(duk_tval *tv, drupe_value v) {
  duk_heaphdr *h;

  switch (v.bits >> 48) {
  case 0:
    put_special(tv, v);
    return;
  case 1:
    DUK_TVAL_SET_I32(tv, (duk_int32_t)(uint32_t)v.bits);
    return;
  case 2:
  case 3:
    h = drupe__cell(v);
    DUK_TVAL_SET_STRING(tv, (duk_hstring *)h);
    break;
  case 4:
  case 5:
  case 6:
    h = drupe__cell(v);
    if (DUK_HEAPHDR_GET_TYPE(h) == DUK_HTYPE_BUFFER)
      DUK_TVAL_SET_BUFFER(tv, (duk_hbuffer *)h);
    else
      DUK_TVAL_SET_OBJECT(tv, (duk_hobject *)h);
    break;
  default: {
    duk_double_t d = drupe_to_double(v);

    DUK_TVAL_SET_NUMBER_CHKFAST_FAST(tv, d);
    return;
  }
  }
  DUK_HEAPHDR_PREINC_REFCOUNT(h);
}

bool drupe__unready(drupe_cx *cx, duk_idx_t count) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (k->depth == 0) {
    drupe__report_outside(drupe__module_of(cx));
    return false;
  }
  if (duk_check_stack(k->thread, count + 64))
    return true;
  (void)drupe__pend_no_memory(k);
  return false;
}

bool drupe__value_push(drupe__kernel *k, drupe_value v) {
  duk_hthread *t = k->thread;

  if (t->valstack_end - t->valstack_top < 1 && !duk_check_stack(t, 64)) {
    (void)drupe__pend_no_memory(k);
    return false;
  }
  drupe__push(t, v);
  return true;
}

bool drupe__try(drupe__kernel *k, duk_safe_call_function fn, void *data,
                duk_idx_t nargs) {
  duk_hthread *t = k->thread;

  assert(!k->pending);
  if (DUK_LIKELY(duk_safe_call(t, fn, data, nargs, 1) == DUK_EXEC_SUCCESS)) {
    assert(k->thread == t);
    return true;
  }
  drupe__pend_top(k);
  return false;
}

/* -- slots ---------------------------------------------------------------- */
static bool slots_grow(drupe__kernel *k) {
  uint32_t room = k->free_room == 0 ? 64 : k->free_room * 2;
  uint32_t *list = realloc(k->free_slots, room * sizeof(*list));

  if (list == NULL)
    return false;
  k->free_slots = list;
  k->free_room = room;
  return true;
}

uint32_t drupe__slot_take(drupe__kernel *k, const duk_tval *value) {
  duk_hthread *refs = k->refs;
  duk_tval *tv;
  uint32_t slot;

  if (k->free_count > 0) {
    slot = k->free_slots[--k->free_count];
    tv = drupe__slot(k, slot);
    DUK_TVAL_SET_TVAL(tv, value);
    DUK_TVAL_INCREF(refs, tv);
    return slot;
  }
  slot = (uint32_t)(refs->valstack_top - refs->valstack);
  /* The list of free slots grows with the slots, so that giving one back
   * never has to allocate. */
  if (slot >= k->free_room && !slots_grow(k))
    return 0;
  if (refs->valstack_end - refs->valstack_top < 1) {
    duk_tval kept = *value; /* `value` may lie in the stack that moves */

    if (!duk_check_stack(refs, 256))
      return 0;
    DUK_TVAL_SET_TVAL(refs->valstack_top, &kept);
  } else {
    DUK_TVAL_SET_TVAL(refs->valstack_top, value);
  }
  DUK_TVAL_INCREF(refs, refs->valstack_top);
  refs->valstack_top++;
  return slot;
}

void drupe__slot_give(drupe__kernel *k, uint32_t slot) {
  duk_tval *tv;

  if (slot == 0 || k->tables->ending)
    return;
  assert(k->free_count < k->free_room);
  k->free_slots[k->free_count++] = slot;
  tv = drupe__slot(k, slot);
  DUK_TVAL_SET_UNDEFINED_UPDREF(k->thread, tv);
}

void drupe__slot_hide(drupe__kernel *k, uint32_t slot, bool hide,
                      duk_tval *hidden) {
  duk_tval *tv = drupe__slot(k, slot);

  if (slot == 0)
    return;
  if (hide) {
    DUK_TVAL_SET_TVAL(hidden, tv);
    DUK_TVAL_SET_UNDEFINED(tv);
  } else {
    DUK_TVAL_SET_TVAL(tv, hidden);
  }
}

/* -- the table ------------------------------------------------------------ */
static duk_ret_t value_do_symbol(duk_context *ctx, void *data) {
  (void)data;
  duk_get_global_string(ctx, "Symbol");
  duk_insert(ctx, -2);
  duk_call(ctx, 1);
  return 1;
}
static drupe_value value_symbol_new(drupe_cx *cx, drupe_value description) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (drupe_is_none(description) || !drupe__may_run(cx, 4))
    return drupe_none();
  drupe__push(k->thread, description);
  return drupe__try(k, value_do_symbol, NULL, 1) ? drupe__top(k->thread)
                                                 : drupe_none();
}

static duk_ret_t value_do_symbol_for(duk_context *ctx, void *data) {
  const drupe_str *key = data;

  duk_get_global_string(ctx, "Symbol");
  if (key->size > 2 && memcmp(key->data, "@@", 2) == 0) {
    drupe__push_text(ctx, key->data + 2, key->size - 2);
    duk_get_prop(ctx, -2);
    if (duk_is_symbol(ctx, -1))
      return 1;
    duk_pop(ctx);
  }
  duk_push_literal(ctx, "for");
  drupe__push_text(ctx, key->data, key->size);
  duk_call_prop(ctx, -3, 1);
  return 1;
}
static drupe_value value_symbol_for(drupe_cx *cx, const char *key,
                                    size_t size) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe_str text = {key, size == DRUPE_NTS ? strlen(key) : size};

  if (!drupe__may_run(cx, 4))
    return drupe_none();
  return drupe__try(k, value_do_symbol_for, &text, 0) ? drupe__top(k->thread)
                                                      : drupe_none();
}

static duk_ret_t value_do_date(duk_context *ctx, void *data) {
  duk_get_global_string(ctx, "Date");
  duk_push_number(ctx, *(double *)data);
  duk_new(ctx, 1);
  return 1;
}
static drupe_value value_date_new(drupe_cx *cx, double ms) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (!drupe__may_run(cx, 4))
    return drupe_none();
  return drupe__try(k, value_do_date, &ms, 0) ? drupe__top(k->thread)
                                              : drupe_none();
}
static int32_t value_date_get(drupe_cx *cx, drupe_value v, double *ms) {
  duk_hobject *h = drupe__object_of(v);
  duk_tval *tv;

  if (h == NULL || DUK_HOBJECT_GET_CLASS_NUMBER(h) != DUK_HOBJECT_CLASS_DATE)
    return DRUPE_E_TYPE;
  tv = duk_hobject_get_internal_value_tval_ptr(
      drupe__kernel_of(cx)->thread->heap, h);
  if (tv == NULL || !DUK_TVAL_IS_NUMBER(tv))
    return DRUPE_E_TYPE;
  *ms = DUK_TVAL_GET_NUMBER(tv);
  return DRUPE_OK;
}

static duk_ret_t value_do_to_string(duk_context *ctx, void *data) {
  (void)data;
  duk_to_string(ctx, -1);
  return 1;
}
static duk_ret_t value_do_to_number(duk_context *ctx, void *data) {
  (void)data;
  duk_to_number(ctx, -1);
  return 1;
}
static drupe_value value_convert(drupe_cx *cx, drupe_value v,
                                 duk_safe_call_function how) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (drupe_is_none(v) || !drupe__may_run(cx, 4))
    return drupe_none();
  drupe__push(k->thread, v);
  return drupe__try(k, how, NULL, 1) ? drupe__top(k->thread) : drupe_none();
}
static drupe_value value_to_string(drupe_cx *cx, drupe_value v) {
  if (drupe_is_string(v))
    return v;
  return value_convert(cx, v, value_do_to_string);
}
static drupe_value value_to_number(drupe_cx *cx, drupe_value v) {
  if (drupe_is_number(v))
    return v;
  return value_convert(cx, v, value_do_to_number);
}

static int32_t value_truthy(drupe_cx *cx, drupe_value v) {
  double d;

  (void)cx;
  switch (drupe_typeof(v)) {
  case DRUPE_TYPE_BOOLEAN:
    return drupe_to_bool(v);
  case DRUPE_TYPE_NUMBER:
    d = drupe_to_double(v);
    return d < 0 || d > 0;
  case DRUPE_TYPE_STRING:
    return DUK_HSTRING_GET_BYTELEN((duk_hstring *)drupe__cell(v)) != 0;
  case DRUPE_TYPE_BIGINT:
    return DUK_HBUFFER_GET_SIZE((duk_hbuffer *)drupe__cell(v)) > 1;
  case DRUPE_TYPE_SYMBOL:
  case DRUPE_TYPE_OBJECT:
  case DRUPE_TYPE_FUNCTION:
    return 1;
  default:
    return 0;
  }
}

static int32_t value_strict_equals(drupe_cx *cx, drupe_value a,
                                   drupe_value b) {
  (void)cx;
  if (drupe_is_number(a) && drupe_is_number(b))
    return drupe_to_double(a) == drupe_to_double(b); /* NaN is not NaN */
  if (drupe_is_bigint(a) && drupe_is_bigint(b)) {
    duk_tval x, y;

    drupe__value_put(&x, a);
    drupe__value_put(&y, b);
    return drupe__bigint_same(&x, &y) != 0;
  }
  /* Strings are interned and objects do not move: bits are identity. */
  return a.bits == b.bits && a.bits != 0;
}

static int32_t value_kind_of_class(unsigned number) {
  switch (number) {
  case DUK_HOBJECT_CLASS_ARRAY:
    return DRUPE_KIND_ARRAY;
  case DUK_HOBJECT_CLASS_DATE:
    return DRUPE_KIND_DATE;
  case DUK_HOBJECT_CLASS_REGEXP:
    return DRUPE_KIND_REGEXP;
  case DUK_HOBJECT_CLASS_ERROR:
    return DRUPE_KIND_ERROR;
  case DUK_HOBJECT_CLASS_BOOLEAN:
  case DUK_HOBJECT_CLASS_NUMBER:
  case DUK_HOBJECT_CLASS_STRING:
  case DUK_HOBJECT_CLASS_SYMBOL:
    return DRUPE_KIND_BOXED;
  case DUK_HOBJECT_CLASS_ARRAYBUFFER:
    return DRUPE_KIND_ARRAYBUFFER;
  case DUK_HOBJECT_CLASS_DATAVIEW:
    return DRUPE_KIND_DATAVIEW;
  case DRUPE__CLASS_NATIVE:
    return DRUPE_KIND_INSTANCE;
  default:
    return number >= DUK_HOBJECT_CLASS_INT8ARRAY &&
                   number <= DUK_HOBJECT_CLASS_FLOAT64ARRAY
               ? DRUPE_KIND_TYPEDARRAY
               : DRUPE_KIND_PLAIN;
  }
}
int32_t drupe__kind_of_engine_object(const duk_hobject *h) {
  if (DUK_HOBJECT_GET_CLASS_NUMBER(h) != DRUPE__CLASS_ENGINE)
    return DRUPE_KIND_PLAIN;
  return drupe__is_promise(h) ? DRUPE_KIND_PROMISE
         : drupe__is_map(h)   ? DRUPE_KIND_MAP
         : drupe__is_set(h)   ? DRUPE_KIND_SET
                              : DRUPE_KIND_PLAIN;
}

static int32_t value_kind(drupe_cx *cx, drupe_value v) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hobject *h;

  if (!drupe_is_object(v))
    return DRUPE_E_TYPE;
  h = drupe__object_of(v);
  if (h == NULL)
    return DRUPE_KIND_TYPEDARRAY; /* a plain buffer acts as a Uint8Array */
  if (DUK_HOBJECT_IS_PROXY(h))
    return DRUPE_KIND_PROXY;
  if (DUK_HOBJECT_IS_CALLABLE(h))
    return DRUPE_KIND_FUNCTION;
  if (drupe__instance_of(k, v, NULL) != NULL)
    return DRUPE_KIND_INSTANCE;
  if (DUK_HOBJECT_GET_CLASS_NUMBER(h) == DRUPE__CLASS_ENGINE)
    return drupe__kind_of_engine_object(h);
  return value_kind_of_class(DUK_HOBJECT_GET_CLASS_NUMBER(h));
}

static duk_ret_t value_do_instanceof(duk_context *ctx, void *data) {
  (void)data;
  duk_push_boolean(ctx, duk_instanceof(ctx, -2, -1));
  return 1;
}
static int32_t value_instance_of(drupe_cx *cx, drupe_value v,
                                 drupe_value constructor) {
  drupe__kernel *k = drupe__kernel_of(cx);
  int32_t yes;

  if (drupe_is_none(v) || drupe_is_none(constructor) || !drupe__may_run(cx, 4))
    return DRUPE_E_PENDING;
  drupe__push(k->thread, v);
  drupe__push(k->thread, constructor);
  if (!drupe__try(k, value_do_instanceof, NULL, 2))
    return DRUPE_E_PENDING;
  yes = duk_get_boolean(k->thread, -1) ? 1 : 0;
  duk_pop(k->thread);
  return yes;
}

static duk_ret_t value_do_global(duk_context *ctx, void *data) {
  (void)data;
  duk_push_global_object(ctx);
  return 1;
}
static drupe_value value_global(drupe_cx *cx) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (!drupe__may_run(cx, 4))
    return drupe_none();
  return drupe__try(k, value_do_global, NULL, 0) ? drupe__top(k->thread)
                                                 : drupe_none();
}

static drupe_value value_require(drupe_cx *cx, const char *specifier) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (!drupe__may_run(cx, 8) || !drupe__require(k, specifier))
    return drupe_none();
  return drupe__top(k->thread);
}

static duk_ret_t value_do_run(duk_context *ctx, void *data) {
  const drupe__source *source = data;

  if (drupe__unit_compile(ctx, source) != 0)
    return duk_throw(ctx);
  duk_push_global_object(ctx); /* `this` of a script */
  duk_call_method(ctx, 0);
  return 1;
}
static drupe_value value_run(drupe_cx *cx, drupe_str source,
                             const char *file) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe__source unit;

  if (!drupe__may_run(cx, 8))
    return drupe_none();
  memset(&unit, 0, sizeof(unit));
  unit.text = source.data;
  unit.size = source.size == DRUPE_NTS ? strlen(source.data) : source.size;
  unit.file = file == NULL ? "<module>" : file;
  unit.goal = DRUPE__SCRIPT;
  return drupe__try(k, value_do_run, &unit, 0) ? drupe__top(k->thread)
                                               : drupe_none();
}

const drupe_value_api drupe__value_api = {
    .head = DRUPE__HEAD(drupe_value_api),
    .string_new = drupe__string_new,
    .string_view = drupe__string_view,
    .string_copy = drupe__string_copy,
    .string_length = drupe__string_length,
    .symbol_new = value_symbol_new,
    .symbol_for = value_symbol_for,
    .date_new = value_date_new,
    .date_get = value_date_get,
    .to_string = value_to_string,
    .to_number = value_to_number,
    .truthy = value_truthy,
    .strict_equals = value_strict_equals,
    .kind = value_kind,
    .instance_of_rc = value_instance_of,
    .global = value_global,
    .require = value_require,
    .run = value_run,
};

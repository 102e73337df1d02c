/* js/engine/builtin_iterator.c - %IteratorPrototype%, the iterators of arrays
 * and strings, and how C code walks an iterable (ECMA-262 7.4, 27.1, 23.1.5,
 * 22.1.5). */
#include "builtins.h"
#include "message.h"

#include "engine_internal.h"
#include "typed_array.h"

/* The iterator of an array, typed array or array-like. */
typedef struct array_iterator {
  drupe__native base;
  duk_hobject *target; /* counted; NULL when done */
  uint64_t index;
  int kind;
} array_iterator;

static void array_iterator_mark(duk_heap *heap, duk_hobject *object) {
  array_iterator *it = (void *)object;

  if (it->target != NULL)
    drupe__heap_mark(heap, &it->target->hdr);
}

static void array_iterator_drop(duk_hthread *thread, duk_hobject *object) {
  array_iterator *it = (void *)object;

  DUK_HOBJECT_DECREF_NORZ_ALLOWNULL(thread, it->target);
}

static const drupe__native_ops array_iterator_ops = {
    "Array Iterator", array_iterator_mark, array_iterator_drop, NULL};

static drupe__intrinsics *intrinsics(duk_context *ctx) {
  return &drupe__engine_of(ctx)->intrinsics;
}

void drupe__stash(duk_context *ctx, const char *name) {
  duk_push_heap_stash(ctx);
  duk_dup(ctx, -2);
  duk_put_prop_string(ctx, -2, name);
  duk_pop(ctx);
}

void drupe__iterator_result(duk_context *ctx, bool done) {
  duk_hobject *result;
  duk_tval is_done;

  duk_push_object(ctx);
  result = duk_known_hobject(ctx, -1);
  drupe__make_room(ctx, result, 2, 0);
  drupe__make_entry(ctx, result, DUK_HTHREAD_STRING_VALUE(ctx),
                    duk_require_tval(ctx, -2), DUK_PROPDESC_FLAGS_WEC);
  DUK_TVAL_SET_BOOLEAN(&is_done, done);
  drupe__make_entry(ctx, result, intrinsics(ctx)->done, &is_done,
                    DUK_PROPDESC_FLAGS_WEC);
  duk_remove_m2(ctx);
}

void drupe__push_iterator_class(duk_context *ctx, const char *tag,
                                duk_c_function next) {
  const drupe__builtin members[] = {{"next", next, 0, 0, 0},
                                    DRUPE__BUILTIN_END};

  duk_push_object(ctx);
  duk_push_hobject(ctx, intrinsics(ctx)->iterator_prototype);
  duk_set_prototype(ctx, -2);
  drupe__define(ctx, -1, members);
  drupe__define_tag(ctx, -1, tag);
}

/* The methods keys, values, entries; magic is the kind. */
duk_ret_t drupe__array_iterate(duk_context *ctx) {
  array_iterator *it;
  duk_hobject *target;

  duk_push_this(ctx);
  duk_to_object(ctx, -1);
  target = duk_require_hobject(ctx, -1);
  it = drupe__native_new(ctx, sizeof(*it), &array_iterator_ops,
                         intrinsics(ctx)->array_iterator_prototype);
  it->target = target;
  DUK_HOBJECT_INCREF(ctx, target);
  it->kind = duk_get_current_magic(ctx);
  return 1;
}

static void array_iterator_push(duk_context *ctx, array_iterator *it,
                                duk_idx_t target) {
  if (it->kind == DRUPE__KEYS) {
    duk_push_number(ctx, (double)it->index);
    return;
  }
  drupe__get_at(ctx, target, it->index);
  if (it->kind == DRUPE__ENTRIES) {
    duk_push_array(ctx);
    duk_push_number(ctx, (double)it->index);
    duk_put_prop_index(ctx, -2, 0);
    duk_swap_top(ctx, -2);
    duk_put_prop_index(ctx, -2, 1);
  }
}

/* Of the target on top. */
static uint64_t target_length(duk_context *ctx, duk_hobject *target) {
  if (!drupe__is_typed(target))
    return drupe__length(ctx, -1);
  drupe__typed_check(ctx, (duk_hbufobj *)target,
                     "Array Iterator.prototype.next");
  return drupe__typed_length((duk_hbufobj *)target);
}

/* Pushes what comes next, undefined at the end; true: there is more. */
static bool array_iterator_advance(duk_context *ctx, array_iterator *it) {
  duk_hobject *target = it->target;

  if (target == NULL) {
    duk_push_undefined(ctx);
    return false;
  }
  duk_push_hobject(ctx, target);
  if (it->index >= target_length(ctx, target)) {
    it->target = NULL;
    DUK_HOBJECT_DECREF(ctx, target);
    duk_pop(ctx);
    duk_push_undefined(ctx);
    return false;
  }
  array_iterator_push(ctx, it, duk_get_top_index(ctx));
  it->index++;
  duk_remove_m2(ctx);
  return true;
}

static duk_ret_t array_iterator_next(duk_context *ctx) {
  array_iterator *it;

  duk_push_this(ctx);
  it = drupe__native_get(ctx, -1, &array_iterator_ops);
  if (it == NULL)
    return drupe__incompatible(ctx, "Array Iterator.prototype.next");
  drupe__iterator_result(ctx, !array_iterator_advance(ctx, it));
  return 1;
}

static const drupe__builtin array_methods[] = {
    {"keys", drupe__array_iterate, 0, 0, DRUPE__KEYS},
    {"entries", drupe__array_iterate, 0, 0, DRUPE__ENTRIES},
    {"values", drupe__array_iterate, 0, 0, DRUPE__VALUES},
    DRUPE__BUILTIN_END};

/* None yet while the context is being made. */
void drupe__arguments_iterator(duk_hthread *ctx) {
  const drupe__intrinsics *in = intrinsics(ctx);

  if (in->array_values == NULL)
    return;
  duk_push_hstring(ctx, in->symbol_iterator);
  duk_push_hobject(ctx, in->array_values);
  duk_xdef_prop(ctx, -3, DUK_PROPDESC_FLAGS_WC);
}

/* -- strings --------------------------------------------------------------- */
typedef struct string_iterator {
  drupe__native base;
  duk_hstring *text; /* counted; NULL when done */
  duk_uint32_t index;
} string_iterator;

static void string_iterator_mark(duk_heap *heap, duk_hobject *object) {
  string_iterator *it = (void *)object;

  if (it->text != NULL)
    drupe__heap_mark(heap, (duk_heaphdr *)it->text);
}

static void string_iterator_drop(duk_hthread *thread, duk_hobject *object) {
  string_iterator *it = (void *)object;

  if (it->text != NULL)
    DUK_HSTRING_DECREF_NORZ(thread, it->text);
}

static const drupe__native_ops string_iterator_ops = {
    "String Iterator", string_iterator_mark, string_iterator_drop, NULL};

static duk_ret_t string_iterate(duk_context *ctx) {
  string_iterator *it;

  duk_push_this(ctx);
  if (duk_is_null_or_undefined(ctx, -1))
    drupe__throw_null_receiver(ctx, "String");
  duk_to_string(ctx, -1);
  it = drupe__native_new(ctx, sizeof(*it), &string_iterator_ops,
                         intrinsics(ctx)->string_iterator_prototype);
  it->text = duk_require_hstring(ctx, -2);
  DUK_HSTRING_INCREF(ctx, it->text);
  return 1;
}

/* Two units where they are a surrogate pair. */
static duk_uint32_t character_units(duk_context *ctx, duk_idx_t text,
                                    duk_uint32_t at, duk_uint32_t length) {
  duk_codepoint_t first = duk_char_code_at(ctx, text, at), second;

  if (first < 0xD800 || first > 0xDBFF || at + 1 >= length)
    return 1;
  second = duk_char_code_at(ctx, text, at + 1);
  return second >= 0xDC00 && second <= 0xDFFF ? 2 : 1;
}

/* As array_iterator_advance. */
static bool string_iterator_advance(duk_context *ctx, string_iterator *it) {
  duk_hstring *text = it->text;
  duk_uint32_t length, units;

  length = text == NULL ? 0 : (duk_uint32_t)duk_hstring_get_charlen(text);
  if (it->index >= length) {
    it->text = NULL;
    if (text != NULL)
      DUK_HSTRING_DECREF(ctx, text);
    duk_push_undefined(ctx);
    return false;
  }
  if (DUK_HSTRING_IS_ASCII(text)) {
    duk_push_lstring(ctx, (const char *)DUK_HSTRING_GET_DATA(text) + it->index,
                     1);
    it->index++;
    return true;
  }
  duk_push_hstring(ctx, text);
  units = character_units(ctx, -1, it->index, length);
  duk_substring(ctx, -1, it->index, it->index + units);
  it->index += units;
  return true;
}

static duk_ret_t string_iterator_next(duk_context *ctx) {
  string_iterator *it;

  duk_push_this(ctx);
  it = drupe__native_get(ctx, -1, &string_iterator_ops);
  if (it == NULL)
    return drupe__incompatible(ctx, "String Iterator.prototype.next");
  drupe__iterator_result(ctx, !string_iterator_advance(ctx, it));
  return 1;
}

/* -- steps without the result's object ------------------------------------- */
bool drupe__builtin_steps(const duk_tval *iterator, const duk_tval *next) {
  const duk_hobject *h, *f;

  if (!DUK_TVAL_IS_OBJECT(iterator) || !DUK_TVAL_IS_OBJECT(next))
    return false;
  h = DUK_TVAL_GET_OBJECT(iterator);
  f = DUK_TVAL_GET_OBJECT(next);
  if (!DUK_HOBJECT_IS_NATFUNC(f))
    return false;
  return (((const duk_hnatfunc *)f)->func == array_iterator_next &&
          drupe__native_is(h, &array_iterator_ops)) ||
         (((const duk_hnatfunc *)f)->func == string_iterator_next &&
          drupe__native_is(h, &string_iterator_ops));
}

bool drupe__builtin_step(duk_context *ctx, const duk_tval *iterator) {
  duk_hobject *it = DUK_TVAL_GET_OBJECT(iterator);

  return drupe__native_is(it, &string_iterator_ops)
             ? string_iterator_advance(ctx, (string_iterator *)(void *)it)
             : array_iterator_advance(ctx, (array_iterator *)(void *)it);
}

/* -- walking an iterable --------------------------------------------------- */
typedef struct walk {
  bool (*body)(duk_context *ctx, void *arg);
  void *arg;
  bool more;
  bool in_body;
  duk_idx_t iterator; /* its next() lies behind it */
} walk;

/* Is the own property a plain one with just this object as its value? */
static bool holds(duk_context *ctx, duk_hobject *owner, duk_hstring *key,
                  const duk_hobject *value) {
  duk_tval *tv = duk_hobject_find_entry_tval_ptr(ctx->heap, owner, key);

  return tv != NULL && DUK_TVAL_IS_OBJECT(tv) &&
         DUK_TVAL_GET_OBJECT(tv) == value;
}

bool drupe__array_iteration_pristine(duk_context *ctx) {
  const drupe__intrinsics *in = intrinsics(ctx);

  return holds(ctx, ctx->builtins[DUK_BIDX_ARRAY_PROTOTYPE],
               in->symbol_iterator, in->array_values) &&
         holds(ctx, in->array_iterator_prototype, in->next, in->array_next);
}

bool drupe__iterates_by_index(duk_context *ctx, duk_hobject *o) {
  duk_int_t entry, hash;

  return DUK_HOBJECT_IS_ARRAY(o) &&
         DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, o) ==
             ctx->builtins[DUK_BIDX_ARRAY_PROTOTYPE] &&
         (DUK_HOBJECT_GET_ENEXT(o) == 0 ||
          !duk_hobject_find_entry(
              ctx->heap, o, intrinsics(ctx)->symbol_iterator, &entry, &hash)) &&
         drupe__array_iteration_pristine(ctx);
}

bool drupe__walks_by_index(duk_context *ctx, duk_idx_t iterable) {
  duk_hobject *o = duk_get_hobject(ctx, iterable);

  return o != NULL && drupe__iterates_by_index(ctx, o);
}

static void walk_array(duk_context *ctx, duk_idx_t array, walk *w) {
  duk_uarridx_t i;

  for (i = 0; w->more && i < duk_get_length(ctx, array); i++) {
    duk_get_prop_index(ctx, array, i);
    w->more = w->body(ctx, w->arg);
  }
}

duk_ret_t drupe__iterator_close(duk_context *ctx, void *unused) {
  (void)unused;
  duk_get_prop_literal(ctx, -1, "return");
  if (duk_is_null_or_undefined(ctx, -1))
    return 0;
  duk_dup(ctx, -2);
  duk_call_method(ctx, 0);
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "return called on non-object");
  return 0;
}

void drupe__iterator_next(duk_context *ctx, duk_tval *iterator,
                          duk_tval *next) {
  duk_push_tval(ctx, next);
  duk_push_tval(ctx, iterator);
  duk_call_method(ctx, 0);
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(ctx, "Iterator result %s is not an object",
                         duk_safe_to_string(ctx, -1));
}

bool drupe__iterator_value(duk_context *ctx) {
  duk_get_prop_literal(ctx, -1, "done");
  if (duk_to_boolean(ctx, -1)) {
    duk_pop_2(ctx);
    return false;
  }
  duk_pop(ctx);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_VALUE);
  duk_remove(ctx, -2);
  return true;
}

bool drupe__iterator_step(duk_context *ctx, duk_idx_t index) {
  duk_tval *iterator = duk_require_tval(ctx, index);

  if (drupe__collection_steps(iterator, iterator + 1))
    return drupe__collection_step(ctx, iterator);
  if (drupe__builtin_steps(iterator, iterator + 1))
    return drupe__builtin_step(ctx, iterator);
  drupe__iterator_next(ctx, iterator, iterator + 1);
  return drupe__iterator_value(ctx);
}

static duk_ret_t walk_all(duk_context *ctx, void *udata) {
  walk *w = udata;

  while (w->more && drupe__iterator_step(ctx, w->iterator)) {
    w->in_body = true;
    w->more = w->body(ctx, w->arg);
    w->in_body = false;
  }
  return 0;
}

static void walk_iterator(duk_context *ctx, walk *w) {
  if (duk_safe_call(ctx, walk_all, w, 0, 1) != 0) {
    if (w->in_body) {
      duk_dup(ctx, w->iterator);
      (void)duk_safe_call(ctx, drupe__iterator_close, NULL, 1, 1);
      duk_pop(ctx);
    }
    (void)duk_throw(ctx);
  }
  if (!w->more) {
    duk_dup(ctx, w->iterator);
    (void)drupe__iterator_close(ctx, NULL);
  }
}

void drupe__iterate(duk_context *ctx, duk_idx_t iterable,
                    bool (*body)(duk_context *ctx, void *arg), void *arg) {
  walk w = {body, arg, true, false, 0};
  duk_idx_t top;

  iterable = duk_require_normalize_index(ctx, iterable);
  top = duk_get_top(ctx);
  duk_require_stack(ctx, 16);
  if (drupe__walks_by_index(ctx, iterable)) {
    walk_array(ctx, iterable, &w);
    return;
  }
  if (duk_is_null_or_undefined(ctx, iterable))
    drupe__throw_not_iterable(ctx, iterable, DRUPE__ITERATES_BUILTIN);
  drupe__push_key(ctx, "@@iterator");
  duk_get_prop(ctx, iterable);
  if (!duk_is_callable(ctx, -1))
    drupe__throw_not_iterable(ctx, iterable, DRUPE__ITERATES_BUILTIN);
  duk_dup(ctx, iterable);
  duk_call_method(ctx, 0);
  if (!duk_is_object(ctx, -1))
    (void)duk_type_error(
        ctx, "Result of the Symbol.iterator method is not an object");
  duk_get_prop_literal(ctx, -1, "next");
  w.iterator = top;
  walk_iterator(ctx, &w);
  duk_set_top(ctx, top);
}

static duk_ret_t iterator_self(duk_context *ctx) {
  duk_push_this(ctx);
  return 1;
}

static const drupe__builtin iterator_methods[] = {
    {"@@iterator", iterator_self, 0, 0, 0}, DRUPE__BUILTIN_END};

static const drupe__builtin string_methods[] = {
    {"@@iterator", string_iterate, 0, 0, 0}, DRUPE__BUILTIN_END};

static void define_array_iteration(duk_context *ctx, drupe__intrinsics *in) {
  drupe__push_iterator_class(ctx, "Array Iterator", array_iterator_next);
  in->array_iterator_prototype = duk_require_hobject(ctx, -1);
  drupe__stash(ctx, "ArrayIteratorPrototype");
  duk_push_literal(ctx, "next");
  in->next = duk_require_hstring(ctx, -1);
  drupe__stash(ctx, "next");
  duk_get_prop(ctx, -2);
  in->array_next = duk_require_hobject(ctx, -1);
  drupe__stash(ctx, "ArrayIteratorNext");
  duk_pop_2(ctx);
  drupe__push_prototype(ctx, "Array");
  drupe__define(ctx, -1, array_methods);
  duk_get_prop_literal(ctx, -1, "values");
  in->array_values = duk_require_hobject(ctx, -1);
  drupe__stash(ctx, "ArrayValues");
  drupe__define_value(ctx, -2, "@@iterator", DUK_PROPDESC_FLAGS_WC);
  duk_pop(ctx);
}

void drupe__builtin_iterator(duk_context *ctx) {
  drupe__intrinsics *in = intrinsics(ctx);

  drupe__push_key(ctx, "@@iterator");
  in->symbol_iterator = duk_require_hstring(ctx, -1);
  drupe__stash(ctx, "Symbol.iterator");
  duk_push_literal(ctx, "done");
  in->done = duk_require_hstring(ctx, -1);
  drupe__stash(ctx, "done");
  duk_pop_2(ctx);
  duk_push_object(ctx);
  drupe__define(ctx, -1, iterator_methods);
  in->iterator_prototype = duk_require_hobject(ctx, -1);
  drupe__stash(ctx, "IteratorPrototype");
  duk_pop(ctx);
  define_array_iteration(ctx, in);
  drupe__push_iterator_class(ctx, "String Iterator", string_iterator_next);
  in->string_iterator_prototype = duk_require_hobject(ctx, -1);
  drupe__stash(ctx, "StringIteratorPrototype");
  duk_pop(ctx);
  drupe__push_prototype(ctx, "String");
  drupe__define(ctx, -1, string_methods);
  duk_pop(ctx);
}

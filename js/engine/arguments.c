/* js/engine/arguments.c - the `arguments` of a call, in one piece: elements and
 * properties where they belong, in place of one definition after the other.
 *
 * Edit 222-arguments asks here first.  In a sloppy function with plain
 * parameters the elements share their values with those: `map` says which. */
#include "engine_internal.h"

#include <assert.h>

enum { MAPPED_MAX = 16 };

/* How many of the elements are parameters; -1: more than are compared here, or
 * two of one name. */
static duk_idx_t count_mapped(duk_hthread *thread, duk_hobject *formals,
                              duk_idx_t given) {
  const duk_tval *names;
  duk_idx_t count, i, j;

  (void)thread;
  if (formals == NULL || given == 0)
    return 0;
  count = (duk_idx_t)((duk_harray *)formals)->length;
  count = count < given ? count : given;
  if (count > MAPPED_MAX || count > (duk_idx_t)DUK_HOBJECT_GET_ASIZE(formals))
    return -1;
  names = DUK_HOBJECT_A_GET_BASE(thread->heap, formals);
  for (i = 1; i < count; i++)
    for (j = 0; j < i; j++)
      if (DUK_TVAL_GET_STRING(&names[i]) == DUK_TVAL_GET_STRING(&names[j]))
        return -1;
  return count;
}

/* [..] -> [.. object]: with room for that many entries and elements. */
static duk_hobject *push_elements(duk_hthread *thread, duk_small_uint_t class,
                                  duk_small_int_t prototype,
                                  duk_uint32_t entries, duk_uint32_t count) {
  duk_hobject *object = duk_push_object_helper(
      thread,
      DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_FASTREFS |
          DUK_HOBJECT_FLAG_ARRAY_PART | DUK_HOBJECT_CLASS_AS_FLAGS(class),
      prototype);

  if (entries + count > 0)
    duk_hobject_realloc_props(thread, object, entries, count, 0, 0);
  return object;
}

static void copy_elements(duk_hthread *thread, duk_hobject *to,
                          const duk_tval *from, duk_idx_t count) {
  duk_tval *items = DUK_HOBJECT_A_GET_BASE(thread->heap, to);
  duk_idx_t i;

  (void)thread;
  for (i = 0; i < count; i++) {
    DUK_TVAL_SET_TVAL(&items[i], &from[i]);
    DUK_TVAL_INCREF(thread, &items[i]);
  }
}

/* Have its `arguments` nothing to do with parameters and the function? */
static bool is_unmapped(const duk_hobject *function) {
  return DUK_HOBJECT_HAS_STRICT(function) != 0 ||
         (((const duk_hcompfunc *)function)->drupe_kind & DRUPE__UNMAPPED) != 0;
}

/* Of those, reading or writing `callee` throws. */
static void add_thrower(duk_hthread *thread, duk_hobject *object) {
  duk_hobject *thrower = thread->builtins[DUK_BIDX_TYPE_ERROR_THROWER];
  duk_hstring *key = DUK_HTHREAD_STRING_CALLEE(thread);
  duk_uint32_t at = DUK_HOBJECT_POSTINC_ENEXT(object);

  assert(at < DUK_HOBJECT_GET_ESIZE(object));
  DUK_HOBJECT_E_SET_KEY(thread->heap, object, at, key);
  DUK_HSTRING_INCREF(thread, key);
  DUK_HOBJECT_E_SET_VALUE_GETTER(thread->heap, object, at, thrower);
  DUK_HOBJECT_E_SET_VALUE_SETTER(thread->heap, object, at, thrower);
  DUK_HOBJECT_INCREF(thread, thrower);
  DUK_HOBJECT_INCREF(thread, thrower);
  DUK_HOBJECT_E_SET_FLAGS(thread->heap, object, at, DUK_PROPDESC_FLAG_ACCESSOR);
}

static void add_object(duk_hthread *thread, duk_hobject *object,
                       duk_hstring *key, duk_hobject *value,
                       duk_small_uint_t flags) {
  duk_tval tv;

  DUK_TVAL_SET_OBJECT(&tv, value);
  drupe__make_entry(thread, object, key, &tv, flags);
}

/* [.. arguments env] -> [.. arguments env object]; false: nothing done. */
duk_bool_t drupe__make_arguments(duk_hthread *thread, duk_hobject *function,
                                 duk_hobject *env, duk_idx_t first) {
  const drupe__intrinsics *in = &drupe__engine_of(thread)->intrinsics;
  bool unmapped = is_unmapped(function);
  duk_idx_t count = duk_get_top(thread) - first - 1, mapped = 0;
  duk_hobject *formals = NULL, *object, *map = NULL;
  duk_tval length;

  if (in->array_values == NULL)
    return 0;
  if (!unmapped) {
    formals = (duk_hobject *)duk_hobject_get_formals(thread, function);
    mapped = count_mapped(thread, formals, count);
    if (mapped < 0)
      return 0;
  }
  duk_require_stack(thread, 4);
  if (mapped > 0) {
    map = push_elements(thread, DUK_HOBJECT_CLASS_OBJECT, -1, 0,
                        (duk_uint32_t)mapped);
    copy_elements(thread, map, DUK_HOBJECT_A_GET_BASE(thread->heap, formals),
                  mapped);
  }
  object = push_elements(thread, DUK_HOBJECT_CLASS_ARGUMENTS,
                         DUK_BIDX_OBJECT_PROTOTYPE, map != NULL ? 5 : 3,
                         (duk_uint32_t)count);
  copy_elements(thread, object, thread->valstack_bottom + first, count);
  DUK_TVAL_SET_U32(&length, (duk_uint32_t)count);
  drupe__make_entry(thread, object, DUK_HTHREAD_STRING_LENGTH(thread), &length,
                    DUK_PROPDESC_FLAGS_WC);
  if (map != NULL) {
    add_object(thread, object, DUK_HTHREAD_STRING_INT_MAP(thread), map,
               DUK_PROPDESC_FLAGS_NONE);
    add_object(thread, object, DUK_HTHREAD_STRING_INT_VARENV(thread), env,
               DUK_PROPDESC_FLAGS_NONE);
    DUK_HOBJECT_SET_EXOTIC_ARGUMENTS(object);
    duk_remove(thread, -2); /* the map */
  }
  if (unmapped)
    add_thrower(thread, object);
  else
    add_object(thread, object, DUK_HTHREAD_STRING_CALLEE(thread), function,
               DUK_PROPDESC_FLAGS_WC);
  add_object(thread, object, in->symbol_iterator, in->array_values,
             DUK_PROPDESC_FLAGS_WC);
  return 1;
}

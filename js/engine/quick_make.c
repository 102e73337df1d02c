/* js/engine/quick_make.c - closures, the environments of functions and the
 * arrays of literals, with all their properties in one allocation of the right
 * size.
 *
 * Edits 315-quick-make and 324-array-literals call these where Duktape defines
 * one property after the other. */
#include "engine_internal.h"

#include <assert.h>
#include <string.h>

/* Two to four slots an entry, as Duktape makes it. */
duk_uint32_t drupe__hash_slots(duk_uint32_t count) {
  duk_uint32_t slots = 2;

  for (; count != 0; count >>= 1)
    slots <<= 1;
  return slots;
}

/* What a collection for the memory would pack stays where it is: the caller
 * has found properties already. */
static void make_parts(duk_hthread *thread, duk_hobject *object,
                       duk_uint32_t entries, duk_uint32_t items,
                       duk_uint32_t hash) {
  size_t bytes = DUK_HOBJECT_P_COMPUTE_SIZE(entries, items, hash);
  duk_small_uint_t flags = thread->heap->ms_base_flags;
  duk_uint8_t *room;

  assert(DUK_HOBJECT_GET_PROPS(thread->heap, object) == NULL);
  thread->heap->ms_base_flags |= DUK_MS_FLAG_NO_OBJECT_COMPACTION;
  room = DUK_ALLOC(thread->heap, bytes);
  thread->heap->ms_base_flags = flags;
  if (room == NULL)
    DUK_ERROR_ALLOC_FAILED(thread);
  DUK_HOBJECT_SET_PROPS(thread->heap, object, room);
  DUK_HOBJECT_SET_ESIZE(object, entries);
  DUK_HOBJECT_SET_ASIZE(object, items);
  DUK_HOBJECT_SET_HSIZE(object, hash);
}

void drupe__make_room(duk_hthread *thread, duk_hobject *object,
                      duk_uint32_t count, duk_uint32_t hash) {
  make_parts(thread, object, count, 0, hash);
}

void drupe__make_entry(duk_hthread *thread, duk_hobject *object,
                       duk_hstring *key, const duk_tval *value,
                       duk_small_uint_t flags) {
  duk_uint32_t at = DUK_HOBJECT_POSTINC_ENEXT(object);
  duk_tval *slot = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(thread->heap, object, at);

  assert(at < DUK_HOBJECT_GET_ESIZE(object));
  (void)thread;
  DUK_HOBJECT_E_SET_KEY(thread->heap, object, at, key);
  DUK_HSTRING_INCREF(thread, key);
  DUK_TVAL_SET_TVAL(slot, value);
  DUK_TVAL_INCREF(thread, slot);
  DUK_HOBJECT_E_SET_FLAGS(thread->heap, object, at, flags);
}

/* -- closures -------------------------------------------------------------- */
static void closure_length(duk_hthread *thread, duk_hcompfunc *template,
                           duk_tval *out) {
  const duk_harray *formals = duk_hobject_get_formals(thread, &template->obj);

  DUK_TVAL_SET_U32(out, formals != NULL ? formals->length : template->nargs);
}

void drupe__make_closure(duk_hthread *thread, duk_hcompfunc *closure,
                         duk_hcompfunc *template, duk_bool_t prototype) {
  duk_hobject *object = &closure->obj;
  duk_tval *name = duk_hobject_find_entry_tval_ptr_stridx(
      thread->heap, &template->obj, DUK_STRIDX_NAME);
  duk_tval value;

  drupe__make_room(thread, object, 1u + (name != NULL) + (prototype != 0), 0);
  closure_length(thread, template, &value);
  drupe__make_entry(thread, object, DUK_HTHREAD_STRING_LENGTH(thread), &value,
                    DUK_PROPDESC_FLAGS_C);
  if (name != NULL)
    drupe__make_entry(thread, object, DUK_HTHREAD_STRING_NAME(thread), name,
                      DUK_PROPDESC_FLAGS_C);
  if (prototype) {
    drupe__lazy_prototype(&value);
    drupe__make_entry(thread, object, DUK_HTHREAD_STRING_PROTOTYPE(thread),
                      &value, DUK_PROPDESC_FLAGS_W);
  }
  if ((closure->drupe_kind & DRUPE__COROUTINE_KIND) != 0)
    drupe__coroutine_closure(thread, closure);
}

/* -- environments ---------------------------------------------------------- */
/* Every name of the function, undefined: registers hold the values while it
 * runs.  The order is that of `names`, and so is the hash. */
void drupe__make_environment(duk_hthread *thread, duk_hobject *env,
                             duk_hobject *names) {
  duk_heap *heap = thread->heap;
  duk_uint32_t count = DUK_HOBJECT_GET_ENEXT(names);
  duk_uint32_t hash = DUK_HOBJECT_GET_HSIZE(names);
  duk_tval nothing;
  duk_uint32_t i;

  if (count == 0)
    return;
  (void)heap;
  drupe__make_room(thread, env, count, hash);
  DUK_TVAL_SET_UNDEFINED(&nothing);
  for (i = 0; i < count; i++)
    drupe__make_entry(thread, env, DUK_HOBJECT_E_GET_KEY(heap, names, i),
                      &nothing, DUK_PROPDESC_FLAGS_WE);
  if (hash > 0)
    memcpy(DUK_HOBJECT_H_GET_BASE(heap, env),
           DUK_HOBJECT_H_GET_BASE(heap, names), hash * sizeof(duk_uint32_t));
}

/* The function ends: what its registers hold becomes the variables' values.
 * Nothing is allocated, and nothing is freed: the slots hold undefined. */
void drupe__close_environment(duk_hthread *thread, duk_hdecenv *env) {
  duk_heap *heap = thread->heap;
  duk_hobject *names = env->varmap;
  duk_uint32_t count = DUK_HOBJECT_GET_ENEXT(names);
  const duk_tval *registers =
      (const duk_tval *)(const void *)((duk_uint8_t *)thread->valstack +
                                       env->regbase_byteoff);
  duk_uint32_t i;

  (void)heap;
  assert(env->thread == thread && count <= DUK_HOBJECT_GET_ENEXT(&env->obj));
  for (i = 0; i < count; i++) {
    duk_tval *at = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, names, i);
    duk_tval *slot = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, &env->obj, i);

    assert(DUK_HOBJECT_E_GET_KEY(heap, &env->obj, i) ==
           DUK_HOBJECT_E_GET_KEY(heap, names, i));
    DUK_TVAL_SET_TVAL(slot, registers + DUK_TVAL_GET_FASTINT_U32(at));
    DUK_TVAL_INCREF(thread, slot);
  }
}

/* -- the arrays of literals ------------------------------------------------ */
void drupe__make_items(duk_hthread *thread, duk_hobject *array,
                       duk_uint32_t count) {
  duk_tval *items;
  duk_uint32_t i;

  if (count == 0)
    return;
  make_parts(thread, array, 0, count, 0);
  items = DUK_HOBJECT_A_GET_BASE(thread->heap, array);
  for (i = 0; i < count; i++)
    DUK_TVAL_SET_UNUSED(&items[i]);
}

/* A new array has an array part from begin to end: nothing else than these
 * elements has been put into it. */
void drupe__put_items(duk_hthread *thread, duk_hobject *array,
                      duk_uint32_t begin, duk_idx_t from, duk_uint32_t count) {
  duk_uint32_t end = begin + count;
  const duk_tval *values;
  duk_tval *items;
  duk_uint32_t i;

  assert(DUK_HOBJECT_IS_ARRAY(array) && DUK_HOBJECT_HAS_ARRAY_PART(array));
  if (end > DUK_HOBJECT_GET_ASIZE(array))
    duk_hobject_realloc_props(thread, array, DUK_HOBJECT_GET_ESIZE(array),
                              end + end / 4, DUK_HOBJECT_GET_HSIZE(array), 0);
  items = DUK_HOBJECT_A_GET_BASE(thread->heap, array) + begin;
  values = thread->valstack_bottom + from;
  for (i = 0; i < count; i++) {
    assert(DUK_TVAL_IS_UNUSED(&items[i]));
    DUK_TVAL_SET_TVAL(&items[i], &values[i]);
    DUK_TVAL_INCREF(thread, &items[i]);
  }
  ((duk_harray *)array)->length = end;
}

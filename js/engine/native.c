/* js/engine/native.c - engine objects with a native half.
 *
 * One object, no wrapper: a longer duk_hobject whose tail is C.  Edit
 * 010-native-objects calls the three functions at the end. */
#include <assert.h>
#include <string.h>

#include "engine_internal.h"

/* As duk__init_object_parts, which is static, with an allocation that does not
 * throw. */
duk_hobject *drupe__native_push(duk_hthread *thread, size_t size,
                                duk_uint32_t flags, duk_hobject *prototype) {
  duk_heap *heap = thread->heap;
  duk_hobject *object;

  assert(size >= sizeof(duk_hobject));
  assert(thread->valstack_top < thread->valstack_end);
  object = DUK_ALLOC(heap, size);
  if (object == NULL)
    return NULL;
  memset(object, 0, size);
  object->hdr.h_flags = flags | DUK_HTYPE_OBJECT;
  if (DUK_HOBJECT_GET_CLASS_NUMBER(object) != DRUPE__CLASS_ENGINE)
    ((drupe__engine *)heap->heap_udata)->foreign = true;
  DUK_HEAP_INSERT_INTO_HEAP_ALLOCATED(heap, &object->hdr);
  DUK_TVAL_SET_OBJECT(thread->valstack_top, object);
  thread->valstack_top++;
  DUK_HOBJECT_INCREF(thread, object);
  DUK_HOBJECT_SET_PROTOTYPE_INIT_INCREF(thread, object, prototype);
  return object;
}

void *drupe__native_new(duk_hthread *thread, size_t size,
                        const drupe__native_ops *ops, duk_hobject *prototype) {
  const duk_uint32_t flags =
      DRUPE__TELL | DUK_HOBJECT_FLAG_EXTENSIBLE |
      DUK_HOBJECT_CLASS_AS_FLAGS(DRUPE__CLASS_ENGINE);
  drupe__native *native;

  duk_require_stack(thread, 1);
  native = (void *)drupe__native_push(thread, size, flags, prototype);
  if (native == NULL)
    DUK_ERROR_ALLOC_FAILED(thread);
  native->ops = ops;
  return native;
}

void *drupe__native_get(duk_hthread *thread, duk_idx_t index,
                        const drupe__native_ops *ops) {
  duk_hobject *object = duk_get_hobject(thread, index);
  drupe__native *native = (void *)object;

  if (object == NULL ||
      DUK_HOBJECT_GET_CLASS_NUMBER(object) != DRUPE__CLASS_ENGINE ||
      native->ops != ops)
    return NULL;
  return native;
}

const char *drupe__native_name(const duk_hobject *object) {
  const drupe__native *native = (const void *)object;

  if (object == NULL ||
      DUK_HOBJECT_GET_CLASS_NUMBER(object) != DRUPE__CLASS_ENGINE ||
      native->ops == NULL)
    return NULL;
  return native->ops->name;
}

void drupe__native_freed(duk_heap *heap, duk_hobject *object) {
  drupe__engine *engine = heap->heap_udata;

  if (DUK_HOBJECT_GET_CLASS_NUMBER(object) == DRUPE__CLASS_ENGINE) {
    const drupe__native_ops *ops = ((drupe__native *)(void *)object)->ops;

    if (ops != NULL && ops->release != NULL)
      ops->release(engine, object);
  }
  drupe__watches_gone(engine, object);
  if (engine->hooks.object_freed != NULL)
    engine->hooks.object_freed(engine->owner, object);
}

void drupe__buffer_freed(duk_heap *heap, duk_hbuffer *buffer) {
  drupe__engine *engine = heap->heap_udata;

  if (engine->hooks.object_freed != NULL)
    engine->hooks.object_freed(engine->owner, (duk_hobject *)(void *)buffer);
}

/* Between allocation and drupe__native_new's last line a collection finds an
 * object without operations; it has no references yet. */
void drupe__native_mark(duk_heap *heap, duk_hobject *object) {
  const drupe__native_ops *ops = ((drupe__native *)(void *)object)->ops;

  if (ops != NULL && ops->mark != NULL)
    ops->mark(heap, object);
}

void drupe__native_drop(duk_hthread *thread, duk_hobject *object) {
  const drupe__native_ops *ops = ((drupe__native *)(void *)object)->ops;

  if (ops != NULL && ops->drop != NULL)
    ops->drop(thread, object);
}

/* kernel/buffer.c - bytes that JS and C share.
 *
 * The engine has two layers: a plain buffer holds the bytes, and ArrayBuffers
 * and views point to one.  What must outlive all of them (external memory)
 * hangs on the plain buffer's end. */
#include "kernel/tables.h"

/* The tag of external memory in the side table. */
static const char buffer_external_tag;
const void *const drupe__external_tag = &buffer_external_tag;

typedef struct buffer_kind {
  int32_t type;
  duk_uint_t flags;  /* of duk_push_buffer_object */
  duk_small_uint_t class_number;
  uint8_t shift;
} buffer_kind;

static const buffer_kind buffer_kinds[] = {
    {DRUPE_INT8, DUK_BUFOBJ_INT8ARRAY, DUK_HOBJECT_CLASS_INT8ARRAY, 0},
    {DRUPE_UINT8, DUK_BUFOBJ_UINT8ARRAY, DUK_HOBJECT_CLASS_UINT8ARRAY, 0},
    {DRUPE_UINT8_CLAMPED, DUK_BUFOBJ_UINT8CLAMPEDARRAY,
     DUK_HOBJECT_CLASS_UINT8CLAMPEDARRAY, 0},
    {DRUPE_INT16, DUK_BUFOBJ_INT16ARRAY, DUK_HOBJECT_CLASS_INT16ARRAY, 1},
    {DRUPE_UINT16, DUK_BUFOBJ_UINT16ARRAY, DUK_HOBJECT_CLASS_UINT16ARRAY, 1},
    {DRUPE_INT32, DUK_BUFOBJ_INT32ARRAY, DUK_HOBJECT_CLASS_INT32ARRAY, 2},
    {DRUPE_UINT32, DUK_BUFOBJ_UINT32ARRAY, DUK_HOBJECT_CLASS_UINT32ARRAY, 2},
    {DRUPE_FLOAT32, DUK_BUFOBJ_FLOAT32ARRAY, DUK_HOBJECT_CLASS_FLOAT32ARRAY,
     2},
    {DRUPE_FLOAT64, DUK_BUFOBJ_FLOAT64ARRAY, DUK_HOBJECT_CLASS_FLOAT64ARRAY,
     3},
    {DRUPE_DATAVIEW, DUK_BUFOBJ_DATAVIEW, DUK_HOBJECT_CLASS_DATAVIEW, 0},
    {DRUPE_NODE_BUFFER, DUK_BUFOBJ_NODEJS_BUFFER,
     DUK_HOBJECT_CLASS_UINT8ARRAY, 0},
    {DRUPE_ARRAYBUFFER, DUK_BUFOBJ_ARRAYBUFFER, DUK_HOBJECT_CLASS_ARRAYBUFFER,
     0},
};

static const buffer_kind *buffer_kind_of(int32_t type) {
  size_t i;

  for (i = 0; i < DRUPE__COUNT(buffer_kinds); i++)
    if (buffer_kinds[i].type == type)
      return &buffer_kinds[i];
  return NULL;
}

/* The bytes behind a value: *bytes and *view, where it is more than a plain
 * buffer.  False: no buffer at all, or detached. */
static bool buffer_parts(drupe_value v, duk_hbuffer **bytes,
                         duk_hbufobj **view) {
  duk_hobject *h;

  *view = NULL;
  if (!drupe_is_object(v))
    return false;
  h = drupe__object_of(v);
  if (h == NULL) {
    *bytes = drupe__cell(v);
    return true;
  }
  if (!DUK_HOBJECT_IS_BUFOBJ(h))
    return false;
  *view = (duk_hbufobj *)h;
  *bytes = (*view)->buf;
  return true;
}

/* The part of the bytes that a view shows; it may reach past the end of a
 * buffer that was cut. */
static drupe_span buffer_span(duk_hbuffer *bytes,
                              const duk_hbufobj *view) {
  drupe_span span = {NULL, 0};
  size_t size, offset;

  if (bytes == NULL)
    return span;
  size = DUK_HBUFFER_GET_SIZE(bytes);
  span.data = (uint8_t *)DUK_HBUFFER_GET_DATA_PTR(NULL, bytes);
  span.size = size;
  if (view == NULL)
    return span;
  offset = view->offset;
  if (offset > size)
    offset = size;
  span.data += span.data == NULL ? 0 : offset;
  span.size = view->length < size - offset ? view->length : size - offset;
  return span;
}

static int32_t buffer_get(drupe_cx *cx, drupe_value v, drupe_span *out) {
  duk_hbuffer *bytes;
  duk_hbufobj *view;

  if (!buffer_parts(v, &bytes, &view))
    return DRUPE_E_TYPE;
  *out = buffer_span(bytes, view);
  (void)cx;
  return DRUPE_OK;
}

static duk_ret_t buffer_do_load(duk_context *ctx, void *data) {
  drupe__kernel *k = data;

  k->calls->core(ctx, "buffer");
  return 1;
}

/* The library completes Buffer.prototype when it is first required; a Buffer
 * made in C must not come before that.  False: an error is pending. */
static bool buffer_library(drupe_cx *cx) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (k->tables->buffer_loaded || k->calls == NULL || k->pending)
    return true;
  k->tables->buffer_loaded = true; /* it makes Buffers itself */
  if (!drupe__ready(cx, 16) || !drupe__try(k, buffer_do_load, k, 0))
    return false;
  duk_pop(k->thread);
  return true;
}

/* -- making --------------------------------------------------------------- */
static duk_hobject *buffer_prototype(duk_hthread *t, int32_t type) {
  switch (type) {
  case DRUPE_ARRAYBUFFER:
    return t->builtins[DUK_BIDX_ARRAYBUFFER_PROTOTYPE];
  case DRUPE_NODE_BUFFER:
    return t->builtins[DUK_BIDX_NODEJS_BUFFER_PROTOTYPE];
  default:
    return t->builtins[DUK_BIDX_UINT8ARRAY_PROTOTYPE];
  }
}

/* Pushes an object of `type` that shows all of `bytes`, which has a count of
 * its own; none with no memory pending. */
static drupe_value buffer_wrap(drupe__kernel *k, int32_t type,
                               duk_hbuffer *bytes) {
  duk_hthread *t = k->thread;
  const buffer_kind *kind = buffer_kind_of(type);
  duk_hbufobj *view;

  view = (void *)drupe__native_push(
      t, sizeof(*view),
      DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_BUFOBJ |
          DUK_HOBJECT_CLASS_AS_FLAGS(kind->class_number),
      buffer_prototype(t, type));
  if (view == NULL)
    return drupe__pend_no_memory(k);
  view->buf = bytes;
  DUK_HBUFFER_INCREF(t, bytes);
  view->length = (duk_uint_t)DUK_HBUFFER_GET_SIZE(bytes);
  view->elem_type = DUK_HBUFOBJ_ELEM_UINT8;
  view->is_typedarray = type != DRUPE_ARRAYBUFFER;
  return drupe__tagged(5, view);
}

static bool buffer_acceptable(drupe_cx *cx, int32_t type, size_t size) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (type != DRUPE_UINT8 && type != DRUPE_NODE_BUFFER &&
      type != DRUPE_ARRAYBUFFER)
    drupe__raisef(k, DRUPE_TYPE_ERROR, NULL, "not a type for a new buffer: %d",
                  (int)type);
  else if (size > DUK_HBUFFER_MAX_BYTELEN)
    drupe__raisef(k, DRUPE_RANGE_ERROR, "ERR_BUFFER_TOO_LARGE",
                  "Cannot create a Buffer larger than 0x%lx bytes",
                  (unsigned long)DUK_HBUFFER_MAX_BYTELEN);
  else
    return drupe__ready(cx, 2) &&
           (type != DRUPE_NODE_BUFFER || buffer_library(cx)) &&
           drupe__ready(cx, 2);
  return false;
}

/* The plain buffer is pushed too, so that it lives while the view is made; it
 * stays on the frame, which costs nothing. */
static void buffer_push_bytes(duk_hthread *t, duk_hbuffer *bytes) {
  DUK_TVAL_SET_BUFFER(t->valstack_top, bytes);
  DUK_HBUFFER_INCREF(t, bytes);
  t->valstack_top++;
}

static drupe_value buffer_new(drupe_cx *cx, int32_t type, size_t size,
                              uint8_t **data) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hbuffer *bytes;
  drupe_value v;
  void *memory;

  if (!buffer_acceptable(cx, type, size))
    return drupe_none();
  bytes = duk_hbuffer_alloc(k->refs->heap, size, 0, &memory);
  if (bytes == NULL)
    return drupe__pend_no_memory(k);
  buffer_push_bytes(k->thread, bytes);
  v = buffer_wrap(k, type, bytes);
  if (data != NULL && !drupe_is_none(v))
    *data = memory;
  return v;
}

static drupe_value buffer_external(drupe_cx *cx, int32_t type, void *data,
                                   size_t size, drupe_free_fn finalize,
                                   void *arg) {
  drupe__module *m = drupe__module_of(cx);
  drupe__kernel *k = m->kernel;
  duk_hbuffer *bytes;
  drupe_value v;
  void *unused;

  if (!buffer_acceptable(cx, type, size))
    return drupe_none();
  if (k->tables->final_count >= DRUPE__FINALS_MOST)
    drupe__finals_run(k);
  bytes = duk_hbuffer_alloc(k->refs->heap, 0,
                            DUK_BUF_FLAG_DYNAMIC | DUK_BUF_FLAG_EXTERNAL,
                            &unused);
  if (bytes == NULL)
    return drupe__pend_no_memory(k);
  buffer_push_bytes(k->thread, bytes);
  DUK_HBUFFER_EXTERNAL_SET_DATA_PTR(
      k->refs->heap, (duk_hbuffer_external *)bytes, data);
  DUK_HBUFFER_EXTERNAL_SET_SIZE((duk_hbuffer_external *)bytes, size);
  v = buffer_wrap(k, type, bytes);
  if (drupe_is_none(v))
    return v;
  if (drupe__side_attach(m, &bytes->hdr, drupe__external_tag, data, finalize,
                         arg) < 0)
    return drupe__pend_no_memory(k);
  m->usage.buffers++;
  return v;
}

typedef struct buffer_view {
  const buffer_kind *kind;
  size_t offset, size;
} buffer_view;

static duk_ret_t buffer_do_view(duk_context *ctx, void *data) {
  const buffer_view *view = data;

  duk_push_buffer_object(ctx, -1, view->offset, view->size,
                         view->kind->flags);
  return 1;
}

static drupe_value buffer_view_new(drupe_cx *cx, int32_t type,
                                   drupe_value arraybuffer, size_t offset,
                                   size_t length) {
  drupe__kernel *k = drupe__kernel_of(cx);
  buffer_view view = {buffer_kind_of(type), offset, 0};
  duk_hobject *h = drupe__object_of(arraybuffer);
  drupe_span span;

  if (drupe_is_none(arraybuffer) || !drupe__may_run(cx, 8))
    return drupe_none();
  if (view.kind == NULL || type == DRUPE_ARRAYBUFFER)
    return drupe__raisef(k, DRUPE_TYPE_ERROR, NULL, "not a type of view: %d",
                         (int)type);
  if (h == NULL ||
      DUK_HOBJECT_GET_CLASS_NUMBER(h) != DUK_HOBJECT_CLASS_ARRAYBUFFER)
    return drupe__raisef(k, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                         "a view needs an ArrayBuffer");
  span = buffer_span(((duk_hbufobj *)h)->buf, (duk_hbufobj *)h);
  if ((offset & (((size_t)1 << view.kind->shift) - 1)) != 0)
    return drupe__raisef(k, DRUPE_RANGE_ERROR, NULL,
                         "start offset should be a multiple of %d",
                         1 << view.kind->shift);
  if (offset > span.size || length > (span.size - offset) >> view.kind->shift)
    return drupe__raisef(k, DRUPE_RANGE_ERROR, NULL,
                         "Invalid typed array length: %lu",
                         (unsigned long)length);
  view.size = length << view.kind->shift;
  if (type == DRUPE_NODE_BUFFER && !buffer_library(cx))
    return drupe_none();
  drupe__push(k->thread, arraybuffer);
  return drupe__try(k, buffer_do_view, &view, 1) ? drupe__top(k->thread)
                                                 : drupe_none();
}

/* -- asking --------------------------------------------------------------- */
static int32_t buffer_type(duk_hthread *t, duk_hbufobj *view) {
  duk_small_uint_t number = DUK_HOBJECT_GET_CLASS_NUMBER(&view->obj);
  duk_hobject *p = DUK_HOBJECT_GET_PROTOTYPE(t->heap, &view->obj);
  int depth;
  size_t i;

  if (number == DUK_HOBJECT_CLASS_UINT8ARRAY)
    for (depth = 0; p != NULL && depth < 8; depth++) {
      if (p == t->builtins[DUK_BIDX_NODEJS_BUFFER_PROTOTYPE])
        return DRUPE_NODE_BUFFER;
      p = DUK_HOBJECT_GET_PROTOTYPE(t->heap, p);
    }
  for (i = 0; i < DRUPE__COUNT(buffer_kinds); i++)
    if (buffer_kinds[i].class_number == number)
      return buffer_kinds[i].type;
  return DRUPE_UINT8;
}

static int32_t buffer_info(drupe_cx *cx, drupe_value v,
                           drupe_buffer_info *out) {
  duk_hthread *t = drupe__kernel_of(cx)->refs;
  drupe_buffer_info info;
  duk_hbuffer *bytes;
  duk_hbufobj *view;
  drupe_span span;
  uint32_t size = out->struct_size;

  if (size < 2 * sizeof(uint32_t))
    return DRUPE_E_INVAL;
  if (!buffer_parts(v, &bytes, &view))
    return DRUPE_E_TYPE;
  span = buffer_span(bytes, view);
  memset(&info, 0, sizeof(info));
  info.data = span.data;
  info.size = info.length = span.size;
  info.type = DRUPE_UINT8;
  if (view != NULL) {
    info.type = buffer_type(t, view);
    info.offset = view->offset;
    if (info.type != DRUPE_DATAVIEW && info.type != DRUPE_ARRAYBUFFER)
      info.length = span.size >> view->shift;
  }
  if (bytes == NULL)
    info.flags = 1 << 2;
  if (size > sizeof(info))
    size = sizeof(info);
  info.struct_size = out->struct_size;
  memcpy(out, &info, size);
  return DRUPE_OK;
}

static duk_ret_t buffer_do_arraybuffer(duk_context *ctx, void *data) {
  (void)data;
  duk_get_prop_literal(ctx, -1, "buffer");
  return 1;
}
static drupe_value buffer_arraybuffer_of(drupe_cx *cx, drupe_value view) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hobject *h = drupe__object_of(view);

  if (drupe_is_none(view) || !drupe__may_run(cx, 4))
    return drupe_none();
  if (h != NULL &&
      DUK_HOBJECT_GET_CLASS_NUMBER(h) == DUK_HOBJECT_CLASS_ARRAYBUFFER)
    return view;
  if (!drupe_is_object(view) || (h != NULL && !DUK_HOBJECT_IS_BUFOBJ(h)))
    return drupe__raisef(k, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                         "arraybuffer_of needs a typed array or DataView");
  drupe__push(k->thread, view);
  return drupe__try(k, buffer_do_arraybuffer, NULL, 1) ? drupe__top(k->thread)
                                                       : drupe_none();
}

/* -- detaching and pinning ------------------------------------------------ */
static bool buffer_is_pinned(const drupe__kernel *k,
                             const duk_hbuffer *bytes) {
  const drupe__pin *pin;

  for (pin = k->tables->pins; pin != NULL; pin = pin->next)
    if (pin->bytes == bytes)
      return true;
  return false;
}

/* Every view of the bytes loses them.  The engine keeps no list of views, so
 * this looks at all objects; detaching is rare. */
static void buffer_part(duk_hthread *t, duk_hbuffer *bytes) {
  duk_heaphdr *h = t->heap->heap_allocated;
  duk_hbufobj *view;

  for (; h != NULL; h = DUK_HEAPHDR_GET_NEXT(t->heap, h)) {
    if (DUK_HEAPHDR_GET_TYPE(h) != DUK_HTYPE_OBJECT ||
        !DUK_HOBJECT_IS_BUFOBJ((duk_hobject *)h))
      continue;
    view = (duk_hbufobj *)h;
    if (view->buf != bytes)
      continue;
    view->buf = NULL;
    view->offset = view->length = 0;
    /* The caller holds a count: this one is not the last. */
    DUK_HEAPHDR_PREDEC_REFCOUNT(&bytes->hdr);
  }
}

static int32_t buffer_arraybuffer_detach(drupe_cx *cx, drupe_value v) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hobject *h = drupe__object_of(v);
  duk_hbuffer *bytes;

  if (drupe_is_none(v))
    return DRUPE_E_PENDING;
  if (h == NULL ||
      DUK_HOBJECT_GET_CLASS_NUMBER(h) != DUK_HOBJECT_CLASS_ARRAYBUFFER)
    return DRUPE_E_TYPE;
  bytes = ((duk_hbufobj *)h)->buf;
  if (bytes == NULL)
    return DRUPE_E_STATE;
  if (buffer_is_pinned(k, bytes))
    return DRUPE_E_BUSY;
  DUK_HBUFFER_INCREF(k->refs, bytes);
  buffer_part(k->refs, bytes);
  if (DUK_HBUFFER_HAS_EXTERNAL(bytes)) {
    /* Also for who has the plain buffer itself. */
    DUK_HBUFFER_EXTERNAL_SET_DATA_PTR(k->refs->heap,
                                      (duk_hbuffer_external *)bytes, NULL);
    DUK_HBUFFER_EXTERNAL_SET_SIZE((duk_hbuffer_external *)bytes, 0);
    (void)drupe__side_finish(k, &bytes->hdr, drupe__external_tag);
  }
  DUK_HBUFFER_DECREF(k->refs, bytes);
  return DRUPE_OK;
}

static int32_t buffer_pin(drupe_cx *cx, drupe_value v, drupe_span *out,
                          void **pin) {
  drupe__module *m = drupe__module_of(cx);
  drupe__kernel *k = m->kernel;
  duk_hbuffer *bytes;
  duk_hbufobj *view;
  drupe__pin *made;
  duk_tval tv;

  if (drupe_is_none(v))
    return DRUPE_E_PENDING;
  if (!buffer_parts(v, &bytes, &view) || bytes == NULL)
    return DRUPE_E_TYPE;
  made = calloc(1, sizeof(*made));
  if (made == NULL)
    return DRUPE_E_NOMEM;
  DUK_TVAL_SET_BUFFER(&tv, bytes);
  made->slot = drupe__slot_take(k, &tv);
  if (made->slot == 0) {
    free(made);
    return DRUPE_E_NOMEM;
  }
  made->module = m;
  made->bytes = bytes;
  made->next = k->tables->pins;
  k->tables->pins = made;
  m->usage.buffers++;
  *out = buffer_span(bytes, view);
  *pin = made;
  return DRUPE_OK;
}

static void buffer_unpin(drupe_cx *cx, void *pin) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe__pin **link;
  drupe__pin *p = pin;

  if (p == NULL)
    return;
  for (link = &k->tables->pins; *link != NULL; link = &(*link)->next)
    if (*link == p) {
      *link = p->next;
      p->module->usage.buffers--;
      drupe__slot_give(k, p->slot);
      free(p);
      return;
    }
}

const drupe_buffer_api drupe__buffer_api = {
    .head = DRUPE__HEAD(drupe_buffer_api),
    .buffer_new = buffer_new,
    .buffer_external = buffer_external,
    .view_new = buffer_view_new,
    .buffer_get = buffer_get,
    .buffer_info = buffer_info,
    .arraybuffer_of = buffer_arraybuffer_of,
    .arraybuffer_detach = buffer_arraybuffer_detach,
    .buffer_pin = buffer_pin,
    .buffer_unpin = buffer_unpin,
};

/* abi/buffer.h - bytes that JS and C share. */
#ifndef DRUPE_BUFFER_H
#define DRUPE_BUFFER_H

#include "function.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { /* element types, in Node-API's order */
  DRUPE_INT8 = 0,
  DRUPE_UINT8 = 1,
  DRUPE_UINT8_CLAMPED = 2,
  DRUPE_INT16 = 3,
  DRUPE_UINT16 = 4,
  DRUPE_INT32 = 5,
  DRUPE_UINT32 = 6,
  DRUPE_FLOAT32 = 7,
  DRUPE_FLOAT64 = 8,
  DRUPE_BIGINT64 = 9,
  DRUPE_BIGUINT64 = 10,
  DRUPE_DATAVIEW = 11,
  DRUPE_NODE_BUFFER = 12, /* a Uint8Array with Buffer's prototype */
  DRUPE_ARRAYBUFFER = 13
};

typedef struct drupe_span {
  uint8_t *data;
  size_t size;
} drupe_span;

typedef struct drupe_buffer_info {
  uint32_t struct_size; /* of this struct, set by the caller */
  uint32_t reserved;
  uint8_t *data;
  size_t size;   /* bytes */
  size_t offset; /* into the ArrayBuffer */
  size_t length; /* elements */
  int32_t type;
  int32_t flags; /* bit 0 shared, bit 1 resizable, bit 2 detached */
} drupe_buffer_info;

typedef struct drupe_buffer_api {
  drupe_header head;
  /* Zeroed, of `type` UINT8, NODE_BUFFER or ARRAYBUFFER.  *data may be
   * NULL; the memory is the object's and does not move. */
  drupe_value (*buffer_new)(drupe_cx *cx, int32_t type, size_t size,
                            uint8_t **data);
  /* [L] JS sees `data` itself, no copy.  finalize(cx, data, arg) once nobody
   * does, queued to a safe point as in class.h. */
  drupe_value (*buffer_external)(drupe_cx *cx, int32_t type, void *data,
                                 size_t size, drupe_free_fn finalize,
                                 void *arg);
  /* A view of an ArrayBuffer. */
  drupe_value (*view_new)(drupe_cx *cx, int32_t type, drupe_value arraybuffer,
                          size_t offset, size_t length);
  /* The bytes of a typed array, DataView, ArrayBuffer or Buffer.  Valid
   * while the object is alive and not detached or resized.  E_TYPE; nothing
   * pending. */
  int32_t (*buffer_get)(drupe_cx *cx, drupe_value v, drupe_span *out);
  /* The same and all else there is to know; out->struct_size is the caller's
   * to set.  E_TYPE; nothing pending. */
  int32_t (*buffer_info)(drupe_cx *cx, drupe_value v, drupe_buffer_info *out);
  /* The ArrayBuffer behind a view, as its `buffer` property. */
  drupe_value (*arraybuffer_of)(drupe_cx *cx, drupe_value view);
  /* v's bytes are gone for JS; an external one is finalized. */
  int32_t (*arraybuffer_detach)(drupe_cx *cx, drupe_value v);
  /* [L] Keeps the bytes alive and in place for another thread, until unpin. */
  int32_t (*buffer_pin)(drupe_cx *cx, drupe_value v, drupe_span *out,
                        void **pin);
  /* [L] The bytes are no longer used; any thread's use must have ended. */
  void (*buffer_unpin)(drupe_cx *cx, void *pin);
} drupe_buffer_api;

/* Empty, and data NULL, if v holds no bytes. */
static inline drupe_span drupe_bytes(drupe_cx *cx, drupe_value v) {
  drupe_span s;

  if (cx->buffer->buffer_get(cx, v, &s) < 0) {
    s.data = NULL;
    s.size = 0;
  }
  return s;
}
static inline drupe_span drupe_arg_bytes(drupe_cx *cx, const drupe_call *call,
                                         uint32_t i) {
  return drupe_bytes(cx, drupe_arg(call, i));
}
static inline drupe_value drupe_buffer_copy(drupe_cx *cx, const void *data,
                                            size_t size) {
  uint8_t *to = NULL;
  drupe_value v = cx->buffer->buffer_new(cx, DRUPE_NODE_BUFFER, size, &to);

  if (to != NULL && size != 0)
    memcpy(to, data, size);
  return v;
}

#ifdef __cplusplus
}
#endif
#endif

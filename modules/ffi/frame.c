/* modules/ffi/frame.c - what one call lends to C: memory for texts, arrays and
 * structs, and callbacks.  All of it ends with the call. */
#include "bridge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct temp {
  temp *next;
  _Alignas(16) char bytes[];
};

struct back {
  back *next;
  const c_type *type;
  const void *from;
  size_t count;    /* 0: a record into an object */
  drupe_value to;  /* lives as long as the call's arguments */
  drupe_ref *kept; /* of an asynchronous call */
};

struct pin {
  struct pin *next;
  void *buffer;
  drupe_ref *value;
};

void *ffi__frame_alloc(frame *f, size_t bytes) {
  size_t need = (bytes + 15) & ~(size_t)15;
  temp *t;

  if (need <= sizeof(f->small) - f->used) {
    void *p = f->small + f->used;

    f->used += need;
    memset(p, 0, need);
    return p;
  }
  t = calloc(1, sizeof(*t) + need);
  if (t == NULL) {
    (void)ffi__no_memory(f->bridge);
    return NULL;
  }
  t->next = f->temps;
  f->temps = t;
  return t->bytes;
}

bool ffi__frame_back(frame *f, const c_type *type, const void *from,
                     size_t count, drupe_value to) {
  back *k = ffi__frame_alloc(f, sizeof(*k));

  if (k == NULL)
    return false;
  k->type = type;
  k->from = from;
  k->count = count;
  k->to = to;
  if (f->async && (k->kept = drupe_ref_new(f->bridge->cx, to)) == NULL)
    return ffi__no_memory(f->bridge), false;
  k->next = f->backs;
  f->backs = k;
  return true;
}

bool ffi__frame_keep(frame *f, drupe_value v) {
  drupe_cx *cx = f->bridge->cx;
  drupe_span span;
  struct pin *p;

  if (!f->async)
    return true;
  p = ffi__frame_alloc(f, sizeof(*p));
  if (p == NULL)
    return false;
  if (cx->buffer->buffer_pin(cx, v, &span, &p->buffer) < 0 &&
      (p->value = drupe_ref_new(cx, v)) == NULL)
    return ffi__no_memory(f->bridge), false;
  p->next = f->pins;
  f->pins = p;
  return true;
}

/* -- after the call ------------------------------------------------------- */
static void show_record(bridge *b, const back *k, drupe_value to) {
  const c_record *r = k->type->record;
  uint32_t i;

  for (i = 0; i < r->count; i++)
    (void)drupe_set_named(b->cx, to, r->fields[i].name,
                          ffi__get_field(b, &r->fields[i], k->from, NULL,
                                         GET_COPY));
}

static void show_elements(bridge *b, const back *k, drupe_value to) {
  size_t size = c_size(k->type), i;

  for (i = 0; i < k->count; i++)
    (void)drupe_set_at(b->cx, to, (uint32_t)i,
                       ffi__get(b, k->type, (const char *)k->from + i * size,
                                NULL, GET_COPY));
}

void ffi__frame_show(frame *f) {
  bridge *b = f->bridge;
  const back *k;
  drupe_value to;

  for (k = f->backs; k != NULL; k = k->next) {
    to = k->kept == NULL ? k->to : drupe_ref_get(b->cx, k->kept);
    if (k->count == 0)
      show_record(b, k, to);
    else
      show_elements(b, k, to);
  }
}

void ffi__frame_end(frame *f) {
  drupe_cx *cx = f->bridge->cx;
  temp *t, *next;

  if (f->closures != NULL)
    ffi__closures_return(f);
  for (; f->backs != NULL; f->backs = f->backs->next)
    drupe_ref_free(cx, f->backs->kept);
  for (; f->pins != NULL; f->pins = f->pins->next) {
    if (f->pins->buffer != NULL)
      cx->buffer->buffer_unpin(cx, f->pins->buffer);
    drupe_ref_free(cx, f->pins->value);
  }
  for (t = f->temps; t != NULL; t = next) {
    next = t->next;
    free(t);
  }
  f->temps = NULL;
  f->used = 0;
}

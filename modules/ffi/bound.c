/* modules/ffi/bound.c - the function objects of C functions. */
#include "bridge.h"

#include <stdio.h>
#include <string.h>

static void bound_destroy(drupe_cx *cx, void *data, void *arg) {
  bound *f = data;

  (void)arg;
  drupe_ref_free(cx, f->dispose);
  ffi__library_drop(f->library);
  drupe_release(cx, f);
  ffi__release(bridge_of(cx));
}

/* How ffi finds its record again from the function object. */
static drupe_tag bound_tag = DRUPE_TAG(bound_tag, "ffi.function", NULL);

bound *ffi__bound_of(bridge *b, drupe_value v) {
  return drupe_is_function(v)
             ? b->cx->object->attached(b->cx, v, &bound_tag)
             : NULL;
}

/* "puts(s: any)": gives the function its name and length. */
static void bound_signature(const char *name, const c_function *f, char *text,
                            size_t room) {
  size_t used = (size_t)snprintf(text, room, "%.100s(", name);
  uint32_t i;

  for (i = 0; i < f->count && used + 32 < room; i++)
    used += (size_t)snprintf(text + used, room - used, "%sa%u: any",
                             i == 0 ? "" : ", ", (unsigned)i);
  snprintf(text + used, room - used, ")");
}

drupe_value ffi__bound_new(bridge *b, library *l, c_unit *u, const char *name,
                           const c_function *f, void *address) {
  drupe_cx *cx = b->cx;
  char signature[2048];
  drupe_member def = DRUPE_FN(signature, ffi__call);
  bound *made;
  plan *p = ffi__plan_of(b, u == NULL ? b->base : u, f);
  drupe_value v;

  if (p == NULL)
    return drupe_none();
  made = drupe_alloc(cx, sizeof(*made));
  if (made == NULL)
    return ffi__no_memory(b);
  *made = (bound){.bridge = b, .plan = p, .function = f, .address = address,
                  .name = name, .throws_errno = f->throws_errno};
  if (l != NULL) {
    made->enum_names = l->enum_names;
    made->throws_errno = made->throws_errno || l->throws_errno;
  }
  made->special = made->throws_errno || made->enum_names;
  bound_signature(name, f, signature, sizeof(signature));
  v = cx->function->function_new(cx, &def, made, bound_destroy);
  if (drupe_is_none(v)) {
    drupe_release(cx, made);
    return v;
  }
  ffi__hold(b);
  if (l != NULL) {
    made->library = l;
    l->refs++;
  }
  if (cx->object->attach(cx, v, &bound_tag, made) < 0)
    return ffi__no_memory(b);
  if (cx->object->set_prototype(cx, v, drupe_ref_get(cx, b->prototype)) < 0)
    return drupe_none();
  return v;
}

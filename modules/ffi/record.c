/* modules/ffi/record.c - structs and unions in JavaScript: a class for each,
 * whose instances are pointers to one and whose accessors are its members. */
#include "bridge.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* From a constructor of such a class back to the C type. */
static drupe_tag record_tag = DRUPE_TAG(record_tag, "ffi.type", NULL);

/* -- members -------------------------------------------------------------- */
static drupe_value record_get(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const pointer *p = call->native;
  const c_field *f = call->data;

  if (!ffi__pointer_check(b, p, f->offset, f->bits != 0 ? 1 : c_size(f->type)))
    return drupe_none();
  return ffi__get_field(b, f, p->address, p->block, GET_LIVE);
}

static drupe_value record_set(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const pointer *p = call->native;
  const c_field *f = call->data;
  place at = {.subject = "set", .element = -1, .type = p->type};

  if (!ffi__pointer_check(b, p, f->offset, f->bits != 0 ? 1 : c_size(f->type)))
    return drupe_none();
  if (((p->type->flags | f->type->flags) & C_CONST) != 0) {
    (void)ffi__fail_at(b, &at, DRUPE_TYPE_ERROR, "ERR_FFI_CONST",
                       "it is const");
    return drupe_none();
  }
  return ffi__put_field(b, &at, f, p->address, drupe_arg(call, 0), NULL)
             ? drupe_undefined()
             : drupe_none();
}

/* new point({ x: 1, y: 2 }); without members all is zero. */
static drupe_value record_construct(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const c_record *r = call->data;
  place at = {.subject = "new", .element = -1, .type = r->type};
  block *k = ffi__block_alloc(b, r->size);
  pointer *p;
  drupe_value self;

  if (k == NULL)
    return drupe_none();
  if (drupe_given(call, 0) &&
      !ffi__put(b, &at, r->type, k->data, call->argv[0], NULL))
    goto fail;
  p = drupe_alloc(cx, sizeof(*p));
  if (p == NULL) {
    (void)ffi__no_memory(b);
    goto fail;
  }
  *p = (pointer){r->type, k->data, k->size, k};
  self = drupe_bind(cx, call, call->def, p);
  if (!drupe_is_none(self)) {
    ffi__hold(b);
    return self;
  }
  drupe_release(cx, p);
fail:
  ffi__block_drop(b, k);
  return drupe_none();
}

/* -- the class ------------------------------------------------------------ */
static const c_record *record_of_static(bridge *b, const drupe_call *call) {
  const c_type *type =
      b->cx->object->attached(b->cx, call->self, &record_tag);

  if (type == NULL)
    (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_INVALID_THIS",
                       "Value of \"this\" must be a C record");
  return type == NULL ? NULL : type->record;
}

static drupe_value record_size(drupe_cx *cx, const drupe_call *call) {
  const c_record *r = record_of_static(bridge_of(cx), call);

  return r == NULL ? drupe_none() : drupe_number((double)r->size);
}

static drupe_value record_alignment(drupe_cx *cx, const drupe_call *call) {
  const c_record *r = record_of_static(bridge_of(cx), call);

  return r == NULL ? drupe_none() : drupe_uint(r->align);
}

static const char *record_name(const c_record *r) {
  return r->tag != NULL ? r->tag : r->alias != NULL ? r->alias : "Record";
}

/* The members of the class: an accessor for each field, and two statics. */
static drupe_member *record_members(c_record *r) {
  drupe_member *list = c_alloc(r->unit, (r->count + 3) * sizeof(*list));
  uint32_t i, n = 0;

  if (list == NULL)
    return NULL;
  for (i = 0; i < r->count; i++) {
    drupe_member m = DRUPE_GETSET(NULL, record_get, record_set);

    m.signature = c_format(r->unit, "%s: any", r->fields[i].name);
    m.data = &r->fields[i];
    m.flags = DRUPE_MEMBER_ENUMERABLE;
    if (m.signature == NULL)
      return NULL;
    list[n++] = m;
  }
  list[n++] = (drupe_member)DRUPE_STATIC_GET("size: number", record_size);
  list[n++] =
      (drupe_member)DRUPE_STATIC_GET("alignment: number", record_alignment);
  return list;
}

const drupe_class_def *ffi__record_class(bridge *b, c_record *r) {
  drupe_class_def *def = r->def;
  drupe_value constructor;

  if (def != NULL)
    return def;
  def = c_alloc(r->unit, sizeof(*def));
  if (def == NULL)
    return ffi__no_memory(b), NULL;
  def->size = sizeof(*def);
  def->self = def;
  def->flags = DRUPE_CLASS_NO_EXPORT;
  def->signature = c_format(r->unit, "%s(members?: any)", record_name(r));
  def->construct = record_construct;
  def->finalize = ffi__pointer_class.finalize;
  def->members = record_members(r);
  def->parent = &ffi__pointer_class;
  def->data = r;
  if (def->signature == NULL || def->members == NULL)
    return ffi__no_memory(b), NULL;
  constructor = b->cx->classes->constructor(b->cx, def);
  if (drupe_is_none(constructor))
    return NULL;
  if (b->cx->object->attach(b->cx, constructor, &record_tag,
                            (void *)(uintptr_t)r->type) < 0)
    return ffi__no_memory(b), NULL;
  r->def = def;
  return def;
}

/* -- Type: any other ------------------------------------------------------ */
static drupe_value type_name(drupe_cx *cx, const drupe_call *call) {
  char text[300];

  return drupe_string(cx, c_print(call->native, NULL, text, sizeof(text)),
                      DRUPE_NTS);
}

static drupe_value type_size(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return drupe_number((double)c_size(call->native));
}

static drupe_value type_alignment(drupe_cx *cx, const drupe_call *call) {
  (void)cx;
  return drupe_uint(c_align(call->native));
}

static void type_finalize(drupe_cx *cx, void *native, void *data) {
  (void)native;
  (void)data;
  ffi__release(bridge_of(cx));
}

static const drupe_member type_members[] = {
    DRUPE_GET("name: string", type_name),
    DRUPE_GET("size: number", type_size),
    DRUPE_GET("alignment: number", type_alignment),
    DRUPE_FN("toString(): string", type_name), DRUPE_MEMBER_END};
const drupe_class_def ffi__type_class = {.size = sizeof(ffi__type_class),
                                         .flags = DRUPE_CLASS_HIDDEN,
                                         .self = &ffi__type_class,
                                         .signature = "Type",
                                         .finalize = type_finalize,
                                         .members = type_members};

drupe_value ffi__type_value(bridge *b, const c_type *type) {
  const drupe_class_def *def;
  drupe_value v;

  if (type->kind == C_RECORD && type->record->complete &&
      type->record->why == NULL && type->record->size > 0) {
    def = ffi__record_class(b, type->record);
    return def == NULL ? drupe_none()
                       : b->cx->classes->constructor(b->cx, def);
  }
  v = drupe_instance_new(b->cx, &ffi__type_class, (void *)(uintptr_t)type);
  if (!drupe_is_none(v))
    ffi__hold(b);
  return v;
}

const c_type *ffi__type_of(bridge *b, drupe_value v, drupe_value library_) {
  const library *l = ffi__library_of(b, library_);
  const c_type *type = NULL;
  c_failure failure;
  drupe_str s;

  if (drupe_is_string(v)) {
    s = drupe_view(b->cx, v);
    type = c_type_of(l == NULL ? b->base : l->unit, s.data, s.size, &failure);
    if (type == NULL)
      (void)ffi__throw_syntax(b, NULL, &failure);
    return type;
  }
  if (drupe_is_function(v))
    type = b->cx->object->attached(b->cx, v, &record_tag);
  else if (drupe_is_object(v))
    type = drupe_unwrap(b->cx, v, &ffi__type_class);
  if (type == NULL)
    (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE",
                       "a C type is expected: its text, a Type, or a record "
                       "of a library");
  return type;
}

/* -- for scripts ---------------------------------------------------------- */
drupe_value ffi__type_js(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const c_type *type = ffi__type_of(b, drupe_arg(call, 0), drupe_arg(call, 1));

  return type == NULL ? drupe_none() : ffi__type_value(b, type);
}

drupe_value ffi__sizeof_js(drupe_cx *cx, const drupe_call *call) {
  const c_type *type =
      ffi__type_of(bridge_of(cx), drupe_arg(call, 0), drupe_arg(call, 1));

  return type == NULL ? drupe_none() : drupe_number((double)c_size(type));
}

/* offsetof(record, "member") */
drupe_value ffi__offsetof_js(drupe_cx *cx, const drupe_call *call) {
  const c_type *type =
      ffi__type_of(bridge_of(cx), drupe_arg(call, 0), drupe_arg(call, 2));
  drupe_str name = drupe_arg_str(cx, call, 1);
  uint32_t i;

  if (type == NULL)
    return drupe_none();
  for (i = 0; type->kind == C_RECORD && i < type->record->count; i++) {
    const c_field *f = &type->record->fields[i];

    if (name.data != NULL && strcmp(f->name, name.data) == 0)
      return drupe_number((double)f->offset);
  }
  return drupe_throwf(cx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                      "offsetof: there is no member '%.80s'",
                      name.data == NULL ? "" : name.data);
}

/* modules/ffi/expose.c - the declarations of a library as properties of its
 * object: functions, variables, constants, types. */
#include "bridge.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* What a variable's accessor knows; lies in the unit. */
typedef struct variable {
  library *library;
  const c_symbol *symbol;
  char *address;
} variable;

/* -- variables ------------------------------------------------------------ */
static bool variable_ready(const variable *x) {
  if (!x->library->closed)
    return true;
  (void)drupe_throwf(x->library->bridge->cx, DRUPE_ERROR, "ERR_FFI_CLOSED",
                     "%s: the library %s is closed", x->symbol->name,
                     x->library->name);
  return false;
}

static drupe_value variable_get(drupe_cx *cx, const drupe_call *call) {
  const variable *x = call->data;

  if (!variable_ready(x))
    return drupe_none();
  return ffi__get(bridge_of(cx), x->symbol->type, x->address,
                  x->library->memory, GET_LIVE);
}

static drupe_value variable_set(drupe_cx *cx, const drupe_call *call) {
  const variable *x = call->data;
  bridge *b = bridge_of(cx);
  place at = {.subject = x->symbol->name, .element = -1,
              .type = x->symbol->type};

  if (!variable_ready(x))
    return drupe_none();
  if ((x->symbol->type->flags & C_CONST) != 0) {
    (void)ffi__fail_at(b, &at, DRUPE_TYPE_ERROR, "ERR_FFI_CONST",
                       "it is const");
    return drupe_none();
  }
  return ffi__put(b, &at, x->symbol->type, x->address, drupe_arg(call, 0),
                  NULL)
             ? drupe_undefined()
             : drupe_none();
}

/* -- accessors made of text ----------------------------------------------- */
static bool accessor_define(library *l, drupe_value object, const char *name,
                            drupe_fn get, drupe_fn set, void *data,
                            uint32_t flags) {
  drupe_member list[2] = {DRUPE_GETSET(NULL, get, set), DRUPE_MEMBER_END};
  char signature[300];

  snprintf(signature, sizeof(signature), "%s: any", name);
  list[0].signature = signature;
  list[0].data = data;
  list[0].flags = flags;
  return l->bridge->cx->function->define_members(l->bridge->cx, object,
                                                 list) >= 0;
}

/* A type becomes a class when it is first asked for. */
static drupe_value type_get(drupe_cx *cx, const drupe_call *call) {
  return ffi__type_value(bridge_of(cx), call->data);
}

static drupe_value unavailable_get(drupe_cx *cx, const drupe_call *call) {
  const c_symbol *s = call->data;

  return drupe_throwf(cx, DRUPE_ERROR, "ERR_FFI_UNAVAILABLE",
                      "%s cannot be used: %s", s->name, s->why);
}

/* -- one symbol ----------------------------------------------------------- */
static drupe_value constant_value(bridge *b, const c_value *v) {
  switch (v->kind) {
  case C_VALUE_DOUBLE:
    return drupe_number(v->number);
  case C_VALUE_TEXT:
    return drupe_string(b->cx, v->text, DRUPE_NTS);
  default:
    return v->is_unsigned ? ffi__uint64(b, v->bits)
                          : ffi__int64(b, (int64_t)v->bits);
  }
}

static bool constant_define(library *l, drupe_value object, const char *name,
                            const c_value *value) {
  drupe_cx *cx = l->bridge->cx;

  return cx->object->define(cx, object, drupe_string(cx, name, DRUPE_NTS),
                            constant_value(l->bridge, value),
                            DRUPE_PROP_ENUMERABLE) >= 0;
}

static bool variable_define(library *l, drupe_value object,
                            const c_symbol *s, void *address) {
  variable *x = c_alloc(l->unit, sizeof(*x));

  if (x == NULL)
    return ffi__no_memory(l->bridge), false;
  *x = (variable){l, s, address};
  return accessor_define(l, object, s->name, variable_get, variable_set, x, 0);
}

static bool is_optional(library *l, const c_symbol *s, int32_t flags,
                        drupe_value optional) {
  drupe_cx *cx = l->bridge->cx;
  int64_t count = cx->object->array_length(cx, optional), i;
  drupe_str name;

  if ((flags & (OPEN_OPTIONAL | OPEN_HEADER)) != 0)
    return true;
  for (i = 0; i < count; i++) {
    name = drupe_view(cx, drupe_at(cx, optional, (uint32_t)i));
    if (name.data != NULL && strcmp(name.data, s->name) == 0)
      return true;
  }
  return false;
}

static bool symbol_missing(library *l, drupe_value object, const c_symbol *s,
                           int32_t flags, drupe_value optional) {
  drupe_cx *cx = l->bridge->cx;

  if (!is_optional(l, s, flags, optional)) {
    (void)drupe_throwf(cx, DRUPE_ERROR, "ERR_FFI_SYMBOL",
                       "the library %s has no symbol '%s'", l->name,
                       s->label != NULL ? s->label : s->name);
    return false;
  }
  return (flags & OPEN_HEADER) != 0 ||
         cx->object->define(cx, object, drupe_string(cx, s->name, DRUPE_NTS),
                            drupe_null(), DRUPE_PROP_ENUMERABLE) >= 0;
}

/* The function that _Dispose_(name) means. */
static bool dispose_find(library *l, bound *f, const char *name) {
  const c_symbol *s = c_map_get(&l->unit->symbols, name);
  static const c_symbol none;
  c_symbol simple = none;
  bridge *b = l->bridge;
  c_failure failure;
  const c_type *type;
  void *address;
  drupe_value fn;

  simple.name = name;
  address = ffi__library_find(l, s == NULL ? &simple : s);
  type = s != NULL && s->kind == C_SYMBOL_FUNCTION
             ? s->type
             : c_type_of(l->unit, "void (void *)", 13, &failure);
  if (address == NULL || type == NULL) {
    (void)drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_SYMBOL",
                       "%s: there is no function '%s' to dispose with",
                       f->name, name);
    return false;
  }
  fn = ffi__bound_new(b, l, l->unit, name, type->function, address);
  f->dispose = drupe_ref_new(b->cx, fn);
  return f->dispose != NULL;
}

static bool function_define(library *l, drupe_value object, const c_symbol *s,
                            void *address) {
  drupe_cx *cx = l->bridge->cx;
  drupe_value fn;

  fn = ffi__bound_new(l->bridge, l, l->unit, s->name, s->type->function,
                      address);
  if (drupe_is_none(fn))
    return false;
  if (s->type->function->dispose != NULL &&
      !dispose_find(l, ffi__bound_of(l->bridge, fn),
                    s->type->function->dispose))
    return false;
  return cx->object->define(cx, object, drupe_string(cx, s->name, DRUPE_NTS),
                            fn, DRUPE_PROP_DEFAULT) >= 0;
}

static bool symbol_define(library *l, drupe_value object, c_symbol *s,
                          int32_t flags, drupe_value optional) {
  bool header = (flags & OPEN_HEADER) != 0;
  void *address;

  if (s->kind == C_SYMBOL_CONSTANT)
    return constant_define(l, object, s->name, &s->value);
  if (s->kind == C_SYMBOL_TYPE)
    return accessor_define(l, object, s->name, type_get, NULL,
                           (void *)(uintptr_t)s->type, 0);
  address = ffi__library_find(l, s);
  if (header && address != NULL && !ffi__library_owns(l, address))
    return true;
  if (s->why != NULL)
    return address == NULL ||
           accessor_define(l, object, s->name, unavailable_get, NULL, s, 0);
  if (address == NULL)
    return symbol_missing(l, object, s, flags, optional);
  if (s->kind == C_SYMBOL_OBJECT)
    return variable_define(l, object, s, address);
  if (function_define(l, object, s, address))
    return true;
  if (!header)
    return false;
  /* libffi, or this machine, cannot: the header's other names still can. */
  s->why = "its type cannot be passed on this machine";
  (void)l->bridge->cx->error->take_error(l->bridge->cx);
  return accessor_define(l, object, s->name, unavailable_get, NULL, s, 0);
}

/* -- all ------------------------------------------------------------------ */
/* "struct point" is lib.point, unless that is something else. */
static bool tags_define(library *l, drupe_value object) {
  const c_map *tags = &l->unit->tags;
  const c_type *type;
  const char *name;
  uint32_t i;

  for (i = 0; i < tags->room; i++) {
    if (tags->entries[i].key == NULL)
      continue;
    type = tags->entries[i].value;
    name = strchr(tags->entries[i].key, ' ') + 1;
    if (c_map_get(&l->unit->symbols, name) == NULL &&
        !accessor_define(l, object, name, type_get, NULL,
                         (void *)(uintptr_t)type, 0))
      return false;
  }
  return true;
}

/* Is it the header that was asked for itself? */
static bool file_is_header(const library *l, const char *file) {
  size_t own = strlen(l->header), size = strlen(file);

  return size >= own && strcmp(file + size - own, l->header) == 0 &&
         (size == own || file[size - own - 1] == '/');
}

/* Of a header only the files that declare something of the library count: the
 * compiler's own and the C library's would be thousands. */
static bool file_counts(const library *l, const char *file, int32_t flags) {
  const c_symbol *s;

  if ((flags & OPEN_HEADER) == 0)
    return true;
  if (file == NULL || file[0] == '<')
    return false;
  if (file_is_header(l, file))
    return true;
  for (s = l->unit->first; s != NULL; s = s->next)
    if (s->file == file && s->kind == C_SYMBOL_FUNCTION && s->why == NULL)
      return ffi__library_owns(l, ffi__library_find(l, s));
  return false;
}

static bool macros_define(library *l, drupe_value object, int32_t flags) {
  const char *file = NULL;
  bool counts = false;
  c_macro *m;
  c_value value;

  for (m = l->unit->first_macro; m != NULL; m = m->next) {
    if (m->file != file || file == NULL) {
      file = m->file;
      counts = file_counts(l, file, flags);
    }
    if (counts && !m->gone && m->text != NULL &&
        (m->name[0] != '_' || (flags & OPEN_HEADER) == 0) &&
        c_map_get(&l->unit->symbols, m->name) == NULL &&
        c_macro_value(l->unit, m, &value) &&
        !constant_define(l, object, m->name, &value))
      return false;
  }
  return true;
}

bool ffi__expose(library *l, drupe_value object, int32_t flags,
                 drupe_value optional) {
  drupe_scope scope;
  c_symbol *s;
  bool ok;

  for (s = l->unit->first; s != NULL; s = s->next) {
    drupe_scope_open(l->bridge->cx, &scope);
    ok = symbol_define(l, object, s, flags, optional);
    (void)drupe_scope_close(l->bridge->cx, &scope, drupe_none());
    if (!ok)
      return false;
  }
  return tags_define(l, object) && macros_define(l, object, flags);
}

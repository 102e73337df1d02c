/* modules/ffi/put_pointer.c - what may be given where C wants an address:
 * pointers, Buffers, strings, arrays, objects, functions, null. */
#include "bridge.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* -- null ----------------------------------------------------------------- */
/* A member of a struct may be NULL, as in C; a parameter only where its
 * declaration says so. */
static bool put_null(bridge *b, const place *at, const c_type *type,
                     drupe_value v, void **out) {
  char expected[300], of[200];

  *out = NULL;
  if ((type->flags & C_NULLABLE) != 0 || at->argument == 0)
    return true;
  snprintf(expected, sizeof(expected),
           "no null (write '%s ?' or _Nullable_ where it is declared)",
           c_print(type, NULL, of, sizeof(of)));
  return ffi__refuse(b, at, expected, v);
}

/* -- Buffers and typed arrays --------------------------------------------- */
static bool elements_fit(const c_type *of, int32_t type) {
  static const c_kind kinds[][2] = {
      [DRUPE_INT16] = {C_INT16, C_INT16},
      [DRUPE_UINT16] = {C_UINT16, C_CHAR16},
      [DRUPE_INT32] = {C_INT32, C_WCHAR},
      [DRUPE_UINT32] = {C_UINT32, C_CHAR32},
      [DRUPE_FLOAT32] = {C_FLOAT, C_FLOAT},
      [DRUPE_FLOAT64] = {C_DOUBLE, C_DOUBLE},
      [DRUPE_BIGINT64] = {C_INT64, C_INT64},
      [DRUPE_BIGUINT64] = {C_UINT64, C_UINT64},
  };
  c_kind kind = of->kind == C_ENUM ? of->of->kind : of->kind;

  if (of->kind == C_ARRAY)
    return elements_fit(of->of, type);
  if (of->kind == C_VOID || c_is_byte(of) || type <= DRUPE_UINT8_CLAMPED ||
      type >= DRUPE_DATAVIEW)
    return of->kind != C_FUNCTION;
  return kinds[type][0] == kind || kinds[type][1] == kind;
}

/* Text must end somewhere: a Buffer for `const char *` has a NUL in it. */
static bool put_buffer(bridge *b, const place *at, const c_type *type,
                       const drupe_buffer_info *info, drupe_value v,
                       void **out, frame *f) {
  const c_type *of = type->of;

  if ((info->flags & (1 << 2)) != 0)
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_STATE",
                        "the buffer is detached");
  if ((info->flags & (1 << 1)) != 0)
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                        "a resizable buffer may move while C uses it");
  if (!elements_fit(of, info->type))
    return ffi__refuse(b, at, "a typed array of that element type", v);
  if (f == NULL)
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                        "memory that C keeps comes from ffi.alloc or "
                        "ffi.ptr, which hold it");
  if (of->kind == C_CHAR && (of->flags & C_CONST) != 0 &&
      (info->size == 0 || memchr(info->data, '\0', info->size) == NULL))
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                        "the bytes have no NUL at their end, which ends a "
                        "string in C");
  *out = info->data;
  return ffi__frame_keep(f, v);
}

/* -- arrays and objects --------------------------------------------------- */
/* Elements in memory of the call; what C writes there is shown again, unless it
 * is const. */
static bool put_list(bridge *b, const place *at, const c_type *type,
                     drupe_value v, int64_t count, void **out, frame *f) {
  const c_type *of = type->of;
  place here = {.type = of, .outer = at};
  size_t size = c_size(of);
  drupe_value element;
  int64_t i;

  if (size == 0 || of->kind == C_FUNCTION)
    return ffi__refuse(b, at, "a pointer or a Buffer", v);
  if (count == 0)
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                        "an empty array has no place to point to");
  *out = ffi__frame_alloc(f, (size_t)count * size);
  if (*out == NULL)
    return false;
  for (i = 0; i < count && (type->flags & C_OUT) == 0; i++) {
    element = drupe_at(b->cx, v, (uint32_t)i);
    if (drupe_is_nullish(element) && (of->flags & C_CONST) == 0)
      continue; /* [null]: room for a result */
    here.element = i;
    if (!ffi__put(b, &here, of, (char *)*out + (size_t)i * size, element, f))
      return false;
  }
  return (of->flags & C_CONST) != 0 ||
         ffi__frame_back(f, of, *out, (size_t)count, v);
}

static bool put_object(bridge *b, const place *at, const c_type *type,
                       drupe_value v, void **out, frame *f) {
  const c_type *of = type->of;

  if (!of->record->complete)
    return ffi__refuse(b, at, "a pointer", v);
  *out = ffi__frame_alloc(f, c_size(of));
  if (*out == NULL)
    return false;
  if ((type->flags & C_OUT) == 0 && !ffi__put(b, at, of, *out, v, f))
    return false;
  return (of->flags & C_CONST) != 0 || ffi__frame_back(f, of, *out, 0, v);
}

/* -- functions ------------------------------------------------------------ */
static bool put_function(bridge *b, const place *at, const c_type *type,
                         drupe_value v, void **out, frame *f) {
  const c_function *want = type->of->function, *have = NULL;
  const bound *native = ffi__bound_of(b, v);
  bool closed = false;

  if (native != NULL) {
    have = native->function;
    *out = native->address;
  } else {
    *out = ffi__callback_address(b, v, &have, &closed);
  }
  if (closed)
    return ffi__fail_at(b, at, DRUPE_ERROR, "ERR_FFI_CLOSED",
                        "the callback is closed");
  if (have != NULL && !c_same(have->type, want->type))
    return ffi__refuse(b, at, "a function of that type", v);
  if (have != NULL)
    return true;
  if (!drupe_is_function(v))
    return ffi__refuse(b, at, "a function", v);
  if (f == NULL)
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                        "a function that C keeps is made by ffi.callback");
  return ffi__closure_lend(b, at, want, v, out, f);
}

/* -- the choice ----------------------------------------------------------- */
static bool put_address(bridge *b, const place *at, const c_type *type,
                        drupe_value v, const pointer *p, void **out,
                        frame *f) {
  if (p->block != NULL && p->block->gone)
    return ffi__fail_at(b, at, DRUPE_ERROR, "ERR_FFI_FREED",
                        "the memory is %s", p->block->why);
  if (!c_may_point(type->of, p->type))
    return ffi__refuse(b, at, "a pointer of that type", v);
  *out = p->address;
  return f == NULL || ffi__frame_keep(f, v);
}

static bool put_string(bridge *b, const place *at, const c_type *type,
                       drupe_value v, void **out, frame *f) {
  const c_type *of = type->of;

  if (!c_is_text(of))
    return ffi__refuse(b, at, "a pointer or a Buffer", v);
  if ((of->flags & C_CONST) == 0)
    return ffi__refuse(b, at,
                       "memory that C may write: a Buffer, ffi.alloc or "
                       "ffi.string",
                       v);
  if (f == NULL)
    return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                        "a string that C keeps is made by ffi.string");
  return ffi__text_lend(b, at, of, v, out, f);
}

bool ffi__put_pointer(bridge *b, const place *at, const c_type *type,
                      drupe_value v, void **out, frame *f) {
  drupe_buffer_info info = {.struct_size = sizeof(info)};
  const pointer *p;
  int64_t count;

  if (drupe_is_null(v))
    return put_null(b, at, type, v, out);
  if (drupe_is_string(v))
    return put_string(b, at, type, v, out, f);
  if (!drupe_is_object(v))
    return ffi__refuse(b, at,
                       type->of->kind == C_FUNCTION ? "a function"
                       : c_is_text(type->of) &&
                               (type->of->flags & C_CONST) != 0
                           ? "a string"
                           : "a pointer",
                       v);
  p = ffi__pointer_of(b, v);
  if (p != NULL)
    return put_address(b, at, type, v, p, out, f);
  if (type->of->kind == C_FUNCTION)
    return put_function(b, at, type, v, out, f);
  if (b->cx->buffer->buffer_info(b->cx, v, &info) == DRUPE_OK)
    return put_buffer(b, at, type, &info, v, out, f);
  if (drupe_is_function(v) || f == NULL)
    return ffi__refuse(b, at, "a pointer", v);
  count = b->cx->object->array_length(b->cx, v);
  if (count >= 0)
    return put_list(b, at, type, v, count, out, f);
  if (type->of->kind == C_RECORD)
    return put_object(b, at, type, v, out, f);
  return ffi__refuse(b, at, "a pointer or a Buffer", v);
}

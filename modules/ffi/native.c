/* modules/ffi/native.c - libffi's description of C types.
 *
 * A record of plain members is described by them, which is right everywhere.
 * libffi knows neither unions nor bits; on x86-64 the System V rules look at
 * eight bytes at a time, so those are described by integers and floats that
 * lie in the same eights.  Elsewhere they are refused by value. */
#include "bridge.h"

#include <assert.h>
#include <string.h>

static ffi_type *native_scalar(const c_type *type) {
  static ffi_type *const kinds[] = {
      [C_VOID] = &ffi_type_void,     [C_BOOL] = &ffi_type_uint8,
      [C_CHAR] = &ffi_type_sint8,    [C_INT8] = &ffi_type_sint8,
      [C_UINT8] = &ffi_type_uint8,   [C_INT16] = &ffi_type_sint16,
      [C_UINT16] = &ffi_type_uint16, [C_INT32] = &ffi_type_sint32,
      [C_UINT32] = &ffi_type_uint32, [C_INT64] = &ffi_type_sint64,
      [C_UINT64] = &ffi_type_uint64, [C_FLOAT] = &ffi_type_float,
      [C_DOUBLE] = &ffi_type_double, [C_LONG_DOUBLE] = &ffi_type_longdouble,
      [C_WCHAR] = &ffi_type_sint32,  [C_CHAR16] = &ffi_type_uint16,
      [C_CHAR32] = &ffi_type_uint32};

  if (type->kind == C_ENUM)
    return native_scalar(type->of);
  if (type->kind == C_CHAR && !c_is_signed(type))
    return &ffi_type_uint8;
  if (type->kind == C_WCHAR && !c_is_signed(type))
    return &ffi_type_uint32;
  if (type->kind == C_POINTER)
    return &ffi_type_pointer;
  return type->kind <= C_CHAR32 ? kinds[type->kind] : NULL;
}

/* -- plain records -------------------------------------------------------- */
typedef struct elements {
  bridge *b;
  c_unit *unit;
  ffi_type **list;
  size_t count, room;
} elements;

enum { ELEMENTS_MOST = 65536 };

static bool elements_add(elements *e, ffi_type *type, size_t times) {
  ffi_type **list;
  size_t room = e->room == 0 ? 16 : e->room;

  while (room < e->count + times + 1)
    room *= 2;
  if (room != e->room) {
    list = room > ELEMENTS_MOST
               ? NULL
               : c_alloc(e->unit, room * sizeof(ffi_type *));
    if (list == NULL)
      return ffi__no_memory(e->b), false;
    if (e->count > 0)
      memcpy(list, e->list, e->count * sizeof(ffi_type *));
    e->list = list;
    e->room = room;
  }
  for (; times > 0; times--)
    e->list[e->count++] = type;
  e->list[e->count] = NULL;
  return true;
}

static bool elements_regular(elements *e, const c_record *r) {
  uint32_t i;

  for (i = 0; i < r->count; i++) {
    const c_type *type = r->fields[i].type;
    size_t times = 1;
    ffi_type *native;

    while (type->kind == C_ARRAY) {
      times *= type->length == C_FLEXIBLE ? 0 : type->length;
      type = type->of;
    }
    if (times == 0)
      continue;
    native = ffi__native(e->b, type);
    if (native == NULL || !elements_add(e, native, times))
      return false;
  }
  return true;
}

/* -- the others, on x86-64 ------------------------------------------------ */
#if defined(__x86_64__)
enum { EIGHT_NONE = 0, EIGHT_FLOAT = 1, EIGHT_DOUBLE = 2, EIGHT_INTEGER = 4 };

/* Notes in eights[] what lies where; false: it goes by memory. */
static bool eights_mark(const c_type *type, size_t at, unsigned eights[2]) {
  size_t i;

  switch (type->kind) {
  case C_RECORD:
    for (i = 0; i < type->record->count; i++) {
      const c_field *f = &type->record->fields[i];

      if (f->bits != 0)
        eights[(at + f->offset + f->shift / 8) / 8] |= EIGHT_INTEGER;
      else if ((at + f->offset) % c_align(f->type) != 0 ||
               !eights_mark(f->type, at + f->offset, eights))
        return false;
    }
    return true;
  case C_ARRAY:
    for (i = 0; type->length != C_FLEXIBLE && i < type->length; i++)
      if (!eights_mark(type->of, at + i * c_size(type->of), eights))
        return false;
    return true;
  case C_FLOAT:
    eights[at / 8] |= EIGHT_FLOAT;
    return true;
  case C_DOUBLE:
    eights[at / 8] |= EIGHT_DOUBLE;
    return true;
  case C_LONG_DOUBLE:
    return false;
  default:
    eights[at / 8] |= EIGHT_INTEGER;
    return true;
  }
}

static bool elements_eight(elements *e, unsigned what, size_t bytes,
                           uint32_t align) {
  static ffi_type *const integers[] = {&ffi_type_uint8, &ffi_type_uint16,
                                       &ffi_type_uint32, &ffi_type_uint64};
  int k = align >= 8 ? 3 : align == 4 ? 2 : align == 2 ? 1 : 0;

  if ((what & EIGHT_INTEGER) != 0 || what == EIGHT_NONE)
    return elements_add(e, integers[k], bytes >> k);
  if ((what & EIGHT_DOUBLE) != 0)
    return elements_add(e, &ffi_type_double, 1);
  return elements_add(e, &ffi_type_float, bytes / 4);
}

static bool elements_irregular(elements *e, const c_record *r) {
  unsigned eights[2] = {0, 0};
  uint32_t align = r->align > 8 ? 8 : r->align;

  if (r->size > 16) /* by memory: what it is made of does not matter */
    return elements_eight(e, EIGHT_INTEGER, r->size, align);
  if (!eights_mark(r->type, 0, eights)) {
    (void)drupe_throwf(e->b->cx, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                       "a packed record, or a union with a long double, cannot "
                       "be passed by value: pass a pointer");
    return false;
  }
  return elements_eight(e, eights[0], r->size > 8 ? 8 : r->size, align) &&
         (r->size <= 8 || elements_eight(e, eights[1], r->size - 8, align));
}
#else
static bool elements_irregular(elements *e, const c_record *r) {
  (void)r;
  (void)drupe_throwf(e->b->cx, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                     "a union, bits or a packed record cannot be passed by "
                     "value on this machine: pass a pointer");
  return false;
}
#endif

static ffi_type *native_record(bridge *b, c_record *r) {
  elements e = {b, r->unit, NULL, 0, 0};
  ffi_type *native;

  if (r->native != NULL)
    return r->native;
  if (!r->complete || r->size == 0) {
    (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                       "%s %s has no members: only a pointer to it can be "
                       "passed",
                       r->is_union ? "union" : "struct",
                       r->tag != NULL     ? r->tag
                       : r->alias != NULL ? r->alias
                                          : "");
    return NULL;
  }
  if (!(r->regular ? elements_regular(&e, r) : elements_irregular(&e, r)))
    return NULL;
  native = c_alloc(r->unit, sizeof(*native));
  if (native == NULL)
    return ffi__no_memory(b), NULL;
  native->type = FFI_TYPE_STRUCT;
  native->size = r->size;
  native->alignment = (unsigned short)r->align;
  native->elements = e.list;
  r->native = native;
  return native;
}

ffi_type *ffi__native(bridge *b, const c_type *type) {
  ffi_type *native;

  if (type->kind == C_RECORD)
    return native_record(b, type->record);
  native = native_scalar(type);
  if (native == NULL)
    (void)drupe_throwf(b->cx, DRUPE_TYPE_ERROR, "ERR_FFI_UNAVAILABLE",
                       "an array or a function cannot be passed by value");
  return native;
}

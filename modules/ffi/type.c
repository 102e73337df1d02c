/* modules/ffi/type.c - types: making, comparing and printing them. */
#include "types.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <uchar.h>
#include <wchar.h>

#define BASIC(kind, ctype, text)                                               \
  [kind] = {kind,  0,    (uint32_t)_Alignof(ctype), sizeof(ctype), text, NULL, \
            0,     NULL, NULL,                      NULL,          NULL}

static const c_type basics[] = {
    [C_VOID] = {C_VOID, 0, 1, 0, "void", NULL, 0, NULL, NULL, NULL, NULL},
    BASIC(C_BOOL, _Bool, "bool"),
    BASIC(C_CHAR, char, "char"),
    BASIC(C_INT8, int8_t, "signed char"),
    BASIC(C_UINT8, uint8_t, "unsigned char"),
    BASIC(C_INT16, int16_t, "short"),
    BASIC(C_UINT16, uint16_t, "unsigned short"),
    BASIC(C_INT32, int32_t, "int"),
    BASIC(C_UINT32, uint32_t, "unsigned int"),
    BASIC(C_INT64, int64_t, "long long"),
    BASIC(C_UINT64, uint64_t, "unsigned long long"),
    BASIC(C_FLOAT, float, "float"),
    BASIC(C_DOUBLE, double, "double"),
    BASIC(C_LONG_DOUBLE, long double, "long double"),
    BASIC(C_WCHAR, wchar_t, "wchar_t"),
    BASIC(C_CHAR16, char16_t, "char16_t"),
    BASIC(C_CHAR32, char32_t, "char32_t"),
};

const c_type *c_basic(c_kind kind) {
  assert(kind < sizeof(basics) / sizeof(basics[0]));
  return &basics[kind];
}

c_type *c_derive(c_unit *u, c_kind kind, const c_type *of) {
  c_type *t = c_alloc(u, sizeof(*t));

  if (t != NULL) {
    t->kind = kind;
    t->of = of;
    t->align = 1;
  }
  return t;
}

c_type *c_pointer_to(c_unit *u, const c_type *of) {
  c_type *t = c_derive(u, C_POINTER, of);

  if (t != NULL) {
    t->size = sizeof(void *);
    t->align = (uint32_t)_Alignof(void *);
  }
  return t;
}

c_type *c_array_of(c_unit *u, const c_type *of, size_t length) {
  c_type *t = c_derive(u, C_ARRAY, of);

  if (t != NULL) {
    t->length = length;
    t->size = length == C_FLEXIBLE ? 0 : length * c_size(of);
    t->align = c_align(of);
  }
  return t;
}

const c_type *c_qualify(c_unit *u, const c_type *type, uint32_t flags) {
  c_type *copy;

  if ((type->flags | flags) == type->flags)
    return type;
  copy = c_alloc(u, sizeof(*copy));
  if (copy == NULL)
    return NULL;
  *copy = *type;
  copy->flags |= flags;
  copy->plain = c_plain(type);
  return copy;
}

bool c_is_integer(const c_type *type) {
  return (type->kind >= C_CHAR && type->kind <= C_UINT64) ||
         (type->kind >= C_WCHAR && type->kind <= C_ENUM);
}

bool c_is_signed(const c_type *type) {
  switch (type->kind) {
  case C_CHAR:
    return (char)-1 < 0;
  case C_WCHAR:
    return (wchar_t)-1 < 0;
  case C_INT8:
  case C_INT16:
  case C_INT32:
  case C_INT64:
    return true;
  case C_ENUM:
    return c_is_signed(type->of);
  default:
    return false;
  }
}

bool c_is_byte(const c_type *type) {
  return type->kind >= C_CHAR && type->kind <= C_UINT8;
}

bool c_is_text(const c_type *type) {
  return type->kind == C_CHAR ||
         (type->kind >= C_WCHAR && type->kind <= C_CHAR32);
}

static bool same_functions(const c_function *a, const c_function *b) {
  uint32_t i;

  if (a == b)
    return true;
  if (a->count != b->count || a->variadic != b->variadic ||
      !c_same(a->result, b->result))
    return false;
  for (i = 0; i < a->count; i++)
    if (!c_same(a->params[i].type, b->params[i].type))
      return false;
  return true;
}

/* Two libraries may have read the same header: then the names must do. */
static bool same_records(const c_record *a, const c_record *b) {
  const char *x = a->tag != NULL ? a->tag : a->alias;
  const char *y = b->tag != NULL ? b->tag : b->alias;

  if (a == b)
    return true;
  if (x == NULL || y == NULL || strcmp(x, y) != 0 ||
      a->is_union != b->is_union)
    return false;
  return !a->complete || !b->complete ||
         (a->size == b->size && a->count == b->count);
}

bool c_same(const c_type *a, const c_type *b) {
  if (c_plain(a) == c_plain(b))
    return true;
  if (a->kind == C_ENUM || b->kind == C_ENUM || c_is_integer(a))
    return c_is_integer(a) && c_is_integer(b) && a->size == b->size &&
           c_is_signed(a) == c_is_signed(b);
  if (a->kind != b->kind)
    return false;
  switch (a->kind) {
  case C_POINTER:
    return c_same(a->of, b->of);
  case C_ARRAY:
    return a->length == b->length && c_same(a->of, b->of);
  case C_RECORD:
    return same_records(a->record, b->record);
  case C_FUNCTION:
    return same_functions(a->function, b->function);
  default:
    return true;
  }
}

/* As C, which lets void * and pointers to bytes mean "memory"; and an array is
 * its first element. */
bool c_may_point(const c_type *to, const c_type *from) {
  if ((from->flags & C_CONST) != 0 && (to->flags & C_CONST) == 0)
    return false;
  if (to->kind == C_VOID || from->kind == C_VOID)
    return true;
  if (c_is_byte(to))
    return c_is_byte(from) || from->kind == C_ARRAY;
  if (from->kind == C_ARRAY && to->kind != C_ARRAY)
    return c_same(to, from->of);
  return c_same(to, from);
}

const char *c_why_not(const c_type *type) {
  switch (type->kind) {
  case C_UNKNOWN:
    return type->name;
  case C_RECORD:
    return type->record->why;
  case C_ARRAY:
    return c_why_not(type->of);
  default:
    return NULL;
  }
}

/* -- printing ------------------------------------------------------------- */
typedef struct printer {
  char *text;
  size_t room, used;
} printer;

static void put(printer *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void put(printer *p, const char *format, ...) {
  va_list args;
  int n;

  va_start(args, format);
  n = vsnprintf(p->text + p->used, p->room - p->used, format, args);
  va_end(args);
  if (n > 0)
    p->used += (size_t)n;
  if (p->used >= p->room)
    p->used = p->room - 1;
}

static void put_base(printer *p, const c_type *t) {
  const c_record *r;

  if ((t->flags & C_CONST) != 0)
    put(p, "const ");
  if (t->name != NULL) {
    put(p, "%s", t->name);
  } else if (t->kind == C_RECORD) {
    r = t->record;
    if (r->tag == NULL && r->alias != NULL)
      put(p, "%s", r->alias);
    else
      put(p, "%s%s%s", r->is_union ? "union" : "struct",
          r->tag == NULL ? "" : " ", r->tag == NULL ? "" : r->tag);
  } else if (t->kind == C_ENUM) {
    put(p, "enum%s%s", t->names->tag == NULL ? "" : " ",
        t->names->tag == NULL ? "" : t->names->tag);
  }
}

static void put_params(printer *p, const c_function *f) {
  char text[256];
  uint32_t i;

  put(p, "(");
  for (i = 0; i < f->count; i++)
    put(p, "%s%s", i == 0 ? "" : ", ",
        c_print(f->params[i].type, f->params[i].name, text, sizeof(text)));
  if (f->variadic)
    put(p, "%s...", f->count == 0 ? "" : ", ");
  else if (f->count == 0)
    put(p, "void");
  put(p, ")");
}

static void put_flags(printer *p, const c_type *t) {
  if ((t->flags & C_CONST) != 0)
    put(p, "const ");
  if ((t->flags & C_OUT) != 0)
    put(p, "_Out_ ");
  if ((t->flags & C_INOUT) != 0)
    put(p, "_Inout_ ");
  if ((t->flags & C_DEREF) != 0)
    put(p, "_Deref_ ");
  if ((t->flags & C_NULLABLE) != 0)
    put(p, "?");
}

/* Inside out, as declarators are read: `inner` is what stands in the middle. */
static void put_type(printer *p, const c_type *t, const char *inner) {
  printer q;
  char text[400];

  q = (printer){text, sizeof(text), 0};
  text[0] = '\0';
  if (t->name != NULL || t->of == NULL ||
      (t->kind != C_POINTER && t->kind != C_ARRAY)) {
    if (t->kind != C_FUNCTION || t->name != NULL) {
      put_base(p, t);
      put(p, "%s%s", inner[0] == '\0' ? "" : " ", inner);
      return;
    }
    put(&q, "%s", inner);
    put_params(&q, t->function);
    put_type(p, t->function->result, text);
    return;
  }
  if (t->kind == C_ARRAY) {
    if (t->length == C_FLEXIBLE)
      put(&q, "%s[]", inner);
    else
      put(&q, "%s[%zu]", inner, t->length);
  } else {
    bool wrap = t->of->name == NULL &&
                (t->of->kind == C_FUNCTION || t->of->kind == C_ARRAY);

    put(&q, wrap ? "(*" : "*");
    put_flags(&q, t);
    put(&q, "%s%s", inner, wrap ? ")" : "");
  }
  put_type(p, t->of, text);
}

const char *c_print(const c_type *type, const char *name, char *room,
                    size_t size) {
  printer p = {room, size, 0};

  room[0] = '\0';
  put_type(&p, type, name == NULL ? "" : name);
  return room;
}

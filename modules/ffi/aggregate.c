/* modules/ffi/aggregate.c - struct, union and enum. */
#include "parse.h"

#include <stdio.h>
#include <string.h>

enum { FIELDS_MOST = 4096, ENUM_FIRST = 64 };

/* The type of "struct x", made if it is not known yet. */
static c_type *tag_type(c_parser *p, const char *what, const char *tag) {
  char key[300];
  c_type *type;
  void **place;

  if (tag != NULL) {
    snprintf(key, sizeof(key), "%s %s", what, tag);
    place = c_map_place(p->unit, &p->unit->tags, key);
    if (place == NULL)
      return NULL;
    if (*place != NULL)
      return *place;
  }
  type = c_derive(p->unit, what[0] == 'e' ? C_ENUM : C_RECORD, NULL);
  if (type == NULL)
    return NULL;
  if (tag != NULL)
    *(void **)c_map_place(p->unit, &p->unit->tags, key) = type;
  if (type->kind == C_ENUM) {
    type->names = c_alloc(p->unit, sizeof(*type->names));
    type->of = c_basic(C_UINT32);
    type->size = type->align = 4;
    if (type->names != NULL)
      type->names->tag = tag;
    return type->names == NULL ? NULL : type;
  }
  type->record = c_alloc(p->unit, sizeof(*type->record));
  if (type->record == NULL)
    return NULL;
  type->record->tag = tag;
  type->record->is_union = what[0] == 'u';
  type->record->type = type;
  type->record->unit = p->unit;
  type->record->regular = !type->record->is_union;
  type->record->align = 1;
  return type;
}

/* -- fields --------------------------------------------------------------- */
typedef struct fields {
  c_field *list;
  uint32_t count, room;
  c_layout layout;
} fields;

static bool fields_add(c_parser *p, fields *f, const c_field *field) {
  uint32_t room;
  c_field *list;

  if (f->count == f->room) {
    room = f->room == 0 ? 8 : f->room * 2;
    list = room > FIELDS_MOST ? NULL : c_alloc(p->unit, room * sizeof(*list));
    if (list == NULL)
      return c_fail(p, "too many fields, or out of memory");
    if (f->count > 0)
      memcpy(list, f->list, f->count * sizeof(*list));
    f->list = list;
    f->room = room;
  }
  f->list[f->count++] = *field;
  return true;
}

/* The fields of a record with no name are fields of the one around it. */
static bool fields_inherit(c_parser *p, fields *f, const c_field *outer) {
  const c_record *inner = outer->type->record;
  c_field field;
  uint32_t i;

  for (i = 0; i < inner->count; i++) {
    field = inner->fields[i];
    field.offset += outer->offset;
    if (!fields_add(p, f, &field))
      return false;
  }
  return true;
}

static bool field_check(c_parser *p, fields *f, const c_field *field) {
  c_record *r = f->layout.record;
  const c_type *type = field->type;

  if (c_why_not(type) != NULL) {
    if (r->why == NULL)
      r->why = c_why_not(type);
    return true;
  }
  if (type->kind == C_VOID || type->kind == C_FUNCTION ||
      (type->kind == C_RECORD && !type->record->complete))
    return c_fail(p, "field '%s' has no size",
                  field->name == NULL ? "" : field->name);
  if (field->bits != 0 && !c_is_integer(type) && type->kind != C_BOOL)
    return c_fail(p, "bits of a type that is no integer");
  if (type->kind == C_RECORD && !type->record->regular)
    r->regular = false;
  return true;
}

/* ": 3" behind a declarator.  A width of 0 is marked by one that cannot be. */
static bool bits_read(c_parser *p, fields *f, c_field *field) {
  int64_t bits = 0;

  if (!c_expression_int(p, &bits))
    return false;
  if (bits < 0 || (uint64_t)bits > (uint64_t)field->type->size * 8 ||
      (bits == 0 && field->name != NULL))
    return c_fail(p, "a bitfield of %lld bits", (long long)bits);
  field->bits = bits == 0 ? (uint32_t)field->type->size * 8 + 1
                          : (uint32_t)bits;
  f->layout.record->regular = false;
  return true;
}

static bool field_place(c_parser *p, fields *f, c_field *field,
                        uint32_t align) {
  if (!field_check(p, f, field))
    return false;
  if (f->layout.record->why != NULL)
    return true;
  c_layout_field(&f->layout, field, align);
  if (align > c_align(field->type))
    f->layout.record->regular = false;
  if (field->name == NULL)
    return field->type->kind != C_RECORD || fields_inherit(p, f, field);
  return fields_add(p, f, field);
}

/* One declaration: `int a, b : 3, *c[2];` */
static bool fields_declare(c_parser *p, fields *f) {
  c_specifiers s;
  c_field field;
  uint32_t flags;

  memset(&s, 0, sizeof(s));
  if (c_take_name(p, "_Static_assert")) {
    c_skip_brackets(p);
    return c_expect(p, ';');
  }
  if (!c_specifiers_read(p, &s))
    return false;
  do {
    memset(&field, 0, sizeof(field));
    field.type = s.type;
    if (!c_is(p, ':') && !c_is(p, ';')) {
      field.type = c_declarator(p, s.type, &field.name, &s);
      if (field.type == NULL)
        return false;
    }
    if (c_take(p, ':') && !bits_read(p, f, &field))
      return false;
    flags = 0;
    c_decorations(p, &s, &flags);
    if (s.why != NULL && f->layout.record->why == NULL)
      f->layout.record->why = s.why;
    if (s.packed)
      f->layout.record->regular = false;
    if (!field_place(p, f, &field, s.align))
      return false;
  } while (c_take(p, ','));
  return c_expect(p, ';');
}

static void fields_end(fields *f, uint32_t align) {
  c_record *r = f->layout.record;
  uint32_t i;

  c_layout_end(&f->layout, align);
  r->fields = f->list;
  r->count = f->count;
  for (i = 0; i < r->count; i++) {
    r->fields[i].index = i;
    r->fields[i].record = r;
  }
  if (align > 0 || f->layout.pack != 0)
    r->regular = false;
}

/* An attribute at the end counts from the first field on: the body is read
 * again when it says "packed". */
static bool record_body(c_parser *p, c_record *r, c_specifiers *s) {
  c_parser start = *p;
  uint32_t flags = 0;
  fields f;
  bool again = false;

  do {
    memset(&f, 0, sizeof(f));
    f.layout.record = r;
    f.layout.pack = p->pack;
    r->packed = s->packed;
    r->regular = !r->is_union && !s->packed;
    while (!c_is(p, '}') && p->token.kind != T_END)
      if (!fields_declare(p, &f))
        return false;
    if (!c_expect(p, '}'))
      return false;
    c_decorations(p, s, &flags);
    again = s->packed && !r->packed;
    if (again)
      *p = start;
  } while (again);
  fields_end(&f, s->align);
  return true;
}

const c_type *c_struct_or_union(c_parser *p, bool is_union) {
  const char *tag = NULL;
  c_specifiers s;
  uint32_t flags = 0;
  c_type *type;

  memset(&s, 0, sizeof(s));
  c_next(p);
  c_decorations(p, &s, &flags);
  if (p->token.kind == T_NAME) {
    tag = p->token.name;
    c_next(p);
  } else if (!c_is(p, '{')) {
    (void)c_fail(p, "a %s wants a name or a body",
                 is_union ? "union" : "struct");
  }
  if (p->failed)
    return NULL;
  type = tag_type(p, is_union ? "union" : "struct", tag);
  if (type == NULL) {
    (void)c_fail(p, "out of memory");
    return NULL;
  }
  if (!c_take(p, '{'))
    return type;
  if (type->record->complete) {
    (void)c_fail(p, "%s %s is there already", is_union ? "union" : "struct",
                 tag == NULL ? "" : tag);
    return NULL;
  }
  return record_body(p, type->record, &s) ? type : NULL;
}

/* -- enums ---------------------------------------------------------------- */
static bool enumerator_define(c_parser *p, const char *name, int64_t value) {
  c_symbol *symbol = c_alloc(p->unit, sizeof(*symbol));
  void **place = c_map_place(p->unit, &p->unit->symbols, name);

  if (symbol == NULL || place == NULL)
    return c_fail(p, "out of memory");
  symbol->name = name;
  symbol->kind = C_SYMBOL_CONSTANT;
  symbol->file = p->file;
  symbol->value.kind = C_VALUE_INT;
  symbol->value.bits = (uint64_t)value;
  symbol->value.is_long = value > INT32_MAX || value < INT32_MIN;
  *place = symbol;
  *p->unit->last = symbol;
  p->unit->last = &symbol->next;
  return true;
}

static bool enumerator_read(c_parser *p, c_enumerator *out, int64_t value) {
  c_specifiers unused;
  uint32_t flags = 0;

  memset(&unused, 0, sizeof(unused));
  if (p->token.kind != T_NAME)
    return c_fail(p, "the name of an enumerator is expected");
  out->name = p->token.name;
  out->value = value;
  c_next(p);
  c_decorations(p, &unused, &flags); /* attributes, as in curl.h */
  if (c_take(p, '=') && !c_expression_int(p, &out->value))
    return false;
  return enumerator_define(p, out->name, out->value);
}

/* GCC's rule: unsigned int unless one is negative; larger ones take 64 bits. */
static void enum_choose(c_type *type) {
  bool negative = false, wide = false;
  uint32_t i;

  for (i = 0; i < type->names->count; i++) {
    int64_t v = type->names->list[i].value;

    negative = negative || v < 0;
    wide = wide || v < INT32_MIN || v > UINT32_MAX;
  }
  for (i = 0; negative && i < type->names->count; i++)
    wide = wide || type->names->list[i].value > INT32_MAX;
  type->of = c_basic(wide ? (negative ? C_INT64 : C_UINT64)
                          : (negative ? C_INT32 : C_UINT32));
  type->size = type->of->size;
  type->align = type->of->align;
}

static bool enum_body(c_parser *p, c_type *type) {
  uint32_t room = 0;
  int64_t value = 0;
  c_enumerator *list;
  c_enum *e = type->names;

  while (!c_is(p, '}')) {
    if (e->count == room) {
      room = room == 0 ? ENUM_FIRST : room * 2;
      list = c_alloc(p->unit, room * sizeof(*list));
      if (list == NULL)
        return c_fail(p, "out of memory");
      if (e->count > 0)
        memcpy(list, e->list, e->count * sizeof(*list));
      e->list = list;
    }
    if (!enumerator_read(p, &e->list[e->count], value))
      return false;
    value = e->list[e->count++].value + 1;
    if (!c_take(p, ','))
      break;
  }
  enum_choose(type);
  return c_expect(p, '}');
}

const c_type *c_enum_read(c_parser *p) {
  const char *tag = NULL;
  c_specifiers unused;
  uint32_t flags = 0;
  c_type *type;

  memset(&unused, 0, sizeof(unused));
  c_next(p);
  c_decorations(p, &unused, &flags);
  if (p->token.kind == T_NAME) {
    tag = p->token.name;
    c_next(p);
  }
  type = p->failed ? NULL : tag_type(p, "enum", tag);
  if (type == NULL) {
    (void)c_fail(p, "out of memory");
    return NULL;
  }
  if (c_take(p, '{') && !enum_body(p, type))
    return NULL;
  c_decorations(p, &unused, &flags);
  return type;
}

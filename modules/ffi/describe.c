/* modules/ffi/describe.c - what a library has, in words: C declarations and
 * TypeScript's, for `drupe ffi` and for whoever asks. */
#include "bridge.h"

#include <stdio.h>
#include <string.h>

typedef struct words {
  char *at;
  size_t room, used;
} words;

static void add(words *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void add(words *w, const char *format, ...) {
  va_list args;
  int n;

  va_start(args, format);
  n = vsnprintf(w->at + w->used, w->room - w->used, format, args);
  va_end(args);
  if (n > 0)
    w->used = w->used + (size_t)n < w->room ? w->used + (size_t)n
                                            : w->room - 1;
}

static void ts_type(words *w, const c_type *type, bool in);

/* (a0: number, s: string) => number */
static void ts_function(words *w, const c_function *f, const char *arrow,
                        bool in) {
  uint32_t i;

  add(w, "(");
  for (i = 0; i < f->count; i++) {
    const char *name = f->params[i].name;

    add(w, "%s%s%s%u: ", i == 0 ? "" : ", ", name == NULL ? "a" : name,
        name == NULL ? "" : "_", (unsigned)i);
    if ((f->params[i].type->flags & C_DEREF) != 0)
      ts_type(w, f->params[i].type->of, in);
    else
      ts_type(w, f->params[i].type, in);
  }
  if (f->variadic)
    add(w, "%s...more: unknown[]", f->count == 0 ? "" : ", ");
  add(w, ")%s", arrow);
  ts_type(w, f->result, !in);
}

static void ts_pointer(words *w, const c_type *type, bool in) {
  const c_type *of = type->of;
  bool text = c_is_text(of) && (of->flags & C_CONST) != 0;

  if (of->kind == C_FUNCTION) {
    add(w, "(");
    ts_function(w, of->function, " => ", !in);
    add(w, in ? ") | ffi.Callback" : ")");
  } else if (text) {
    add(w, in ? "string | ffi.Bytes" : "string");
  } else if (of->kind == C_RECORD && of->record->complete &&
             (of->record->tag != NULL || of->record->alias != NULL)) {
    add(w, in ? "ffi.Pointer | ffi.Bytes | Partial<%s>" : "ffi.Pointer & %s",
        of->record->tag != NULL ? of->record->tag : of->record->alias);
  } else {
    add(w, in ? "ffi.Pointer | ffi.Bytes | unknown[]" : "ffi.Pointer");
  }
  if (!in || (type->flags & C_NULLABLE) != 0)
    add(w, " | null");
}

static void ts_type(words *w, const c_type *type, bool in) {
  switch (type->kind) {
  case C_VOID:
    add(w, "void");
    break;
  case C_BOOL:
    add(w, "boolean");
    break;
  case C_ENUM:
    add(w, "number | string");
    break;
  case C_INT64:
  case C_UINT64:
    add(w, "number | bigint");
    break;
  case C_POINTER:
    ts_pointer(w, type, in);
    break;
  case C_ARRAY:
    if (c_is_text(type->of))
      add(w, "string");
    else
      add(w, "unknown[] | ffi.Pointer");
    break;
  case C_RECORD:
    if (type->record->tag == NULL && type->record->alias == NULL)
      add(w, "object");
    else
      add(w, "%s", type->record->tag != NULL ? type->record->tag
                                             : type->record->alias);
    break;
  default:
    add(w, "number");
  }
}

/* { x: number; y: number; } */
static void ts_record(words *w, const c_record *r) {
  uint32_t i;

  add(w, "{ ");
  for (i = 0; i < r->count; i++) {
    add(w, "%s: ", r->fields[i].name);
    ts_type(w, r->fields[i].type, false);
    add(w, "; ");
  }
  add(w, "}");
}

/* -- entries -------------------------------------------------------------- */
static drupe_value entry(bridge *b, const char *name, const char *kind,
                         const char *c, const char *ts, const char *why) {
  drupe_value o = drupe_object(b->cx);

  (void)drupe_set_named(b->cx, o, "name",
                        drupe_string(b->cx, name, DRUPE_NTS));
  (void)drupe_set_named(b->cx, o, "kind",
                        drupe_string(b->cx, kind, DRUPE_NTS));
  (void)drupe_set_named(b->cx, o, "c", drupe_string(b->cx, c, DRUPE_NTS));
  if (ts != NULL)
    (void)drupe_set_named(b->cx, o, "ts",
                          drupe_string(b->cx, ts, DRUPE_NTS));
  if (why != NULL)
    (void)drupe_set_named(b->cx, o, "why",
                          drupe_string(b->cx, why, DRUPE_NTS));
  return o;
}

static drupe_value entry_of_symbol(library *l, const c_symbol *s) {
  char c[1024] = "", ts[8192] = "";
  words w = {ts, sizeof(ts), 0};
  const char *kind = s->kind == C_SYMBOL_FUNCTION ? "function" : "variable";
  void *address = ffi__library_find(l, s);

  if (address == NULL || !ffi__library_owns(l, address))
    return drupe_none();
  if (s->type != NULL) {
    c_print(s->type, s->name, c, sizeof(c));
    if (s->why == NULL && s->kind == C_SYMBOL_FUNCTION)
      ts_function(&w, s->type->function, ": ", true);
    else if (s->why == NULL)
      ts_type(&w, s->type, false);
  }
  return entry(l->bridge, s->name, kind, c[0] == '\0' ? s->name : c, ts,
               s->why);
}

static drupe_value entry_of_record(library *l, const c_type *type,
                                   const char *name) {
  char c[1024], ts[8192];
  words w = {ts, sizeof(ts), 0};

  ts_record(&w, type->record);
  return entry(l->bridge, name, "record",
               c_print(type, NULL, c, sizeof(c)), ts, NULL);
}

/* Records the library's functions could use, by the name they have in JS. */
static void records_add(library *l, drupe_value list, uint32_t *count) {
  const c_map *maps[2] = {&l->unit->tags, &l->unit->symbols};
  const c_symbol *s;
  const c_type *type;
  uint32_t i, k;

  for (k = 0; k < 2; k++)
    for (i = 0; i < maps[k]->room; i++) {
      if (maps[k]->entries[i].key == NULL)
        continue;
      s = maps[k]->entries[i].value;
      type = k == 0 ? maps[k]->entries[i].value
                    : (s->kind == C_SYMBOL_TYPE ? s->type : NULL);
      if (type == NULL || type->kind != C_RECORD || !type->record->complete ||
          type->record->why != NULL ||
          (k == 1 && (type->record->tag != NULL ||
                      strcmp(type->record->alias, s->name) != 0)))
        continue;
      (void)drupe_set_at(l->bridge->cx, list, (*count)++,
                         entry_of_record(l, type,
                                         k == 0 ? type->record->tag
                                                : s->name));
    }
}

/* describe(library): an array of { name, kind, c, ts, why }; constants are
 * properties of the library already. */
drupe_value ffi__describe_js(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  library *l = ffi__library_of(b, call->argv[0]);
  drupe_value list, made;
  const c_symbol *s;
  drupe_scope scope;
  uint32_t count = 0;

  if (l == NULL)
    return cx->function->bad_argument(cx, call, 0, "a library of ffi.open");
  list = drupe_array(cx, 0);
  for (s = l->unit->first; s != NULL; s = s->next) {
    drupe_scope_open(cx, &scope);
    if (s->kind == C_SYMBOL_FUNCTION || s->kind == C_SYMBOL_OBJECT) {
      made = entry_of_symbol(l, s);
      if (!drupe_is_none(made))
        (void)drupe_set_at(cx, list, count++, made);
    }
    (void)drupe_scope_close(cx, &scope, drupe_none());
  }
  records_add(l, list, &count);
  return list;
}

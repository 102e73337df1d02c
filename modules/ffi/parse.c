/* modules/ffi/parse.c - whole texts: the declarations of a header or of what
 * a script wrote, one after the other. */
#include "parse.h"

#include <stdio.h>
#include <string.h>

static c_symbol *symbol_add(c_parser *p, const char *name) {
  c_symbol *s = c_alloc(p->unit, sizeof(*s));
  void **place = c_map_place(p->unit, &p->unit->symbols, name);

  if (s == NULL || place == NULL) {
    (void)c_fail(p, "out of memory");
    return NULL;
  }
  s->name = name;
  s->file = p->file;
  if (*place != NULL) { /* the last declaration counts, in the first's place */
    c_symbol *next = ((c_symbol *)*place)->next;
    c_symbol **from = p->unit->last;
    c_symbol *old = *place;

    *old = *s;
    old->next = next;
    p->unit->last = from;
    return old;
  }
  *place = s;
  *p->unit->last = s;
  p->unit->last = &s->next;
  return s;
}

/* -- typedefs ------------------------------------------------------------- */
/* wchar_t and the like are more than the integers that headers make of them. */
static const c_type *typedef_special(const char *name) {
  if (strcmp(name, "wchar_t") == 0)
    return c_basic(C_WCHAR);
  if (strcmp(name, "char16_t") == 0)
    return c_basic(C_CHAR16);
  if (strcmp(name, "char32_t") == 0)
    return c_basic(C_CHAR32);
  return NULL;
}

static bool declare_type(c_parser *p, const char *name, const c_type *type,
                         const c_specifiers *s) {
  const c_type *special = typedef_special(name);
  c_type *copy = c_alloc(p->unit, sizeof(*copy));
  c_symbol *symbol;

  if (copy == NULL)
    return c_fail(p, "out of memory");
  if (special != NULL)
    type = special;
  *copy = *type;
  copy->plain = c_plain(type);
  copy->name = name;
  if (s->why != NULL) {
    memset(copy, 0, sizeof(*copy));
    copy->kind = C_UNKNOWN;
    copy->align = 1;
    copy->name = name;
  }
  if (copy->kind == C_RECORD && copy->record->alias == NULL)
    copy->record->alias = name;
  if (s->align > copy->align && copy->kind != C_RECORD)
    copy->align = s->align;
  symbol = symbol_add(p, name);
  if (symbol == NULL)
    return false;
  symbol->kind = C_SYMBOL_TYPE;
  symbol->type = copy;
  return true;
}

/* -- functions and variables ---------------------------------------------- */
/* What of a function's types cannot pass; NULL: all can. */
static const char *function_why_not(c_parser *p, const c_function *f) {
  const char *why = c_why_not(f->result);
  uint32_t i;

  for (i = 0; i < f->count && why == NULL; i++)
    why = c_why_not(f->params[i].type);
  return why == NULL ? NULL
                     : c_format(p->unit, "its type %s cannot be expressed",
                                why);
}

static bool declare_symbol(c_parser *p, const char *name, const c_type *type,
                           const c_specifiers *s) {
  c_symbol *symbol = symbol_add(p, name);

  if (symbol == NULL)
    return false;
  symbol->kind = type->kind == C_FUNCTION ? C_SYMBOL_FUNCTION
                                          : C_SYMBOL_OBJECT;
  symbol->type = type;
  symbol->label = s->label;
  if (s->is_static)
    symbol->why = "it is static: the library has no symbol for it";
  else if (s->why != NULL)
    symbol->why = s->why;
  else if (type->kind == C_FUNCTION)
    symbol->why = function_why_not(p, type->function);
  else if (c_why_not(type) != NULL)
    symbol->why = c_format(p->unit, "its type %s cannot be expressed",
                           c_why_not(type));
  if (type->kind == C_FUNCTION) {
    type->function->dispose = s->dispose;
    type->function->throws_errno = s->throws_errno;
  }
  if (symbol->why != NULL && !p->header && !s->is_static)
    return c_fail(p, "%s: %s", name, symbol->why);
  return true;
}

/* An initialiser is of no use: goes to the "," or ";" behind it. */
static void initializer_skip(c_parser *p) {
  while (!c_is(p, ',') && !c_is(p, ';') && p->token.kind != T_END) {
    if (c_is(p, '(') || c_is(p, '{') || c_is(p, '['))
      c_skip_brackets(p);
    else
      c_next(p);
  }
}

/* One declarator and what stands behind it.  *body: it was a definition. */
static bool declare_one(c_parser *p, const c_specifiers *shared, bool *body) {
  c_specifiers s = *shared;
  const char *name = NULL;
  uint32_t flags = 0;
  const c_type *type = c_declarator(p, s.type, &name, &s);

  if (type == NULL)
    return false;
  c_decorations(p, &s, &flags);
  if (name == NULL)
    return c_fail(p, "a declaration with no name");
  if (s.is_typedef ? !declare_type(p, name, type, &s)
                   : !declare_symbol(p, name, type, &s))
    return false;
  *body = type->kind == C_FUNCTION && c_is(p, '{');
  if (*body)
    c_skip_brackets(p);
  else if (c_take(p, '='))
    initializer_skip(p);
  return true;
}

static bool declaration(c_parser *p) {
  c_specifiers s;
  bool body = false;

  memset(&s, 0, sizeof(s));
  if (c_take(p, ';'))
    return true;
  if (c_take_name(p, "_Static_assert") || c_take_name(p, "static_assert")) {
    c_skip_brackets(p);
    return c_expect(p, ';');
  }
  if (!c_specifiers_read(p, &s))
    return false;
  if (c_take(p, ';'))
    return true;
  do {
    if (!declare_one(p, &s, &body))
      return false;
  } while (!body && c_take(p, ','));
  return body || c_expect(p, ';');
}

/* -- recovery ------------------------------------------------------------- */
/* Goes past the declaration that could not be read, and notes the reason under
 * the name that it seems to declare: the first before a bracket. */
static void recover(c_parser *p, const c_parser *start) {
  const char *why = c_copy(p->unit, p->failure->text,
                           strlen(p->failure->text));
  const char *before = NULL, *name = NULL;
  bool after_params = false;
  c_symbol *symbol;

  *p = *start;
  p->failed = false;
  while (p->token.kind != T_END && !c_is(p, ';')) {
    if (c_is(p, '{')) {
      c_skip_brackets(p);
      if (after_params)
        break;
    } else if (c_is(p, '(')) {
      if (name == NULL && before != NULL)
        name = before;
      c_skip_brackets(p);
      after_params = true;
    } else {
      before = p->token.kind == T_NAME && strncmp(p->token.name, "__", 2) != 0
                   ? p->token.name
                   : NULL;
      c_next(p);
    }
  }
  (void)c_take(p, ';');
  if (name == NULL || c_map_get(&p->unit->symbols, name) != NULL)
    return;
  symbol = symbol_add(p, name);
  if (symbol != NULL) {
    symbol->kind = C_SYMBOL_FUNCTION;
    symbol->file = start->file;
    symbol->why = why;
  }
}

bool c_parse(c_unit *u, const c_source *source, c_failure *failure) {
  c_parser p, start;

  c_parser_init(&p, u, source, failure);
  while (p.token.kind != T_END) {
    start = p;
    if (declaration(&p))
      continue;
    if (!source->header)
      return false;
    recover(&p, &start);
  }
  return !p.failed;
}

/* -- one type ------------------------------------------------------------- */
static const c_type *type_read(c_parser *p) {
  c_specifiers s;
  const char *name = NULL;
  const c_type *type;
  uint32_t flags = 0;

  memset(&s, 0, sizeof(s));
  if (!c_specifiers_read(p, &s))
    return NULL;
  type = c_declarator(p, s.type, &name, &s);
  if (type == NULL)
    return NULL;
  c_decorations(p, &s, &flags);
  flags = (flags | s.annotations) & ~(uint32_t)C_CONST;
  if (flags != 0 && type->kind == C_POINTER)
    type = c_qualify(p->unit, type, flags);
  if (type != NULL && c_why_not(type) != NULL)
    (void)c_fail(p, "%s cannot be expressed", c_why_not(type));
  else if (p->token.kind != T_END)
    (void)c_fail(p, "'%.*s' behind the type",
                 (int)(p->token.size < 40 ? p->token.size : 40),
                 p->token.text);
  return p->failed ? NULL : type;
}

const c_type *c_type_of(c_unit *u, const char *text, size_t size,
                        c_failure *failure) {
  c_source source = {text, size, NULL, false};
  char key[200];
  const c_type *type;
  void **place = NULL;
  c_parser p;

  if (size < sizeof(key) && memchr(text, '\0', size) == NULL) {
    memcpy(key, text, size);
    key[size] = '\0';
    type = c_map_get(&u->texts, key);
    if (type != NULL)
      return type;
  }
  c_parser_init(&p, u, &source, failure);
  type = p.failed ? NULL : type_read(&p);
  if (type != NULL && size < sizeof(key) &&
      memchr(text, '\0', size) == NULL &&
      (place = c_map_place(u, &u->texts, key)) != NULL)
    *place = (void *)(uintptr_t)type;
  return type;
}

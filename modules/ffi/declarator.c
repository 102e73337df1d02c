/* modules/ffi/declarator.c - declarators: pointers, arrays, functions, and the
 * name in their middle. */
#include "parse.h"

#include <assert.h>
#include <string.h>

enum { PARAMS_MOST = 128 };

static const c_type *no_memory(c_parser *p) {
  (void)c_fail(p, "out of memory");
  return NULL;
}

/* What a parameter becomes: arrays and functions are passed by address. */
static const c_type *param_decay(c_parser *p, const c_type *type) {
  if (type->kind == C_ARRAY)
    return c_pointer_to(p->unit, type->of);
  if (type->kind == C_FUNCTION)
    return c_pointer_to(p->unit, type);
  return type;
}

static bool param_read(c_parser *p, c_param *out) {
  c_specifiers s;
  const c_type *type;
  uint32_t flags = 0;

  memset(&s, 0, sizeof(s));
  if (!c_specifiers_read(p, &s))
    return false;
  type = c_declarator(p, s.type, &out->name, &s);
  if (type == NULL)
    return false;
  type = param_decay(p, type);
  c_decorations(p, &s, &flags);
  flags = (flags | s.annotations) & ~(uint32_t)C_CONST;
  if (type != NULL && flags != 0 && type->kind == C_POINTER)
    type = c_qualify(p->unit, type, flags);
  out->type = type;
  return type != NULL || no_memory(p) != NULL;
}

/* (void), (), (int a, char *b, ...) */
static bool params_read(c_parser *p, c_function *f) {
  c_param list[PARAMS_MOST];

  memset(list, 0, sizeof(list));
  while (!c_is(p, ')')) {
    if (c_take(p, C2('.', '.'))) {
      f->variadic = true;
      break;
    }
    if (f->count == PARAMS_MOST)
      return c_fail(p, "more than %d parameters", PARAMS_MOST);
    if (!param_read(p, &list[f->count]))
      return false;
    f->count++;
    if (!c_take(p, ','))
      break;
  }
  if (!c_expect(p, ')'))
    return false;
  if (f->count == 1 && list[0].type != NULL &&
      list[0].type->kind == C_VOID && list[0].name == NULL)
    f->count = 0;
  f->params = c_alloc(p->unit, (f->count + 1) * sizeof(*list));
  if (f->params == NULL)
    return no_memory(p) != NULL;
  memcpy(f->params, list, f->count * sizeof(*list));
  return true;
}

static const c_type *function_read(c_parser *p, const c_type *result) {
  c_function *f = c_alloc(p->unit, sizeof(*f));
  c_type *type = c_derive(p->unit, C_FUNCTION, NULL);

  if (f == NULL || type == NULL)
    return no_memory(p);
  if (++p->depth > PARSE_DEPTH) {
    (void)c_fail(p, "nested too deeply");
    return NULL;
  }
  f->result = result;
  f->type = type;
  type->function = f;
  if (!params_read(p, f))
    return NULL;
  p->depth--;
  return type;
}

static const c_type *suffixes(c_parser *p, const c_type *base);

static const c_type *array_read(c_parser *p, const c_type *base) {
  int64_t length = -1;
  c_specifiers unused;
  uint32_t flags = 0;
  const c_type *type;

  memset(&unused, 0, sizeof(unused));
  (void)c_take_name(p, "static");
  c_decorations(p, &unused, &flags); /* [restrict static 4] */
  (void)c_take_name(p, "static");
  if (!c_is(p, ']')) {
    if (!c_expression_int(p, &length))
      return NULL;
    if (length < 0 || length > INT32_MAX) {
      (void)c_fail(p, "an array of %lld elements", (long long)length);
      return NULL;
    }
  }
  if (!c_expect(p, ']') || (type = suffixes(p, base)) == NULL)
    return NULL;
  if (type->kind == C_FUNCTION || type->kind == C_VOID) {
    (void)c_fail(p, "an array of what has no size");
    return NULL;
  }
  type = c_array_of(p->unit, type, length < 0 ? C_FLEXIBLE : (size_t)length);
  return type == NULL ? no_memory(p) : type;
}

static const c_type *suffixes(c_parser *p, const c_type *base) {
  if (c_is(p, '[') && !(p->at < p->end && *p->at == '[')) {
    c_next(p);
    return array_read(p, base);
  }
  if (c_take(p, '('))
    return function_read(p, base);
  return base;
}

/* After "*": const, _Out_ ... and, for a callback's parameter, "&". */
static const c_type *pointers_read(c_parser *p, const c_type *base,
                                   c_specifiers *s) {
  uint32_t flags = 0;
  bool reference;

  c_decorations(p, s, &flags);
  if (flags != 0 && base->kind == C_POINTER)
    base = c_qualify(p->unit, base, flags);
  while (base != NULL && (c_is(p, '*') || c_is(p, '&') || c_is(p, '^'))) {
    reference = c_is(p, '&');
    c_next(p);
    flags = reference ? C_DEREF : 0;
    base = c_pointer_to(p->unit, base);
    c_decorations(p, s, &flags);
    if (base != NULL && flags != 0)
      base = c_qualify(p->unit, base, flags);
  }
  return base == NULL ? no_memory(p) : base;
}

/* Is the bracket looked at one around a declarator, not one of parameters? */
static bool wraps_declarator(c_parser *p) {
  c_parser ahead = *p;

  c_next(&ahead);
  if (ahead.failed)
    return false;
  if (c_is(&ahead, '*') || c_is(&ahead, '&') || c_is(&ahead, '(') ||
      c_is(&ahead, '^'))
    return true;
  if (c_is_name(&ahead, "__attribute__"))
    return true;
  return ahead.token.kind == T_NAME && !c_starts_type(&ahead);
}

/* What follows the brackets is read first, for it is nearer to the base; then
 * the reader goes back to what is inside. */
static const c_type *wrapped_read(c_parser *p, const c_type *base,
                                  const char **name, c_specifiers *s) {
  c_parser inside = *p, after;

  c_skip_brackets(p);
  base = suffixes(p, base);
  if (base == NULL)
    return NULL;
  after = *p;
  inside.depth = p->depth;
  *p = inside;
  c_next(p);
  base = c_declarator(p, base, name, s);
  if (base == NULL || !c_expect(p, ')'))
    return NULL;
  after.depth = p->depth;
  *p = after;
  return base;
}

const c_type *c_declarator(c_parser *p, const c_type *base, const char **name,
                           c_specifiers *s) {
  if (++p->depth > PARSE_DEPTH) {
    (void)c_fail(p, "nested too deeply");
    return NULL;
  }
  base = pointers_read(p, base, s);
  if (base == NULL)
    return NULL;
  if (c_is(p, '(') && wraps_declarator(p)) {
    base = wrapped_read(p, base, name, s);
  } else {
    if (p->token.kind == T_NAME) {
      *name = p->token.name;
      c_next(p);
    }
    base = suffixes(p, base);
  }
  p->depth--;
  return p->failed ? NULL : base;
}

/* kernel/signature.c - reads signatures and checks values against them.
 *
 *   "hash(data: string|buffer, rounds?: integer, ...more: any): promise"
 *
 * The text is copied; parameters point into the copy.  What a check costs at a
 * call is one shift of a mask; only integers, kinds of object and classes need
 * a look at the value. */
#include "kernel/signature.h"

#include <math.h>

typedef struct signature_type {
  const char *name;
  uint16_t mask;
  uint8_t check;
  uint8_t kinds;
} signature_type;

#define T(type) (1u << DRUPE_TYPE_##type)
#define OBJECTS (T(OBJECT) | T(FUNCTION))

static const signature_type signature_types[] = {
    {"any", 0x3FE, 0, 0},
    {"number", T(NUMBER), 0, 0},
    {"integer", T(NUMBER), DRUPE__CHECK_INTEGER, 0},
    {"int32", T(NUMBER), DRUPE__CHECK_INT32, 0},
    {"uint32", T(NUMBER), DRUPE__CHECK_UINT32, 0},
    {"boolean", T(BOOLEAN), 0, 0},
    {"string", T(STRING), 0, 0},
    {"symbol", T(SYMBOL), 0, 0},
    {"bigint", T(BIGINT), 0, 0},
    {"function", T(FUNCTION), 0, 0},
    {"object", OBJECTS, 0, 0},
    {"null", T(NULL), 0, 0},
    {"undefined", T(UNDEFINED), 0, 0},
    {"void", T(UNDEFINED), 0, 0},
    {"buffer", T(OBJECT), DRUPE__CHECK_OBJECT, DRUPE__KIND_BUFFER},
    {"array", T(OBJECT), DRUPE__CHECK_OBJECT, DRUPE__KIND_ARRAY},
    {"date", T(OBJECT), DRUPE__CHECK_OBJECT, DRUPE__KIND_DATE},
    {"promise", T(OBJECT), DRUPE__CHECK_OBJECT, DRUPE__KIND_PROMISE},
};

/* -- reading -------------------------------------------------------------- */
typedef struct signature_reader {
  drupe__module *module;
  drupe__signature *out;
  const char *at;
  char *why;
  size_t room;
} signature_reader;

static bool signature_fail(signature_reader *r, const char *what) {
  snprintf(r->why, r->room, "bad signature '%s': %s at character %d",
           r->out->text, what, (int)(r->at - r->out->text));
  return false;
}

static void signature_space(signature_reader *r) {
  while (*r->at == ' ')
    r->at++;
}

static size_t signature_word(const char *p) {
  size_t n = 0;

  while ((p[n] >= 'a' && p[n] <= 'z') || (p[n] >= 'A' && p[n] <= 'Z') ||
         (p[n] >= '0' && p[n] <= '9') || p[n] == '_' || p[n] == '$')
    n++;
  return n;
}

static bool signature_class(signature_reader *r, drupe__param *p,
                            const char *name, size_t size) {
  const drupe_class_def *def = drupe__class_named(r->module, name, size);
  size_t i;

  if (def == NULL)
    return false;
  for (i = 0; i < DRUPE__COUNT(p->classes); i++)
    if (p->classes[i] == NULL) {
      p->classes[i] = def;
      p->mask |= T(OBJECT);
      p->check |= DRUPE__CHECK_OBJECT;
      p->kinds |= DRUPE__KIND_CLASS;
      return true;
    }
  return false;
}

/* Is there a plain type among the alternatives that takes every object?  Then
 * no kind needs a check. */
static void signature_widen(drupe__param *p, bool any_object) {
  if (any_object)
    p->check &= (uint8_t)~DRUPE__CHECK_OBJECT;
}

static bool signature_alternatives(signature_reader *r, drupe__param *p) {
  bool any_object = false, any_number = false;
  const signature_type *type;
  size_t size, i;

  p->types = r->at;
  for (;;) {
    signature_space(r);
    size = signature_word(r->at);
    type = NULL;
    for (i = 0; i < DRUPE__COUNT(signature_types); i++)
      if (strlen(signature_types[i].name) == size &&
          memcmp(signature_types[i].name, r->at, size) == 0)
        type = &signature_types[i];
    if (type != NULL) {
      p->mask |= type->mask;
      p->check |= type->check;
      p->kinds |= type->kinds;
      any_object |= type->check == 0 && (type->mask & T(OBJECT)) != 0;
      any_number |= type->check == 0 && (type->mask & T(NUMBER)) != 0;
    } else if (size == 0 || !signature_class(r, p, r->at, size)) {
      return signature_fail(r, "unknown type");
    }
    r->at += size;
    p->types_size = (uint16_t)(r->at - p->types);
    signature_space(r);
    if (*r->at != '|')
      break;
    r->at++;
  }
  signature_widen(p, any_object);
  if (any_number)
    p->check &= DRUPE__CHECK_OBJECT;
  return true;
}

static bool signature_param(signature_reader *r, drupe__param *p) {
  memset(p, 0, sizeof(*p));
  if (strncmp(r->at, "...", 3) == 0) {
    p->rest = true;
    r->out->rest = true;
    r->at += 3;
  }
  p->name = r->at;
  p->name_size = (uint16_t)signature_word(r->at);
  if (p->name_size == 0)
    return signature_fail(r, "a parameter needs a name");
  r->at += p->name_size;
  if (*r->at == '?') {
    p->optional = true;
    r->at++;
  }
  signature_space(r);
  if (*r->at == ':') {
    r->at++;
    signature_space(r);
    if (!signature_alternatives(r, p))
      return false;
  } else {
    p->mask = 0x3FE;
  }
  if (p->optional)
    p->mask |= T(UNDEFINED);
  return true;
}

/* Is there a parameter that does not take everything? */
static bool signature_checks(const drupe__signature *s) {
  uint32_t i;

  for (i = 0; i < s->count; i++)
    if (s->params[i].mask != signature_types[0].mask ||
        s->params[i].check != 0)
      return true;
  return false;
}

static bool signature_list(signature_reader *r) {
  drupe__signature *s = r->out;
  drupe__param *grown;
  bool optional = false;

  r->at++;
  signature_space(r);
  while (*r->at != ')') {
    grown = realloc(s->params, (s->count + 1u) * sizeof(*grown));
    if (grown == NULL)
      return signature_fail(r, "out of memory");
    s->params = grown;
    if (!signature_param(r, &s->params[s->count]))
      return false;
    optional = optional || s->params[s->count].optional ||
               s->params[s->count].rest;
    s->count++;
    if (!optional)
      s->required = s->count;
    signature_space(r);
    if (*r->at == ',') {
      if (s->rest)
        return signature_fail(r, "nothing can follow the rest");
      r->at++;
      signature_space(r);
    } else if (*r->at != ')') {
      return signature_fail(r, "expected , or )");
    }
  }
  s->checked = signature_checks(s);
  return true;
}

bool drupe__signature_read(drupe__module *m, const char *text,
                           drupe__signature *out, char *why, size_t room) {
  signature_reader r = {.module = m, .out = out, .why = why, .room = room};
  const char *name;

  memset(out, 0, sizeof(*out));
  out->text = strdup(text);
  if (out->text == NULL) {
    snprintf(why, room, "out of memory");
    return false;
  }
  name = out->text;
  r.at = name + (strncmp(name, "@@", 2) == 0 ? 2 : 0);
  r.at += strcspn(r.at, "(: ");
  out->name_size = (uint16_t)(r.at - name);
  if (out->name_size == 0 && *r.at != '(')
    (void)signature_fail(&r, "a name is missing");
  else if (*r.at != '(' || signature_list(&r))
    return true;
  drupe__signature_free(out);
  return false;
}

void drupe__signature_free(drupe__signature *s) {
  free((void *)(uintptr_t)s->text);
  free(s->params);
  memset(s, 0, sizeof(*s));
}

/* -- checking ------------------------------------------------------------- */
static bool signature_is_integer(double d) {
  return d == trunc(d) && fabs(d) <= 9007199254740991.0;
}

static bool signature_number_fits(const drupe__param *p, drupe_value v) {
  double d;

  if (drupe_is_int(v) && (p->check & DRUPE__CHECK_UINT32) == 0)
    return true;
  d = drupe_to_double(v);
  if ((p->check & DRUPE__CHECK_INT32) != 0 && d >= INT32_MIN &&
      d <= INT32_MAX && d == trunc(d))
    return true;
  if ((p->check & DRUPE__CHECK_UINT32) != 0 && d >= 0 && d <= UINT32_MAX &&
      d == trunc(d))
    return true;
  return (p->check & DRUPE__CHECK_INTEGER) != 0 && signature_is_integer(d);
}

static bool signature_object_fits(drupe__kernel *k, const drupe__param *p,
                                  drupe_value v) {
  duk_hobject *h = drupe__object_of(v);
  unsigned number;
  size_t i;

  if (h == NULL)
    return (p->kinds & DRUPE__KIND_BUFFER) != 0;
  if ((p->kinds & DRUPE__KIND_BUFFER) != 0 && DUK_HOBJECT_IS_BUFOBJ(h))
    return true;
  number = DUK_HOBJECT_GET_CLASS_NUMBER(h);
  if ((p->kinds & DRUPE__KIND_ARRAY) != 0 &&
      number == DUK_HOBJECT_CLASS_ARRAY)
    return true;
  if ((p->kinds & DRUPE__KIND_DATE) != 0 && number == DUK_HOBJECT_CLASS_DATE)
    return true;
  if ((p->kinds & DRUPE__KIND_PROMISE) != 0 &&
      drupe__kind_of_engine_object(h) == DRUPE_KIND_PROMISE)
    return true;
  for (i = 0; i < DRUPE__COUNT(p->classes) && p->classes[i] != NULL; i++)
    if (drupe__instance_of(k, v, p->classes[i]) != NULL)
      return true;
  return false;
}

bool drupe__param_fits(drupe__kernel *k, const drupe__param *p,
                       drupe_value v) {
  if (drupe_is_number(v))
    return (p->check & ~DRUPE__CHECK_OBJECT) == 0 ||
           signature_number_fits(p, v);
  if (drupe_typeof(v) == DRUPE_TYPE_OBJECT &&
      (p->check & DRUPE__CHECK_OBJECT) != 0)
    return signature_object_fits(k, p, v);
  return true;
}

/* -- refusing: Node's words --------------------------------------------------
 * lib/internal/errors.js of Node: ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE and
 * determineSpecificType. */
typedef struct signature_words {
  char types[160], instances[160];
  unsigned type_count, instance_count;
  const char *other;
} signature_words;

typedef struct refusal {
  const char *name;
  size_t name_size;
  const char *expected; /* "of type string" */
} refusal;

/* A list as Intl.ListFormat writes it: "a", "a or b", "a, b, or c". */
static void words_list(char *out, size_t room, const char *const *list,
                       unsigned count) {
  unsigned i;
  size_t n = 0;

  out[0] = 0;
  for (i = 0; i < count && n < room; i++)
    n += (size_t)snprintf(
        out + n, room - n, "%s%s%s", i == 0 ? "" : count > 2 ? ", " : " ",
        i > 0 && i == count - 1 ? "or " : "", list[i]);
}

static unsigned words_sort(const drupe__param *p, char names[][32],
                           const char *types[], const char *instances[],
                           unsigned *instance_count, const char **other) {
  static const char *const buffers[] = {"ArrayBuffer", "Buffer", "TypedArray",
                                        "DataView"};
  const char *at = p->types, *end = at + p->types_size;
  unsigned type_count = 0, used = 0, i;
  size_t size;

  *instance_count = 0;
  *other = NULL;
  while (at < end && used < 8) {
    while (at < end && (*at == ' ' || *at == '|'))
      at++;
    size = signature_word(at);
    if (size == 0)
      break;
    snprintf(names[used], 32, "%.*s", (int)size, at);
    at += size;
    if (strcmp(names[used], "buffer") == 0) {
      for (i = 0; i < DRUPE__COUNT(buffers); i++)
        instances[(*instance_count)++] = buffers[i];
    } else if (strcmp(names[used], "null") == 0 ||
               strcmp(names[used], "undefined") == 0) {
      *other = names[used];
    } else if (strcmp(names[used], "array") == 0 ||
               strcmp(names[used], "date") == 0 ||
               strcmp(names[used], "promise") == 0) {
      names[used][0] = (char)(names[used][0] - 'a' + 'A');
      instances[(*instance_count)++] = names[used];
    } else if (names[used][0] >= 'A' && names[used][0] <= 'Z') {
      instances[(*instance_count)++] = names[used];
    } else {
      types[type_count++] = names[used];
    }
    used++;
  }
  return type_count;
}

/* "of type string or an instance of Buffer" */
static void words_expected(const drupe__param *p, char *out, size_t room) {
  char names[8][32], list[200];
  const char *types[8], *instances[16], *other;
  unsigned instance_count, i;
  unsigned type_count =
      words_sort(p, names, types, instances, &instance_count, &other);
  size_t n = 0;

  out[0] = 0;
  if (instance_count > 0)
    for (i = 0; i < type_count; i++)
      if (strcmp(types[i], "object") == 0) {
        types[i] = types[--type_count];
        instances[instance_count++] = "Object";
      }
  if (type_count > 0) {
    words_list(list, sizeof(list), types, type_count);
    n = (size_t)snprintf(out, room, "%s %s%s",
                         type_count > 1 ? "one of type" : "of type", list,
                         instance_count > 0 || other != NULL ? " or " : "");
  }
  if (instance_count > 0 && n < room) {
    words_list(list, sizeof(list), instances, instance_count);
    n += (size_t)snprintf(out + n, room - n, "an instance of %s%s", list,
                          other != NULL ? " or " : "");
  }
  if (other != NULL && n < room)
    snprintf(out + n, room - n, "%s", other);
}

/* Replaces the value on top by what Node says that it received. */
static void received_object(duk_context *ctx) {
  bool has_name = false;

  duk_get_prop_literal(ctx, -1, "constructor");
  if (duk_is_object(ctx, -1)) {
    duk_get_prop_literal(ctx, -1, "name");
    has_name = duk_is_string(ctx, -1) && duk_get_length(ctx, -1) > 0;
    if (has_name) {
      duk_push_literal(ctx, "an instance of ");
      duk_dup(ctx, -2);
      duk_concat(ctx, 2);
    }
    duk_remove(ctx, has_name ? -2 : -1);
  }
  if (!has_name)
    duk_push_literal(ctx, "[Object: null prototype] {}");
  duk_replace(ctx, -3);
  duk_pop(ctx);
}

static void received_function(duk_context *ctx) {
  duk_get_prop_literal(ctx, -1, "name");
  if (duk_is_string(ctx, -1) && duk_get_length(ctx, -1) > 0) {
    duk_push_literal(ctx, "function ");
    duk_insert(ctx, -2);
    duk_concat(ctx, 2);
  } else {
    duk_pop(ctx);
    duk_push_literal(ctx, "type function ([Function (anonymous)])");
  }
  duk_replace(ctx, -2);
}

/* util.inspect of a string: the quote that needs no escape, if there is one. */
static void received_quote(duk_context *ctx) {
  size_t size, i;
  const char *text = duk_get_lstring(ctx, -1, &size);
  char quote = '\'', out[80];
  size_t n = 0;

  if (memchr(text, '\'', size) != NULL)
    quote = memchr(text, '"', size) == NULL   ? '"'
            : memchr(text, '`', size) == NULL ? '`'
                                              : '\'';
  out[n++] = quote;
  for (i = 0; i < size && n < sizeof(out) - 8; i++) {
    uint8_t c = (uint8_t)text[i];

    if (c == '\n' || c == '\t' || c == '\r' || c == '\b' || c == '\f' ||
        c == '\v') {
      out[n++] = '\\';
      out[n++] = "btnvfr"[c - 8];
    } else if (c < 0x20 || c == 0x7F) {
      n += (size_t)snprintf(out + n, 8, "\\x%02X", c);
    } else {
      if (c == (uint8_t)quote || c == '\\')
        out[n++] = '\\';
      out[n++] = (char)c;
    }
  }
  /* 28 characters at most; bytes are near enough for what gets cut anyway. */
  if (i == size)
    out[n++] = quote;
  if (n > 28) {
    n = 25;
    while (n > 0 && ((uint8_t)out[n] & 0xC0) == 0x80)
      n--;
    memcpy(out + n, "...", 3);
    n += 3;
  }
  duk_push_literal(ctx, "type string (");
  duk_push_lstring(ctx, out, n); /* a part of a string of the engine */
  duk_push_literal(ctx, ")");
  duk_concat(ctx, 3);
  duk_replace(ctx, -2);
}

static void received_primitive(duk_context *ctx) {
  double d;

  if (duk_is_string(ctx, -1) && !duk_is_symbol(ctx, -1)) {
    received_quote(ctx);
    return;
  }
  if (duk_is_symbol(ctx, -1)) {
    duk_push_literal(ctx, "type symbol (");
    duk_push_literal(ctx, "toString");
    duk_call_prop(ctx, -3, 0);
  } else if (duk_is_boolean(ctx, -1)) {
    duk_push_literal(ctx, "type boolean (");
    duk_push_string(ctx, duk_get_boolean(ctx, -2) ? "true" : "false");
  } else {
    d = duk_get_number(ctx, -1);
    duk_push_literal(ctx, "type number (");
    if (d == 0 && signbit(d)) {
      duk_push_literal(ctx, "-0");
    } else {
      duk_push_number(ctx, d);
      duk_to_string(ctx, -1);
    }
  }
  duk_push_literal(ctx, ")");
  duk_concat(ctx, 3);
  duk_replace(ctx, -2);
}

static void received_push(duk_context *ctx) {
  if (duk_is_undefined(ctx, -1) || duk_is_null(ctx, -1))
    duk_push_string(ctx, duk_is_null(ctx, -1) ? "null" : "undefined");
  else if (duk_is_function(ctx, -1)) {
    received_function(ctx);
    return;
  } else if (duk_is_object(ctx, -1) || duk_is_buffer(ctx, -1)) {
    received_object(ctx);
    return;
  } else {
    received_primitive(ctx);
    return;
  }
  duk_replace(ctx, -2);
}

static duk_ret_t refuse_do_type(duk_context *ctx, void *data) {
  const refusal *what = data;
  char text[768];
  int n;

  received_push(ctx);
  n = snprintf(text, sizeof(text), "The \"%.*s\" %s must be %s. Received ",
               (int)what->name_size, what->name,
               memchr(what->name, '.', what->name_size) != NULL ? "property"
                                                                : "argument",
               what->expected);
  drupe__push_text(ctx, text,
                   (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1);
  duk_insert(ctx, -2);
  duk_concat(ctx, 2);
  drupe__error_from_top(ctx, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_TYPE");
  return 1;
}

void drupe__argument_refuse(drupe__kernel *k, const char *name,
                            size_t name_size, const char *expected,
                            drupe_value v) {
  refusal what = {name, name_size, expected};

  if (k->pending)
    return;
  if (!duk_check_stack(k->thread, 16)) {
    (void)drupe__pend_no_memory(k);
    return;
  }
  drupe__push(k->thread, v);
  if (drupe__try(k, refuse_do_type, &what, 1))
    drupe__pend_top(k);
}

void drupe__throw_argument(duk_context *ctx, const char *name,
                           const char *expected, duk_idx_t idx) {
  refusal what = {name, strlen(name), expected};

  duk_require_stack(ctx, 16);
  duk_dup(ctx, idx);
  (void)refuse_do_type(ctx, &what);
  (void)duk_throw(ctx);
}

/* 4294967297 becomes 4_294_967_297, as Node writes large integers. */
static void refuse_digits(double d, char *out, size_t room) {
  char plain[40];
  size_t n, i, to = 0;

  n = (size_t)snprintf(plain, sizeof(plain), "%.0f", d);
  for (i = 0; i < n && to < room - 2; i++) {
    out[to++] = plain[i];
    if (plain[i] != '-' && i + 1 < n && (n - i - 1) % 3 == 0)
      out[to++] = '_';
  }
  out[to] = 0;
}

static duk_ret_t refuse_do_range(duk_context *ctx, void *data) {
  const drupe__param *p = data;
  double d = duk_get_number(ctx, -1);
  char digits[64];
  const char *range;

  if (d != trunc(d) || isinf(d) || isnan(d))
    range = "an integer";
  else if ((p->check & DRUPE__CHECK_INT32) != 0)
    range = ">= -2147483648 && <= 2147483647";
  else if ((p->check & DRUPE__CHECK_UINT32) != 0)
    range = ">= 0 && <= 4294967295";
  else
    range = ">= -9007199254740991 && <= 9007199254740991";
  if (fabs(d) > 4294967296.0 && d == trunc(d) && fabs(d) < 1e21) {
    refuse_digits(d, digits, sizeof(digits));
    duk_push_string(ctx, digits);
  } else {
    duk_to_string(ctx, -1);
  }
  duk_push_sprintf(ctx,
                   "The value of \"%.*s\" is out of range. It must be %s. "
                   "Received %s",
                   (int)p->name_size, p->name, range, duk_get_string(ctx, -1));
  drupe__error_push(ctx, DRUPE_RANGE_ERROR, "ERR_OUT_OF_RANGE",
                    duk_get_string(ctx, -1), duk_get_length(ctx, -1));
  return 1;
}

void drupe__param_refuse(drupe__kernel *k, const drupe__param *p,
                         drupe_value v) {
  char expected[512];

  if (drupe_is_number(v) && (p->mask & T(NUMBER)) != 0) {
    if (!duk_check_stack(k->thread, 16)) {
      (void)drupe__pend_no_memory(k);
      return;
    }
    drupe__push(k->thread, v);
    if (drupe__try(k, refuse_do_range, (void *)(uintptr_t)p, 1))
      drupe__pend_top(k);
    return;
  }
  words_expected(p, expected, sizeof(expected));
  drupe__argument_refuse(k, p->name, p->name_size, expected, v);
}

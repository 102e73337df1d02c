/* js/engine/regexp_replace.c - replace and replaceAll of RegExp and String
 * (ECMA-262 22.2.6.11, 22.1.3.19, 22.1.3.20). */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "regexp_text.h"

/* -- GetSubstitution ------------------------------------------------------- */

/* What a template may refer to.  Captures are byte offsets into the subject, or
 * strings on the value stack if `captures` is NULL. */
typedef struct substitution {
  const uint8_t *text;
  size_t size;
  size_t from; /* of the match */
  size_t to;
  const char *matched; /* NULL: what lies from..to */
  size_t matched_size;
  uint32_t groups; /* without the match itself */
  const uint32_t *captures;
  duk_idx_t values; /* of group 1; each one undefined or a string */
  duk_idx_t named;  /* the object of named groups, or DUK_INVALID_INDEX */
} substitution;

static void add_group(regexp_text *out, const substitution *s, uint32_t group) {
  if (s->captures != NULL) {
    uint32_t from = s->captures[2 * group];
    uint32_t to = s->captures[2 * group + 1];

    if (from != DRUPE__RX_UNSET && to != DRUPE__RX_UNSET)
      regexp_text_add(out, s->text + from, to - from);
  } else if (!duk_is_undefined(out->ctx, s->values + (duk_idx_t)group - 1)) {
    size_t size;
    const char *text =
        duk_get_lstring(out->ctx, s->values + (duk_idx_t)group - 1, &size);

    regexp_text_add(out, text, size);
  }
}

static bool is_digit(const char *p, const char *end) {
  return p < end && *p >= '0' && *p <= '9';
}

/* $1, $01, $12 at `p`, behind the dollar; where it goes on, or NULL. */
static const char *add_numbered(regexp_text *out, const substitution *s,
                                const char *p, const char *end) {
  uint32_t group;

  if (!is_digit(p, end))
    return NULL;
  group = (uint32_t)(*p - '0');
  if (is_digit(p + 1, end)) {
    uint32_t two = group * 10 + (uint32_t)(p[1] - '0');

    if (two >= 1 && two <= s->groups) {
      add_group(out, s, two);
      return p + 2;
    }
  }
  if (group < 1 || group > s->groups)
    return NULL;
  add_group(out, s, group);
  return p + 1;
}

/* $<name> at `p`, behind the dollar. */
static const char *add_named(regexp_text *out, const substitution *s,
                             const char *p, const char *end) {
  const char *close;
  const char *text;
  size_t size;

  if (s->named == DUK_INVALID_INDEX)
    return NULL;
  close = memchr(p, '>', (size_t)(end - p));
  if (close == NULL)
    return NULL;
  duk_push_lstring(out->ctx, p + 1, (size_t)(close - p - 1));
  duk_get_prop(out->ctx, s->named);
  if (!duk_is_undefined(out->ctx, -1)) {
    text = duk_to_lstring(out->ctx, -1, &size);
    regexp_text_add(out, text, size);
  }
  duk_pop(out->ctx);
  return close + 1;
}

/* What stands behind a dollar; NULL: the dollar is one. */
static const char *add_special(regexp_text *out, const substitution *s,
                               const char *p, const char *end) {
  if (p >= end)
    return NULL;
  switch (*p) {
  case '$': regexp_text_add(out, "$", 1); return p + 1;
  case '&':
    if (s->matched != NULL)
      regexp_text_add(out, s->matched, s->matched_size);
    else
      regexp_text_add(out, s->text + s->from, s->to - s->from);
    break;
  case '`': regexp_text_add(out, s->text, s->from); break;
  case '\'': regexp_text_add(out, s->text + s->to, s->size - s->to); break;
  case '<': return add_named(out, s, p, end);
  default: return add_numbered(out, s, p, end);
  }
  return p + 1;
}

static void substitute(regexp_text *out, const substitution *s,
                       const char *template, size_t size) {
  const char *end = template + size;
  const char *p = template;

  while (p < end) {
    const char *dollar = memchr(p, '$', (size_t)(end - p));
    const char *next;

    if (dollar == NULL)
      dollar = end;
    regexp_text_add(out, p, (size_t)(dollar - p));
    if (dollar == end)
      return;
    next = add_special(out, s, dollar + 1, end);
    if (next == NULL) {
      regexp_text_add(out, "$", 1);
      next = dollar + 1;
    }
    p = next;
  }
}

/* -- the quick way --------------------------------------------------------- */

/* Value stack: 0 subject, 1 replacement, 2 `this`, then the text. */
enum { SUBJECT = 0, REPLACEMENT = 1, REGEXP = 2, TEXT = 3 };

/* The replacer called with match, groups, place, subject, names. */
static void call_replacer(drupe__regexp_run *m, regexp_text *out,
                          const uint32_t *captures) {
  uint32_t count = drupe__rx_group_count(m->pattern);
  duk_context *ctx = m->ctx;
  duk_idx_t args = (duk_idx_t)count + 2;
  const char *text;
  size_t size;
  uint32_t i;

  duk_require_stack(ctx, args + 4);
  duk_dup(ctx, REPLACEMENT);
  duk_push_undefined(ctx);
  for (i = 0; i < count; i++)
    drupe__regexp_push_capture(m, captures, i);
  duk_push_uint(ctx, drupe__regexp_unit(m, captures[0]));
  duk_push_hstring(ctx, m->subject);
  if (drupe__rx_name_count(m->pattern) > 0) {
    drupe__regexp_push_groups(m, captures, false);
    args++;
  }
  duk_call_method(ctx, args);
  text = duk_to_lstring(ctx, -1, &size);
  regexp_text_add(out, text, size);
  duk_pop(ctx);
}

static void add_replacement(drupe__regexp_run *m, regexp_text *out,
                            const uint32_t *captures, const char *template,
                            size_t size) {
  substitution s = {m->text, m->size,  captures[0], captures[1],      NULL, 0,
                    0,       captures, 0,           DUK_INVALID_INDEX};
  bool named = drupe__rx_name_count(m->pattern) > 0 &&
               memmem(template, size, "$<", 2) != NULL;

  s.groups = drupe__rx_group_count(m->pattern) - 1;
  if (named) {
    drupe__regexp_push_groups(m, captures, false);
    s.named = duk_get_top_index(m->ctx);
  }
  substitute(out, &s, template, size);
  if (named)
    duk_pop(m->ctx);
}

/* With a function all matches are found before it is called first, as it might
 * change the RegExp: `captures` of each, one behind the other. */
static void replace_by_calls(drupe__regexp_run *m, regexp_text *out,
                             const uint32_t *captures, size_t words) {
  uint32_t each = 2 * drupe__rx_group_count(m->pattern);
  uint32_t from = 0;
  size_t i;

  for (i = 0; i < words; i += each) {
    regexp_text_add(out, m->text + from, captures[i] - from);
    call_replacer(m, out, captures + i);
    from = captures[i + 1];
  }
  regexp_text_add(out, m->text + from, m->size - from);
}

/* Where the first search starts; false: behind the end. */
static bool quick_start(drupe__regexp_run *m, duk_hobject *regexp,
                        uint32_t flags, uint32_t *at) {
  double last;

  *at = 0;
  if (flags & DRUPE__RX_GLOBAL || (flags & DRUPE__RX_STICKY) == 0)
    return true;
  last = drupe__regexp_last_index(m->ctx, regexp);
  if (last > (double)DUK_HSTRING_GET_CHARLEN(m->subject))
    return false;
  *at = drupe__regexp_byte(m, (uint32_t)last);
  return true;
}

/* Calls each with every match that replace looks at; sets lastIndex. */
static void quick_each(drupe__regexp_run *m, duk_hobject *regexp,
                       void (*each)(drupe__regexp_run *m, void *arg),
                       void *arg) {
  uint32_t flags = drupe__rx_flags_of(m->pattern);
  uint32_t at;
  uint32_t last_index = 0;

  if (!quick_start(m, regexp, flags, &at)) {
    drupe__regexp_set_last_index(m->ctx, regexp, 0);
    return;
  }
  while (at <= m->size && drupe__regexp_search(m, at, DRUPE__RX_BY_FLAGS)) {
    uint32_t from = drupe__regexp_captures(m)[0];
    uint32_t to = drupe__regexp_captures(m)[1];

    drupe__regexp_remember(m);
    each(m, arg);
    if ((flags & DRUPE__RX_GLOBAL) == 0) {
      last_index = drupe__regexp_unit(m, to);
      break;
    }
    at = to == from ? drupe__regexp_advance(m, to) : to;
  }
  if (flags & (DRUPE__RX_GLOBAL | DRUPE__RX_STICKY))
    drupe__regexp_set_last_index(m->ctx, regexp, last_index);
}

static void keep_captures(drupe__regexp_run *m, void *arg) {
  regexp_text_add(arg, drupe__regexp_captures(m),
                  2 * drupe__rx_group_count(m->pattern) * sizeof(uint32_t));
}

typedef struct quick_replacing {
  regexp_text *out;
  const char *template;
  size_t size;
  uint32_t from; /* what was not copied yet */
} quick_replacing;

static void replace_one(drupe__regexp_run *m, void *arg) {
  const uint32_t *captures = drupe__regexp_captures(m);
  quick_replacing *r = arg;

  regexp_text_add(r->out, m->text + r->from, captures[0] - r->from);
  r->from = captures[1];
  add_replacement(m, r->out, captures, r->template, r->size);
}

static void quick_replace(duk_context *ctx, duk_hobject *regexp) {
  drupe__regexp_run m;
  regexp_text kept;
  regexp_text out;

  drupe__regexp_begin(ctx, regexp, duk_known_hstring(ctx, SUBJECT), &m);
  if (duk_is_callable(ctx, REPLACEMENT)) {
    /* The callback may make the RegExp over: the pattern must stay. */
    duk_push_tval(ctx, drupe__regexp_slot(ctx, regexp, DRUPE__RX_SLOT_PATTERN));
    regexp_text_init(&kept, ctx, 256);
    quick_each(&m, regexp, keep_captures, &kept);
    if (kept.size == 0) {
      duk_dup(ctx, SUBJECT);
      return;
    }
    regexp_text_init(&out, ctx, m.size + 64);
    replace_by_calls(&m, &out, (const uint32_t *)(const void *)kept.data,
                     kept.size / sizeof(uint32_t));
  } else {
    quick_replacing r = {&out, NULL, 0, 0};

    regexp_text_init(&out, ctx, m.size + 64);
    r.template = duk_get_lstring(ctx, REPLACEMENT, &r.size);
    quick_each(&m, regexp, replace_one, &r);
    if (r.from == 0 && out.size == 0) {
      duk_dup(ctx, SUBJECT);
      return;
    }
    regexp_text_add(&out, m.text + r.from, m.size - r.from);
  }
  duk_push_lstring(ctx, out.data, out.size);
}

/* -- the standard's way ---------------------------------------------------- */

/* One result of an exec that may be anybody's. */
typedef struct any_result {
  substitution s;
  double position; /* in units */
  double units;    /* of the match */
} any_result;

/* [.. result] -> [.. result match groups.. names]: reads all of it, in the
 * standard's order. */
static void result_read(duk_context *ctx, any_result *r) {
  duk_idx_t result = duk_get_top_index(ctx);
  duk_hstring *subject = duk_known_hstring(ctx, SUBJECT);
  uint64_t length = drupe__length(ctx, result);
  duk_idx_t i;

  memset(r, 0, sizeof(*r));
  r->s.text = DUK_HSTRING_GET_DATA(subject);
  r->s.size = DUK_HSTRING_GET_BYTELEN(subject);
  r->s.groups = length > 0 ? (uint32_t)length - 1 : 0;
  duk_get_prop_index(ctx, result, 0);
  duk_to_string(ctx, -1);
  r->units = (double)duk_get_length(ctx, -1);
  duk_get_prop_stridx(ctx, result, DUK_STRIDX_INDEX);
  r->position = fmin(fmax(drupe__integer(ctx, -1), 0),
                     (double)DUK_HSTRING_GET_CHARLEN(subject));
  duk_pop(ctx);
  duk_require_stack(ctx, (duk_idx_t)r->s.groups + 16);
  r->s.values = duk_get_top(ctx);
  for (i = 1; i <= (duk_idx_t)r->s.groups; i++) {
    duk_get_prop_index(ctx, result, (duk_uarridx_t)i);
    if (!duk_is_undefined(ctx, -1))
      duk_to_string(ctx, -1);
  }
  duk_get_prop_literal(ctx, result, "groups");
  r->s.named = duk_get_top_index(ctx);
}

/* Calls the replacer with a result that was read; its string is pushed. */
static void result_call(duk_context *ctx, const any_result *r) {
  bool named = !duk_is_undefined(ctx, r->s.named);
  duk_idx_t groups = (duk_idx_t)r->s.groups;
  duk_idx_t i;

  duk_dup(ctx, REPLACEMENT);
  duk_push_undefined(ctx);
  for (i = -1; i < groups; i++)
    duk_dup(ctx, r->s.values + i);
  duk_push_number(ctx, r->position);
  duk_dup(ctx, SUBJECT);
  if (named)
    duk_dup(ctx, r->s.named);
  duk_call_method(ctx, groups + 3 + (named ? 1 : 0));
  duk_to_string(ctx, -1);
}

/* Where the match lies in bytes; adds what stands before it, from unit `next`
 * on. */
static void result_place(duk_context *ctx, regexp_text *out, any_result *r,
                         double next) {
  duk_hstring *subject = duk_known_hstring(ctx, SUBJECT);
  size_t from =
      duk_heap_strcache_offset_char2byte(ctx, subject, (duk_uint_fast32_t)next);

  r->s.from = duk_heap_strcache_offset_char2byte(
      ctx, subject, (duk_uint_fast32_t)r->position);
  r->s.matched = duk_get_lstring(ctx, r->s.values - 1, &r->s.matched_size);
  r->s.to = r->s.from + r->s.matched_size;
  if (r->s.to > r->s.size)
    r->s.to = r->s.size;
  regexp_text_add(out, r->s.text + from, r->s.from - from);
}

/* [.. result]: one match; adds to `out` what stands before it and what takes
 * its place.  `*next`: units of the subject that were copied; a match before
 * that is made up and left out. */
static void replace_result(duk_context *ctx, regexp_text *out, double *next) {
  double length = (double)duk_get_length(ctx, SUBJECT);
  bool call = duk_is_callable(ctx, REPLACEMENT);
  const char *text;
  size_t before;
  size_t size;
  any_result r;

  result_read(ctx, &r);
  if (call) {
    result_call(ctx, &r);
  } else if (duk_is_undefined(ctx, r.s.named)) {
    r.s.named = DUK_INVALID_INDEX;
  } else {
    duk_to_object(ctx, r.s.named);
  }
  before = out->size;
  if (r.position >= *next)
    result_place(ctx, out, &r, *next);
  if (call) {
    text = duk_get_lstring(ctx, -1, &size);
    regexp_text_add(out, text, size);
  } else {
    text = duk_get_lstring(ctx, REPLACEMENT, &size);
    substitute(out, &r.s, text, size);
  }
  if (r.position >= *next)
    *next = fmin(r.position + r.units, length);
  else
    out->size = before;
}

/* lastIndex = AdvanceStringIndex if the match of the result on top is empty. */
void drupe__regexp_step_empty(duk_context *ctx, duk_idx_t regexp,
                              duk_idx_t subject, bool unicode) {
  duk_hstring *h = duk_known_hstring(ctx, subject);
  double at;

  duk_get_prop_index(ctx, -1, 0);
  duk_to_string(ctx, -1);
  if (duk_get_length(ctx, -1) > 0) {
    duk_pop(ctx);
    return;
  }
  duk_get_prop_stridx(ctx, regexp, DUK_STRIDX_LAST_INDEX);
  at = fmin(fmax(drupe__integer(ctx, -1), 0), 9007199254740991.0);
  duk_pop_2(ctx);
  duk_push_number(ctx, drupe__string_advance(ctx, h, at, unicode));
  duk_put_prop_stridx(ctx, regexp, DUK_STRIDX_LAST_INDEX);
}

static void slow_replace(duk_context *ctx) {
  bool global = drupe__regexp_any_has_flag(ctx, REGEXP, 'g');
  bool unicode = global && (drupe__regexp_any_has_flag(ctx, REGEXP, 'u') ||
                            drupe__regexp_any_has_flag(ctx, REGEXP, 'v'));
  duk_hstring *subject = duk_known_hstring(ctx, SUBJECT);
  duk_idx_t results;
  duk_uarridx_t count = 0;
  duk_uarridx_t i;
  regexp_text out;
  double next = 0;
  size_t from;

  if (global) {
    duk_push_int(ctx, 0);
    duk_put_prop_stridx(ctx, REGEXP, DUK_STRIDX_LAST_INDEX);
  }
  duk_push_bare_array(ctx);
  results = duk_get_top_index(ctx);
  while (drupe__regexp_exec_any(ctx, REGEXP, SUBJECT)) {
    if (global)
      drupe__regexp_step_empty(ctx, REGEXP, SUBJECT, unicode);
    duk_put_prop_index(ctx, results, count++);
    if (!global)
      break;
  }
  duk_set_top(ctx, results + 1);
  regexp_text_init(&out, ctx, 256);
  for (i = 0; i < count; i++) {
    duk_get_prop_index(ctx, results, i);
    replace_result(ctx, &out, &next);
    duk_set_top(ctx, out.index + 1);
  }
  from =
      duk_heap_strcache_offset_char2byte(ctx, subject, (duk_uint_fast32_t)next);
  regexp_text_add(&out, DUK_HSTRING_GET_DATA(subject) + from,
                  DUK_HSTRING_GET_BYTELEN(subject) - from);
  duk_push_lstring(ctx, out.data, out.size);
}

duk_ret_t drupe__regexp_replace(duk_context *ctx) {
  duk_hobject *h = drupe__regexp_push_this(ctx, "RegExp.prototype.@@replace");

  duk_to_string(ctx, SUBJECT);
  if (!duk_is_callable(ctx, REPLACEMENT))
    duk_to_string(ctx, REPLACEMENT);
  if (drupe__is_regexp(h) && drupe__regexp_is_pristine(ctx, h))
    quick_replace(ctx, h);
  else
    slow_replace(ctx);
  return 1;
}

/* -- String.prototype.replace and replaceAll with a string ----------------- */

static size_t count_units(const uint8_t *p, size_t size) {
  size_t units = 0;
  size_t i;

  for (i = 0; i < size; i++)
    units += (p[i] & 0xc0) != 0x80;
  return units;
}

/* Adds what the replacer at 1 gives for the search at 0. */
static void string_call(regexp_text *out, duk_idx_t subject, size_t unit) {
  duk_context *ctx = out->ctx;
  const char *text;
  size_t size;

  duk_dup(ctx, 1);
  duk_push_undefined(ctx);
  duk_dup(ctx, 0);
  duk_push_uint(ctx, (duk_uint_t)unit);
  duk_dup(ctx, subject);
  duk_call_method(ctx, 3);
  text = duk_to_lstring(ctx, -1, &size);
  regexp_text_add(out, text, size);
  duk_pop(ctx);
}

/* [search replacement subject] */
static void string_replace(duk_context *ctx, bool all) {
  bool call = duk_is_callable(ctx, 1);
  substitution s = {NULL, 0, 0, 0, NULL, 0, 0, NULL, 0, DUK_INVALID_INDEX};
  size_t search_size;
  size_t template_size = 0;
  const char *template = NULL;
  const char *search = duk_get_lstring(ctx, 0, &search_size);
  size_t copied = 0;
  size_t unit = 0;
  size_t at = 0;
  regexp_text out;

  s.text = (const uint8_t *)duk_get_lstring(ctx, 2, &s.size);
  if (!call)
    template = duk_get_lstring(ctx, 1, &template_size);
  regexp_text_init(&out, ctx, s.size + template_size);
  while (at <= s.size) {
    const uint8_t *hit = search_size == 0 ? s.text + at
                                          : memmem(s.text + at, s.size - at,
                                                   search, search_size);

    if (hit == NULL)
      break;
    s.from = (size_t)(hit - s.text);
    s.to = s.from + search_size;
    regexp_text_add(&out, s.text + copied, s.from - copied);
    if (call) {
      unit += count_units(s.text + copied, s.from - copied);
      string_call(&out, 2, unit);
      unit += count_units(hit, search_size);
    } else {
      substitute(&out, &s, template, template_size);
    }
    copied = s.to;
    at = s.to;
    if (search_size == 0) {
      at++;
      while (at < s.size && (s.text[at] & 0xc0) == 0x80)
        at++;
    }
    if (!all)
      break;
  }
  if (copied < s.size)
    regexp_text_add(&out, s.text + copied, s.size - copied);
  duk_push_lstring(ctx, out.data, out.size);
}

static duk_ret_t replace_with(duk_context *ctx, const char *method, bool all) {
  if (drupe__string_delegates(ctx, "@@replace", 2, method))
    return 1;
  drupe__string_push_this(ctx, method);
  duk_to_string(ctx, 0);
  if (!duk_is_callable(ctx, 1))
    duk_to_string(ctx, 1);
  string_replace(ctx, all);
  return 1;
}

/* A RegExp takes the quick way without another call. */
static bool replace_directly(duk_context *ctx, const char *method) {
  duk_hobject *h = duk_get_hobject(ctx, 0);
  bool converted;

  if (!drupe__is_regexp(h) || !drupe__regexp_is_pristine(ctx, h))
    return false;
  drupe__string_push_this(ctx, method);
  duk_swap(ctx, 0, 2); /* subject, replacement, RegExp */
  converted = !DUK_TVAL_IS_STRING(ctx->valstack_bottom - 1);
  if ((!duk_is_string(ctx, REPLACEMENT) || duk_is_symbol(ctx, REPLACEMENT)) &&
      !duk_is_callable(ctx, REPLACEMENT)) {
    duk_to_string(ctx, REPLACEMENT);
    converted = true;
  }
  /* Both conversions may have run a script. */
  if (!converted || drupe__regexp_is_pristine(ctx, h))
    quick_replace(ctx, h);
  else
    slow_replace(ctx);
  return true;
}

duk_ret_t duk_bi_string_prototype_replace(duk_hthread *thr) {
  return replace_directly(thr, "replace") ? 1
                                          : replace_with(thr, "replace", false);
}

duk_ret_t drupe__string_replace_all(duk_context *ctx) {
  drupe__string_require_global(ctx, "replaceAll");
  return replace_directly(ctx, "replaceAll")
             ? 1
             : replace_with(ctx, "replaceAll", true);
}

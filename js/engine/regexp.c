/* js/engine/regexp.c - RegExp objects and their compiled patterns, and how a
 * match is run.
 *
 * duk_regexp_* are what Duktape's compiler and executor call for a literal: its
 * constants are source and flags, and the pattern is compiled when it is first
 * used.  One cache serves literals and `new RegExp` in loops. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "regexp.h"

/* -- the object ------------------------------------------------------------ */

/* What Duktape's compiler does with a literal: [pattern flags] are the
 * constants already. */
void duk_regexp_compile(duk_hthread *thr) { (void)thr; }

static void slot_init(duk_context *ctx, duk_hobject *h, int slot,
                      duk_hstring *key, duk_small_uint_t flags) {
  (void)ctx;
  DUK_HOBJECT_E_SET_KEY(ctx->heap, h, slot, key);
  DUK_HSTRING_INCREF(ctx, key);
  DUK_HOBJECT_E_SET_FLAGS(ctx->heap, h, slot, flags);
}

/* [source x] -> [RegExp]; `x` is the pattern or the text of its flags. */
static void regexp_push_object(duk_context *ctx, duk_hobject *prototype) {
  const duk_uint_t flags = DUK_HOBJECT_FLAG_EXTENSIBLE |
                           DUK_HOBJECT_FLAG_FASTREFS |
                           DUK_HOBJECT_CLASS_AS_FLAGS(DUK_HOBJECT_CLASS_REGEXP);
  duk_hobject *h = duk_push_object_helper(ctx, flags, -1);

  DUK_HOBJECT_SET_PROTOTYPE_INIT_INCREF(ctx, h, prototype);
  drupe__regexp_alloc(ctx, h, DRUPE__RX_SLOTS, 0);
  slot_init(ctx, h, 0, DUK_HTHREAD_STRING_LAST_INDEX(ctx),
            DUK_PROPDESC_FLAGS_W);
  slot_init(ctx, h, 1, DUK_HTHREAD_STRING_INT_BYTECODE(ctx), 0);
  slot_init(ctx, h, 2, DUK_HTHREAD_STRING_INT_SOURCE(ctx), 0);
  DUK_TVAL_SET_U32(drupe__regexp_slot(ctx, h, 0), 0);
  DUK_TVAL_SET_TVAL(drupe__regexp_slot(ctx, h, 1), duk_require_tval(ctx, -2));
  DUK_TVAL_SET_TVAL(drupe__regexp_slot(ctx, h, 2), duk_require_tval(ctx, -3));
  DUK_TVAL_INCREF(ctx, drupe__regexp_slot(ctx, h, 1));
  DUK_TVAL_INCREF(ctx, drupe__regexp_slot(ctx, h, 2));
  DUK_HOBJECT_SET_ENEXT(h, DRUPE__RX_SLOTS);
  duk_replace(ctx, -3);
  duk_pop(ctx);
}

duk_hstring *drupe__regexp_source(duk_context *ctx, duk_hobject *h) {
  return DUK_TVAL_GET_STRING(drupe__regexp_slot(ctx, h, DRUPE__RX_SLOT_SOURCE));
}

uint32_t drupe__regexp_flags(duk_context *ctx, duk_hobject *h) {
  duk_tval *tv = drupe__regexp_slot(ctx, h, DRUPE__RX_SLOT_PATTERN);
  duk_hstring *text;
  uint32_t flags;

  if (DUK_TVAL_IS_BUFFER(tv))
    return drupe__rx_flags_of(
        DUK_HBUFFER_GET_DATA_PTR(ctx->heap, DUK_TVAL_GET_BUFFER(tv)));
  text = DUK_TVAL_GET_STRING(tv);
  drupe__rx_flags((const char *)DUK_HSTRING_GET_DATA(text),
                  DUK_HSTRING_GET_BYTELEN(text), &flags);
  return flags;
}

/* -- compiled patterns ----------------------------------------------------- */

static drupe__regexp_cached *cache_set(drupe__regexps *all,
                                       const duk_hstring *source,
                                       const duk_hstring *flags) {
  uint32_t hash =
      DUK_HSTRING_GET_HASH(source) ^ DUK_HSTRING_GET_HASH(flags) * 0x9e3779b1u;

  hash ^= hash >> 15;
  return all->cache + hash % DRUPE__RX_CACHE_SETS * DRUPE__RX_CACHE_WAYS;
}

static duk_hbuffer *cache_find(drupe__regexps *all, const duk_hstring *source,
                               const duk_hstring *flags) {
  const drupe__regexp_cached *set;
  uint32_t i;

  if (all->cache == NULL)
    return NULL;
  set = cache_set(all, source, flags);
  for (i = 0; i < DRUPE__RX_CACHE_WAYS; i++) {
    if (set[i].source == source && set[i].flags == flags)
      return set[i].pattern;
  }
  return NULL;
}

/* Adds the pattern; one of its set goes. */
static void cache_add(duk_context *ctx, duk_hstring *source, duk_hstring *flags,
                      duk_hbuffer *pattern) {
  drupe__regexps *all = drupe__regexps_of(ctx);
  size_t size = DRUPE__RX_CACHE_SETS * DRUPE__RX_CACHE_WAYS *
                sizeof(drupe__regexp_cached);
  drupe__regexp_cached old;
  drupe__regexp_cached *entry;

  if (all->cache == NULL) {
    all->cache = DUK_ALLOC(ctx->heap, size);
    if (all->cache == NULL)
      return;
    memset(all->cache, 0, size);
  }
  entry =
      cache_set(all, source, flags) + all->cache_turn++ % DRUPE__RX_CACHE_WAYS;
  old = *entry;
  entry->source = source;
  entry->pattern = pattern;
  entry->flags = flags;
  DUK_HSTRING_INCREF(ctx, source);
  DUK_HSTRING_INCREF(ctx, flags);
  DUK_HBUFFER_INCREF(ctx, pattern);
  drupe__drop_string(ctx, old.source);
  drupe__drop_string(ctx, old.flags);
  DUK_HBUFFER_DECREF_NORZ_ALLOWNULL(ctx, old.pattern);
}

static void throw_syntax_error(duk_context *ctx, const duk_hstring *source,
                               uint32_t flags, const char *error) {
  static const char letters[] = "dgimsuvy";
  char text[sizeof(letters)];
  size_t count = 0;
  size_t i;

  if (error == NULL)
    DUK_ERROR_ALLOC_FAILED(ctx);
  for (i = 0; letters[i] != 0; i++) {
    if (flags & 1u << i)
      text[count++] = letters[i];
  }
  text[count] = 0;
  (void)duk_syntax_error(ctx, "Invalid regular expression: /%s/%s: %s",
                         (const char *)DUK_HSTRING_GET_DATA(source), text,
                         error);
}

void drupe__engine_set_plain_regexps(drupe__engine *engine, bool plain) {
  engine->plain_regexps = plain;
}

static duk_ret_t buffer_push(duk_context *ctx, void *arg) {
  const drupe__rx_result *result = arg;

  memcpy(duk_push_fixed_buffer_nozero(ctx, result->size), result->pattern,
         result->size);
  return 1;
}

/* Pushes the compiled pattern.  Throws SyntaxError. */
static duk_hbuffer *pattern_push(duk_context *ctx, duk_hstring *source,
                                 duk_hstring *flags) {
  duk_hbuffer *pattern = cache_find(drupe__regexps_of(ctx), source, flags);
  drupe__rx_result result;
  uint32_t bits;
  duk_int_t rc;

  if (pattern != NULL) {
    duk_push_hbuffer(ctx, pattern);
    return pattern;
  }
  if (!drupe__rx_flags((const char *)DUK_HSTRING_GET_DATA(flags),
                       DUK_HSTRING_GET_BYTELEN(flags), &bits))
    (void)duk_syntax_error(ctx,
                           "Invalid flags supplied to RegExp constructor '%s'",
                           (const char *)DUK_HSTRING_GET_DATA(flags));
  if (!drupe__rx_compile(
          DUK_HSTRING_GET_DATA(source), DUK_HSTRING_GET_BYTELEN(source),
          bits | (drupe__engine_of(ctx)->plain_regexps ? DRUPE__RX_PLAIN : 0),
          &result))
    throw_syntax_error(ctx, source, bits, result.error);
  /* The engine's memory is counted, so the block moves there. */
  rc = duk_safe_call(ctx, buffer_push, &result, 0, 1);
  free(result.pattern);
  if (rc != DUK_EXEC_SUCCESS)
    (void)duk_throw(ctx);
  pattern = duk_known_hbuffer(ctx, -1);
  cache_add(ctx, source, flags, pattern);
  return pattern;
}

const drupe__pattern *drupe__regexp_compile(duk_context *ctx, duk_hobject *h) {
  duk_tval *tv = drupe__regexp_slot(ctx, h, DRUPE__RX_SLOT_PATTERN);
  duk_hbuffer *pattern =
      pattern_push(ctx, drupe__regexp_source(ctx, h), DUK_TVAL_GET_STRING(tv));

  tv = drupe__regexp_slot(ctx, h, DRUPE__RX_SLOT_PATTERN);
  DUK_TVAL_SET_BUFFER_UPDREF(ctx, tv, pattern);
  duk_pop(ctx);
  return DUK_HBUFFER_GET_DATA_PTR(ctx->heap, pattern);
}

/* [source flags] -> [source pattern] */
static void pattern_checked(duk_context *ctx) {
  pattern_push(ctx, duk_known_hstring(ctx, -2), duk_known_hstring(ctx, -1));
  duk_remove(ctx, -2);
}

/* What the executor does at a literal: [source flags] -> [RegExp].  What is not
 * compiled yet waits until it is used. */
void duk_regexp_create_instance(duk_hthread *thr) {
  duk_hbuffer *pattern =
      cache_find(drupe__regexps_of(thr), duk_known_hstring(thr, -2),
                 duk_known_hstring(thr, -1));

  if (pattern != NULL) {
    duk_push_hbuffer(thr, pattern);
    duk_remove(thr, -2);
  }
  regexp_push_object(thr, thr->builtins[DUK_BIDX_REGEXP_PROTOTYPE]);
}

void drupe__regexp_push(duk_context *ctx, duk_hobject *prototype) {
  pattern_checked(ctx);
  regexp_push_object(ctx, prototype != NULL
                              ? prototype
                              : ctx->builtins[DUK_BIDX_REGEXP_PROTOTYPE]);
}

void drupe__regexp_initialize(duk_context *ctx, duk_hobject *h) {
  pattern_checked(ctx);
  DUK_TVAL_SET_TVAL_UPDREF(ctx, drupe__regexp_slot(ctx, h, 1),
                           duk_require_tval(ctx, -1));
  DUK_TVAL_SET_TVAL_UPDREF(ctx, drupe__regexp_slot(ctx, h, 2),
                           duk_require_tval(ctx, -2));
  duk_pop_2(ctx);
  drupe__regexp_set_last_index(ctx, h, 0);
}

/* -- places ---------------------------------------------------------------- */

static uint32_t count_units(const uint8_t *p, const uint8_t *end) {
  uint32_t units = 0;

  for (; p < end; p++)
    units += (*p & 0xc0) != 0x80;
  return units;
}

uint32_t drupe__regexp_unit_counted(drupe__regexp_run *m, uint32_t byte) {
  if (byte >= m->byte)
    m->unit += count_units(m->text + m->byte, m->text + byte);
  else
    m->unit -= count_units(m->text + byte, m->text + m->byte);
  m->byte = byte;
  return m->unit;
}

uint32_t drupe__regexp_byte_counted(drupe__regexp_run *m, uint32_t unit) {
  m->byte =
      (uint32_t)duk_heap_strcache_offset_char2byte(m->ctx, m->subject, unit);
  m->unit = unit;
  return m->byte;
}

uint32_t drupe__regexp_advance(const drupe__regexp_run *m, uint32_t byte) {
  const uint8_t *p = m->text + byte;
  uint32_t left = m->size - byte;
  uint32_t step = left == 0 || p[0] < 0xc0 ? 1 : p[0] < 0xe0 ? 2 : 3;

  if (left >= 6 && p[0] == 0xed && (p[1] & 0xf0) == 0xa0 && p[3] == 0xed &&
      p[4] >= 0xb0 &&
      (drupe__rx_flags_of(m->pattern) & (DRUPE__RX_UNICODE | DRUPE__RX_SETS)) !=
          0)
    step = 6;
  return byte + (step > left && left > 0 ? left : step);
}

/* -- matching -------------------------------------------------------------- */

static void throw_failure(duk_context *ctx, int result) {
  if (result == DRUPE__RX_STOPPED)
    DUK_ERROR_RANGE(ctx, "execution timeout");
  if (result == DRUPE__RX_TOO_LONG)
    (void)duk_range_error(ctx,
                          "Regular expression takes too many steps to match");
  (void)duk_range_error(ctx, "Regular expression takes too much memory");
}

bool drupe__regexp_search(drupe__regexp_run *m, uint32_t at, int how) {
  int result =
      drupe__rx_match(m->pattern, &m->all->matcher, m->text, m->size, at, how);

  if (result < 0)
    throw_failure(m->ctx, result);
  return result == DRUPE__RX_MATCH;
}

void drupe__regexp_remember(drupe__regexp_run *m) {
  drupe__regexps *all = m->all;
  uint32_t count = drupe__rx_group_count(m->pattern);
  const uint32_t *captures = all->matcher.captures;

  all->last_group[0] = captures[2 * count - 2];
  all->last_group[1] = captures[2 * count - 1];
  if (count > DRUPE__RX_GROUPS_KEPT)
    count = DRUPE__RX_GROUPS_KEPT;
  memcpy(all->captures, captures, 2 * count * sizeof(uint32_t));
  all->group_count = count;
  if (all->input != NULL) {
    duk_hstring *assigned = all->input;

    all->input = NULL;
    DUK_HSTRING_DECREF_NORZ(m->ctx, assigned);
  }
  if (all->subject != m->subject) {
    duk_hstring *old = all->subject;

    all->subject = m->subject;
    DUK_HSTRING_INCREF(m->ctx, m->subject);
    drupe__drop_string(m->ctx, old);
  }
}

/* -- lastIndex ------------------------------------------------------------- */

double drupe__regexp_to_last_index(duk_context *ctx, duk_hobject *h) {
  duk_tval *tv = drupe__regexp_slot(ctx, h, DRUPE__RX_SLOT_LAST_INDEX);
  double d;

  if (DUK_TVAL_IS_NUMBER(tv)) {
    d = DUK_TVAL_GET_NUMBER(tv);
    if (d >= 0 && d <= 4294967295.0)
      return (double)(uint32_t)d;
  }
  duk_push_tval(ctx, tv);
  d = drupe__integer(ctx, -1);
  duk_pop(ctx);
  return d <= 0 ? 0 : d > 9007199254740991.0 ? 9007199254740991.0 : d;
}

void drupe__regexp_put_last_index(duk_context *ctx, duk_hobject *h,
                                  double value) {
  duk_tval number;

  if ((DUK_HOBJECT_E_GET_FLAGS(ctx->heap, h, DRUPE__RX_SLOT_LAST_INDEX) &
       DUK_PROPDESC_FLAG_WRITABLE) == 0)
    (void)duk_type_error(ctx, "Cannot assign to read only property "
                              "'lastIndex' of object '[object RegExp]'");
  DUK_TVAL_SET_NUMBER_CHKFAST_SLOW(&number, value);
  DUK_TVAL_SET_TVAL_UPDREF(
      ctx, drupe__regexp_slot(ctx, h, DRUPE__RX_SLOT_LAST_INDEX), &number);
}

/* -- is everything as it was made? ----------------------------------------- */

/* The C function that a slot holds, whether it was touched yet or not. */
static duk_c_function slot_function(duk_context *ctx, duk_hobject *h,
                                    uint32_t entry) {
  duk_hobject *fn;

  (void)ctx;
  if (entry >= DUK_HOBJECT_GET_ENEXT(h) ||
      DUK_HOBJECT_E_GET_KEY(ctx->heap, h, entry) == NULL)
    return NULL;
  if (DUK_HOBJECT_E_SLOT_IS_ACCESSOR(ctx->heap, h, entry)) {
    fn = DUK_HOBJECT_E_GET_VALUE_GETTER(ctx->heap, h, entry);
  } else {
    duk_tval *tv = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(ctx->heap, h, entry);

    if (DUK_TVAL_IS_LIGHTFUNC(tv))
      return DUK_TVAL_GET_LIGHTFUNC_FUNCPTR(tv);
    fn = DUK_TVAL_IS_OBJECT(tv) ? DUK_TVAL_GET_OBJECT(tv) : NULL;
  }
  if (fn == NULL || !DUK_HOBJECT_IS_NATFUNC(fn))
    return NULL;
  return ((duk_hnatfunc *)fn)->func;
}

/* The slots are not as they were when looked at last: a function that was only
 * touched first since then is still the one.  Slots never become fewer. */
static bool guards_look(duk_context *ctx, drupe__regexps *all) {
  duk_hobject *prototype = all->prototype;
  uint32_t i;

  for (i = 0; i < all->guard_count; i++) {
    if (slot_function(ctx, prototype, all->guards[i].entry) !=
        all->guards[i].fn)
      return false;
  }
  memcpy(all->guarded,
         DUK_HOBJECT_E_GET_VALUE_BASE(ctx->heap, prototype) +
             all->guarded_first,
         all->guarded_count * sizeof(*all->guarded));
  return true;
}

bool drupe__regexp_execs(duk_context *ctx, duk_hobject *h) {
  const drupe__regexps *all = drupe__regexps_of(ctx);

  return drupe__regexp_is_plain(ctx, h) &&
         slot_function(ctx, all->prototype, all->guards[0].entry) ==
             all->guards[0].fn;
}

bool drupe__regexp_is_pristine(duk_context *ctx, duk_hobject *h) {
  drupe__regexps *all = drupe__regexps_of(ctx);

  if (!drupe__regexp_is_plain(ctx, h))
    return false;
  return memcmp(all->guarded,
                DUK_HOBJECT_E_GET_VALUE_BASE(ctx->heap, all->prototype) +
                    all->guarded_first,
                all->guarded_count * sizeof(*all->guarded)) == 0 ||
         guards_look(ctx, all);
}

bool drupe__regexp_is_own_species(duk_context *ctx) {
  const drupe__regexps *all = drupe__regexps_of(ctx);

  return slot_function(ctx, all->constructor, all->species_entry) != NULL &&
         slot_function(ctx, all->prototype, all->constructor_entry) ==
             duk_bi_regexp_constructor;
}

static void guard_add(duk_context *ctx, const char *name) {
  drupe__regexps *all = drupe__regexps_of(ctx);
  duk_int_t entry;
  duk_int_t hash;

  assert(all->guard_count < DRUPE__RX_GUARDS);
  drupe__push_key(ctx, name);
  if (duk_hobject_find_entry(ctx->heap, all->prototype,
                             duk_known_hstring(ctx, -1), &entry, &hash)) {
    all->guards[all->guard_count].entry = (uint32_t)entry;
    all->guards[all->guard_count].fn =
        slot_function(ctx, all->prototype, (uint32_t)entry);
    all->guard_count++;
  }
  duk_pop(ctx);
}

static uint32_t entry_of(duk_context *ctx, duk_hobject *h, const char *name) {
  duk_int_t entry = 0;
  duk_int_t hash;

  drupe__push_key(ctx, name);
  duk_hobject_find_entry(ctx->heap, h, duk_known_hstring(ctx, -1), &entry,
                         &hash);
  duk_pop(ctx);
  return (uint32_t)entry;
}

void drupe__regexp_guard_all(duk_context *ctx) {
  static const char *const names[] = {
      "exec",    "flags",      "global",      "ignoreCase", "multiline",
      "dotAll",  "unicode",    "unicodeSets", "sticky",     "hasIndices",
      "@@match", "@@matchAll", "@@replace",   "@@search",   "@@split"};
  drupe__regexps *all = drupe__regexps_of(ctx);
  uint32_t first;
  uint32_t last;
  size_t i;

  for (i = 0; i < sizeof(names) / sizeof(*names); i++)
    guard_add(ctx, names[i]);
  first = last = all->guards[0].entry;
  for (i = 0; i < all->guard_count; i++) {
    first = all->guards[i].entry < first ? all->guards[i].entry : first;
    last = all->guards[i].entry > last ? all->guards[i].entry : last;
  }
  assert(last - first < DRUPE__RX_GUARDED_MAX);
  all->guarded_first = first;
  all->guarded_count = last - first + 1;
  all->species_entry = entry_of(ctx, all->constructor, "@@species");
  all->constructor_entry = entry_of(ctx, all->prototype, "constructor");
}

/* -- the state ------------------------------------------------------------- */

static void regexps_mark(duk_heap *heap, duk_hobject *object) {
  const drupe__regexps *all = (const void *)object;
  uint32_t i;

  if (all->subject != NULL)
    drupe__heap_mark(heap, (duk_heaphdr *)all->subject);
  if (all->input != NULL)
    drupe__heap_mark(heap, (duk_heaphdr *)all->input);
  for (i = 0; all->chars != NULL && i < 128; i++) {
    if (all->chars[i] != NULL)
      drupe__heap_mark(heap, (duk_heaphdr *)all->chars[i]);
  }
  for (i = 0;
       all->cache != NULL && i < DRUPE__RX_CACHE_SETS * DRUPE__RX_CACHE_WAYS;
       i++) {
    if (all->cache[i].source == NULL)
      continue;
    drupe__heap_mark(heap, (duk_heaphdr *)all->cache[i].source);
    drupe__heap_mark(heap, (duk_heaphdr *)all->cache[i].flags);
    drupe__heap_mark(heap, (duk_heaphdr *)all->cache[i].pattern);
  }
}

static void regexps_drop(duk_hthread *thread, duk_hobject *object) {
  drupe__regexps *all = (void *)object;
  uint32_t i;

  drupe__drop_string(thread, all->subject);
  drupe__drop_string(thread, all->input);
  for (i = 0; all->chars != NULL && i < 128; i++)
    drupe__drop_string(thread, all->chars[i]);
  for (i = 0;
       all->cache != NULL && i < DRUPE__RX_CACHE_SETS * DRUPE__RX_CACHE_WAYS;
       i++) {
    drupe__drop_string(thread, all->cache[i].source);
    drupe__drop_string(thread, all->cache[i].flags);
    DUK_HBUFFER_DECREF_NORZ_ALLOWNULL(thread, all->cache[i].pattern);
  }
}

static void regexps_release(drupe__engine *engine, duk_hobject *object) {
  drupe__regexps *all = (void *)object;

  drupe__matcher_deinit(&all->matcher);
  drupe__release(engine, all->cache);
  drupe__release(engine, all->chars);
  engine->regexps = NULL;
}

static const drupe__native_ops regexps_ops = {"RegExps", regexps_mark,
                                              regexps_drop, regexps_release};

/* The matcher's memory is the engine's, and collected for. */
static void *matcher_resize(void *engine, void *p, size_t size) {
  const drupe__engine *e = engine;

  if (size > 0)
    return DUK_REALLOC(e->ctx->heap, p, size);
  drupe__release(engine, p);
  return NULL;
}

void drupe__regexps_init(duk_context *ctx) {
  drupe__engine *engine = drupe__engine_of(ctx);
  drupe__regexps *all =
      drupe__native_new(ctx, sizeof(*all), &regexps_ops, NULL);

  all->matcher.resize = matcher_resize;
  all->matcher.owner = engine;
  all->matcher.stop = &engine->interrupted;
  all->prototype = ctx->builtins[DUK_BIDX_REGEXP_PROTOTYPE];
  all->constructor = ctx->builtins[DUK_BIDX_REGEXP_CONSTRUCTOR];
  DRUPE__SET_MAKES_OWN(all->constructor);
  engine->regexps = all;
  drupe__stash(ctx, "RegExps");
  duk_pop(ctx);
  duk_push_literal(ctx, "groups");
  all->groups = duk_known_hstring(ctx, -1);
  drupe__stash(ctx, "groups");
  duk_push_literal(ctx, "indices");
  all->indices = duk_known_hstring(ctx, -1);
  drupe__stash(ctx, "indices");
  duk_pop_2(ctx);
}

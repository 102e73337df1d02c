/* kernel/validate.c - validation mode: what the checked tables ask.
 *
 * DRUPE_VALIDATE=all|NAME,NAME gives those modules other tables and other
 * payloads: a value is an index into a stack of the module's own, and a
 * generation.  The stack is cut where a callback, a bracket or a scope ends,
 * and a value from beyond the cut is known as stale instead of being read.  A
 * report goes to stderr; the call then does nothing, as with none.
 * DRUPE_VALIDATE_ABORT ends the process at the first one, for a debugger.
 * What is off costs nothing: one branch at a native call, which it shares with
 * the test for stopped modules. */
#include "kernel/validate.h"

/* Payload: 24 bits of index, 23 of generation; the top bit marks a key, which
 * lives as long as the module. */
#define VALIDATE_KEY ((uint64_t)1 << 47)
#define VALIDATE_INDEX 0xFFFFFFu
#define VALIDATE_GENERATION 0x7FFFFFu

/* Handles have no cx, so their checks need to know where they are. */
static _Thread_local drupe__kernel *validate_kernel;

static drupe__validation *validation_of(drupe_cx *cx) {
  return drupe__module_of(cx)->validation;
}

/* -- reports -------------------------------------------------------------- */
static const char *validate_words(unsigned rule) {
  static const char *const words[] = {
      "",
      "stale value: kept after the callback or scope it belonged to",
      "these bits are no value that the module was given",
      "NULL where none is allowed",
      "called on a thread that is not the context's",
      "called in a finalizer, and not marked [F]",
      "called outside a bracket",
      "scopes or brackets do not balance",
      "belongs to another module",
      "was freed already, or never made",
      "a value was returned while an error is pending",
      "called after the module has stopped"};

  return rule < DRUPE__COUNT(words) ? words[rule] : "";
}

void drupe__validate_report(drupe__module *m, int rule, const char *function,
                            const char *text) {
  drupe__validation *vd = m->validation;

  if (vd != NULL)
    vd->reports++;
  fprintf(stderr, "drupe: module %s: DRV-%03d: %s: %s%s%s\n", m->name, rule,
          function, validate_words((unsigned)rule), text == NULL ? "" : ": ",
          text == NULL ? "" : text);
  if (getenv("DRUPE_VALIDATE_ABORT") != NULL)
    abort();
}

/* -- where a call comes from ---------------------------------------------- */
bool drupe__validate_enter(drupe_cx *cx, const char *function, int marks) {
  drupe__module *m = drupe__module_of(cx);
  drupe__kernel *k = m->kernel;
  uv_thread_t self = uv_thread_self();
  int rule = 0;

  if ((marks & DRUPE__MARK_T) != 0)
    return true;
  if (!uv_thread_equal(&self, &k->tables->owner))
    rule = DRUPE__RULE_THREAD;
  else if (k->tables->in_hook > 0 && (marks & DRUPE__MARK_F) == 0)
    rule = DRUPE__RULE_FINALIZER;
  else if (k->depth == 0 && (marks & DRUPE__MARK_OUTSIDE) == 0)
    rule = DRUPE__RULE_BRACKET;
  if (rule == 0)
    return true;
  drupe__validate_report(m, rule, function, NULL);
  return false;
}

drupe_cx *drupe__validate_cx(void) {
  return validate_kernel == NULL ? NULL
                                 : &drupe__module_self(validate_kernel)->cx;
}

bool drupe__validate_pointer(drupe_cx *cx, const char *function,
                             const void *p) {
  if (p != NULL)
    return true;
  drupe__validate_report(drupe__module_of(cx), DRUPE__RULE_NULL, function,
                         NULL);
  return false;
}

/* -- values --------------------------------------------------------------- */
static drupe_value validate_make(uint64_t real, uint32_t index,
                                 uint32_t generation, uint64_t key) {
  return drupe_bits((real & ~DRUPE__PAYLOAD) | key |
                    (uint64_t)(generation & VALIDATE_GENERATION) << 24 |
                    index);
}

static bool validate_grow(drupe__handle_value **list, uint32_t count,
                          uint32_t *room) {
  uint32_t more = *room == 0 ? 256 : *room * 2;
  drupe__handle_value *grown;

  if (count < *room)
    return true;
  if (more > VALIDATE_INDEX)
    return false;
  grown = realloc(*list, more * sizeof(*grown));
  if (grown == NULL)
    return false;
  memset(grown + *room, 0, (more - *room) * sizeof(*grown));
  *list = grown;
  *room = more;
  return true;
}

drupe_value drupe__validate_out(drupe_cx *cx, drupe_value v) {
  drupe__validation *vd = validation_of(cx);
  drupe__handle_value *entry;

  if (!drupe__is_heap(v))
    return v;
  if (!validate_grow(&vd->values, vd->count, &vd->room))
    return drupe__pend_no_memory(drupe__kernel_of(cx));
  entry = &vd->values[vd->count];
  entry->real = v.bits;
  return validate_make(v.bits, vd->count++, entry->generation, 0);
}

drupe_value drupe__validate_key(drupe_cx *cx, drupe_value v) {
  drupe__validation *vd = validation_of(cx);
  uint32_t i;

  if (!drupe__is_heap(v))
    return v;
  for (i = 0; i < vd->key_count; i++)
    if (vd->keys[i].real == v.bits)
      return validate_make(v.bits, i, 0, VALIDATE_KEY);
  if (!validate_grow(&vd->keys, vd->key_count, &vd->key_room))
    return drupe__pend_no_memory(drupe__kernel_of(cx));
  vd->keys[vd->key_count].real = v.bits;
  return validate_make(v.bits, vd->key_count++, 0, VALIDATE_KEY);
}

drupe_value drupe__validate_in(drupe_cx *cx, const char *function,
                               drupe_value v) {
  drupe__validation *vd = validation_of(cx);
  uint32_t index = (uint32_t)(v.bits & VALIDATE_INDEX);
  uint32_t generation = (uint32_t)(v.bits >> 24) & VALIDATE_GENERATION;
  const drupe__handle_value *entry = NULL;
  int rule = DRUPE__RULE_FOREIGN;

  if (!drupe__is_heap(v))
    return v;
  if ((v.bits & VALIDATE_KEY) != 0) {
    if (generation == 0 && index < vd->key_count)
      entry = &vd->keys[index];
  } else if (index < vd->room) {
    entry = &vd->values[index];
    if (index >= vd->count ||
        (entry->generation & VALIDATE_GENERATION) != generation) {
      rule = generation <= (entry->generation & VALIDATE_GENERATION)
                 ? DRUPE__RULE_STALE
                 : DRUPE__RULE_FOREIGN;
      entry = NULL;
    }
  }
  if (entry != NULL && (entry->real >> 48) == (v.bits >> 48))
    return drupe_bits(entry->real);
  drupe__validate_report(drupe__module_of(cx), rule, function, NULL);
  return drupe_none();
}

/* `few` has room for 16; NULL: no memory. */
drupe_value *drupe__validate_list(drupe_cx *cx, const char *function,
                                  uint32_t argc, const drupe_value *argv,
                                  drupe_value *few) {
  drupe_value *list = few;
  uint32_t i;

  if (argc > 0 && !drupe__validate_pointer(cx, function, argv))
    return NULL;
  if (argc > 16)
    list = malloc(argc * sizeof(*list));
  for (i = 0; list != NULL && i < argc; i++)
    list[i] = drupe__validate_in(cx, function, argv[i]);
  return list;
}

/* Values above `count` are stale from here on. */
static void validate_cut(drupe__validation *vd, uint32_t count) {
  while (vd->count > count)
    vd->values[--vd->count].generation++;
}

uint32_t drupe__validate_mark(const drupe__module *m) {
  const drupe__validation *vd = m->validation;

  return vd == NULL ? 0 : vd->count;
}
void drupe__validate_cut(drupe__module *m, uint32_t mark) {
  if (m->validation != NULL)
    validate_cut(m->validation, mark);
}

/* -- things --------------------------------------------------------------- */
static uint32_t thing_find(const drupe__validation *vd, const void *thing) {
  uint32_t i;

  for (i = vd->thing_count; i > 0; i--)
    if (vd->things[i - 1] == thing)
      return i;
  return 0;
}

void drupe__validate_made(drupe_cx *cx, const void *thing) {
  drupe__validation *vd = validation_of(cx);
  const void **grown;

  if (vd == NULL || thing_find(vd, thing) != 0)
    return;
  if (vd->thing_count == vd->thing_room) {
    vd->thing_room = vd->thing_room == 0 ? 64 : vd->thing_room * 2;
    grown = realloc(vd->things, vd->thing_room * sizeof(*grown));
    if (grown == NULL)
      abort(); /* a checker that forgets would report what is right */
    vd->things = grown;
  }
  vd->things[vd->thing_count++] = thing;
}

static drupe__module *thing_owner(drupe__kernel *k, const void *thing) {
  drupe__module *m;

  for (m = k->modules; m != NULL; m = m->next)
    if (m->validation != NULL && thing_find(m->validation, thing) != 0)
      return m;
  return NULL;
}

/* Without a cx of its own (`cx` is the kernel's) any module's will do. */
bool drupe__validate_thing(drupe_cx *cx, const char *function,
                           const void *thing) {
  drupe__module *m = drupe__module_of(cx), *owner;
  drupe__kernel *k = m->kernel;

  if (!drupe__validate_pointer(cx, function, thing))
    return false;
  owner = thing_owner(k, thing);
  if (owner == m || (owner != NULL && m == drupe__module_self(k)))
    return true;
  drupe__validate_report(
      m, owner == NULL ? DRUPE__RULE_FREED : DRUPE__RULE_OWNER, function,
      owner == NULL ? NULL : owner->name);
  return false;
}

void drupe__validate_gone(drupe_cx *cx, const void *thing) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe__module *m = thing == NULL ? NULL : thing_owner(k, thing);
  drupe__validation *vd = m == NULL ? NULL : m->validation;
  uint32_t at;

  if (vd == NULL)
    return;
  at = thing_find(vd, thing) - 1;
  vd->things[at] = vd->things[--vd->thing_count];
}

/* -- scopes and brackets -------------------------------------------------- */
int32_t drupe__checked_ref_scope_open(drupe_cx *cx, drupe_scope *scope) {
  drupe__validation *vd = validation_of(cx);

  if (!drupe__validate_enter(cx, "ref->scope_open", 0) ||
      !drupe__validate_pointer(cx, "ref->scope_open", scope))
    return DRUPE_E_INVAL;
  scope->opaque[1] = vd->count;
  scope->opaque[2] = ++vd->scopes;
  return drupe__ref_api.scope_open(cx, scope);
}

/* What is kept stays the same handle: only what lies above it is cut off, and
 * what lies below it in the scope is marked as stale in place. */
drupe_value drupe__checked_ref_scope_close(drupe_cx *cx, drupe_scope *scope,
                                           drupe_value keep) {
  static const char name[] = "ref->scope_close";
  drupe__validation *vd = validation_of(cx);
  drupe_value real = drupe__validate_in(cx, name, keep);
  uint32_t from = (uint32_t)scope->opaque[1], index, i;

  if (scope->opaque[2] != vd->scopes || vd->scopes == 0) {
    drupe__validate_report(drupe__module_of(cx), DRUPE__RULE_BALANCE, name,
                           "closed twice, or not the innermost");
    return drupe_none();
  }
  vd->scopes--;
  (void)drupe__ref_api.scope_close(cx, scope, real);
  index = (uint32_t)(keep.bits & VALIDATE_INDEX);
  if (!drupe__is_heap(real) || (keep.bits & VALIDATE_KEY) != 0 ||
      index < from) {
    validate_cut(vd, from);
    return drupe_is_none(real) ? real : keep;
  }
  validate_cut(vd, index + 1);
  for (i = from; i < index; i++)
    vd->values[i].generation++;
  return keep;
}

int32_t drupe__checked_task_enter(drupe_cx *cx, drupe_async *async,
                                  drupe_entry *entry) {
  if (!drupe__validate_enter(cx, "task->enter", DRUPE__MARK_OUTSIDE) ||
      !drupe__validate_pointer(cx, "task->enter", entry) ||
      (async != NULL && !drupe__validate_thing(cx, "task->enter", async)))
    return DRUPE_E_INVAL;
  return drupe__task_api.enter(cx, async, entry);
}

void drupe__checked_task_leave(drupe_cx *cx, drupe_entry *entry) {
  const drupe__bracket *b = (const drupe__bracket *)(const void *)entry;

  if (!drupe__validate_enter(cx, "task->leave", DRUPE__MARK_OUTSIDE) ||
      !drupe__validate_pointer(cx, "task->leave", entry))
    return;
  if (b->depth != drupe__kernel_of(cx)->depth ||
      b->module != drupe__module_of(cx)) {
    drupe__validate_report(drupe__module_of(cx), DRUPE__RULE_BALANCE,
                           "task->leave", "left twice, or not the innermost");
    return;
  }
  drupe__task_api.leave(cx, entry);
}

/* -- calls into the module ------------------------------------------------ */
static drupe_value validate_result(drupe__module *m, drupe_value result,
                                   uint32_t scopes, uint32_t depth) {
  drupe__validation *vd = m->validation;
  drupe__kernel *k = m->kernel;

  result = drupe__validate_in(&m->cx, "a function's result", result);
  if (k->pending && !drupe_is_none(result))
    drupe__validate_report(m, DRUPE__RULE_LAUNDER, "a function's result",
                           NULL);
  if (vd->scopes != scopes || k->depth != depth)
    drupe__validate_report(m, DRUPE__RULE_BALANCE, "a function's end", NULL);
  vd->scopes = scopes;
  return result;
}

drupe_value drupe__validate_call(drupe__module *m, drupe_fn fn,
                                 const drupe_call *call, uint32_t declared) {
  drupe__validation *vd = m->validation;
  drupe_call seen = *call;
  drupe_value few[16], *list = few, result;
  uint32_t mark, scopes, depth = m->kernel->depth, i;
  uint32_t room = call->argc > declared ? call->argc : declared;

  if (vd == NULL) /* refused by function_unusual before */
    return fn(&m->cx, call);
  mark = vd->count;
  scopes = vd->scopes;
  if (room < 4)
    room = 4;
  if (room > 16 && (list = malloc(room * sizeof(*list))) == NULL)
    return drupe__pend_no_memory(m->kernel);
  for (i = 0; i < room; i++)
    list[i] = drupe__validate_out(&m->cx, call->argv[i]);
  seen.argv = list;
  seen.self = drupe__validate_out(&m->cx, call->self);
  seen.target = drupe__validate_out(&m->cx, call->target);
  if (seen.instance != NULL)
    drupe__validate_made(&m->cx, seen.instance);
  result = validate_result(m, fn(&m->cx, &seen), scopes, depth);
  validate_cut(vd, mark);
  if (list != few)
    free(list);
  return result;
}

int32_t drupe__validate_start_call(drupe__module *m, drupe_value exports) {
  if (m->validation != NULL)
    exports = drupe__validate_out(&m->cx, exports);
  return m->desc.start(&m->cx, exports);
}

/* -- begin and end -------------------------------------------------------- */
static bool validate_wanted(const char *name) {
  const char *list = getenv("DRUPE_VALIDATE");
  size_t size = strlen(name), n;

  if (list == NULL || strcmp(name, "drupe") == 0)
    return false;
  for (; *list != 0; list += n + (list[n] == ',')) {
    n = strcspn(list, ",");
    if ((n == 3 && memcmp(list, "all", 3) == 0) ||
        (n == size && memcmp(list, name, n) == 0))
      return true;
  }
  return false;
}

bool drupe__validate_start(drupe__module *m) {
  if (!validate_wanted(m->name))
    return true;
  m->validation = calloc(1, sizeof(drupe__validation));
  if (m->validation == NULL)
    return false;
  m->validate = m->unusual = true;
  validate_kernel = m->kernel;
  m->cx.core = &drupe__checked_core_api;
  m->cx.value = &drupe__checked_value_api;
  m->cx.object = &drupe__checked_object_api;
  m->cx.function = &drupe__checked_function_api;
  m->cx.classes = &drupe__checked_class_api;
  m->cx.error = &drupe__checked_error_api;
  m->cx.ref = &drupe__checked_ref_api;
  m->cx.buffer = &drupe__checked_buffer_api;
  m->cx.task = &drupe__checked_task_api;
  m->cx.loop = &drupe__checked_loop_api;
  return true;
}

void drupe__validate_end(drupe__module *m) {
  drupe__validation *vd = m->validation;

  if (vd == NULL)
    return;
  free(vd->values);
  free(vd->keys);
  free(vd->things);
  free(vd);
  m->validation = NULL;
}

/* js/engine/thrown.c - the place of the last throw.
 *
 * An object of the engine keeps the function and the instruction: 10 ns a
 * throw.  The value is only compared, never used, so it is not kept alive. */
#include <string.h>

#include "engine_internal.h"
#include "stack.h"

struct drupe__thrown {
  drupe__native native;
  duk_tval value;        /* not counted */
  duk_hobject *function; /* NULL: none yet */
  uint32_t pc;
};

static void thrown_mark(duk_heap *heap, duk_hobject *object) {
  struct drupe__thrown *t = (void *)object;

  if (t->function != NULL)
    drupe__heap_mark(heap, &t->function->hdr);
}

static void thrown_drop(duk_hthread *thread, duk_hobject *object) {
  struct drupe__thrown *t = (void *)object;

  if (t->function != NULL)
    DUK_HOBJECT_DECREF_NORZ(thread, t->function);
}

static void thrown_release(drupe__engine *engine, duk_hobject *object) {
  (void)object;
  engine->thrown = NULL;
}

static const drupe__native_ops thrown_ops = {"thrown", thrown_mark,
                                             thrown_drop, thrown_release};

void drupe__thrown_init(duk_context *ctx) {
  drupe__engine *e = drupe__engine_of(ctx);

  duk_push_heap_stash(ctx);
  e->thrown = drupe__native_new(ctx, sizeof(*e->thrown), &thrown_ops, NULL);
  DUK_TVAL_SET_UNDEFINED(&e->thrown->value);
  duk_put_prop_literal(ctx, -2, "thrown");
  duk_pop(ctx);
}

/* One and the same value: what a rethrow throws. */
static bool thrown_is(const struct drupe__thrown *t, duk_tval *value) {
  return t->function != NULL && duk_js_samevalue((duk_tval *)&t->value, value);
}

/* Is it a `throw` of the source, not one that the lowering wrote to hand an
 * error on? */
static bool thrown_in_source(duk_hthread *thread, duk_hobject *function,
                             uint32_t pc) {
  drupe__unit *unit = drupe__unit_of(function);
  const char *text;
  size_t size, at;

  if (unit == NULL)
    return true;
  text = drupe__unit_text(unit, &size);
  at = drupe__unit_offset(thread, unit, function, pc);
  return text != NULL && at < size && size - at > 5 &&
         memcmp(text + at, "throw", 5) == 0;
}

void drupe__thrown(duk_hthread *thread) {
  struct drupe__thrown *t = drupe__engine_of(thread)->thrown;
  duk_activation *act = thread->callstack_curr;
  duk_tval *value = DUK_GET_TVAL_NEGIDX(thread, -1);
  duk_hobject *before;
  uint32_t pc;

  if (t == NULL || act == NULL || DUK_ACT_GET_FUNC(act) == NULL)
    return;
  pc = (uint32_t)duk_hthread_get_act_prev_pc(thread, act);
  if (thrown_is(t, value) &&
      !thrown_in_source(thread, DUK_ACT_GET_FUNC(act), pc))
    return;
  before = t->function;
  DUK_TVAL_SET_TVAL(&t->value, DUK_GET_TVAL_NEGIDX(thread, -1));
  t->function = DUK_ACT_GET_FUNC(act);
  t->pc = pc;
  DUK_HOBJECT_INCREF(thread, t->function);
  if (before != NULL)
    DUK_HOBJECT_DECREF(thread, before);
}

/* A new error may lie where one lay that was thrown and freed. */
void drupe__thrown_forget(duk_hthread *thread, const duk_hobject *made) {
  struct drupe__thrown *t = drupe__engine_of(thread)->thrown;
  duk_hobject *function;

  if (t == NULL || t->function == NULL || !DUK_TVAL_IS_OBJECT(&t->value) ||
      DUK_TVAL_GET_OBJECT(&t->value) != made)
    return;
  function = t->function;
  t->function = NULL;
  DUK_HOBJECT_DECREF_NORZ(thread, function);
}

/* Where the value at `index` was thrown; false: not by a script, or another was
 * thrown since. */
static bool thrown_find(duk_context *ctx, duk_idx_t index,
                        drupe__frame *frame) {
  struct drupe__thrown *t = drupe__engine_of(ctx)->thrown;

  if (t == NULL || !thrown_is(t, duk_require_tval(ctx, index)))
    return false;
  memset(frame, 0, sizeof(*frame));
  frame->function = t->function;
  frame->unit = drupe__unit_of(t->function);
  frame->pc = t->pc;
  return frame->unit != NULL;
}

/* Its first frame in our source: what a native function threw. */
static bool thrown_first_frame(duk_context *ctx, duk_idx_t index,
                               drupe__frame *frame) {
  uint32_t i;

  if (!duk_is_object(ctx, index))
    return false;
  duk_xget_owndataprop_stridx_short(ctx, index, DUK_STRIDX_INT_TRACEDATA);
  if (duk_is_object(ctx, -1))
    for (i = 0; drupe__frame_read(ctx, -1, i, frame); i++)
      if (frame->unit != NULL)
        return true;
  return false;
}

static bool thrown_is_word(char c) {
  return c == '_' || c == '$' || (c >= '0' && c <= '9') ||
         (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The instruction of `throw new E` has the place of `new`; V8 points at the
 * statement.  Looks for it before `at`, within the statement. */
static size_t thrown_statement(const char *text, size_t at) {
  size_t i;

  if (strncmp(text + at, "throw", 5) == 0)
    return at;
  for (i = at; i >= 5; i--) {
    char c = text[i - 1];

    if (c == ';' || c == '{' || c == '}')
      break;
    if (strncmp(text + i - 5, "throw", 5) == 0 && !thrown_is_word(text[i]) &&
        (i == 5 || !thrown_is_word(text[i - 6])))
      return i - 5;
  }
  return at;
}

static drupe__place thrown_place(duk_context *ctx, const drupe__frame *frame) {
  drupe__place place = {drupe__unit_file(frame->unit), 0, 0};
  size_t size, at;
  const char *text = drupe__unit_text(frame->unit, &size);

  at = drupe__unit_offset(ctx, frame->unit, frame->function, frame->pc);
  if (text == NULL || at >= size)
    return drupe__frame_place(ctx, frame);
  drupe__source_position(text, size, (uint32_t)thrown_statement(text, at),
                         &place.line, &place.column);
  return place;
}

bool drupe__thrown_push_place(duk_context *ctx, duk_idx_t index) {
  drupe__frame frame;
  drupe__place place;

  duk_require_stack(ctx, 4);
  if (!thrown_find(ctx, index, &frame))
    return false;
  place = thrown_place(ctx, &frame);
  duk_push_sprintf(ctx, "%s:%lu:%lu", place.file, (unsigned long)place.line,
                   (unsigned long)place.column);
  return true;
}

void drupe__error_excerpt(duk_context *ctx, duk_idx_t index, bool made) {
  duk_idx_t top = duk_get_top(ctx);
  drupe__frame frame;
  drupe__place place;

  duk_require_stack(ctx, 16);
  index = duk_require_normalize_index(ctx, index);
  if (!(made && duk_is_object(ctx, index)) &&
      thrown_find(ctx, index, &frame)) {
    place = thrown_place(ctx, &frame);
    drupe__unit_push_excerpt(ctx, frame.unit, &place);
  } else if (thrown_first_frame(ctx, index, &frame)) {
    place = drupe__frame_place(ctx, &frame);
    drupe__unit_push_excerpt(ctx, frame.unit, &place);
  } else {
    duk_push_literal(ctx, "");
  }
  duk_insert(ctx, top);
  duk_set_top(ctx, top + 1);
}

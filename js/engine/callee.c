/* js/engine/callee.c - what the source has at the place of an error.
 *
 * js/syntax/describe.c finds it in the text, which is parsed for that.  Texts
 * that would take more than some 5 ms are not: a script may throw and catch in
 * a loop. */
#include <string.h>

#include "engine_internal.h"
#include "message.h"
#include "stack.h"
#include "text.h"

#define CALLEE_TEXT_MAX (512u * 1024u)

/* The innermost activation of compiled code. */
static duk_activation *callee_activation(duk_hthread *thread) {
  duk_activation *act = thread->callstack_curr;

  while (act != NULL && (DUK_ACT_GET_FUNC(act) == NULL ||
                         !DUK_HOBJECT_IS_COMPFUNC(DUK_ACT_GET_FUNC(act))))
    act = act->parent;
  return act;
}

/* The source as it was given to the parser, and the offset of the running
 * instruction. */
static bool callee_find(duk_hthread *thread, drupe__source *source,
                        uint32_t *offset) {
  duk_activation *act = callee_activation(thread);
  drupe__unit *unit =
      act == NULL ? NULL : drupe__unit_of(DUK_ACT_GET_FUNC(act));
  size_t at;

  if (unit == NULL || !drupe__unit_source(unit, source))
    return false;
  duk_hthread_sync_currpc(thread);
  at = drupe__unit_offset(thread, unit, DUK_ACT_GET_FUNC(act),
                          (uint32_t)duk_hthread_get_act_prev_pc(thread, act));
  if (at >= source->size)
    return false;
  *offset = (uint32_t)at;
  return true;
}

/* `.name` and `[name]` belong to no pattern. */
static bool callee_is_member(const drupe__source *source, uint32_t offset) {
  const char *text = source->text;

  if (text[offset] == '[' && offset > 0 && strchr(")]}'\"`", text[offset - 1]))
    return true;
  while (offset > 0 && strchr(" \t\r\n", text[offset - 1]) != NULL)
    offset--;
  return offset > 0 && text[offset - 1] == '.';
}

drupe__described drupe__callee_describe(duk_hthread *thread, drupe__about about,
                                        drupe__description *out) {
  drupe__source source;
  uint32_t offset;

  out->text[0] = out->key[0] = '\0';
  if (!callee_find(thread, &source, &offset) || source.size > CALLEE_TEXT_MAX ||
      (about == DRUPE__ABOUT_PATTERN && callee_is_member(&source, offset)))
    return DRUPE__DESCRIBED_NOTHING;
  return drupe__describe(&source, offset, about, out);
}

/* A native that calls what is no function is not in the source. */
static bool callee_is_compiled(const duk_hthread *thread) {
  const duk_activation *act = thread->callstack_curr;

  return act != NULL && DUK_ACT_GET_FUNC(act) != NULL &&
         DUK_HOBJECT_IS_COMPFUNC(DUK_ACT_GET_FUNC(act));
}

drupe__callee drupe__callee_push(duk_hthread *thread) {
  drupe__description d;
  drupe__described what = DRUPE__DESCRIBED_NOTHING;

  duk_require_stack(thread, 16);
  if (callee_is_compiled(thread))
    what = drupe__callee_describe(thread, DRUPE__ABOUT_CALL, &d);
  if (what == DRUPE__DESCRIBED_NOTHING || d.text[0] == '\0')
    return DRUPE__CALLEE_UNKNOWN;
  drupe__text_push(thread, d.text, strlen(d.text));
  return what == DRUPE__DESCRIBED_CONSTRUCTOR ? DRUPE__CALLEE_NEW
                                              : DRUPE__CALLEE_CALL;
}

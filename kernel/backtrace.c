/* kernel/backtrace.c - the service "drupe.stack": the JavaScript stack as text,
 * made in a buffer of the caller, also inside a signal handler. */
#include "kernel/tables.h"

#include "drupe/stack.h"
#include "engine/stack.h"

typedef struct backtrace {
  char *text;
  size_t room, used;
} backtrace;

static void backtrace_add(backtrace *b, const char *text, size_t size) {
  if (size > b->room - b->used)
    size = b->room - b->used;
  memcpy(b->text + b->used, text, size);
  b->used += size;
}

static void backtrace_number(backtrace *b, uint32_t n) {
  char digits[12];
  size_t at = sizeof(digits);

  do {
    digits[--at] = (char)('0' + n % 10);
    n /= 10;
  } while (n != 0);
  backtrace_add(b, digits + at, sizeof(digits) - at);
}

static void backtrace_name(backtrace *b, duk_hthread *t, duk_hobject *fn) {
  duk_tval *tv = duk_hobject_find_entry_tval_ptr(t->heap, fn,
                                                 DUK_HTHREAD_STRING_NAME(t));
  const duk_hstring *name;

  if (tv == NULL || !DUK_TVAL_IS_STRING(tv))
    return;
  name = DUK_TVAL_GET_STRING(tv);
  if (DUK_HSTRING_GET_BYTELEN(name) == 0)
    return;
  backtrace_add(b, (const char *)DUK_HSTRING_GET_DATA(name),
                DUK_HSTRING_GET_BYTELEN(name));
  backtrace_add(b, " ", 1);
}

static void backtrace_frame(backtrace *b, duk_hthread *t,
                            duk_activation *act) {
  duk_hobject *fn = DUK_ACT_GET_FUNC(act);
  drupe__unit *unit = fn == NULL ? NULL : drupe__unit_of(fn);
  drupe__place place;

  if (unit == NULL)
    return;
  place = drupe__unit_place(
      t, unit, fn,
      (uint32_t)duk_hthread_get_act_prev_pc(t, act));
  backtrace_add(b, "    at ", 7);
  backtrace_name(b, t, fn);
  backtrace_add(b, "(", 1);
  if (place.file != NULL)
    backtrace_add(b, place.file, strlen(place.file));
  backtrace_add(b, ":", 1);
  backtrace_number(b, place.line);
  backtrace_add(b, ":", 1);
  backtrace_number(b, place.column);
  backtrace_add(b, ")\n", 2);
}

static size_t backtrace_write(drupe_cx *caller, void *self, char *buf,
                              size_t room) {
  drupe__kernel *k = self;
  backtrace b = {buf, room, 0};
  duk_activation *act;

  (void)caller;
  for (act = k->thread->callstack_curr; act != NULL; act = act->parent)
    backtrace_frame(&b, k->thread, act);
  return b.used;
}

const drupe_stack_api drupe__stack_api = {
    .head = DRUPE__HEAD(drupe_stack_api),
    .write = backtrace_write,
};

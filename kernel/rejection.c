/* kernel/rejection.c - promises that were rejected while nobody listened.
 *
 * The engine tells of each; what is still unheard of when the queues are empty
 * is an 'unhandledRejection'.  --unhandled-rejections says what follows where
 * nobody listens to that either. */
#include "kernel/runtime.h"

#define REJECTION_ID DUK_HIDDEN_SYMBOL("rejection")

typedef struct rejection {
  uint32_t promise, reason; /* slots */
  uint32_t id;
} rejection;

struct drupe__rejections {
  rejection *pending; /* not reported yet, oldest first */
  uint32_t count, room;
  rejection *late; /* handled after they were reported */
  uint32_t late_count, late_room;
  uint32_t last_id;
};

static bool rejection_add(rejection **list, uint32_t *count, uint32_t *room,
                          rejection x) {
  if (*count == *room) {
    uint32_t more = *room == 0 ? 8 : *room * 2;
    rejection *grown = realloc(*list, more * sizeof(*grown));

    if (grown == NULL)
      return false;
    *list = grown;
    *room = more;
  }
  (*list)[(*count)++] = x;
  return true;
}

static void rejection_drop(drupe__kernel *k, rejection *x) {
  drupe__slot_give(k, x->promise);
  drupe__slot_give(k, x->reason);
}

/* [.. promise reason] */
static void rejection_unhandled(drupe__kernel *k, duk_context *ctx) {
  drupe__rejections *r = k->rejections;
  rejection x = {.id = ++r->last_id};

  x.reason = drupe__slot_keep(k, ctx);
  duk_dup(ctx, -2);
  x.promise = drupe__slot_keep(k, ctx);
  duk_push_uint(ctx, x.id);
  duk_put_prop_literal(ctx, -2, REJECTION_ID);
  duk_pop(ctx);
  if (!rejection_add(&r->pending, &r->count, &r->room, x)) {
    rejection_drop(k, &x);
    (void)duk_generic_error(ctx, "out of memory");
  }
}

/* Takes it from what waits; else it was reported, and that it was early is
 * told too. */
static void rejection_handled(drupe__kernel *k, duk_context *ctx) {
  drupe__rejections *r = k->rejections;
  rejection x = {.id = 0};

  duk_get_prop_literal(ctx, -2, REJECTION_ID);
  x.id = duk_to_uint32(ctx, -1);
  duk_pop(ctx);
  for (uint32_t i = 0; i < r->count; i++) {
    if (r->pending[i].id != x.id)
      continue;
    x = r->pending[i];
    memmove(r->pending + i, r->pending + i + 1,
            (r->count - i - 1) * sizeof(x));
    r->count--;
    rejection_drop(k, &x);
    return;
  }
  if (x.id == 0)
    return;
  x.reason = drupe__slot_keep(k, ctx);
  duk_dup(ctx, -2);
  x.promise = drupe__slot_keep(k, ctx);
  duk_pop(ctx);
  if (!rejection_add(&r->late, &r->late_count, &r->late_room, x))
    rejection_drop(k, &x);
}

/* [.. promise reason] on top; they stay. */
void drupe__rejection_hook(void *owner, duk_context *ctx, int what) {
  drupe__kernel *k = owner;

  if (k->rejections == NULL || k->exiting)
    return;
  duk_require_stack(ctx, 8);
  if (what == DRUPE__REJECTED_UNHANDLED)
    rejection_unhandled(k, ctx);
  else if (what == DRUPE__REJECTION_HANDLED)
    rejection_handled(k, ctx);
}

bool drupe__rejections_waiting(const drupe__kernel *k) {
  return k->rejections != NULL &&
         (k->rejections->count > 0 || k->rejections->late_count > 0);
}

/* -- reporting ------------------------------------------------------------ */

static void rejection_push_reason_text(duk_context *ctx, duk_idx_t reason) {
  duk_dup(ctx, reason);
  if (duk_is_object(ctx, -1) && !duk_is_error(ctx, -1)) {
    duk_pop(ctx);
    duk_push_literal(ctx, "#<Object>");
    return;
  }
  (void)duk_safe_to_string(ctx, -1);
}

/* Replaces the reason on top by the error that is thrown for it. */
static void rejection_as_error(duk_context *ctx) {
  if (duk_is_error(ctx, -1))
    return;
  rejection_push_reason_text(ctx, -1);
  drupe__node_errorf(
      ctx, DRUPE_ERROR, "ERR_UNHANDLED_REJECTION",
      "This error originated either by throwing inside of an async function "
      "without a catch block, or by rejecting a promise which was not handled "
      "with .catch(). The promise rejected with the reason \"%s\".",
      duk_get_string(ctx, -1));
  duk_push_literal(ctx, "name");
  duk_push_literal(ctx, "UnhandledPromiseRejection");
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_FORCE);
  duk_push_literal(ctx, "stack");
  duk_push_literal(ctx, "UnhandledPromiseRejection: ");
  duk_get_prop_literal(ctx, -3, "message");
  duk_concat(ctx, 2);
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_FORCE);
  duk_replace(ctx, -3);
  duk_pop(ctx);
}

static duk_ret_t rejection_do_as_error(duk_context *ctx, void *udata) {
  (void)udata;
  rejection_as_error(ctx);
  return 1;
}

static void rejection_warn(drupe__kernel *k, uint32_t id) {
  duk_context *ctx = k->thread;
  char text[700];

  rejection_push_reason_text(ctx, -1);
  snprintf(text, sizeof(text),
           "Unhandled promise rejection. This error originated either by "
           "throwing inside of an async function without a catch block, or by "
           "rejecting a promise which was not handled with .catch(). To "
           "terminate the node process on unhandled promise rejection, use "
           "the CLI flag `--unhandled-rejections=strict` (see "
           "https://nodejs.org/api/cli.html#cli_unhandled_rejections_mode). "
           "(rejection id: %u)",
           id);
  duk_get_prop_literal(ctx, -2, "stack");
  drupe__process_warn(ctx,
                      duk_is_string(ctx, -1) ? duk_get_string(ctx, -1)
                                             : duk_get_string(ctx, -2),
                      "UnhandledPromiseRejectionWarning", NULL);
  duk_pop_2(ctx);
  drupe__process_warn(ctx, text, "UnhandledPromiseRejectionWarning", NULL);
}

/* Does 'unhandledRejection' find a listener?  The reason is on top, stays. */
static bool rejection_emit(drupe__kernel *k, const rejection *x) {
  duk_context *ctx = k->thread;

  if (!drupe__process_made(k))
    return false;
  duk_dup_top(ctx);
  drupe__slot_push(k, ctx, x->promise);
  return drupe__process_emit(k, "unhandledRejection", 2);
}

static void rejection_throw(drupe__kernel *k) {
  duk_context *ctx = k->thread;

  duk_dup_top(ctx);
  (void)duk_safe_call(ctx, rejection_do_as_error, NULL, 1, 1);
  drupe__uncaught_made(k, "unhandledRejection", true);
}

/* The reason is on top of the stack. */
static void rejection_treat(drupe__kernel *k, const rejection *x) {
  int mode = k->options == NULL ? DRUPE__REJECT_THROW : k->options->rejections;

  if (mode == DRUPE__REJECT_STRICT) {
    rejection_throw(k);
    if (!k->exiting)
      (void)rejection_emit(k, x);
    return;
  }
  if (rejection_emit(k, x) || k->pending)
    return;
  if (mode == DRUPE__REJECT_THROW)
    rejection_throw(k);
  else if (mode != DRUPE__REJECT_NONE)
    rejection_warn(k, x->id);
  if (mode == DRUPE__REJECT_WARN_WITH_CODE)
    drupe__process_set_exit_code(k, 1);
}

static void rejection_report(drupe__kernel *k, rejection x) {
  drupe__bracket b;

  if (drupe__enter(k, NULL, NULL, &b) == DRUPE_OK) {
    duk_require_stack(k->thread, 16);
    drupe__slot_push(k, k->thread, x.reason);
    rejection_treat(k, &x);
    drupe__leave(k, &b);
  }
  rejection_drop(k, &x);
}

/* A rejection that was reported has found a listener after all. */
static void rejection_report_late(drupe__kernel *k, rejection x) {
  drupe__bracket b;
  char text[96];

  if (drupe__enter(k, NULL, NULL, &b) == DRUPE_OK) {
    duk_require_stack(k->thread, 16);
    drupe__slot_push(k, k->thread, x.promise);
    if (!drupe__process_emit(k, "rejectionHandled", 1) && !k->pending) {
      snprintf(text, sizeof(text),
               "Promise rejection was handled asynchronously (rejection id: "
               "%u)",
               x.id);
      drupe__process_warn(k->thread, text, "PromiseRejectionHandledWarning",
                          NULL);
    }
    drupe__leave(k, &b);
  }
  rejection_drop(k, &x);
}

static rejection rejection_shift(rejection *list, uint32_t *count) {
  rejection first = list[0];

  memmove(list, list + 1, --*count * sizeof(*list));
  return first;
}

bool drupe__rejections_run(drupe__kernel *k) {
  drupe__rejections *r = k->rejections;
  uint32_t count = r->count;
  bool ran = r->late_count > 0 || count > 0;

  while (r->late_count > 0 && !k->exiting)
    rejection_report_late(k, rejection_shift(r->late, &r->late_count));
  for (; count > 0 && r->count > 0 && !k->exiting; count--)
    rejection_report(k, rejection_shift(r->pending, &r->count));
  return ran && !k->exiting;
}

bool drupe__rejections_create(drupe__kernel *k) {
  k->rejections = calloc(1, sizeof(*k->rejections));
  return k->rejections != NULL;
}

void drupe__rejections_destroy(drupe__kernel *k) {
  if (k->rejections == NULL)
    return;
  free(k->rejections->pending);
  free(k->rejections->late);
  free(k->rejections);
  k->rejections = NULL;
}

/* kernel/error.c - the one pending error, and errors as Node words them.
 *
 * The pending error lies in slot 0 of k->refs.  It is put there by the call
 * that failed and thrown by the trampoline when the module's frame has
 * returned; nothing jumps over that frame. */
#include "engine/stack.h"
#include "kernel/tables.h"

/* -- the pending error ---------------------------------------------------- */
void drupe__pend_top(drupe__kernel *k) {
  duk_hthread *t = k->thread;
  duk_tval *pending = drupe__slot(k, 0);

  if (!k->pending) {
    DUK_TVAL_SET_TVAL_UPDREF(t, pending, t->valstack_top - 1);
    k->pending = true;
  }
  duk_pop(t);
}

void drupe__take_pending(drupe__kernel *k, duk_hthread *t) {
  duk_tval *pending = drupe__slot(k, 0);

  assert(k->pending);
  duk_push_tval(t, pending);
  k->pending = false;
  pending = drupe__slot(k, 0);
  DUK_TVAL_SET_UNDEFINED_UPDREF(t, pending);
}

duk_ret_t drupe__throw_pending(drupe__kernel *k, duk_hthread *t) {
  duk_require_stack(t, 1);
  drupe__take_pending(k, t);
  return duk_throw(t);
}

drupe_value drupe__pend_no_memory(drupe__kernel *k) {
  duk_tval *pending = drupe__slot(k, 0);

  if (!k->pending) {
    DUK_TVAL_SET_TVAL_UPDREF(k->thread, pending,
                             drupe__slot(k, k->tables->nomem_slot));
    k->pending = true;
  }
  return drupe_none();
}

void drupe__report_outside(drupe__module *m) {
  if (m->warned_outside_bracket || m->kernel->tables->ending)
    return;
  m->warned_outside_bracket = true;
  fprintf(stderr, "drupe: module %s: called outside a bracket: task->enter\n",
          m->name);
}

/* -- making --------------------------------------------------------------- */
void drupe__error_from_top(duk_context *ctx, int32_t kind,
                           const char *code) {
  static const duk_small_uint_t constructors[] = {
      DUK_BIDX_ERROR_CONSTRUCTOR, DUK_BIDX_TYPE_ERROR_CONSTRUCTOR,
      DUK_BIDX_RANGE_ERROR_CONSTRUCTOR, DUK_BIDX_SYNTAX_ERROR_CONSTRUCTOR,
      DUK_BIDX_REFERENCE_ERROR_CONSTRUCTOR};

  if (kind < 0 || (size_t)kind >= DRUPE__COUNT(constructors))
    kind = DRUPE_ERROR;
  duk_require_stack(ctx, 8);
  duk_push_hobject(ctx, ctx->builtins[constructors[kind]]);
  duk_insert(ctx, -2);
  duk_new(ctx, 1);
  if (code == NULL)
    return;
  drupe__stack_set_code(ctx, -1, code);
  duk_push_string(ctx, code);
  duk_put_prop_literal(ctx, -2, "code");
}

void drupe__error_push(duk_context *ctx, int32_t kind, const char *code,
                       const char *message, size_t size) {
  drupe__push_text(ctx, message, size);
  drupe__error_from_top(ctx, kind, code);
}

typedef struct error_parts {
  int32_t kind;
  const char *code;
  const char *message;
  size_t size;
  /* of error_from */
  int32_t status;
  const char *what;
  const char *where;
} error_parts;

static duk_ret_t error_do_make(duk_context *ctx, void *data) {
  const error_parts *parts = data;

  drupe__error_push(ctx, parts->kind, parts->code, parts->message, parts->size);
  return 1;
}

drupe_value drupe__raisef(drupe__kernel *k, int32_t kind, const char *code,
                          const char *format, ...) {
  char text[512];
  error_parts parts = {.kind = kind, .code = code, .message = text};
  va_list args;
  int n;

  if (k->pending)
    return drupe_none();
  va_start(args, format);
  n = vsnprintf(text, sizeof(text), format, args);
  va_end(args);
  parts.size = n < 0 ? 0 : strlen(text);
  if (!duk_check_stack(k->thread, 8))
    return drupe__pend_no_memory(k);
  if (drupe__try(k, error_do_make, &parts, 0))
    drupe__pend_top(k);
  return drupe_none();
}

/* An error may be made outside a bracket too, where nothing else can: it is
 * what raise then reports.  The last one is kept alive by a slot. */
static drupe_value error_outside(drupe_cx *cx, duk_safe_call_function make,
                                 error_parts *parts) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe__bracket b;
  drupe_value v = drupe_none();
  duk_tval *slot;

  drupe__report_outside(drupe__module_of(cx));
  if (k->tables->ending ||
      drupe__enter(k, drupe__module_of(cx), NULL, &b) != DRUPE_OK)
    return v;
  if (drupe__ready(cx, 8) && drupe__try(k, make, parts, 0)) {
    slot = drupe__slot(k, k->tables->outside_slot);
    DUK_TVAL_SET_TVAL_UPDREF(k->thread, slot, k->thread->valstack_top - 1);
    v = drupe__top(k->thread);
  }
  drupe__leave(k, &b);
  return v;
}

/* Works while an error is pending: clean-up code may want to make one. */
static drupe_value error_make(drupe_cx *cx, duk_safe_call_function make,
                              error_parts *parts) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (k->depth == 0)
    return error_outside(cx, make, parts);
  if (!drupe__ready(cx, 8))
    return drupe_none();
  if (duk_safe_call(k->thread, make, parts, 0, 1) == DUK_EXEC_SUCCESS)
    return drupe__top(k->thread);
  drupe__pend_top(k);
  return drupe_none();
}

static drupe_value error_new(drupe_cx *cx, int32_t kind, const char *code,
                             drupe_str message) {
  error_parts parts = {.kind = kind, .code = code};

  parts.message = message.data == NULL ? "" : message.data;
  parts.size =
      message.size == DRUPE_NTS ? strlen(parts.message) : message.size;
  return error_make(cx, error_do_make, &parts);
}

/* -- errors of system calls ----------------------------------------------- */
static bool error_is_one_of(const char *what, const char *const *list) {
  for (; *list != NULL; list++)
    if (strcmp(what, *list) == 0)
      return true;
  return false;
}

/* Node has three forms: "connect ECONNREFUSED 127.0.0.1:80" for sockets,
 * "listen EADDRINUSE: address already in use 127.0.0.1:80" for names, and
 * "ENOENT: no such file or directory, open '/x'" for files. */
static void error_message(const error_parts *parts, char *text, size_t room) {
  static const char *const naming[] = {"listen", "bind", NULL};
  static const char *const socket[] = {"connect", "accept", "shutdown", NULL};
  const char *name = drupe__status_name(parts->status);
  const char *what = parts->what == NULL ? "" : parts->what;
  const char *where = parts->where;

  if (parts->status <= DRUPE_E_PENDING)
    snprintf(text, room, "%s%s%s%s%s", what, *what ? ": " : "",
             drupe__status_text(parts->status), where ? " " : "",
             where ? where : "");
  else if (error_is_one_of(what, naming))
    snprintf(text, room, "%s %s: %s%s%s", what, name,
             drupe__status_text(parts->status), where ? " " : "",
             where ? where : "");
  else if (where != NULL && where[0] == '/' && !error_is_one_of(what, socket))
    snprintf(text, room, "%s: %s, %s '%s'", name,
             drupe__status_text(parts->status), what, where);
  else
    snprintf(text, room, "%s%s%s%s%s", what, *what ? " " : "", name,
             where ? " " : "", where ? where : "");
}

/* "127.0.0.1:80" and "[::1]:80" become address and port, "/x" a path of a file
 * or, for a socket, its address. */
static void error_where(duk_context *ctx, const error_parts *parts) {
  static const char *const socket[] = {"connect", "listen", "bind", NULL};
  const char *where = parts->where;
  const char *colon = strrchr(where, ':');
  const char *end = colon;

  if (colon == NULL || where[0] == '/' || colon[1] < '0' || colon[1] > '9') {
    drupe__push_text(ctx, where, strlen(where));
    duk_put_prop_string(
        ctx, -2, error_is_one_of(parts->what, socket) ? "address" : "path");
    return;
  }
  if (where[0] == '[' && colon[-1] == ']') {
    where++;
    end--;
  }
  drupe__push_text(ctx, where, (size_t)(end - where));
  duk_put_prop_literal(ctx, -2, "address");
  duk_push_number(ctx, strtod(colon + 1, NULL));
  duk_put_prop_literal(ctx, -2, "port");
}

static duk_ret_t error_do_from(duk_context *ctx, void *data) {
  const error_parts *parts = data;
  char text[768];

  error_message(parts, text, sizeof(text));
  drupe__error_push(ctx, DRUPE_ERROR, NULL, text, strlen(text));
  if (parts->status > DRUPE_E_PENDING) {
    duk_push_int(ctx, parts->status);
    duk_put_prop_literal(ctx, -2, "errno");
  }
  duk_push_string(ctx, drupe__status_name(parts->status));
  duk_put_prop_literal(ctx, -2, "code");
  if (parts->what != NULL && parts->status > DRUPE_E_PENDING) {
    drupe__push_text(ctx, parts->what, strlen(parts->what));
    duk_put_prop_literal(ctx, -2, "syscall");
  }
  if (parts->where != NULL)
    error_where(ctx, parts);
  return 1;
}

static drupe_value error_take(drupe_cx *cx) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (!k->pending || !drupe__ready(cx, 1))
    return drupe_none();
  drupe__take_pending(k, k->thread);
  return drupe__top(k->thread);
}

static drupe_value error_from(drupe_cx *cx, int32_t status, const char *what,
                              const char *where) {
  error_parts parts = {.status = status, .what = what, .where = where};

  if (status == DRUPE_E_PENDING)
    return error_take(cx);
  if (parts.where != NULL && parts.what == NULL)
    parts.what = "";
  return error_make(cx, error_do_from, &parts);
}

/* -- raising -------------------------------------------------------------- */
static void error_report(drupe_cx *cx, drupe_value error) {
  drupe__kernel *k = drupe__kernel_of(cx);
  drupe__bracket b;

  if (k->tables->ending ||
      drupe__enter(k, drupe__module_of(cx), NULL, &b) != DRUPE_OK)
    return;
  if (drupe__value_push(k, error))
    drupe__uncaught(k, "uncaughtException");
  drupe__leave(k, &b);
}

static drupe_value error_raise(drupe_cx *cx, drupe_value error) {
  drupe__kernel *k = drupe__kernel_of(cx);

  if (drupe_is_none(error) || k->pending)
    return drupe_none();
  if (k->depth == 0) {
    drupe__report_outside(drupe__module_of(cx));
    error_report(cx, error);
  } else if (drupe__value_push(k, error)) {
    drupe__pend_top(k);
  }
  return drupe_none();
}

static int32_t error_pending(drupe_cx *cx) {
  return drupe__kernel_of(cx)->pending ? 1 : 0;
}

static void error_uncaught(drupe_cx *cx, drupe_value error) {
  if (!drupe_is_none(error))
    error_report(cx, error);
}

const drupe_error_api drupe__error_api = {
    .head = DRUPE__HEAD(drupe_error_api),
    .error_new = error_new,
    .error_from = error_from,
    .raise = error_raise,
    .take_error = error_take,
    .pending = error_pending,
    .uncaught = error_uncaught,
};

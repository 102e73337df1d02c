/* kernel/stdio.c - the binding `stdio`: descriptors 0, 1 and 2, synchronously,
 * for console and the streams of process. */
#include "kernel/runtime.h"

#include <errno.h>
#include <sys/ioctl.h>
#include <unistd.h>

static duk_ret_t stdio_isatty(duk_context *ctx) {
  duk_push_boolean(ctx, isatty(duk_require_int(ctx, 0)));
  return 1;
}

static duk_ret_t stdio_guess_type(duk_context *ctx) {
  switch (uv_guess_handle(duk_require_int(ctx, 0))) {
  case UV_TTY: duk_push_literal(ctx, "TTY"); break;
  case UV_FILE: duk_push_literal(ctx, "FILE"); break;
  case UV_NAMED_PIPE: duk_push_literal(ctx, "PIPE"); break;
  case UV_TCP: duk_push_literal(ctx, "TCP"); break;
  case UV_UDP: duk_push_literal(ctx, "UDP"); break;
  default: duk_push_literal(ctx, "UNKNOWN"); break;
  }
  return 1;
}

/* writeSync(fd, string | bytes): all of it. */
static duk_ret_t stdio_write(duk_context *ctx) {
  int fd = duk_require_int(ctx, 0), rc;
  duk_size_t size;

  if (duk_is_string(ctx, 1)) {
    const char *text = duk_get_lstring(ctx, 1, &size);

    rc = drupe__write_text(fd, text, size);
  } else {
    const void *data = duk_require_buffer_data(ctx, 1, &size);

    rc = drupe__write_all(fd, data, size);
  }
  if (rc < 0)
    drupe__throw_system(ctx, rc, "write", NULL, NULL);
  return 0;
}

/* readSync(fd, bytes): how many; 0 at the end, -1 where none is there yet. */
static duk_ret_t stdio_read(duk_context *ctx) {
  int fd = duk_require_int(ctx, 0);
  duk_size_t size;
  void *data = duk_require_buffer_data(ctx, 1, &size);
  ssize_t n;

  do {
    n = read(fd, data, size);
  } while (n < 0 && errno == EINTR);
  if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
    drupe__throw_system(ctx, -errno, "read", NULL, NULL);
  duk_push_int(ctx, (int)n);
  return 1;
}

/* windowSize(fd): [columns, rows] of a terminal, else undefined. */
static duk_ret_t stdio_window_size(duk_context *ctx) {
  struct winsize w;

  if (ioctl(duk_require_int(ctx, 0), TIOCGWINSZ, &w) != 0)
    return 0;
  duk_push_array(ctx);
  duk_push_uint(ctx, w.ws_col);
  duk_put_prop_index(ctx, -2, 0);
  duk_push_uint(ctx, w.ws_row);
  duk_put_prop_index(ctx, -2, 1);
  return 1;
}

static duk_ret_t stdio_columns(duk_context *ctx) {
  struct winsize w;

  if (ioctl(duk_require_int(ctx, 0), TIOCGWINSZ, &w) != 0)
    return 0;
  duk_push_uint(ctx, w.ws_col);
  return 1;
}

/* -- watching standard input ---------------------------------------------- */

struct drupe__stdin {
  uv_poll_t poll;
  uv_idle_t idle; /* for what cannot be polled, a file */
  bool pollable;
  uint32_t slot; /* of the callback; 0: stopped */
};

static void stdin_call(drupe__kernel *k) {
  drupe__bracket b;

  if (k->input->slot == 0 || drupe__enter(k, NULL, NULL, &b) != DRUPE_OK)
    return;
  duk_require_stack(k->thread, 8);
  drupe__slot_push(k, k->thread, k->input->slot);
  duk_push_undefined(k->thread);
  (void)drupe__call(k, 0);
  drupe__leave(k, &b);
}

static void stdin_on_poll(uv_poll_t *poll, int status, int events) {
  (void)status;
  (void)events;
  stdin_call(poll->loop->data);
}

static void stdin_on_idle(uv_idle_t *idle) {
  stdin_call(idle->loop->data);
}

static duk_ret_t stdin_open(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  if (k->input != NULL)
    return 0;
  k->input = calloc(1, sizeof(*k->input));
  if (k->input == NULL)
    return duk_generic_error(ctx, "out of memory");
  k->input->pollable = uv_poll_init(&k->loop, &k->input->poll, 0) == 0;
  uv_idle_init(&k->loop, &k->input->idle);
  return 0;
}

/* startReading(callback): called when standard input has something. */
static duk_ret_t stdin_start(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  duk_require_function(ctx, 0);
  (void)stdin_open(ctx);
  if (k->input->slot != 0)
    return 0;
  duk_dup(ctx, 0);
  k->input->slot = drupe__slot_keep(k, ctx);
  if (k->input->pollable)
    uv_poll_start(&k->input->poll, UV_READABLE, stdin_on_poll);
  else
    uv_idle_start(&k->input->idle, stdin_on_idle);
  return 0;
}

static void stdin_end(drupe__kernel *k) {
  if (k->input == NULL || k->input->slot == 0)
    return;
  drupe__slot_give(k, k->input->slot);
  k->input->slot = 0;
  if (k->input->pollable)
    uv_poll_stop(&k->input->poll);
  uv_idle_stop(&k->input->idle);
}

static duk_ret_t stdin_stop(duk_context *ctx) {
  stdin_end(drupe__kernel_of_context(ctx));
  return 0;
}

/* refReading(on): does it keep the process alive? */
static duk_ret_t stdin_ref(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  bool on = duk_to_boolean(ctx, 0);

  (void)stdin_open(ctx);
  (on ? uv_ref : uv_unref)((uv_handle_t *)&k->input->idle);
  if (k->input->pollable)
    (on ? uv_ref : uv_unref)((uv_handle_t *)&k->input->poll);
  return 0;
}

static void stdin_on_closed(uv_handle_t *handle) {
  free(handle->data);
}

void drupe__stdin_destroy(drupe__kernel *k) {
  if (k->input == NULL)
    return;
  stdin_end(k);
  k->input->idle.data = k->input;
  if (k->input->pollable)
    uv_close((uv_handle_t *)&k->input->poll, NULL);
  uv_close((uv_handle_t *)&k->input->idle, stdin_on_closed);
  k->input = NULL;
}

static const duk_function_list_entry stdio_functions[] = {
    {"isatty", stdio_isatty, 1},
    {"guessHandleType", stdio_guess_type, 1},
    {"writeSync", stdio_write, 2},
    {"readSync", stdio_read, 2},
    {"windowSize", stdio_window_size, 1},
    {"columns", stdio_columns, 1},
    {"startReading", stdin_start, 1},
    {"stopReading", stdin_stop, 0},
    {"refReading", stdin_ref, 1},
    {NULL, NULL, 0}};

void drupe__stdio_binding(duk_context *ctx) {
  duk_push_object(ctx);
  drupe__put_functions(ctx, stdio_functions);
}

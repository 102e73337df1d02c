/* kernel/support.c - small things that the natives of the kernel share. */
#include "kernel/runtime.h"

#include <errno.h>
#include <poll.h>
#include <stdarg.h>
#include <unistd.h>

uint32_t drupe__slot_keep(drupe__kernel *k, duk_context *ctx) {
  uint32_t slot = drupe__slot_take(k, DUK_GET_TVAL_NEGIDX(ctx, -1));

  if (slot == 0)
    (void)duk_generic_error(ctx, "out of memory");
  return slot;
}

void drupe__put_hidden(duk_context *ctx, duk_idx_t obj, const char *name) {
  obj = duk_require_normalize_index(ctx, obj);
  duk_push_string(ctx, name);
  duk_insert(ctx, -2);
  duk_def_prop(ctx, obj,
               DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_SET_WRITABLE |
                   DUK_DEFPROP_CLEAR_ENUMERABLE |
                   DUK_DEFPROP_SET_CONFIGURABLE | DUK_DEFPROP_FORCE);
}

void drupe__name_function(duk_context *ctx, const char *name) {
  duk_push_literal(ctx, "name");
  duk_push_string(ctx, name);
  duk_def_prop(ctx, -3, DUK_DEFPROP_HAVE_VALUE | DUK_DEFPROP_FORCE);
}

void drupe__put_functions(duk_context *ctx,
                          const duk_function_list_entry *list) {
  for (; list->key != NULL; list++) {
    duk_push_c_function(ctx, list->value, list->nargs);
    drupe__name_function(ctx, list->key);
    duk_put_prop_string(ctx, -2, list->key);
  }
}

static duk_ret_t support_not_constructible(duk_context *ctx) {
  return duk_type_error(ctx, "Illegal constructor");
}

void drupe__class_push(duk_context *ctx, const char *name,
                       const duk_function_list_entry *methods) {
  duk_push_c_function(ctx, support_not_constructible, 0);
  drupe__name_function(ctx, name);
  duk_push_object(ctx);
  for (; methods->key != NULL; methods++) {
    duk_push_c_function(ctx, methods->value, methods->nargs);
    drupe__name_function(ctx, methods->key);
    drupe__put_hidden(ctx, -2, methods->key);
  }
  duk_dup(ctx, -2);
  drupe__put_hidden(ctx, -2, "constructor");
  duk_dup_top(ctx);
  duk_put_prop_literal(ctx, -3, "prototype");
}

void drupe__node_errorf(duk_context *ctx, int32_t kind, const char *code,
                        const char *format, ...) {
  char text[1024];
  va_list args;

  va_start(args, format);
  vsnprintf(text, sizeof(text), format, args);
  va_end(args);
  drupe__error_push(ctx, kind, code, text, strlen(text));
}

void drupe__throw_system(duk_context *ctx, int error, const char *syscall,
                         const char *path, const char *dest) {
  char name[32];

  uv_err_name_r(error, name, sizeof(name));
  if (path != NULL && path[0] == '\0')
    drupe__node_errorf(ctx, DRUPE_ERROR, NULL, "%s: %s, %s", name,
                       uv_strerror(error), syscall);
  else if (dest != NULL)
    drupe__node_errorf(ctx, DRUPE_ERROR, NULL, "%s: %s, %s '%s' -> '%s'", name,
                       uv_strerror(error), syscall, path, dest);
  else if (path != NULL)
    drupe__node_errorf(ctx, DRUPE_ERROR, NULL, "%s: %s, %s '%s'", name,
                       uv_strerror(error), syscall, path);
  else
    drupe__node_errorf(ctx, DRUPE_ERROR, NULL, "%s %s", syscall, name);
  duk_push_int(ctx, error);
  duk_put_prop_literal(ctx, -2, "errno");
  duk_push_string(ctx, name);
  duk_put_prop_literal(ctx, -2, "code");
  duk_push_string(ctx, syscall);
  duk_put_prop_literal(ctx, -2, "syscall");
  if (path != NULL && path[0] != '\0') {
    drupe__text_push(ctx, path, strlen(path));
    duk_put_prop_literal(ctx, -2, "path");
  }
  if (dest != NULL) {
    drupe__text_push(ctx, dest, strlen(dest));
    duk_put_prop_literal(ctx, -2, "dest");
  }
  (void)duk_throw(ctx);
  abort(); /* never: the throw is a jump, which its type does not say */
}

/* -- writing -------------------------------------------------------------- */

/* Waits where the descriptor was made non-blocking by somebody else. */
static int support_wait(int fd) {
  struct pollfd p = {fd, POLLOUT, 0};

  return poll(&p, 1, -1) < 0 && errno != EINTR ? -errno : 0;
}

int drupe__write_all(int fd, const void *data, size_t size) {
  const char *at = data;

  while (size > 0) {
    ssize_t n = write(fd, at, size);
    int rc = 0;

    if (n >= 0) {
      at += n;
      size -= (size_t)n;
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      rc = support_wait(fd);
    } else if (errno != EINTR) {
      rc = -errno;
    }
    if (rc < 0)
      return rc;
  }
  return 0;
}

/* A surrogate pair of the engine's (six bytes) is a character of four. */
static size_t support_pair(const unsigned char *p, size_t left, char *to) {
  uint32_t c;

  if (left < 6 || p[0] != 0xED || p[1] < 0xA0 || p[1] > 0xAF || p[3] != 0xED ||
      p[4] < 0xB0)
    return 0;
  c = 0x10000u + ((p[1] & 15u) << 16 | (p[2] & 63u) << 10 |
                  (p[4] & 15u) << 6 | (p[5] & 63u));
  to[0] = (char)(0xF0 | c >> 18);
  to[1] = (char)(0x80 | (c >> 12 & 63));
  to[2] = (char)(0x80 | (c >> 6 & 63));
  to[3] = (char)(0x80 | (c & 63));
  return 6;
}

int drupe__write_text(int fd, const char *text, size_t size) {
  char block[4096];
  size_t n = 0, i = 0;
  int rc = 0;

  if (memchr(text, 0xED, size) == NULL)
    return drupe__write_all(fd, text, size);
  while (i < size && rc == 0) {
    const unsigned char *p = (const unsigned char *)text + i;
    size_t step = support_pair(p, size - i, block + n);

    if (step != 0) {
      n += 4;
    } else if (size - i >= 3 && p[0] == 0xED && p[1] >= 0xA0) {
      memcpy(block + n, "\xEF\xBF\xBD", 3); /* half a pair */
      n += 3;
      step = 3;
    } else {
      block[n++] = (char)*p;
      step = 1;
    }
    i += step;
    if (n > sizeof(block) - 8) {
      rc = drupe__write_all(fd, block, n);
      n = 0;
    }
  }
  return rc < 0 ? rc : drupe__write_all(fd, block, n);
}

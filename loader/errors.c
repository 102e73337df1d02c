/* loader/errors.c - errors with Node's codes and texts. */
#include "loader/loader.h"

#include <stdarg.h>
#include <string.h>

void drupe__node_error(duk_context *ctx, int32_t kind, const char *code,
                       const char *format, ...) {
  char text[3 * DRUPE__PATH_ROOM];
  va_list args;

  va_start(args, format);
  vsnprintf(text, sizeof(text), format, args);
  va_end(args);
  drupe__error_push(ctx, kind, code, text, strlen(text));
}

void drupe__system_error(duk_context *ctx, int error, const char *syscall,
                         const char *path) {
  drupe__node_error(ctx, DRUPE_ERROR, NULL, "%s: %s, %s '%s'",
                    uv_err_name(error), uv_strerror(error), syscall, path);
  duk_push_int(ctx, error);
  duk_put_prop_literal(ctx, -2, "errno");
  duk_push_string(ctx, uv_err_name(error));
  duk_put_prop_literal(ctx, -2, "code");
  duk_push_string(ctx, syscall);
  duk_put_prop_literal(ctx, -2, "syscall");
  drupe__path_push(ctx, path, strlen(path));
  duk_put_prop_literal(ctx, -2, "path");
}

const char *drupe__error_message(duk_context *ctx, duk_idx_t idx) {
  duk_get_prop_literal(ctx, idx, "message");
  return duk_safe_to_string(ctx, -1);
}

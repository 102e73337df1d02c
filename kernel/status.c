/* kernel/status.c - names and texts of status codes.  Any thread. */
#include "kernel/tables.h"

typedef struct status_text {
  int32_t status;
  const char *name;
  const char *text;
} status_text;

static const status_text status_own[] = {
    {DRUPE_OK, "OK", "success"},
    {DRUPE_ASYNC, "ASYNC", "begun"},
    {DRUPE_E_EOF, "EOF", "end of file"},
    {DRUPE_E_PENDING, "ERR_DRUPE_PENDING", "an error is pending"},
    {DRUPE_E_ABI, "ERR_DRUPE_ABI", "version or size does not fit"},
    {DRUPE_E_TYPE, "ERR_DRUPE_TYPE", "value of another type"},
    {DRUPE_E_NOENT, "ERR_DRUPE_NOENT", "no such entry"},
    {DRUPE_E_STATE, "ERR_DRUPE_STATE", "not possible in this state"},
    {DRUPE_E_THREAD, "ERR_DRUPE_THREAD", "called on another thread"},
    {DRUPE_E_LOSSY, "ERR_DRUPE_LOSSY", "the number does not fit exactly"},
    {DRUPE_E_DENIED, "ERR_DRUPE_DENIED", "this module may not have it"},
    {DRUPE_E_LOCAL, "ERR_DRUPE_LOCAL", "not from an isolated module"},
    {DRUPE_E_NOMEM, "ERR_DRUPE_NOMEM", "out of memory"},
    {DRUPE_E_INVAL, "ERR_DRUPE_INVAL", "invalid argument"},
    {DRUPE_E_NOTSUP, "ERR_DRUPE_NOTSUP", "not supported"},
    {DRUPE_E_BUSY, "ERR_DRUPE_BUSY", "in use"},
    {DRUPE_E_CANCELED, "ERR_DRUPE_CANCELED", "canceled"},
};

static const status_text *status_find(int32_t status) {
  size_t i;

  for (i = 0; i < DRUPE__COUNT(status_own); i++)
    if (status_own[i].status == status)
      return &status_own[i];
  return NULL;
}

/* uv_err_name would allocate for a code that it does not know. */
const char *drupe__status_name(int32_t status) {
  const status_text *own = status_find(status);

  if (own != NULL)
    return own->name;
  switch (status) {
#define X(name, text)                                                          \
  case UV_##name:                                                              \
    return #name;
    UV_ERRNO_MAP(X)
#undef X
  default:
    return status > 0 ? "OK" : "UNKNOWN";
  }
}

const char *drupe__status_text(int32_t status) {
  const status_text *own = status_find(status);

  if (own != NULL)
    return own->text;
  switch (status) {
#define X(name, text)                                                          \
  case UV_##name:                                                              \
    return text;
    UV_ERRNO_MAP(X)
#undef X
  default:
    return status > 0 ? "success" : "unknown error";
  }
}

/* kernel/core.c - the core table: memory, life, telling.
 *
 * Memory is counted for the module that asked, by atomics: any thread may.  A
 * block begins with its size, padded so that what follows is aligned. */
#include "kernel/tables.h"

#include "kernel/cli.h"

typedef struct core_block {
  size_t bytes;
  size_t pad;
} core_block;

_Static_assert(sizeof(core_block) % 16 == 0, "blocks stay aligned");

static void core_count(drupe_cx *cx, size_t more, size_t less) {
  __atomic_fetch_add(&drupe__module_of(cx)->usage.bytes,
                     (uint64_t)more - (uint64_t)less, __ATOMIC_RELAXED);
}

static void *core_alloc(drupe_cx *cx, size_t bytes) {
  core_block *block;

  if (bytes > SIZE_MAX - sizeof(*block))
    return NULL;
  block = calloc(1, bytes + sizeof(*block));
  if (block == NULL)
    return NULL;
  block->bytes = bytes;
  core_count(cx, bytes, 0);
  return block + 1;
}

static void *core_resize(drupe_cx *cx, void *p, size_t bytes) {
  core_block *block = p == NULL ? NULL : (core_block *)p - 1;
  core_block *resized;
  size_t before = block == NULL ? 0 : block->bytes;

  if (bytes > SIZE_MAX - sizeof(*block))
    return NULL;
  resized = realloc(block, bytes + sizeof(*block));
  if (resized == NULL)
    return NULL;
  resized->bytes = bytes;
  core_count(cx, bytes, before);
  return resized + 1;
}

static void core_release(drupe_cx *cx, void *p) {
  core_block *block = p == NULL ? NULL : (core_block *)p - 1;

  if (block == NULL)
    return;
  core_count(cx, 0, block->bytes);
  free(block);
}

static void core_external_memory(drupe_cx *cx, int64_t delta) {
  drupe__module *m = drupe__module_of(cx);

  m->usage.external += (uint64_t)delta;
  if (!m->kernel->tables->ending)
    drupe__engine_external(m->kernel->engine, delta);
}

static void core_started(drupe_cx *cx, int32_t status) {
  drupe__module_started(drupe__module_of(cx), status);
}

static void core_stopped(drupe_cx *cx) {
  drupe__module_stopped(drupe__module_of(cx));
}

void drupe__usage_copy(const drupe__module *m, drupe_usage *out) {
  *out = m->usage;
  out->bytes = __atomic_load_n(&m->usage.bytes, __ATOMIC_RELAXED);
  out->loop_ns = drupe__ticks_ns(m->kernel, m->usage.loop_ns);
}

static void core_usage(drupe_cx *cx, drupe_usage *out) {
  drupe_usage usage;
  uint32_t size = out->size;

  drupe__usage_copy(drupe__module_of(cx), &usage);
  if (size > sizeof(usage))
    size = (uint32_t)sizeof(usage);
  usage.size = out->size;
  memcpy(out, &usage, size);
}

static void core_log(drupe_cx *cx, int32_t level, const char *text) {
  static const char *const names[] = {"", "error", "warn", "info", "debug"};

  if (level < DRUPE_LOG_ERROR || level > DRUPE_LOG_DEBUG)
    level = DRUPE_LOG_INFO;
  fprintf(stderr, "drupe: %s: %s: %s\n", drupe__module_of(cx)->name,
          names[level], text);
}

static void core_fatal(drupe_cx *cx, const char *text) {
  const drupe__module *m = drupe__module_of(cx);

  fprintf(stderr, "drupe: module %s %s: fatal: %s\n", m->name,
          m->desc.version == NULL ? "(no version)" : m->desc.version, text);
  fflush(stderr);
  abort();
}

static const char *core_fact(drupe_cx *cx, const char *name) {
  const drupe__module *m = drupe__module_of(cx);

  if (strcmp(name, "version") == 0)
    return DRUPE_VERSION;
  if (strcmp(name, "build_id") == 0)
    return DRUPE_BUILD_ID;
  if (strcmp(name, "file") == 0)
    return m->path;
  if (strcmp(name, "validate") == 0)
    return m->validate ? "1" : "0";
  if (strcmp(name, "ffi_guard") == 0)
    return m->kernel->options != NULL && m->kernel->options->ffi_guard ? "1"
                                                                       : "0";
  return NULL;
}

const drupe_core_api drupe__core_api = {
    .head = DRUPE__HEAD(drupe_core_api),
    .alloc = core_alloc,
    .resize = core_resize,
    .release = core_release,
    .external_memory = core_external_memory,
    .publish = drupe__service_publish,
    .withdraw = drupe__service_withdraw,
    .query = drupe__service_query,
    .drop = drupe__service_drop,
    .started = core_started,
    .stopped = core_stopped,
    .usage = core_usage,
    .log = core_log,
    .status_name = drupe__status_name,
    .status_text = drupe__status_text,
    .fatal = core_fatal,
    .fact = core_fact,
};

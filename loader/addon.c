/* loader/addon.c - native modules: from a file to a running drupe__module.
 *
 * A file is refused by its note before anything of it is mapped; after dlopen
 * its descriptor must repeat the note.  One real path is one module.
 *
 * A path that is still mapped gives the old code again, whatever the file holds
 * by now.  So a file that changed, or whose former build is still mapped, is
 * copied to a private file first and that is opened: every build has its own
 * path. */
#include "loader/loader.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- where modules are ---------------------------------------------------- */

/* A name that can stand in a file name: no path gets in through it. */
static bool addon_is_name(const char *name) {
  for (const char *p = name; *p != '\0'; p++)
    if (!((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9' && p != name) ||
          ((*p == '_' || *p == '-') && p != name)))
      return false;
  return name[0] != '\0';
}

static bool addon_in(const char *folder, size_t size, const char *name,
                     drupe__path *p) {
  return drupe__path_set(p, folder, size) && drupe__path_add(p, "/", 1) &&
         drupe__path_add(p, name, strlen(name)) &&
         drupe__path_add(p, ".so", 3) &&
         drupe__path_kind(p->text) == DRUPE__PATH_FILE &&
         drupe__path_real(p);
}

bool drupe__addon_folder(drupe__loader *l, size_t index, drupe__path *p) {
  const char *more = getenv("DRUPE_MODULE_PATH");

  (void)l;
  if (index == 0) {
    size_t room = sizeof(p->text);

    if (uv_exepath(p->text, &room) != 0)
      return false;
    p->size = drupe__path_folder(p->text, room);
    p->size = drupe__path_folder(p->text, p->size);
    p->text[p->size] = '\0';
    return drupe__path_add(p, "/lib/drupe/modules", 18);
  }
  for (size_t i = 1; more != NULL; i++) {
    const char *end = strchrnul(more, ':');

    if (i == index)
      return drupe__path_set(p, more, (size_t)(end - more));
    more = *end == ':' ? end + 1 : NULL;
  }
  return false;
}

bool drupe__addon_find(drupe__loader *l, const char *name, drupe__path *p) {
  drupe__path folder;

  if (!addon_is_name(name))
    return false;
  for (size_t i = 0; drupe__addon_folder(l, i, &folder) || i == 0; i++)
    if (folder.size > 0 && addon_in(folder.text, folder.size, name, p))
      return true;
  return false;
}

/* -- refusals ------------------------------------------------------------- */

static int32_t addon_refuse(drupe__kernel *k, const char *path,
                            const char *why) {
  const char *slash = strrchr(path, '/');

  snprintf(k->why, sizeof(k->why), "%s: %s",
           slash == NULL ? path : slash + 1, why);
  return DRUPE_E_ABI;
}

/* -- opening -------------------------------------------------------------- */

/* Is the file with this device and inode mapped already? */
static bool addon_is_mapped(const char *path) {
  void *library = dlopen(path, RTLD_LAZY | RTLD_NOLOAD);

  if (library == NULL)
    return false;
  dlclose(library);
  return true;
}

/* Copies the file into memory that has a path of its own; the descriptor, or
 * -errno. */
static int addon_copy(const char *path) {
  int from = open(path, O_RDONLY | O_CLOEXEC);
  int to = memfd_create("drupe-module", MFD_CLOEXEC);
  int rc = from < 0 || to < 0 ? -errno : 0;
  char block[65536];
  ssize_t n = 1;

  while (rc == 0 && n > 0) {
    n = read(from, block, sizeof(block));
    if (n < 0 && errno != EINTR)
      rc = -errno;
    for (ssize_t done = 0; rc == 0 && done < n;) {
      ssize_t written = write(to, block + done, (size_t)(n - done));

      if (written < 0)
        rc = -errno;
      else
        done += written;
    }
  }
  if (from >= 0)
    close(from);
  if (rc == 0)
    return to;
  if (to >= 0)
    close(to);
  return rc;
}

/* dlopen of a path of its own; *why is set where it fails.  The linker knows
 * what is mapped by the text of its path too, and descriptor numbers come
 * again: one slash more for each copy makes the text new. */
static void *addon_open_copy(drupe__loader *l, const char *path,
                             const char **why) {
  char name[DRUPE__PATH_ROOM], slashes[2048];
  size_t count = 2 + l->copies++ % (sizeof(slashes) - 2);
  void *library;
  int fd = addon_copy(path);

  if (fd < 0) {
    *why = uv_strerror(fd);
    return NULL;
  }
  memset(slashes, '/', sizeof(slashes));
  snprintf(name, sizeof(name), "/proc%.*s/self/fd/%d", (int)count, slashes,
           fd);
  library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL)
    *why = dlerror();
  close(fd); /* the mapping holds the memory */
  return library;
}

static void *addon_open(drupe__loader *l, const char *path,
                        const char **why) {
  void *library;

  if (addon_is_mapped(path))
    return addon_open_copy(l, path, why);
  library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL)
    *why = dlerror();
  return library;
}

/* -- the handshake -------------------------------------------------------- */

enum { ADDON_SIZE_MIN = offsetof(drupe_module, build_id) + sizeof(char *),
       ADDON_FLAGS_KNOWN = DRUPE_MODULE_ISOLATABLE | DRUPE_MODULE_THREADS_OK |
                           DRUPE_MODULE_PINNED };

static int32_t addon_check_flags(drupe__kernel *k, const char *path,
                                 uint32_t flags) {
  char why[80];

  if ((flags & 0xFFFFu & ~(uint32_t)ADDON_FLAGS_KNOWN) == 0)
    return DRUPE_OK;
  snprintf(why, sizeof(why), "wants flags 0x%x, which this drupe does not know",
           (unsigned)(flags & 0xFFFFu & ~(uint32_t)ADDON_FLAGS_KNOWN));
  return addon_refuse(k, path, why);
}

/* Before anything of the file is mapped. */
static int32_t addon_check_note(drupe__kernel *k, const char *path,
                                drupe_note *note) {
  char why[160];
  int32_t rc = drupe__note_read(path, note, why, sizeof(why));

  if (rc < 0)
    return addon_refuse(k, path, rc == DRUPE_E_ABI ? why : uv_strerror(rc));
  if (!drupe__note_fits(note->abi_major, note->abi_minor, why, sizeof(why)))
    return addon_refuse(k, path, why);
  return addon_check_flags(k, path, note->flags);
}

/* The descriptor, copied up to what both sides know. */
static int32_t addon_check_descriptor(drupe__kernel *k, const char *path,
                                      const drupe_note *note,
                                      const drupe_module *at,
                                      drupe_module *out) {
  char why[200];

  if (at == NULL)
    return addon_refuse(k, path, "no drupe_module_v1");
  if (at->magic != DRUPE_ABI_MAGIC)
    return addon_refuse(k, path, "not a drupe module (bad magic)");
  if (at->size < ADDON_SIZE_MIN) {
    snprintf(why, sizeof(why), "its descriptor has %u bytes, %u are the least",
             (unsigned)at->size, (unsigned)ADDON_SIZE_MIN);
    return addon_refuse(k, path, why);
  }
  if (at->abi_major != note->abi_major || at->abi_minor != note->abi_minor ||
      at->flags != note->flags || at->size != note->descriptor_size)
    return addon_refuse(k, path, "note and descriptor differ");
  memset(out, 0, sizeof(*out));
  memcpy(out, at, at->size < sizeof(*out) ? at->size : sizeof(*out));
  if (out->name == NULL || !addon_is_name(out->name))
    return addon_refuse(k, path, "its name is not [a-z][a-z0-9_-]*");
  if (out->build_id != NULL && strcmp(out->build_id, DRUPE_BUILD_ID) != 0) {
    snprintf(why, sizeof(why), "built for build %.60s, this drupe is %s: "
             "rebuild the module", out->build_id, DRUPE_BUILD_ID);
    return addon_refuse(k, path, why);
  }
  return DRUPE_OK;
}

/* -- needs ---------------------------------------------------------------- */

/* "net.stream 1.0": the module that owns it runs first. */
static int32_t addon_need(drupe__kernel *k, const drupe_module *desc,
                          const char *need) {
  drupe__module *self = drupe__module_self(k);
  drupe_service service = {.size = sizeof(service)};
  unsigned major = 0, minor = 0;
  char name[64], why[200];
  const char *reason = NULL;
  int32_t rc;

  if (sscanf(need, "%63s %u.%u", name, &major, &minor) != 3) {
    snprintf(why, sizeof(why), "needs \"%.60s\", which is not \"service "
             "major.minor\"", need);
    return addon_refuse(k, desc->name, why);
  }
  rc = self->cx.core->query(&self->cx, name, (uint16_t)major, (uint16_t)minor,
                            NULL, NULL, &service, &reason);
  if (rc == DRUPE_OK) {
    self->cx.core->drop(&self->cx, &service);
    return DRUPE_OK;
  }
  snprintf(why, sizeof(why), "needs %.60s: %.100s", need,
           reason == NULL ? self->cx.core->status_text(rc) : reason);
  return addon_refuse(k, desc->name, why);
}

static int32_t addon_needs(drupe__kernel *k, const drupe_module *desc) {
  int32_t rc = DRUPE_OK;

  for (const char *const *n = desc->needs; n != NULL && *n != NULL && rc == 0;
       n++)
    rc = addon_need(k, desc, *n);
  return rc;
}

/* -- loading -------------------------------------------------------------- */

static drupe__module *addon_loaded(drupe__kernel *k, const char *path) {
  for (drupe__module *m = k->modules; m != NULL; m = m->next)
    if (m->path != NULL && strcmp(m->path, path) == 0 &&
        m->state != DRUPE__STOPPED)
      return m;
  return NULL;
}

/* The module has stopped: its record goes, and its code. */
static void addon_close(drupe__module *m) {
  void *library = m->library;
  bool pinned = (m->desc.flags & DRUPE_MODULE_PINNED) != 0;

  drupe__module_destroy(m);
  if (library != NULL && !pinned)
    dlclose(library);
}

/* After a start that failed.  What JS holds of the module already throws, and
 * keeps record and mapping. */
static int32_t addon_fail(drupe__module *m, int32_t rc) {
  char alive[200];

  if (drupe__module_census(m, alive, sizeof(alive)) > 0) {
    m->state = DRUPE__STOPPED;
    m->unusual = true;
    return rc;
  }
  addon_close(m);
  return rc;
}

static int32_t addon_start(drupe__kernel *k, const char *path,
                           const drupe_module *at, const drupe_module *desc,
                           void *library, drupe__module **out) {
  drupe__module *m;
  int32_t rc;

  if (drupe__module_find(k, desc->name) != NULL) {
    char why[128];

    snprintf(why, sizeof(why), "a module named %s is loaded already",
             desc->name);
    dlclose(library);
    return addon_refuse(k, path, why);
  }
  m = drupe__module_create(k, at, library, path);
  if (m == NULL) {
    dlclose(library);
    return addon_refuse(k, path, "out of memory");
  }
  /* Registered before its needs: a cycle then finds it STARTING. */
  rc = addon_needs(k, desc);
  if (rc >= 0)
    rc = drupe__module_start(m);
  if (rc >= 0) {
    *out = m;
    return rc;
  }
  return addon_fail(m, rc);
}

static int32_t addon_load(drupe__kernel *k, const char *path,
                          drupe__module **out) {
  drupe_note note;
  drupe_module desc;
  const drupe_module *at;
  const char *why = NULL;
  void *library;
  int32_t rc = addon_check_note(k, path, &note);

  if (rc < 0)
    return rc;
  library = addon_open(k->loader, path, &why);
  if (library == NULL)
    return addon_refuse(k, path, why == NULL ? "cannot be mapped" : why);
  at = dlsym(library, "drupe_module_v1");
  rc = addon_check_descriptor(k, path, &note, at, &desc);
  if (rc < 0) {
    dlclose(library);
    return rc;
  }
  return addon_start(k, path, at, &desc, library, out);
}

/* Throws the pending error, or one with k->why. */
static void addon_throw(duk_context *ctx, const char *path, int32_t rc) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  if (k->pending) {
    drupe__take_pending(k, ctx);
    (void)duk_throw(ctx);
  }
  if (k->why[0] == '\0')
    (void)addon_refuse(k, path, drupe__core_api.status_text(rc));
  drupe__node_error(ctx, DRUPE_ERROR, "ERR_DRUPE_ABI", "%s", k->why);
  (void)duk_throw(ctx);
}

void drupe__addon_push(duk_context *ctx, const char *path) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  drupe__module *m = addon_loaded(k, path);
  duk_hthread *outside = k->thread;
  int32_t rc = DRUPE_OK;

  if (m == NULL) {
    k->why[0] = '\0';
    k->thread = ctx;
    rc = addon_load(k, path, &m);
    k->thread = outside;
    if (rc < 0)
      addon_throw(ctx, path, rc);
  }
  duk_push_tval(ctx, drupe__slot(k, m->exports));
}

/* -- unloading ------------------------------------------------------------ */

/* The end of a stop that took its time.  What left something behind stays
 * mapped and stopped. */
static void addon_on_stopped(drupe__module *m, int32_t status) {
  if (status == DRUPE_OK)
    addon_close(m);
}

/* [..] -> [.. module]: takes what require() remembers of the file out
 * of its caches, so that it does not count as somebody's. */
static void addon_forget(duk_context *ctx, const char *path) {
  drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_CACHE);
  drupe__path_push(ctx, path, strlen(path));
  duk_get_prop(ctx, -2);
  drupe__path_push(ctx, path, strlen(path));
  duk_del_prop(ctx, -3);
  duk_remove(ctx, -2);
  if (!duk_is_object(ctx, -1))
    return;
  /* Its parents still list the Module object as a child. */
  duk_del_prop_literal(ctx, -1, "exports");
}

/* [.. module] -> [..]: puts it back, as the module stays. */
static void addon_remember(duk_context *ctx, drupe__module *m) {
  if (duk_is_object(ctx, -1)) {
    duk_push_tval(ctx, drupe__slot(m->kernel, m->exports));
    duk_put_prop_literal(ctx, -2, "exports");
    drupe__loader_push(drupe__loader_of(ctx), ctx, DRUPE__LOADER_CACHE);
    drupe__path_push(ctx, m->path, strlen(m->path));
    duk_dup(ctx, -3);
    duk_put_prop(ctx, -3);
    duk_pop(ctx);
  }
  duk_pop(ctx);
}

void drupe__addon_unload(duk_context *ctx, const char *name) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);
  drupe__module *m = drupe__module_find(k, name);
  int32_t rc;

  if (m == NULL || m->library == NULL) {
    drupe__node_error(ctx, DRUPE_ERROR, "ERR_MODULE_NOT_LOADED",
                      "no native module %s is loaded", name);
    (void)duk_throw(ctx);
  }
  addon_forget(ctx, m->path);
  duk_gc(ctx, 0);
  k->why[0] = '\0';
  m->on_stopped = addon_on_stopped;
  rc = drupe__module_stop(m, DRUPE_STOP_UNLOAD);
  if (rc == DRUPE_E_BUSY)
    addon_remember(ctx, m);
  if (rc < 0)
    addon_throw(ctx, m->path, rc);
  if (rc == DRUPE_OK)
    addon_close(m);
}

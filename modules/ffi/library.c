/* modules/ffi/library.c - shared libraries: finding, opening, closing. */
#include "bridge.h"

#include <assert.h>
#include <dirent.h>
#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

c_unit *ffi__unit_new(bridge *b) {
  c_unit *u = c_unit_create(b->cx);

  if (u == NULL)
    return ffi__no_memory(b), NULL;
  u->next = b->units;
  b->units = u;
  return u;
}

drupe_value ffi__throw_syntax(bridge *b, const char *file,
                              const c_failure *failure) {
  return drupe_throwf(b->cx, DRUPE_SYNTAX_ERROR, "ERR_FFI_SYNTAX",
                      "%s:%u:%u: %s", file == NULL ? "C declaration" : file,
                      (unsigned)failure->line, (unsigned)failure->column,
                      failure->text);
}

/* -- finding -------------------------------------------------------------- */
/* libz.so is there only with the development files; libz.so.1 always is.  The
 * highest version of the folder wins. */
static bool library_scan(const char *folder, const char *file, char *out) {
  DIR *dir = opendir(folder);
  size_t size = strlen(file);
  long best = -1, version;
  const struct dirent *e;

  if (dir == NULL)
    return false;
  while ((e = readdir(dir)) != NULL) {
    if (strncmp(e->d_name, file, size) != 0 || e->d_name[size] != '.')
      continue;
    version = strtol(e->d_name + size + 1, NULL, 10);
    if (version > best &&
        snprintf(out, PATH_MAX, "%s/%s", folder, e->d_name) < PATH_MAX)
      best = version;
  }
  (void)closedir(dir);
  return best >= 0;
}

/* The folders that this process has libraries from are where others lie, too:
 * right on every distribution, multiarch or not. */
typedef struct library_search {
  const char *file;
  char *out;
  char last[PATH_MAX];
} library_search;

static int library_look(struct dl_phdr_info *info, size_t size, void *data) {
  library_search *s = data;
  char folder[PATH_MAX];
  const char *slash = strrchr(info->dlpi_name, '/');

  (void)size;
  if (slash == NULL || slash - info->dlpi_name >= PATH_MAX)
    return 0;
  snprintf(folder, sizeof(folder), "%.*s", (int)(slash - info->dlpi_name),
           info->dlpi_name);
  if (strcmp(folder, s->last) == 0)
    return 0;
  memcpy(s->last, folder, sizeof(folder));
  return library_scan(folder, s->file, s->out) ? 1 : 0;
}

static bool library_versioned(const char *file, char *out) {
  static const char *const folders[] = {"/usr/local/lib", "/usr/lib", "/lib",
                                        "/usr/lib64", "/lib64"};
  library_search s = {file, out, ""};
  char list[4096], *folder, *rest = list;
  const char *path = getenv("LD_LIBRARY_PATH");
  size_t i;

  snprintf(list, sizeof(list), "%s", path == NULL ? "" : path);
  while ((folder = strsep(&rest, ":")) != NULL)
    if (folder[0] != '\0' && library_scan(folder, file, out))
      return true;
  if (dl_iterate_phdr(library_look, &s) == 1)
    return true;
  for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
    if (library_scan(folders[i], file, out))
      return true;
  return false;
}

/* "z", "libz.so.1", "./libz.so": as people say it. */
static void *library_dlopen(const char *name, char *why, size_t room) {
  char file[PATH_MAX], found[PATH_MAX];
  void *handle;

  /* The C library as the program sees it: malloc and free must be the ones that
   * everybody here uses, which may be a replacement's. */
  if (strcmp(name, "c") == 0)
    return dlopen(NULL, RTLD_NOW);
  if (strchr(name, '/') != NULL || strstr(name, ".so") != NULL) {
    handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL)
      snprintf(why, room, "%s", dlerror());
    return handle;
  }
  snprintf(file, sizeof(file), "lib%s.so", name);
  handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
  if (handle != NULL)
    return handle;
  snprintf(why, room, "%s", dlerror());
  if (library_versioned(file, found) &&
      (handle = dlopen(found, RTLD_NOW | RTLD_LOCAL)) != NULL)
    return handle;
  if (dlopen(name, RTLD_NOLOAD | RTLD_NOW) == NULL)
    (void)dlerror();
  return NULL;
}

static const char *library_path(c_unit *u, void *handle) {
  struct link_map *map = NULL;

  if (dlinfo(handle, RTLD_DI_LINKMAP, &map) != 0 || map == NULL ||
      map->l_name == NULL || map->l_name[0] == '\0')
    return NULL;
  return c_copy(u, map->l_name, strlen(map->l_name));
}

library *ffi__library_new(bridge *b, const char *name) {
  library *l = drupe_alloc(b->cx, sizeof(*l));
  char why[300] = "";

  if (l == NULL)
    return ffi__no_memory(b), NULL;
  l->bridge = b;
  l->refs = 1;
  l->unit = ffi__unit_new(b);
  if (l->unit == NULL)
    goto fail;
  l->handle = name == NULL ? dlopen(NULL, RTLD_NOW)
                           : library_dlopen(name, why, sizeof(why));
  if (l->handle == NULL) {
    (void)drupe_throwf(b->cx, DRUPE_ERROR, "ERR_FFI_LIBRARY",
                       "cannot open library '%s': %s", name, why);
    goto fail;
  }
  l->name = name == NULL ? "of the program"
                         : c_copy(l->unit, name, strlen(name));
  if (name != NULL && strcmp(name, "c") != 0)
    l->path = library_path(l->unit, l->handle);
  l->memory = ffi__block_foreign(b, NULL, 0);
  if (l->memory == NULL || l->name == NULL)
    goto fail_memory;
  return l;

fail_memory:
  ffi__block_drop(b, l->memory);
  (void)dlclose(l->handle);
fail:
  drupe_release(b->cx, l);
  return NULL;
}

static void library_dlclose(library *l) {
  ffi__tcc_free(l->tcc);
  l->tcc = NULL;
  if (l->handle != NULL)
    (void)dlclose(l->handle);
  l->handle = NULL;
}

/* Functions hold it: it is unmapped when the last of them is gone, or when it
 * is closed and no call is in it. */
void ffi__library_drop(library *l) {
  bridge *b;

  if (l == NULL || --l->refs > 0)
    return;
  b = l->bridge;
  if (!b->stopped)
    library_dlclose(l);
  ffi__block_drop(b, l->memory);
  drupe_release(b->cx, l);
}

void *ffi__library_find(const library *l, const c_symbol *s) {
  if (l->tcc != NULL)
    return ffi__tcc_symbol(l->tcc, s->label != NULL ? s->label : s->name);
  return l->handle == NULL
             ? NULL
             : dlsym(l->handle, s->label != NULL ? s->label : s->name);
}

bool ffi__library_owns(const library *l, const void *address) {
  Dl_info info;
  char own[PATH_MAX], its[PATH_MAX];

  if (l->path == NULL)
    return true;
  if (dladdr(address, &info) == 0 || info.dli_fname == NULL)
    return false;
  if (strcmp(info.dli_fname, l->path) == 0)
    return true;
  return realpath(l->path, own) != NULL &&
         realpath(info.dli_fname, its) != NULL && strcmp(own, its) == 0;
}

/* -- the object ----------------------------------------------------------- */
static void library_finalize(drupe_cx *cx, void *native, void *data) {
  (void)data;
  ffi__library_drop(native);
  ffi__release(bridge_of(cx));
}

/* Not unmapped while C code of it may be on a stack: then at the last drop. */
static void library_close(library *l) {
  bridge *b = l->bridge;

  if (l->closed)
    return;
  l->closed = true;
  ffi__block_end(b, l->memory, "of a library that is closed");
  if (atomic_load(&b->depth) == 0 && b->shared == NULL)
    library_dlclose(l);
}

static drupe_value library_close_method(drupe_cx *cx,
                                        const drupe_call *call) {
  (void)cx;
  library_close(call->native);
  return drupe_undefined();
}

drupe_value ffi__close_js(drupe_cx *cx, const drupe_call *call) {
  library *l = ffi__library_of(bridge_of(cx), call->argv[0]);

  if (l == NULL)
    return cx->function->bad_argument(cx, call, 0, "a library of ffi.open");
  library_close(l);
  return drupe_undefined();
}

static const drupe_member library_members[] = {
    DRUPE_FN("close()", library_close_method), DRUPE_MEMBER_END};
const drupe_class_def ffi__library_class = {.size = sizeof(ffi__library_class),
                                            .flags = DRUPE_CLASS_HIDDEN,
                                            .self = &ffi__library_class,
                                            .signature = "Library",
                                            .finalize = library_finalize,
                                            .members = library_members};

/* Reads both texts, the second over the first, and makes the object; takes the
 * library. */
static drupe_value library_declare(library *l, const drupe_str texts[2],
                                   const char *file, int32_t flags,
                                   drupe_value optional) {
  bridge *b = l->bridge;
  c_source source = {texts[0].data, texts[0].size, NULL,
                     (flags & OPEN_HEADER) != 0};
  c_failure failure;
  drupe_value object;

  l->header = source.file = c_copy(l->unit, file, strlen(file));
  if (source.file == NULL) {
    ffi__library_drop(l);
    return ffi__no_memory(b);
  }
  l->enum_names = (flags & OPEN_NAMES) != 0;
  l->throws_errno = (flags & OPEN_ERRNO) != 0;
  if (!c_parse(l->unit, &source, &failure))
    goto fail_parse;
  source = (c_source){texts[1].data, texts[1].size, "declare", false};
  if (source.text != NULL && !c_parse(l->unit, &source, &failure))
    goto fail_parse;
  object = drupe_instance_new(b->cx, &ffi__library_class, l);
  if (drupe_is_none(object)) {
    ffi__library_drop(l);
    return object;
  }
  ffi__hold(b);
  return ffi__expose(l, object, flags, optional) ? object : drupe_none();

fail_parse:
  ffi__library_drop(l);
  return ffi__throw_syntax(b, file, &failure);
}

drupe_value ffi__open_with(bridge *b, const char *name, struct tcc *tcc,
                           const drupe_str texts[2], const char *file,
                           int32_t flags, drupe_value optional) {
  library *l = ffi__library_new(b, name);

  if (l == NULL) {
    ffi__tcc_free(tcc);
    return drupe_none();
  }
  l->tcc = tcc;
  return library_declare(l, texts, file, flags, optional);
}

/* open(name | null, text, flags, file, optional) */
drupe_value ffi__open_js(drupe_cx *cx, const drupe_call *call) {
  drupe_str name = drupe_arg_str(cx, call, 0);
  drupe_str texts[2] = {drupe_arg_str(cx, call, 1), {NULL, 0}};
  drupe_str file = drupe_arg_str(cx, call, 3);

  return ffi__open_with(bridge_of(cx), name.data, NULL, texts,
                        file.data == NULL ? "" : file.data,
                        drupe_arg_int(call, 2, 0), drupe_arg(call, 4));
}

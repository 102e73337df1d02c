/* loader/compile_cache.c - compiled code of the user's files, kept for the next
 * start.
 *
 * The engine does not check bytecode, so only what this very user's drupe wrote
 * may come back: the folder and the key in it must be his alone (0700, 0600),
 * an entry's name is a keyed hash of the source text and of the build id of
 * this executable, and another over the whole entry must fit.  Whatever is
 * not in order is as if it were not there: the file is compiled.
 *
 * An entry: the tag, then the head, line table, functions and bytecode. */
#include "loader/compile_cache.h"

#include <assert.h>
#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  CACHE_MIN = 16,              /* bytes of source: less compiles as fast */
  CACHE_ENTRY_MAX = 16 << 20,  /* bytes */
  CACHE_TOTAL_MAX = 128 << 20, /* bytes of all entries */
  CACHE_NAME = 32              /* hexadecimal digits */
};

typedef struct cache_key {
  uint64_t name[2], tag[2]; /* keys of two hashes */
} cache_key;

struct drupe__compile_cache {
  int folder; /* descriptor, or -1: no cache */
  bool opened, swept;
  cache_key key;
  uint64_t build; /* of this executable */
};

typedef struct cache_head {
  uint64_t tag[2];
  uint32_t lines_size, function_count, body, bytecode_size;
} cache_head;

/* -- this executable ------------------------------------------------------ */

/* The note that the linker made of all the code. */
static const ElfW(Nhdr) *cache_find_note(const uint8_t *at, size_t size) {
  while (size >= sizeof(ElfW(Nhdr))) {
    const ElfW(Nhdr) *note = (const void *)at;
    size_t step = sizeof(*note) + ((note->n_namesz + 3u) & ~3u) +
                  ((note->n_descsz + 3u) & ~3u);

    if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4)
      return note;
    if (step > size)
      return NULL;
    at += step;
    size -= step;
  }
  return NULL;
}

/* The first object is the program itself. */
static int cache_on_object(struct dl_phdr_info *info, size_t size, void *arg) {
  uint64_t *build = arg;

  (void)size;
  for (int i = 0; i < info->dlpi_phnum && *build == 0; i++) {
    const ElfW(Phdr) *p = &info->dlpi_phdr[i];
    static const uint64_t key[2] = {1, 2};
    const ElfW(Nhdr) *note;

    if (p->p_type != PT_NOTE)
      continue;
    note = cache_find_note((const uint8_t *)info->dlpi_addr + p->p_vaddr,
                           p->p_memsz);
    if (note != NULL)
      *build = drupe__siphash(key, (const uint8_t *)(note + 1) + 4,
                              note->n_descsz);
  }
  return 1;
}

/* -- the folder ----------------------------------------------------------- */

static bool cache_is_private(int fd, mode_t kind) {
  struct stat st;

  return fstat(fd, &st) == 0 && (st.st_mode & S_IFMT) == kind &&
         st.st_uid == geteuid() && (st.st_mode & 077) == 0;
}

/* The path that environment and home say; false: none. */
static bool cache_path(drupe__path *path) {
  const char *given = getenv("DRUPE_COMPILE_CACHE");
  const char *disabled = getenv("NODE_DISABLE_COMPILE_CACHE");
  const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

  if (getauxval(AT_SECURE) != 0 || (disabled != NULL && disabled[0] != '\0') ||
      (given != NULL && (given[0] == '\0' || strcmp(given, "0") == 0)))
    return false;
  if (given != NULL)
    return given[0] == '/' && drupe__path_set(path, given, strlen(given));
  if (cache != NULL && cache[0] == '/')
    return drupe__path_resolve(path, cache, "drupe");
  return home != NULL && home[0] == '/' &&
         drupe__path_resolve(path, home, ".cache/drupe");
}

static int cache_open_folder(const drupe__path *path) {
  drupe__path parent;
  int fd;

  if (mkdir(path->text, 0700) != 0 && errno == ENOENT) {
    (void)drupe__path_set(&parent, path->text,
                          drupe__path_folder(path->text, path->size));
    (void)mkdir(parent.text, 0700);
    (void)mkdir(path->text, 0700);
  }
  fd = open(path->text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (fd >= 0 && !cache_is_private(fd, S_IFDIR)) {
    close(fd);
    fd = -1;
  }
  return fd;
}

static bool cache_read_all(int fd, void *data, size_t size) {
  size_t done = 0;

  while (done < size) {
    ssize_t n = read(fd, (char *)data + done, size - done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    done += (size_t)n;
  }
  return true;
}

static bool cache_write_all(int fd, const void *data, size_t size) {
  size_t done = 0;

  while (done < size) {
    ssize_t n = write(fd, (const char *)data + done, size - done);

    if (n < 0 && errno == EINTR)
      continue;
    if (n <= 0)
      return false;
    done += (size_t)n;
  }
  return true;
}

/* Writes a file that is there whole or not at all; of two that do it at once
 * one stays. */
static bool cache_put(int folder, const char *name, const void *data,
                      size_t size, bool replace) {
  char temp[CACHE_NAME + 32];
  bool done;
  int fd;

  snprintf(temp, sizeof(temp), "%s.%ld", name, (long)getpid());
  fd = openat(folder, temp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return false;
  done = cache_write_all(fd, data, size);
  done = close(fd) == 0 && done;
  if (done)
    done = replace ? renameat(folder, temp, folder, name) == 0
                   : linkat(folder, temp, folder, name, 0) == 0;
  if (!done || !replace)
    (void)unlinkat(folder, temp, 0);
  return done;
}

static bool cache_read_key(int folder, cache_key *key) {
  int fd = openat(folder, "key", O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  bool done;

  if (fd < 0)
    return false;
  done = cache_is_private(fd, S_IFREG) && cache_read_all(fd, key, sizeof(*key));
  close(fd);
  return done;
}

/* The key is made once per folder, of the system's random bytes. */
static bool cache_make_key(int folder, cache_key *key) {
  if (getrandom(key, sizeof(*key), GRND_NONBLOCK) != (ssize_t)sizeof(*key))
    return false;
  (void)cache_put(folder, "key", key, sizeof(*key), false);
  return cache_read_key(folder, key); /* another process may have been first */
}

static void cache_open(drupe__compile_cache *c) {
  drupe__path path;

  c->opened = true;
  dl_iterate_phdr(cache_on_object, &c->build);
  if (c->build == 0 || !cache_path(&path))
    return;
  c->folder = cache_open_folder(&path);
  if (c->folder >= 0 && !cache_read_key(c->folder, &c->key) &&
      !cache_make_key(c->folder, &c->key)) {
    close(c->folder);
    c->folder = -1;
  }
}

/* -- the bound ------------------------------------------------------------ */

typedef struct cache_file {
  char name[CACHE_NAME + 1];
  time_t time;
  off_t size;
} cache_file;

static int cache_older(const void *a, const void *b) {
  const cache_file *x = a, *y = b;

  return x->time < y->time ? -1 : x->time > y->time;
}

/* Lists the entries; their number, *total their bytes. */
static size_t cache_list(DIR *dir, cache_file *files, size_t room,
                         off_t *total) {
  const struct dirent *entry;
  size_t count = 0;
  struct stat st;

  *total = 0;
  while ((entry = readdir(dir)) != NULL && count < room) {
    if (strlen(entry->d_name) != CACHE_NAME ||
        fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0)
      continue;
    memcpy(files[count].name, entry->d_name, CACHE_NAME + 1);
    files[count].time = st.st_mtime;
    files[count].size = st.st_size;
    *total += st.st_size;
    count++;
  }
  return count;
}

/* Once per process that writes: the oldest go where there is too much. */
static void cache_sweep(drupe__compile_cache *c) {
  enum { FILES = 16384 };
  int fd = openat(c->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR *dir = fd < 0 ? NULL : fdopendir(fd);
  cache_file *files = malloc(FILES * sizeof(*files));
  size_t count;
  off_t total;

  c->swept = true;
  if (dir != NULL && files != NULL) {
    count = cache_list(dir, files, FILES, &total);
    if (total > CACHE_TOTAL_MAX || count == FILES) {
      qsort(files, count, sizeof(*files), cache_older);
      for (size_t i = 0; i < count / 2; i++)
        (void)unlinkat(c->folder, files[i].name, 0);
    }
  }
  free(files);
  if (dir != NULL)
    closedir(dir);
  else if (fd >= 0)
    close(fd);
}

/* -- entries -------------------------------------------------------------- */

/* Text, goal, parameters and engine: all that bytecode depends on. */
static void cache_name(const drupe__compile_cache *c,
                       const drupe__source *source, char *name) {
  const char *params = source->params == NULL ? "" : source->params;
  uint64_t parts[6] = {
      0, 0, 0, 0, c->build, (uint64_t)source->goal << 32 | source->flags};
  uint64_t hash[2];

  drupe__siphash128(c->key.name, source->text, source->size, parts);
  drupe__siphash128(c->key.name, params, strlen(params), parts + 2);
  drupe__siphash128(c->key.name, parts, sizeof(parts), hash);
  snprintf(name, CACHE_NAME + 1, "%016llx%016llx", (unsigned long long)hash[0],
           (unsigned long long)hash[1]);
}

/* The tag covers the name, so that an entry is good for its own source only. */
static void cache_tag(const drupe__compile_cache *c, const char *name,
                      const void *entry, size_t size, uint64_t tag[2]) {
  const uint8_t *body = (const uint8_t *)entry + sizeof(uint64_t[2]);
  uint64_t parts[4];

  drupe__siphash128(c->key.tag, body, size - sizeof(uint64_t[2]), parts);
  drupe__siphash128(c->key.tag, name, CACHE_NAME, parts + 2);
  drupe__siphash128(c->key.tag, parts, sizeof(parts), tag);
}

/* Where the parts of an entry lie; false: the sizes do not fit. */
static bool cache_parts(const uint8_t *entry, size_t size,
                        drupe__embedded *out) {
  const cache_head *head = (const void *)entry;
  uint64_t wanted = sizeof(*head);
  const uint8_t *at = entry + sizeof(*head);

  wanted += (uint64_t)head->function_count * sizeof(drupe__unit_function);
  wanted += (uint64_t)head->lines_size + head->bytecode_size;
  if (wanted != size)
    return false;
  memset(out, 0, sizeof(*out));
  out->functions = (const void *)at; /* behind the head, so aligned */
  out->function_count = head->function_count;
  at += head->function_count * sizeof(drupe__unit_function);
  out->lines = at;
  out->lines_size = head->lines_size;
  out->bytecode = at + head->lines_size;
  out->bytecode_size = head->bytecode_size;
  out->body = head->body;
  return true;
}

/* The entry in memory of its own, checked; NULL: none. */
static uint8_t *cache_read(const drupe__compile_cache *c, const char *name,
                           size_t *size) {
  int fd = openat(c->folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  uint8_t *entry = NULL;
  struct stat st;
  uint64_t tag[2];

  if (fd < 0)
    return NULL;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
      st.st_size >= (off_t)sizeof(cache_head) && st.st_size <= CACHE_ENTRY_MAX)
    entry = malloc((size_t)st.st_size);
  *size = entry == NULL ? 0 : (size_t)st.st_size;
  if (entry != NULL && cache_read_all(fd, entry, *size)) {
    cache_tag(c, name, entry, *size, tag);
    if (memcmp(entry, tag, sizeof(tag)) == 0) {
      close(fd);
      return entry;
    }
  }
  close(fd);
  free(entry);
  return NULL;
}

/* [.. bytecode]: an entry of what was just compiled; NULL: no memory. */
static uint8_t *cache_make(duk_context *ctx, const drupe__source *source,
                           const drupe__lowering *lowering, size_t *size) {
  cache_head head = {.lines_size = (uint32_t)lowering->lines_size,
                     .function_count = lowering->function_count};
  duk_size_t bytecode_size;
  const void *bytecode = duk_get_buffer(ctx, -1, &bytecode_size);
  size_t functions = lowering->function_count * sizeof(drupe__unit_function);
  uint8_t *entry, *at;

  head.bytecode_size = (uint32_t)bytecode_size;
  if (source->goal == DRUPE__COMMONJS && lowering->function_count > 0)
    head.body = lowering->functions[0].end_line;
  *size = sizeof(head) + functions + lowering->lines_size + bytecode_size;
  if (bytecode_size > CACHE_ENTRY_MAX || *size > CACHE_ENTRY_MAX)
    return NULL;
  entry = malloc(*size);
  if (entry == NULL)
    return NULL;
  memcpy(entry, &head, sizeof(head));
  at = entry + sizeof(head);
  drupe__unit_functions(lowering, (void *)at);
  memcpy(at + functions, lowering->lines, lowering->lines_size);
  memcpy(at + functions + lowering->lines_size, bytecode, bytecode_size);
  return entry;
}

static void cache_write(drupe__compile_cache *c, const char *name,
                        uint8_t *entry, size_t size) {
  uint64_t tag[2];

  if (!c->swept)
    cache_sweep(c);
  cache_tag(c, name, entry, size, tag);
  memcpy(entry, tag, sizeof(tag));
  (void)cache_put(c->folder, name, entry, size, true);
}

/* -- the whole ------------------------------------------------------------ */

typedef struct cache_restore {
  const drupe__source *source;
  const drupe__embedded *parts;
} cache_restore;

static duk_ret_t cache_do_restore(duk_context *ctx, void *arg) {
  const cache_restore *r = arg;

  drupe__unit_restore(ctx, r->source, r->parts);
  return 1;
}

/* Pushes the function of an entry, which is freed; false: nothing pushed. */
static bool cache_load(duk_context *ctx, const drupe__source *source,
                       uint8_t *entry, size_t size) {
  drupe__embedded parts;
  cache_restore restore = {source, &parts};
  bool done = entry != NULL && cache_parts(entry, size, &parts);

  if (done && duk_safe_call(ctx, cache_do_restore, &restore, 0, 1) !=
                  DUK_EXEC_SUCCESS) {
    duk_pop(ctx);
    done = false;
  }
  free(entry);
  return done;
}

/* Compiles, keeps and pushes the function; false: nothing pushed. */
static bool cache_compile(drupe__compile_cache *c, duk_context *ctx,
                          const drupe__source *source, const char *name) {
  drupe__lowering lowering;
  uint8_t *entry;
  size_t size;

  memset(&lowering, 0, sizeof(lowering));
  if (drupe__unit_dump(ctx, source, &lowering) != 0) {
    duk_pop(ctx);
    return false;
  }
  entry = cache_make(ctx, source, &lowering, &size);
  drupe__lowering_deinit(&lowering);
  duk_pop(ctx);
  if (entry == NULL)
    return false;
  cache_write(c, name, entry, size);
  return cache_load(ctx, source, entry, size);
}

int drupe__cache_compile(duk_context *ctx, const drupe__source *source) {
  drupe__compile_cache *c = drupe__loader_of(ctx)->compile_cache;
  char name[CACHE_NAME + 1];
  uint8_t *entry;
  size_t size = 0;

  assert(source->goal == DRUPE__COMMONJS || source->goal == DRUPE__MODULE);
  if (c == NULL || source->size < CACHE_MIN)
    return drupe__unit_compile(ctx, source);
  if (!c->opened)
    cache_open(c);
  if (c->folder < 0)
    return drupe__unit_compile(ctx, source);
  cache_name(c, source, name);
  entry = cache_read(c, name, &size);
  if (cache_load(ctx, source, entry, size) ||
      cache_compile(c, ctx, source, name))
    return 0;
  return drupe__unit_compile(ctx, source); /* it says what is wrong */
}

drupe__compile_cache *drupe__cache_create(void) {
  drupe__compile_cache *c = calloc(1, sizeof(*c));

  if (c != NULL)
    c->folder = -1;
  return c;
}

void drupe__cache_destroy(drupe__compile_cache *c) {
  if (c == NULL)
    return;
  if (c->folder >= 0)
    close(c->folder);
  free(c);
}

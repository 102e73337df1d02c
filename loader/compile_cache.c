/* loader/compile_cache.c - compiled code of the user's files, kept for the next
 * start.
 *
 * The engine does not check bytecode, so only what this very user's drupe wrote
 * may come back: the folder and the key in it must be his alone (0700, 0600),
 * an entry's name is a keyed hash of the source text and of the build id of
 * this executable, another over the entry must fit, and the text in it be that
 * of the file.  Whatever is not in order is as if it were not there: the file
 * is compiled.  A file whose stamp is in the index (compile_index.h) is not
 * even read.
 *
 * An entry: the tag, then the head, functions, line table, image and the source
 * text.  It is mapped, and is what the unit has of its source from then on:
 * nobody writes into it, a new one takes its name. */
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
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
  CACHE_MIN = 16,              /* bytes of source: less compiles as fast */
  CACHE_ENTRY_MAX = 16 << 20,  /* bytes */
  CACHE_TOTAL_MAX = 256 << 20, /* bytes of all entries */
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
  drupe__compile_index index;
};

/* Of an entry: a keyed hash. */
typedef struct cache_name {
  uint64_t hash[2];
} cache_name;

typedef struct cache_head {
  uint64_t tag[2];
  uint32_t lines_size, function_count, body, bytecode_size;
  uint64_t text_size; /* without the NUL behind it */
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
  if (c->folder < 0)
    return;
  if (!cache_read_key(c->folder, &c->key) &&
      !cache_make_key(c->folder, &c->key)) {
    close(c->folder);
    c->folder = -1;
    return;
  }
  drupe__index_open(&c->index, c->folder,
                    (const uint64_t[2]){c->key.tag[0] ^ c->build,
                                        c->key.tag[1]});
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

/* What the text is taken for. */
static uint64_t cache_use(const drupe__source *source) {
  uint32_t flags = source->flags;

  if (drupe__source_is_typescript(source->file))
    flags |= DRUPE__SOURCE_TYPESCRIPT;
  return (uint64_t)source->goal << 32 | flags;
}

/* Text, use, parameters and engine: all that bytecode depends on.  Two texts of
 * one name would merely take turns: an entry has its text. */
static cache_name cache_name_of(const drupe__compile_cache *c,
                                const drupe__source *source) {
  const char *params = source->params == NULL ? "" : source->params;
  uint64_t parts[6] = {0, 0, 0, source->size, c->build, cache_use(source)};
  cache_name name;

  drupe__siphash128(c->key.name, params, strlen(params), parts);
  parts[2] = drupe__quick_hash(c->key.name, source->text, source->size);
  drupe__siphash128(c->key.name, parts, sizeof(parts), name.hash);
  return name;
}

static void cache_spell(const cache_name *name, char *to) {
  snprintf(to, CACHE_NAME + 1, "%016llx%016llx",
           (unsigned long long)name->hash[0],
           (unsigned long long)name->hash[1]);
}

/* Bytes of an entry without the source text. */
static uint64_t cache_code_size(const cache_head *head) {
  return sizeof(*head) +
         (uint64_t)head->function_count * sizeof(drupe__unit_function) +
         (uint64_t)head->lines_size + head->bytecode_size;
}

/* The tag covers the name, so that an entry is good for its own source only;
 * the text is compared. */
static void cache_tag(const drupe__compile_cache *c, const cache_name *name,
                      const cache_head *head, uint64_t tag[2]) {
  size_t size = (size_t)cache_code_size(head) - sizeof(uint64_t[2]);
  uint64_t parts[4];

  drupe__siphash128(c->key.tag, head->tag + 2, size, parts);
  parts[2] = name->hash[0];
  parts[3] = name->hash[1];
  drupe__siphash128(c->key.tag, parts, sizeof(parts), tag);
}

/* Where the parts of an entry lie. */
static void cache_parts(const cache_head *head, drupe__embedded *out) {
  const uint8_t *at = (const void *)(head + 1);

  memset(out, 0, sizeof(*out));
  out->functions = (const void *)at; /* behind the head, so aligned */
  out->function_count = head->function_count;
  at += head->function_count * sizeof(drupe__unit_function);
  out->lines = at;
  out->lines_size = head->lines_size;
  out->bytecode = at + head->lines_size;
  out->bytecode_size = head->bytecode_size;
  out->body = head->body;
}

static const char *cache_text(const cache_head *head) {
  return (const char *)head + cache_code_size(head);
}

/* Is it whole, written by this drupe for this source?  Without a text, whose
 * size is known still, the name stands for it. */
static bool cache_fits(const drupe__compile_cache *c,
                       const drupe__source *source, const cache_name *name,
                       const cache_head *head, size_t size) {
  uint64_t tag[2];

  if (head->text_size != source->size ||
      cache_code_size(head) + source->size + 1 != size)
    return false;
  cache_tag(c, name, head, tag);
  return memcmp(head->tag, tag, sizeof(tag)) == 0 &&
         (source->text == NULL ||
          memcmp(cache_text(head), source->text, source->size) == 0) &&
         cache_text(head)[source->size] == '\0';
}

static void cache_unmap(void *memory, size_t size) {
  (void)munmap(memory, size);
}

/* The entry, checked; without data: there is none. */
static drupe__unit_memory cache_read(const drupe__compile_cache *c,
                                     const drupe__source *source,
                                     const cache_name *name) {
  drupe__unit_memory entry = {NULL, 0, cache_unmap};
  int populate = source->text != NULL ? MAP_POPULATE : 0;
  char file[CACHE_NAME + 1];
  struct stat st;
  int fd;

  cache_spell(name, file);
  fd = openat(c->folder, file, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

  if (fd < 0)
    return entry;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
      st.st_size >= (off_t)sizeof(cache_head) && st.st_size <= CACHE_ENTRY_MAX)
    entry.data = mmap(NULL, (size_t)st.st_size, PROT_READ,
                      MAP_PRIVATE | populate, fd, 0);
  close(fd);
  if (entry.data == MAP_FAILED)
    entry.data = NULL;
  if (entry.data == NULL)
    return entry;
  entry.size = (size_t)st.st_size;
  if (!cache_fits(c, source, name, entry.data, entry.size)) {
    cache_unmap(entry.data, entry.size);
    entry.data = NULL;
  }
  return entry;
}

static void cache_free(void *memory, size_t size) {
  (void)size;
  free(memory);
}

/* [.. bytecode]: an entry of what was just compiled; without data: it is too
 * large, or there is no memory. */
static drupe__unit_memory cache_make(duk_context *ctx,
                                     const drupe__source *source,
                                     const drupe__lowering *lowering) {
  drupe__unit_memory entry = {NULL, 0, cache_free};
  duk_size_t bytecode_size;
  const void *bytecode = duk_get_buffer(ctx, -1, &bytecode_size);
  cache_head head = {.lines_size = (uint32_t)lowering->lines_size,
                     .function_count = lowering->function_count,
                     .bytecode_size = (uint32_t)bytecode_size,
                     .text_size = source->size};
  drupe__embedded parts;

  if (source->goal == DRUPE__COMMONJS && lowering->function_count > 0)
    head.body = lowering->functions[0].end_line;
  if (bytecode_size > CACHE_ENTRY_MAX || source->size > CACHE_ENTRY_MAX ||
      cache_code_size(&head) + source->size >= CACHE_ENTRY_MAX)
    return entry;
  entry.size = (size_t)cache_code_size(&head) + source->size + 1;
  entry.data = malloc(entry.size);
  if (entry.data == NULL)
    return entry;
  memcpy(entry.data, &head, sizeof(head));
  cache_parts(entry.data, &parts);
  drupe__unit_functions(lowering, (void *)parts.functions);
  memcpy((void *)parts.lines, lowering->lines, lowering->lines_size);
  memcpy((void *)parts.bytecode, bytecode, bytecode_size);
  memcpy((void *)cache_text(entry.data), source->text, source->size);
  ((char *)entry.data)[entry.size - 1] = '\0';
  return entry;
}

static void cache_write(drupe__compile_cache *c, const cache_name *name,
                        const drupe__unit_memory *entry) {
  cache_head *head = entry->data;
  char file[CACHE_NAME + 1];

  if (!c->swept)
    cache_sweep(c);
  cache_tag(c, name, head, head->tag);
  cache_spell(name, file);
  (void)cache_put(c->folder, file, entry->data, entry->size, true);
}

/* -- the whole ------------------------------------------------------------ */

typedef struct cache_restoring {
  drupe__source source;
  drupe__embedded parts;
  drupe__unit_memory *entry;
} cache_restoring;

static duk_ret_t cache_do_restore(duk_context *ctx, void *arg) {
  const cache_restoring *r = arg;

  drupe__unit_restore(ctx, &r->source, &r->parts, r->entry);
  return 1;
}

/* Pushes the function of an entry, which is the unit's from then on, or freed;
 * false: nothing pushed. */
static bool cache_load(duk_context *ctx, const drupe__source *source,
                       drupe__unit_memory entry) {
  drupe__unit_memory left = entry;
  cache_restoring r = {.source = *source, .entry = &left};
  bool done;

  if (entry.data == NULL)
    return false;
  cache_parts(entry.data, &r.parts);
  r.source.text = cache_text(entry.data);
  done = duk_safe_call(ctx, cache_do_restore, &r, 0, 1) == DUK_EXEC_SUCCESS;
  if (!done)
    duk_pop(ctx);
  if (left.data != NULL)
    left.release(left.data, left.size);
  return done;
}

/* Compiles, keeps and pushes the function; false: nothing pushed. */
static bool cache_compile(drupe__compile_cache *c, duk_context *ctx,
                          const drupe__source *source,
                          const cache_name *name) {
  drupe__lowering lowering;
  drupe__unit_memory entry;

  memset(&lowering, 0, sizeof(lowering));
  if (drupe__unit_dump(ctx, source, &lowering) != 0) {
    duk_pop(ctx);
    return false;
  }
  entry = cache_make(ctx, source, &lowering);
  drupe__lowering_deinit(&lowering);
  duk_pop(ctx);
  if (entry.data == NULL)
    return false;
  cache_write(c, name, &entry);
  return cache_load(ctx, source, entry);
}

/* The cache, opened; NULL: none. */
static drupe__compile_cache *cache_of(duk_context *ctx) {
  drupe__compile_cache *c = drupe__loader_of(ctx)->compile_cache;

  if (c == NULL)
    return NULL;
  if (!c->opened)
    cache_open(c);
  return c->folder >= 0 ? c : NULL;
}

/* As drupe__cache_compile; `stamp` is of the file that has this whole text,
 * NULL: none. */
static int cache_compile_text(duk_context *ctx, const drupe__source *source,
                              const drupe__file_stamp *stamp) {
  drupe__compile_cache *c = cache_of(ctx);
  cache_name name;

  assert(source->goal == DRUPE__COMMONJS || source->goal == DRUPE__MODULE);
  if (c == NULL || source->size < CACHE_MIN)
    return drupe__unit_compile(ctx, source);
  name = cache_name_of(c, source);
  if (!cache_load(ctx, source, cache_read(c, source, &name)) &&
      !cache_compile(c, ctx, source, &name))
    return drupe__unit_compile(ctx, source); /* it says what is wrong */
  if (stamp != NULL && stamp->size == source->size)
    drupe__index_keep(&c->index, stamp, cache_use(source), name.hash);
  return 0;
}

int drupe__cache_compile(duk_context *ctx, const drupe__source *source) {
  return cache_compile_text(ctx, source, NULL);
}

/* Pushes what was made of the file, if it has not changed since; false: nothing
 * is pushed. */
static bool cache_restore(duk_context *ctx, const drupe__source *source,
                          const char *path) {
  drupe__compile_cache *c = cache_of(ctx);
  drupe__source unread = *source;
  drupe__file_stamp stamp;
  cache_name name;
  struct stat st;

  if (c == NULL || c->index.records == NULL || stat(path, &st) != 0 ||
      !drupe__stamp_of(&st, &stamp) ||
      !drupe__index_find(&c->index, &stamp, cache_use(source), name.hash))
    return false;
  unread.text = NULL;
  unread.size = (size_t)stamp.size;
  return cache_load(ctx, &unread, cache_read(c, &unread, &name));
}

int drupe__cache_compile_file(duk_context *ctx, drupe__source *source,
                              const char *path) {
  drupe__file_stamp stamp;

  if (cache_restore(ctx, source, path))
    return 0;
  source->text = drupe__file_text(ctx, path, &source->size);
  stamp = drupe__loader_of(ctx)->stamp;
  return cache_compile_text(ctx, source, &stamp);
}

drupe__compile_cache *drupe__cache_create(void) {
  drupe__compile_cache *c = calloc(1, sizeof(*c));

  if (c != NULL)
    c->folder = c->index.file = -1;
  return c;
}

void drupe__cache_destroy(drupe__compile_cache *c) {
  if (c == NULL)
    return;
  if (c->folder >= 0)
    close(c->folder);
  drupe__index_close(&c->index);
  free(c);
}

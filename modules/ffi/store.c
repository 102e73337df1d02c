/* modules/ffi/store.c - the cache of ffi, and running a compiler: preprocessed
 * headers and compiled inline C are kept under a hash of what they were made
 * from. */
#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

uint64_t ffi__hash(uint64_t h, const void *data, size_t size) {
  const uint8_t *at = data;
  size_t i;

  for (i = 0; i < size; i++)
    h = (h ^ at[i]) * UINT64_C(1099511628211);
  return h;
}

/* -- files ---------------------------------------------------------------- */
bool ffi__file_read(const char *path, store_text *out) {
  struct stat st;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  bool ok = false;

  out->data = NULL;
  out->size = 0;
  if (fd < 0)
    return false;
  if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
      (out->data = malloc((size_t)st.st_size + 1)) != NULL) {
    while (out->size < (size_t)st.st_size) {
      ssize_t n = read(fd, out->data + out->size,
                       (size_t)st.st_size - out->size);

      if (n <= 0)
        break;
      out->size += (size_t)n;
    }
    out->data[out->size] = '\0';
    ok = out->size == (size_t)st.st_size;
  }
  (void)close(fd);
  if (!ok)
    ffi__text_free(out);
  return ok;
}

void ffi__text_free(store_text *text) {
  free(text->data);
  text->data = NULL;
}

/* Whole or not at all: another process may read it meanwhile. */
bool ffi__file_write(const char *path, const store_text *parts, int count) {
  char part[PATH_MAX];
  bool ok = true;
  FILE *file;
  int fd, i;

  if (snprintf(part, sizeof(part), "%s.XXXXXX", path) >= (int)sizeof(part))
    return false;
  fd = mkstemp(part);
  if (fd < 0)
    return false;
  file = fdopen(fd, "w");
  if (file == NULL) {
    (void)close(fd);
    (void)unlink(part);
    return false;
  }
  for (i = 0; i < count; i++)
    ok = ok && fwrite(parts[i].data, 1, parts[i].size, file) == parts[i].size;
  ok = fclose(file) == 0 && ok;
  ok = ok && rename(part, path) == 0;
  if (!ok)
    (void)unlink(part);
  return ok;
}

/* Only this user's own folder is trusted: what lies in it is run. */
static bool store_make(const char *path) {
  struct stat st;

  if (mkdir(path, 0700) != 0 && errno != EEXIST)
    return false;
  return stat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
         st.st_uid == geteuid() && (st.st_mode & 022) == 0;
}

bool ffi__store_path(uint64_t hash, const char *ending, char *out,
                     size_t room) {
  const char *base = getenv("DRUPE_CACHE"), *home = getenv("HOME");
  char folder[PATH_MAX];
  int n;

  if (base != NULL && base[0] != '\0')
    n = snprintf(folder, sizeof(folder), "%s", base);
  else if ((base = getenv("XDG_CACHE_HOME")) != NULL && base[0] == '/')
    n = snprintf(folder, sizeof(folder), "%s/drupe", base);
  else if (home != NULL && home[0] == '/')
    n = snprintf(folder, sizeof(folder), "%s/.cache/drupe", home);
  else
    return false;
  if (n < 0 || n >= (int)sizeof(folder) - 8)
    return false;
  if (strstr(folder, "/.cache/drupe") != NULL) {
    folder[n - 6] = '\0'; /* "~/.cache" may be missing, too */
    (void)mkdir(folder, 0700);
    folder[n - 6] = '/';
  }
  if (!store_make(folder))
    return false;
  memcpy(folder + n, "/ffi", 5);
  if (!store_make(folder))
    return false;
  return snprintf(out, room, "%s/%016llx%s", folder, (unsigned long long)hash,
                  ending) < (int)room;
}

/* -- running a compiler --------------------------------------------------- */
static bool run_collect(FILE *file, store_text *out) {
  long size;

  if (fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < 0)
    return false;
  rewind(file);
  out->data = malloc((size_t)size + 1);
  if (out->data == NULL)
    return false;
  out->size = fread(out->data, 1, (size_t)size, file);
  out->data[out->size] = '\0';
  return true;
}

static int run_wait(pid_t pid) {
  int status = 0;

  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR)
      return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int run_spawn(char *const argv[], FILE *in, FILE *out, FILE *errors) {
  posix_spawn_file_actions_t actions;
  pid_t pid;
  int rc;

  if (posix_spawn_file_actions_init(&actions) != 0)
    return -1;
  (void)posix_spawn_file_actions_adddup2(&actions, fileno(in), 0);
  (void)posix_spawn_file_actions_adddup2(&actions, fileno(out), 1);
  (void)posix_spawn_file_actions_adddup2(&actions, fileno(errors), 2);
  rc = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
  (void)posix_spawn_file_actions_destroy(&actions);
  return rc != 0 ? -1 : run_wait(pid);
}

static FILE *run_file(void) {
  FILE *file = tmpfile();

  if (file != NULL)
    (void)fcntl(fileno(file), F_SETFD, FD_CLOEXEC);
  return file;
}

int ffi__run(char *const argv[], const char *input, store_text *out,
             store_text *errors) {
  FILE *files[3] = {run_file(), run_file(), run_file()};
  int status = -1, i;

  out->data = errors->data = NULL;
  if (files[0] != NULL && files[1] != NULL && files[2] != NULL &&
      fputs(input, files[0]) >= 0 && fflush(files[0]) == 0) {
    rewind(files[0]);
    status = run_spawn(argv, files[0], files[1], files[2]);
    if (!run_collect(files[1], out) || !run_collect(files[2], errors))
      status = -1;
  }
  for (i = 0; i < 3; i++)
    if (files[i] != NULL)
      (void)fclose(files[i]);
  return status;
}

/* $CC may have arguments: "ccache gcc". */
int ffi__compiler(char *room, size_t size, char **argv, int most) {
  static const char *const usual[] = {"cc", "gcc", "clang", "tcc"};
  const char *cc = getenv("CC");
  char *word, *rest = room;
  int n = 0;
  size_t i;

  for (i = 0; (cc == NULL || cc[0] == '\0') && i < 4; i++)
    if (ffi__in_path(usual[i]))
      cc = usual[i];
  if (cc == NULL || cc[0] == '\0')
    return 0;
  snprintf(room, size, "%s", cc);
  while (n < most && (word = strsep(&rest, " ")) != NULL)
    if (word[0] != '\0')
      argv[n++] = word;
  return n;
}

bool ffi__in_path(const char *name) {
  const char *path = getenv("PATH");
  char list[4096], file[PATH_MAX], *folder, *rest = list;

  snprintf(list, sizeof(list), "%s", path == NULL ? "/usr/bin:/bin" : path);
  while ((folder = strsep(&rest, ":")) != NULL)
    if (snprintf(file, sizeof(file), "%s/%s", folder, name) <
            (int)sizeof(file) &&
        access(file, X_OK) == 0)
      return true;
  return false;
}

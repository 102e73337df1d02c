/* tests/support/descriptors.c - reports what a drupe leaves open.
 *
 * tests/run preloads this into every process of a test.  In the programs of
 * the build, and only there, it compares at exit what is open with what was
 * open at the start, and appends each file or socket more to the file that
 * DRUPE_TEST_LEAKS names.  Pipes, epoll and event descriptors do not count:
 * libuv keeps its own until the process is gone. */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DESCRIPTORS_MAX 4096

static unsigned char descriptors_inherited[DESCRIPTORS_MAX];
static int descriptors_watching;

static int descriptors_is_ours(void) {
  const char *build = getenv("BUILD");
  char exe[4096];
  ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

  if (build == NULL || n <= 0)
    return 0;
  exe[n] = '\0';
  return strncmp(exe, build, strlen(build)) == 0;
}

/* Calls `each` with every open descriptor but the folder's own. */
static void descriptors_walk(void (*each)(int fd)) {
  DIR *dir = opendir("/proc/self/fd");
  const struct dirent *entry;

  if (dir == NULL)
    return;
  while ((entry = readdir(dir)) != NULL) {
    int fd = atoi(entry->d_name);
    if (entry->d_name[0] != '.' && fd != dirfd(dir) && fd < DESCRIPTORS_MAX)
      each(fd);
  }
  closedir(dir);
}

static void descriptors_note(int fd) { descriptors_inherited[fd] = 1; }

static int descriptors_counts(const char *target) {
  return strncmp(target, "socket:", 7) == 0 ||
         (target[0] == '/' && strncmp(target, "/dev/", 5) != 0);
}

static void descriptors_check(int fd) {
  const char *report = getenv("DRUPE_TEST_LEAKS");
  char link[64], target[512];
  ssize_t n;
  int out;

  snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
  n = readlink(link, target, sizeof(target) - 1);
  if (n <= 0 || descriptors_inherited[fd] || report == NULL)
    return;
  target[n] = '\0';
  if (!descriptors_counts(target))
    return;
  out = open(report, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (out < 0)
    return;
  dprintf(out, "pid %d leaves descriptor %d open: %s\n", (int)getpid(), fd,
          target);
  close(out);
}

__attribute__((constructor)) static void descriptors_on_start(void) {
  descriptors_watching = descriptors_is_ours();
  if (descriptors_watching)
    descriptors_walk(descriptors_note);
}

__attribute__((destructor)) static void descriptors_on_exit(void) {
  if (descriptors_watching)
    descriptors_walk(descriptors_check);
}

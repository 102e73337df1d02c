/* tests/support/descriptors.c - reports what a program leaves open.
 *
 * Compares at exit what is open with what was open at the start.  Pipes, epoll
 * and event descriptors do not count: libuv keeps its own until the process is
 * gone. */
#include "watch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DESCRIPTORS_MAX 65536

static unsigned char descriptors_inherited[DESCRIPTORS_MAX];
static pid_t descriptors_pid; /* a fork without exec has its parent's open */

int watch_is_ours(void) {
  const char *build = getenv("BUILD");
  char exe[4096];
  ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

  if (build == NULL || n <= 0)
    return 0;
  exe[n] = '\0';
  return strncmp(exe, build, strlen(build)) == 0;
}

void watch_report(const char *format, ...) {
  const char *path = getenv("DRUPE_TEST_REPORT");
  char text[1024];
  va_list args;
  int out;

  if (path == NULL)
    return;
  va_start(args, format);
  vsnprintf(text, sizeof(text), format, args);
  va_end(args);
  out = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  if (out < 0)
    return;
  dprintf(out, "pid %d %s\n", (int)getpid(), text);
  close(out);
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
  if (strstr(target, ".log.san.") != NULL)
    return 0; /* where the sanitizers of this very run write */
  return strncmp(target, "socket:", 7) == 0 ||
         (target[0] == '/' && strncmp(target, "/dev/", 5) != 0);
}

static void descriptors_check(int fd) {
  char link[64], target[512];
  ssize_t n;

  snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
  n = readlink(link, target, sizeof(target) - 1);
  if (n <= 0 || descriptors_inherited[fd])
    return;
  target[n] = '\0';
  if (descriptors_counts(target))
    watch_report("leaves descriptor %d open: %s", fd, target);
}

__attribute__((constructor)) static void descriptors_on_start(void) {
  descriptors_pid = getpid();
  if (watch_is_ours())
    descriptors_walk(descriptors_note);
}

__attribute__((destructor)) static void descriptors_on_exit(void) {
  if (descriptors_pid == getpid() && watch_is_ours())
    descriptors_walk(descriptors_check);
}

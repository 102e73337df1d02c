/* tests/bench/spawn.c - how long programs take from birth to death, and how
 * large they get.
 *
 *   spawn ROUNDS COMMAND ... [-- COMMAND ...] ...
 *
 * Each round runs each command once, in turn, so that what disturbs the machine
 * disturbs all.  Prints a line for each run: the command's number, wall clock
 * in microseconds, peak RSS in kilobytes, status.  It is this small because the
 * kernel counts the parent's size into the child's peak until the exec. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#define SPAWN_COMMANDS_MAX 16

extern char **environ;

static int64_t clock_us(void) {
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* Runs one command with nothing to read and nowhere to write. */
static int spawn_once(int number, char **argv,
                      posix_spawn_file_actions_t *files) {
  struct rusage usage;
  int64_t begin = clock_us();
  int64_t end;
  int status;
  pid_t pid;
  int rc = posix_spawnp(&pid, argv[0], files, NULL, argv, environ);

  if (rc != 0) {
    fprintf(stderr, "spawn: %s: %s\n", argv[0], strerror(rc));
    return -1;
  }
  while (wait4(pid, &status, 0, &usage) < 0)
    if (errno != EINTR)
      return -1;
  end = clock_us();
  printf("%d %lld %ld %d\n", number, (long long)(end - begin), usage.ru_maxrss,
         status);
  return 0;
}

int main(int argc, char **argv) {
  posix_spawn_file_actions_t files;
  char **commands[SPAWN_COMMANDS_MAX];
  int count = 0, i;
  long rounds;

  if (argc < 3) {
    fprintf(stderr, "usage: spawn ROUNDS COMMAND ... [-- COMMAND ...] ...\n");
    return 2;
  }
  commands[count++] = argv + 2;
  for (i = 2; i < argc && count < SPAWN_COMMANDS_MAX; i++) {
    if (strcmp(argv[i], "--") == 0) {
      argv[i] = NULL;
      commands[count++] = argv + i + 1;
    }
  }
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
  for (rounds = strtol(argv[1], NULL, 10); rounds > 0; rounds--)
    for (i = 0; i < count; i++)
      if (spawn_once(i, commands[i], &files) != 0)
        return 1;
  return 0;
}

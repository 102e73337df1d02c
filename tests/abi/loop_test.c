/* tests/abi/loop_test.c - timers, polls, works, ports and soon, through a
 * module. */
#include "abi/support.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static drupe__module *load(void) {
  drupe__module *m = test_load("loops");

  assert_non_null(m);
  test_js("var said = []; loops.log(function (s) { said.push(s); })");
  return m;
}

static void timers(void **state) {
  drupe__module *m = load();

  (void)state;
  test_passes("loops", "timer");
  assert_int_equal(m->usage.handles, 1);
  test_loop();
  test_expect("said.join()", "timer,timer,timer");
  assert_int_equal(m->usage.handles, 0);
  test_passes("loops", "timer_unref");
  test_loop(); /* returns although a timer is running */
  test_expect("said.length", "3");
}

static void polls(void **state) {
  drupe__module *m = load();

  (void)state;
  test_passes("loops", "poll_open");
  test_passes("loops", "poll_refused");
  test_passes("loops", "poll_write");
  test_loop();
  test_expect("said.join()", "poll 1 own,poll 1 own");
  assert_int_equal(m->usage.handles, 0);
}

/* Goal: a descriptor closed before its poll is freed harms nobody, whether the
 * loop knew it or not, and its number may come back. */
static void polls_closed_first(void **state) {
  drupe__module *m = load();

  (void)state;
  test_passes("loops", "poll_open");
  test_passes("loops", "poll_close_first");
  test_passes("loops", "poll_open");
  (void)uv_run(&test_k->loop, UV_RUN_NOWAIT);
  test_passes("loops", "poll_close_first");
  test_passes("loops", "poll_open");
  test_passes("loops", "poll_close_started");
  test_loop();
  test_expect("said.join()", "poll -9 own");
  assert_int_equal(m->usage.handles, 0);
}

static void works(void **state) {
  drupe__module *m = load();

  (void)state;
  test_passes("loops", "works");
  test_loop();
  test_expect("said.length + said.join()", "6done 0,done 0,done 0,done 0,"
                                           "done 0,done 0");
  assert_int_equal(m->usage.works, 0);
}

static void work_cancel(void **state) {
  (void)state;
  (void)load();
  test_passes("loops", "work_cancel");
  (void)uv_run(&test_k->loop, UV_RUN_ONCE);
  test_expect("said.join()", "done -20014");
  /* The rest is canceled or awaited by the end of the kernel. */
}

static void ports(void **state) {
  drupe__module *m = load();

  (void)state;
  test_expect("loops.port(false)", "undefined");
  (void)uv_run(&test_k->loop, UV_RUN_NOWAIT);
  test_expect("said.join() + loops.ran()", "one,two4");
  test_expect("loops.port_end(false)", "0");
  assert_int_equal(m->usage.handles, 0);
}

/* Goal: a thread that waits for room gets it, all messages arrive. */
static void port_of_a_thread(void **state) {
  (void)state;
  (void)load();
  test_expect("loops.port(true)", "undefined");
  while (strcmp(test_js("loops.ran()"), "1000") != 0)
    (void)uv_run(&test_k->loop, UV_RUN_ONCE);
  test_expect("loops.join()", "1000");
  test_expect("loops.port_end(false)", "0");
}

/* Goal: closing a port wakes the thread that waits in port_post; what was not
 * delivered is given back. */
static void port_closed_on_a_thread(void **state) {
  (void)state;
  (void)load();
  test_expect("loops.port(true)", "undefined");
  usleep(20000); /* it fills the port and waits */
  test_expect("loops.port_end(true)", "4");
}

/* Goal: what was queued now runs before the loop sleeps, whatever phase it was
 * queued in. */
static void order(void **state) {
  (void)state;
  (void)load();
  test_expect("loops.queues()", "undefined");
  test_expect("said.join()", "sync,tick,microtask");
  test_loop();
  test_expect("said.join()", "sync,tick,microtask,soon");
}

static void core(void **state) {
  (void)state;
  (void)load();
  test_passes("loops", "core");
  test_stderr_begin();
  test_js("loops.log_line()");
  assert_string_equal(test_stderr_end(), "drupe: loops: warn: something odd\n");
}

/* Goal: fatal names the module and does not return. */
static void fatal(void **state) {
  int status = 0;
  pid_t child;

  (void)state;
  (void)load();
  fflush(NULL);
  child = fork();
  if (child == 0) {
    dup2(open("/dev/null", 1), 2);
    test_js("loops.fatal()");
    _exit(0);
  }
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

/* Goal: the end waits for the work that runs, and cancels the others. */
static void exit_with_works(void **state) {
  (void)state;
  (void)load();
  test_passes("loops", "works");
  test_passes("loops", "work_cancel");
}

int main(void) {
  const struct CMUnitTest list[] = {TEST(timers),
                                    TEST(polls),
                                    TEST(polls_closed_first),
                                    TEST(works),
                                    TEST(work_cancel),
                                    TEST(ports),
                                    TEST(port_of_a_thread),
                                    TEST(port_closed_on_a_thread),
                                    TEST(order),
                                    TEST(core),
                                    TEST(fatal),
                                    TEST(exit_with_works)};

  return cmocka_run_group_tests(list, NULL, NULL);
}

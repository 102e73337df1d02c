/* kernel/process-system.c - the parts of `process` that ask or tell the
 * operating system. */
#include "engine/bigint.h"
#include "kernel/runtime.h"

#include <errno.h>
#include <grp.h>
#include <math.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static void system_put(duk_context *ctx, const char *name, double value) {
  duk_push_number(ctx, value);
  duk_put_prop_string(ctx, -2, name);
}

static duk_ret_t system_cwd(duk_context *ctx) {
  char path[4096];
  size_t size = sizeof(path);
  int rc = uv_cwd(path, &size);

  if (rc != 0)
    drupe__throw_system(ctx, rc, "uv_cwd", "", NULL);
  drupe__text_push(ctx, path, size);
  return 1;
}

static duk_ret_t system_chdir(duk_context *ctx) {
  const char *path;
  size_t size;
  char from[4096];
  int rc;

  if (!duk_is_string(ctx, 0))
    drupe__throw_argument(ctx, "directory", "of type string", 0);
  path = drupe__text_push_utf8(ctx, 0, &size);
  rc = uv_chdir(path);
  if (rc != 0) {
    size = sizeof(from);
    drupe__throw_system(ctx, rc, "chdir", uv_cwd(from, &size) == 0 ? from : "",
                        path);
  }
  return 0;
}

/* The old mask; with an argument also sets the new one. */
static duk_ret_t system_umask(duk_context *ctx) {
  mode_t old;
  double mask;

  if (duk_is_undefined(ctx, 0)) {
    old = umask(0);
    umask(old);
  } else {
    if (duk_is_string(ctx, 0))
      mask = (double)strtoul(duk_get_string(ctx, 0), NULL, 8);
    else if (duk_is_number(ctx, 0))
      mask = duk_get_number(ctx, 0);
    else
      drupe__throw_argument(ctx, "mask", "of type number", 0), mask = 0;
    old = umask((mode_t)((uint32_t)mask & 0777));
  }
  duk_push_uint(ctx, old);
  return 1;
}

static duk_ret_t system_uptime(duk_context *ctx) {
  drupe__kernel *k = drupe__kernel_of_context(ctx);

  duk_push_number(ctx, (double)(uv_hrtime() - k->process.began_ns) / 1e9);
  return 1;
}

/* [seconds, nanoseconds], since an earlier pair if one is given. */
static duk_ret_t system_hrtime(duk_context *ctx) {
  uint64_t now = uv_hrtime();
  uint64_t whole = now / 1000000000u;
  double seconds = (double)whole;
  double rest = (double)(now % 1000000000u);

  if (!duk_is_undefined(ctx, 0)) {
    if (!duk_is_array(ctx, 0))
      drupe__throw_argument(ctx, "time", "an instance of Array", 0);
    if (duk_get_length(ctx, 0) != 2) {
      drupe__node_errorf(ctx, DRUPE_RANGE_ERROR, "ERR_OUT_OF_RANGE",
                         "The value of \"time\" is out of range. It must be "
                         "2. Received %u",
                         (unsigned)duk_get_length(ctx, 0));
      return duk_throw(ctx);
    }
    duk_get_prop_index(ctx, 0, 0);
    duk_get_prop_index(ctx, 0, 1);
    seconds -= duk_to_number(ctx, -2);
    rest -= duk_to_number(ctx, -1);
    if (rest < 0) {
      seconds--;
      rest += 1e9;
    }
  }
  duk_push_array(ctx);
  duk_push_number(ctx, seconds);
  duk_put_prop_index(ctx, -2, 0);
  duk_push_number(ctx, rest);
  duk_put_prop_index(ctx, -2, 1);
  return 1;
}

static duk_ret_t system_hrtime_bigint(duk_context *ctx) {
  drupe__bigint_push_uint64(ctx, uv_hrtime());
  return 1;
}

static duk_ret_t system_memory_rss(duk_context *ctx) {
  size_t rss = 0;

  (void)uv_resident_set_memory(&rss);
  duk_push_number(ctx, (double)rss);
  return 1;
}

static duk_ret_t system_memory(duk_context *ctx) {
  drupe__heap_usage usage;
  size_t rss = 0;

  drupe__engine_usage(drupe__kernel_of_context(ctx)->engine, &usage);
  (void)uv_resident_set_memory(&rss);
  duk_push_object(ctx);
  system_put(ctx, "rss", (double)rss);
  system_put(ctx, "heapTotal", (double)usage.peak);
  system_put(ctx, "heapUsed", (double)usage.used);
  system_put(ctx, "external", (double)usage.external);
  system_put(ctx, "arrayBuffers", 0);
  return 1;
}

static double system_us(struct timeval tv) {
  return (double)tv.tv_sec * 1e6 + (double)tv.tv_usec;
}

static duk_ret_t system_cpu(duk_context *ctx) {
  struct rusage usage;
  double user, system;

  getrusage(RUSAGE_SELF, &usage);
  user = system_us(usage.ru_utime);
  system = system_us(usage.ru_stime);
  if (!duk_is_undefined(ctx, 0)) {
    if (!duk_is_object(ctx, 0))
      drupe__throw_argument(ctx, "prevValue", "of type object", 0);
    duk_get_prop_literal(ctx, 0, "user");
    duk_get_prop_literal(ctx, 0, "system");
    user -= duk_to_number(ctx, -2);
    system -= duk_to_number(ctx, -1);
  }
  duk_push_object(ctx);
  system_put(ctx, "user", user);
  system_put(ctx, "system", system);
  return 1;
}

static duk_ret_t system_resources(duk_context *ctx) {
  struct rusage u;

  getrusage(RUSAGE_SELF, &u);
  duk_push_object(ctx);
  system_put(ctx, "userCPUTime", system_us(u.ru_utime));
  system_put(ctx, "systemCPUTime", system_us(u.ru_stime));
  system_put(ctx, "maxRSS", (double)u.ru_maxrss);
  system_put(ctx, "sharedMemorySize", (double)u.ru_ixrss);
  system_put(ctx, "unsharedDataSize", (double)u.ru_idrss);
  system_put(ctx, "unsharedStackSize", (double)u.ru_isrss);
  system_put(ctx, "minorPageFault", (double)u.ru_minflt);
  system_put(ctx, "majorPageFault", (double)u.ru_majflt);
  system_put(ctx, "swappedOut", (double)u.ru_nswap);
  system_put(ctx, "fsRead", (double)u.ru_inblock);
  system_put(ctx, "fsWrite", (double)u.ru_oublock);
  system_put(ctx, "ipcSent", (double)u.ru_msgsnd);
  system_put(ctx, "ipcReceived", (double)u.ru_msgrcv);
  system_put(ctx, "signalsCount", (double)u.ru_nsignals);
  system_put(ctx, "voluntaryContextSwitches", (double)u.ru_nvcsw);
  system_put(ctx, "involuntaryContextSwitches", (double)u.ru_nivcsw);
  return 1;
}

/* kill(pid, signal): a name or a number; the default is SIGTERM. */
static duk_ret_t system_kill(duk_context *ctx) {
  int signum = SIGTERM, rc;

  if (!duk_is_number(ctx, 0))
    drupe__throw_argument(ctx, "pid", "of type number", 0);
  if (duk_is_number(ctx, 1)) {
    signum = duk_get_int(ctx, 1);
  } else if (!duk_is_null_or_undefined(ctx, 1)) {
    signum = drupe__signal_number(duk_to_string(ctx, 1));
    if (signum < 0) {
      drupe__node_errorf(ctx, DRUPE_TYPE_ERROR, "ERR_UNKNOWN_SIGNAL",
                         "Unknown signal: %s", duk_get_string(ctx, 1));
      return duk_throw(ctx);
    }
  }
  rc = uv_kill(duk_get_int(ctx, 0), signum);
  if (rc != 0)
    drupe__throw_system(ctx, rc, "kill", NULL, NULL);
  duk_push_true(ctx);
  return 1;
}

static duk_ret_t system_abort(duk_context *ctx) {
  (void)ctx;
  fflush(NULL);
  abort();
}

static duk_ret_t system_getuid(duk_context *ctx) {
  duk_push_uint(ctx, getuid());
  return 1;
}
static duk_ret_t system_geteuid(duk_context *ctx) {
  duk_push_uint(ctx, geteuid());
  return 1;
}
static duk_ret_t system_getgid(duk_context *ctx) {
  duk_push_uint(ctx, getgid());
  return 1;
}
static duk_ret_t system_getegid(duk_context *ctx) {
  duk_push_uint(ctx, getegid());
  return 1;
}

static duk_ret_t system_getgroups(duk_context *ctx) {
  gid_t groups[1024];
  int count = getgroups(1024, groups);

  duk_push_array(ctx);
  for (int i = 0; i < count; i++) {
    duk_push_uint(ctx, groups[i]);
    duk_put_prop_index(ctx, -2, (duk_uarridx_t)i);
  }
  return 1;
}

static const duk_function_list_entry system_functions[] = {
    {"cwd", system_cwd, 0},
    {"chdir", system_chdir, 1},
    {"umask", system_umask, 1},
    {"uptime", system_uptime, 0},
    {"cpuUsage", system_cpu, 1},
    {"resourceUsage", system_resources, 0},
    {"kill", system_kill, 2},
    {"abort", system_abort, 0},
    {"getuid", system_getuid, 0},
    {"geteuid", system_geteuid, 0},
    {"getgid", system_getgid, 0},
    {"getegid", system_getegid, 0},
    {"getgroups", system_getgroups, 0},
    {NULL, NULL, 0}};

void drupe__process_system(duk_context *ctx) {
  drupe__put_functions(ctx, system_functions);
  duk_push_c_function(ctx, system_hrtime, 1);
  drupe__name_function(ctx, "hrtime");
  duk_push_c_function(ctx, system_hrtime_bigint, 0);
  drupe__name_function(ctx, "bigint");
  duk_put_prop_literal(ctx, -2, "bigint");
  duk_put_prop_literal(ctx, -2, "hrtime");
  duk_push_c_function(ctx, system_memory, 0);
  drupe__name_function(ctx, "memoryUsage");
  duk_push_c_function(ctx, system_memory_rss, 0);
  drupe__name_function(ctx, "rss");
  duk_put_prop_literal(ctx, -2, "rss");
  duk_put_prop_literal(ctx, -2, "memoryUsage");
}

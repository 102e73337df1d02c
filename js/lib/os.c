/* js/lib/os.c - binding('os'): plain POSIX calls, and /proc where there is no
 * call for it. */
#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netpacket/packet.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "engine/builtins.h"
#include "engine/text.h"
#include "lib/lib_internal.h"

static void os_put_text(duk_context *ctx, const char *key, const char *text) {
  drupe__text_push(ctx, text, strlen(text));
  duk_put_prop_string(ctx, -2, key);
}

static void os_put_number(duk_context *ctx, const char *key, double value) {
  duk_push_number(ctx, value);
  duk_put_prop_string(ctx, -2, key);
}

/* An Error with code, errno and syscall of the last failed call. */
static duk_ret_t os_fail(duk_context *ctx, const char *syscall) {
  int number = errno;
  const char *code = strerrorname_np(number);

  duk_push_error_object(ctx, DUK_ERR_ERROR,
                        "A system error occurred: %s returned %s (%s)", syscall,
                        code == NULL ? "UNKNOWN" : code, strerror(number));
  os_put_text(ctx, "code", "ERR_SYSTEM_ERROR");
  os_put_number(ctx, "errno", -number);
  os_put_text(ctx, "syscall", syscall);
  return duk_throw(ctx);
}

static duk_ret_t os_uname(duk_context *ctx) {
  struct utsname name;

  if (uname(&name) != 0)
    return os_fail(ctx, "uv_os_uname");
  duk_push_object(ctx);
  os_put_text(ctx, "sysname", name.sysname);
  os_put_text(ctx, "version", name.version);
  os_put_text(ctx, "release", name.release);
  os_put_text(ctx, "machine", name.machine);
  return 1;
}

static duk_ret_t os_hostname(duk_context *ctx) {
  char name[256];

  if (gethostname(name, sizeof(name)) != 0)
    return os_fail(ctx, "uv_os_gethostname");
  name[sizeof(name) - 1] = '\0';
  drupe__text_push(ctx, name, strlen(name));
  return 1;
}

static duk_ret_t os_loadavg(duk_context *ctx) {
  double loads[3] = {0, 0, 0};

  (void)getloadavg(loads, 3);
  duk_push_array(ctx);
  for (duk_uarridx_t i = 0; i < 3; i++) {
    duk_push_number(ctx, loads[i]);
    duk_put_prop_index(ctx, -2, i);
  }
  return 1;
}

static duk_ret_t os_uptime(duk_context *ctx) {
  struct timespec now;
  long hundredths;

  if (clock_gettime(CLOCK_BOOTTIME, &now) != 0)
    return os_fail(ctx, "uv_uptime");
  hundredths = now.tv_nsec / 10000000; /* as /proc/uptime has them */
  duk_push_number(ctx, (double)now.tv_sec + (double)hundredths / 100);
  return 1;
}

/* totalmem(), freemem(): the magic tells. */
static duk_ret_t os_memory(duk_context *ctx) {
  const char *key =
      duk_get_current_magic(ctx) == 0 ? "MemTotal: %lf" : "MemAvailable: %lf";
  FILE *file = fopen("/proc/meminfo", "re");
  char line[128];
  double kilobytes = 0;

  while (file != NULL && fgets(line, sizeof(line), file) != NULL)
    if (sscanf(line, key, &kilobytes) == 1)
      break;
  if (file != NULL)
    fclose(file);
  duk_push_number(ctx, kilobytes * 1024);
  return 1;
}

/* -- users and priorities -------------------------------------------------- */

static duk_ret_t os_user_info(duk_context *ctx) {
  struct passwd entry, *found = NULL;
  char text[4096];
  int error = getpwuid_r(geteuid(), &entry, text, sizeof(text), &found);

  if (found == NULL) {
    errno = error != 0 ? error : ENOENT;
    return os_fail(ctx, "uv_os_get_passwd");
  }
  duk_push_object(ctx);
  os_put_number(ctx, "uid", entry.pw_uid);
  os_put_number(ctx, "gid", entry.pw_gid);
  os_put_text(ctx, "username", entry.pw_name);
  os_put_text(ctx, "homedir", entry.pw_dir);
  os_put_text(ctx, "shell", entry.pw_shell);
  return 1;
}

static duk_ret_t os_get_priority(duk_context *ctx) {
  int value;

  errno = 0;
  value = getpriority(PRIO_PROCESS, (id_t)duk_require_int(ctx, 0));
  if (value == -1 && errno != 0)
    return os_fail(ctx, "uv_os_getpriority");
  duk_push_int(ctx, value);
  return 1;
}

static duk_ret_t os_set_priority(duk_context *ctx) {
  if (setpriority(PRIO_PROCESS, (id_t)duk_require_int(ctx, 0),
                  duk_require_int(ctx, 1)) != 0)
    return os_fail(ctx, "uv_os_setpriority");
  return 0;
}

/* -- processors ------------------------------------------------------------ */

/* Puts `times` of one line of /proc/stat, in ms. */
static void os_put_times(duk_context *ctx, const char *line) {
  double user = 0, nice = 0, sys = 0, idle = 0, wait = 0, irq = 0;
  double tick_ms = 1000.0 / (double)sysconf(_SC_CLK_TCK);

  (void)sscanf(line, "%*s %lf %lf %lf %lf %lf %lf", &user, &nice, &sys, &idle,
               &wait, &irq);
  duk_push_object(ctx);
  os_put_number(ctx, "user", user * tick_ms);
  os_put_number(ctx, "nice", nice * tick_ms);
  os_put_number(ctx, "sys", sys * tick_ms);
  os_put_number(ctx, "idle", idle * tick_ms);
  os_put_number(ctx, "irq", irq * tick_ms);
  duk_put_prop_literal(ctx, -2, "times");
}

/* [.. cpus]: fills model and speed from /proc/cpuinfo. */
static void os_put_models(duk_context *ctx) {
  FILE *file = fopen("/proc/cpuinfo", "re");
  char line[512], model[256];
  duk_uarridx_t models = 0, speeds = 0;
  double mhz;

  while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
    if (sscanf(line, "model name : %255[^\n]", model) == 1 &&
        duk_get_prop_index(ctx, -1, models++))
      os_put_text(ctx, "model", model);
    else if (sscanf(line, "cpu MHz : %lf", &mhz) == 1 &&
             duk_get_prop_index(ctx, -1, speeds++))
      os_put_number(ctx, "speed", (double)(int)mhz);
    else
      continue;
    duk_pop(ctx);
  }
  if (file != NULL)
    fclose(file);
}

static duk_ret_t os_cpus(duk_context *ctx) {
  FILE *file = fopen("/proc/stat", "re");
  char line[512];
  duk_uarridx_t count = 0;

  duk_push_array(ctx);
  while (file != NULL && fgets(line, sizeof(line), file) != NULL) {
    if (strncmp(line, "cpu", 3) != 0 || line[3] < '0' || line[3] > '9')
      continue;
    duk_push_object(ctx);
    os_put_text(ctx, "model", "unknown");
    os_put_number(ctx, "speed", 0);
    os_put_times(ctx, line);
    duk_put_prop_index(ctx, -2, count++);
  }
  if (file != NULL)
    fclose(file);
  os_put_models(ctx);
  return 1;
}

/* -- network --------------------------------------------------------------- */

static void os_put_address(duk_context *ctx, const char *key,
                           const struct sockaddr *address) {
  char text[INET6_ADDRSTRLEN] = "";

  if (address != NULL && address->sa_family == AF_INET)
    inet_ntop(AF_INET, &((const struct sockaddr_in *)address)->sin_addr, text,
              sizeof(text));
  else if (address != NULL)
    inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)address)->sin6_addr,
              text, sizeof(text));
  os_put_text(ctx, key, text);
}

static void os_put_mac(duk_context *ctx, const struct ifaddrs *list,
                       const char *name) {
  char text[18] = "00:00:00:00:00:00";

  for (; list != NULL; list = list->ifa_next) {
    const struct sockaddr_ll *link = (const void *)list->ifa_addr;

    if (link != NULL && link->sll_family == AF_PACKET &&
        strcmp(list->ifa_name, name) == 0)
      snprintf(text, sizeof(text), "%02x:%02x:%02x:%02x:%02x:%02x",
               link->sll_addr[0], link->sll_addr[1], link->sll_addr[2],
               link->sll_addr[3], link->sll_addr[4], link->sll_addr[5]);
  }
  os_put_text(ctx, "mac", text);
}

/* interfaces(): a list of addresses with the names of their interfaces. */
static duk_ret_t os_interfaces(duk_context *ctx) {
  struct ifaddrs *list, *one;
  duk_uarridx_t count = 0;

  if (getifaddrs(&list) != 0)
    return os_fail(ctx, "uv_interface_addresses");
  duk_push_array(ctx);
  for (one = list; one != NULL; one = one->ifa_next) {
    const struct sockaddr *address = one->ifa_addr;

    if (address == NULL ||
        (address->sa_family != AF_INET && address->sa_family != AF_INET6) ||
        (one->ifa_flags & (IFF_UP | IFF_RUNNING)) != (IFF_UP | IFF_RUNNING))
      continue;
    duk_push_object(ctx);
    os_put_text(ctx, "name", one->ifa_name);
    os_put_address(ctx, "address", address);
    os_put_address(ctx, "netmask", one->ifa_netmask);
    os_put_text(ctx, "family", address->sa_family == AF_INET ? "IPv4" : "IPv6");
    os_put_mac(ctx, list, one->ifa_name);
    duk_push_boolean(ctx, (one->ifa_flags & IFF_LOOPBACK) != 0);
    duk_put_prop_literal(ctx, -2, "internal");
    os_put_number(ctx, "scopeid",
                  address->sa_family == AF_INET6
                      ? ((const struct sockaddr_in6 *)address)->sin6_scope_id
                      : 0);
    duk_put_prop_index(ctx, -2, count++);
  }
  freeifaddrs(list);
  return 1;
}

/* -- constants ------------------------------------------------------------- */

static duk_ret_t os_constants(duk_context *ctx) {
  static const duk_number_list_entry priorities[] = {
      {"PRIORITY_LOW", 19},
      {"PRIORITY_BELOW_NORMAL", 10},
      {"PRIORITY_NORMAL", 0},
      {"PRIORITY_ABOVE_NORMAL", -7},
      {"PRIORITY_HIGH", -14},
      {"PRIORITY_HIGHEST", -20},
      {NULL, 0}};

  duk_push_object(ctx);
  os_put_number(ctx, "UV_UDP_REUSEADDR", 4);
  duk_push_object(ctx); /* errno */
  for (int i = 1; i < 134; i++)
    if (strerrorname_np(i) != NULL)
      os_put_number(ctx, strerrorname_np(i), i);
  duk_put_prop_literal(ctx, -2, "errno");
  duk_push_object(ctx); /* signals */
  for (int i = 1; i < 32; i++) {
    const char *name = sigabbrev_np(i);

    if (name == NULL)
      continue;
    duk_push_sprintf(ctx, "SIG%s", name);
    duk_push_int(ctx, i);
    duk_put_prop(ctx, -3);
  }
  duk_put_prop_literal(ctx, -2, "signals");
  duk_push_object(ctx);
  duk_put_number_list(ctx, -1, priorities);
  duk_put_prop_literal(ctx, -2, "priority");
  return 1;
}

static const drupe__builtin os_functions[] = {
    {"uname", os_uname, 0, 0, 0},
    {"hostname", os_hostname, 0, 0, 0},
    {"loadavg", os_loadavg, 0, 0, 0},
    {"uptime", os_uptime, 0, 0, 0},
    {"totalmem", os_memory, 0, 0, 0},
    {"freemem", os_memory, 0, 0, 1},
    {"userInfo", os_user_info, 0, 0, 0},
    {"getPriority", os_get_priority, 1, 1, 0},
    {"setPriority", os_set_priority, 2, 2, 0},
    {"cpus", os_cpus, 0, 0, 0},
    {"interfaces", os_interfaces, 0, 0, 0},
    {"constants", os_constants, 0, 0, 0},
    DRUPE__BUILTIN_END};

void drupe__lib_os(duk_context *ctx) {
  duk_push_object(ctx);
  drupe__define(ctx, -1, os_functions);
}

/* abi/core.h - what a module and the kernel agree on before anything else:
 * versions, the module descriptor, the context, status codes, memory, services
 * and the module's life.
 *
 * Changelog
 *   1.0  first version
 *   1.1  object: get_many, object_with
 *
 * The rule.  Appending a field to a table, a status code, a flag bit or an
 * optional descriptor field bumps MINOR; anything else bumps MAJOR.  Enum
 * values are written out and never reused.  A table ends where its `size`
 * says.  tests/abi/layout_test.c locks every offset.
 *
 * Marks, one per function; without a mark a function belongs to the thread of
 * its context and may be proxied to another process:
 *   [L] local: hands out memory of this process or runs inside a callback that
 *       cannot wait for another process
 *   [T] any thread may call it
 *   [F] may be called in a finalizer
 * Every function is "since 1.0" unless the block it stands in says otherwise.
 *
 * Ownership, one rule for all: what a failed call was given is still the
 * caller's.
 */
#ifndef DRUPE_CORE_H
#define DRUPE_CORE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define DRUPE_ABI_MAGIC 0x44525550u /* "DRUP" */
#define DRUPE_ABI_MAJOR 1u
#define DRUPE_ABI_MINOR 1u /* what these headers describe */

/* Two numbers of the module's author, both 0 unless defined before the first
 * include.  DRUPE_ABI_MIN is the oldest kernel minor that the module runs on:
 * an older kernel refuses it.  DRUPE_ABI_LEVEL is the minor whose behaviour it
 * was written for, which newer kernels keep for it.  Neither hides anything: a
 * function newer than DRUPE_ABI_MIN is called behind DRUPE_HAS. */
#ifndef DRUPE_ABI_MIN
#define DRUPE_ABI_MIN 0u
#endif
#ifndef DRUPE_ABI_LEVEL
#define DRUPE_ABI_LEVEL DRUPE_ABI_MIN
#endif

#if defined(__GNUC__) || defined(__clang__)
#define DRUPE_EXPORT __attribute__((visibility("default")))
#else
#define DRUPE_EXPORT
#endif

/* First in every table, the kernel's and a service's: bytes that are valid, and
 * the version of this one interface.  `size` is that of the contract at
 * `minor`: who embeds a table in a larger struct does not count his own
 * fields. */
typedef struct drupe_header {
  uint32_t size;
  uint16_t major;
  uint16_t minor;
} drupe_header;

/* Is field `f` of table `t`, which came with minor `since`, there? */
#define DRUPE_HAS(t, f, since)                                                 \
  ((t) != NULL && (t)->head.minor >= (since) &&                                \
   (size_t)((const char *)(&(t)->f + 1) - (const char *)(t)) <=                \
       (t)->head.size &&                                                       \
   (t)->f != NULL)

/* Status: 0 is success and a positive number is success with a remark.
 *   -1 .. -4094   an errno of this system, negated (-ECONNRESET)
 *   -4095         end of file
 *   <= -20001     ours
 * core->status_name gives "ECONNRESET" or "ERR_DRUPE_ABI". */
enum {
  DRUPE_OK = 0,
  DRUPE_ASYNC = 1,          /* begun; the answer comes by callback */
  DRUPE_E_EOF = -4095,
  DRUPE_E_PENDING = -20001, /* a JS error is pending on this context */
  DRUPE_E_ABI = -20002,     /* version, size or magic do not fit */
  DRUPE_E_TYPE = -20003,    /* a value of another type */
  DRUPE_E_NOENT = -20004,   /* no such service, entry, property */
  DRUPE_E_STATE = -20005,   /* not now: closing, stopped, inside a finalizer */
  DRUPE_E_THREAD = -20006,  /* called on another thread than the context's */
  DRUPE_E_LOSSY = -20007,   /* the number does not fit exactly */
  DRUPE_E_DENIED = -20008,  /* this module may not have it */
  DRUPE_E_LOCAL = -20009,   /* an [L] call from an isolated module */
  DRUPE_E_NOMEM = -20010,
  DRUPE_E_INVAL = -20011,
  DRUPE_E_NOTSUP = -20012,
  DRUPE_E_BUSY = -20013,
  DRUPE_E_CANCELED = -20014
};

/* A JavaScript value; value.h says how to read it.  All zero is "none": no
 * value at all.  It is a struct with one uint64_t member, and passes as such in
 * every calling convention. */
typedef struct drupe_value {
  uint64_t bits;
} drupe_value;

struct drupe_value_api;
struct drupe_object_api;
struct drupe_function_api;
struct drupe_class_api;
struct drupe_error_api;
struct drupe_ref_api;
struct drupe_buffer_api;
struct drupe_task_api;
struct drupe_loop_api;
struct drupe_core_api;
struct drupe_member;    /* function.h */
struct drupe_class_def; /* class.h */

/* One module in one JS context, which is one thread: the first argument of
 * everything.  A worker thread or a second realm has its own, so a module needs
 * no global state and the kernel knows who calls.  What is below is the visible
 * beginning; the rest is the kernel's.  Modules read it, only `instance` is
 * theirs to write.  The tables live as long as the process; a cx lives until
 * the module's stop has ended. */
typedef struct drupe_cx {
  drupe_header head;
  void *instance; /* the module's own state; the kernel never touches it */
  const struct drupe_core_api *core;
  const struct drupe_value_api *value;
  const struct drupe_object_api *object;
  const struct drupe_function_api *function;
  const struct drupe_class_api *classes;
  const struct drupe_error_api *error;
  const struct drupe_ref_api *ref;
  const struct drupe_buffer_api *buffer;
  const struct drupe_task_api *task;
  const struct drupe_loop_api *loop;
} drupe_cx;

/* Gives memory or data back: the one shape of all finalizers.  `arg` is what
 * was given beside `data`, NULL where nothing could be. */
typedef void (*drupe_free_fn)(drupe_cx *cx, void *data, void *arg);

/* A published interface as a consumer sees it.  `api` begins with a
 * drupe_header.  The first two arguments of each of its functions are the
 * caller's own cx and `self`.  Valid until dropped; the kernel keeps the
 * publisher loaded. */
typedef struct drupe_service {
  uint32_t size; /* of this struct, set by the caller of query */
  uint32_t reserved;
  const void *api;
  void *self;
  uint64_t token; /* the kernel's */
} drupe_service;

/* What a module holds right now.  core->usage fills at most `size` bytes. */
typedef struct drupe_usage {
  uint32_t size;
  uint32_t functions;     /* native function objects alive */
  uint32_t instances;     /* objects of its classes alive */
  uint32_t refs;          /* references, kept async contexts */
  uint32_t handles;       /* timers, polls, ports */
  uint32_t works;         /* queued or running on the pool, or soon */
  uint32_t buffers;       /* external buffers alive, pins */
  uint32_t deferreds;     /* promises not settled yet */
  uint32_t attached;      /* data hung on objects */
  uint32_t services_used; /* of other modules */
  uint32_t services_held; /* own ones that others hold */
  uint32_t frames;        /* of its functions on the stack */
  uint64_t bytes;         /* through core->alloc */
  uint64_t external;      /* reported with core->external_memory */
  uint64_t loop_ns;       /* time spent inside its callbacks */
  uint64_t calls;         /* callbacks entered */
} drupe_usage;

enum { /* why stop is called */
  DRUPE_STOP_UNLOAD = 1,
  DRUPE_STOP_EXIT = 3 /* the context ends; only promises to others matter */
};

enum { /* drupe_module.flags; unknown bits in the low half refuse the load */
  DRUPE_MODULE_ISOLATABLE = 1 << 0, /* calls nothing marked [L] */
  DRUPE_MODULE_THREADS_OK = 1 << 1, /* no mutable statics: fit for workers */
  DRUPE_MODULE_PINNED = 1 << 2,     /* never unmapped (TLS, atexit, ...) */
  /* bits 16..31: hints; a kernel that does not know one ignores it */
  DRUPE_MODULE_HINT_THREADS = 1 << 16, /* starts threads of its own */
  DRUPE_MODULE_HINT_NET = 1 << 17,
  DRUPE_MODULE_HINT_FS = 1 << 18,
  DRUPE_MODULE_HINT_EXEC = 1 << 19
};

/* The one symbol a module exports, as constant data: nothing of the module has
 * to run to be checked.  The first four fields are frozen in all majors; the
 * kernel copies min(size, its own) bytes.  Everything pointed to must be
 * constant and live as long as the module is mapped.
 *
 * States.  refused -> (nothing ran).  starting -> running -> stopping ->
 * unmapped.  An unload first counts what JS and other modules hold: functions
 * in use, instances, frames, services.  If there is any, the unload is refused
 * with that list, stop is not called and the module runs on.  From the moment
 * stop is called every function of the module throws ERR_MODULE_STOPPED.  What
 * stop leaves behind keeps the module "stopped": mapped, never run again. */
typedef struct drupe_module {
  uint32_t magic;
  uint32_t size;
  uint16_t abi_major;
  uint16_t abi_minor; /* DRUPE_ABI_MIN */
  uint32_t flags;
  const char *name;     /* [a-z][a-z0-9_-]*, the name space of its services */
  const char *version;  /* of the module, for people and for needs */
  const char *build_id; /* NULL: this ABI only.  Else must equal the kernel's */
  /* "net.stream 1.0" = service, major.minor; started before this one. */
  const char *const *needs;           /* NULL-terminated, may be NULL */
  const struct drupe_member *members; /* put on `exports` before start runs */
  const struct drupe_class_def *const *classes; /* NULL-terminated */
  /* Once per context.  DRUPE_OK, DRUPE_ASYNC (then core->started), or negative
   * after which stop is not called.  `exports` is what require() returns. */
  int32_t (*start)(drupe_cx *cx, drupe_value exports);
  /* Give back everything.  DRUPE_OK, or DRUPE_ASYNC and core->stopped later. */
  int32_t (*stop)(drupe_cx *cx, int32_t why);
  /* The JS half: the body of a function (native, require, exports, module),
   * run after start.  Current JavaScript; the kernel lowers it. */
  const char *js;
  size_t js_size;
  uint32_t level; /* DRUPE_ABI_LEVEL */
  uint32_t reserved;
} drupe_module;

/* The same claim where it can be read without mapping the file: an ELF note,
 * name "DRUPE", type 1.  Checked before dlopen, then compared with the
 * symbol. */
typedef struct drupe_note {
  uint32_t namesz;
  uint32_t descsz;
  uint32_t type;
  char name[8];
  uint32_t magic;
  uint16_t abi_major;
  uint16_t abi_minor;
  uint32_t flags;
  uint32_t descriptor_size;
} drupe_note;

#if defined(__ELF__) && (defined(__GNUC__) || defined(__clang__))
#define DRUPE_NOTE(module_flags)                                               \
  __attribute__((section(".note.drupe"), used, aligned(4)))                    \
  static const drupe_note drupe_note_ = {6,                                    \
                                         16,                                   \
                                         1,                                    \
                                         "DRUPE",                              \
                                         DRUPE_ABI_MAGIC,                      \
                                         DRUPE_ABI_MAJOR,                      \
                                         DRUPE_ABI_MIN,                        \
                                         (module_flags),                       \
                                         (uint32_t)sizeof(drupe_module)}
#else
#define DRUPE_NOTE(module_flags) typedef int drupe_note_absent_[1]
#endif

#ifdef __cplusplus
#define DRUPE_LINKAGE extern "C"
#else
#define DRUPE_LINKAGE extern
#endif

/* DRUPE_MODULE("zip", .version = "1.0.0", .start = zip_start, ...);  at file
 * scope, once.  C99 and later, C++20. */
#define DRUPE_MODULE_FLAGS(module_name, module_flags, ...)                     \
  DRUPE_NOTE(module_flags);                                                    \
  DRUPE_LINKAGE DRUPE_EXPORT const drupe_module drupe_module_v1;               \
  const drupe_module drupe_module_v1 = {.magic = DRUPE_ABI_MAGIC,              \
                                        .size =                                \
                                            (uint32_t)sizeof(drupe_module),    \
                                        .abi_major = DRUPE_ABI_MAJOR,          \
                                        .abi_minor = DRUPE_ABI_MIN,            \
                                        .flags = (module_flags),               \
                                        .name = (module_name),                 \
                                        __VA_ARGS__,                           \
                                        .level = DRUPE_ABI_LEVEL,              \
                                        .reserved = 0}
#define DRUPE_MODULE(module_name, ...)                                         \
  DRUPE_MODULE_FLAGS(module_name, 0u, __VA_ARGS__)

/* The same by position, for C++11 to C++17; NULL for what is not there. */
#define DRUPE_MODULE_PLAIN(module_name, module_version, module_members,        \
                           module_classes, module_start, module_stop)          \
  DRUPE_NOTE(0u);                                                              \
  DRUPE_LINKAGE DRUPE_EXPORT const drupe_module drupe_module_v1;               \
  const drupe_module drupe_module_v1 = {DRUPE_ABI_MAGIC,                       \
                                        (uint32_t)sizeof(drupe_module),        \
                                        DRUPE_ABI_MAJOR,                       \
                                        DRUPE_ABI_MIN,                         \
                                        0u,                                    \
                                        (module_name),                         \
                                        (module_version),                      \
                                        NULL,                                  \
                                        NULL,                                  \
                                        (module_members),                      \
                                        (module_classes),                      \
                                        (module_start),                        \
                                        (module_stop),                         \
                                        NULL,                                  \
                                        0,                                     \
                                        DRUPE_ABI_LEVEL,                       \
                                        0u}

enum {
  DRUPE_LOG_ERROR = 1,
  DRUPE_LOG_WARN = 2,
  DRUPE_LOG_INFO = 3,
  DRUPE_LOG_DEBUG = 4
};

typedef struct drupe_core_api {
  drupe_header head;

  /* -- memory, counted for the module ------------------------------------ */
  /* [T][F] `bytes` of zeroed memory, 16-byte aligned, or NULL.  The caller owns
   * it and gives it back with release of the same context. */
  void *(*alloc)(drupe_cx *cx, size_t bytes);
  /* [T][F] As realloc(3); new bytes are not zeroed.  NULL leaves `p` valid. */
  void *(*resize)(drupe_cx *cx, void *p, size_t bytes);
  /* [T][F] NULL is allowed. */
  void (*release)(drupe_cx *cx, void *p);
  /* [F] Tell the collector about memory that JS objects keep alive
   * elsewhere. */
  void (*external_memory)(drupe_cx *cx, int64_t delta);

  /* -- services ----------------------------------------------------------- */
  /* [L] Offer `table` as `name`, which begins with the module's own name and a
   * dot, or is a contract name of abi/ ("stream.tcp").  `table` stays the
   * module's and constant until withdrawn.  E_BUSY if the name is taken,
   * E_INVAL if it is not this module's to give. */
  int32_t (*publish)(drupe_cx *cx, const char *name, const drupe_header *table,
                     void *self);
  /* [L] Holders are told by their `lost`; E_BUSY while one still holds it after
   * that, E_NOENT if this module offers no such name. */
  int32_t (*withdraw)(drupe_cx *cx, const char *name);
  /* [L] Find an interface: "drupe.x" of the kernel or one that was published.
   * If nobody offers it, the module named before the first dot is loaded; who
   * offers "stream.x" is in the kernel's own list.  `lost` (may be NULL) is
   * called when the publisher is about to leave: drop the service there or it
   * cannot.  On refusal *why (may be NULL) is a text naming both sides, the
   * kernel's, valid until the next query.  E_NOENT, E_ABI, E_DENIED. */
  int32_t (*query)(drupe_cx *cx, const char *name, uint16_t major,
                   uint16_t min_minor, void (*lost)(drupe_cx *cx, void *arg),
                   void *arg, drupe_service *out, const char **why);
  /* [L][F] Give a service back. */
  void (*drop)(drupe_cx *cx, drupe_service *service);

  /* -- life --------------------------------------------------------------- */
  /* After start returned DRUPE_ASYNC: ready, or a negative status. */
  void (*started)(drupe_cx *cx, int32_t status);
  /* After stop returned DRUPE_ASYNC: all is given back. */
  void (*stopped)(drupe_cx *cx);
  /* What the module holds.  out->size is set by the caller. */
  void (*usage)(drupe_cx *cx, drupe_usage *out);

  /* -- telling ------------------------------------------------------------ */
  /* [T][F] One line, no newline at its end; the kernel adds the module. */
  void (*log)(drupe_cx *cx, int32_t level, const char *text);
  /* [T][F] Constant text: "ECONNRESET".  Never NULL. */
  const char *(*status_name)(int32_t status);
  /* [T][F] "connection reset by peer".  Never NULL. */
  const char *(*status_text)(int32_t status);
  /* [T][F] An invariant of the module is broken: report module and text, then
   * abort.  Does not return. */
  void (*fatal)(drupe_cx *cx, const char *text);
  /* [F] Facts of this kernel by name: "version" of drupe, "build_id", "file"
   * (this module's path), "validate" ("1" in validation mode, else "0"),
   * "ffi_guard" ("1" with --ffi-guard, else "0"); NULL
   * if unknown.  The kernel's text, valid as long as the cx. */
  const char *(*fact)(drupe_cx *cx, const char *name);
} drupe_core_api;

static inline void *drupe_alloc(drupe_cx *cx, size_t bytes) {
  return cx->core->alloc(cx, bytes);
}
static inline void *drupe_resize(drupe_cx *cx, void *p, size_t bytes) {
  return cx->core->resize(cx, p, bytes);
}
static inline void drupe_release(drupe_cx *cx, void *p) {
  cx->core->release(cx, p);
}
/* A finalizer for what is just memory of drupe_alloc. */
static inline void drupe_release_data(drupe_cx *cx, void *data, void *arg) {
  (void)arg;
  cx->core->release(cx, data);
}
static inline int32_t drupe_query(drupe_cx *cx, const char *name,
                                  uint16_t major, uint16_t min_minor,
                                  drupe_service *out) {
  out->size = (uint32_t)sizeof(*out);
  return cx->core->query(cx, name, major, min_minor, NULL, NULL, out, NULL);
}
static inline int32_t drupe_publish(drupe_cx *cx, const char *name,
                                    const drupe_header *table, void *self) {
  return cx->core->publish(cx, name, table, self);
}

#ifdef __cplusplus
}
#endif
#endif

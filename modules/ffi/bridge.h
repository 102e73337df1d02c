/* modules/ffi/bridge.h - what the files of ffi share beside C's types: calls,
 * memory, pointers, libraries, callbacks.
 *
 * One `bridge` is one JS context; all runs on its thread but for what closure.c
 * and async.c say. */
#ifndef DRUPE_FFI_BRIDGE_H
#define DRUPE_FFI_BRIDGE_H

#include <stdatomic.h>

#include <ffi.h>
#include <pthread.h>

#include <drupe.h>
#include <drupe/bigint.h>
#include <drupe/stack.h>

#include "types.h"

typedef struct bridge bridge;
typedef struct block block;
typedef struct bound bound;
typedef struct closure closure;
typedef struct frame frame;
typedef struct library library;
typedef struct pool pool;     /* pool.c */
typedef struct shared shared; /* foreign.c */

struct bridge {
  drupe_cx *cx;
  uint32_t refs; /* the module, and every object of it in JS */
  bool stopped;
  pthread_t thread;
  drupe_service bigint;
  drupe_ref *prototype; /* of function objects */
  int saved_errno;      /* of the last call on this thread */
  int *errno_at;        /* errno itself, of this thread */
  bool special;         /* the guard is on, or something is doomed */
  _Atomic uint32_t depth; /* calls of C that run on this thread */
  bool guard;
  drupe_service stack; /* with the guard only */
  void *guard_stack;   /* of the handler */
  block *doomed; /* their end waits for a safe point */
  c_unit *units; /* all */
  c_unit *base;  /* of types that belong to no library */
  pool *pool;       /* of threads; NULL: none was needed yet */
  uint32_t threads; /* it may have */
  shared *shared;   /* with other threads; NULL: there is no callback yet */
  closure *closures; /* all */
};

static inline bridge *bridge_of(drupe_cx *cx) { return cx->instance; }
/* Objects outlive the module's stop; the bridge lives until the last goes. */
static inline void ffi__hold(bridge *b) { b->refs++; }
void ffi__release(bridge *b); /* ffi.c */

/* -- refuse.c: errors ----------------------------------------------------- */
/* What a value is converted for; read only when it is refused. */
typedef struct place {
  const char *subject;       /* "puts" */
  int32_t argument;          /* from 1; 0: none; -1: the result */
  const char *name;          /* of the parameter, or of a member; may be NULL */
  int64_t element;           /* of an array; -1: none */
  const c_type *type;
  const struct place *outer; /* for a member or element */
} place;
/* A TypeError (ERR_INVALID_ARG_TYPE) that says what was wanted and what came:
 * "strlen: argument 1, s (const char *): expected a string, received null".
 * Always false. */
bool ffi__refuse(bridge *b, const place *at, const char *expected,
                 drupe_value got);
/* A RangeError (ERR_OUT_OF_RANGE). */
bool ffi__out_of_range(bridge *b, const place *at, const char *expected,
                       drupe_value got);
/* Any other, with the place in front. */
bool ffi__fail_at(bridge *b, const place *at, int32_t kind, const char *code,
                  const char *format, ...)
    __attribute__((format(printf, 5, 6)));
/* "type string ('x')", as Node says it. */
const char *ffi__received(bridge *b, drupe_value v, char *room, size_t size);

/* -- block.c: memory that pointers share ---------------------------------- */
/* While there are pointers into it, a block stays; when it is `gone` they can
 * do nothing any more. */
struct block {
  uint32_t refs;
  bool gone;
  const char *why; /* it is gone, in words: "freed", "its library is closed" */
  char *data;
  size_t size;
  int64_t counted; /* bytes the collector was told of */
  void *pin;       /* of a Buffer; NULL: none */
  drupe_ref *dispose; /* a function that gets the address at the end */
  const c_type *type; /* of what dispose gets */
  bool owned; /* data is of calloc, given back with free */
  block *next; /* of the doomed */
};
/* `size` bytes of zeroed memory of our own; NULL: no memory. */
block *ffi__block_alloc(bridge *b, size_t size);
/* The bytes of a Buffer or typed array, kept in place; NULL: pending. */
block *ffi__block_pin(bridge *b, drupe_value buffer);
/* Memory that something else owns. */
block *ffi__block_foreign(bridge *b, void *data, size_t size);
static inline block *ffi__block_hold(block *k) {
  if (k != NULL)
    k->refs++;
  return k;
}
/* May be called in a finalizer; NULL is allowed. */
void ffi__block_drop(bridge *b, block *k);
/* Ends it now: pointers into it throw from here on. */
void ffi__block_end(bridge *b, block *k, const char *why);
/* Runs what waits for a safe point. */
void ffi__blocks_finish(bridge *b);

/* -- pointer.c ------------------------------------------------------------ */
typedef struct pointer {
  const c_type *type; /* of what it points to */
  char *address;
  size_t size; /* bytes from there on; FFI__UNKNOWN: not known */
  block *block; /* NULL: C's own memory */
} pointer;
#define FFI__UNKNOWN ((size_t)-1)

extern const drupe_class_def ffi__pointer_class;
/* A JS object for an address; takes a reference of `owner` of its own. */
drupe_value ffi__pointer_new(bridge *b, const c_type *type, void *address,
                             size_t size, block *owner);
/* The pointer behind a value; NULL: it is none. */
static inline pointer *ffi__pointer_of(bridge *b, drupe_value v) {
  return drupe_unwrap(b->cx, v, &ffi__pointer_class);
}
/* `bytes` at `offset` from it may be touched; else an error is pending. */
bool ffi__pointer_check(bridge *b, const pointer *p, size_t offset,
                        size_t bytes);
drupe_value ffi__alloc_js(drupe_cx *cx, const drupe_call *call);
drupe_value ffi__pointer_js(drupe_cx *cx, const drupe_call *call);

/* -- record.c ------------------------------------------------------------- */
/* The class of pointers to the record; NULL: an error is pending. */
const drupe_class_def *ffi__record_class(bridge *b, c_record *r);
/* The type that a constructor of a record, a Type or a text stands for. */
const c_type *ffi__type_of(bridge *b, drupe_value v, drupe_value library);
extern const drupe_class_def ffi__type_class;
/* A value that stands for the type: a record's constructor, or a Type. */
drupe_value ffi__type_value(bridge *b, const c_type *type);
drupe_value ffi__type_js(drupe_cx *cx, const drupe_call *call);
drupe_value ffi__sizeof_js(drupe_cx *cx, const drupe_call *call);
drupe_value ffi__offsetof_js(drupe_cx *cx, const drupe_call *call);

/* -- get.c: from C to JS -------------------------------------------------- */
enum { /* how a record or array is shown */
  GET_COPY = 0, /* as an object, array, Buffer or string of its own */
  GET_LIVE = 1  /* as a pointer to where it lies */
};
drupe_value ffi__get(bridge *b, const c_type *type, const void *from,
                     block *owner, int how);
drupe_value ffi__get_field(bridge *b, const c_field *field, const void *record,
                           block *owner, int how);
drupe_value ffi__int64(bridge *b, int64_t i);
drupe_value ffi__uint64(bridge *b, uint64_t u);
/* A value of `type`, a pointer, that C gave; `dispose` ends its life. */
drupe_value ffi__get_pointer(bridge *b, const c_type *type, void *address,
                             block *owner);

/* -- put.c: from JS to C -------------------------------------------------- */
/* Writes v as `type` to `to`; `f` lends memory, NULL: there is none. */
bool ffi__put(bridge *b, const place *at, const c_type *type, void *to,
              drupe_value v, frame *f);
bool ffi__put_field(bridge *b, const place *at, const c_field *field,
                    void *record, drupe_value v, frame *f);
bool ffi__put_int(bridge *b, const place *at, const c_type *type,
                  drupe_value v, int64_t *out);
/* An argument, or member, of pointer type. */
bool ffi__put_pointer(bridge *b, const place *at, const c_type *type,
                      drupe_value v, void **out, frame *f);

/* -- members.c: the members of a record as properties of an object -------- */
bool ffi__put_members(bridge *b, const place *at, c_record *r, void *to,
                      drupe_value v, frame *f);
drupe_value ffi__get_members(bridge *b, c_record *r, const void *from,
                             block *owner);

/* -- text.c --------------------------------------------------------------- */
/* v as NUL-terminated text in the frame's memory, or the string's own. */
bool ffi__text_lend(bridge *b, const place *at, const c_type *unit,
                    drupe_value v, void **out, frame *f);
/* Text of units of that type, to its NUL or `most` units. */
drupe_value ffi__text_get(bridge *b, const c_type *unit, const void *from,
                          size_t most);
/* Into an array of `length` units. */
bool ffi__text_put(bridge *b, const place *at, const c_type *unit, void *to,
                   size_t length, drupe_value v);

/* -- frame.c: what one call lends ----------------------------------------- */
typedef struct temp temp;
typedef struct back back;
struct frame {
  bridge *bridge;
  temp *temps;
  back *backs;       /* what is shown to JS again after the call */
  closure *closures; /* transient ones */
  struct pin *pins;  /* buffers and pointers, for a call on another thread */
  bool async;
  size_t used;
  _Alignas(16) char small[256];
};
static inline void ffi__frame_init(frame *f, bridge *b) {
  f->bridge = b;
  f->temps = NULL;
  f->backs = NULL;
  f->closures = NULL;
  f->pins = NULL;
  f->async = false;
  f->used = 0;
}
/* Zeroed; lives until the frame ends.  NULL: an error is pending. */
void *ffi__frame_alloc(frame *f, size_t bytes);
/* After the call `from` is shown in the JS array or object `to`. */
bool ffi__frame_back(frame *f, const c_type *type, const void *from,
                     size_t count, drupe_value to);
/* For an asynchronous call: what lies at v stays there. */
bool ffi__frame_keep(frame *f, drupe_value v);
/* Shows what is to be shown. */
void ffi__frame_show(frame *f);
/* Gives all back. */
void ffi__frame_end(frame *f);

/* -- abi.c, plan.c: how a function is called ------------------------------ */
/* libffi's description of a type; NULL: an error is pending. */
ffi_type *ffi__native(bridge *b, const c_type *type);

typedef union slot {
  int64_t i;
  uint64_t u;
  double d;
  float f;
  void *p; /* a record or long double: where it lies */
} slot;

typedef enum op { /* the common cases of an argument */
  OP_OTHER = 0,
  OP_INT,    /* of 32 bits at most: min and max */
  OP_DOUBLE,
  OP_STRING, /* const char * */
  OP_POINTER
} op;

typedef struct param_plan {
  op how;
  bool reads_u32;
  int64_t min, max;
  const c_type *type;
} param_plan;

typedef enum result_op {
  RESULT_OTHER = 0,
  RESULT_VOID,
  RESULT_INT32,
  RESULT_UINT32,
  RESULT_INT64,
  RESULT_UINT64,
  RESULT_DOUBLE
} result_op;

typedef struct plan {
  ffi_cif cif;
  const c_function *function;
  uint32_t count;
  param_plan *params;
  ffi_type **types;
  result_op result;
  bool words;   /* all are integers in registers: no libffi is needed */
  bool doubles; /* f(double), f(double, double) */
  bool quick;   /* one of these, and the result is no pointer */
  size_t result_size;
} plan;
enum { PLAN_QUICK = 6, PLAN_FEW = 8, PLAN_MANY = 128, PLAN_RESULT = 64 };

/* NULL: an error is pending. */
plan *ffi__plan_of(bridge *b, c_unit *u, const c_function *f);
bool ffi__param_plan(bridge *b, const c_type *type, param_plan *out,
                     ffi_type **native);

/* -- call.c --------------------------------------------------------------- */
/* A C function as JS sees it. */
struct bound {
  bridge *bridge;
  plan *plan;
  const c_function *function;
  void *address;
  library *library; /* NULL: C gave the address */
  const char *name;
  bool throws_errno;
  bool enum_names;
  bool special; /* one of these three */
  drupe_ref *dispose;
};
/* The function object; NULL library: for an address that C gave. */
drupe_value ffi__bound_new(bridge *b, library *l, c_unit *u, const char *name,
                           const c_function *f, void *address);
/* The function behind every such object. */
drupe_value ffi__call(drupe_cx *cx, const drupe_call *call);
/* What a function object of ours calls; NULL: it is none of ours. */
bound *ffi__bound_of(bridge *b, drupe_value v);
/* Arguments into slots.  False: an error is pending. */
bool ffi__arguments(bound *f, const plan *p, const drupe_call *call,
                    slot *slots, frame *fr);
/* The call itself; *result has room for PLAN_RESULT or result_size bytes. */
void ffi__invoke(const plan *p, void *address, slot *slots, void *result);
drupe_value ffi__result(bound *f, const plan *p, void *result);
/* An Error for errno, raised. */
drupe_value ffi__throw_errno(bridge *b, const char *name, int code);
bool ffi__failed_by_errno(const bound *f, const void *result);
/* Checks before any call: closed, arity.  False: pending. */
bool ffi__bound_ready(bound *f, const drupe_call *call, uint32_t count);
/* variadic.c: a plan for this call's types, in the frame's memory. */
const plan *ffi__variadic_plan(bound *f, const drupe_call *call, frame *fr,
                               drupe_value *argv);

/* -- guard.c -------------------------------------------------------------- */
bool ffi__guard_start(bridge *b);
void ffi__guard_stop(bridge *b);
/* As ffi__invoke; a fault in it is told. */
void ffi__guard_invoke(const bound *f, const plan *p, slot *slots,
                       void *result);

/* -- pool.c --------------------------------------------------------------- */
/* One call for another thread: run there, and then done here, in a bracket.
 * `ran` is false where the context ended first. */
typedef struct job {
  void (*run)(struct job *j);
  void (*done)(bridge *b, struct job *j, bool ran);
  struct job *next;
} job;
enum { POOL_THREADS = 16, POOL_THREADS_MOST = 1024 };
/* False: an error is pending, and nothing will be called. */
bool ffi__pool_queue(bridge *b, job *j);
void ffi__pool_stop(bridge *b);

/* -- async.c -------------------------------------------------------------- */
drupe_value ffi__async_js(drupe_cx *cx, const drupe_call *call);

/* -- library.c ------------------------------------------------------------ */
struct library {
  bridge *bridge;
  uint32_t refs; /* functions, pointers, the object */
  bool closed;
  bool enum_names;
  bool throws_errno;
  void *handle;
  const char *name; /* as it was asked for; the unit's memory */
  const char *path; /* of the file; NULL: the program */
  const char *header; /* or whatever the text was called */
  struct tcc *tcc;  /* it was compiled in memory: inline.c */
  c_unit *unit;
  block *memory; /* of its variables */
};
extern const drupe_class_def ffi__library_class;
library *ffi__library_new(bridge *b, const char *name);
void ffi__library_drop(library *l);
/* The library behind a value; NULL: it is none. */
static inline library *ffi__library_of(bridge *b, drupe_value v) {
  return drupe_unwrap(b->cx, v, &ffi__library_class);
}
/* A symbol's address; NULL: there is none. */
void *ffi__library_find(const library *l, const c_symbol *s);
/* Does the library itself define it, not one that it needs? */
bool ffi__library_owns(const library *l, const void *address);
drupe_value ffi__open_js(drupe_cx *cx, const drupe_call *call);
/* Opens and reads texts[0], as a header where the flags say so, then texts[1],
 * whose declarations win; takes `tcc`. */
drupe_value ffi__open_with(bridge *b, const char *name, struct tcc *tcc,
                           const drupe_str texts[2], const char *file,
                           int32_t flags, drupe_value optional);
drupe_value ffi__close_js(drupe_cx *cx, const drupe_call *call);
c_unit *ffi__unit_new(bridge *b);

/* -- expose.c: the names of a library on its object ----------------------- */
enum { /* of ffi.open */
  OPEN_HEADER = 1 << 0,
  OPEN_ERRNO = 1 << 1,
  OPEN_NAMES = 1 << 2,
  OPEN_OPTIONAL = 1 << 3
};
/* `optional`: an array of names that may be missing, or undefined. */
bool ffi__expose(library *l, drupe_value object, int32_t flags,
                 drupe_value optional);
/* Throws a failure of the parser as a SyntaxError; none. */
drupe_value ffi__throw_syntax(bridge *b, const char *file,
                              const c_failure *failure);

/* -- closure.c: JS functions that C calls --------------------------------- */
enum { /* closure.state */
  CLOSURE_STALE = 0,  /* its call is over */
  CLOSURE_LENT = 1,   /* to one call */
  CLOSURE_KEPT = 2,   /* by ffi.callback */
  CLOSURE_CLOSED = 3
};
/* Is never given back: C may call it at any time later, and finds out that it
 * is over. */
struct closure {
  ffi_closure native; /* first */
  void *code;
  const plan *plan;
  bridge *bridge;
  shared *shared;
  pthread_t thread; /* of the context */
  _Atomic int state;
  bool posts;         /* foreign threads do not wait for it */
  uint32_t timeout_ms; /* they wait, while the thread is inside C */
  drupe_value fn;     /* of a synchronous call: lives as long as that */
  drupe_ref *ref;     /* else */
  drupe_ref *thrown;  /* in an asynchronous call */
  bool async;
  drupe_instance *instance; /* of a Callback */
  closure *next; /* in its pool, or of its frame */
  closure *all;
};
/* A C address for a JS function, for the length of the frame's call. */
bool ffi__closure_lend(bridge *b, const place *at, const c_function *f,
                       drupe_value fn, void **out, frame *fr);
void ffi__closures_return(frame *f);
/* Every closure is over: C gets zeros. */
void ffi__closures_stop(bridge *b);
closure *ffi__closure_new(bridge *b, const c_function *f);
/* C called its address, on any thread; *result is zero. */
void ffi__closure_called(closure *c, void *result, void **args);
/* A fresh one for a function of words; NULL: all are taken. */
closure *ffi__thunk_closure(void);
/* Calls the JS function, on the context's thread and in a bracket. */
void ffi__closure_run(closure *c, void *result, void **args);

/* -- callback.c ----------------------------------------------------------- */
extern const drupe_class_def ffi__callback_class;
drupe_value ffi__callback_js(drupe_cx *cx, const drupe_call *call);
/* The address of a Callback; NULL: v is none, or it is closed. */
void *ffi__callback_address(bridge *b, drupe_value v, const c_function **f,
                            bool *closed);

/* -- foreign.c: the same from other threads ------------------------------- */
/* What threads that are not ours may touch; never freed. */
shared *ffi__shared_new(bridge *b);
void ffi__shared_stop(bridge *b);
void ffi__shared_ref(bridge *b, bool on);
/* On a foreign thread. */
void ffi__foreign_call(closure *c, void *result, void **args);
/* A thread gave up waiting since the last time this was asked. */
bool ffi__foreign_gave_up(bridge *b);

/* -- header.c, inline.c, describe.c --------------------------------------- */
struct store_text;
/* What the C preprocessor makes of `input`, kept or fresh; `flags` is an array
 * of the compiler's.  False: an error is pending. */
bool ffi__preprocess(bridge *b, const char *input, drupe_value flags,
                     struct store_text *out);
drupe_value ffi__header_js(drupe_cx *cx, const drupe_call *call);
drupe_value ffi__compile_js(drupe_cx *cx, const drupe_call *call);
void *ffi__tcc_symbol(struct tcc *t, const char *name);
void ffi__tcc_free(struct tcc *t); /* NULL is allowed */
drupe_value ffi__describe_js(drupe_cx *cx, const drupe_call *call);

/* -- small helpers -------------------------------------------------------- */
static inline drupe_value ffi__no_memory(bridge *b) {
  return drupe_throw_status(b->cx, DRUPE_E_NOMEM, "ffi");
}
/* A double that is a whole number in the range of int64_t. */
static inline bool ffi__whole(double d, int64_t *out) {
  if (!(d >= -9223372036854775808.0 && d < 9223372036854775808.0))
    return false;
  *out = (int64_t)d;
  return (double)*out - d == 0;
}

#endif

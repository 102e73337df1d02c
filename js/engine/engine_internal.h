/* js/engine/engine_internal.h - the engine's state, for js/engine's files. */
#ifndef DRUPE_ENGINE_ENGINE_INTERNAL_H
#define DRUPE_ENGINE_ENGINE_INTERNAL_H

#include "engine.h"
#include "slab.h"
#include "unit.h"

typedef struct drupe__microtasks drupe__microtasks; /* microtask.c */
#define DRUPE__MICROTASK_VALUES 4

/* Objects that C code compares with or hands out; the heap's stash keeps them
 * alive.  Set by builtin_iterator.c and builtin_map.c. */
typedef struct drupe__intrinsics {
  duk_hobject *iterator_prototype;
  duk_hobject *array_iterator_prototype;
  duk_hobject *string_iterator_prototype;
  duk_hobject *map_iterator_prototype;
  duk_hobject *set_prototype;
  duk_hobject *helper_prototype; /* NULL before the first one is made */
  duk_hobject *wrap_prototype;
  duk_hobject *set_iterator_prototype;
  duk_hobject *array_values; /* Array.prototype[Symbol.iterator] as made */
  duk_hobject *array_next;   /* %ArrayIteratorPrototype%.next as made */
  duk_hstring *next;
  duk_hstring *done;
  duk_hobject *array_species; /* the getter of Array[Symbol.species] */
  duk_hstring *symbol_iterator;
  duk_hstring *symbol_species;
  duk_hstring *symbol_spreadable; /* Symbol.isConcatSpreadable */
  duk_hobject *typed_constructors[11]; /* by kind of element */
  duk_hobject *big_prototypes[2]; /* of BigInt64Array, BigUint64Array */
} drupe__intrinsics;

/* An array whose elements are being joined; in a C frame. */
typedef struct drupe__joining {
  const duk_hobject *object;
  const struct drupe__joining *outer;
} drupe__joining;

struct drupe__engine {
  duk_context *ctx;
  drupe__intrinsics intrinsics;
  void *owner;
  drupe__engine_hooks hooks;
  /* alloc.c */
  size_t used, peak, limit;
  uint64_t allocations; /* left until they fail, counted from 1; 0: no end */
  unsigned gc_interval, gc_due, gc_tries; /* --gc-interval */
  bool guarded;      /* one of the three above is in force */
  bool reserve_open; /* an allocation failed: errors may use the reserve */
  drupe__slabs slabs;
  int64_t external;
  volatile int interrupted; /* set from signal handlers and other threads */
  uint64_t hash_key[2];     /* of the string table, random */
  drupe__microtasks *microtasks;
  struct drupe__thrown *thrown; /* thrown.c */
  struct drupe__coroutine_pool *coroutine_pool; /* coroutine.c, NULL: none */
  struct drupe__regexps *regexps; /* regexp.c */
  bool plain_regexps; /* --no-regexp-optimization */
  bool source_maps; /* --enable-source-maps */
  bool foreign; /* objects with another's native half have been made */
  bool destroying; /* the heap goes as a whole: no counts any more */
  duk_hobject *environment; /* {$h} -> global, kept by the stash */
  duk_hobject *promise_constructor; /* originals, likewise */
  duk_hobject *promise_prototype;
  duk_hobject *promise_then;
#define DRUPE__CLOSURE_SLOTS 2
  duk_hstring *closure_keys[DRUPE__CLOSURE_SLOTS]; /* closure.c, likewise */
  /* coroutine_class.c: by kind, made with the first function of it; the stash
   * keeps them. */
  duk_hobject *coroutine_functions[4];
  duk_hobject *coroutine_prototypes[4];
  duk_hobject *async_iterator_prototype;
  duk_hobject *async_from_sync_prototype;
  duk_hobject *callsite;    /* prototype of CallSite objects, likewise */
  uint64_t private_names; /* made so far: no two are the same */
  uint64_t weak_maps; /* made so far: names of their entries */
  duk_hstring *record_keys[5]; /* helper_iterator.c, likewise */
  duk_context *lazy_thread;    /* lazy.c, likewise */
  const drupe__joining *joining; /* builtin_array_parts.c */
  struct {
    struct drupe__watch **buckets;
    uint32_t room; /* a power of two, or 0 */
    uint32_t count;
  } watches;              /* weak_watch.c */
  duk_hobject *kept;      /* builtin_weakref.c, kept by the stash */
  void *ready_registries; /* builtin_finalization.c */
};

/* -- alloc.c --------------------------------------------------------------- */
/* Bytes of the heap, allocations until all fail, and every which allocation
 * collects; 0: no end of it. */
void drupe__alloc_guard(drupe__engine *e, size_t limit, uint64_t allocations,
                        unsigned gc_interval);
void *drupe__alloc(void *engine, duk_size_t size);
void *drupe__realloc(void *engine, void *p, duk_size_t size);
void drupe__release(void *engine, void *p);

/* -- stack_run.c ----------------------------------------------------------- */
/* Bounds the thread's own stack where no big one is running. */
void drupe__stack_bound(void);

/* -- hash.c ---------------------------------------------------------------- */
/* A random key for the string table; before the heap is made. */
void drupe__hash_key(uint64_t key[2]);
/* What hashing a text has come to, up to the last block that is whole: so that
 * of a longer one with this beginning need not begin anew.  The hash is
 * that of the string table. */
typedef struct drupe__text_hash {
  uint64_t blocks;
  uint64_t first; /* of the first block, where all is not hashed */
} drupe__text_hash;
/* From what it is for the first `old` bytes of `text` to what it is for `size`;
 * 0: `hash` is nothing yet. */
void drupe__text_hash_extend(duk_heap *heap, drupe__text_hash *hash,
                             const duk_uint8_t *text, size_t old, size_t size);
duk_uint32_t drupe__text_hash_end(const duk_heap *heap,
                                  const drupe__text_hash *hash,
                                  const duk_uint8_t *text, size_t size);

/* -- quick_text.c ---------------------------------------------------------- */
/* Writes the number, at most 20 bytes; how many. */
size_t drupe__text_of_integer(int64_t number, char *out);

/* -- microtask.c ----------------------------------------------------------- */
/* A job finds its values, undefined where fewer were queued, at indices -4 to
 * -1; it returns 0. */
typedef duk_safe_call_function drupe__microtask_fn;
/* False: no memory. */
bool drupe__microtask_push(drupe__engine *engine, drupe__microtask_fn run,
                           void *arg, const duk_tval *values, int count);
void drupe__microtasks_init(duk_context *ctx); /* throws: no memory */

/* -- weak_watch.c, builtin_finalization.c ---------------------------------- */
/* The object is about to be freed: tells who watches it. */
void drupe__watches_gone(drupe__engine *engine, const duk_hobject *target);
/* Queues the callbacks of registries whose targets have gone, if any. */
bool drupe__registries_ready(drupe__engine *engine);

/* -- unit.c ---------------------------------------------------------------- */
/* [ helpers ] on top, stays: the environment of units with `$h`. */
void drupe__unit_environment_init(duk_context *ctx);
/* Lowers and compiles: [ .. ] -> [ .. environment template ]; the environment
 * has the text's own variables, undefined where there are none.  Throws. */
void drupe__unit_push_template(duk_context *ctx, const drupe__source *source,
                               duk_uint_t compile_flags);
bool drupe__unit_is_eval(const drupe__unit *unit);
/* Is it the text of one function, as `new Function` makes it? */
bool drupe__unit_is_made(const drupe__unit *unit);
/* Source offset of an instruction; SIZE_MAX: not known. */
size_t drupe__unit_offset(duk_hthread *thread, const drupe__unit *unit,
                          duk_hobject *function, uint32_t pc);
/* Is it the record of the function around a CommonJS module? */
bool drupe__unit_is_body(const drupe__unit *unit,
                         const drupe__unit_function *record);

/* -- eval.c ---------------------------------------------------------------- */
/* Makes a function from the strings on the stack, as the constructor of its
 * kind does: 0 Function, else DRUPE__COROUTINE_KIND. */
duk_ret_t drupe__function_make(duk_hthread *thread, int kind);

/* -- eval.c ---------------------------------------------------------------- */
void drupe__eval_init(duk_context *ctx);

/* -- syntax_error.c -------------------------------------------------------- */
/* Pushes a SyntaxError with file, line, source line and caret in its stack. */
void drupe__syntax_error_push(duk_context *ctx, const drupe__source *source,
                              const drupe__syntax_error *error);
/* Pushes "file:line\nsource line\n   ^\n\n", with a mark for each character of
 * `extent` bytes from the place on. */
void drupe__excerpt_push(duk_context *ctx, const char *text, size_t size,
                         const drupe__place *place, size_t extent);

/* -- stack.c --------------------------------------------------------------- */
/* A trace is an array without prototype: a name to show in place of the error's
 * or undefined, the compiler's line, the limit; then for each frame the
 * function, activation flags << 32 | pc, and `this`. */
#define DRUPE__TRACE_HEAD 3u
/* Line of Duktape's compiler that the Error at `index` came from, 0: none. */
uint32_t drupe__stack_compile_line(duk_context *ctx, duk_idx_t index);
/* frame.c: value of a plain property of the object or its prototypes, without
 * running anything; NULL: there is none. */
duk_tval *drupe__plain_property(duk_hthread *thread, duk_hobject *object,
                                duk_hstring *key);
/* Error.stack, captureStackTrace and stackTraceLimit. */
void drupe__stack_init(duk_context *ctx);

/* -- promise_class.c, error_class.c ---------------------------------------- */
void drupe__promise_init(duk_context *ctx);
void drupe__error_init(duk_context *ctx);
/* Pushes an AggregateError; [.. errors] -> [.. error] */
void drupe__aggregate_error(duk_context *ctx, const char *message);

/* -- thrown.c -------------------------------------------------------------- */
void drupe__thrown_init(duk_context *ctx);
/* The error was just made: it cannot have been thrown. */
void drupe__thrown_forget(duk_hthread *thread, const duk_hobject *made);

/* -- builtins.c ------------------------------------------------------------ */
/* Everything that Duktape lacks; throws: no memory. */
void drupe__builtins_install(duk_context *ctx);
/* [ .. object ]: defines a method as the standard does, not enumerable. */
void drupe__function_define(duk_context *ctx, const char *name,
                            duk_c_function call, duk_idx_t length);

/* -- native.c -------------------------------------------------------------- */
/* What class DRUPE__CLASS_ENGINE does; the first member after duk_hobject. */
typedef struct drupe__native_ops {
  const char *name;
  void (*mark)(duk_heap *heap, duk_hobject *object); /* drupe__heap_mark.. */
  void (*drop)(duk_hthread *thread, duk_hobject *object); /* counts, norz */
  void (*release)(drupe__engine *engine, duk_hobject *object); /* own memory */
} drupe__native_ops;

typedef struct drupe__native {
  duk_hobject object;
  const drupe__native_ops *ops;
} drupe__native;

/* As drupe__native_push for class DRUPE__CLASS_ENGINE; throws: no memory. */
void *drupe__native_new(duk_hthread *thread, size_t size,
                        const drupe__native_ops *ops, duk_hobject *prototype);
static inline bool drupe__native_is(const duk_hobject *object,
                                    const drupe__native_ops *ops) {
  return DUK_HOBJECT_GET_CLASS_NUMBER(object) == DRUPE__CLASS_ENGINE &&
         ((const drupe__native *)(const void *)object)->ops == ops;
}
/* The object at `index` if it is one of `ops`, else NULL. */
void *drupe__native_get(duk_hthread *thread, duk_idx_t index,
                        const drupe__native_ops *ops);

/* -- quick_make.c ---------------------------------------------------------- */
/* Slots of the hash of an object of `count` properties. */
duk_uint32_t drupe__hash_slots(duk_uint32_t count);
/* Room for `count` properties and a hash of `hash` slots; the object has none
 * so far.  Throws: no memory. */
void drupe__make_room(duk_hthread *thread, duk_hobject *object,
                      duk_uint32_t count, duk_uint32_t hash);
/* The next of them; allocates nothing. */
void drupe__make_entry(duk_hthread *thread, duk_hobject *object,
                       duk_hstring *key, const duk_tval *value,
                       duk_small_uint_t flags);

#endif

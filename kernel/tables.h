/* kernel/tables.h - what the files that implement the ABI's tables share.
 *
 * Nothing outside kernel/ includes this.  kernel.h has what the other half of
 * the kernel and the loader use. */
#ifndef DRUPE_KERNEL_TABLES_H
#define DRUPE_KERNEL_TABLES_H

#include <assert.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "kernel/kernel.h"
#include "engine/unit.h"

/* js/engine's promises and collections. */
void drupe__promise_push(duk_context *ctx);
void drupe__promise_resolve(duk_context *ctx, duk_idx_t promise);
void drupe__promise_reject(duk_context *ctx, duk_idx_t promise);
void drupe__promise_then(duk_context *ctx, duk_idx_t promise);
bool drupe__is_promise(const duk_hobject *h);
bool drupe__is_map(const duk_hobject *h);
bool drupe__is_set(const duk_hobject *h);

#define DRUPE__COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define DRUPE__HEAD(type)                                                      \
  { (uint32_t)sizeof(type), DRUPE_ABI_MAJOR, DRUPE_ABI_MINOR }

typedef struct drupe__side drupe__side;         /* side.c */
typedef struct drupe__pool drupe__pool;         /* work.c */
typedef struct drupe__soon drupe__soon;         /* soon.c */
typedef struct drupe__holder drupe__holder;     /* service.c */
typedef struct drupe__function drupe__function; /* function.c */

/* Bytes that a thread uses: kept by a slot. */
typedef struct drupe__pin drupe__pin;
struct drupe__pin {
  drupe__module *module;
  duk_hbuffer *bytes;
  uint32_t slot;
  drupe__pin *next;
};

/* A finalizer that waits for a safe point. */
typedef struct drupe__final {
  drupe__module *module;
  drupe_free_fn fn;
  void *data;
  void *arg;
} drupe__final;

/* A reference; its value is in a slot while `count` is not 0, else `object`
 * is watched and becomes NULL when the object dies. */
struct drupe_ref {
  drupe__module *module;
  duk_heaphdr *object;
  struct drupe_ref *next; /* of those that watch the same object */
  uint32_t slot;
  uint32_t count;
};

/* A class in this context. */
struct drupe__class {
  const drupe_class_def *def;
  drupe__module *module;    /* owner: its code finalizes */
  duk_hobject *constructor; /* both kept by their slots */
  duk_hobject *prototype;
  uint32_t constructor_slot;
  uint32_t prototype_slot;
  duk_tval hidden[2]; /* of the two, as drupe__module.hidden */
  drupe__class *next; /* of the module */
  drupe__class *hash_next;
};

/* An engine object of class DRUPE__CLASS_NATIVE.  For a plain object that
 * `bind` gave native data there is one of these behind a hidden property;
 * `outer` is then that object, which holds this one, else NULL. */
struct drupe_instance {
  duk_hobject object; /* first */
  const drupe_class_def *def;
  drupe__module *module;
  void *native;
  duk_hobject *outer;
  uint32_t pins;
  uint32_t pin_slot;
  bool bound; /* native was given once */
};

/* The kernel's part that belongs to the tables. */
struct drupe__tables {
  drupe__final *finals; /* a queue; never grows inside the free hook */
  uint32_t final_count, final_room;
  uint32_t final_live; /* objects alive that will queue one */
  bool finals_running;
  bool buffer_loaded; /* the library has completed Buffer.prototype */
  bool ending;         /* the heap is going: touch no engine object */
  uint32_t in_hook;    /* inside the free hook: only [F] calls are legal */
  drupe__side **sides; /* a hash table by object */
  uint32_t side_count, side_room;
  drupe__class **classes; /* a hash table by definition */
  uint32_t class_count, class_room;
  uint32_t nomem_slot;   /* the error that was made before it is needed */
  uint32_t outside_slot; /* the last error made outside a bracket */
  uint32_t self_slot;    /* hidden key of the instance behind a plain object */
  uint32_t *slot_keys;   /* slots of the hidden keys of instance slots */
  uint32_t slot_key_count;
  uint32_t module_number;
  drupe__soon *soon;
  drupe__pool *pool;
  drupe__pin *pins;
  drupe__holder *holders;
  uint32_t holder_count, holder_free;
  drupe_handle *handles;       /* all that are not freed */
  drupe_handle *ended_handles; /* freed after the loop had ended */
  drupe_port *ports;           /* all that are not closed */
  drupe_handle *dirty_polls;   /* started, not seen by the loop yet */
  uv_prepare_t *poll_check;
  drupe__module *self;
  uint64_t clock_ns, clock_ticks; /* two clocks read at the same moment */
  uv_thread_t owner;              /* the context's thread */
};

/* -- opaque values -------------------------------------------------------- */
#define DRUPE__PAYLOAD 0xFFFFFFFFFFFFu

static inline void *drupe__cell(drupe_value v) {
  return (void *)(uintptr_t)(v.bits & DRUPE__PAYLOAD);
}
static inline bool drupe__is_heap(drupe_value v) {
  return (v.bits >> 48) - 2 < 5;
}
static inline drupe_value drupe__tagged(unsigned tag, const void *p) {
  return drupe_bits(DRUPE_TAG_(tag) | (uint64_t)(uintptr_t)p);
}
static inline drupe_value drupe__of_object(duk_hobject *h) {
  return drupe__tagged(DUK_HOBJECT_IS_CALLABLE(h) ? 6 : 5, h);
}
static inline drupe_value drupe__of_string(duk_hstring *h) {
  return drupe__tagged(DUK_HSTRING_HAS_SYMBOL(h) ? 3 : 2, h);
}
/* The engine object of an object value; NULL for a plain buffer and for what
 * is no object. */
static inline duk_hobject *drupe__object_of(drupe_value v) {
  duk_heaphdr *h;

  if (!drupe_is_object(v))
    return NULL;
  h = drupe__cell(v);
  return DUK_HEAPHDR_GET_TYPE(h) == DUK_HTYPE_OBJECT ? (duk_hobject *)h : NULL;
}
static inline bool drupe__is_instance(const duk_hobject *h) {
  return DUK_HOBJECT_GET_CLASS_NUMBER(h) == DRUPE__CLASS_NATIVE;
}

/* -- the frame ------------------------------------------------------------ */
/* The slow half of drupe__ready: reports a call outside a bracket, grows the
 * value stack, or makes the lack of memory pending. */
bool drupe__unready(drupe_cx *cx, duk_idx_t count);

/* A bracket is open and the frame has room for `count` values more. */
static inline bool drupe__ready(drupe_cx *cx, duk_idx_t count) {
  drupe__kernel *k = drupe__kernel_of(cx);
  duk_hthread *t = k->thread;

  if (DUK_LIKELY(k->depth != 0 &&
                 t->valstack_end - t->valstack_top >= (ptrdiff_t)count))
    return true;
  return drupe__unready(cx, count);
}
/* As drupe__ready, for what could run JS: no error is pending either. */
static inline bool drupe__may_run(drupe_cx *cx, duk_idx_t count) {
  return DUK_LIKELY(!drupe__kernel_of(cx)->pending) && drupe__ready(cx, count);
}
/* Pushes where drupe__ready said that there is room. */
static inline void drupe__push(duk_hthread *t, drupe_value v) {
  assert(t->valstack_top < t->valstack_end);
  drupe__value_put(t->valstack_top, v);
  t->valstack_top++;
}
static inline drupe_value drupe__top(duk_hthread *t) {
  return drupe__value_from(t->valstack_top - 1);
}
/* Roots a value that something else keeps alive for the moment. */
static inline drupe_value drupe__rooted(drupe_cx *cx, drupe_value v) {
  if (!drupe__is_heap(v))
    return v;
  if (!drupe__ready(cx, 1))
    return drupe_none();
  drupe__push(drupe__kernel_of(cx)->thread, v);
  return v;
}
/* Runs fn(thread, data) protected on the `nargs` values on top, which it
 * replaces by one result.  False: the error is pending, the values are gone. */
bool drupe__try(drupe__kernel *k, duk_safe_call_function fn, void *data,
                duk_idx_t nargs);

/* DRUPE_KIND_PROMISE, _MAP or _SET of an object of the engine's own, else
 * DRUPE_KIND_PLAIN.  Runs no JS. */
int32_t drupe__kind_of_engine_object(const duk_hobject *h);

/* -- errors: error.c ------------------------------------------------------ */
/* Makes the pre-made error pending; always returns none. */
drupe_value drupe__pend_no_memory(drupe__kernel *k);
/* Makes an error with a formatted message pending; always returns none. */
drupe_value drupe__raisef(drupe__kernel *k, int32_t kind, const char *code,
                          const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Replaces the message on top by a new Error; throws only for no memory. */
void drupe__error_from_top(duk_context *ctx, int32_t kind, const char *code);
/* Throws the pending error on `t`; for natives of the engine. */
duk_ret_t drupe__throw_pending(drupe__kernel *k, duk_hthread *t);
/* "called outside a bracket", once per module. */
void drupe__report_outside(drupe__module *m);

/* -- strings: string.c ---------------------------------------------------- */
/* Interns UTF-8 text; NULL: no memory or too long, nothing pending.  The
 * string has no count of its own yet. */
duk_hstring *drupe__intern(drupe__kernel *k, const void *text, size_t size,
                           int32_t encoding);

drupe_value drupe__string_new(drupe_cx *cx, const void *text, size_t size,
                              int32_t encoding);
int32_t drupe__string_view(drupe_cx *cx, drupe_value v, drupe_str *out);
int64_t drupe__string_copy(drupe_cx *cx, drupe_value v, int32_t encoding,
                           void *buf, size_t room, size_t *written);
int64_t drupe__string_length(drupe_cx *cx, drupe_value v);

/* -- object_many.c -------------------------------------------------------- */
int64_t drupe__object_get_many(drupe_cx *cx, drupe_value o, uint32_t count,
                               const drupe_value *keys, drupe_value *values);
drupe_value drupe__object_with(drupe_cx *cx, uint32_t count,
                               const drupe_value *keys,
                               const drupe_value *values);

/* -- side.c: data and watchers of objects that are not ours --------------- */
/* Watches `h`: it is marked so that the engine tells its end. */
bool drupe__side_watch(drupe__kernel *k, duk_heaphdr *h, drupe_ref *ref);
void drupe__side_unwatch(drupe__kernel *k, duk_heaphdr *h, drupe_ref *ref);
/* What the object's end means for its watchers and data. */
void drupe__side_freed(drupe__kernel *k, duk_heaphdr *h);
int32_t drupe__side_attach(drupe__module *m, duk_heaphdr *h, const void *tag,
                           void *data, drupe_free_fn finalize, void *arg);
void *drupe__side_find(drupe__kernel *k, duk_heaphdr *h, const void *tag);
void *drupe__side_detach(drupe__kernel *k, duk_heaphdr *h, const void *tag);
/* Takes off and queues the finalizer now; false: there is none. */
bool drupe__side_finish(drupe__kernel *k, duk_heaphdr *h, const void *tag);
void drupe__sides_free(drupe__kernel *k);
extern const void *const drupe__external_tag; /* of buffer_external */

/* -- finalize.c ----------------------------------------------------------- */
/* Room for one more object that will queue a finalizer; false: no memory. */
bool drupe__final_reserve(drupe__kernel *k);
void drupe__final_unreserve(drupe__kernel *k);
/* Uses a reservation; allocates nothing. */
void drupe__final_queue(drupe__module *m, drupe_free_fn fn, void *data,
                        void *arg);
/* A safe point: runs what waits. */
void drupe__finals_run(drupe__kernel *k);
enum { DRUPE__FINALS_MOST = 1000 }; /* may wait; see abi/class.h */

/* -- function.c ----------------------------------------------------------- */
/* Pushes a native function; throws (call it protected). */
void drupe__function_push(duk_hthread *t, drupe__module *m,
                          const char *signature, drupe_fn fn, void *data,
                          drupe__class *of, bool constructor);
/* Defines a NULL-ended list on the object at `index`; throws.  `of` is the
 * class where the object is its prototype or constructor. */
void drupe__members_define(duk_hthread *t, duk_idx_t index, drupe__module *m,
                           const drupe_member *list, drupe__class *of,
                           bool statics);
bool drupe__is_native_function(const duk_hobject *h);
drupe__module *drupe__function_module(const duk_hobject *h);
void drupe__function_freed(drupe__kernel *k, duk_hobject *h);

/* -- class.c -------------------------------------------------------------- */
/* Finds or makes; NULL: an error is pending. */
drupe__class *drupe__class_of(drupe__module *m, const drupe_class_def *def);
drupe__class *drupe__class_lookup(drupe__kernel *k, const drupe_class_def *def);
const drupe_class_def *drupe__class_named(drupe__module *m, const char *name,
                                          size_t size);
void drupe__instance_freed(drupe__kernel *k, drupe_instance *in);
/* The instance behind a value, of that class or one derived; or NULL. */
drupe_instance *drupe__instance_of(drupe__kernel *k, drupe_value v,
                                   const drupe_class_def *def);
/* For the trampoline of a constructor: a new object for `self` as `this`. */
drupe_value drupe__instance_construct(drupe__module *m, drupe__class *c,
                                      drupe_value self, drupe_instance **out);
bool drupe__inherits(drupe_value v, const drupe__class *c);
void drupe__classes_forget(drupe__module *m);

/* -- object.c, buffer.c, async.c, status.c, core.c ------------------------ */
void drupe__keys_forget(drupe__module *m);
drupe_async *drupe__async_more(drupe_async *async);
drupe_async *drupe__async_capture(drupe_cx *cx);
void drupe__async_free(drupe_cx *cx, drupe_async *async);
const char *drupe__status_name(int32_t status);
const char *drupe__status_text(int32_t status);
void drupe__usage_copy(const drupe__module *m, drupe_usage *out);

/* -- loop: handle.c poll.c soon.c work.c port.c --------------------------- */
int32_t drupe__soon_call(drupe_cx *cx, void (*fn)(drupe_cx *cx, void *arg),
                         void *arg);
int32_t drupe__timer_new(drupe_cx *cx, drupe_handle_fn fn, void *arg,
                         drupe_handle **out);
int32_t drupe__timer_start(drupe_handle *h, uint64_t delay_ms,
                           uint64_t repeat_ms);
int32_t drupe__poll_new(drupe_cx *cx, int fd, drupe_poll_fn fn, void *arg,
                        drupe_handle **out);
int32_t drupe__poll_start(drupe_handle *h, int32_t events);
int32_t drupe__handle_stop(drupe_handle *h);
void drupe__handle_ref(drupe_handle *h, int32_t on);
int32_t drupe__handle_active(drupe_handle *h);
void drupe__handle_free(drupe_handle *h);
/* What was freed after the loop had ended; when the heap is gone. */
void drupe__handles_destroy(struct drupe__tables *tables);
int32_t drupe__work_queue(drupe_cx *cx, int32_t lane, void (*run)(void *arg),
                          void (*done)(drupe_cx *cx, void *arg, int32_t status),
                          void *arg, drupe_work **work);
int32_t drupe__work_cancel(drupe_cx *cx, drupe_work *work);
int32_t drupe__port_new(drupe_cx *cx, uint32_t limit, drupe_port_fn fn,
                        void *arg, drupe_port **out);
int32_t drupe__port_post(drupe_port *port, void *message, int32_t wait_ms);
void drupe__port_close(drupe_port *port,
                       void (*dropped)(void *arg, void *message));
void drupe__port_free(drupe_port *port);
void drupe__port_ref(drupe_port *port, int32_t on);

/* Cancels what waits, waits for what runs, calls every `done`. */
void drupe__works_end(drupe__kernel *k);
void drupe__pool_destroy(drupe__kernel *k);
bool drupe__soon_create(drupe__kernel *k);
void drupe__soon_destroy(drupe__kernel *k);

/* -- service.c ------------------------------------------------------------ */
int32_t drupe__service_publish(drupe_cx *cx, const char *name,
                               const drupe_header *table, void *self);
int32_t drupe__service_withdraw(drupe_cx *cx, const char *name);
int32_t drupe__service_query(drupe_cx *cx, const char *name, uint16_t major,
                             uint16_t min_minor,
                             void (*lost)(drupe_cx *cx, void *arg), void *arg,
                             drupe_service *out, const char **why);
void drupe__service_drop(drupe_cx *cx, drupe_service *service);
/* Tells the holders of all services of `m` that it is about to leave. */
void drupe__services_tell(drupe__module *m);
/* Forgets what `m` published and nobody holds. */
void drupe__services_forget(drupe__module *m);

bool drupe__services_create(drupe__kernel *k);
void drupe__services_destroy(drupe__kernel *k);

/* -- registry.c ----------------------------------------------------------- */
void drupe__module_started(drupe__module *m, int32_t status);
void drupe__module_stopped(drupe__module *m);

void drupe__tables_ending(drupe__kernel *k);
/* Puts undefined into a slot without touching counts, or what was there back:
 * the collector's marking does not see it in between. */
void drupe__slot_hide(drupe__kernel *k, uint32_t slot, bool hide,
                      duk_tval *hidden);

/* -- validate.c ----------------------------------------------------------- */
/* Gives the module other tables if DRUPE_VALIDATE asks for it. */
bool drupe__validate_start(drupe__module *m);
void drupe__validate_end(drupe__module *m);
/* How many values the module has; and the end of all that came later. */
uint32_t drupe__validate_mark(const drupe__module *m);
void drupe__validate_cut(drupe__module *m, uint32_t mark);
/* A handle, work, instance that the kernel ends by itself. */
void drupe__validate_gone(drupe_cx *cx, const void *thing);
/* The calls into a module that is validated. */
drupe_value drupe__validate_call(drupe__module *m, drupe_fn fn,
                                 const drupe_call *call, uint32_t declared);
int32_t drupe__validate_start_call(drupe__module *m, drupe_value exports);

/* -- clock.c -------------------------------------------------------------- */
/* A counter that is cheap to read; drupe__ticks_ns makes time of it. */
static inline uint64_t drupe__ticks(void) {
#if defined(__x86_64__)
  return __builtin_ia32_rdtsc();
#else
  return uv_hrtime();
#endif
}
uint64_t drupe__ticks_ns(const drupe__kernel *k, uint64_t ticks);

#endif

/* js/engine/coroutine.h - function bodies that stop and go on.
 *
 * A generator's or async function's body runs on a thread of the engine.  C
 * code enters it with drupe__coroutine_run and gets control back when the body
 * yields, awaits, returns or throws (edit 220-coroutines).  Any C code may do
 * so: nothing of the engine's restrictions on Duktape.Thread holds here.  Each
 * entry takes a piece of the C stack, so deep nesting ends in a RangeError. */
#ifndef DRUPE_ENGINE_COROUTINE_H
#define DRUPE_ENGINE_COROUTINE_H

#include "engine_internal.h"

/* drupe_kind of a compiled function. */
enum {
  DRUPE__COROUTINE_GENERATOR = 1,
  DRUPE__COROUTINE_ASYNC = 2,
  DRUPE__COROUTINE_ASYNC_GENERATOR = 3,
  DRUPE__COROUTINE_BEGINS = 4,  /* parameters run code, then it calls $h.gi */
  DRUPE__COROUTINE_STRAIGHT = 8 /* ASYNC, but it awaits nothing */
};

typedef enum coroutine_state {
  COROUTINE_START,  /* nothing has run yet */
  COROUTINE_YIELD,  /* at a yield, or where the body begins */
  COROUTINE_ACTIVE, /* runs or awaits */
  COROUTINE_RETURN, /* ASYNC_GENERATOR: awaits the value of return() */
  COROUTINE_DONE    /* has no thread any more */
} coroutine_state;

/* How a body goes on: with a value, an error, or as if it said `return`. */
typedef enum coroutine_how {
  COROUTINE_NEXT = 0,
  COROUTINE_THROW = 1,
  COROUTINE_FINISH = 2
} coroutine_how;

typedef enum coroutine_outcome {
  COROUTINE_YIELDED, /* the value is the one yielded */
  COROUTINE_BEGUN,   /* the body begins */
  COROUTINE_RESULT,  /* yielded by an inner generator: result object as it is */
  COROUTINE_AWAITS,  /* somebody will call drupe__coroutine_settled */
  COROUTINE_RETURNED,
  COROUTINE_THREW
} coroutine_outcome;

/* What happens when the promise that it awaits is settled. */
typedef enum coroutine_wait {
  WAIT_BODY,        /* the body goes on */
  WAIT_NEXT,        /* for await: a step's result */
  WAIT_CLOSE,       /* for await: the result of return() */
  WAIT_CLOSE_QUIET, /* the same after an error, which counts alone */
  WAIT_YIELD,       /* the operand of yield in an async generator */
  WAIT_UNWRAP,      /* the argument of return() at a yield */
  WAIT_FINISH,      /* the argument of return() before or after the body */
  WAIT_DELEGATE,    /* yield*: the inner iterator's result */
  WAIT_NO_THROW     /* yield*: closing it, as it has no throw() */
} coroutine_wait;

/* A request to an async generator that waits for its turn. */
typedef struct coroutine_request coroutine_request;

typedef struct coroutine {
  drupe__native native;
  duk_hthread *thread;  /* counted, NULL: not begun, or done */
  duk_tval *args;       /* not begun: function, this, arguments; else NULL */
  duk_idx_t arg_count;
  duk_tval value;       /* between body and run: what it hands over */
  duk_hobject *owner;   /* ASYNC: the promise of the call; else its function */
  duk_tval iterator;    /* of a yield* or for await in progress, or undefined */
  duk_tval next;        /* yield*: its method; for await: the record */
  coroutine_request *first, *last;
  uint8_t kind;      /* DRUPE__COROUTINE_KIND bits */
  uint8_t state;     /* coroutine_state */
  uint8_t signal;    /* coroutine_outcome that the body stops with */
  uint8_t wait;      /* coroutine_wait */
  uint8_t delegated; /* coroutine_how that the inner iterator got */
} coroutine;

extern const drupe__native_ops drupe__coroutine_ops;

/* The coroutine at `index` if it is one, else NULL. */
coroutine *drupe__coroutine_get(duk_context *ctx, duk_idx_t index);
/* The coroutine whose body calls the running helper.  Throws: none does. */
coroutine *drupe__coroutine_of_body(duk_context *ctx);
/* In a helper that the body called: [.. value] -> [..]; its result is to be
 * returned from the helper. */
duk_ret_t drupe__coroutine_suspend(duk_context *ctx, coroutine *c,
                                   coroutine_outcome signal);
/* [.. value] -> [.. value]: goes on with the one, stops with the other.  An
 * error of the body is caught: COROUTINE_THREW. */
coroutine_outcome drupe__coroutine_run(duk_context *ctx, coroutine *c,
                                       coroutine_how how);
/* Gives the thread back without running what is left of the body. */
void drupe__coroutine_finish(duk_context *ctx, coroutine *c);
/* c->iterator and c->next: [.. iterator next] -> [..] */
void drupe__coroutine_delegate(duk_context *ctx, coroutine *c);
void drupe__coroutine_undelegate(duk_context *ctx, coroutine *c);

/* True and the thread and frame of the coroutine that waits for the promise of
 * this one, false: nobody or something else does. */
bool drupe__coroutine_waiter(const coroutine *c, coroutine **waiter);
/* The function that made a generator object; NULL for anything else. */
duk_hobject *drupe__generator_function(duk_hobject *object);

/* -- generator.c ----------------------------------------------------------- */
/* Is it next, return or throw of generators? */
bool drupe__generator_is_method(const duk_hobject *function);
/* Are they a generator and the original next()? */
bool drupe__generator_is_plain(const duk_tval *iterator, const duk_tval *next);
/* What next() of it does, without a result object: pushes the value;
 * COROUTINE_YIELDED, COROUTINE_RETURNED, or COROUTINE_RESULT with a result
 * object of another iterator. */
coroutine_outcome drupe__generator_step(duk_context *ctx,
                                        const duk_tval *iterator);

/* -- async.c --------------------------------------------------------------- */
/* [.. value] -> [..]: `c` awaits the value.  Throws what reading `constructor`
 * of a promise throws. */
void drupe__coroutine_await(duk_context *ctx, coroutine *c,
                            coroutine_wait wait);
/* [.. value] -> [..]: the promise that `c` awaits is settled. */
void drupe__coroutine_settled(duk_context *ctx, coroutine *c, bool rejected);
/* [.. value] -> [..]: an async function's body goes on. */
void drupe__async_step(duk_context *ctx, coroutine *c, coroutine_how how);
/* [.. func this args] -> [.. promise], from `func` on. */
void drupe__async_straight(duk_context *ctx, duk_idx_t func);

/* -- for_await.c ----------------------------------------------------------- */
/* GetIterator(value at `index`, async): [ .. ] -> [ .. iterator next ] */
void drupe__async_iterator_open(duk_context *ctx, duk_idx_t index);
/* [.. iterator next] -> [.. async iterator] around a sync one. */
void drupe__async_from_sync(duk_context *ctx);
/* [.. value] -> [.. value]: what awaiting a step or an end of `for await` gave,
 * as the body gets it; other waits are left alone. */
coroutine_how drupe__for_await_settled(duk_context *ctx, coroutine *c,
                                       coroutine_how how);

/* -- async_generator.c ----------------------------------------------------- */
/* [.. value] -> [..]: a promise of an async generator was settled. */
void drupe__async_generator_settled(duk_context *ctx, coroutine *c,
                                    bool rejected);
/* yield*, in the helper: [ value ]; suspends. */
duk_ret_t drupe__async_generator_delegate(duk_context *ctx, coroutine *c);
/* The promise of the request that the body works on; NULL: none. */
duk_hobject *drupe__async_generator_promise(const coroutine *c);
void drupe__async_generator_mark(duk_heap *heap, coroutine *c);
void drupe__async_generator_drop(duk_hthread *thread, coroutine *c);
void drupe__async_generator_release(drupe__engine *engine, coroutine *c);

/* -- coroutine_class.c ----------------------------------------------------- */
/* The default prototype of generator objects of that kind. */
duk_hobject *drupe__coroutine_prototype(duk_context *ctx, int kind);

#endif

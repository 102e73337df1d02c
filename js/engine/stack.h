/* js/engine/stack.h - stack traces as V8 writes them. */
#ifndef DRUPE_ENGINE_STACK_H
#define DRUPE_ENGINE_STACK_H

#include "unit.h"

/* One frame of a trace; pointers live as long as the trace's array. */
typedef struct drupe__frame {
  duk_hobject *function;
  duk_tval *receiver; /* `this` */
  drupe__unit *unit;  /* NULL: native */
  const drupe__unit_function *record;
  uint32_t pc;
  uint32_t flags; /* DUK_ACT_FLAG_*, DRUPE__FRAME_ASYNC */
} drupe__frame;

/* An async function that awaits what the frames before it do. */
#define DRUPE__FRAME_ASYNC 0x10000u

/* Reads frame `i` of the trace array at `trace`; false past the end. */
bool drupe__frame_read(duk_context *ctx, duk_idx_t trace, uint32_t i,
                       drupe__frame *out);
/* Is it one that V8 would show? */
bool drupe__frame_visible(duk_context *ctx, const drupe__frame *frame);
drupe__place drupe__frame_place(duk_context *ctx, const drupe__frame *frame);
bool drupe__frame_toplevel(duk_context *ctx, const drupe__frame *frame);
/* Each pushes a string, "" for none. */
void drupe__frame_push_function(duk_context *ctx, const drupe__frame *frame);
void drupe__frame_push_type(duk_context *ctx, const drupe__frame *frame);
void drupe__frame_push_method(duk_context *ctx, const drupe__frame *frame);
/* "Foo.bar (file.js:1:2)" */
void drupe__frame_push_text(duk_context *ctx, const drupe__frame *frame);

/* Pushes what the function at `start` of the text would be called after the
 * property that it is assigned to, "a.b"; false, and nothing: it is not. */
bool drupe__inferred_name_push(duk_context *ctx, const char *text,
                               size_t start);

/* Pushes what V8 calls the file of evaluated code: "eval at f (a.js:1:2),
 * <anonymous>", of the code that runs now. */
void drupe__eval_origin_push(duk_context *ctx);

/* The error's stack will begin "TypeError [CODE]: ...", as errors of Node do.
 * Nothing is composed yet.  Throws: no memory. */
void drupe__stack_set_code(duk_context *ctx, duk_idx_t error,
                           const char *code);
/* Pushes a CallSite of frame `i` of the trace at `trace`. */
void drupe__callsite_push(duk_context *ctx, duk_idx_t trace, uint32_t i);
void drupe__callsite_init(duk_context *ctx);

/* thrown.c: pushes "file:line:column" of the throw of a script that the
 * uncaught value at `index` came from.  False: not known, nothing pushed.
 * Throws: no memory. */
bool drupe__thrown_push_place(duk_context *ctx, duk_idx_t index);

/* thrown.c: pushes "file:line\nsource line\n   ^\n\n" for the uncaught value at
 * `index`: where a script threw it, else where it was made; "" where that is
 * not known.  `made`: where it was made, as V8 has it for errors of promises
 * and microtasks.  Throws: no memory. */
void drupe__error_excerpt(duk_context *ctx, duk_idx_t index, bool made);

#endif

/* js/engine/duk_config.h - Duktape's options, over those of its own file.
 *
 * The build looks here first; `#include_next` goes on to Duktape's default.
 * Every option that differs says why.  docs/engine.md has the figures. */
#ifndef DRUPE_DUK_CONFIG_H
#define DRUPE_DUK_CONFIG_H

/* The engine is one translation unit (engine.c), so Duktape may keep its
 * control of inlining, which it gives up when compiled file by file. */
#define DUK_SINGLE_FILE
#include_next "duk_config.h"
#undef DUK_SINGLE_FILE

/* Internals are visible to js/, kernel/ and loader/, to nobody outside the
 * executable: hidden externs instead of statics. */
#undef DUK_INTERNAL
#undef DUK_INTERNAL_DECL
#undef DUK_EXTERNAL
#undef DUK_EXTERNAL_DECL
#define DUK_INTERNAL __attribute__((visibility("hidden")))
#define DUK_INTERNAL_DECL extern __attribute__((visibility("hidden")))
#define DUK_EXTERNAL __attribute__((visibility("hidden")))
#define DUK_EXTERNAL_DECL extern __attribute__((visibility("hidden")))

/* -- speed ----------------------------------------------------------------- */
#define DUK_USE_FASTINT                 /* 48-bit integers: loops, indices */
#define DUK_USE_FAST_REFCOUNT_DEFAULT   /* counts inline */
#define DUK_USE_JSON_STRINGIFY_FASTPATH /* no side effects: twice as fast */
#undef DUK_USE_PREFER_SIZE
#undef DUK_USE_DEBUGGER_SUPPORT
/* Both look up Duktape.errCreate and errThrow at every error made or thrown. */
#undef DUK_USE_ERRCREATE
#undef DUK_USE_ERRTHROW
#undef DUK_USE_AUGMENT_ERROR_THROW

/* -- a script that runs too long ---------------------------------------------
 * A counter in the executor's slow path, without measurable cost; the check
 * runs every 262,144 instructions. */
#define DUK_USE_INTERRUPT_COUNTER
#define DUK_USE_EXEC_TIMEOUT_CHECK(udata) drupe__engine_interrupted(udata)

/* -- stacks and limits -------------------------------------------------------
 * JavaScript runs on 64 MB (stack_run.c); the stack pointer is what bounds
 * native recursion, the counts are set where they do not come first. */
#define DUK_USE_NATIVE_STACK_CHECK() drupe__stack_exhausted()
#undef DUK_USE_CALLSTACK_LIMIT
#define DUK_USE_CALLSTACK_LIMIT 12500 /* as deep as Node goes by default */
#undef DUK_USE_NATIVE_CALL_RECLIMIT
#define DUK_USE_NATIVE_CALL_RECLIMIT 12500
#undef DUK_USE_COMPILER_RECLIMIT
#define DUK_USE_COMPILER_RECLIMIT 20000 /* long chains in minified code */
#undef DUK_USE_JSON_DEC_RECLIMIT
#define DUK_USE_JSON_DEC_RECLIMIT 10000
#undef DUK_USE_JSON_ENC_RECLIMIT
#define DUK_USE_JSON_ENC_RECLIMIT 10000
/* Marking falls back to scans of the whole heap past this depth: a queue of
 * 200,000 nodes took 1.8 s with the default 256, takes 35 ms so. */
#undef DUK_USE_MARK_AND_SWEEP_RECLIMIT
#define DUK_USE_MARK_AND_SWEEP_RECLIMIT 20000
/* Error.stackTraceLimit may be raised to this. */
#undef DUK_USE_TRACEBACK_DEPTH
#define DUK_USE_TRACEBACK_DEPTH 100
/* Images of functions are written and read by image_*.c. */
#undef DUK_USE_BYTECODE_DUMP_SUPPORT
/* `return f()` would replace the caller's frame: it vanished from stacks. */
#undef DUK_USE_TAILCALL

/* -- memory: always alloc.c's ---------------------------------------------- */
#undef DUK_USE_PROVIDE_DEFAULT_ALLOC_FUNCTIONS

/* The unit stands among the constants (edit 060-units), not in a property. */
#undef DUK_USE_FUNC_FILENAME_PROPERTY

/* -- safety ---------------------------------------------------------------- */
/* Every byte counts in a hash; the default skips in strings over 32 bytes, and
 * 16,384 chosen keys took a second to parse.  The edits put a keyed one
 * here. */
#define DUK_USE_STRHASH_DENSE

/* -- the standard's behaviour ------------------------------------------------
 * Where Duktape has extensions that a script can see. */
#undef DUK_USE_NONSTD_GETTER_KEY_ARGUMENT /* getters get no argument */
#undef DUK_USE_NONSTD_SETTER_KEY_ARGUMENT
#undef DUK_USE_NONSTD_JSON_ESC_U2028_U2029 /* U+2028 is not escaped */
#undef DUK_USE_NONSTD_STRING_FROMCHARCODE_32BIT

/* Dates as the standard and V8 write and read them: builtin_date.c,
 * builtin_date_parse.c; the zone's offset in seconds: date_zones.c. */
#define DUK_USE_DATE_GET_LOCAL_TZOFFSET(ms) drupe__date_offset(ms)
#undef DUK_USE_DATE_FORMAT_STRING
#define DUK_USE_DATE_FORMAT_STRING(ctx, parts, offset, flags)                  \
  drupe__date_format((ctx), (parts), (offset), (flags))
#undef DUK_USE_DATE_PARSE_STRING
#define DUK_USE_DATE_PARSE_STRING(ctx, text) drupe__date_parse((ctx), (text))

#ifdef __cplusplus
extern "C" {
#endif
struct duk_heap;
struct duk_hthread;
__attribute__((visibility("hidden"))) duk_bool_t
drupe__date_format(struct duk_hthread *ctx, const duk_int_t *parts,
                   duk_int_t offset, duk_small_uint_t flags);
__attribute__((visibility("hidden"))) duk_bool_t
drupe__date_parse(struct duk_hthread *ctx, const char *text);
__attribute__((visibility("hidden"))) int drupe__date_offset(double ms);
__attribute__((visibility("hidden"))) int
drupe__date_offset_of_local(double ms);
__attribute__((visibility("hidden"))) int drupe__stack_exhausted(void);
__attribute__((visibility("hidden"))) int drupe__engine_interrupted(void *);
#ifdef __cplusplus
}
#endif

#endif

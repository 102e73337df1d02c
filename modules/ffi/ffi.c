/* modules/ffi/ffi.c - the module: what it offers and how it starts and
 * stops. */
#include "bridge.h"
#include "cli_js.h"
#include "ffi_js.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static drupe_value ffi_errno_get(drupe_cx *cx, const drupe_call *call) {
  (void)call;
  return drupe_int(bridge_of(cx)->saved_errno);
}

static drupe_value ffi_errno_set(drupe_cx *cx, const drupe_call *call) {
  bridge_of(cx)->saved_errno = drupe_arg_int(call, 0, 0);
  return drupe_undefined();
}

static drupe_value ffi_threads_get(drupe_cx *cx, const drupe_call *call) {
  (void)call;
  return drupe_uint(bridge_of(cx)->threads);
}

static drupe_value ffi_threads_set(drupe_cx *cx, const drupe_call *call) {
  int64_t n = drupe_to_int64(call->argv[0]);

  if (n < 1 || n > POOL_THREADS_MOST)
    return drupe_throwf(cx, DRUPE_RANGE_ERROR, "ERR_OUT_OF_RANGE",
                        "threads: from 1 to %d", (int)POOL_THREADS_MOST);
  bridge_of(cx)->threads = (uint32_t)n;
  return drupe_undefined();
}

/* string(text, unit?): memory of its own with the text and a NUL. */
static drupe_value ffi_string(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);
  const c_type *unit = c_basic(C_CHAR);
  place at = {.subject = "string", .argument = 1, .element = -1};
  int64_t units;
  drupe_value v;
  block *k;

  if (drupe_given(call, 1) &&
      (unit = ffi__type_of(b, call->argv[1], drupe_undefined())) == NULL)
    return drupe_none();
  at.type = unit;
  if (!c_is_text(unit)) {
    (void)ffi__fail_at(b, &at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                       "the unit of text is char, wchar_t, char16_t or "
                       "char32_t");
    return drupe_none();
  }
  units = unit->size == 1
              ? cx->value->string_copy(cx, call->argv[0], DRUPE_UTF8, NULL, 0,
                                       NULL)
              : cx->value->string_length(cx, call->argv[0]);
  k = ffi__block_alloc(b, ((size_t)units + 1) * unit->size);
  if (k == NULL)
    return drupe_none();
  v = ffi__text_put(b, &at, unit, k->data, (size_t)units, call->argv[0])
          ? ffi__pointer_new(b, unit, k->data, k->size, k)
          : drupe_none();
  ffi__block_drop(b, k);
  return v;
}

/* load(): the function that is cli.js, compiled now. */
static drupe_value ffi_load(drupe_cx *cx, const drupe_call *call) {
  drupe_str source = {cli_js, cli_js_size};

  (void)call;
  return cx->value->run(cx, source, "drupe:ffi/cli");
}

/* write(file, text): what `drupe ffi` made. */
static drupe_value ffi_write(drupe_cx *cx, const drupe_call *call) {
  drupe_str file = drupe_arg_str(cx, call, 0);
  drupe_str text = drupe_arg_str(cx, call, 1);
  FILE *to = fopen(file.data, "we");
  bool ok;

  if (to == NULL)
    return ffi__throw_errno(bridge_of(cx), "open", errno);
  ok = fwrite(text.data, 1, text.size, to) == text.size;
  ok = fclose(to) == 0 && ok;
  return ok ? drupe_undefined()
            : ffi__throw_errno(bridge_of(cx), "write", errno);
}

/* disposables(): [constructor, method] of what has an end. */
static drupe_value ffi_disposables(drupe_cx *cx, const drupe_call *call) {
  static const struct {
    const drupe_class_def *def;
    const char *method;
  } ends[] = {{&ffi__pointer_class, "free"},
              {&ffi__library_class, "close"},
              {&ffi__callback_class, "close"}};
  drupe_value list = drupe_array(cx, 0), pair, constructor, prototype;
  uint32_t i;

  (void)call;
  for (i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
    constructor = cx->classes->constructor(cx, ends[i].def);
    prototype = drupe_get_named(cx, constructor, "prototype");
    pair = drupe_array(cx, 0);
    (void)drupe_set_at(cx, pair, 0, constructor);
    (void)drupe_set_at(cx, pair, 1,
                       drupe_get_named(cx, prototype, ends[i].method));
    (void)drupe_set_at(cx, list, i, pair);
  }
  return list;
}

/* setup(prototype): of every function object of C. */
static drupe_value ffi_setup(drupe_cx *cx, const drupe_call *call) {
  bridge *b = bridge_of(cx);

  b->prototype = drupe_ref_new(cx, call->argv[0]);
  return b->prototype == NULL ? ffi__no_memory(b) : drupe_undefined();
}

static drupe_value ffi_function_type(drupe_cx *cx, const drupe_call *call) {
  const bound *f = ffi__bound_of(bridge_of(cx), call->self);
  char text[1024];

  if (f == NULL)
    return drupe_undefined();
  return drupe_string(
      cx, c_print(f->function->type, f->name, text, sizeof(text)), DRUPE_NTS);
}

static drupe_value ffi_function_address(drupe_cx *cx, const drupe_call *call) {
  const bound *f = ffi__bound_of(bridge_of(cx), call->self);

  if (f == NULL)
    return drupe_undefined();
  return ffi__uint64(bridge_of(cx), (uintptr_t)f->address);
}

static const drupe_member ffi_members[] = {
    DRUPE_FN("setup(prototype: object)", ffi_setup),
    DRUPE_FN("disposables(): array", ffi_disposables),
    DRUPE_FN("functionType(): any", ffi_function_type),
    DRUPE_FN("functionAddress(): any", ffi_function_address),
    DRUPE_FN("open(library: string|null, text: string, flags: int32, "
             "file: string, optional: any): object",
             ffi__open_js),
    DRUPE_FN("close(library: object)", ffi__close_js),
    DRUPE_FN("header(name: string, library: string|null, flags: int32, "
             "options: array, declare: string): object",
             ffi__header_js),
    DRUPE_FN("compile(source: string, flags: array, libs: array, "
             "compiler?: string): object",
             ffi__compile_js),
    DRUPE_FN("describe(library: object): array", ffi__describe_js),
    DRUPE_FN("load()", ffi_load),
    DRUPE_FN("write(file: string, text: string)", ffi_write),
    DRUPE_FN("async(...args: any): promise", ffi__async_js),
    DRUPE_FN("alloc(type: any, count?: integer, library?: any): object",
             ffi__alloc_js),
    DRUPE_FN("pointer(address: any, type?: any, library?: any): object",
             ffi__pointer_js),
    DRUPE_FN("string(text: string, unit?: any): object", ffi_string),
    DRUPE_FN("type(text: any, library?: any): any", ffi__type_js),
    DRUPE_FN("sizeof(type: any, library?: any): number", ffi__sizeof_js),
    DRUPE_FN("offsetof(type: any, member: string, library?: any): number",
             ffi__offsetof_js),
    DRUPE_FN("callback(type: any, fn: function, mode: any, timeout: any, "
             "library: any): object",
             ffi__callback_js),
    DRUPE_GETSET("errno: int32", ffi_errno_get, ffi_errno_set),
    DRUPE_GETSET("threads: integer", ffi_threads_get, ffi_threads_set),
    DRUPE_MEMBER_END};

static const drupe_class_def *const ffi_classes[] = {
    &ffi__pointer_class, &ffi__type_class, &ffi__library_class,
    &ffi__callback_class, NULL};

void ffi__release(bridge *b) {
  c_unit *u, *next;

  assert(b->refs > 0);
  if (--b->refs > 0)
    return;
  for (u = b->units; u != NULL; u = next) {
    next = u->next;
    c_unit_destroy(u);
  }
  drupe_release(b->cx, b);
}

static int32_t ffi_start(drupe_cx *cx, drupe_value exports) {
  bridge *b = drupe_alloc(cx, sizeof(*b));
  int32_t rc;

  (void)exports;
  if (b == NULL)
    return DRUPE_E_NOMEM;
  b->cx = cx;
  b->refs = 1;
  b->thread = pthread_self();
  b->errno_at = &errno;
  b->threads = POOL_THREADS;
  rc = drupe_query(cx, "drupe.bigint", 1, 0, &b->bigint);
  if (rc < 0)
    goto fail_query;
  b->base = ffi__unit_new(b);
  if (b->base == NULL) {
    rc = DRUPE_E_PENDING;
    goto fail_unit;
  }
  cx->instance = b;
  if (strcmp(cx->core->fact(cx, "ffi_guard"), "1") == 0)
    (void)ffi__guard_start(b);
  return DRUPE_OK;

fail_unit:
  cx->core->drop(cx, &b->bigint);
fail_query:
  drupe_release(cx, b);
  return rc;
}

/* Other threads first: whoever of them calls from here on gets zero. */
static int32_t ffi_stop(drupe_cx *cx, int32_t why) {
  bridge *b = cx->instance;

  (void)why;
  ffi__closures_stop(b);
  ffi__shared_stop(b);
  ffi__pool_stop(b);
  ffi__blocks_finish(b);
  ffi__guard_stop(b);
  b->stopped = true;
  drupe_ref_free(cx, b->prototype);
  cx->core->drop(cx, &b->bigint);
  ffi__release(b);
  return DRUPE_OK;
}

DRUPE_MODULE_FLAGS("ffi", DRUPE_MODULE_PINNED, .version = "1.0.0",
                   .members = ffi_members, .classes = ffi_classes,
                   .start = ffi_start, .stop = ffi_stop, .js = ffi_js,
                   .js_size = ffi_js_size);

/* js/engine/frame.c - one frame of a stack trace in words.
 *
 * Nothing here runs a script's code: properties are looked up without calling
 * getters or proxies. */
#include <stdio.h>
#include <string.h>

#include "coroutine.h"
#include "source_map.h"
#include "stack.h"

/* The search for the property that holds a function gives up after so many. */
#define FRAME_SEARCH_MAX 256u
#define FRAME_CHAIN_MAX 32

/* Value of a plain property of the object, or of its prototypes; else NULL. */
duk_tval *drupe__plain_property(duk_hthread *thread, duk_hobject *object,
                                duk_hstring *key) {
  int depth;

  for (depth = 0; object != NULL && depth < FRAME_CHAIN_MAX; depth++) {
    duk_int_t entry, hash;

    if (DUK_HOBJECT_IS_PROXY(object))
      return NULL;
    if (duk_hobject_find_entry(thread->heap, object, key, &entry, &hash)) {
      if (DUK_HOBJECT_E_SLOT_IS_ACCESSOR(thread->heap, object, entry))
        return NULL;
      return DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(thread->heap, object, entry);
    }
    object = DUK_HOBJECT_GET_PROTOTYPE(thread->heap, object);
  }
  return NULL;
}

static duk_hstring *frame_string(const duk_tval *tv) {
  if (tv == NULL || !DUK_TVAL_IS_STRING(tv) ||
      DUK_HSTRING_HAS_SYMBOL(DUK_TVAL_GET_STRING(tv)))
    return NULL;
  return DUK_TVAL_GET_STRING(tv);
}

/* The function's own name; NULL: none. */
static duk_hstring *frame_function_name(duk_hthread *thread,
                                        duk_hobject *function) {
  duk_tval *tv = duk_hobject_find_entry_tval_ptr(
      thread->heap, function, DUK_HTHREAD_STRING_NAME(thread));
  duk_hstring *name = frame_string(tv);

  return name != NULL && DUK_HSTRING_GET_BYTELEN(name) > 0 ? name : NULL;
}

/* What pc2line and the records say lies in the function's template. */
bool drupe__frame_read(duk_context *ctx, duk_idx_t trace, uint32_t i,
                       drupe__frame *out) {
  duk_hobject *array = duk_require_hobject(ctx, trace);
  const uint32_t at = DRUPE__TRACE_HEAD + 3 * i;
  duk_tval *tv;
  double word;

  if (at + 3 > DUK_HOBJECT_GET_ASIZE(array))
    return false;
  tv = DUK_HOBJECT_A_GET_BASE(ctx->heap, array) + at;
  if (!DUK_TVAL_IS_OBJECT(tv) || !DUK_TVAL_IS_NUMBER(tv + 1))
    return false;
  word = DUK_TVAL_GET_NUMBER(tv + 1);
  out->function = DUK_TVAL_GET_OBJECT(tv);
  out->receiver = tv + 2;
  out->flags = (uint32_t)(word / 4294967296.0);
  out->pc = (uint32_t)(word - out->flags * 4294967296.0);
  out->unit = drupe__unit_of(out->function);
  out->record = out->unit == NULL
                    ? NULL
                    : drupe__unit_function_of(ctx, out->unit, out->function);
  return true;
}

/* What has no frame in V8. */
static bool frame_is_hidden(duk_c_function function) {
  return function == duk_bi_global_object_eval ||
         function == duk_bi_array_constructor ||
         function == duk_bi_proxy_constructor;
}

/* Helpers of lowered code have no name; functions made by the lowering are
 * marked, but for the body of a module, which is what the user wrote. */
bool drupe__frame_visible(duk_context *ctx, const drupe__frame *frame) {
  if (DUK_HOBJECT_IS_NATFUNC(frame->function))
    return frame_function_name(ctx, frame->function) != NULL &&
           !frame_is_hidden(((duk_hnatfunc *)frame->function)->func);
  if (DUK_HOBJECT_IS_BOUNDFUNC(frame->function))
    return false;
  return frame->record == NULL ||
         !(frame->record->flags & DRUPE__FUNCTION_INTERNAL) ||
         drupe__unit_is_body(frame->unit, frame->record);
}

drupe__place drupe__frame_place(duk_context *ctx, const drupe__frame *frame) {
  drupe__place place = {NULL, 0, 0};
  duk_hcompfunc *f = (duk_hcompfunc *)frame->function;

  if (frame->unit != NULL)
    return drupe__unit_place(ctx, frame->unit, frame->function, frame->pc);
  if (DUK_HOBJECT_IS_COMPFUNC(frame->function)) {
    /* Compiled by Duktape's own interface: a file name and lines only. */
    duk_hstring *file =
        frame_string(DRUPE__DETAIL(ctx->heap, f, DRUPE__DETAIL_UNIT));

    place.file = file != NULL ? (const char *)DUK_HSTRING_GET_DATA(file) : "";
    place.line = drupe__unit_emitted_line(ctx, frame->function, frame->pc);
  }
  return place;
}

bool drupe__frame_toplevel(duk_context *ctx, const drupe__frame *frame) {
  const duk_tval *tv = frame->receiver;

  return DUK_TVAL_IS_UNDEFINED(tv) || DUK_TVAL_IS_NULL(tv) ||
         (DUK_TVAL_IS_OBJECT(tv) &&
          DUK_TVAL_GET_OBJECT(tv) == ctx->builtins[DUK_BIDX_GLOBAL]);
}

/* The function's name, else the one that the source text suggests, else "". */
static void frame_push_debug_name(duk_context *ctx, duk_hobject *function,
                                  const drupe__unit *unit,
                                  const drupe__unit_function *record) {
  duk_hstring *name = frame_function_name(ctx, function);
  const char *text;
  size_t size;

  if (name != NULL) {
    duk_push_hstring(ctx, name);
    return;
  }
  text = unit != NULL && record != NULL ? drupe__unit_text(unit, &size) : NULL;
  if (text == NULL || (record->flags & DRUPE__FUNCTION_INTERNAL) != 0 ||
      record->source_start > size ||
      !drupe__inferred_name_push(ctx, text, record->source_start))
    duk_push_literal(ctx, "");
}

/* Pushes the name of a class; false, and nothing: it is none, or has none. */
static bool frame_push_class(duk_context *ctx, duk_hobject *function) {
  const drupe__unit *unit = drupe__unit_of(function);
  const drupe__unit_function *record =
      unit == NULL ? NULL : drupe__unit_function_of(ctx, unit, function);

  if (record == NULL || (record->flags & DRUPE__FUNCTION_CLASS) == 0)
    return false;
  frame_push_debug_name(ctx, function, unit, record);
  if (*duk_get_string(ctx, -1) != '\0')
    return true;
  duk_pop(ctx);
  return false;
}

void drupe__frame_push_function(duk_context *ctx, const drupe__frame *frame) {
  /* The engine calls every program "eval". */
  if (frame->unit != NULL && frame->record == NULL)
    duk_push_string(ctx, drupe__unit_is_eval(frame->unit) ? "eval" : "");
  else if (frame->unit != NULL && drupe__unit_is_made(frame->unit) &&
           frame->record->source_start == 0)
    duk_push_literal(ctx, "eval");
  else
    frame_push_debug_name(ctx, frame->function, frame->unit, frame->record);
  if (*duk_get_string(ctx, -1) == '\0' && frame->unit != NULL &&
      (drupe__unit_is_made(frame->unit) || drupe__unit_is_eval(frame->unit))) {
    duk_pop(ctx);
    duk_push_literal(ctx, "eval"); /* so V8 calls all that has no name there */
  }
}

static void frame_push_primitive(duk_context *ctx, const duk_tval *tv) {
  if (DUK_TVAL_IS_STRING(tv))
    duk_push_string(ctx, DUK_HSTRING_HAS_SYMBOL(DUK_TVAL_GET_STRING(tv))
                             ? "Symbol"
                             : "String");
  else if (DUK_TVAL_IS_BOOLEAN(tv))
    duk_push_literal(ctx, "Boolean");
  else if (DUK_TVAL_IS_NUMBER(tv))
    duk_push_literal(ctx, "Number");
  else
    duk_push_literal(ctx, "");
}

void drupe__frame_push_type(duk_context *ctx, const drupe__frame *frame) {
  const duk_tval *self = frame->receiver;
  duk_hstring *name = NULL;
  duk_hobject *object;
  duk_tval *tv;

  if (!DUK_TVAL_IS_OBJECT(self)) {
    frame_push_primitive(ctx, self);
    return;
  }
  object = DUK_TVAL_GET_OBJECT(self);
  if (DUK_HOBJECT_IS_CALLABLE(object)) {
    if (!frame_push_class(ctx, object))
      duk_push_literal(ctx, "Function");
    return;
  }
  tv = drupe__plain_property(ctx, object, DUK_HTHREAD_STRING_CONSTRUCTOR(ctx));
  if (drupe__generator_function(object) != NULL)
    name = frame_function_name(ctx, drupe__generator_function(object));
  else if (tv != NULL && DUK_TVAL_IS_OBJECT(tv))
    name = frame_function_name(ctx, DUK_TVAL_GET_OBJECT(tv));
  /* Math and JSON: V8 takes the tag where the constructor is Object. */
  tv = drupe__plain_property(
      ctx, object, DUK_HTHREAD_STRING_WELLKNOWN_SYMBOL_TO_STRING_TAG(ctx));
  if (frame_string(tv) != NULL &&
      (name == NULL || name == DUK_HTHREAD_STRING_UC_OBJECT(ctx)))
    name = frame_string(tv);
  duk_push_hstring(ctx,
                   name != NULL ? name : DUK_HTHREAD_STRING_UC_OBJECT(ctx));
}

/* Key of the plain property of `object` that holds `function`. */
static duk_hstring *frame_key_of(duk_heap *heap, duk_hobject *object,
                                 duk_hobject *function, uint32_t *budget) {
  uint32_t i;

  (void)heap; /* the macros ignore it in this configuration */
  for (i = 0; i < DUK_HOBJECT_GET_ENEXT(object) && *budget > 0; i++) {
    duk_hstring *key = DUK_HOBJECT_E_GET_KEY(heap, object, i);
    duk_tval *tv;

    --*budget;
    if (key == NULL || DUK_HSTRING_HAS_SYMBOL(key) ||
        DUK_HOBJECT_E_SLOT_IS_ACCESSOR(heap, object, i))
      continue;
    tv = DUK_HOBJECT_E_GET_VALUE_TVAL_PTR(heap, object, i);
    if (DUK_TVAL_IS_OBJECT(tv) && DUK_TVAL_GET_OBJECT(tv) == function)
      return key;
  }
  return NULL;
}

void drupe__frame_push_method(duk_context *ctx, const drupe__frame *frame) {
  duk_hstring *name = frame_function_name(ctx, frame->function);
  duk_hstring *key = NULL;
  uint32_t budget = FRAME_SEARCH_MAX;
  duk_hobject *object;
  duk_tval *tv;
  int depth;

  if (!DUK_TVAL_IS_OBJECT(frame->receiver)) {
    duk_push_literal(ctx, "");
    return;
  }
  object = DUK_TVAL_GET_OBJECT(frame->receiver);
  tv = name != NULL ? drupe__plain_property(ctx, object, name) : NULL;
  if (tv != NULL && DUK_TVAL_IS_OBJECT(tv) &&
      DUK_TVAL_GET_OBJECT(tv) == frame->function)
    key = name;
  for (depth = 0; key == NULL && object != NULL && depth < FRAME_CHAIN_MAX &&
                  !DUK_HOBJECT_IS_PROXY(object);
       depth++) {
    key = frame_key_of(ctx->heap, object, frame->function, &budget);
    object = DUK_HOBJECT_GET_PROTOTYPE(ctx->heap, object);
  }
  /* V8 does not look at elements. */
  if (key != NULL && !DUK_HSTRING_HAS_ARRIDX(key))
    duk_push_hstring(ctx, key);
  else
    duk_push_literal(ctx, "");
}

static bool frame_ends_with(const char *text, const char *end) {
  size_t n = strlen(text), m = strlen(end);

  return n >= m && strcmp(text + n - m, end) == 0;
}

/* `m`, `a.m`, `get m` for the method m. */
static bool frame_names_method(const char *function, const char *method) {
  size_t n = strlen(function), m = strlen(method);

  return frame_ends_with(function, method) &&
         (n == m || function[n - m - 1] == '.' || function[n - m - 1] == ' ');
}

static bool frame_is_identifier(const char *text) {
  const char *at = text;

  for (; *at != '\0'; at++) {
    unsigned c = (unsigned char)*at;

    if ((c >= '0' && c <= '9' && at > text) || c == '_' || c == '$' ||
        (c | 32u) - 'a' < 26u || c >= 0x80)
      continue;
    return false;
  }
  return at > text;
}

/* Its name begins with `get ` or `set `; a private one is no property. */
static bool frame_is_accessor(const drupe__frame *frame, const char *name) {
  return frame->record != NULL && strlen(name) > 4 && name[4] != '#' &&
         (frame->record->flags &
          (DRUPE__FUNCTION_GETTER | DRUPE__FUNCTION_SETTER)) != 0;
}

/* "Type.function [as method]" as V8 decides it. */
static void frame_push_call(duk_context *ctx, const drupe__frame *frame) {
  const char *type, *function, *method;

  drupe__frame_push_type(ctx, frame);
  drupe__frame_push_function(ctx, frame);
  drupe__frame_push_method(ctx, frame);
  type = duk_get_string(ctx, -3);
  function = duk_get_string(ctx, -2);
  method = duk_get_string(ctx, -1);
  if (*function == '\0') {
    duk_push_sprintf(ctx, "%s.%s", type, *method ? method : "<anonymous>");
  } else if (frame_is_accessor(frame, function)) {
    duk_push_sprintf(ctx, "%s [as %s]", function, function + 4);
  } else {
    bool prefix = *type != '\0' && frame_is_identifier(function);
    bool as = *method != '\0' && !frame_names_method(function, method);

    duk_push_sprintf(ctx, "%s%s%s%s%s%s", prefix ? type : "", prefix ? "." : "",
                     function, as ? " [as " : "", as ? method : "",
                     as ? "]" : "");
  }
  duk_replace(ctx, -4);
  duk_pop_2(ctx);
}

static void frame_push_location(duk_context *ctx, const drupe__frame *frame) {
  drupe__place place = drupe__frame_place(ctx, frame);

  if (drupe__source_map_push(ctx, frame->unit, &place))
    duk_pop(ctx);
  if (place.file == NULL)
    duk_push_literal(ctx, "<anonymous>");
  else if (place.line == 0)
    duk_push_string(ctx, place.file);
  else if (place.column == 0)
    duk_push_sprintf(ctx, "%s:%lu", place.file, (unsigned long)place.line);
  else
    duk_push_sprintf(ctx, "%s:%lu:%lu", place.file, (unsigned long)place.line,
                     (unsigned long)place.column);
}

/* The code of an eval itself, or of `new Function`. */
static bool frame_is_eval(const drupe__frame *frame) {
  return frame->unit != NULL && frame->record == NULL &&
         drupe__unit_is_eval(frame->unit);
}

/* What stands before ", <anonymous>". */
static size_t frame_origin_size(const char *file) {
  static const char end[] = ", <anonymous>";
  size_t size = strlen(file);

  return frame_ends_with(file, end) ? size - (sizeof(end) - 1) : size;
}

void drupe__eval_origin_push(duk_context *ctx) {
  enum { ORIGIN_MAX = 1000 };
  duk_activation *act = ctx->callstack_curr;
  drupe__frame frame = {NULL, NULL, NULL, NULL, 0, 0};
  const char *name, *location;

  duk_require_stack(ctx, 16);
  duk_hthread_sync_currpc(ctx);
  for (; act != NULL && frame.unit == NULL; act = act->parent) {
    frame.function = DUK_ACT_GET_FUNC(act);
    frame.unit = frame.function == NULL ? NULL : drupe__unit_of(frame.function);
    frame.pc = (uint32_t)duk_hthread_get_act_prev_pc(ctx, act);
  }
  if (frame.unit == NULL) {
    duk_push_literal(ctx, "<anonymous>");
    return;
  }
  frame.record = drupe__unit_function_of(ctx, frame.unit, frame.function);
  if (frame.record == NULL ||
      (drupe__unit_is_made(frame.unit) && frame.record->source_start == 0))
    duk_push_literal(ctx, "");
  else
    frame_push_debug_name(ctx, frame.function, frame.unit, frame.record);
  location = drupe__unit_file(frame.unit);
  if (drupe__unit_is_made(frame.unit) || drupe__unit_is_eval(frame.unit))
    duk_push_lstring(ctx, location, frame_origin_size(location)); /* its own */
  else
    frame_push_location(ctx, &frame);
  name = duk_get_string(ctx, -2);
  location = duk_get_string(ctx, -1);
  if (strlen(name) + strlen(location) > ORIGIN_MAX)
    duk_push_literal(ctx, "<anonymous>");
  else
    duk_push_sprintf(ctx, "eval at %s (%s), <anonymous>",
                     *name != '\0' ? name : "<anonymous>", location);
  duk_replace(ctx, -3);
  duk_pop(ctx);
}

/* [ .. name location ]: "async name", or without a name "async location". */
static void frame_make_async(duk_context *ctx) {
  duk_idx_t at = duk_get_top(ctx) - (*duk_get_string(ctx, -2) != '\0' ? 2 : 1);

  duk_push_literal(ctx, "async ");
  duk_dup(ctx, at);
  duk_concat(ctx, 2);
  duk_replace(ctx, at);
}

void drupe__frame_push_text(duk_context *ctx, const drupe__frame *frame) {
  const char *name;

  duk_require_stack(ctx, 16);
  if (frame->flags & DUK_ACT_FLAG_CONSTRUCT) {
    drupe__frame_push_function(ctx, frame);
    name = duk_get_string(ctx, -1);
    duk_push_sprintf(ctx, "new %s", *name != '\0' ? name : "<anonymous>");
    duk_remove(ctx, -2);
  } else if (drupe__frame_toplevel(ctx, frame) || frame_is_eval(frame)) {
    drupe__frame_push_function(ctx, frame);
  } else {
    frame_push_call(ctx, frame);
  }
  frame_push_location(ctx, frame);
  if ((frame->flags & DRUPE__FRAME_ASYNC) != 0)
    frame_make_async(ctx);
  name = duk_get_string(ctx, -2);
  if (*name != '\0') {
    duk_push_sprintf(ctx, "%s (%s)", name, duk_get_string(ctx, -1));
    duk_remove(ctx, -2);
  }
  duk_remove(ctx, -2);
}

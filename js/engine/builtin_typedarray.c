/* js/engine/builtin_typedarray.c - %TypedArray%, its constructors and the
 * accessors of its prototype (ECMA-262 23.2.2, 23.2.5). */
#include "typed_array.h"

#include "engine_internal.h"

#include <string.h>

/* By kind of element. */
static const struct {
  unsigned char class_number;
  unsigned char prototype; /* DUK_BIDX_* */
  unsigned char shift;
} kinds[DRUPE__ELEMENT_KINDS] = {
    {DUK_HOBJECT_CLASS_UINT8ARRAY, DUK_BIDX_UINT8ARRAY_PROTOTYPE, 0},
    {DUK_HOBJECT_CLASS_UINT8CLAMPEDARRAY, DUK_BIDX_UINT8CLAMPEDARRAY_PROTOTYPE,
     0},
    {DUK_HOBJECT_CLASS_INT8ARRAY, DUK_BIDX_INT8ARRAY_PROTOTYPE, 0},
    {DUK_HOBJECT_CLASS_UINT16ARRAY, DUK_BIDX_UINT16ARRAY_PROTOTYPE, 1},
    {DUK_HOBJECT_CLASS_INT16ARRAY, DUK_BIDX_INT16ARRAY_PROTOTYPE, 1},
    {DUK_HOBJECT_CLASS_UINT32ARRAY, DUK_BIDX_UINT32ARRAY_PROTOTYPE, 2},
    {DUK_HOBJECT_CLASS_INT32ARRAY, DUK_BIDX_INT32ARRAY_PROTOTYPE, 2},
    {DUK_HOBJECT_CLASS_FLOAT32ARRAY, DUK_BIDX_FLOAT32ARRAY_PROTOTYPE, 2},
    {DUK_HOBJECT_CLASS_FLOAT64ARRAY, DUK_BIDX_FLOAT64ARRAY_PROTOTYPE, 3},
    /* Of BigInt: the engine has no class and prototype slot for them. */
    {DUK_HOBJECT_CLASS_FLOAT64ARRAY, DUK_BIDX_FLOAT64ARRAY_PROTOTYPE, 3},
    {DUK_HOBJECT_CLASS_FLOAT64ARRAY, DUK_BIDX_FLOAT64ARRAY_PROTOTYPE, 3}};

/* -- making ---------------------------------------------------------------- */
/* Pushes a view without memory. */
static duk_hbufobj *push_view(duk_context *ctx, unsigned kind) {
  duk_hbufobj *view = duk_push_bufobj_raw(
      ctx,
      DUK_HOBJECT_FLAG_EXTENSIBLE | DUK_HOBJECT_FLAG_BUFOBJ |
          DUK_HOBJECT_CLASS_AS_FLAGS(kinds[kind].class_number),
      kinds[kind].prototype);

  view->shift = kinds[kind].shift;
  view->elem_type = (duk_uint8_t)kind;
  view->is_typedarray = 1;
  if (kind >= DRUPE__ELEM_BIGINT64)
    DUK_HOBJECT_SET_PROTOTYPE_UPDREF(
        ctx, &view->obj,
        drupe__engine_of(ctx)
            ->intrinsics.big_prototypes[kind - DRUPE__ELEM_BIGINT64]);
  return view;
}

static void check_length(duk_context *ctx, uint64_t length, unsigned kind) {
  if (length > (uint64_t)DUK_HBUFFER_MAX_BYTELEN >> kinds[kind].shift)
    (void)duk_range_error(ctx, "Invalid typed array length: %.0f",
                          (double)length);
}

duk_hbufobj *drupe__push_typed(duk_context *ctx, unsigned kind,
                               uint64_t length) {
  duk_hbufobj *view;

  check_length(ctx, length, kind);
  duk_push_fixed_buffer(ctx, (duk_size_t)length << kinds[kind].shift);
  view = push_view(ctx, kind);
  view->buf = duk_known_hbuffer(ctx, -2);
  DUK_HBUFFER_INCREF(ctx, view->buf);
  view->length = (duk_uint_t)(length << kinds[kind].shift);
  duk_remove(ctx, -2);
  return view;
}

/* -- what a constructor is given ------------------------------------------- */
/* Another typed array: [source ..] -> [source .. copy] */
static void from_typed(duk_context *ctx, unsigned kind, duk_hbufobj *source) {
  uint64_t length, i;
  duk_hbufobj *view;

  drupe__typed_check(ctx, source, "Construct");
  length = drupe__typed_length(source);
  view = drupe__push_typed(ctx, kind, length);
  drupe__typed_check_mix(ctx, source, view);
  if (drupe__typed_same_bytes(source, view)) {
    if (length > 0)
      memcpy(drupe__view_data(ctx, view), drupe__view_data(ctx, source),
             (size_t)length << view->shift);
    return;
  }
  for (i = 0; i < length; i++) {
    drupe__typed_get(ctx, source, i);
    drupe__typed_set(ctx, view, i);
  }
}

static void check_alignment(duk_context *ctx, unsigned kind, uint64_t value,
                            const char *what) {
  if ((value & ((1u << kinds[kind].shift) - 1)) == 0)
    return;
  duk_push_current_function(ctx);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_NAME);
  (void)duk_range_error(ctx, "%s of %s should be a multiple of %u", what,
                        duk_safe_to_string(ctx, -1), 1u << kinds[kind].shift);
}

/* An ArrayBuffer at 0, byteOffset at 1 and length at 2. */
static void from_buffer(duk_context *ctx, unsigned kind, duk_hbufobj *buffer) {
  uint64_t offset = drupe__to_index(
      ctx, 1, "Start offset %s is outside the bounds of the buffer");
  uint64_t length = 0, size;
  bool open = duk_is_undefined(ctx, 2);
  duk_hbufobj *view;

  check_alignment(ctx, kind, offset, "start offset");
  if (!open)
    length = drupe__to_index(ctx, 2, "Invalid typed array length: %s");
  drupe__typed_check(ctx, buffer, "Construct");
  size = drupe__view_bytes(buffer);
  if (open && !buffer->tracks)
    check_alignment(ctx, kind, size, "byte length");
  if (offset > size)
    (void)duk_range_error(ctx,
                          "Start offset %.0f is outside the bounds of the "
                          "buffer",
                          (double)offset);
  if (open)
    length = (size - offset) >> kinds[kind].shift;
  else if (length > (size - offset) >> kinds[kind].shift)
    (void)duk_range_error(ctx, "Invalid typed array length: %.0f",
                          (double)length);
  view = push_view(ctx, kind);
  view->buf = buffer->buf;
  DUK_HBUFFER_INCREF(ctx, view->buf);
  view->buf_prop = &buffer->obj;
  DUK_HOBJECT_INCREF(ctx, view->buf_prop);
  view->offset = buffer->offset + (duk_uint_t)offset;
  view->length = (duk_uint_t)(length << view->shift);
  view->tracks = open && buffer->tracks;
}

static bool append(duk_context *ctx, void *arg) {
  duk_put_prop_index(ctx, *(duk_idx_t *)arg,
                     (duk_uarridx_t)duk_get_length(ctx, *(duk_idx_t *)arg));
  return true;
}

/* Pushes the values of the iterable at `index` as a list; false: it has no
 * iterator, and nothing is pushed. */
static bool push_iterated(duk_context *ctx, duk_idx_t index) {
  duk_idx_t list;
  bool has;

  drupe__push_key(ctx, "@@iterator");
  duk_get_prop(ctx, index);
  has = !duk_is_null_or_undefined(ctx, -1);
  if (has)
    drupe__require_function(ctx, -1);
  duk_pop(ctx);
  if (!has)
    return false;
  duk_push_array(ctx);
  list = duk_get_top_index(ctx);
  drupe__iterate(ctx, index, append, &list);
  return true;
}

/* A list or any array-like object at `index`. */
static void from_list(duk_context *ctx, unsigned kind, duk_idx_t index) {
  uint64_t length, i;
  duk_hbufobj *view;

  index = duk_normalize_index(ctx, index);
  length = drupe__length(ctx, index);
  view = drupe__push_typed(ctx, kind, length);
  for (i = 0; i < length; i++) {
    drupe__get_at(ctx, index, i);
    drupe__typed_set(ctx, view, i);
  }
}

static duk_ret_t typed_construct(duk_context *ctx) {
  unsigned kind = (unsigned)duk_get_current_magic(ctx);
  duk_hobject *prototype, *object;
  uint64_t length = 0;

  if (!duk_is_constructor_call(ctx))
    drupe__throw_not_new(ctx);
  duk_set_top(ctx, 3);
  object = duk_get_hobject(ctx, 0);
  if (object == NULL)
    length = drupe__to_index(ctx, 0, "Invalid typed array length: %s");
  prototype = drupe__constructing(ctx, "TypedArray");
  if (object == NULL)
    drupe__push_typed(ctx, kind, length);
  else if (drupe__is_typed(object))
    from_typed(ctx, kind, (duk_hbufobj *)object);
  else if (drupe__is_array_buffer(object))
    from_buffer(ctx, kind, (duk_hbufobj *)object);
  else
    from_list(ctx, kind, push_iterated(ctx, 0) ? -1 : 0);
  object = duk_known_hobject(ctx, -1);
  DUK_HOBJECT_SET_PROTOTYPE_UPDREF(ctx, object, prototype);
  return 1;
}

static duk_ret_t typed_abstract(duk_context *ctx) {
  return duk_type_error(ctx,
                        "Abstract class TypedArray not directly constructable");
}

/* -- made by a script's constructor ---------------------------------------- */
/* [.. constructor args] -> [.. view]; at least `length` elements. */
static duk_hbufobj *create_by(duk_context *ctx, duk_idx_t args, double length,
                              const char *method) {
  duk_hobject *made;

  duk_new(ctx, args);
  made = duk_get_hobject(ctx, -1);
  if (!drupe__is_typed(made))
    (void)duk_type_error(ctx, "this is not a typed array.");
  drupe__typed_check(ctx, (duk_hbufobj *)made, method);
  if ((double)drupe__typed_length((duk_hbufobj *)made) < length)
    (void)duk_type_error(ctx, "Derived TypedArray constructor created an array "
                              "which was too small");
  return (duk_hbufobj *)made;
}

duk_hbufobj *drupe__typed_species(duk_context *ctx, duk_hbufobj *exemplar,
                                  duk_idx_t args) {
  unsigned kind = exemplar->elem_type;
  double length = args == 1 ? duk_get_number(ctx, -1) : -1;
  duk_hbufobj *made;

  duk_push_hobject(ctx, &exemplar->obj);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_CONSTRUCTOR);
  duk_remove(ctx, -2);
  if (!drupe__push_species_of(ctx)) {
    if (args == 1) {
      duk_pop(ctx);
      return drupe__push_typed(ctx, kind, (uint64_t)length);
    }
    duk_push_hobject(
        ctx, drupe__engine_of(ctx)->intrinsics.typed_constructors[kind]);
  }
  duk_insert(ctx, -1 - args);
  made = create_by(ctx, args, length, NULL);
  drupe__typed_check_mix(ctx, exemplar, made);
  return made;
}

/* -- from, of -------------------------------------------------------------- */
static void push_this_constructor(duk_context *ctx) {
  duk_push_this(ctx);
  drupe__construct_check(ctx, -1);
}

/* [source mapper this-argument] */
static duk_ret_t typed_from(duk_context *ctx) {
  duk_hbufobj *view;
  uint64_t length, i;
  duk_idx_t list = 0;

  push_this_constructor(ctx);
  if (!duk_is_undefined(ctx, 1))
    drupe__require_function(ctx, 1);
  if (!duk_is_null_or_undefined(ctx, 0) && push_iterated(ctx, 0))
    list = duk_get_top_index(ctx);
  else
    duk_to_object(ctx, 0);
  length = drupe__length(ctx, list);
  duk_dup(ctx, 3);
  duk_push_number(ctx, (double)length);
  view = create_by(ctx, 1, (double)length, "%TypedArray%.from");
  for (i = 0; i < length; i++) {
    drupe__get_at(ctx, list, i);
    if (!duk_is_undefined(ctx, 1)) {
      duk_dup(ctx, 1);
      duk_dup(ctx, 2);
      duk_pull(ctx, -3);
      duk_push_number(ctx, (double)i);
      duk_call_method(ctx, 2);
    }
    drupe__typed_set(ctx, view, i);
  }
  return 1;
}

static duk_ret_t typed_of(duk_context *ctx) {
  duk_idx_t argc = duk_get_top(ctx), i;
  duk_hbufobj *view;

  push_this_constructor(ctx);
  duk_push_number(ctx, argc);
  view = create_by(ctx, 1, argc, "%TypedArray%.of");
  for (i = 0; i < argc; i++) {
    duk_dup(ctx, i);
    drupe__typed_set(ctx, view, (uint64_t)i);
  }
  return 1;
}

static duk_ret_t species(duk_context *ctx) {
  duk_push_this(ctx);
  return 1;
}

/* -- accessors ------------------------------------------------------------- */
duk_ret_t drupe__typed_get_length(duk_context *ctx) {
  duk_push_number(ctx, (double)drupe__typed_length(drupe__typed_this_any(ctx)));
  return 1;
}
static duk_ret_t typed_byte_length(duk_context *ctx) {
  duk_push_uint(ctx, drupe__view_bytes(drupe__typed_this_any(ctx)));
  return 1;
}
static duk_ret_t typed_byte_offset(duk_context *ctx) {
  duk_hbufobj *view = drupe__typed_this_any(ctx);

  duk_push_uint(ctx, drupe__view_out_of_bounds(view) ? 0 : view->offset);
  return 1;
}
static duk_ret_t typed_buffer(duk_context *ctx) {
  drupe__push_buffer_of(ctx, drupe__typed_this_any(ctx));
  return 1;
}

/* undefined for what is no typed array: packages test with this getter. */
static duk_ret_t typed_tag(duk_context *ctx) {
  duk_hobject *object;

  duk_push_this(ctx);
  object = duk_get_hobject(ctx, -1);
  if (!drupe__is_typed(object))
    return 0;
  duk_push_string(ctx, drupe__typed_name((duk_hbufobj *)object));
  return 1;
}

static const drupe__builtin accessors[] = {
    {"get buffer", typed_buffer, 0, 0, 0},
    {"get byteLength", typed_byte_length, 0, 0, 0},
    {"get byteOffset", typed_byte_offset, 0, 0, 0},
    {"get length", drupe__typed_get_length, 0, 0, 0},
    {"get @@toStringTag", typed_tag, 0, 0, 0},
    DRUPE__BUILTIN_END};

static const drupe__builtin statics[] = {{"from", typed_from, 3, 1, 0},
                                         {"of", typed_of, DUK_VARARGS, 0, 0},
                                         {"get @@species", species, 0, 0, 0},
                                         DRUPE__BUILTIN_END};

/* [%TypedArray% %TypedArray%.prototype] stay; the two classes of BigInt. */
static void define_big(duk_context *ctx) {
  static const char *const names[] = {"BigInt64Array", "BigUint64Array"};
  drupe__intrinsics *in = &drupe__engine_of(ctx)->intrinsics;
  int i;

  duk_push_array(ctx);
  for (i = 0; i < 2; i++) {
    drupe__push_class(ctx, names[i], typed_construct, 3);
    duk_set_magic(ctx, -2, DRUPE__ELEM_BIGINT64 + i);
    in->typed_constructors[DRUPE__ELEM_BIGINT64 + i] =
        duk_known_hobject(ctx, -2);
    in->big_prototypes[i] = duk_known_hobject(ctx, -1);
    duk_push_int(ctx, 8);
    drupe__define_value(ctx, -2, "BYTES_PER_ELEMENT", DUK_PROPDESC_FLAGS_NONE);
    duk_push_int(ctx, 8);
    drupe__define_value(ctx, -3, "BYTES_PER_ELEMENT", DUK_PROPDESC_FLAGS_NONE);
    duk_dup(ctx, -4);
    duk_set_prototype(ctx, -2);
    duk_dup(ctx, -5);
    duk_set_prototype(ctx, -3);
    duk_put_prop_index(ctx, -3, (duk_uarridx_t)(2 * i));
    duk_put_prop_index(ctx, -2, (duk_uarridx_t)(2 * i + 1));
  }
  drupe__stash(ctx, "BigTypedArrays");
  duk_pop(ctx);
}

void drupe__builtin_typedarray(duk_context *ctx) {
  duk_hobject **constructors =
      drupe__engine_of(ctx)->intrinsics.typed_constructors;
  unsigned kind;

  duk_push_array(ctx);
  for (kind = 0; kind < DRUPE__ELEM_BIGINT64; kind++) {
    duk_push_hobject(ctx, ctx->builtins[kinds[kind].prototype]);
    duk_get_prop_stridx(ctx, -1, DUK_STRIDX_CONSTRUCTOR);
    drupe__constructor_reuse(ctx, typed_construct, (duk_int_t)kind);
    constructors[kind] = duk_known_hobject(ctx, -1);
    duk_put_prop_index(ctx, -3, kind);
    duk_pop(ctx);
  }
  drupe__stash(ctx, "TypedArrays");
  duk_pop(ctx);
  duk_get_global_string(ctx, "Uint8Array");
  duk_get_prototype(ctx, -1);
  drupe__constructor_reuse(ctx, typed_abstract, 0);
  DUK_HOBJECT_SET_CONSTRUCTABLE(duk_known_hobject(ctx, -1));
  drupe__define(ctx, -1, statics);
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_PROTOTYPE);
  duk_dup(ctx, -2);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_CONSTRUCTOR,
                             DUK_PROPDESC_FLAGS_WC);
  drupe__define(ctx, -1, accessors);
  define_big(ctx);
  duk_pop_3(ctx);
  drupe__builtin_typed_methods(ctx);
  drupe__builtin_typed_copies(ctx);
}

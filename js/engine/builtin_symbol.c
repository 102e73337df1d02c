/* js/engine/builtin_symbol.c - the well-known symbols Duktape lacks, and
 * Symbol.prototype.description (ECMA-262 20.4). */
#include "builtins.h"

#include <string.h>

static const char *const well_known[] = {
    "@@asyncIterator", "@@match",   "@@matchAll", "@@replace",
    "@@search",        "@@species", "@@split",    "@@unscopables"};

/* Node 20 has these before the standard has. */
static const struct {
  const char *name, *key;
} of_node[] = {{"dispose", DUK_WELLKNOWN_SYMBOL("nodejs.dispose")},
               {"asyncDispose", DUK_WELLKNOWN_SYMBOL("nodejs.asyncDispose")}};

/* A constructor, so that a class may extend it, but not one that works. */
static duk_ret_t symbol_construct(duk_context *ctx) {
  if (duk_is_constructor_call(ctx))
    return duk_type_error(ctx, "Symbol is not a constructor");
  duk_set_top(ctx, 1);
  return duk_bi_symbol_constructor_shared(ctx);
}

static void define_symbol(duk_context *ctx, const char *name) {
  drupe__push_key(ctx, name);
  drupe__define_value(ctx, -2, name + 2, DUK_PROPDESC_FLAGS_NONE);
}

/* A symbol is a string whose first byte tells its kind: 0x80 is Symbol.for,
 * then the key; else the description, 0xFF, a unique suffix, and one more 0xFF
 * where there is no description.  0xFF does not occur in text. */
static duk_ret_t symbol_description(duk_context *ctx) {
  duk_hstring *h;
  const char *data, *end;
  size_t size;

  duk_push_this(ctx);
  if (!duk_is_symbol(ctx, -1) && duk_is_object(ctx, -1)) {
    duk_hobject *o = duk_require_hobject(ctx, -1);

    if (DUK_HOBJECT_GET_CLASS_NUMBER(o) == DUK_HOBJECT_CLASS_SYMBOL)
      duk_push_tval(ctx, duk_hobject_get_internal_value_tval_ptr(ctx->heap, o));
  }
  if (!duk_is_symbol(ctx, -1))
    return duk_type_error(ctx, "Symbol.prototype.description requires that "
                               "'this' be a Symbol");
  h = duk_known_hstring(ctx, -1);
  data = (const char *)DUK_HSTRING_GET_DATA(h);
  size = DUK_HSTRING_GET_BYTELEN(h);
  if ((unsigned char)data[0] == 0x80) {
    duk_push_lstring(ctx, data + 1, size - 1);
    return 1;
  }
  end = memchr(data + 1, 0xFF, size - 1);
  if (end != data + size - 1 && data[size - 1] == '\xFF')
    return 0;
  duk_push_lstring(ctx, data + 1, (size_t)(end - data - 1));
  return 1;
}

static const drupe__builtin symbol_members[] = {
    {"get description", symbol_description, 0, 0, 0}, DRUPE__BUILTIN_END};

void drupe__builtin_symbol(duk_context *ctx) {
  size_t i;

  duk_get_global_string(ctx, "Symbol");
  drupe__constructor_reuse(ctx, symbol_construct, 0);
  DUK_HOBJECT_SET_CONSTRUCTABLE(duk_known_hobject(ctx, -1));
  for (i = 0; i < sizeof(well_known) / sizeof(well_known[0]); i++)
    define_symbol(ctx, well_known[i]);
  for (i = 0; i < sizeof(of_node) / sizeof(of_node[0]); i++) {
    duk_push_string(ctx, of_node[i].key);
    drupe__define_value(ctx, -2, of_node[i].name, DUK_PROPDESC_FLAGS_NONE);
  }
  duk_get_prop_stridx(ctx, -1, DUK_STRIDX_PROTOTYPE);
  drupe__define(ctx, -1, symbol_members);
  /* Duktape's says 0 for its length. */
  drupe__lazy_push(ctx, duk_bi_symbol_toprimitive, 0, 1, 0);
  drupe__define_value(ctx, -2, "@@toPrimitive", DUK_PROPDESC_FLAGS_C);
  duk_pop_2(ctx);
}

/* js/engine/coroutine_class.c - %GeneratorFunction%, %AsyncFunction% and
 * %AsyncGeneratorFunction% with their prototypes (ECMA-262 27.3 to 27.7).
 *
 * No global name leads to them, only a function of the kind does: they are made
 * with the first one. */
#include "builtins.h"
#include "coroutine.h"

extern const drupe__builtin drupe__generator_methods[];
extern const drupe__builtin drupe__async_generator_methods[];

typedef struct coroutine_class {
  const char *function_name;
  const char *object_name; /* NULL: its functions make no objects */
  const drupe__builtin *methods;
} coroutine_class;

static const coroutine_class classes[] = {
    {NULL, NULL, NULL},
    {"GeneratorFunction", "Generator", drupe__generator_methods},
    {"AsyncFunction", NULL, NULL},
    {"AsyncGeneratorFunction", "AsyncGenerator",
     drupe__async_generator_methods}};

/* GeneratorFunction(p1, p2, .., body) and the like; magic is the kind. */
static duk_ret_t class_construct(duk_context *ctx) {
  return drupe__function_make(ctx, duk_get_current_magic(ctx));
}

static duk_ret_t async_iterator_self(duk_context *ctx) {
  duk_push_this(ctx);
  return 1;
}

static const drupe__builtin async_iterator_methods[] = {
    {"@@asyncIterator", async_iterator_self, 0, 0, 0}, DRUPE__BUILTIN_END};

static duk_hobject *async_iterator_prototype(duk_context *ctx) {
  drupe__engine *e = drupe__engine_of(ctx);

  if (e->async_iterator_prototype == NULL) {
    duk_push_object(ctx);
    drupe__define(ctx, -1, async_iterator_methods);
    drupe__stash(ctx, "AsyncIteratorPrototype");
    e->async_iterator_prototype = duk_known_hobject(ctx, -1);
    duk_pop(ctx);
  }
  return e->async_iterator_prototype;
}

/* Pushes the constructor, made from the one of Function. */
static void class_push_constructor(duk_context *ctx, int kind) {
  const drupe__builtin self = {classes[kind].function_name, class_construct,
                               DUK_VARARGS, 1, (int16_t)kind};

  drupe__push_builtin(ctx, &self);
  DUK_HOBJECT_SET_CONSTRUCTABLE(duk_known_hobject(ctx, -1));
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_FUNCTION_CONSTRUCTOR]);
  duk_set_prototype(ctx, -2);
}

/* [.. functions' prototype]: `prototype` of it, which the generators have. */
static void class_define_objects(duk_context *ctx, int kind) {
  drupe__engine *e = drupe__engine_of(ctx);

  duk_push_object(ctx);
  duk_push_hobject(ctx, kind == DRUPE__COROUTINE_GENERATOR
                            ? e->intrinsics.iterator_prototype
                            : async_iterator_prototype(ctx));
  duk_set_prototype(ctx, -2);
  duk_dup(ctx, -2);
  drupe__define_value(ctx, -2, "constructor", DUK_PROPDESC_FLAGS_C);
  drupe__define(ctx, -1, classes[kind].methods);
  drupe__define_tag(ctx, -1, classes[kind].object_name);
  e->coroutine_prototypes[kind] = duk_known_hobject(ctx, -1);
  drupe__define_value(ctx, -2, "prototype", DUK_PROPDESC_FLAGS_C);
}

static void class_make(duk_context *ctx, int kind) {
  drupe__engine *e = drupe__engine_of(ctx);

  duk_require_stack(ctx, 16);
  class_push_constructor(ctx, kind);
  duk_push_object(ctx); /* [ constructor prototype ] */
  duk_push_hobject(ctx, ctx->builtins[DUK_BIDX_FUNCTION_PROTOTYPE]);
  duk_set_prototype(ctx, -2);
  duk_dup(ctx, -2);
  drupe__define_value(ctx, -2, "constructor", DUK_PROPDESC_FLAGS_C);
  if (classes[kind].object_name != NULL)
    class_define_objects(ctx, kind);
  drupe__define_tag(ctx, -1, classes[kind].function_name);
  drupe__stash(ctx, classes[kind].function_name);
  e->coroutine_functions[kind] = duk_known_hobject(ctx, -1);
  drupe__define_value(ctx, -2, "prototype", DUK_PROPDESC_FLAGS_NONE);
  duk_pop(ctx);
}

duk_hobject *drupe__coroutine_prototype(duk_context *ctx, int kind) {
  return drupe__engine_of(ctx)->coroutine_prototypes[kind];
}

/* A new closure gets the prototype of its kind and, where it makes objects,
 * the property `prototype`. */
void drupe__coroutine_closure(duk_hthread *ctx, duk_hcompfunc *function) {
  drupe__engine *e = drupe__engine_of(ctx);
  int kind = function->drupe_kind & DRUPE__COROUTINE_KIND;

  if (e->coroutine_functions[kind] == NULL)
    class_make(ctx, kind);
  DUK_HOBJECT_SET_PROTOTYPE_UPDREF(ctx, &function->obj,
                                   e->coroutine_functions[kind]);
  if (classes[kind].object_name == NULL)
    return;
  duk_require_stack(ctx, 4);
  duk_push_hobject(ctx, &function->obj);
  duk_push_object(ctx);
  duk_push_hobject(ctx, e->coroutine_prototypes[kind]);
  duk_set_prototype(ctx, -2);
  duk_xdef_prop_stridx_short(ctx, -2, DUK_STRIDX_PROTOTYPE,
                             DUK_PROPDESC_FLAGS_W);
  duk_pop(ctx);
}

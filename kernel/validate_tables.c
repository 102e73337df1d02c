/* kernel/validate_tables.c - the twins that check, of every function.
 *
 * Made by packaging/validate-tables.py from abi/; do not edit. */
#include "kernel/validate.h"

#include "drupe/bigint.h"
#include "drupe/stack.h"

extern const drupe_bigint_api drupe__bigint_api;
extern const drupe_stack_api drupe__stack_api;

static void *checked_core_alloc(drupe_cx *cx, size_t bytes) {
  void *answer;

  if (!drupe__validate_enter(cx, "core->alloc",
                             DRUPE__MARK_F | DRUPE__MARK_T |
                                 DRUPE__MARK_OUTSIDE))
    return NULL;
  answer = drupe__core_api.alloc(cx, bytes);
  return answer;
}

static void *checked_core_resize(drupe_cx *cx, void *p, size_t bytes) {
  void *answer;

  if (!drupe__validate_enter(cx, "core->resize",
                             DRUPE__MARK_F | DRUPE__MARK_T |
                                 DRUPE__MARK_OUTSIDE))
    return NULL;
  answer = drupe__core_api.resize(cx, p, bytes);
  return answer;
}

static void checked_core_release(drupe_cx *cx, void *p) {

  if (!drupe__validate_enter(cx, "core->release",
                             DRUPE__MARK_F | DRUPE__MARK_T |
                                 DRUPE__MARK_OUTSIDE))
    return;
  drupe__core_api.release(cx, p);
}

static void checked_core_external_memory(drupe_cx *cx, int64_t delta) {

  if (!drupe__validate_enter(cx, "core->external_memory",
                             DRUPE__MARK_F | DRUPE__MARK_OUTSIDE))
    return;
  drupe__core_api.external_memory(cx, delta);
}

static int32_t checked_core_publish(drupe_cx *cx, const char *name,
                                    const drupe_header *table, void *self) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "core->publish", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "core->publish", name))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "core->publish", table))
    return DRUPE_E_INVAL;
  answer = drupe__core_api.publish(cx, name, table, self);
  return answer;
}

static int32_t checked_core_withdraw(drupe_cx *cx, const char *name) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "core->withdraw", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "core->withdraw", name))
    return DRUPE_E_INVAL;
  answer = drupe__core_api.withdraw(cx, name);
  return answer;
}

static int32_t checked_core_query(drupe_cx *cx, const char *name,
                                  uint16_t major, uint16_t min_minor,
                                  void (*lost)(drupe_cx *cx, void *arg),
                                  void *arg, drupe_service *out,
                                  const char **why) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "core->query", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "core->query", name))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "core->query", out))
    return DRUPE_E_INVAL;
  answer =
      drupe__core_api.query(cx, name, major, min_minor, lost, arg, out, why);
  return answer;
}

static void checked_core_drop(drupe_cx *cx, drupe_service *service) {

  if (!drupe__validate_enter(cx, "core->drop",
                             DRUPE__MARK_F | DRUPE__MARK_OUTSIDE))
    return;
  if (!drupe__validate_pointer(cx, "core->drop", service))
    return;
  drupe__core_api.drop(cx, service);
}

static void checked_core_started(drupe_cx *cx, int32_t status) {

  if (!drupe__validate_enter(cx, "core->started", DRUPE__MARK_OUTSIDE))
    return;
  drupe__core_api.started(cx, status);
}

static void checked_core_stopped(drupe_cx *cx) {

  if (!drupe__validate_enter(cx, "core->stopped", DRUPE__MARK_OUTSIDE))
    return;
  drupe__core_api.stopped(cx);
}

static void checked_core_usage(drupe_cx *cx, drupe_usage *out) {

  if (!drupe__validate_enter(cx, "core->usage", DRUPE__MARK_OUTSIDE))
    return;
  if (!drupe__validate_pointer(cx, "core->usage", out))
    return;
  drupe__core_api.usage(cx, out);
}

static void checked_core_log(drupe_cx *cx, int32_t level, const char *text) {

  if (!drupe__validate_enter(
          cx, "core->log", DRUPE__MARK_F | DRUPE__MARK_T | DRUPE__MARK_OUTSIDE))
    return;
  drupe__core_api.log(cx, level, text);
}

static const char *checked_core_status_name(int32_t status) {
  const char *answer;

  answer = drupe__core_api.status_name(status);
  return answer;
}

static const char *checked_core_status_text(int32_t status) {
  const char *answer;

  answer = drupe__core_api.status_text(status);
  return answer;
}

static void checked_core_fatal(drupe_cx *cx, const char *text) {

  if (!drupe__validate_enter(cx, "core->fatal",
                             DRUPE__MARK_F | DRUPE__MARK_T |
                                 DRUPE__MARK_OUTSIDE))
    return;
  drupe__core_api.fatal(cx, text);
}

static const char *checked_core_fact(drupe_cx *cx, const char *name) {
  const char *answer;

  if (!drupe__validate_enter(cx, "core->fact",
                             DRUPE__MARK_F | DRUPE__MARK_OUTSIDE))
    return NULL;
  if (!drupe__validate_pointer(cx, "core->fact", name))
    return NULL;
  answer = drupe__core_api.fact(cx, name);
  return answer;
}

const drupe_core_api drupe__checked_core_api = {
    .head = DRUPE__HEAD(drupe_core_api),
    .alloc = checked_core_alloc,
    .resize = checked_core_resize,
    .release = checked_core_release,
    .external_memory = checked_core_external_memory,
    .publish = checked_core_publish,
    .withdraw = checked_core_withdraw,
    .query = checked_core_query,
    .drop = checked_core_drop,
    .started = checked_core_started,
    .stopped = checked_core_stopped,
    .usage = checked_core_usage,
    .log = checked_core_log,
    .status_name = checked_core_status_name,
    .status_text = checked_core_status_text,
    .fatal = checked_core_fatal,
    .fact = checked_core_fact,
};

static drupe_value checked_value_string_new(drupe_cx *cx, const void *text,
                                            size_t size, int32_t encoding) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "value->string_new", 0))
    return drupe_none();
  answer = drupe__value_api.string_new(cx, text, size, encoding);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_value_string_view(drupe_cx *cx, drupe_value v,
                                         drupe_str *out) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "value->string_view", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "value->string_view", v);
  if (!drupe__validate_pointer(cx, "value->string_view", out))
    return DRUPE_E_INVAL;
  answer = drupe__value_api.string_view(cx, v, out);
  return answer;
}

static int64_t checked_value_string_copy(drupe_cx *cx, drupe_value v,
                                         int32_t encoding, void *buf,
                                         size_t room, size_t *written) {
  int64_t answer;

  if (!drupe__validate_enter(cx, "value->string_copy", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "value->string_copy", v);
  answer = drupe__value_api.string_copy(cx, v, encoding, buf, room, written);
  return answer;
}

static int64_t checked_value_string_length(drupe_cx *cx, drupe_value v) {
  int64_t answer;

  if (!drupe__validate_enter(cx, "value->string_length", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "value->string_length", v);
  answer = drupe__value_api.string_length(cx, v);
  return answer;
}

static drupe_value checked_value_symbol_new(drupe_cx *cx,
                                            drupe_value description) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "value->symbol_new", 0))
    return drupe_none();
  description = drupe__validate_in(cx, "value->symbol_new", description);
  answer = drupe__value_api.symbol_new(cx, description);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_value_symbol_for(drupe_cx *cx, const char *key,
                                            size_t size) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "value->symbol_for", 0))
    return drupe_none();
  if (!drupe__validate_pointer(cx, "value->symbol_for", key))
    return drupe_none();
  answer = drupe__value_api.symbol_for(cx, key, size);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_value_date_new(drupe_cx *cx, double ms) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "value->date_new", 0))
    return drupe_none();
  answer = drupe__value_api.date_new(cx, ms);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_value_date_get(drupe_cx *cx, drupe_value v, double *ms) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "value->date_get", 0))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "value->date_get", v);
  if (!drupe__validate_pointer(cx, "value->date_get", ms))
    return DRUPE_E_INVAL;
  answer = drupe__value_api.date_get(cx, v, ms);
  return answer;
}

static drupe_value checked_value_to_string(drupe_cx *cx, drupe_value v) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "value->to_string", 0))
    return drupe_none();
  v = drupe__validate_in(cx, "value->to_string", v);
  answer = drupe__value_api.to_string(cx, v);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_value_to_number(drupe_cx *cx, drupe_value v) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "value->to_number", 0))
    return drupe_none();
  v = drupe__validate_in(cx, "value->to_number", v);
  answer = drupe__value_api.to_number(cx, v);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_value_truthy(drupe_cx *cx, drupe_value v) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "value->truthy", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "value->truthy", v);
  answer = drupe__value_api.truthy(cx, v);
  return answer;
}

static int32_t checked_value_strict_equals(drupe_cx *cx, drupe_value a,
                                           drupe_value b) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "value->strict_equals", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  a = drupe__validate_in(cx, "value->strict_equals", a);
  b = drupe__validate_in(cx, "value->strict_equals", b);
  answer = drupe__value_api.strict_equals(cx, a, b);
  return answer;
}

static int32_t checked_value_kind(drupe_cx *cx, drupe_value v) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "value->kind", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "value->kind", v);
  answer = drupe__value_api.kind(cx, v);
  return answer;
}

static int32_t checked_value_instance_of_rc(drupe_cx *cx, drupe_value v,
                                            drupe_value constructor) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "value->instance_of_rc", 0))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "value->instance_of_rc", v);
  constructor = drupe__validate_in(cx, "value->instance_of_rc", constructor);
  answer = drupe__value_api.instance_of_rc(cx, v, constructor);
  return answer;
}

static drupe_value checked_value_global(drupe_cx *cx) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "value->global", 0))
    return drupe_none();
  answer = drupe__value_api.global(cx);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_value_require(drupe_cx *cx, const char *specifier) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "value->require", 0))
    return drupe_none();
  if (!drupe__validate_pointer(cx, "value->require", specifier))
    return drupe_none();
  answer = drupe__value_api.require(cx, specifier);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_value_run(drupe_cx *cx, drupe_str source,
                                     const char *file) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "value->run", 0))
    return drupe_none();
  answer = drupe__value_api.run(cx, source, file);
  return drupe__validate_out(cx, answer);
}

const drupe_value_api drupe__checked_value_api = {
    .head = DRUPE__HEAD(drupe_value_api),
    .string_new = checked_value_string_new,
    .string_view = checked_value_string_view,
    .string_copy = checked_value_string_copy,
    .string_length = checked_value_string_length,
    .symbol_new = checked_value_symbol_new,
    .symbol_for = checked_value_symbol_for,
    .date_new = checked_value_date_new,
    .date_get = checked_value_date_get,
    .to_string = checked_value_to_string,
    .to_number = checked_value_to_number,
    .truthy = checked_value_truthy,
    .strict_equals = checked_value_strict_equals,
    .kind = checked_value_kind,
    .instance_of_rc = checked_value_instance_of_rc,
    .global = checked_value_global,
    .require = checked_value_require,
    .run = checked_value_run,
};

static drupe_value checked_object_object_new(drupe_cx *cx) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->object_new", 0))
    return drupe_none();
  answer = drupe__object_api.object_new(cx);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_object_object_of(drupe_cx *cx, drupe_value proto) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->object_of", 0))
    return drupe_none();
  proto = drupe__validate_in(cx, "object->object_of", proto);
  answer = drupe__object_api.object_of(cx, proto);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_object_array_new(drupe_cx *cx, uint32_t length) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->array_new", 0))
    return drupe_none();
  answer = drupe__object_api.array_new(cx, length);
  return drupe__validate_out(cx, answer);
}

static int64_t checked_object_array_length(drupe_cx *cx, drupe_value v) {
  int64_t answer;

  if (!drupe__validate_enter(cx, "object->array_length", 0))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "object->array_length", v);
  answer = drupe__object_api.array_length(cx, v);
  return answer;
}

static drupe_value checked_object_key(drupe_cx *cx, const char *utf8,
                                      size_t size) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->key", DRUPE__MARK_OUTSIDE))
    return drupe_none();
  if (!drupe__validate_pointer(cx, "object->key", utf8))
    return drupe_none();
  answer = drupe__object_api.key(cx, utf8, size);
  return drupe__validate_key(cx, answer);
}

static drupe_value checked_object_key_private(drupe_cx *cx, const char *name) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->key_private", DRUPE__MARK_OUTSIDE))
    return drupe_none();
  if (!drupe__validate_pointer(cx, "object->key_private", name))
    return drupe_none();
  answer = drupe__object_api.key_private(cx, name);
  return drupe__validate_key(cx, answer);
}

static drupe_value checked_object_get(drupe_cx *cx, drupe_value o,
                                      drupe_value key) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->get", 0))
    return drupe_none();
  o = drupe__validate_in(cx, "object->get", o);
  key = drupe__validate_in(cx, "object->get", key);
  answer = drupe__object_api.get(cx, o, key);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_object_set(drupe_cx *cx, drupe_value o, drupe_value key,
                                  drupe_value v) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->set", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->set", o);
  key = drupe__validate_in(cx, "object->set", key);
  v = drupe__validate_in(cx, "object->set", v);
  answer = drupe__object_api.set(cx, o, key, v);
  return answer;
}

static int32_t checked_object_has_rc(drupe_cx *cx, drupe_value o,
                                     drupe_value key) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->has_rc", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->has_rc", o);
  key = drupe__validate_in(cx, "object->has_rc", key);
  answer = drupe__object_api.has_rc(cx, o, key);
  return answer;
}

static int32_t checked_object_has_own_rc(drupe_cx *cx, drupe_value o,
                                         drupe_value key) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->has_own_rc", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->has_own_rc", o);
  key = drupe__validate_in(cx, "object->has_own_rc", key);
  answer = drupe__object_api.has_own_rc(cx, o, key);
  return answer;
}

static int32_t checked_object_remove_rc(drupe_cx *cx, drupe_value o,
                                        drupe_value key) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->remove_rc", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->remove_rc", o);
  key = drupe__validate_in(cx, "object->remove_rc", key);
  answer = drupe__object_api.remove_rc(cx, o, key);
  return answer;
}

static drupe_value checked_object_get_at(drupe_cx *cx, drupe_value o,
                                         uint32_t index) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->get_at", 0))
    return drupe_none();
  o = drupe__validate_in(cx, "object->get_at", o);
  answer = drupe__object_api.get_at(cx, o, index);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_object_set_at(drupe_cx *cx, drupe_value o,
                                     uint32_t index, drupe_value v) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->set_at", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->set_at", o);
  v = drupe__validate_in(cx, "object->set_at", v);
  answer = drupe__object_api.set_at(cx, o, index, v);
  return answer;
}

static int32_t checked_object_define(drupe_cx *cx, drupe_value o,
                                     drupe_value key, drupe_value v,
                                     int32_t attributes) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->define", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->define", o);
  key = drupe__validate_in(cx, "object->define", key);
  v = drupe__validate_in(cx, "object->define", v);
  answer = drupe__object_api.define(cx, o, key, v, attributes);
  return answer;
}

static int32_t checked_object_define_accessor(drupe_cx *cx, drupe_value o,
                                              drupe_value key,
                                              drupe_value getter,
                                              drupe_value setter,
                                              int32_t attributes) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->define_accessor", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->define_accessor", o);
  key = drupe__validate_in(cx, "object->define_accessor", key);
  getter = drupe__validate_in(cx, "object->define_accessor", getter);
  setter = drupe__validate_in(cx, "object->define_accessor", setter);
  answer =
      drupe__object_api.define_accessor(cx, o, key, getter, setter, attributes);
  return answer;
}

static drupe_value checked_object_keys(drupe_cx *cx, drupe_value o,
                                       int32_t which) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->keys", 0))
    return drupe_none();
  o = drupe__validate_in(cx, "object->keys", o);
  answer = drupe__object_api.keys(cx, o, which);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_object_prototype(drupe_cx *cx, drupe_value o) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->prototype", 0))
    return drupe_none();
  o = drupe__validate_in(cx, "object->prototype", o);
  answer = drupe__object_api.prototype(cx, o);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_object_set_prototype(drupe_cx *cx, drupe_value o,
                                            drupe_value proto) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->set_prototype", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->set_prototype", o);
  proto = drupe__validate_in(cx, "object->set_prototype", proto);
  answer = drupe__object_api.set_prototype(cx, o, proto);
  return answer;
}

static int32_t checked_object_set_integrity(drupe_cx *cx, drupe_value o,
                                            int32_t how) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->set_integrity", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->set_integrity", o);
  answer = drupe__object_api.set_integrity(cx, o, how);
  return answer;
}

static int32_t checked_object_attach(drupe_cx *cx, drupe_value o,
                                     const drupe_tag *tag, void *data) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "object->attach", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->attach", o);
  if (!drupe__validate_pointer(cx, "object->attach", tag))
    return DRUPE_E_INVAL;
  answer = drupe__object_api.attach(cx, o, tag, data);
  return answer;
}

static void *checked_object_attached(drupe_cx *cx, drupe_value o,
                                     const drupe_tag *tag) {
  void *answer;

  if (!drupe__validate_enter(cx, "object->attached", 0))
    return NULL;
  o = drupe__validate_in(cx, "object->attached", o);
  if (!drupe__validate_pointer(cx, "object->attached", tag))
    return NULL;
  answer = drupe__object_api.attached(cx, o, tag);
  return answer;
}

static void *checked_object_detach(drupe_cx *cx, drupe_value o,
                                   const drupe_tag *tag) {
  void *answer;

  if (!drupe__validate_enter(cx, "object->detach", 0))
    return NULL;
  o = drupe__validate_in(cx, "object->detach", o);
  if (!drupe__validate_pointer(cx, "object->detach", tag))
    return NULL;
  answer = drupe__object_api.detach(cx, o, tag);
  return answer;
}

static int64_t checked_object_get_many(drupe_cx *cx, drupe_value o,
                                       uint32_t count, const drupe_value *keys,
                                       drupe_value *values) {
  drupe_value few_keys[16], *list_keys = few_keys;
  int64_t answer;
  uint32_t i;

  if (!drupe__validate_enter(cx, "object->get_many", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "object->get_many", o);
  list_keys =
      drupe__validate_list(cx, "object->get_many", count, keys, few_keys);
  if (list_keys == NULL)
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "object->get_many", values))
    return DRUPE_E_INVAL;
  answer = drupe__object_api.get_many(cx, o, count, list_keys, values);
  if (list_keys != few_keys)
    free(list_keys);
  for (i = 0; answer >= 0 && i < count; i++)
    values[i] = drupe__validate_out(cx, values[i]);
  return answer;
}

static drupe_value checked_object_object_with(drupe_cx *cx, uint32_t count,
                                              const drupe_value *keys,
                                              const drupe_value *values) {
  drupe_value few_keys[16], *list_keys = few_keys;
  drupe_value few_values[16], *list_values = few_values;
  drupe_value answer;

  if (!drupe__validate_enter(cx, "object->object_with", 0))
    return drupe_none();
  list_keys =
      drupe__validate_list(cx, "object->object_with", count, keys, few_keys);
  if (list_keys == NULL)
    return drupe_none();
  list_values = drupe__validate_list(cx, "object->object_with", count, values,
                                     few_values);
  if (list_values == NULL) {
    if (list_keys != few_keys)
      free(list_keys);
    return drupe_none();
  }
  answer = drupe__object_api.object_with(cx, count, list_keys, list_values);
  if (list_keys != few_keys)
    free(list_keys);
  if (list_values != few_values)
    free(list_values);
  return drupe__validate_out(cx, answer);
}

const drupe_object_api drupe__checked_object_api = {
    .head = DRUPE__HEAD(drupe_object_api),
    .object_new = checked_object_object_new,
    .object_of = checked_object_object_of,
    .array_new = checked_object_array_new,
    .array_length = checked_object_array_length,
    .key = checked_object_key,
    .key_private = checked_object_key_private,
    .get = checked_object_get,
    .set = checked_object_set,
    .has_rc = checked_object_has_rc,
    .has_own_rc = checked_object_has_own_rc,
    .remove_rc = checked_object_remove_rc,
    .get_at = checked_object_get_at,
    .set_at = checked_object_set_at,
    .define = checked_object_define,
    .define_accessor = checked_object_define_accessor,
    .keys = checked_object_keys,
    .prototype = checked_object_prototype,
    .set_prototype = checked_object_set_prototype,
    .set_integrity = checked_object_set_integrity,
    .attach = checked_object_attach,
    .attached = checked_object_attached,
    .detach = checked_object_detach,
    .get_many = checked_object_get_many,
    .object_with = checked_object_object_with,
};

static drupe_value checked_function_function_new(drupe_cx *cx,
                                                 const drupe_member *def,
                                                 void *data,
                                                 drupe_free_fn finalize) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "function->function_new", 0))
    return drupe_none();
  if (!drupe__validate_pointer(cx, "function->function_new", def))
    return drupe_none();
  answer = drupe__function_api.function_new(cx, def, data, finalize);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_function_define_members(drupe_cx *cx, drupe_value o,
                                               const drupe_member *members) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "function->define_members", 0))
    return DRUPE_E_INVAL;
  o = drupe__validate_in(cx, "function->define_members", o);
  answer = drupe__function_api.define_members(cx, o, members);
  return answer;
}

static drupe_value checked_function_call(drupe_cx *cx, drupe_value fn,
                                         drupe_value self, uint32_t argc,
                                         const drupe_value *argv) {
  drupe_value few[16], *list = few;
  drupe_value answer;

  if (!drupe__validate_enter(cx, "function->call", 0))
    return drupe_none();
  fn = drupe__validate_in(cx, "function->call", fn);
  self = drupe__validate_in(cx, "function->call", self);
  list = drupe__validate_list(cx, "function->call", argc, argv, few);
  if (list == NULL)
    return drupe_none();
  answer = drupe__function_api.call(cx, fn, self, argc, list);
  if (list != few)
    free(list);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_function_construct(drupe_cx *cx, drupe_value fn,
                                              uint32_t argc,
                                              const drupe_value *argv) {
  drupe_value few[16], *list = few;
  drupe_value answer;

  if (!drupe__validate_enter(cx, "function->construct", 0))
    return drupe_none();
  fn = drupe__validate_in(cx, "function->construct", fn);
  list = drupe__validate_list(cx, "function->construct", argc, argv, few);
  if (list == NULL)
    return drupe_none();
  answer = drupe__function_api.construct(cx, fn, argc, list);
  if (list != few)
    free(list);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_function_invoke(drupe_cx *cx, drupe_value o,
                                           drupe_value key, uint32_t argc,
                                           const drupe_value *argv) {
  drupe_value few[16], *list = few;
  drupe_value answer;

  if (!drupe__validate_enter(cx, "function->invoke", 0))
    return drupe_none();
  o = drupe__validate_in(cx, "function->invoke", o);
  key = drupe__validate_in(cx, "function->invoke", key);
  list = drupe__validate_list(cx, "function->invoke", argc, argv, few);
  if (list == NULL)
    return drupe_none();
  answer = drupe__function_api.invoke(cx, o, key, argc, list);
  if (list != few)
    free(list);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_function_bad_argument(drupe_cx *cx,
                                                 const drupe_call *call,
                                                 uint32_t index,
                                                 const char *expected) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "function->bad_argument", 0))
    return drupe_none();
  if (!drupe__validate_pointer(cx, "function->bad_argument", call))
    return drupe_none();
  if (!drupe__validate_pointer(cx, "function->bad_argument", expected))
    return drupe_none();
  answer = drupe__function_api.bad_argument(cx, call, index, expected);
  return drupe__validate_out(cx, answer);
}

const drupe_function_api drupe__checked_function_api = {
    .head = DRUPE__HEAD(drupe_function_api),
    .function_new = checked_function_function_new,
    .define_members = checked_function_define_members,
    .call = checked_function_call,
    .construct = checked_function_construct,
    .invoke = checked_function_invoke,
    .bad_argument = checked_function_bad_argument,
};

static drupe_value checked_class_constructor(drupe_cx *cx,
                                             const drupe_class_def *def) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "classes->constructor", 0))
    return drupe_none();
  if (!drupe__validate_pointer(cx, "classes->constructor", def))
    return drupe_none();
  answer = drupe__class_api.constructor(cx, def);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_class_instance_new(drupe_cx *cx,
                                              const drupe_class_def *def,
                                              void *native,
                                              drupe_instance **instance) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "classes->instance_new", 0))
    return drupe_none();
  if (!drupe__validate_pointer(cx, "classes->instance_new", def))
    return drupe_none();
  answer = drupe__class_api.instance_new(cx, def, native, instance);
  if (!drupe_is_none(answer) && instance != NULL)
    drupe__validate_made(cx, *instance);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_class_bind(drupe_cx *cx, drupe_value self,
                                  const drupe_class_def *def, void *native,
                                  drupe_instance **instance) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "classes->bind", 0))
    return DRUPE_E_INVAL;
  self = drupe__validate_in(cx, "classes->bind", self);
  if (!drupe__validate_pointer(cx, "classes->bind", def))
    return DRUPE_E_INVAL;
  answer = drupe__class_api.bind(cx, self, def, native, instance);
  if (answer >= 0 && instance != NULL)
    drupe__validate_made(cx, *instance);
  return answer;
}

static void *checked_class_unwrap(drupe_cx *cx, drupe_value v,
                                  const drupe_class_def *def) {
  void *answer;

  if (!drupe__validate_enter(cx, "classes->unwrap",
                             DRUPE__MARK_F | DRUPE__MARK_OUTSIDE))
    return NULL;
  v = drupe__validate_in(cx, "classes->unwrap", v);
  if (!drupe__validate_pointer(cx, "classes->unwrap", def))
    return NULL;
  answer = drupe__class_api.unwrap(cx, v, def);
  return answer;
}

static drupe_instance *checked_class_instance(drupe_cx *cx, drupe_value v,
                                              const drupe_class_def *def) {
  drupe_instance *answer;

  if (!drupe__validate_enter(cx, "classes->instance", 0))
    return NULL;
  v = drupe__validate_in(cx, "classes->instance", v);
  if (!drupe__validate_pointer(cx, "classes->instance", def))
    return NULL;
  answer = drupe__class_api.instance(cx, v, def);
  if (answer != NULL)
    drupe__validate_made(cx, answer);
  return answer;
}

static drupe_value checked_class_value(drupe_cx *cx, drupe_instance *instance) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "classes->value", 0))
    return drupe_none();
  if (!drupe__validate_thing(cx, "classes->value", instance))
    return drupe_none();
  answer = drupe__class_api.value(cx, instance);
  return drupe__validate_out(cx, answer);
}

static void *checked_class_clear(drupe_cx *cx, drupe_instance *instance) {
  void *answer;

  if (!drupe__validate_enter(cx, "classes->clear", DRUPE__MARK_OUTSIDE))
    return NULL;
  if (!drupe__validate_thing(cx, "classes->clear", instance))
    return NULL;
  answer = drupe__class_api.clear(cx, instance);
  return answer;
}

static drupe_value checked_class_slot(drupe_cx *cx, drupe_instance *instance,
                                      uint32_t index) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "classes->slot", 0))
    return drupe_none();
  if (!drupe__validate_thing(cx, "classes->slot", instance))
    return drupe_none();
  answer = drupe__class_api.slot(cx, instance, index);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_class_set_slot(drupe_cx *cx, drupe_instance *instance,
                                      uint32_t index, drupe_value v) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "classes->set_slot", 0))
    return DRUPE_E_INVAL;
  if (!drupe__validate_thing(cx, "classes->set_slot", instance))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "classes->set_slot", v);
  answer = drupe__class_api.set_slot(cx, instance, index, v);
  return answer;
}

static void checked_class_pin(drupe_cx *cx, drupe_instance *instance,
                              int32_t on) {

  if (!drupe__validate_enter(cx, "classes->pin", DRUPE__MARK_OUTSIDE))
    return;
  if (!drupe__validate_thing(cx, "classes->pin", instance))
    return;
  drupe__class_api.pin(cx, instance, on);
}

const drupe_class_api drupe__checked_class_api = {
    .head = DRUPE__HEAD(drupe_class_api),
    .constructor = checked_class_constructor,
    .instance_new = checked_class_instance_new,
    .bind = checked_class_bind,
    .unwrap = checked_class_unwrap,
    .instance = checked_class_instance,
    .value = checked_class_value,
    .clear = checked_class_clear,
    .slot = checked_class_slot,
    .set_slot = checked_class_set_slot,
    .pin = checked_class_pin,
};

static drupe_value checked_error_error_new(drupe_cx *cx, int32_t kind,
                                           const char *code,
                                           drupe_str message) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "error->error_new", DRUPE__MARK_OUTSIDE))
    return drupe_none();
  answer = drupe__error_api.error_new(cx, kind, code, message);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_error_error_from(drupe_cx *cx, int32_t status,
                                            const char *what,
                                            const char *where) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "error->error_from", DRUPE__MARK_OUTSIDE))
    return drupe_none();
  answer = drupe__error_api.error_from(cx, status, what, where);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_error_raise(drupe_cx *cx, drupe_value error) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "error->raise", DRUPE__MARK_OUTSIDE))
    return drupe_none();
  error = drupe__validate_in(cx, "error->raise", error);
  answer = drupe__error_api.raise(cx, error);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_error_take_error(drupe_cx *cx) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "error->take_error", DRUPE__MARK_OUTSIDE))
    return drupe_none();
  answer = drupe__error_api.take_error(cx);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_error_pending(drupe_cx *cx) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "error->pending", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  answer = drupe__error_api.pending(cx);
  return answer;
}

static void checked_error_uncaught(drupe_cx *cx, drupe_value error) {

  if (!drupe__validate_enter(cx, "error->uncaught", DRUPE__MARK_OUTSIDE))
    return;
  error = drupe__validate_in(cx, "error->uncaught", error);
  drupe__error_api.uncaught(cx, error);
}

const drupe_error_api drupe__checked_error_api = {
    .head = DRUPE__HEAD(drupe_error_api),
    .error_new = checked_error_error_new,
    .error_from = checked_error_error_from,
    .raise = checked_error_raise,
    .take_error = checked_error_take_error,
    .pending = checked_error_pending,
    .uncaught = checked_error_uncaught,
};

static int32_t checked_ref_ref_new(drupe_cx *cx, drupe_value v, uint32_t count,
                                   drupe_ref **out) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "ref->ref_new", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "ref->ref_new", v);
  if (!drupe__validate_pointer(cx, "ref->ref_new", out))
    return DRUPE_E_INVAL;
  answer = drupe__ref_api.ref_new(cx, v, count, out);
  if (answer >= 0 && out != NULL)
    drupe__validate_made(cx, *out);
  return answer;
}

static drupe_value checked_ref_ref_get(drupe_cx *cx, drupe_ref *ref) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "ref->ref_get", 0))
    return drupe_none();
  if (!drupe__validate_thing(cx, "ref->ref_get", ref))
    return drupe_none();
  answer = drupe__ref_api.ref_get(cx, ref);
  return drupe__validate_out(cx, answer);
}

static int64_t checked_ref_ref_add(drupe_cx *cx, drupe_ref *ref,
                                   int32_t delta) {
  int64_t answer;

  if (!drupe__validate_enter(cx, "ref->ref_add", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_thing(cx, "ref->ref_add", ref))
    return DRUPE_E_INVAL;
  answer = drupe__ref_api.ref_add(cx, ref, delta);
  return answer;
}

static void checked_ref_ref_free(drupe_cx *cx, drupe_ref *ref) {

  if (!drupe__validate_enter(cx, "ref->ref_free",
                             DRUPE__MARK_F | DRUPE__MARK_OUTSIDE))
    return;
  if (!(ref == NULL || drupe__validate_thing(cx, "ref->ref_free", ref)))
    return;
  drupe__validate_gone(cx, ref);
  drupe__ref_api.ref_free(cx, ref);
}

const drupe_ref_api drupe__checked_ref_api = {
    .head = DRUPE__HEAD(drupe_ref_api),
    .scope_open = drupe__checked_ref_scope_open,
    .scope_close = drupe__checked_ref_scope_close,
    .ref_new = checked_ref_ref_new,
    .ref_get = checked_ref_ref_get,
    .ref_add = checked_ref_ref_add,
    .ref_free = checked_ref_ref_free,
};

static drupe_value checked_buffer_buffer_new(drupe_cx *cx, int32_t type,
                                             size_t size, uint8_t **data) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "buffer->buffer_new", 0))
    return drupe_none();
  answer = drupe__buffer_api.buffer_new(cx, type, size, data);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_buffer_buffer_external(drupe_cx *cx, int32_t type,
                                                  void *data, size_t size,
                                                  drupe_free_fn finalize,
                                                  void *arg) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "buffer->buffer_external", 0))
    return drupe_none();
  answer =
      drupe__buffer_api.buffer_external(cx, type, data, size, finalize, arg);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_buffer_view_new(drupe_cx *cx, int32_t type,
                                           drupe_value arraybuffer,
                                           size_t offset, size_t length) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "buffer->view_new", 0))
    return drupe_none();
  arraybuffer = drupe__validate_in(cx, "buffer->view_new", arraybuffer);
  answer = drupe__buffer_api.view_new(cx, type, arraybuffer, offset, length);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_buffer_buffer_get(drupe_cx *cx, drupe_value v,
                                         drupe_span *out) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "buffer->buffer_get", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "buffer->buffer_get", v);
  if (!drupe__validate_pointer(cx, "buffer->buffer_get", out))
    return DRUPE_E_INVAL;
  answer = drupe__buffer_api.buffer_get(cx, v, out);
  return answer;
}

static int32_t checked_buffer_buffer_info(drupe_cx *cx, drupe_value v,
                                          drupe_buffer_info *out) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "buffer->buffer_info", 0))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "buffer->buffer_info", v);
  if (!drupe__validate_pointer(cx, "buffer->buffer_info", out))
    return DRUPE_E_INVAL;
  answer = drupe__buffer_api.buffer_info(cx, v, out);
  return answer;
}

static drupe_value checked_buffer_arraybuffer_of(drupe_cx *cx,
                                                 drupe_value view) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "buffer->arraybuffer_of", 0))
    return drupe_none();
  view = drupe__validate_in(cx, "buffer->arraybuffer_of", view);
  answer = drupe__buffer_api.arraybuffer_of(cx, view);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_buffer_arraybuffer_detach(drupe_cx *cx, drupe_value v) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "buffer->arraybuffer_detach", 0))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "buffer->arraybuffer_detach", v);
  answer = drupe__buffer_api.arraybuffer_detach(cx, v);
  return answer;
}

static int32_t checked_buffer_buffer_pin(drupe_cx *cx, drupe_value v,
                                         drupe_span *out, void **pin) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "buffer->buffer_pin", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "buffer->buffer_pin", v);
  if (!drupe__validate_pointer(cx, "buffer->buffer_pin", out))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "buffer->buffer_pin", pin))
    return DRUPE_E_INVAL;
  answer = drupe__buffer_api.buffer_pin(cx, v, out, pin);
  return answer;
}

static void checked_buffer_buffer_unpin(drupe_cx *cx, void *pin) {

  if (!drupe__validate_enter(cx, "buffer->buffer_unpin", DRUPE__MARK_OUTSIDE))
    return;
  drupe__buffer_api.buffer_unpin(cx, pin);
}

const drupe_buffer_api drupe__checked_buffer_api = {
    .head = DRUPE__HEAD(drupe_buffer_api),
    .buffer_new = checked_buffer_buffer_new,
    .buffer_external = checked_buffer_buffer_external,
    .view_new = checked_buffer_view_new,
    .buffer_get = checked_buffer_buffer_get,
    .buffer_info = checked_buffer_buffer_info,
    .arraybuffer_of = checked_buffer_arraybuffer_of,
    .arraybuffer_detach = checked_buffer_arraybuffer_detach,
    .buffer_pin = checked_buffer_buffer_pin,
    .buffer_unpin = checked_buffer_buffer_unpin,
};

static int32_t checked_task_callback(drupe_cx *cx, drupe_async *async,
                                     drupe_value fn, drupe_value self,
                                     uint32_t argc, const drupe_value *argv,
                                     drupe_value *result) {
  drupe_value few[16], *list = few;
  int32_t answer;

  if (!drupe__validate_enter(cx, "task->callback", 0))
    return DRUPE_E_INVAL;
  if (!(async == NULL || drupe__validate_thing(cx, "task->callback", async)))
    return DRUPE_E_INVAL;
  fn = drupe__validate_in(cx, "task->callback", fn);
  self = drupe__validate_in(cx, "task->callback", self);
  list = drupe__validate_list(cx, "task->callback", argc, argv, few);
  if (list == NULL)
    return DRUPE_E_INVAL;
  answer = drupe__task_api.callback(cx, async, fn, self, argc, list, result);
  if (list != few)
    free(list);
  if (answer >= 0 && result != NULL)
    *result = drupe__validate_out(cx, *result);
  return answer;
}

static drupe_deferred *checked_task_deferred_new(drupe_cx *cx,
                                                 drupe_value *promise) {
  drupe_deferred *answer;

  if (!drupe__validate_enter(cx, "task->deferred_new", 0))
    return NULL;
  if (!drupe__validate_pointer(cx, "task->deferred_new", promise))
    return NULL;
  answer = drupe__task_api.deferred_new(cx, promise);
  if (answer != NULL)
    drupe__validate_made(cx, answer);
  if (answer != NULL && promise != NULL)
    *promise = drupe__validate_out(cx, *promise);
  return answer;
}

static int32_t checked_task_settle(drupe_cx *cx, drupe_deferred *d, int32_t ok,
                                   drupe_value v) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "task->settle", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_thing(cx, "task->settle", d))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "task->settle", v);
  drupe__validate_gone(cx, d);
  answer = drupe__task_api.settle(cx, d, ok, v);
  return answer;
}

static drupe_value checked_task_promise_then(drupe_cx *cx, drupe_value promise,
                                             drupe_value on_ok,
                                             drupe_value on_error) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "task->promise_then", 0))
    return drupe_none();
  promise = drupe__validate_in(cx, "task->promise_then", promise);
  on_ok = drupe__validate_in(cx, "task->promise_then", on_ok);
  on_error = drupe__validate_in(cx, "task->promise_then", on_error);
  answer = drupe__task_api.promise_then(cx, promise, on_ok, on_error);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_task_microtask(drupe_cx *cx,
                                      void (*fn)(drupe_cx *cx, void *arg),
                                      void *arg) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "task->microtask", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "task->microtask",
                               (const void *)(uintptr_t)fn))
    return DRUPE_E_INVAL;
  answer = drupe__task_api.microtask(cx, fn, arg);
  return answer;
}

static int32_t checked_task_tick(drupe_cx *cx,
                                 void (*fn)(drupe_cx *cx, void *arg),
                                 void *arg) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "task->tick", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "task->tick", (const void *)(uintptr_t)fn))
    return DRUPE_E_INVAL;
  answer = drupe__task_api.tick(cx, fn, arg);
  return answer;
}

static void checked_task_drain(drupe_cx *cx) {

  if (!drupe__validate_enter(cx, "task->drain", DRUPE__MARK_OUTSIDE))
    return;
  drupe__task_api.drain(cx);
}

static drupe_async *checked_task_async_capture(drupe_cx *cx) {
  drupe_async *answer;

  if (!drupe__validate_enter(cx, "task->async_capture", DRUPE__MARK_OUTSIDE))
    return NULL;
  answer = drupe__task_api.async_capture(cx);
  if (answer != NULL)
    drupe__validate_made(cx, answer);
  return answer;
}

static void checked_task_async_free(drupe_cx *cx, drupe_async *async) {

  if (!drupe__validate_enter(cx, "task->async_free",
                             DRUPE__MARK_F | DRUPE__MARK_OUTSIDE))
    return;
  if (!(async == NULL || drupe__validate_thing(cx, "task->async_free", async)))
    return;
  drupe__validate_gone(cx, async);
  drupe__task_api.async_free(cx, async);
}

const drupe_task_api drupe__checked_task_api = {
    .head = DRUPE__HEAD(drupe_task_api),
    .enter = drupe__checked_task_enter,
    .leave = drupe__checked_task_leave,
    .callback = checked_task_callback,
    .deferred_new = checked_task_deferred_new,
    .settle = checked_task_settle,
    .promise_then = checked_task_promise_then,
    .microtask = checked_task_microtask,
    .tick = checked_task_tick,
    .drain = checked_task_drain,
    .async_capture = checked_task_async_capture,
    .async_free = checked_task_async_free,
};

static double checked_loop_now_ms(drupe_cx *cx) {
  double answer;

  if (!drupe__validate_enter(cx, "loop->now_ms", DRUPE__MARK_OUTSIDE))
    return 0;
  answer = drupe__loop_api.now_ms(cx);
  return answer;
}

static uint64_t checked_loop_clock_ns(drupe_cx *cx) {
  uint64_t answer;

  if (!drupe__validate_enter(cx, "loop->clock_ns",
                             DRUPE__MARK_T | DRUPE__MARK_OUTSIDE))
    return 0;
  answer = drupe__loop_api.clock_ns(cx);
  return answer;
}

static int32_t checked_loop_soon(drupe_cx *cx,
                                 void (*fn)(drupe_cx *cx, void *arg),
                                 void *arg) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "loop->soon", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "loop->soon", (const void *)(uintptr_t)fn))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.soon(cx, fn, arg);
  return answer;
}

static int32_t checked_loop_timer_new(drupe_cx *cx, drupe_handle_fn fn,
                                      void *arg, drupe_handle **out) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "loop->timer_new", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "loop->timer_new", out))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.timer_new(cx, fn, arg, out);
  if (answer >= 0 && out != NULL)
    drupe__validate_made(cx, *out);
  return answer;
}

static int32_t checked_loop_timer_start(drupe_handle *h, uint64_t delay_ms,
                                        uint64_t repeat_ms) {
  int32_t answer;

  if (!drupe__validate_thing(drupe__validate_cx(), "loop->timer_start", h))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.timer_start(h, delay_ms, repeat_ms);
  return answer;
}

static int32_t checked_loop_poll_new(drupe_cx *cx, int fd, drupe_poll_fn fn,
                                     void *arg, drupe_handle **out) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "loop->poll_new", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "loop->poll_new", out))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.poll_new(cx, fd, fn, arg, out);
  if (answer >= 0 && out != NULL)
    drupe__validate_made(cx, *out);
  return answer;
}

static int32_t checked_loop_poll_start(drupe_handle *h, int32_t events) {
  int32_t answer;

  if (!drupe__validate_thing(drupe__validate_cx(), "loop->poll_start", h))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.poll_start(h, events);
  return answer;
}

static int32_t checked_loop_handle_stop(drupe_handle *h) {
  int32_t answer;

  if (!drupe__validate_thing(drupe__validate_cx(), "loop->handle_stop", h))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.handle_stop(h);
  return answer;
}

static void checked_loop_handle_ref(drupe_handle *h, int32_t on) {

  if (!drupe__validate_thing(drupe__validate_cx(), "loop->handle_ref", h))
    return;
  drupe__loop_api.handle_ref(h, on);
}

static int32_t checked_loop_handle_active(drupe_handle *h) {
  int32_t answer;

  if (!drupe__validate_thing(drupe__validate_cx(), "loop->handle_active", h))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.handle_active(h);
  return answer;
}

static void checked_loop_handle_free(drupe_handle *h) {

  if (!(h == NULL ||
        drupe__validate_thing(drupe__validate_cx(), "loop->handle_free", h)))
    return;
  drupe__validate_gone(drupe__validate_cx(), h);
  drupe__loop_api.handle_free(h);
}

static int32_t
checked_loop_work_queue(drupe_cx *cx, int32_t lane, void (*run)(void *arg),
                        void (*done)(drupe_cx *cx, void *arg, int32_t status),
                        void *arg, drupe_work **work) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "loop->work_queue",
                             DRUPE__MARK_T | DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.work_queue(cx, lane, run, done, arg, work);
  if (answer >= 0 && work != NULL)
    drupe__validate_made(cx, *work);
  return answer;
}

static int32_t checked_loop_work_cancel(drupe_cx *cx, drupe_work *work) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "loop->work_cancel", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_thing(cx, "loop->work_cancel", work))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.work_cancel(cx, work);
  return answer;
}

static int32_t checked_loop_port_new(drupe_cx *cx, uint32_t limit,
                                     drupe_port_fn fn, void *arg,
                                     drupe_port **out) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "loop->port_new", DRUPE__MARK_OUTSIDE))
    return DRUPE_E_INVAL;
  if (!drupe__validate_pointer(cx, "loop->port_new", out))
    return DRUPE_E_INVAL;
  answer = drupe__loop_api.port_new(cx, limit, fn, arg, out);
  if (answer >= 0 && out != NULL)
    drupe__validate_made(cx, *out);
  return answer;
}

static int32_t checked_loop_port_post(drupe_port *port, void *message,
                                      int32_t wait_ms) {
  int32_t answer;

  answer = drupe__loop_api.port_post(port, message, wait_ms);
  return answer;
}

static void checked_loop_port_close(drupe_port *port,
                                    void (*dropped)(void *arg, void *message)) {

  if (!drupe__validate_thing(drupe__validate_cx(), "loop->port_close", port))
    return;
  drupe__loop_api.port_close(port, dropped);
}

static void checked_loop_port_free(drupe_port *port) {

  if (!(port == NULL ||
        drupe__validate_thing(drupe__validate_cx(), "loop->port_free", port)))
    return;
  drupe__validate_gone(drupe__validate_cx(), port);
  drupe__loop_api.port_free(port);
}

static void checked_loop_port_ref(drupe_port *port, int32_t on) {

  if (!drupe__validate_thing(drupe__validate_cx(), "loop->port_ref", port))
    return;
  drupe__loop_api.port_ref(port, on);
}

const drupe_loop_api drupe__checked_loop_api = {
    .head = DRUPE__HEAD(drupe_loop_api),
    .now_ms = checked_loop_now_ms,
    .clock_ns = checked_loop_clock_ns,
    .soon = checked_loop_soon,
    .timer_new = checked_loop_timer_new,
    .timer_start = checked_loop_timer_start,
    .poll_new = checked_loop_poll_new,
    .poll_start = checked_loop_poll_start,
    .handle_stop = checked_loop_handle_stop,
    .handle_ref = checked_loop_handle_ref,
    .handle_active = checked_loop_handle_active,
    .handle_free = checked_loop_handle_free,
    .work_queue = checked_loop_work_queue,
    .work_cancel = checked_loop_work_cancel,
    .port_new = checked_loop_port_new,
    .port_post = checked_loop_port_post,
    .port_close = checked_loop_port_close,
    .port_free = checked_loop_port_free,
    .port_ref = checked_loop_port_ref,
};

static drupe_value checked_bigint_from_int64(drupe_cx *cx, void *self,
                                             int64_t i) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "drupe.bigint->from_int64", 0))
    return drupe_none();
  answer = drupe__bigint_api.from_int64(cx, self, i);
  return drupe__validate_out(cx, answer);
}

static drupe_value checked_bigint_from_uint64(drupe_cx *cx, void *self,
                                              uint64_t u) {
  drupe_value answer;

  if (!drupe__validate_enter(cx, "drupe.bigint->from_uint64", 0))
    return drupe_none();
  answer = drupe__bigint_api.from_uint64(cx, self, u);
  return drupe__validate_out(cx, answer);
}

static int32_t checked_bigint_to_int64(drupe_cx *cx, void *self, drupe_value v,
                                       int64_t *out) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "drupe.bigint->to_int64", 0))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "drupe.bigint->to_int64", v);
  if (!drupe__validate_pointer(cx, "drupe.bigint->to_int64", out))
    return DRUPE_E_INVAL;
  answer = drupe__bigint_api.to_int64(cx, self, v, out);
  return answer;
}

static int32_t checked_bigint_to_uint64(drupe_cx *cx, void *self, drupe_value v,
                                        uint64_t *out) {
  int32_t answer;

  if (!drupe__validate_enter(cx, "drupe.bigint->to_uint64", 0))
    return DRUPE_E_INVAL;
  v = drupe__validate_in(cx, "drupe.bigint->to_uint64", v);
  if (!drupe__validate_pointer(cx, "drupe.bigint->to_uint64", out))
    return DRUPE_E_INVAL;
  answer = drupe__bigint_api.to_uint64(cx, self, v, out);
  return answer;
}

const drupe_bigint_api drupe__checked_bigint_api = {
    .head = DRUPE__HEAD(drupe_bigint_api),
    .from_int64 = checked_bigint_from_int64,
    .from_uint64 = checked_bigint_from_uint64,
    .to_int64 = checked_bigint_to_int64,
    .to_uint64 = checked_bigint_to_uint64,
};

static size_t checked_stack_write(drupe_cx *cx, void *self, char *buf,
                                  size_t room) {
  size_t answer;

  if (!drupe__validate_enter(cx, "drupe.stack->write", DRUPE__MARK_OUTSIDE))
    return 0;
  if (!drupe__validate_pointer(cx, "drupe.stack->write", buf))
    return 0;
  answer = drupe__stack_api.write(cx, self, buf, room);
  return answer;
}

const drupe_stack_api drupe__checked_stack_api = {
    .head = DRUPE__HEAD(drupe_stack_api),
    .write = checked_stack_write,
};

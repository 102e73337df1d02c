/* modules/ffi/members.c - the members of a record as the properties of a plain
 * object, all read or made in one call of the kernel. */
#include "bridge.h"

#include <assert.h>
#include <string.h>

enum { MEMBERS_FEW = 32 }; /* read or made at once */

/* The names as property keys, which may be kept.  NULL: an error is pending. */
static const drupe_value *members_keys(bridge *b, c_record *r) {
  drupe_value *keys;
  uint32_t i;

  if (r->keys != NULL)
    return r->keys;
  keys = c_alloc(r->unit, r->count * sizeof(*keys));
  if (keys == NULL)
    return ffi__no_memory(b), NULL;
  for (i = 0; i < r->count; i++) {
    keys[i] = drupe_key(b->cx, r->fields[i].name);
    if (drupe_is_none(keys[i]))
      return NULL;
  }
  r->keys = keys;
  return keys;
}

/* -- from an object ------------------------------------------------------- */
static bool member_named(const c_record *r, drupe_str name) {
  uint32_t i;

  for (i = 0; i < r->count; i++)
    if (strlen(r->fields[i].name) == name.size &&
        memcmp(r->fields[i].name, name.data, name.size) == 0)
      return true;
  return false;
}

/* Is there a member given that shares the bytes of a missing one, as in a
 * union? */
static bool member_shared(bridge *b, const c_record *r, const c_field *missing,
                          drupe_value v) {
  const c_field *f;
  uint32_t i;

  for (i = 0; i < r->count; i++) {
    f = &r->fields[i];
    if (f != missing && f->bits == 0 && missing->bits == 0 &&
        f->offset < missing->offset + c_size(missing->type) &&
        missing->offset < f->offset + c_size(f->type) &&
        drupe_has(b->cx, v, r->keys[i]))
      return true;
  }
  return false;
}

static bool members_all(bridge *b, const place *at, const c_record *r,
                        drupe_value v) {
  const c_field *f;
  uint32_t i;

  for (i = 0; i < r->count; i++) {
    f = &r->fields[i];
    if (!drupe_has(b->cx, v, r->keys[i]) && f->type->length != C_FLEXIBLE &&
        !member_shared(b, r, f, v))
      return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                          "member '%s' is missing", f->name);
  }
  return !b->cx->error->pending(b->cx);
}

/* Finds the property that is no member, for the error. */
static bool members_unknown(bridge *b, const place *at, const c_record *r,
                            drupe_value v) {
  drupe_value keys = b->cx->object->keys(
      b->cx, v, DRUPE_KEYS_ENUMERABLE | DRUPE_KEYS_STRINGS);
  int64_t count = b->cx->object->array_length(b->cx, keys), i;
  drupe_str name;

  for (i = 0; i < count; i++) {
    name = drupe_view(b->cx, drupe_at(b->cx, keys, (uint32_t)i));
    if (name.data == NULL || !member_named(r, name))
      return ffi__fail_at(b, at, DRUPE_TYPE_ERROR, "ERR_INVALID_ARG_VALUE",
                          "there is no member '%.80s'",
                          name.data == NULL ? "?" : name.data);
  }
  return !b->cx->error->pending(b->cx);
}

/* Every property must be a member; and every member must be there, but that a
 * union has one of them. */
bool ffi__put_members(bridge *b, const place *at, c_record *r, void *to,
                      drupe_value v, frame *f) {
  const drupe_value *keys = members_keys(b, r);
  drupe_value values[MEMBERS_FEW];
  uint32_t found = 0, from, count, i;
  int64_t own = 0;

  if (keys == NULL)
    return false;
  for (from = 0; from < r->count; from += count) {
    count = r->count - from < MEMBERS_FEW ? r->count - from : MEMBERS_FEW;
    own = b->cx->object->get_many(b->cx, v, count, keys + from, values);
    if (own < 0)
      return false;
    for (i = 0; i < count; i++) {
      if (drupe_is_none(values[i]))
        continue;
      if (!ffi__put_field(b, at, &r->fields[from + i], to, values[i], f))
        return false;
      found++;
    }
  }
  if (own > (int64_t)found && !members_unknown(b, at, r, v))
    return false;
  return found == r->count || members_all(b, at, r, v);
}

/* -- into an object ------------------------------------------------------- */
static drupe_value members_one_by_one(bridge *b, const c_record *r,
                                      const void *from, block *owner) {
  drupe_value o = drupe_object(b->cx);
  uint32_t i;

  for (i = 0; i < r->count; i++)
    (void)drupe_set(b->cx, o, r->keys[i],
                    ffi__get_field(b, &r->fields[i], from, owner, GET_COPY));
  return b->cx->error->pending(b->cx) ? drupe_none() : o;
}

drupe_value ffi__get_members(bridge *b, c_record *r, const void *from,
                             block *owner) {
  const drupe_value *keys = members_keys(b, r);
  drupe_value values[MEMBERS_FEW];
  uint32_t i;

  if (keys == NULL)
    return drupe_none();
  if (r->count > MEMBERS_FEW)
    return members_one_by_one(b, r, from, owner);
  for (i = 0; i < r->count; i++)
    values[i] = ffi__get_field(b, &r->fields[i], from, owner, GET_COPY);
  return b->cx->object->object_with(b->cx, r->count, keys, values);
}

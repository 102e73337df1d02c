/* kernel/tables.c - begin and end of the tables' state, and the engine's free
 * hook. */
#include "kernel/tables.h"

/* -- the hook ------------------------------------------------------------- */
/* Inside the collector: no engine call is allowed, and none is made. */
void drupe__object_freed(void *owner, duk_hobject *object) {
  drupe__kernel *k = owner;
  drupe__tables *tb = k->tables;
  duk_heaphdr *h = &object->hdr;

  if (tb == NULL)
    return;
  tb->in_hook++;
  if (tb->side_count > 0)
    drupe__side_freed(k, h);
  if (DUK_HEAPHDR_GET_TYPE(h) == DUK_HTYPE_OBJECT) {
    if (drupe__is_instance(object))
      drupe__instance_freed(k, (drupe_instance *)(void *)object);
    else if (drupe__is_native_function(object))
      drupe__function_freed(k, object);
  }
  tb->in_hook--;
}

/* -- time ----------------------------------------------------------------- */
uint64_t drupe__ticks_ns(const drupe__kernel *k, uint64_t ticks) {
  const drupe__tables *tb = k->tables;
  uint64_t ns = uv_hrtime() - tb->clock_ns;
  uint64_t passed = drupe__ticks() - tb->clock_ticks;

  if (passed == 0)
    return 0;
  return (uint64_t)((double)ticks * ((double)ns / (double)passed));
}

/* -- create --------------------------------------------------------------- */
static uint32_t tables_keep_top(drupe__kernel *k) {
  uint32_t slot = drupe__slot_take(k, k->root->valstack_top - 1);

  duk_pop(k->root);
  return slot;
}

/* [undefined refs]: the thread stays on the root's stack for ever, which keeps
 * it.  Its first slot is the pending error's. */
static duk_ret_t tables_do_thread(duk_context *ctx, void *data) {
  drupe__kernel *k = data;

  duk_push_thread(ctx);
  k->refs = duk_get_context(ctx, -1);
  duk_push_undefined(k->refs);
  return 1;
}

static duk_ret_t tables_do_fill(duk_context *ctx, void *data) {
  static const char message[] = "Failed to allocate memory";
  drupe__kernel *k = data;
  drupe__tables *tb = k->tables;

  drupe__error_push(ctx, DRUPE_ERROR, "ERR_MEMORY_ALLOCATION_FAILED", message,
                    sizeof(message) - 1);
  tb->nomem_slot = tables_keep_top(k);
  duk_push_undefined(ctx);
  tb->outside_slot = tables_keep_top(k);
  duk_push_string(ctx, DUK_HIDDEN_SYMBOL("drupe.instance"));
  tb->self_slot = tables_keep_top(k);
  duk_push_boolean(ctx, tb->nomem_slot != 0 && tb->outside_slot != 0 &&
                            tb->self_slot != 0);
  return 1;
}

/* A pointer must fit the payload of a value: 47-bit user space does, tagged
 * pointers (MTE, HWASan) and 57-bit maps do not. */
static bool tables_pointers_fit(drupe__kernel *k) {
  uintptr_t heap = (uintptr_t)k->root;
  uintptr_t own = (uintptr_t)k->tables;

  return ((uint64_t)heap & ~DRUPE__PAYLOAD) == 0 &&
         ((uint64_t)own & ~DRUPE__PAYLOAD) == 0;
}

static const drupe_module tables_self = {
    .magic = DRUPE_ABI_MAGIC,
    .size = sizeof(drupe_module),
    .abi_major = DRUPE_ABI_MAJOR,
    .abi_minor = DRUPE_ABI_MINOR,
    .name = "drupe",
    .version = DRUPE_VERSION,
    .build_id = DRUPE_BUILD_ID,
};

static bool tables_make(drupe__kernel *k) {
  drupe__tables *tb = calloc(1, sizeof(*tb));
  bool full;

  if (tb == NULL)
    return false;
  k->tables = tb;
  k->root = k->thread = drupe__engine_context(k->engine);
  tb->owner = uv_thread_self();
  tb->clock_ns = uv_hrtime();
  tb->clock_ticks = drupe__ticks();
  if (!tables_pointers_fit(k)) {
    snprintf(k->why, sizeof(k->why),
             "the system's addresses have more than 48 bits: a value cannot "
             "carry them");
    return false;
  }
  if (duk_safe_call(k->root, tables_do_thread, k, 0, 1) != DUK_EXEC_SUCCESS ||
      duk_safe_call(k->root, tables_do_fill, k, 0, 1) != DUK_EXEC_SUCCESS)
    return false;
  full = duk_get_boolean(k->root, -1) != 0;
  duk_pop(k->root);
  if (!full || !drupe__soon_create(k) || !drupe__services_create(k))
    return false;
  tb->self = drupe__module_create(k, &tables_self, NULL, "drupe");
  if (tb->self == NULL)
    return false;
  tb->self->state = DRUPE__RUNNING;
  return true;
}

int drupe__tables_create(drupe__kernel *k) {
  if (tables_make(k))
    return 0;
  if (k->why[0] == 0)
    snprintf(k->why, sizeof(k->why), "out of memory");
  return DRUPE_E_NOMEM;
}

drupe__module *drupe__module_self(drupe__kernel *k) {
  return k->tables->self;
}

/* -- end ------------------------------------------------------------------ */
static void tables_on_close(uv_handle_t *handle) { free(handle); }

/* Closes what is on the loop.  What modules forgot to free goes too: their
 * callbacks can come no more. */
void drupe__tables_ending(drupe__kernel *k) {
  drupe__tables *tb = k->tables;

  while (tb->handles != NULL)
    drupe__handle_free(tb->handles);
  while (tb->ports != NULL)
    drupe__port_close(tb->ports, NULL);
  drupe__pool_destroy(k);
  drupe__soon_destroy(k);
  if (tb->poll_check != NULL)
    uv_close((uv_handle_t *)tb->poll_check, tables_on_close);
  tb->poll_check = NULL;
  tb->ending = true;
}

bool drupe__pins_left(const drupe__kernel *k) {
  return k->tables != NULL && k->tables->pins != NULL;
}

void drupe__tables_destroy(drupe__kernel *k) {
  drupe__tables *tb = k->tables;
  drupe__pin *pin;

  while (k->modules != NULL)
    drupe__module_destroy(k->modules);
  drupe__services_destroy(k);
  drupe__handles_destroy(tb);
  drupe__sides_free(k);
  while ((pin = tb->pins) != NULL) {
    tb->pins = pin->next;
    free(pin);
  }
  free(tb->finals);
  free(tb->classes);
  free(tb->slot_keys);
  free(k->free_slots);
  free(tb);
  k->tables = NULL;
}

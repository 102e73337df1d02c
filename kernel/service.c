/* kernel/service.c - services: what modules publish for each other.
 *
 * A holding is an entry of a table, named by index and generation in the
 * consumer's token, so that a service given back twice, or after its publisher
 * has gone, is noticed and harms nobody. */
#include "kernel/tables.h"

#include "drupe/bigint.h"
#include "drupe/libuv.h"
#include "drupe/stack.h"

struct drupe__service {
  char *name;
  const drupe_header *api;
  void *self;
  drupe__module *publisher; /* NULL: the kernel's own */
  uint32_t held;
  drupe__service *next;
};

struct drupe__holder {
  drupe__service *service; /* NULL: free */
  drupe__module *consumer;
  void (*lost)(drupe_cx *cx, void *arg);
  void *arg;
  uint32_t generation;
  uint32_t next_free;
};

/* -- the kernel's own ----------------------------------------------------- */
static void *service_uv_loop(drupe_cx *caller, void *self) {
  drupe__kernel *k = self;

  (void)caller;
  return &k->loop;
}

extern const drupe_bigint_api drupe__bigint_api; /* bigint.c */
extern const drupe_stack_api drupe__stack_api;   /* backtrace.c */
extern const drupe_bigint_api drupe__checked_bigint_api; /* their twins */
extern const drupe_stack_api drupe__checked_stack_api;

static const drupe_uv_api service_uv = {
    .head = DRUPE__HEAD(drupe_uv_api),
    .loop = service_uv_loop,
};

/* Contract names of abi/ and the core module that offers each.  Another module
 * may publish one that is free. */
static const struct {
  const char *service;
  const char *module;
} service_owners[] = {
    {"stream.tcp", "net"},
    {"stream.unix", "net"},
    {"stream.tls", "tls"},
};

const char *drupe__service_owner(const char *name, char *room, size_t size) {
  size_t i;

  for (i = 0; i < DRUPE__COUNT(service_owners); i++)
    if (strcmp(service_owners[i].service, name) == 0)
      return service_owners[i].module;
  if (strchr(name, '.') == NULL || strncmp(name, "stream.", 7) == 0)
    return NULL;
  snprintf(room, size, "%.*s", (int)strcspn(name, "."), name);
  return room;
}

static drupe__service *service_find(drupe__kernel *k, const char *name) {
  drupe__service *s;

  for (s = k->services; s != NULL; s = s->next)
    if (strcmp(s->name, name) == 0)
      return s;
  return NULL;
}

/* -- publishing ----------------------------------------------------------- */
static bool service_is_own(const drupe__module *m, const char *name) {
  size_t size = strlen(m->name);

  if (strncmp(name, "stream.", 7) == 0)
    return name[7] != 0;
  return strncmp(name, m->name, size) == 0 && name[size] == '.' &&
         name[size + 1] != 0;
}

static int32_t service_add(drupe__kernel *k, drupe__module *publisher,
                           const char *name, const drupe_header *table,
                           void *self) {
  drupe__service *s = calloc(1, sizeof(*s));

  if (s == NULL || (s->name = strdup(name)) == NULL) {
    free(s);
    return DRUPE_E_NOMEM;
  }
  s->api = table;
  s->self = self;
  s->publisher = publisher;
  s->next = k->services;
  k->services = s;
  return DRUPE_OK;
}

int32_t drupe__service_publish(drupe_cx *cx, const char *name,
                               const drupe_header *table, void *self) {
  drupe__module *m = drupe__module_of(cx);

  if (name == NULL || table == NULL || table->size < sizeof(*table) ||
      !service_is_own(m, name))
    return DRUPE_E_INVAL;
  if (m->state >= DRUPE__STOPPING)
    return DRUPE_E_STATE;
  if (service_find(m->kernel, name) != NULL)
    return DRUPE_E_BUSY;
  return service_add(m->kernel, m, name, table, self);
}

bool drupe__services_create(drupe__kernel *k) {
  return service_add(k, NULL, "drupe.uv", &service_uv.head, k) == DRUPE_OK &&
         service_add(k, NULL, "drupe.bigint", &drupe__bigint_api.head, k) ==
             DRUPE_OK &&
         service_add(k, NULL, "drupe.stack", &drupe__stack_api.head, k) ==
             DRUPE_OK;
}

/* Each holder is told once, in a bracket of his own. */
static void service_tell(drupe__kernel *k, drupe__service *s) {
  drupe__tables *tb = k->tables;
  drupe__holder holder;
  drupe__bracket b;
  uint32_t i;

  for (i = 0; i < tb->holder_count && s->held > 0; i++) {
    holder = tb->holders[i];
    if (holder.service != s || holder.lost == NULL)
      continue;
    tb->holders[i].lost = NULL;
    drupe__enter_always(k, holder.consumer, NULL, &b);
    holder.lost(&holder.consumer->cx, holder.arg);
    drupe__leave(k, &b);
  }
}

static void service_remove(drupe__kernel *k, drupe__service *s) {
  drupe__service **link;

  assert(s->held == 0);
  for (link = &k->services; *link != s; link = &(*link)->next)
    ;
  *link = s->next;
  free(s->name);
  free(s);
}

int32_t drupe__service_withdraw(drupe_cx *cx, const char *name) {
  drupe__module *m = drupe__module_of(cx);
  drupe__service *s = service_find(m->kernel, name);

  if (s == NULL || s->publisher != m)
    return DRUPE_E_NOENT;
  service_tell(m->kernel, s);
  if (s->held > 0)
    return DRUPE_E_BUSY;
  service_remove(m->kernel, s);
  return DRUPE_OK;
}

void drupe__services_tell(drupe__module *m) {
  drupe__service *s, *next;

  for (s = m->kernel->services; s != NULL; s = next) {
    next = s->next;
    if (s->publisher == m)
      service_tell(m->kernel, s);
  }
}

void drupe__services_forget(drupe__module *m) {
  drupe__service *s, *next;

  for (s = m->kernel->services; s != NULL; s = next) {
    next = s->next;
    if (s->publisher == m && s->held == 0)
      service_remove(m->kernel, s);
  }
}

void drupe__services_destroy(drupe__kernel *k) {
  drupe__service *s;

  while ((s = k->services) != NULL) {
    k->services = s->next;
    free(s->name);
    free(s);
  }
  free(k->tables->holders);
}

/* -- consuming ------------------------------------------------------------ */
static drupe__holder *holder_take(drupe__kernel *k, uint32_t *index) {
  drupe__tables *tb = k->tables;
  drupe__holder *list;

  if (tb->holder_free != 0) {
    *index = tb->holder_free - 1;
    tb->holder_free = tb->holders[*index].next_free;
    return &tb->holders[*index];
  }
  list = realloc(tb->holders, (tb->holder_count + 1u) * sizeof(*list));
  if (list == NULL)
    return NULL;
  tb->holders = list;
  *index = tb->holder_count++;
  memset(&list[*index], 0, sizeof(list[*index]));
  return &list[*index];
}

static int32_t service_refuse(drupe__module *m, int32_t status,
                              const char *name, uint16_t major,
                              uint16_t minor, const drupe__service *s) {
  drupe__kernel *k = m->kernel;
  int n = snprintf(k->why, sizeof(k->why), "%s: needs %s %u.%u, ", m->name,
                   name, major, minor);
  size_t at = (size_t)n < sizeof(k->why) ? (size_t)n : sizeof(k->why) - 1;

  if (s == NULL)
    snprintf(k->why + at, sizeof(k->why) - at, "no module offers it");
  else if (status == DRUPE_E_DENIED)
    snprintf(k->why + at, sizeof(k->why) - at,
             "which is for modules of this build (%s); it has %s",
             DRUPE_BUILD_ID,
             m->desc.build_id == NULL ? "no build id" : m->desc.build_id);
  else
    snprintf(k->why + at, sizeof(k->why) - at, "%s offers %u.%u",
             s->publisher == NULL ? "drupe" : s->publisher->name,
             s->api->major, s->api->minor);
  return status;
}

static bool service_is_denied(const drupe__module *m,
                              const drupe__service *s) {
  return s->api == &service_uv.head &&
         (m->desc.build_id == NULL ||
          strcmp(m->desc.build_id, DRUPE_BUILD_ID) != 0);
}

/* What this module sees of it: values of validation mode are others. */
static const drupe_header *service_table(const drupe__module *m,
                                         const drupe__service *s) {
  if (m->validate && s->api == &drupe__bigint_api.head)
    return &drupe__checked_bigint_api.head;
  if (m->validate && s->api == &drupe__stack_api.head)
    return &drupe__checked_stack_api.head;
  return s->api;
}

int32_t drupe__service_query(drupe_cx *cx, const char *name, uint16_t major,
                             uint16_t min_minor,
                             void (*lost)(drupe_cx *cx, void *arg), void *arg,
                             drupe_service *out, const char **why) {
  drupe__module *m = drupe__module_of(cx);
  drupe__kernel *k = m->kernel;
  drupe_service given = {out->size, 0, NULL, NULL, 0};
  drupe__service *s;
  drupe__holder *holder;
  uint32_t index;
  int32_t rc;

  k->why[0] = 0;
  if (why != NULL)
    *why = k->why;
  if (out->size < offsetof(drupe_service, token) + sizeof(out->token))
    return DRUPE_E_INVAL;
  s = service_find(k, name);
  if (s == NULL && m->state < DRUPE__STOPPING && !k->exiting) {
    rc = drupe__load_service(k, name);
    s = service_find(k, name);
    if (s == NULL && rc < 0 && k->why[0] != 0)
      return rc; /* the loader has said why */
  }
  if (s == NULL)
    return service_refuse(m, DRUPE_E_NOENT, name, major, min_minor, NULL);
  if (service_is_denied(m, s))
    return service_refuse(m, DRUPE_E_DENIED, name, major, min_minor, s);
  if (s->api->major != major || s->api->minor < min_minor)
    return service_refuse(m, DRUPE_E_ABI, name, major, min_minor, s);
  holder = holder_take(k, &index);
  if (holder == NULL)
    return DRUPE_E_NOMEM;
  holder->service = s;
  holder->consumer = m;
  holder->lost = lost;
  holder->arg = arg;
  s->held++;
  m->usage.services_used++;
  if (s->publisher != NULL)
    s->publisher->usage.services_held++;
  given.api = service_table(m, s);
  given.self = s->self;
  given.token = (uint64_t)holder->generation << 32 | (index + 1);
  memcpy(out, &given, sizeof(given));
  return DRUPE_OK;
}

void drupe__service_drop(drupe_cx *cx, drupe_service *service) {
  drupe__tables *tb = drupe__kernel_of(cx)->tables;
  uint32_t index = (uint32_t)service->token - 1;
  uint32_t generation = (uint32_t)(service->token >> 32);
  drupe__holder *holder;

  service->token = 0;
  service->api = NULL;
  if (index >= tb->holder_count)
    return;
  holder = &tb->holders[index];
  if (holder->service == NULL || holder->generation != generation)
    return;
  holder->service->held--;
  holder->consumer->usage.services_used--;
  if (holder->service->publisher != NULL)
    holder->service->publisher->usage.services_held--;
  holder->service = NULL;
  holder->generation++;
  holder->next_free = tb->holder_free;
  tb->holder_free = index + 1;
}

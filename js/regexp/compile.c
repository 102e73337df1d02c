/* js/regexp/compile.c - the entries of the compiler. */
#include <string.h>

#include "internal.h"

bool drupe__rx_flags(const char *letters, size_t size, uint32_t *flags) {
  size_t i;

  *flags = 0;
  for (i = 0; i < size; i++) {
    uint32_t flag = drupe__rx_flag((uint8_t)letters[i]);

    if (flag == 0 || (*flags & flag) != 0)
      return false;
    *flags |= flag;
  }
  return (*flags & (DRUPE__RX_UNICODE | DRUPE__RX_SETS)) !=
         (DRUPE__RX_UNICODE | DRUPE__RX_SETS);
}

/* Everything between the setjmp and its longjmp: `result` NULL only checks. */
static void compile_run(rx_compiler *c, drupe__rx_result *result) {
  rx_build b;
  rx_node *root = drupe__rx_parse(c);

  if (result == NULL)
    return;
  memset(&b, 0, sizeof(b));
  b.c = c;
  b.plain = (c->flags & DRUPE__RX_PLAIN) != 0;
  if ((c->flags & DRUPE__RX_WHOLE) == 0) {
    drupe__rx_prune(c, root);
    drupe__rx_unset(c, root);
  }
  drupe__first_of_tree(root);
  drupe__emit(&b, root);
  result->pattern = drupe__build_finish(&b, root, &result->size);
}

static bool compile_protected(rx_compiler *c, drupe__rx_result *result) {
  if (setjmp(c->failed) != 0) {
    drupe__rx_free_all(c);
    return false;
  }
  compile_run(c, result);
  drupe__rx_free_all(c);
  return true;
}

static void compile_init(rx_compiler *c, const uint8_t *source, size_t size,
                         uint32_t flags) {
  memset(c, 0, sizeof(*c));
  c->start = source;
  c->end = source + size;
  c->flags = flags;
}

bool drupe__rx_compile(const uint8_t *source, size_t size, uint32_t flags,
                       drupe__rx_result *result) {
  rx_compiler c;

  memset(result, 0, sizeof(*result));
  compile_init(&c, source, size, flags);
  if (compile_protected(&c, result))
    return true;
  result->error = c.error;
  return false;
}

const char *drupe__rx_check(const uint8_t *source, size_t size,
                            uint32_t flags) {
  rx_compiler c;

  compile_init(&c, source, size, flags);
  c.checking = true;
  if (compile_protected(&c, NULL))
    return NULL;
  return c.error != NULL ? c.error : "out of memory";
}

const char *drupe__rx_name(const drupe__pattern *p, uint32_t i, size_t *size,
                           uint32_t *group) {
  const char *block = (const char *)p;
  const rx_name_record *record =
      (const rx_name_record *)(const void *)(block + p->names) + i;

  assert(i < p->head.names);
  *size = record->size;
  *group = record->group;
  return block + record->text;
}

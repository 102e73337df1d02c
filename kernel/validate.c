/* kernel/validate.c - validation mode. */
#include "kernel/tables.h"

bool drupe__validate_start(drupe__module *m) {
  (void)m;
  return true;
}
void drupe__validate_end(drupe__module *m) { (void)m; }
drupe_value drupe__validate_call(drupe__module *m, drupe_fn fn,
                                 const drupe_call *call, uint32_t declared) {
  (void)declared;
  return fn(&m->cx, call);
}
int32_t drupe__validate_start_call(drupe__module *m, drupe_value exports) {
  return m->desc.start(&m->cx, exports);
}

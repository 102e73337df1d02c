/* kernel/validate.h - validation mode: the tables that check, and the values
 * that carry an index and a generation. */
#ifndef DRUPE_KERNEL_VALIDATE_H
#define DRUPE_KERNEL_VALIDATE_H

#include "kernel/tables.h"

enum { /* rules; docs/abi.md says each in words.  Never reused. */
  DRUPE__RULE_STALE = 1,    /* value kept after its callback or scope */
  DRUPE__RULE_FOREIGN = 2,  /* bits that this module was never given */
  DRUPE__RULE_NULL = 3,     /* NULL where none is allowed */
  DRUPE__RULE_THREAD = 4,   /* a thread that is not the context's */
  DRUPE__RULE_FINALIZER = 5, /* in a finalizer, and not marked [F] */
  DRUPE__RULE_BRACKET = 6,  /* outside any bracket */
  DRUPE__RULE_BALANCE = 7,  /* scopes or brackets left open, or closed twice */
  DRUPE__RULE_OWNER = 8,    /* a handle, reference, ... of another module */
  DRUPE__RULE_FREED = 9,    /* a handle, reference, ... that was freed */
  DRUPE__RULE_LAUNDER = 10, /* a value returned while an error is pending */
  DRUPE__RULE_STOPPED = 11  /* a call of a module that has stopped */
};

typedef struct drupe__handle_value {
  uint64_t real; /* bits of the real value */
  uint32_t generation;
} drupe__handle_value;

/* What validation knows of one module. */
typedef struct drupe__validation {
  drupe__handle_value *values; /* a stack, as the frames are */
  uint32_t count, room;
  drupe__handle_value *keys; /* live as long as the module */
  uint32_t key_count, key_room;
  uint32_t scopes; /* open now */
  const void **things; /* a set of what was made and not freed */
  uint32_t thing_count, thing_room;
  uint32_t reports;
} drupe__validation;

/* Prints "drupe: module NAME: DRV-001: ..." and aborts where
 * DRUPE_VALIDATE_ABORT is set. */
void drupe__validate_report(drupe__module *m, int rule, const char *function,
                            const char *text);
/* May the module call `function` here?  `marks` are those of the header. */
enum { DRUPE__MARK_F = 1, DRUPE__MARK_T = 2, DRUPE__MARK_OUTSIDE = 4 };
bool drupe__validate_enter(drupe_cx *cx, const char *function, int marks);
/* The real value; none, with a report, for what is not the module's. */
drupe_value drupe__validate_in(drupe_cx *cx, const char *function,
                               drupe_value v);
/* What the module is given for a real value. */
drupe_value drupe__validate_out(drupe_cx *cx, drupe_value v);
drupe_value drupe__validate_key(drupe_cx *cx, drupe_value v);
drupe_value *drupe__validate_list(drupe_cx *cx, const char *function,
                                  uint32_t argc, const drupe_value *argv,
                                  drupe_value *few);
/* The kernel's own cx, for functions that are given only a handle. */
drupe_cx *drupe__validate_cx(void);
bool drupe__validate_pointer(drupe_cx *cx, const char *function,
                             const void *p);
/* References, handles, ...: known to be alive and this module's. */
void drupe__validate_made(drupe_cx *cx, const void *thing);
bool drupe__validate_thing(drupe_cx *cx, const char *function,
                           const void *thing);
void drupe__validate_gone(drupe_cx *cx, const void *thing);

/* These four are written by hand. */
int32_t drupe__checked_ref_scope_open(drupe_cx *cx, drupe_scope *scope);
drupe_value drupe__checked_ref_scope_close(drupe_cx *cx, drupe_scope *scope,
                                           drupe_value keep);
int32_t drupe__checked_task_enter(drupe_cx *cx, drupe_async *async,
                                  drupe_entry *entry);
void drupe__checked_task_leave(drupe_cx *cx, drupe_entry *entry);

extern const drupe_core_api drupe__checked_core_api;
extern const drupe_value_api drupe__checked_value_api;
extern const drupe_object_api drupe__checked_object_api;
extern const drupe_function_api drupe__checked_function_api;
extern const drupe_class_api drupe__checked_class_api;
extern const drupe_error_api drupe__checked_error_api;
extern const drupe_ref_api drupe__checked_ref_api;
extern const drupe_buffer_api drupe__checked_buffer_api;
extern const drupe_task_api drupe__checked_task_api;
extern const drupe_loop_api drupe__checked_loop_api;

#endif

/* kernel/signature.h - the text of abi/function.h's signatures, read once. */
#ifndef DRUPE_KERNEL_SIGNATURE_H
#define DRUPE_KERNEL_SIGNATURE_H

#include "kernel/tables.h"

enum { /* drupe__param.check: what a mask of types cannot say */
  DRUPE__CHECK_INTEGER = 1 << 0,
  DRUPE__CHECK_INT32 = 1 << 1,
  DRUPE__CHECK_UINT32 = 1 << 2,
  DRUPE__CHECK_OBJECT = 1 << 3 /* an object must be one of `kinds` */
};
enum { /* drupe__param.kinds */
  DRUPE__KIND_BUFFER = 1 << 0,
  DRUPE__KIND_ARRAY = 1 << 1,
  DRUPE__KIND_DATE = 1 << 2,
  DRUPE__KIND_PROMISE = 1 << 3,
  DRUPE__KIND_CLASS = 1 << 4
};

typedef struct drupe__param {
  uint16_t mask;  /* 1 << drupe_type of what is welcome */
  uint8_t check;  /* 0: the mask says all */
  uint8_t kinds;
  bool optional;
  bool rest;
  uint16_t name_size;
  uint16_t types_size;
  const char *name; /* in the signature's own copy of the text */
  const char *types;
  const drupe_class_def *classes[2]; /* NULL: no more */
} drupe__param;

typedef struct drupe__signature {
  const char *text; /* owned; the params point into it */
  drupe__param *params;
  uint16_t name_size; /* the name is the beginning of text */
  uint16_t count;
  uint16_t required; /* fn.length */
  bool checked;      /* has a parameter list */
  bool rest;         /* the last parameter takes all others */
} drupe__signature;

/* Reads `text`; false with a text in `why`.  `m` knows its classes' names. */
bool drupe__signature_read(drupe__module *m, const char *text,
                           drupe__signature *out, char *why, size_t room);
void drupe__signature_free(drupe__signature *s);

/* The slow half of a check, where the mask already fits. */
bool drupe__param_fits(drupe__kernel *k, const drupe__param *p,
                       drupe_value v);
static inline bool drupe__param_ok(drupe__kernel *k, const drupe__param *p,
                                   drupe_value v) {
  return (p->mask >> drupe_typeof(v) & 1) != 0 &&
         (p->check == 0 || drupe__param_fits(k, p, v));
}
/* Makes the error of a failed check pending, in Node's words. */
void drupe__param_refuse(drupe__kernel *k, const drupe__param *p,
                         drupe_value v);
/* The same for any name and any words ("of type string"). */
void drupe__argument_refuse(drupe__kernel *k, const char *name,
                            size_t name_size, const char *expected,
                            drupe_value v);

#endif

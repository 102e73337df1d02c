/* js/engine/lower_missing.c - stands in for js/syntax until it lowers: ES5 text
 * passes as it is.  Compiled to nothing once js/syntax/lower.c is there. */
#include <stdlib.h>
#include <string.h>

#include "syntax/syntax.h"

typedef int lower_missing; /* a unit must not be empty */

#ifdef DRUPE_LOWER_MISSING
int drupe__lower(const drupe__source *source, drupe__lowering *out,
                 drupe__syntax_error *error) {
  int body = source->goal == DRUPE__COMMONJS || source->goal == DRUPE__FUNCTION;
  const char *params = source->params != NULL ? source->params : "";

  memset(error, 0, sizeof(*error));
  memset(out, 0, sizeof(*out));
  out->text = malloc(source->size + strlen(params) + 32);
  if (out->text == NULL)
    return -1;
  if (body) {
    strcpy(out->text, "(function(");
    strcat(out->text, params);
    strcat(out->text, "){");
  } else {
    out->text[0] = '\0';
  }
  out->size = strlen(out->text);
  memcpy(out->text + out->size, source->text, source->size);
  out->size += source->size;
  if (body) {
    memcpy(out->text + out->size, "\n})", 3);
    out->size += 3;
  }
  out->text[out->size] = '\0';
  return 0;
}

void drupe__lowering_deinit(drupe__lowering *lowering) {
  free(lowering->text);
  memset(lowering, 0, sizeof(*lowering));
}
#endif

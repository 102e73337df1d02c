/* js/engine/inferred_name.c - what V8 calls a function without a name in
 * stacks: the property that it was assigned to, as the source text has it.
 *
 * `a.b["c"] = function () {}` is a.b.c, `a[i] = ..` a.<computed>; `prototype`
 * and `this` are left out, and several targets are put one after the other. */
#include <string.h>

#include "stack.h"

/* A longer name is none. */
enum { INFERRED_MAX = 200 };

typedef struct inferred {
  const char *text;
  size_t at;               /* the byte behind what is not read yet */
  char name[INFERRED_MAX]; /* filled from the end */
  size_t start;            /* of what is filled */
  bool full;
} inferred;

static char inferred_last(const inferred *f) {
  return f->at == 0 ? '\0' : f->text[f->at - 1];
}

/* White space and comments of the form that can be known backwards. */
static void inferred_skip(inferred *f) {
  for (;;) {
    char c = inferred_last(f);

    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      f->at--;
    } else if (c == '/' && f->at > 3 && f->text[f->at - 2] == '*') {
      size_t i = f->at - 3;

      while (i > 0 && (f->text[i] != '*' || f->text[i - 1] != '/'))
        i--;
      if (i == 0)
        return;
      f->at = i - 1;
    } else {
      return;
    }
  }
}

static bool inferred_is_part(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         (unsigned char)c >= 0x80;
}

/* `.part`, in front of what is there. */
static void inferred_put(inferred *f, const char *part, size_t size) {
  bool dot = f->start < sizeof(f->name);

  if ((size == 9 && memcmp(part, "prototype", 9) == 0) ||
      (size == 4 && memcmp(part, "this", 4) == 0))
    return;
  if (size + 1 > f->start) {
    f->full = true;
    return;
  }
  if (dot)
    f->name[--f->start] = '.';
  f->start -= size;
  memcpy(f->name + f->start, part, size);
}

/* `[..]`: a string is a name. */
static bool inferred_index(inferred *f) {
  size_t end = --f->at;
  size_t size;
  char quote;

  while (f->at > 0 && inferred_last(f) != '[' && inferred_last(f) != '\n')
    f->at--;
  if (inferred_last(f) != '[')
    return false;
  quote = f->text[f->at];
  size = end - f->at;
  if (size > 2 && (quote == '"' || quote == '\'') && f->text[end - 1] == quote)
    inferred_put(f, f->text + f->at + 1, size - 2);
  else
    inferred_put(f, "<computed>", 10);
  f->at--;
  return true;
}

static bool inferred_word(inferred *f) {
  size_t end = f->at;

  while (inferred_is_part(inferred_last(f)))
    f->at--;
  if (f->at == end)
    return false;
  inferred_put(f, f->text + f->at, end - f->at);
  return true;
}

/* `a.b[c]` before a `=`; a call at its beginning is left out. */
static bool inferred_target(inferred *f) {
  for (;;) {
    bool index;

    inferred_skip(f);
    index = inferred_last(f) == ']';
    if (!(index ? inferred_index(f) : inferred_word(f)))
      return inferred_last(f) == ')';
    if (index)
      continue;
    inferred_skip(f);
    if (inferred_last(f) != '.')
      return true;
    f->at--;
    if (inferred_last(f) == '?')
      return false;
  }
}

/* A plain `=` or one of `||=`, `&&=`, `??=`. */
static bool inferred_assigns(inferred *f) {
  char c;

  inferred_skip(f);
  if (inferred_last(f) != '=')
    return false;
  f->at--;
  c = inferred_last(f);
  if ((c == '|' || c == '&' || c == '?') && f->at > 1 &&
      f->text[f->at - 2] == c) {
    f->at -= 2;
    return true;
  }
  return c != '\0' && strchr("=!<>+-*/%&|^", c) == NULL;
}

bool drupe__inferred_name_push(duk_context *ctx, const char *text,
                               size_t start) {
  inferred f;

  memset(&f, 0, sizeof(f));
  f.text = text;
  f.at = start;
  f.start = sizeof(f.name);
  while (!f.full && inferred_assigns(&f)) {
    if (!inferred_target(&f))
      break;
  }
  if (f.full || f.start == sizeof(f.name))
    return false;
  duk_push_lstring(ctx, f.name + f.start, sizeof(f.name) - f.start);
  return true;
}

/* js/engine/callee.c - what was called, in the words of the source.
 *
 * "a.b(...).c is not a function": from the place of the instruction the text is
 * read backwards along the member chain.  A scan, not a parse: what it does not
 * understand is an "(intermediate value)", as in V8. */
#include <ctype.h>
#include <string.h>

#include "engine_internal.h"
#include "message.h"
#include "stack.h"
#include "text.h"

#define CALLEE_MAX 200u
#define INTERMEDIATE "(intermediate value)"

typedef struct callee_text {
  const char *text;
  size_t size;
} callee_text;

static bool callee_is_name(char c) {
  return isalnum((unsigned char)c) || c == '_' || c == '$' || c == '#' ||
         (unsigned char)c >= 0x80;
}

static size_t callee_skip_back(const callee_text *t, size_t at) {
  while (at > 0 && isspace((unsigned char)t->text[at - 1]))
    at--;
  return at;
}

static size_t callee_skip(const callee_text *t, size_t at) {
  while (at < t->size && isspace((unsigned char)t->text[at]))
    at++;
  return at;
}

/* Where the bracket that closes before `at` opens; SIZE_MAX: nowhere. */
static size_t callee_open(const callee_text *t, size_t at) {
  int depth = 0;

  while (at-- > 0) {
    char c = t->text[at];

    if (c == ')' || c == ']' || c == '}')
      depth++;
    else if ((c == '(' || c == '[' || c == '{') && --depth == 0)
      return at;
  }
  return SIZE_MAX;
}

/* Words before which an operand begins. */
static bool callee_is_keyword(const char *word, size_t size) {
  static const char *const words[] = {
      "return", "typeof", "new",  "void", "delete", "in",   "of",
      "await",  "yield",  "case", "else", "throw",  "do",   "instanceof"};
  size_t i;

  for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    if (strlen(words[i]) == size && memcmp(words[i], word, size) == 0)
      return true;
  return false;
}

/* Writes at the end of a buffer, growing to the front. */
typedef struct callee_out {
  char buffer[CALLEE_MAX];
  size_t at;
} callee_out;

static bool callee_put(callee_out *out, const char *text, size_t size) {
  if (size > out->at)
    return false;
  out->at -= size;
  memcpy(out->buffer + out->at, text, size);
  return true;
}

/* The operand that ends at `at`: its names, calls and indices. */
static bool callee_scan(const callee_text *t, size_t at, callee_out *out) {
  size_t start;

  for (;;) {
    at = callee_skip_back(t, at);
    start = at;
    if (at > 0 && callee_is_name(t->text[at - 1])) {
      while (start > 0 && callee_is_name(t->text[start - 1]))
        start--;
      if (callee_is_keyword(t->text + start, at - start))
        return callee_put(out, INTERMEDIATE, strlen(INTERMEDIATE));
      if (!callee_put(out, t->text + start, at - start))
        return false;
      at = callee_skip_back(t, start);
      if (at == 0 || t->text[at - 1] != '.')
        return true;
      at--;
      if (at > 0 && t->text[at - 1] == '?')
        at--;
      else if (at > 0 && t->text[at - 1] == '.')
        return true; /* `...name` */
      if (!callee_put(out, ".", 1))
        return false;
      continue;
    }
    if (at == 0 || (t->text[at - 1] != ')' && t->text[at - 1] != ']'))
      return callee_put(out, INTERMEDIATE, strlen(INTERMEDIATE));
    start = callee_open(t, at);
    if (start == SIZE_MAX)
      return false;
    if (start == 0 || !(callee_is_name(t->text[start - 1]) ||
                        t->text[start - 1] == ')' ||
                        t->text[start - 1] == ']'))
      return callee_put(out, INTERMEDIATE, strlen(INTERMEDIATE));
    if (t->text[at - 1] == ')' ? !callee_put(out, "(...)", 5)
                               : !callee_put(out, t->text + start, at - start))
      return false;
    at = start;
  }
}

/* End of the member chain of a constructor that begins at `at`. */
static size_t callee_chain_end(const callee_text *t, size_t at) {
  for (;;) {
    while (at < t->size && callee_is_name(t->text[at]))
      at++;
    if (at + 1 < t->size && t->text[at] == '.' &&
        callee_is_name(t->text[at + 1]))
      at++;
    else
      return at;
  }
}

/* The unit's text and the offset of the running instruction. */
static bool callee_find(duk_hthread *thread, callee_text *t, size_t *offset) {
  duk_activation *act = thread->callstack_curr;
  duk_hobject *function = act != NULL ? DUK_ACT_GET_FUNC(act) : NULL;
  drupe__unit *unit;

  if (function == NULL)
    return false;
  unit = drupe__unit_of(function);
  if (unit == NULL)
    return false;
  t->text = drupe__unit_text(unit, &t->size);
  if (t->text == NULL)
    return false;
  duk_hthread_sync_currpc(thread);
  *offset = drupe__unit_offset(
      thread, unit, function,
      (uint32_t)duk_hthread_get_act_prev_pc(thread, act));
  return *offset < t->size;
}

drupe__callee drupe__callee_push(duk_hthread *thread) {
  callee_out out;
  callee_text t;
  size_t at, end;

  duk_require_stack(thread, 16);
  if (!callee_find(thread, &t, &at))
    return DRUPE__CALLEE_UNKNOWN;
  out.at = sizeof(out.buffer);
  if (t.size - at > 4 && memcmp(t.text + at, "new", 3) == 0 &&
      !callee_is_name(t.text[at + 3])) {
    at = callee_skip(&t, at + 3);
    end = callee_chain_end(&t, at);
    if (end == at || end - at > CALLEE_MAX)
      drupe__text_push(thread, INTERMEDIATE, strlen(INTERMEDIATE));
    else
      drupe__text_push(thread, t.text + at, end - at);
    return DRUPE__CALLEE_NEW;
  }
  for (end = at; end < t.size && callee_is_name(t.text[end]);)
    end++;
  if (end == at || !callee_scan(&t, end, &out))
    return DRUPE__CALLEE_UNKNOWN;
  drupe__text_push(thread, out.buffer + out.at, sizeof(out.buffer) - out.at);
  return DRUPE__CALLEE_CALL;
}

/* kernel/cli_environment.c - NODE_OPTIONS: options that the environment gives,
 * split as Node does.  https://nodejs.org/docs/latest-v20.x/api/cli.html */
#include "kernel/cli_environment.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct words {
  const char *from;
  char *to;
  char **out;
  int count;
  bool quoted; /* inside of "..." */
  bool word;   /* one has begun */
} words;

static void words_add(words *w, char c) {
  if (!w->word)
    w->out[w->count++] = w->to;
  w->word = true;
  *w->to++ = c;
}

static void words_end(words *w) {
  if (w->word)
    *w->to++ = '\0';
  w->word = false;
}

/* One character of the text, or two; what is wrong with it, or NULL. */
static const char *words_step(words *w) {
  char c = *w->from++;

  if (c == '"') {
    w->quoted = !w->quoted;
  } else if (c == ' ' && !w->quoted) {
    words_end(w);
  } else if (c != '\\' || !w->quoted) {
    words_add(w, c);
  } else if (*w->from == '\0') {
    return "invalid escape";
  } else {
    words_add(w, *w->from++);
  }
  return NULL;
}

char **drupe__cli_words(const char *text, int *count, const char **wrong) {
  size_t size = strlen(text);
  /* Every second character begins a word at most; the words lie behind. */
  size_t list = (size / 2 + 2) * sizeof(char *);
  char **out = malloc(list + size + 2);
  words w = {.from = text, .to = (char *)out + list, .out = out};

  *wrong = out == NULL ? "no memory" : NULL;
  while (*wrong == NULL && *w.from != '\0')
    *wrong = words_step(&w);
  if (*wrong == NULL && w.quoted)
    *wrong = "unterminated string";
  if (*wrong != NULL) {
    free(out);
    return NULL;
  }
  words_end(&w);
  out[w.count] = NULL;
  *count = w.count;
  return out;
}

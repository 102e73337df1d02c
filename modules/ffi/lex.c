/* modules/ffi/lex.c - tokens of C, and what a preprocessor leaves: line
 * markers, #define (cc -dD keeps them), #pragma pack. */
#include "parse.h"

#include <assert.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void c_parser_init(c_parser *p, c_unit *u, const c_source *source,
                   c_failure *failure) {
  memset(p, 0, sizeof(*p));
  p->unit = u;
  p->at = p->line_start = source->text;
  p->end = source->text + source->size;
  p->line = 1;
  p->file = source->file;
  p->header = source->header;
  p->fresh_line = true;
  p->failure = failure;
  c_next(p);
}

bool c_fail(c_parser *p, const char *format, ...) {
  va_list args;

  if (p->failed)
    return false;
  p->failed = true;
  va_start(args, format);
  vsnprintf(p->failure->text, sizeof(p->failure->text), format, args);
  va_end(args);
  p->failure->line = p->token.line;
  p->failure->column = p->token.column;
  p->token.kind = T_END;
  return false;
}

/* -- directives ----------------------------------------------------------- */
static bool is_name_start(int c) { return isalpha(c) || c == '_' || c == '$'; }
static bool is_name_part(int c) { return isalnum(c) || c == '_' || c == '$'; }

/* The end of the logical line: a backslash joins two. */
static const char *lex_line_end(const c_parser *p, const char *at) {
  for (; at < p->end && *at != '\n'; at++)
    if (*at == '\\' && at + 1 < p->end && at[1] == '\n')
      at++;
  return at;
}

static const char *lex_blanks(const char *at, const char *end) {
  while (at < end && (*at == ' ' || *at == '\t' || *at == '\\' ||
                      (*at == '\n' && at[-1] == '\\')))
    at++;
  return at;
}

static void lex_define(c_parser *p, const char *at, const char *end) {
  const char *start = at, *name;
  c_macro *m;
  void **place;

  while (at < end && is_name_part((unsigned char)*at))
    at++;
  name = c_copy(p->unit, start, (size_t)(at - start));
  m = c_alloc(p->unit, sizeof(*m));
  place = name == NULL ? NULL : c_map_place(p->unit, &p->unit->macros, name);
  if (m == NULL || place == NULL || at == start)
    return;
  m->name = name;
  m->file = p->file;
  if (at >= end || *at != '(') {
    at = lex_blanks(at, end);
    m->text = c_copy(p->unit, at, (size_t)(end - at));
  }
  if (*place != NULL)
    ((c_macro *)*place)->gone = true;
  *place = m;
  *p->unit->last_macro = m;
  p->unit->last_macro = &m->next;
}

static void lex_undef(c_parser *p, const char *at, const char *end) {
  const char *start = at, *name;
  c_macro *m;

  while (at < end && is_name_part((unsigned char)*at))
    at++;
  name = c_copy(p->unit, start, (size_t)(at - start));
  m = name == NULL ? NULL : c_map_get(&p->unit->macros, name);
  if (m != NULL)
    m->gone = true;
}

/* One address for a name, so that files are compared by it. */
static void lex_file(c_parser *p, const char *name, size_t size) {
  const char *copy;
  void **place;

  if (p->file != NULL && strlen(p->file) == size &&
      memcmp(p->file, name, size) == 0)
    return;
  copy = c_copy(p->unit, name, size);
  place = copy == NULL ? NULL : c_map_place(p->unit, &p->unit->files, copy);
  if (place == NULL)
    return;
  if (*place == NULL)
    *place = (void *)(uintptr_t)copy;
  p->file = *place;
}

/* # 12 "file.h" 1 3 */
static void lex_marker(c_parser *p, const char *at, const char *end) {
  unsigned long line = strtoul(at, NULL, 10);
  const char *open = memchr(at, '"', (size_t)(end - at));
  const char *close =
      open == NULL ? NULL : memchr(open + 1, '"', (size_t)(end - open - 1));

  p->line = line == 0 ? 0 : (uint32_t)line - 1; /* the newline adds one */
  if (close != NULL)
    lex_file(p, open + 1, (size_t)(close - open - 1));
}

/* #pragma pack(push, 1), pack(1), pack(pop), pack() */
static void lex_pragma(c_parser *p, const char *at) {
  uint32_t n = 0;

  if (strncmp(at, "pack", 4) != 0)
    return;
  at += 4 + strspn(at + 4, " \t(");
  if (strncmp(at, "pop", 3) == 0) {
    p->pack = p->pack_count == 0 ? 0 : p->packs[--p->pack_count];
    return;
  }
  if (strncmp(at, "push", 4) == 0) {
    if (p->pack_count < PARSE_PACKS)
      p->packs[p->pack_count++] = p->pack;
    at += 4 + strspn(at + 4, " \t,");
    if (*at == ')')
      return;
  }
  n = (uint32_t)strtoul(at, NULL, 10);
  p->pack = (n & (n - 1)) == 0 && n <= 16 ? n : 0;
}

static bool lex_word(const char **at, const char *end, const char *word) {
  size_t size = strlen(word);

  if ((size_t)(end - *at) < size || memcmp(*at, word, size) != 0 ||
      (*at + size < end && is_name_part((unsigned char)(*at)[size])))
    return false;
  *at = lex_blanks(*at + size, end);
  return true;
}

static void lex_directive(c_parser *p) {
  const char *end = lex_line_end(p, p->at);
  const char *at = lex_blanks(p->at + 1, end);
  const char *start = p->at;

  p->at = end;
  if (at < end && isdigit((unsigned char)*at)) {
    lex_marker(p, at, end);
  } else if (lex_word(&at, end, "line")) {
    lex_marker(p, at, end);
  } else if (lex_word(&at, end, "define")) {
    lex_define(p, at, end);
  } else if (lex_word(&at, end, "undef")) {
    lex_undef(p, at, end);
  } else if (lex_word(&at, end, "pragma")) {
    lex_pragma(p, at);
  } else if (at < end && !p->header) {
    p->token.line = p->line;
    p->token.column = (uint32_t)(start - p->line_start) + 1;
    (void)c_fail(p, "#%.*s needs a preprocessor: use ffi.header",
                 (int)(strcspn(at, " \t\r\n") < 20 ? strcspn(at, " \t\r\n")
                                                   : 20),
                 at);
  }
  for (; start < end; start++)
    if (*start == '\n')
      p->line++;
}

/* -- tokens --------------------------------------------------------------- */
static void lex_newline(c_parser *p) {
  p->line++;
  p->at++;
  p->line_start = p->at;
  p->fresh_line = true;
}

/* Spaces, comments, directives. */
static void lex_space(c_parser *p) {
  while (p->at < p->end && !p->failed) {
    const char *at = p->at;

    if (*at == '\n') {
      lex_newline(p);
    } else if (isspace((unsigned char)*at)) {
      p->at++;
    } else if (*at == '#' && p->fresh_line) {
      lex_directive(p);
    } else if (*at == '\\' && at + 1 < p->end && at[1] == '\n') {
      p->at++;
      lex_newline(p);
      p->fresh_line = false;
    } else if (*at == '/' && at + 1 < p->end && at[1] == '/') {
      while (p->at < p->end && *p->at != '\n')
        p->at++;
    } else if (*at == '/' && at + 1 < p->end && at[1] == '*') {
      for (p->at += 2; p->at < p->end; p->at++) {
        if (*p->at == '\n')
          p->line++;
        if (*p->at == '*' && p->at + 1 < p->end && p->at[1] == '/')
          break;
      }
      p->at = p->at + 2 <= p->end ? p->at + 2 : p->end;
    } else {
      return;
    }
  }
}

/* A text or letter, prefix and all. */
static void lex_quoted(c_parser *p, char quote) {
  c_token *t = &p->token;

  t->kind = quote == '"' ? T_TEXT : T_LETTER;
  for (p->at++; p->at < p->end && *p->at != quote && *p->at != '\n'; p->at++)
    if (*p->at == '\\' && p->at + 1 < p->end)
      p->at++;
  if (p->at >= p->end || *p->at != quote) {
    (void)c_fail(p, "a %s is not closed",
                 quote == '"' ? "string" : "character");
    return;
  }
  p->at++;
  t->size = (size_t)(p->at - t->text);
}

static void lex_number(c_parser *p) {
  p->token.kind = T_NUMBER;
  while (p->at < p->end &&
         (is_name_part((unsigned char)*p->at) || *p->at == '.' ||
          *p->at == '\'' ||
          ((*p->at == '+' || *p->at == '-') && strchr("eEpP", p->at[-1]))))
    p->at++;
  p->token.size = (size_t)(p->at - p->token.text);
}

static void lex_punct(c_parser *p) {
  static const char pairs[][3] = {"<<", ">>", "<=", ">=", "==", "!=",
                                  "&&", "||", "->", "++", "--", "##"};
  size_t i;

  p->token.kind = T_PUNCT;
  p->token.punct = (unsigned char)*p->at;
  for (i = 0; p->at + 1 < p->end && i < sizeof(pairs) / sizeof(pairs[0]); i++)
    if (p->at[0] == pairs[i][0] && p->at[1] == pairs[i][1])
      p->token.punct = C2(pairs[i][0], pairs[i][1]);
  if (p->at + 2 < p->end && memcmp(p->at, "...", 3) == 0)
    p->token.punct = C2('.', '.');
  p->token.size = p->token.punct == C2('.', '.') ? 3
                  : p->token.punct > 255         ? 2
                                                 : 1;
  p->at += p->token.size;
}

void c_next(c_parser *p) {
  c_token *t = &p->token;

  t->kind = T_END;
  t->punct = 0;
  if (p->failed)
    return;
  lex_space(p);
  if (p->failed)
    return;
  p->fresh_line = false;
  t->text = p->at;
  t->size = 0;
  t->line = p->line;
  t->column = (uint32_t)(p->at - p->line_start) + 1;
  if (p->at >= p->end)
    return;
  if (*p->at == '"' || *p->at == '\'') {
    lex_quoted(p, *p->at);
  } else if (is_name_start((unsigned char)*p->at)) {
    while (p->at < p->end && is_name_part((unsigned char)*p->at))
      p->at++;
    t->size = (size_t)(p->at - t->text);
    if (p->at < p->end && (*p->at == '"' || *p->at == '\'') && t->size <= 2) {
      lex_quoted(p, *p->at);
      return;
    }
    t->kind = T_NAME;
    t->name = c_copy(p->unit, t->text, t->size);
    if (t->name == NULL)
      (void)c_fail(p, "out of memory");
  } else if (isdigit((unsigned char)*p->at) ||
             (*p->at == '.' && p->at + 1 < p->end &&
              isdigit((unsigned char)p->at[1]))) {
    lex_number(p);
  } else {
    lex_punct(p);
  }
}

bool c_is_name(const c_parser *p, const char *name) {
  return p->token.kind == T_NAME && strcmp(p->token.name, name) == 0;
}

bool c_take(c_parser *p, int punct) {
  if (!c_is(p, punct))
    return false;
  c_next(p);
  return true;
}

bool c_take_name(c_parser *p, const char *name) {
  if (!c_is_name(p, name))
    return false;
  c_next(p);
  return true;
}

bool c_expect(c_parser *p, int punct) {
  if (c_take(p, punct))
    return true;
  if (p->token.kind == T_END)
    return c_fail(p, "'%c' expected, the text ends", punct);
  return c_fail(p, "'%c' expected before '%.*s'", punct,
                (int)(p->token.size < 40 ? p->token.size : 40), p->token.text);
}

void c_skip_brackets(c_parser *p) {
  int depth = 0;

  do {
    if (c_is(p, '(') || c_is(p, '[') || c_is(p, '{'))
      depth++;
    else if (c_is(p, ')') || c_is(p, ']') || c_is(p, '}'))
      depth--;
    c_next(p);
  } while (depth > 0 && p->token.kind != T_END);
}

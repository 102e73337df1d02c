/* js/syntax/parse.c - the parser's entry, its errors, and its small steps. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chars.h"
#include "typescript.h"

/* --- Errors --- */

/* Counted only when there is an error: the lexer keeps offsets only. */
void drupe__syntax_error_locate(drupe__syntax_error *error, const char *text,
                                size_t size) {
  const uint8_t *at = (const uint8_t *)text;
  const uint8_t *stop = at + (error->offset < size ? error->offset : size);

  error->line = 1;
  error->column = 1;
  while (at < stop) {
    bool crlf = at[0] == '\r' && at[1] == '\n';

    if (*at == '\n' || (*at == '\r' && !crlf) || drupe__is_line_separator(at)) {
      at += *at == 0xe2 ? 3 : 1;
      error->line++;
      error->column = 1;
      continue;
    }
    /* One unit per character, one more for those outside the BMP. */
    if ((*at & 0xc0) != 0x80)
      error->column += *at >= 0xf0 ? 2 : 1;
    at++;
  }
}

/* While the lexer is in a token, its end is that of an earlier one. */
void drupe__fail(drupe__parser *p, uint32_t pos, const char *format, ...) {
  va_list args;

  p->error->offset = pos;
  p->error->end = pos == p->token.start ? p->token.end : pos;
  va_start(args, format);
  vsnprintf(p->error->message, sizeof(p->error->message), format, args);
  va_end(args);
  longjmp(*p->jump, 1);
}

void drupe__fail_range(drupe__parser *p, uint32_t pos, uint32_t end,
                       const char *format, ...) {
  va_list args;

  p->error->offset = pos;
  p->error->end = end;
  va_start(args, format);
  vsnprintf(p->error->message, sizeof(p->error->message), format, args);
  va_end(args);
  longjmp(*p->jump, 1);
}

void drupe__no_memory(drupe__parser *p) {
  drupe__fail(p, p->token.start, "Out of memory");
}

void drupe__too_deep(drupe__parser *p) {
  drupe__fail(p, p->token.start, "Code is nested too deeply");
}

static _Noreturn void unexpected_word(drupe__parser *p) {
  const drupe__token *token = &p->token;
  uint32_t size;
  const char *text = drupe__atom_text(&p->tree->atoms, token->atom, &size);

  if (token->escaped && drupe__atom_is_keyword(token->atom))
    drupe__fail(p, token->start, "Keyword must not contain escaped characters");
  if (token->type == KEYWORD(enum))
    drupe__fail(p, token->start, "Unexpected reserved word");
  if (token->type >= TOKEN_KEYWORD)
    drupe__fail(p, token->start, "Unexpected token '%.*s'", (int)size, text);
  if (token->type == TOKEN_PRIVATE)
    drupe__fail(p, token->start, "Unexpected identifier '#%.*s'", (int)size,
                text);
  if (cx_is(p, CX_STRICT) && token->atom >= ATOM_implements &&
      token->atom <= ATOM_yield)
    drupe__fail(p, token->start, "Unexpected strict mode reserved word");
  drupe__fail(p, token->start, "Unexpected identifier '%.*s'", (int)size, text);
}

/* V8's words for each sort of token. */
void drupe__unexpected(drupe__parser *p) {
  const drupe__token *token = &p->token;

  switch (token->type) {
  case TOKEN_EOF: drupe__fail(p, token->start, "Unexpected end of input");
  case TOKEN_NUMBER:
  case TOKEN_BIGINT: drupe__fail(p, token->start, "Unexpected number");
  case TOKEN_STRING: drupe__fail(p, token->start, "Unexpected string");
  case TOKEN_TEMPLATE:
    drupe__fail(p, token->start, "Unexpected template string");
  case TOKEN_AT: drupe__fail(p, token->start, "Invalid or unexpected token");
  default: break;
  }
  if (token_is_name(p) || token->type == TOKEN_PRIVATE)
    unexpected_word(p);
  drupe__fail(p, token->start, "Unexpected token '%.*s'",
              (int)(token->end - token->start),
              (const char *)p->start + token->start);
}

/* --- Small steps --- */

void drupe__expect(drupe__parser *p, uint32_t type) {
  if (p->token.type != type)
    drupe__unexpected(p);
  drupe__lex_next(p);
}

bool drupe__eat(drupe__parser *p, uint32_t type) {
  if (p->token.type != type)
    return false;
  drupe__lex_next(p);
  return true;
}

/* Automatic semicolon insertion: before `}`, at the end, or at a line end. */
void drupe__semicolon(drupe__parser *p) {
  switch (p->token.type) {
  case TOKEN_SEMICOLON: drupe__lex_next(p); return;
  case TOKEN_RBRACE:
  case TOKEN_EOF: return;
  default:
    if (p->token.newline)
      return;
    /* The most frequent slip deserves V8's own words: `await x` where await is
     * but a name. */
    if (p->cx.await_name_pos != 0 &&
        p->cx.await_name_pos - 1 + strlen("await") == p->previous_end)
      drupe__fail(p, p->cx.await_name_pos - 1,
                  "await is only valid in async functions and the top level "
                  "bodies of modules");
    drupe__unexpected(p);
  }
}

/* --- Memory --- */

/* The doubled capacity of an array; the array moves. */
static void *parse_grow(drupe__parser *p, void *items, size_t item_size,
                        uint32_t *capacity, uint32_t needed) {
  uint64_t wanted = *capacity == 0 ? 64 : (uint64_t)*capacity * 2;

  while (wanted < needed)
    wanted *= 2;
  if (wanted > UINT32_MAX)
    drupe__no_memory(p);
  items = realloc(items, item_size * (size_t)wanted);
  if (items == NULL)
    drupe__no_memory(p);
  *capacity = (uint32_t)wanted;
  return items;
}

void drupe__stack_grow(drupe__parser *p) {
  p->stack = parse_grow(p, p->stack, sizeof(*p->stack), &p->stack_capacity,
                        p->stack_size + 1);
}

/* The items move from the stack into the tree, where a list needs its size
 * before its items. */
uint32_t drupe__stack_list(drupe__parser *p, uint32_t base) {
  uint32_t count = p->stack_size - base;
  uint32_t list;

  assert(base <= p->stack_size);
  if (count == 0)
    return 0;
  list = drupe__tree_alloc(p->tree, count + 1);
  if (list == 0)
    drupe__no_memory(p);
  p->tree->w[list] = count;
  memcpy(p->tree->w + list + 1, p->stack + base, sizeof(uint32_t) * count);
  p->stack_size = base;
  return list;
}

void drupe__buffer_room(drupe__parser *p, uint32_t size) {
  if (p->buffer_capacity - p->buffer_size < size)
    p->buffer =
        parse_grow(p, p->buffer, 1, &p->buffer_capacity, p->buffer_size + size);
}

void drupe__buffer_add(drupe__parser *p, const void *bytes, uint32_t size) {
  drupe__buffer_room(p, size);
  memcpy(p->buffer + p->buffer_size, bytes, size);
  p->buffer_size += size;
}

uint32_t drupe__atom_of(drupe__parser *p, const char *text, uint32_t size) {
  uint32_t atom = drupe__atom_intern(&p->tree->atoms, text, size);

  if (atom == 0)
    drupe__no_memory(p);
  return atom;
}

/* --- Entry --- */

static uint32_t parse_context_flags(const drupe__source *source) {
  static const uint32_t map[][2] = {
      {DRUPE__SOURCE_STRICT, CX_STRICT},
      {DRUPE__SOURCE_NEW_TARGET, CX_NEW_TARGET},
      {DRUPE__SOURCE_SUPER_PROPERTY, CX_SUPER_PROPERTY},
      {DRUPE__SOURCE_SUPER_CALL, CX_SUPER_CALL},
      {DRUPE__SOURCE_NO_ARGUMENTS, CX_NO_ARGUMENTS}};
  uint32_t flags = 0;
  size_t i;

  for (i = 0; i < sizeof(map) / sizeof(map[0]); i++) {
    if (source->flags & map[i][0])
      flags |= map[i][1];
  }
  if (source->goal == DRUPE__COMMONJS)
    flags |= CX_RETURN | CX_NEW_TARGET | CX_IN_FUNCTION;
  if (source->goal == DRUPE__MODULE)
    flags |= CX_STRICT | CX_ASYNC;
  return flags;
}

/* Calls `each` for the names in a list separated by commas. */
static void parse_names(drupe__parser *p, const char *names,
                        void (*each)(drupe__parser *p, uint32_t atom)) {
  while (names != NULL && *names != 0) {
    size_t size = strcspn(names, ",");

    if (size > 0)
      each(p, drupe__atom_of(p, names, (uint32_t)size));
    names += size;
    if (*names == ',')
      names++;
  }
}

static void parse_given_param(drupe__parser *p, uint32_t atom) {
  drupe__declare(p, atom, DECLARE_PARAM, 0);
  drupe__stack_push(p, drupe__node2(p, NODE_IDENT, 0, 0, 0, atom, 0));
}

static void parse_given_private(drupe__parser *p, uint32_t atom) {
  drupe__private_declare(p, atom, PROPERTY_VALUE, false, 0);
}

/* The text of a FUNCTION goal: one function and nothing behind it. */
static uint32_t parse_lone_function(drupe__parser *p) {
  uint32_t pos = p->token.start;
  uint32_t flags = 0;
  uint32_t node;

  if (token_is_word(p, ATOM_async)) {
    flags = FN_ASYNC;
    drupe__lex_next(p);
  }
  if (token_type(p) != KEYWORD(function))
    drupe__unexpected(p);
  node = drupe__parse_function(p, flags, pos, DECLARE_NOTHING);
  if (token_type(p) != TOKEN_EOF)
    drupe__unexpected(p);
  drupe__stack_push(p, drupe__node1(p, NODE_EXPRESSION, 0, 0, pos, node));
  return drupe__stack_list(p, 0);
}

/* The whole unit is one function scope, with the goal's context. */
static void parse_program(drupe__parser *p) {
  const drupe__source *source = p->source;
  uint32_t flags = FN_SIMPLE_PARAMS;
  uint32_t params;
  uint32_t body;
  uint32_t node;

  p->cx.flags = parse_context_flags(source);
  drupe__scope_open(p, true);
  parse_names(p, source->private_names, parse_given_private);
  parse_names(p, source->goal == DRUPE__COMMONJS ? source->params : NULL,
              parse_given_param);
  params = drupe__stack_list(p, 0);
  drupe__lex_next(p);
  if (source->goal == DRUPE__FUNCTION)
    body = parse_lone_function(p);
  else
    body = drupe__parse_body(p, TOKEN_EOF, &flags);
  if (p->module)
    drupe__export_check(p);
  drupe__scope_close(p);
  if (cx_is(p, CX_STRICT))
    flags |= FN_STRICT;
  if (p->cx.uses & USES_AWAIT)
    flags |= FN_ASYNC;
  node = drupe__node(p, NODE_PROGRAM, source->goal, flags, 0, PROGRAM_WORDS);
  node_set_word(p->tree, node, PROGRAM_PARAMS, params);
  node_set_word(p->tree, node, PROGRAM_BODY, body);
  node_set_word(p->tree, node, PROGRAM_END, p->tree->size);
  node_set_word(p->tree, node, PROGRAM_USES, p->cx.uses);
  node_set_word(p->tree, node, PROGRAM_SCOPE, 0);
  p->tree->program = node;
  if (p->typescript)
    drupe__ts_finish(p);
}

static void parser_deinit(drupe__parser *p) {
  free(p->stack);
  free(p->buffer);
  drupe__early_deinit(&p->early);
}

/* Runs the parser; -1 when it left by an error. */
static int parser_run(drupe__parser *p) {
  jmp_buf jump;

  p->jump = &jump;
  if (setjmp(jump) == 0) {
    parse_program(p);
    p->jump = NULL;
    return 0;
  }
  p->jump = NULL;
  return -1;
}

static int parse_source(drupe__tree *tree, const drupe__source *source,
                        char *erased, drupe__syntax_error *error) {
  drupe__parser p;
  int result = -1;

  memset(&p, 0, sizeof(p));
  memset(error, 0, sizeof(*error));
  p.tree = tree;
  p.source = source;
  p.error = error;
  p.module = source->goal == DRUPE__MODULE;
  p.typescript = (source->flags & DRUPE__SOURCE_TYPESCRIPT) != 0;
  p.erased = erased;
  if (source->size > INT32_MAX) {
    memset(tree, 0, sizeof(*tree));
    snprintf(error->message, sizeof(error->message), "Source is too long");
    return -1;
  }
  assert(source->text[source->size] == 0);
  p.start = p.at = (const uint8_t *)source->text;
  p.end = p.start + source->size;
  if (drupe__tree_init(tree, source->text, (uint32_t)source->size) != 0)
    snprintf(error->message, sizeof(error->message), "Out of memory");
  else
    result = parser_run(&p);
  parser_deinit(&p);
  if (result != 0)
    drupe__syntax_error_locate(error, source->text, source->size);
  return result;
}

int drupe__parse(drupe__tree *tree, const drupe__source *source,
                 drupe__syntax_error *error) {
  return parse_source(tree, source, NULL, error);
}

bool drupe__source_is_typescript(const char *file) {
  const char *dot = file == NULL ? NULL : strrchr(file, '.');

  return dot != NULL && (strcmp(dot, ".ts") == 0 || strcmp(dot, ".mts") == 0 ||
                         strcmp(dot, ".cts") == 0);
}

int drupe__erase_types(const drupe__source *source, char *text,
                       drupe__syntax_error *error) {
  drupe__tree tree;
  int result;

  assert(source->flags & DRUPE__SOURCE_TYPESCRIPT);
  memcpy(text, source->text, source->size + 1);
  result = parse_source(&tree, source, text, error);
  drupe__tree_deinit(&tree);
  return result;
}

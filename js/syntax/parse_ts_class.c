/* js/syntax/parse_ts_class.c - what TypeScript puts before the elements of a
 * class. */
#include "typescript.h"

static bool element_is_modifier(uint32_t atom) {
  switch (atom) {
  case ATOM_public:
  case ATOM_private:
  case ATOM_protected:
  case ATOM_readonly:
  case ATOM_override:
  case ATOM_abstract:
  case ATOM_declare:
  case ATOM_static:
  case ATOM_accessor: return true;
  default: return false;
  }
}

/* One word, if it is a modifier: a name follows on its line. */
static bool element_modifier(drupe__parser *p, drupe__ts_element *element) {
  drupe__lex_state here = drupe__lex_save(p);
  drupe__token word = p->token;

  if (word.type != TOKEN_IDENT || word.escaped ||
      !element_is_modifier(word.atom))
    return false;
  drupe__lex_next(p);
  if (!drupe__key_follows(p) || token_type(p) == TOKEN_LBRACE ||
      (p->token.newline && word.atom != ATOM_static)) {
    drupe__lex_restore(p, here);
    return false;
  }
  if (word.atom == ATOM_accessor)
    drupe__fail(p, word.start, "Fields with 'accessor' are not supported");
  if (word.atom == ATOM_static)
    element->is_static = true;
  else
    drupe__ts_erase(p, word.start);
  if (word.atom == ATOM_abstract || word.atom == ATOM_declare)
    element->erased = true;
  return true;
}

/* [key: string]: type; */
static bool element_is_index(drupe__parser *p) {
  drupe__lex_state here = drupe__lex_save(p);
  bool result = false;

  if (token_type(p) != TOKEN_LBRACKET)
    return false;
  drupe__lex_next(p);
  if (token_type(p) == TOKEN_IDENT) {
    drupe__lex_next(p);
    result = token_type(p) == TOKEN_COLON;
  }
  drupe__lex_restore(p, here);
  return result;
}

drupe__ts_element drupe__ts_class_element(drupe__parser *p) {
  drupe__ts_element element = {false, false, false};
  uint32_t start = p->token.start;

  if (token_type(p) == TOKEN_AT)
    drupe__ts_no_decorators(p);
  while (element_modifier(p, &element))
    continue;
  if (element_is_index(p)) {
    drupe__ts_balanced(p);
    drupe__ts_annotation(p);
    drupe__semicolon(p);
    drupe__ts_erase(p, start);
    element.complete = true;
  }
  return element;
}

void drupe__ts_implements(drupe__parser *p) {
  uint32_t start = p->token.start;

  if (!token_is_word(p, ATOM_implements))
    return;
  do {
    drupe__lex_next(p);
    drupe__ts_type(p);
  } while (token_type(p) == TOKEN_COMMA);
  drupe__ts_erase(p, start);
}

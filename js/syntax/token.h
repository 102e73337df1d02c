/* js/syntax/token.h - what the lexer hands to the parser. */
#ifndef DRUPE_JS_SYNTAX_TOKEN_H
#define DRUPE_JS_SYNTAX_TOKEN_H

#include "ast.h"

enum {
  TOKEN_EOF,
  TOKEN_IDENT, /* also contextual words, and any word with an escape */
  TOKEN_PRIVATE,
  TOKEN_NUMBER,
  TOKEN_BIGINT,
  TOKEN_STRING,
  TOKEN_TEMPLATE, /* up to the closing backtick or the next ${ */
  TOKEN_LBRACE,   /* in the order of those that close */
  TOKEN_LPAREN,
  TOKEN_LBRACKET,
  TOKEN_DOT,
  TOKEN_ELLIPSIS,
  TOKEN_RBRACE, /* no expression goes on with this to COLON */
  TOKEN_RPAREN,
  TOKEN_RBRACKET,
  TOKEN_SEMICOLON,
  TOKEN_COMMA,
  TOKEN_COLON,
  TOKEN_QUESTION,
  TOKEN_OPTIONAL, /* ?. */
  TOKEN_ARROW,
  TOKEN_AT,
  TOKEN_OPERATOR,                            /* + OP_, if not a word */
  TOKEN_ASSIGN = TOKEN_OPERATOR + OP_COUNT,  /* + OP_, `=` is OP_NONE */
  TOKEN_KEYWORD = TOKEN_ASSIGN + OP_POW + 1, /* + ATOM_ */
  TOKEN_LAST = TOKEN_KEYWORD + ATOM_KEYWORDS_END
};
#define OPERATOR(op) (TOKEN_OPERATOR + OP_##op)
#define KEYWORD(word) (TOKEN_KEYWORD + ATOM_##word)

typedef struct drupe__token {
  uint8_t type;
  bool newline;   /* a line end stands before it */
  bool escaped;   /* a name with \u */
  bool more;      /* TEMPLATE: ended by ${ */
  uint16_t flags; /* NUMBER_ or STRING_, as the node will have them */
  uint32_t start;
  uint32_t end;
  uint32_t atom;
} drupe__token;

#endif

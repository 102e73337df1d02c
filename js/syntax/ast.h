/* js/syntax/ast.h - the shape of the tree.
 *
 * A node is `kind:8 op:8 flags:16`, `pos`, then the words its kind has below.
 * A word is a node, a list, an atom, a source offset or bits; 0 is "none" for
 * the first three.  A list is `count, items...`, 0 is the empty list.
 *
 * `pos` is the source offset that V8 reports for an error of the node: the
 * property name of a member, the name of a called method, else the start.
 *
 * The height of the tree is bounded (DRUPE__PARSE_DEPTH_MAX), so a recursive
 * walk is safe; chains of one binary operator are lists, not towers. */
#ifndef DRUPE_JS_SYNTAX_AST_H
#define DRUPE_JS_SYNTAX_AST_H

#include <assert.h>

#include "arena.h"

/* clang-format off */
enum {
  NODE_NONE,

  /* --- Expressions.  All may carry FLAG_PAREN. --- */
  NODE_IDENT,       /* a reference or a binding: see IDENT_ */
  NODE_NUMBER,      /* text is pos..end; flags NUMBER_ */
  NODE_BIGINT,      /* text is pos..end, with the `n`; flags NUMBER_ */
  NODE_STRING,      /* text is pos..end, with the quotes; flags STRING_ */
  NODE_TEMPLATE,    /* list: QUASI, expression, QUASI, ... QUASI */
  NODE_QUASI,       /* raw text is pos..end, no delimiters; flags STRING_ */
  NODE_TAGGED,      /* tag`template` */
  NODE_REGEXP,      /* text is pos..end; flags REGEXP_ */
  NODE_ARRAY,       /* list of expressions, SPREAD, 0 for a hole */
  NODE_OBJECT,      /* list of PROPERTY and SPREAD */
  NODE_PROPERTY,    /* also a class's method; op PROPERTY_, flags MEMBER_ */
  NODE_SPREAD,      /* ...argument, in array, object, arguments */
  NODE_FUNCTION,    /* op FUNCTION_, flags FN_ */
  NODE_CLASS,       /* flags CLASS_ */
  NODE_UNARY,       /* op OP_: - + ! ~ typeof void delete */
  NODE_UPDATE,      /* op OP_INC or OP_DEC, flag UPDATE_PREFIX */
  NODE_BINARY,      /* op OP_; inline list of 2 or more operands, left first:
                       a-b-c is one node.  No operand but the first can be a
                       BINARY of the same op without parentheses (** has
                       always two).  pos is the first operator. */
  NODE_LOGICAL,     /* like BINARY, op OP_OROR, OP_ANDAND, OP_NULLISH */
  NODE_ASSIGN,      /* op OP_NONE is `=`, else the operator before the `=`;
                       target is a reference or a pattern; pos the operator */
  NODE_CONDITIONAL, /* test ? yes : no */
  NODE_CALL,        /* callee(arguments); flag FLAG_OPTIONAL: callee?.() */
  NODE_NEW,         /* new callee(arguments); pos is `new` */
  NODE_MEMBER,      /* object.atom, FLAG_OPTIONAL: object?.atom */
  NODE_INDEX,       /* object[index]; pos is `[` */
  NODE_PRIVATE,     /* object.#atom; the atom is without `#` */
  NODE_PRIVATE_IN,  /* #atom in object */
  NODE_CHAIN,       /* the whole of an optional chain: what a `?.` inside
                       leaves when it stops */
  NODE_YIELD,       /* flag YIELD_DELEGATE: yield* */
  NODE_AWAIT,
  NODE_SEQUENCE,    /* inline list of 2 or more expressions */
  NODE_SUPER,       /* only as object of MEMBER/INDEX or as callee of CALL */
  NODE_THIS,
  NODE_NULL,
  NODE_TRUE,
  NODE_FALSE,
  NODE_IMPORT_CALL, /* import(source, options) */
  NODE_IMPORT_META,
  NODE_NEW_TARGET,

  /* --- Property names.  A computed name is any expression. --- */
  NODE_NAME,         /* an identifier name as key, import or export name */
  NODE_PRIVATE_NAME, /* #atom as a class member's key */

  /* --- Patterns, of bindings and of assignments.  Leaves are IDENT, in an
   * assignment also MEMBER, INDEX, PRIVATE. --- */
  NODE_ARRAY_PATTERN,  /* list of targets, DEFAULT, REST (last), 0 = hole */
  NODE_OBJECT_PATTERN, /* list of PROPERTY (value: target or DEFAULT), REST */
  NODE_DEFAULT,        /* target = value; pos is `=` */
  NODE_REST,           /* ...target; also a parameter */

  /* --- Statements --- */
  NODE_PROGRAM,    /* the root; op is the drupe__goal, flags FN_ */
  NODE_BLOCK,
  NODE_VAR,        /* op VAR_ */
  NODE_DECLARATOR, /* one target of a VAR */
  NODE_EXPRESSION, /* flag EXPRESSION_DIRECTIVE in a directive prologue */
  NODE_EMPTY,
  NODE_DEBUGGER,
  NODE_IF,
  NODE_FOR,
  NODE_FOR_IN,     /* target: VAR with one declarator, reference or pattern */
  NODE_FOR_OF,     /* the same; flag FOR_AWAIT */
  NODE_WHILE,
  NODE_DO,
  NODE_CONTINUE,
  NODE_BREAK,
  NODE_RETURN,
  NODE_THROW,
  NODE_WITH,
  NODE_SWITCH,
  NODE_CASE,
  NODE_LABEL,
  NODE_TRY,

  /* --- Class elements other than PROPERTY --- */
  NODE_FIELD,
  NODE_STATIC_BLOCK,

  /* --- Module items --- */
  NODE_IMPORT,
  NODE_IMPORT_NAME,    /* op IMPORT_ */
  NODE_EXPORT_NAMES,   /* export {a as b}, with or without from */
  NODE_EXPORT_NAME,
  NODE_EXPORT_ALL,     /* export * from, export * as ns from */
  NODE_EXPORT_DEFAULT,
  NODE_EXPORT_DECLARATION,
  NODE_KINDS
};

/* Operators, in binary and unary nodes and, with their `=`, in ASSIGN. */
enum {
  OP_NONE,
  OP_NULLISH, OP_OROR, OP_ANDAND, /* LOGICAL */
  OP_OR, OP_XOR, OP_AND, OP_EQ, OP_NE, OP_SEQ, OP_SNE, OP_LT, OP_GT, OP_LE,
  OP_GE, OP_INSTANCEOF, OP_IN, OP_SHL, OP_SHR, OP_USHR, OP_ADD, OP_SUB,
  OP_MUL, OP_DIV, OP_MOD, OP_POW, /* BINARY */
  OP_NOT, OP_BITNOT, OP_PLUS, OP_MINUS, OP_TYPEOF, OP_VOID, OP_DELETE,
  OP_INC, OP_DEC, /* UPDATE */
  OP_COUNT
};

/* --- Flags.  FLAG_PAREN is bit 0 of every expression. --- */
enum {
  FLAG_PAREN = 1u << 0,    /* stood in parentheses */
  FLAG_OPTIONAL = 1u << 1, /* CALL MEMBER INDEX PRIVATE: `?.` before it */

  IDENT_ESCAPED = 1u << 1, /* written with \u */

  NUMBER_LEGACY = 1u << 1,     /* 017 or 089 */
  NUMBER_SEPARATORS = 1u << 2, /* 1_000 */
  NUMBER_RADIX = 1u << 3,      /* 0b or 0o (0x is ES5) */
  NUMBER_VALUE = 1u << 4,      /* not in the text: END is the value */

  STRING_ESCAPES = 1u << 1,   /* has a backslash */
  STRING_BRACES = 1u << 2,    /* has \u{...} */
  STRING_OCTAL = 1u << 3,     /* has \0dd, \8 or \9: not in strict code */
  STRING_LINES = 1u << 4,     /* U+2028, U+2029 as they are; QUASI: any line
                                 end, CR and CRLF mean LF */
  STRING_NON_ASCII = 1u << 5, /* a byte over 0x7f */
  STRING_INVALID = 1u << 6,   /* QUASI of a tagged template: a wrong escape,
                                 its cooked value is undefined */

  /* Of regular expressions: those of js/regexp, shifted by one. */
  REGEXP_D = 1u << 1, REGEXP_G = 1u << 2, REGEXP_I = 1u << 3,
  REGEXP_M = 1u << 4, REGEXP_S = 1u << 5, REGEXP_U = 1u << 6,
  REGEXP_V = 1u << 7, REGEXP_Y = 1u << 8,

  MEMBER_STATIC = 1u << 1,    /* PROPERTY of a class, FIELD */
  MEMBER_COMPUTED = 1u << 2,  /* the key is an expression */
  MEMBER_SHORTHAND = 1u << 3, /* {a}: key NAME, value IDENT (or DEFAULT) */
  MEMBER_PROTO = 1u << 4,     /* {__proto__: v}: sets the prototype */

  SPREAD_COMMA = 1u << 1, /* a comma follows: it can be no rest element */
  UPDATE_PREFIX = 1u << 1,
  YIELD_DELEGATE = 1u << 1,
  EXPRESSION_DIRECTIVE = 1u << 1,
  FOR_AWAIT = 1u << 1,

  CLASS_DECLARATION = 1u << 1,

  FN_DECLARATION = 1u << 1,
  FN_ASYNC = 1u << 2,
  FN_GENERATOR = 1u << 3,
  FN_EXPRESSION_BODY = 1u << 4, /* arrow without braces: body is a node */
  FN_STRICT = 1u << 5,
  FN_USE_STRICT = 1u << 6,    /* has the directive itself */
  FN_SIMPLE_PARAMS = 1u << 7, /* plain names only */
  FN_PARAM_VALUES = 1u << 8,  /* some parameter runs code: default, key */
  FN_PARAM_CLOSURE = 1u << 9, /* function, class or direct eval in there */
  FN_DUPLICATES = 1u << 10,   /* sloppy function(a, a) */
  FN_BLOCK_LEVEL = 1u << 11,  /* a declaration below block, case or if */
  FN_CLASS_MEMBER = 1u << 12  /* method of a class, not of an object */
};

/* What a function's code mentions.  What an arrow uses, its surroundings use
 * too; the INNER_ bits come from functions of any kind, however deep. */
enum {
  USES_THIS = 1u << 0,
  USES_ARGUMENTS = 1u << 1,
  USES_EVAL = 1u << 2, /* a direct eval: a call whose callee is `eval` */
  USES_SUPER_PROPERTY = 1u << 3,
  USES_SUPER_CALL = 1u << 4,
  USES_NEW_TARGET = 1u << 5,
  USES_AWAIT = 1u << 6, /* in its own body: await, for await */
  USES_YIELD = 1u << 7,
  USES_WITH = 1u << 8, /* a with statement in it or in an arrow of it */
  USES_IMPORT_META = 1u << 9,
  USES_INNER_EVAL = 1u << 10, /* a direct eval in it or any function in it */
  USES_INNER_WITH = 1u << 11,
  /* From an arrow outwards. */
  USES_FROM_ARROW = USES_THIS | USES_ARGUMENTS | USES_EVAL |
                    USES_SUPER_PROPERTY | USES_SUPER_CALL | USES_NEW_TARGET |
                    USES_WITH | USES_IMPORT_META | USES_INNER_EVAL |
                    USES_INNER_WITH,
  /* From any other function outwards. */
  USES_FROM_FUNCTION = USES_IMPORT_META | USES_INNER_EVAL | USES_INNER_WITH
};

/* op of a FUNCTION */
enum {
  FUNCTION_PLAIN, /* declaration or expression */
  FUNCTION_ARROW,
  FUNCTION_METHOD,
  FUNCTION_GETTER,
  FUNCTION_SETTER,
  FUNCTION_CONSTRUCTOR,        /* of a class without heritage */
  FUNCTION_DERIVED_CONSTRUCTOR /* of a class with extends */
};

/* op of a PROPERTY; in a pattern always PROPERTY_VALUE */
enum { PROPERTY_VALUE, PROPERTY_METHOD, PROPERTY_GET, PROPERTY_SET };

/* op of a VAR */
enum { VAR_VAR, VAR_LET, VAR_CONST };

/* op of an IMPORT_NAME */
enum { IMPORT_NAMED, IMPORT_DEFAULT, IMPORT_NAMESPACE };

/* --- The words of each kind.  SCOPE words are 0 and belong to the scope
 * pass. --- */
enum { IDENT_ATOM, IDENT_BINDING /* for the scope pass */, IDENT_WORDS };
enum { NUMBER_END, NUMBER_WORDS };
/* ATOM: the value, where it is a property key or a module's, import's or
 * export's name; else 0. */
enum { STRING_END, STRING_ATOM, STRING_WORDS };
enum { TEMPLATE_LIST, TEMPLATE_WORDS };
enum { QUASI_END, QUASI_WORDS };
enum { TAGGED_TAG, TAGGED_TEMPLATE, TAGGED_WORDS };
enum { REGEXP_SLASH /* offset of the closing one */, REGEXP_END, REGEXP_WORDS };
enum { ARRAY_LIST, ARRAY_WORDS }; /* ARRAY, ARRAY_PATTERN, OBJECT_PATTERN */
enum { OBJECT_LIST, OBJECT_SCOPE, OBJECT_WORDS }; /* OBJECT */
enum { PROPERTY_KEY, PROPERTY_ITEM /* value, function or target */,
       PROPERTY_WORDS };
enum { ARGUMENT, ARGUMENT_WORDS }; /* SPREAD REST UNARY UPDATE YIELD AWAIT
                                      CHAIN RETURN THROW EXPRESSION; YIELD
                                      and RETURN may have none */
/* pos..end is the text of toString().  BODY: list of statements, or one
 * expression (FN_EXPRESSION_BODY).  NAME: IDENT or 0. */
enum { FUNCTION_NAME, FUNCTION_PARAMS, FUNCTION_BODY, FUNCTION_END,
       FUNCTION_USES, FUNCTION_SCOPE, FUNCTION_WORDS };
/* BODY: list of PROPERTY, FIELD, STATIC_BLOCK in source order.  CONSTRUCTOR:
 * its FUNCTION or 0; it is in the list as well. */
enum { CLASS_NAME, CLASS_HERITAGE, CLASS_BODY, CLASS_END, CLASS_CONSTRUCTOR,
       CLASS_SCOPE, CLASS_WORDS };
enum { ASSIGN_TARGET, ASSIGN_VALUE, ASSIGN_WORDS }; /* ASSIGN, DEFAULT */
enum { CONDITIONAL_TEST, CONDITIONAL_YES, CONDITIONAL_NO, CONDITIONAL_WORDS };
enum { CALL_CALLEE, CALL_ARGUMENTS, CALL_WORDS }; /* CALL, NEW */
enum { MEMBER_OBJECT, MEMBER_ATOM, MEMBER_WORDS }; /* MEMBER PRIVATE
                                                      PRIVATE_IN */
enum { INDEX_OBJECT, INDEX_INDEX, INDEX_WORDS };
enum { IMPORT_CALL_SOURCE, IMPORT_CALL_OPTIONS, IMPORT_CALL_WORDS };
enum { SUPER_HOME /* for the scope pass: the binding */, SUPER_WORDS };
enum { NAME_ATOM, NAME_WORDS }; /* NAME PRIVATE_NAME CONTINUE BREAK (atom of
                                   the label or 0) */
/* PARAMS: list of IDENT, of COMMONJS only.  A FUNCTION goal's body is one
 * EXPRESSION with the FUNCTION. */
enum { PROGRAM_PARAMS, PROGRAM_BODY, PROGRAM_END, PROGRAM_USES, PROGRAM_SCOPE,
       PROGRAM_WORDS };
enum { BLOCK_LIST, BLOCK_END, BLOCK_SCOPE, BLOCK_WORDS };
enum { VAR_LIST, VAR_WORDS };
/* END: where the declarator's text ends: a later reference in the same
 * function can not meet the dead zone. */
enum { DECLARATOR_TARGET, DECLARATOR_INIT, DECLARATOR_END, DECLARATOR_WORDS };
enum { IF_TEST, IF_THEN, IF_ELSE, IF_WORDS };
enum { FOR_INIT, FOR_TEST, FOR_UPDATE, FOR_BODY, FOR_SCOPE, FOR_WORDS };
enum { FOR_IN_TARGET, FOR_IN_OBJECT, FOR_IN_BODY, FOR_IN_SCOPE,
       FOR_IN_WORDS }; /* FOR_IN, FOR_OF */
enum { WHILE_TEST, WHILE_BODY, WHILE_WORDS }; /* WHILE, DO */
enum { WITH_OBJECT, WITH_BODY, WITH_WORDS };
enum { SWITCH_VALUE, SWITCH_CASES, SWITCH_SCOPE, SWITCH_WORDS };
enum { CASE_TEST /* 0: default */, CASE_LIST, CASE_WORDS };
enum { LABEL_ATOM, LABEL_BODY, LABEL_WORDS };
/* BLOCK, HANDLER, FINALIZER are BLOCKs; SCOPE is the parameter's. */
enum { TRY_BLOCK, TRY_PARAM, TRY_HANDLER, TRY_FINALIZER, TRY_SCOPE,
       TRY_WORDS };
/* The value and the block run as methods of their own: USES is theirs. */
enum { FIELD_KEY, FIELD_VALUE, FIELD_END, FIELD_USES, FIELD_SCOPE,
       FIELD_BINDING /* for the scope pass: holds a computed key */,
       FIELD_WORDS };
enum { STATIC_BLOCK_BODY, STATIC_BLOCK_END, STATIC_BLOCK_USES,
       STATIC_BLOCK_SCOPE, STATIC_BLOCK_WORDS };
/* NAMES: list of IMPORT_NAME.  SOURCE: STRING.  ATTRIBUTES: list of PROPERTY
 * (key NAME or STRING, value STRING). */
enum { IMPORT_NAMES, IMPORT_SOURCE, IMPORT_ATTRIBUTES, IMPORT_WORDS };
enum { IMPORT_NAME_IMPORTED /* NAME, STRING or 0 */, IMPORT_NAME_LOCAL,
       IMPORT_NAME_WORDS };
enum { EXPORT_NAMES_LIST, EXPORT_NAMES_SOURCE /* 0: own names */,
       EXPORT_NAMES_ATTRIBUTES, EXPORT_NAMES_WORDS };
/* LOCAL is an IDENT when there is no source, else NAME or STRING. */
enum { EXPORT_NAME_LOCAL, EXPORT_NAME_EXPORTED, EXPORT_NAME_WORDS };
enum { EXPORT_ALL_NAME /* 0: plain * */, EXPORT_ALL_SOURCE,
       EXPORT_ALL_ATTRIBUTES, EXPORT_ALL_WORDS };
/* ITEM: an expression; FUNCTION or CLASS with the DECLARATION flag, whose
 * name may be missing; for EXPORT_DECLARATION also VAR. */
enum { EXPORT_ITEM, EXPORT_WORDS };

/* clang-format on */

/* --- Access --- */

static inline uint32_t node_kind(const drupe__tree *t, uint32_t n) {
  return t->w[n] & 0xffu;
}
static inline uint32_t node_op(const drupe__tree *t, uint32_t n) {
  return t->w[n] >> 8 & 0xffu;
}
static inline uint32_t node_flags(const drupe__tree *t, uint32_t n) {
  return t->w[n] >> 16;
}
static inline uint32_t node_pos(const drupe__tree *t, uint32_t n) {
  return t->w[n + 1];
}
static inline uint32_t node_word(const drupe__tree *t, uint32_t n,
                                 uint32_t word) {
  return t->w[n + 2 + word];
}
static inline void node_set_word(drupe__tree *t, uint32_t n, uint32_t word,
                                 uint32_t value) {
  t->w[n + 2 + word] = value;
}
static inline void node_set_kind(drupe__tree *t, uint32_t n, uint32_t kind) {
  t->w[n] = (t->w[n] & ~0xffu) | kind;
}
static inline void node_add_flags(drupe__tree *t, uint32_t n, uint32_t flags) {
  assert(flags <= 0xffffu);
  t->w[n] |= flags << 16;
}

/* A list by its index; 0 is the empty one. */
static inline uint32_t list_size(const drupe__tree *t, uint32_t list) {
  return list == 0 ? 0 : t->w[list];
}
static inline uint32_t list_at(const drupe__tree *t, uint32_t list,
                               uint32_t i) {
  assert(i < t->w[list]);
  return t->w[list + 1 + i];
}
/* The list inside a BINARY, LOGICAL or SEQUENCE node. */
static inline uint32_t node_inline_list(uint32_t n) { return n + 2; }

#endif

/* js/syntax/parse.h - from text to tree: all of ES2024 with its early errors,
 * in one pass and in linear time. */
#ifndef DRUPE_JS_SYNTAX_PARSE_H
#define DRUPE_JS_SYNTAX_PARSE_H

#include "ast.h"
#include "source.h"

/* How high a tree can get: what nests deeper is refused.  A level costs the
 * parser under 1 KB of stack. */
enum { DRUPE__PARSE_DEPTH_MAX = 3000 };

/* Parses `source` into `tree`, which it initialises.  0, or -1 with *error
 * filled.  Call drupe__tree_deinit in both cases. */
int drupe__parse(drupe__tree *tree, const drupe__source *source,
                 drupe__syntax_error *error);

/* Copies the text of a TypeScript source to `text`, which has room for size + 1
 * bytes, with blanks for all that is only about types: each place keeps its
 * offset.  0, or -1 with *error filled. */
int drupe__erase_types(const drupe__source *source, char *text,
                       drupe__syntax_error *error);

/* Writes the value of a STRING, or of a QUASI's cooked text, as UTF-8 (a lone
 * surrogate as three bytes) to `out`, which has room for end - pos bytes.
 * Returns the size.  Not for a QUASI with STRING_INVALID. */
uint32_t drupe__string_value(const drupe__tree *tree, uint32_t node, char *out);

#endif

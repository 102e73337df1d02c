/* js/syntax/words.h - the table of names as it is before a text is read: the
 * words of the language, made while building by words/generate.c. */
#ifndef DRUPE_JS_SYNTAX_WORDS_H
#define DRUPE_JS_SYNTAX_WORDS_H

#include "atom.h"

enum { DRUPE__WORDS_TABLE_SIZE = 512 };

extern const drupe__atom drupe__words_list[ATOM_FIRST_FREE];
extern const uint32_t drupe__words_table[DRUPE__WORDS_TABLE_SIZE];
extern const char drupe__words_text[];
extern const uint32_t drupe__words_text_size;

#endif

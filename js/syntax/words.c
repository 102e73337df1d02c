/* js/syntax/words.c - holds the tables that words/generate.c has made. */
#include "words.h"

#include "syntax_words.h"

/* js/syntax/module_kind.h - is a text an ES module or CommonJS? */
#ifndef DRUPE_JS_SYNTAX_MODULE_KIND_H
#define DRUPE_JS_SYNTAX_MODULE_KIND_H

#include <stdbool.h>
#include <stddef.h>

/* text[size] is 0. */
bool drupe__is_module_text(const char *text, size_t size);

#endif

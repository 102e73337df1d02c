/* js/syntax/module_kind.h - is a text an ES module or CommonJS? */
#ifndef DRUPE_JS_SYNTAX_MODULE_KIND_H
#define DRUPE_JS_SYNTAX_MODULE_KIND_H

#include <stdbool.h>
#include <stddef.h>

/* text[size] is 0; the name tells whether it is TypeScript. */
bool drupe__is_module_text(const char *text, size_t size, const char *file);

#endif

/* js/syntax/module_kind.c - is a text an ES module or CommonJS?
 *
 * As Node decides where nothing else says it: CommonJS, unless that fails with
 * an error that only modules' syntax gives. */
#include <string.h>

#include "ast.h"
#include "module_kind.h"
#include "parse.h"

#define KIND_PARAMS "exports,require,module,__filename,__dirname"

/* These say it alone. */
static const char *const kind_sure[] = {
    "Cannot use import statement outside a module", "Unexpected token 'export'",
    "Cannot use 'import.meta' outside a module"};

static bool kind_is_sure(const drupe__syntax_error *error) {
  for (size_t i = 0; i < sizeof(kind_sure) / sizeof(kind_sure[0]); i++)
    if (strcmp(error->message, kind_sure[i]) == 0)
      return true;
  return false;
}

/* Does the text parse as a module whose body awaits? */
static bool kind_awaits(const drupe__source *source) {
  drupe__source module = *source;
  drupe__syntax_error error;
  drupe__tree tree;
  bool awaits;

  module.goal = DRUPE__MODULE;
  module.params = NULL;
  awaits = drupe__parse(&tree, &module, &error) == 0 &&
           (node_flags(&tree, tree.program) & FN_ASYNC) != 0;
  drupe__tree_deinit(&tree);
  return awaits;
}

/* Most texts have none of these, which is quicker to see than parsed. */
static bool kind_may_be_module(const char *text) {
  return strstr(text, "import") != NULL || strstr(text, "export") != NULL ||
         strstr(text, "await") != NULL;
}

bool drupe__is_module_text(const char *text, size_t size, const char *file) {
  drupe__source source = {.text = text,
                          .size = size,
                          .file = file,
                          .goal = DRUPE__COMMONJS,
                          .params = KIND_PARAMS};
  drupe__syntax_error error;
  drupe__tree tree;
  bool parsed;

  if (!kind_may_be_module(text))
    return false;
  if (drupe__source_is_typescript(file))
    source.flags |= DRUPE__SOURCE_TYPESCRIPT;
  parsed = drupe__parse(&tree, &source, &error) == 0;
  drupe__tree_deinit(&tree);
  if (parsed)
    return false;
  return kind_is_sure(&error) || kind_awaits(&source);
}

/* tests/fuzz/lower_fuzz.c - libFuzzer's entry to the whole front-end.
 *
 * The first byte chooses what the text is to be, the rest is the text.  What
 * comes out must end with a NUL at its size, and its line table must lead back
 * into the source. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "syntax/syntax.h"

#define CHECK(condition)                                                       \
  do {                                                                         \
    if (!(condition)) {                                                        \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition);          \
      abort();                                                                 \
    }                                                                          \
  } while (0)

static void check_lowering(const drupe__lowering *lowered, size_t size) {
  uint32_t line;
  uint32_t i;

  CHECK(lowered->text[lowered->size] == 0);
  for (line = 1; line <= lowered->line_count && line <= 64; line++)
    CHECK(drupe__line_offset(lowered->lines, lowered->lines_size, line) <=
          size);
  for (i = 0; i < lowered->function_count; i++) {
    const drupe__function_record *record = &lowered->functions[i];

    CHECK(record->source_start <= record->source_end);
    CHECK(record->source_end <= size);
    free(memcpy(malloc(record->name_size + 1), record->name,
                record->name_size)); /* ASan sees whether all of it is there */
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const drupe__goal goals[] = {DRUPE__SCRIPT, DRUPE__COMMONJS,
                                      DRUPE__EVAL, DRUPE__MODULE};
  drupe__source source = {0};
  drupe__syntax_error error;
  drupe__lowering lowered;
  char *text;

  if (size == 0)
    return 0;
  text = malloc(size);
  memcpy(text, data + 1, size - 1);
  text[size - 1] = 0;
  source.text = text;
  source.size = size - 1;
  source.file = "fuzz.js";
  source.goal = goals[data[0] % 4];
  source.flags = (data[0] / 4 % 2 ? DRUPE__SOURCE_STRICT : 0) |
                 (data[0] / 8 % 2 ? DRUPE__SOURCE_TYPESCRIPT : 0);
  source.params = "exports,require,module";
  if (drupe__lower(&source, &lowered, &error) == 0)
    check_lowering(&lowered, source.size);
  else
    CHECK(error.offset <= source.size && error.message[0] != 0);
  drupe__lowering_deinit(&lowered);
  free(text);
  return 0;
}

/* js/syntax/words/generate.c - makes syntax_words.h while we build: the table
 * of names as it is before a text is read, with the words of the language in
 * it.  Every unit begins with a copy. */
#include <stdio.h>

#include "../atom_hash.h"
#include "../words.h"

static const char *const words[ATOM_FIRST_FREE] = {
#define X(word) [ATOM_##word] = #word,
    DRUPE__KEYWORDS(X) DRUPE__WORDS(X)
#undef X
        [ATOM_default_export] = "*default*"};

static void print_list(void) {
  uint32_t offset = 0;
  uint32_t i;

  puts("const drupe__atom drupe__words_list[ATOM_FIRST_FREE] = {\n    {0},");
  for (i = 1; i < ATOM_FIRST_FREE; i++) {
    uint32_t size = (uint32_t)strlen(words[i]);

    printf("    {.offset = 0x%xu, .size = %u, .hash = 0x%xu},\n",
           offset | DRUPE__ATOM_IN_NAMES, size,
           drupe__name_hash(words[i], size));
    offset += size;
  }
  puts("};\n\nconst char drupe__words_text[] =");
  for (i = 1; i < ATOM_FIRST_FREE; i++)
    printf("    \"%s\"\n", words[i]);
  printf("    ;\n\nconst uint32_t drupe__words_text_size = %u;\n\n", offset);
}

/* Open addressing, as in atom.c. */
static void print_table(void) {
  uint32_t table[DRUPE__WORDS_TABLE_SIZE] = {0};
  uint32_t i, at;

  for (i = 1; i < ATOM_FIRST_FREE; i++) {
    at = drupe__name_hash(words[i], (uint32_t)strlen(words[i]));
    while (table[at % DRUPE__WORDS_TABLE_SIZE] != 0)
      at++;
    table[at % DRUPE__WORDS_TABLE_SIZE] = i;
  }
  puts("const uint32_t drupe__words_table[] = {");
  for (i = 0; i < DRUPE__WORDS_TABLE_SIZE; i++)
    printf("%u,%s", table[i], i % 16 == 15 ? "\n" : " ");
  puts("};");
}

int main(void) {
  puts("/* Made by js/syntax/words/generate.c. */");
  print_list();
  print_table();
  return 0;
}

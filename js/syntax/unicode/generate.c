/* js/syntax/unicode/generate.c - makes unicode_names.h while we build.
 *
 * generate FOLDER > unicode_names.h, where FOLDER is Debian's
 * /usr/share/unicode: the characters that names are made of. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../unicode/ucd.h"

/* Prints the ranges of one derived property as a table and its size.  The
 * file has them in order; neighbours are joined. */
static void print_ranges(const char *folder, const char *property,
                         const char *table, const char *size_name) {
  FILE *file = ucd_open(folder, "DerivedCoreProperties.txt");
  char line[512];
  char *fields[UCD_FIELDS_MAX];
  unsigned first = 0;
  unsigned last = 0;
  bool open = false;
  unsigned count = 0;

  printf("static const drupe__char_range %s[] = {", table);
  while (fgets(line, sizeof(line), file) != NULL) {
    unsigned a;
    unsigned b;
    int got;

    if (ucd_split(line, fields) < 2 || strcmp(fields[1], property) != 0)
      continue;
    got = sscanf(fields[0], "%x..%x", &a, &b);
    if (got < 2)
      b = a;
    if (open && a == last + 1) {
      last = b;
      continue;
    }
    if (open)
      printf("%s{0x%x, 0x%x},", count++ % 4 ? " " : "\n    ", first, last);
    open = true;
    first = a;
    last = b;
  }
  printf("%s{0x%x, 0x%x}};\n", count++ % 4 ? " " : "\n    ", first, last);
  printf("#define %s %uu\n\n", size_name, count);
  fclose(file);
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: generate FOLDER\n");
    return 2;
  }
  printf("/* Made by js/syntax/unicode/generate.c. */\n"
         "#ifndef DRUPE_JS_SYNTAX_UNICODE_NAMES_H\n"
         "#define DRUPE_JS_SYNTAX_UNICODE_NAMES_H\n\n"
         "#include <stddef.h>\n#include <stdint.h>\n\n"
         "typedef struct drupe__char_range {\n"
         "  uint32_t first;\n  uint32_t last;\n} drupe__char_range;\n\n");
  print_ranges(argv[1], "ID_Start", "drupe__id_start", "DRUPE__ID_START_COUNT");
  print_ranges(argv[1], "ID_Continue", "drupe__id_continue",
               "DRUPE__ID_CONTINUE_COUNT");
  printf("#endif\n");
  return 0;
}

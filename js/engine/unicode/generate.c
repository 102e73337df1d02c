/* js/engine/unicode/generate.c - makes engine_unicode.h while we build.
 *
 * generate FOLDER > engine_unicode.h, where FOLDER is Debian's
 * /usr/share/unicode: what String.prototype.normalize, toLowerCase and
 * toUpperCase have to know of characters. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../unicode/ucd.h"

enum { CHARACTERS = 0x110000, TEXT_MAX = 20 };

/* A sequence of characters that one becomes; size 0: itself. */
typedef struct mapping {
  unsigned text[TEXT_MAX];
  unsigned char size;
  bool compatible; /* a decomposition for the K forms only */
} mapping;

static mapping decompositions[CHARACTERS], lower[CHARACTERS], upper[CHARACTERS];
static unsigned char classes[CHARACTERS]; /* canonical combining */
static bool excluded[CHARACTERS];         /* from composition */

static void read_text(const char *text, mapping *out) {
  char *end;

  out->size = 0;
  for (;;) {
    unsigned long c = strtoul(text, &end, 16);

    if (end == text)
      return;
    out->text[out->size++] = (unsigned)c;
    text = end;
  }
}

static void read_decomposition(const char *text, mapping *out) {
  out->compatible = *text == '<';
  if (out->compatible)
    text = strchr(text, '>') + 1;
  read_text(text, out);
}

static void read_characters(const char *folder) {
  FILE *file = ucd_open(folder, "UnicodeData.txt");
  char line[1024], *fields[UCD_FIELDS_MAX];

  while (fgets(line, sizeof(line), file) != NULL) {
    unsigned c;

    if (ucd_split(line, fields) < 15)
      continue;
    c = (unsigned)strtoul(fields[0], NULL, 16);
    classes[c] = (unsigned char)atoi(fields[3]);
    read_decomposition(fields[5], &decompositions[c]);
    read_text(fields[12], &upper[c]);
    read_text(fields[13], &lower[c]);
  }
  fclose(file);
}

/* Mappings to more than one character; those with a condition are the
 * language's own business. */
static void read_special(const char *folder) {
  FILE *file = ucd_open(folder, "SpecialCasing.txt");
  char line[1024], *fields[UCD_FIELDS_MAX];

  while (fgets(line, sizeof(line), file) != NULL) {
    int count = ucd_split(line, fields);
    unsigned c;

    if (count < 4 || (count > 4 && fields[4][0] != 0))
      continue;
    c = (unsigned)strtoul(fields[0], NULL, 16);
    read_text(fields[1], &lower[c]);
    read_text(fields[3], &upper[c]);
  }
  fclose(file);
}

typedef void (*range_fn)(unsigned first, unsigned last);

static void read_property(const char *folder, const char *name,
                          const char *property, range_fn fn) {
  FILE *file = ucd_open(folder, name);
  char line[1024], *fields[UCD_FIELDS_MAX];

  while (fgets(line, sizeof(line), file) != NULL) {
    unsigned first, last;

    if (ucd_split(line, fields) < 2 ||
        strncmp(fields[1], property, strlen(property)) != 0)
      continue;
    fields[1][strcspn(fields[1], " ")] = 0;
    if (strcmp(fields[1], property) != 0)
      continue;
    first = last = (unsigned)strtoul(fields[0], NULL, 16);
    if (strstr(fields[0], "..") != NULL)
      last = (unsigned)strtoul(strstr(fields[0], "..") + 2, NULL, 16);
    fn(first, last);
  }
  fclose(file);
}

static void exclude(unsigned first, unsigned last) {
  for (; first <= last; first++)
    excluded[first] = true;
}

static void print_range(unsigned first, unsigned last) {
  printf("  {0x%X, 0x%X},\n", first, last);
}

static void print_ranges(const char *folder, const char *property,
                         const char *table) {
  printf("static const text_range %s[] = {\n", table);
  read_property(folder, "DerivedCoreProperties.txt", property, print_range);
  printf("};\n\n");
}

static bool is_itself(const mapping *m, unsigned c) {
  return m->size == 0 || (m->size == 1 && m->text[0] == c);
}

/* A table of characters with a place in the list of what they become. */
static void print_mappings(const char *table, const mapping *of) {
  unsigned c, i, at = 0;

  printf("static const unsigned %s_text[] = {\n", table);
  for (c = 0; c < CHARACTERS; c++)
    if (!is_itself(&of[c], c))
      for (i = 0; i < of[c].size; i++)
        printf("0x%X,%s", of[c].text[i], i + 1 == of[c].size ? "\n" : " ");
  printf("};\nstatic const text_mapping %s[] = {\n", table);
  for (c = 0; c < CHARACTERS; c++) {
    if (is_itself(&of[c], c))
      continue;
    printf("  {0x%X, %u, %u, %d},\n", c, at, of[c].size, of[c].compatible);
    at += of[c].size;
  }
  printf("};\n\n");
}

static void print_classes(void) {
  unsigned c;

  printf("static const text_class classes[] = {\n");
  for (c = 0; c < CHARACTERS; c++)
    if (classes[c] != 0)
      printf("  {0x%X, %u},\n", c, classes[c]);
  printf("};\n\n");
}

static int compare_pairs(const void *a, const void *b) {
  const unsigned *x = a, *y = b;

  if (x[0] != y[0])
    return x[0] < y[0] ? -1 : 1;
  return (x[1] > y[1]) - (x[1] < y[1]);
}

/* Pairs that compose, in order of the first, then the second. */
static void print_pairs(void) {
  static unsigned pairs[4096][3];
  size_t count = 0, i;
  unsigned c;

  for (c = 0; c < CHARACTERS; c++) {
    const mapping *m = &decompositions[c];

    if (m->size != 2 || m->compatible || excluded[c])
      continue;
    pairs[count][0] = m->text[0];
    pairs[count][1] = m->text[1];
    pairs[count++][2] = c;
  }
  qsort(pairs, count, sizeof(pairs[0]), compare_pairs);
  printf("static const text_pair pairs[] = {\n");
  for (i = 0; i < count; i++)
    printf("  {0x%X, 0x%X, 0x%X},\n", pairs[i][0], pairs[i][1], pairs[i][2]);
  printf("};\n");
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "generate FOLDER > engine_unicode.h\n");
    return 2;
  }
  read_characters(argv[1]);
  read_special(argv[1]);
  read_property(argv[1], "DerivedNormalizationProps.txt",
                "Full_Composition_Exclusion", exclude);
  printf("/* Made by js/engine/unicode/generate.c. */\n\n");
  print_mappings("decompositions", decompositions);
  print_mappings("lower", lower);
  print_mappings("upper", upper);
  print_ranges(argv[1], "Cased", "cased");
  print_ranges(argv[1], "Case_Ignorable", "case_ignorable");
  print_classes();
  print_pairs();
  return 0;
}

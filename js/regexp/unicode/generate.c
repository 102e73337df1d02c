/* js/regexp/unicode/generate.c - makes regexp_unicode.h while we build.
 *
 * generate FOLDER > regexp_unicode.h, where FOLDER is Debian's
 * /usr/share/unicode: the characters of each property that \p{...} may ask for,
 * the strings of the properties of strings, and how case is ignored. */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../../unicode/ucd.h"

enum { CHARS = 0x110000, VALUES_MAX = 256, NAME_MAX_ = 64 };

/* Properties of the standard's table, by their long names. */
static const char *const binary_names[] = {"ASCII_Hex_Digit",
                                           "Alphabetic",
                                           "Bidi_Control",
                                           "Bidi_Mirrored",
                                           "Case_Ignorable",
                                           "Cased",
                                           "Changes_When_Casefolded",
                                           "Changes_When_Casemapped",
                                           "Changes_When_Lowercased",
                                           "Changes_When_NFKC_Casefolded",
                                           "Changes_When_Titlecased",
                                           "Changes_When_Uppercased",
                                           "Dash",
                                           "Default_Ignorable_Code_Point",
                                           "Deprecated",
                                           "Diacritic",
                                           "Emoji",
                                           "Emoji_Component",
                                           "Emoji_Modifier",
                                           "Emoji_Modifier_Base",
                                           "Emoji_Presentation",
                                           "Extended_Pictographic",
                                           "Extender",
                                           "Grapheme_Base",
                                           "Grapheme_Extend",
                                           "Hex_Digit",
                                           "IDS_Binary_Operator",
                                           "IDS_Trinary_Operator",
                                           "ID_Continue",
                                           "ID_Start",
                                           "Ideographic",
                                           "Join_Control",
                                           "Logical_Order_Exception",
                                           "Lowercase",
                                           "Math",
                                           "Noncharacter_Code_Point",
                                           "Pattern_Syntax",
                                           "Pattern_White_Space",
                                           "Quotation_Mark",
                                           "Radical",
                                           "Regional_Indicator",
                                           "Sentence_Terminal",
                                           "Soft_Dotted",
                                           "Terminal_Punctuation",
                                           "Unified_Ideograph",
                                           "Uppercase",
                                           "Variation_Selector",
                                           "White_Space",
                                           "XID_Continue",
                                           "XID_Start"};
static const char *const binary_files[] = {
    "DerivedCoreProperties.txt", "PropList.txt", "emoji/emoji-data.txt",
    "extracted/DerivedBinaryProperties.txt", "DerivedNormalizationProps.txt"};
static const char *const string_names[] = {"Basic_Emoji",
                                           "Emoji_Keycap_Sequence",
                                           "RGI_Emoji_Modifier_Sequence",
                                           "RGI_Emoji_Flag_Sequence",
                                           "RGI_Emoji_Tag_Sequence",
                                           "RGI_Emoji_ZWJ_Sequence"};

/* A value of General_Category or Script: its names, its number. */
typedef struct value {
  char names[4][NAME_MAX_];
  int name_count;
  char members[128]; /* of a group of categories: "Ll | Lm | Lo" */
} value;

static const char *folder;
static uint8_t category[CHARS], script[CHARS];
static uint8_t map[CHARS]; /* the set being made */
static value values[VALUES_MAX];
static int value_count;
static unsigned set_count, byte_count;
/* The parts of the header that come behind the bytes. */
static FILE *names_out, *sets_out;

/* -- reading --------------------------------------------------------------- */
static void read_range(const char *field, unsigned *first, unsigned *last) {
  if (sscanf(field, "%x..%x", first, last) < 2)
    *last = *first;
}

/* -- writing --------------------------------------------------------------- */
static void put_byte(unsigned byte) {
  printf("%s%u,", byte_count % 20 == 0 ? "\n" : "", byte);
  byte_count++;
}

static void put_varint(unsigned v) {
  for (; v >= 0x80; v >>= 7)
    put_byte((v & 0x7f) | 0x80);
  put_byte(v);
}

/* Writes `map` as a set: gap and length less one of each range; its number. */
static unsigned put_set(void) {
  unsigned start = byte_count, ranges = 0, from = 0, c = 0;

  while (c < CHARS) {
    unsigned first;

    while (c < CHARS && !map[c])
      c++;
    if (c == CHARS)
      break;
    first = c;
    while (c < CHARS && map[c])
      c++;
    put_varint(first - from);
    put_varint(c - 1 - first);
    from = c;
    ranges++;
  }
  fprintf(sets_out, "    {%u, %u},\n", start, ranges);
  return set_count++;
}

/* A name: its kind, set and length in four bytes, then its letters. */
static void put_name(const char *kind, const char *name, unsigned set) {
  fprintf(names_out, "    %s, %u, %u, %u,", kind, set & 255, set >> 8,
          (unsigned)strlen(name));
  for (; *name != 0; name++)
    fprintf(names_out, " '%c',", *name);
  fprintf(names_out, "\n");
}

/* -- binary properties ----------------------------------------------------- */
static bool add_property(const char *file_name, const char *property) {
  FILE *file = ucd_open(folder, file_name);
  char line[1024];
  char *fields[UCD_FIELDS_MAX];
  bool found = false;

  while (fgets(line, sizeof(line), file) != NULL) {
    unsigned first, last;

    if (ucd_split(line, fields) < 2 || strcmp(fields[1], property) != 0)
      continue;
    found = true;
    read_range(fields[0], &first, &last);
    memset(map + first, 1, last - first + 1);
  }
  fclose(file);
  return found;
}

/* All names of a property, from PropertyAliases.txt. */
static void put_aliases(const char *property, unsigned set) {
  FILE *file = ucd_open(folder, "PropertyAliases.txt");
  char line[1024];
  char *fields[UCD_FIELDS_MAX];

  while (fgets(line, sizeof(line), file) != NULL) {
    int count = ucd_split(line, fields), i;

    if (count < 2 || strcmp(fields[1], property) != 0)
      continue;
    for (i = 0; i < count; i++) {
      if (i == 0 || strcmp(fields[i], fields[0]) != 0)
        put_name("RX_BINARY", fields[i], set);
    }
  }
  fclose(file);
}

static void put_binary(void) {
  size_t i, k;

  for (i = 0; i < sizeof(binary_names) / sizeof(*binary_names); i++) {
    bool found = false;

    memset(map, 0, sizeof(map));
    for (k = 0; k < sizeof(binary_files) / sizeof(*binary_files) && !found; k++)
      found = add_property(binary_files[k], binary_names[i]);
    if (!found) {
      fprintf(stderr, "generate: no property %s\n", binary_names[i]);
      exit(1);
    }
    put_aliases(binary_names[i], put_set());
  }
  memset(map, 1, sizeof(map));
  put_name("RX_BINARY", "Any", put_set());
  memset(map + 0x80, 0, sizeof(map) - 0x80);
  put_name("RX_BINARY", "ASCII", put_set());
}

/* -- values of General_Category and Script --------------------------------- */
/* Reads the names of a property's values; what stands behind # are a group's
 * members. */
static void read_values(const char *property) {
  FILE *file = ucd_open(folder, "PropertyValueAliases.txt");
  char line[1024];
  char *fields[UCD_FIELDS_MAX];

  value_count = 0;
  while (fgets(line, sizeof(line), file) != NULL) {
    char *comment = strchr(line, '#');
    value *v = &values[value_count];
    int count, i;

    snprintf(v->members, sizeof(v->members), "%s",
             comment != NULL ? comment + 1 : "");
    count = ucd_split(line, fields);
    if (count < 3 || strcmp(fields[0], property) != 0)
      continue;
    v->name_count = 0;
    for (i = 1; i < count && v->name_count < 4; i++) {
      int k = 0;

      while (k < v->name_count && strcmp(v->names[k], fields[i]) != 0)
        k++;
      if (k == v->name_count)
        snprintf(v->names[v->name_count++], NAME_MAX_, "%s", fields[i]);
    }
    value_count++;
  }
  fclose(file);
}

static int value_find(const char *name) {
  int i, k;

  for (i = 0; i < value_count; i++) {
    for (k = 0; k < values[i].name_count; k++) {
      if (strcmp(values[i].names[k], name) == 0)
        return i;
    }
  }
  fprintf(stderr, "generate: no value %s\n", name);
  exit(1);
}

static void read_values_of_chars(const char *file_name, uint8_t *of) {
  FILE *file = ucd_open(folder, file_name);
  char line[1024];
  char *fields[UCD_FIELDS_MAX];

  while (fgets(line, sizeof(line), file) != NULL) {
    unsigned first, last;

    if (ucd_split(line, fields) < 2)
      continue;
    read_range(fields[0], &first, &last);
    memset(of + first, value_find(fields[1]), last - first + 1);
  }
  fclose(file);
}

static void put_value_names(const char *kind, const value *v, unsigned set) {
  int k;

  for (k = 0; k < v->name_count; k++)
    put_name(kind, v->names[k], set);
}

/* Adds the category to `map`; a group's members each. */
static void add_category(int i) {
  char members[sizeof(values[i].members)];
  char *member;
  unsigned c;

  if (strchr(values[i].members, '|') == NULL) {
    for (c = 0; c < CHARS; c++)
      map[c] = map[c] || category[c] == i;
    return;
  }
  memcpy(members, values[i].members, sizeof(members));
  for (member = strtok(members, " |\n"); member != NULL;
       member = strtok(NULL, " |\n"))
    add_category(value_find(member));
}

static void put_categories(void) {
  int i, unassigned;
  unsigned c;

  read_values("gc");
  unassigned = value_find("Cn");
  memset(category, unassigned, sizeof(category));
  read_values_of_chars("extracted/DerivedGeneralCategory.txt", category);
  for (i = 0; i < value_count; i++) {
    memset(map, 0, sizeof(map));
    add_category(i);
    put_value_names("RX_CATEGORY", &values[i], put_set());
  }
  for (c = 0; c < CHARS; c++)
    map[c] = category[c] != unassigned;
  put_name("RX_BINARY", "Assigned", put_set());
}

/* Script_Extensions has short names; what it does not list has its script
 * alone. */
static void add_extensions(int i) {
  FILE *file = ucd_open(folder, "ScriptExtensions.txt");
  char line[1024];
  char *fields[UCD_FIELDS_MAX];

  while (fgets(line, sizeof(line), file) != NULL) {
    unsigned first, last;
    char *name;
    bool in = false;

    if (ucd_split(line, fields) < 2)
      continue;
    read_range(fields[0], &first, &last);
    for (name = strtok(fields[1], " "); name != NULL; name = strtok(NULL, " "))
      in = in || value_find(name) == i;
    memset(map + first, in, last - first + 1);
  }
  fclose(file);
}

static void put_scripts(void) {
  int i;
  unsigned c;

  read_values("sc");
  memset(script, value_find("Unknown"), sizeof(script));
  read_values_of_chars("Scripts.txt", script);
  for (i = 0; i < value_count; i++) {
    for (c = 0; c < CHARS; c++)
      map[c] = script[c] == i;
    put_value_names("RX_SCRIPT", &values[i], put_set());
    add_extensions(i);
    put_value_names("RX_EXTENSIONS", &values[i], put_set());
  }
}

/* -- case ------------------------------------------------------------------ */
static int32_t folded[CHARS];

/* `folded` as runs of one distance, every character or every second. */
static void put_runs(const char *table) {
  unsigned c = 0;

  printf("static const rx_fold_run %s[] = {\n", table);
  while (c < CHARS) {
    int32_t delta = folded[c];
    unsigned count = 1, stride = 1;

    if (delta == 0) {
      c++;
      continue;
    }
    if (c + 2 < CHARS && folded[c + 1] == 0 && folded[c + 2] == delta)
      stride = 2;
    while (c + count * stride < CHARS && folded[c + count * stride] == delta &&
           (stride == 1 || folded[c + count * stride - 1] == 0))
      count++;
    printf("    {0x%x, %u, %u, %d},\n", c, count, stride, (int)delta);
    c += (count - 1) * stride + 1;
  }
  printf("    {0, 0, 0, 0}};\n");
}

static void put_simple_folding(void) {
  FILE *file = ucd_open(folder, "CaseFolding.txt");
  char line[1024];
  char *fields[UCD_FIELDS_MAX];

  memset(folded, 0, sizeof(folded));
  while (fgets(line, sizeof(line), file) != NULL) {
    unsigned from, to;

    if (ucd_split(line, fields) < 3 ||
        (strcmp(fields[1], "C") != 0 && strcmp(fields[1], "S") != 0))
      continue;
    from = (unsigned)strtoul(fields[0], NULL, 16);
    to = (unsigned)strtoul(fields[2], NULL, 16);
    folded[from] = (int32_t)to - (int32_t)from;
  }
  fclose(file);
  put_runs("rx_fold_simple");
}

/* Without u and v: toUppercase of one unit where that is one unit too; nothing
 * above ASCII becomes ASCII. */
static void put_upper(void) {
  FILE *file = ucd_open(folder, "UnicodeData.txt");
  char line[1024];
  char *fields[UCD_FIELDS_MAX];

  memset(folded, 0, sizeof(folded));
  while (fgets(line, sizeof(line), file) != NULL) {
    unsigned from, to;

    if (ucd_split(line, fields) < 13 || fields[12][0] == 0)
      continue;
    from = (unsigned)strtoul(fields[0], NULL, 16);
    to = (unsigned)strtoul(fields[12], NULL, 16);
    if (from < 0x10000 && !(from >= 0x80 && to < 0x80))
      folded[from] = (int32_t)to - (int32_t)from;
  }
  fclose(file);
  file = ucd_open(folder, "SpecialCasing.txt");
  while (fgets(line, sizeof(line), file) != NULL) {
    /* code; lower; title; upper; (condition;)? */
    if (ucd_split(line, fields) >= 5 && fields[4][0] == 0 &&
        strchr(fields[3], ' ') != NULL)
      folded[strtoul(fields[0], NULL, 16)] = 0;
  }
  fclose(file);
  put_runs("rx_fold_upper");
}

/* -- properties of strings ------------------------------------------------- */
static unsigned string_chars[1024], string_char_count;

static unsigned string_char(unsigned c) {
  unsigned i = 0;

  while (i < string_char_count && string_chars[i] != c)
    i++;
  if (i == string_char_count)
    string_chars[string_char_count++] = c;
  return i;
}

/* Writes the sequences of a property, its single characters to `map`. */
static unsigned put_sequences(const char *file_name, const char *property) {
  FILE *file = ucd_open(folder, file_name);
  char line[1024];
  char *fields[UCD_FIELDS_MAX];
  unsigned count = 0;

  while (fgets(line, sizeof(line), file) != NULL) {
    unsigned first, last, length = 0;
    char *c;

    if (ucd_split(line, fields) < 2 || strcmp(fields[1], property) != 0)
      continue;
    if (strchr(fields[0], ' ') == NULL) {
      read_range(fields[0], &first, &last);
      memset(map + first, 1, last - first + 1);
      continue;
    }
    for (c = fields[0]; c != NULL; c = strchr(c + 1, ' '))
      length++;
    put_varint(length);
    for (c = strtok(fields[0], " "); c != NULL; c = strtok(NULL, " "))
      put_varint(string_char((unsigned)strtoul(c, NULL, 16)));
    count++;
  }
  fclose(file);
  return count;
}

static void put_strings(FILE *out) {
  size_t i;

  for (i = 0; i < sizeof(string_names) / sizeof(*string_names); i++) {
    const char *name = string_names[i];
    unsigned start = byte_count, count;

    memset(map, 0, sizeof(map));
    count = put_sequences("emoji/emoji-sequences.txt", name);
    count += put_sequences("emoji/emoji-zwj-sequences.txt", name);
    fprintf(out, "    {\"%s\", %u, %u, ", name, start, count);
    fprintf(out, "%u},\n", put_set());
  }
}

/* -- the header ------------------------------------------------------------ */
static void copy_out(FILE *from, const char *head) {
  char line[1024];

  printf("%s", head);
  rewind(from);
  while (fgets(line, sizeof(line), from) != NULL)
    fputs(line, stdout);
  fclose(from);
  printf("};\n");
}

int main(int argc, char **argv) {
  FILE *strings_out = tmpfile();
  unsigned i;

  names_out = tmpfile();
  sets_out = tmpfile();
  if (argc != 2 || strings_out == NULL || names_out == NULL ||
      sets_out == NULL) {
    fprintf(stderr, "usage: generate FOLDER\n");
    return 2;
  }
  folder = argv[1];
  printf("/* Made by js/regexp/unicode/generate.c. */\n"
         "static const uint8_t rx_unicode_bytes[] = {");
  put_binary();
  put_categories();
  put_scripts();
  put_strings(strings_out);
  printf("};\n");
  copy_out(sets_out, "static const rx_unicode_set rx_unicode_sets[] = {\n");
  copy_out(names_out, "static const uint8_t rx_unicode_names[] = {\n");
  copy_out(strings_out,
           "static const rx_unicode_strings rx_unicode_string_sets[] = {\n");
  printf("static const uint32_t rx_unicode_chars[] = {");
  for (i = 0; i < string_char_count; i++)
    printf("%s0x%x,", i % 8 == 0 ? "\n    " : " ", string_chars[i]);
  printf("};\n");
  put_simple_folding();
  put_upper();
  return 0;
}

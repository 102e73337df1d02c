/* js/unicode/ucd.h - reading the files of the Unicode Character Database, for
 * the programs that make our tables while we build. */
#ifndef DRUPE_UNICODE_UCD_H
#define DRUPE_UNICODE_UCD_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UCD_FIELDS_MAX = 16 };

/* The file `name` in `folder`; without it there is nothing to make. */
static inline FILE *ucd_open(const char *folder, const char *name) {
  char path[1024];
  FILE *file;

  snprintf(path, sizeof(path), "%s/%s", folder, name);
  file = fopen(path, "r");
  if (file == NULL) {
    perror(path);
    exit(1);
  }
  return file;
}

static inline char *ucd_trim(char *text) {
  size_t size;

  text += strspn(text, " \t");
  size = strcspn(text, "\r\n");
  while (size > 0 && (text[size - 1] == ' ' || text[size - 1] == '\t'))
    size--;
  text[size] = 0;
  return text;
}

/* Splits a line at its semicolons, in place; the comment, if any, and blanks
 * around a field are cut off. */
static inline int ucd_split(char *line, char *fields[UCD_FIELDS_MAX]) {
  int count = 0;
  char *next = line;

  line[strcspn(line, "#\n")] = 0;
  while (next != NULL && count < UCD_FIELDS_MAX) {
    char *field = next;

    next = strchr(field, ';');
    if (next != NULL)
      *next++ = 0;
    fields[count++] = ucd_trim(field);
  }
  return count;
}

#endif

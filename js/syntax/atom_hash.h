/* js/syntax/atom_hash.h - the hash of a name, and whether two are the same.
 *
 * Names are short: both take eight bytes at a time, the last ones twice where
 * they do not fill eight, and never look past the end.  The table of words
 * that is made while building has these hashes in it. */
#ifndef DRUPE_JS_SYNTAX_ATOM_HASH_H
#define DRUPE_JS_SYNTAX_ATOM_HASH_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The same number on every machine. */
static inline uint64_t drupe__name_load8(const char *at) {
  uint64_t word;

  memcpy(&word, at, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

static inline uint32_t drupe__name_load4(const char *at) {
  uint32_t word;

  memcpy(&word, at, sizeof(word));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap32(word);
#endif
  return word;
}

/* At most eight bytes as one number. */
static inline uint64_t drupe__name_load(const char *text, uint32_t size) {
  if (size >= 4)
    return (uint64_t)drupe__name_load4(text) << 32 |
           drupe__name_load4(text + size - 4);
  if (size == 0)
    return 0;
  return (uint64_t)(uint8_t)text[0] << 16 |
         (uint64_t)(uint8_t)text[size / 2] << 8 | (uint8_t)text[size - 1];
}

static inline uint64_t drupe__name_mix(uint64_t hash, uint64_t word) {
  hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
  return hash ^ hash >> 32;
}

static inline uint32_t drupe__name_hash(const char *text, uint32_t size) {
  uint64_t hash = size;
  uint32_t i;

  if (size <= 8)
    return (uint32_t)drupe__name_mix(hash, drupe__name_load(text, size));
  for (i = 0; i < size - 8; i += 8)
    hash = drupe__name_mix(hash, drupe__name_load8(text + i));
  return (uint32_t)drupe__name_mix(hash, drupe__name_load8(text + size - 8));
}

static inline bool drupe__name_equals(const char *a, const char *b,
                                      uint32_t size) {
  if (size > 16)
    return memcmp(a, b, size) == 0;
  if (size > 8)
    return drupe__name_load8(a) == drupe__name_load8(b) &&
           drupe__name_load8(a + size - 8) == drupe__name_load8(b + size - 8);
  return drupe__name_load(a, size) == drupe__name_load(b, size);
}

#endif

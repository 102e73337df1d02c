/* js/engine/quick_text.c - short texts from strings and small integers, joined
 * on the C stack: what `+` and templates mostly make. */
#include "engine_internal.h"

#include <string.h>

enum { TEXT_MOST = 256, TEXT_DIGITS = 20 };

size_t drupe__text_of_integer(int64_t number, char *out) {
  char digits[TEXT_DIGITS];
  uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
  size_t count = 0, size = 0;

  do {
    digits[count++] = (char)('0' + left % 10);
    left /= 10;
  } while (left > 0);
  if (number < 0)
    out[size++] = '-';
  while (count > 0)
    out[size++] = digits[--count];
  return size;
}

duk_hstring *drupe__quick_join(duk_hthread *thread, const duk_tval *parts,
                               duk_idx_t count) {
  char text[TEXT_MOST];
  size_t size = 0;
  duk_idx_t i;

  for (i = 0; i < count; i++) {
    if (DUK_TVAL_IS_STRING(&parts[i])) {
      const duk_hstring *part = DUK_TVAL_GET_STRING(&parts[i]);
      size_t bytes = DUK_HSTRING_GET_BYTELEN(part);

      if (DUK_HSTRING_HAS_SYMBOL(part) || bytes > sizeof(text) - size)
        return NULL;
      memcpy(text + size, DUK_HSTRING_GET_DATA(part), bytes);
      size += bytes;
    } else if (DUK_TVAL_IS_FASTINT(&parts[i]) &&
               sizeof(text) - size >= TEXT_DIGITS) {
      size += drupe__text_of_integer(DUK_TVAL_GET_FASTINT(&parts[i]),
                                     text + size);
    } else {
      return NULL;
    }
  }
  return duk_heap_strtable_intern_checked(thread, (const duk_uint8_t *)text,
                                          (duk_uint32_t)size);
}

/* tests/js/lower/linetab_test.c - the line table and source positions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "syntax/linetab.h"
#include "syntax/syntax.h"

/* Offsets that go forth and back, small and large. */
static uint32_t offset_of(uint32_t line) {
  return (line * 2654435761u) >> (line % 3 == 0 ? 1 : 20);
}

static uint8_t *build(uint32_t lines, size_t *size) {
  drupe__linetab table;
  uint8_t *bytes;
  uint32_t i;

  drupe__linetab_init(&table);
  for (i = 1; i <= lines; i++)
    drupe__linetab_add(&table, offset_of(i));
  bytes = drupe__linetab_finish(&table, size);
  drupe__linetab_deinit(&table);
  assert_non_null(bytes);
  return bytes;
}

/* Goal: every line of a table longer than several skip steps is found. */
static void finds_every_line(void **state) {
  size_t size;
  uint8_t *bytes = build(2000, &size);
  uint32_t i;

  (void)state;
  for (i = 1; i <= 2000; i++)
    assert_int_equal(drupe__line_offset(bytes, size, i), offset_of(i));
  free(bytes);
}

/* Goal: lines outside the table have no offset. */
static void knows_its_ends(void **state) {
  size_t size;
  uint8_t *bytes = build(300, &size);

  (void)state;
  assert_int_equal(drupe__line_offset(bytes, size, 0), DRUPE__NO_OFFSET);
  assert_int_equal(drupe__line_offset(bytes, size, 301), DRUPE__NO_OFFSET);
  assert_int_equal(drupe__line_offset(NULL, 0, 1), DRUPE__NO_OFFSET);
  free(bytes);
  bytes = build(0, &size);
  assert_int_equal(drupe__line_offset(bytes, size, 1), DRUPE__NO_OFFSET);
  free(bytes);
}

/* Goal: a table cut short or damaged (a cache file) is never read past its
 * end; what it answers does not matter. */
static void survives_damage(void **state) {
  size_t size, cut;
  uint8_t *bytes = build(600, &size), *copy;
  uint32_t i;

  (void)state;
  for (cut = 0; cut < size; cut += 7) {
    copy = malloc(cut + 1);
    memcpy(copy, bytes, cut);
    for (i = 1; i < 600; i += 50)
      (void)drupe__line_offset(copy, cut, i);
    free(copy);
  }
  memset(bytes + 4, 0xFF, size - 4);
  (void)drupe__line_offset(bytes, size, 599);
  free(bytes);
}

static void expect_position(const char *text, uint32_t offset, uint32_t line,
                            uint32_t column) {
  uint32_t l, c;

  drupe__source_position(text, strlen(text), offset, &l, &c);
  assert_int_equal(l, line);
  assert_int_equal(c, column);
}

/* Goal: lines end as ECMAScript says, columns count UTF-16 units. */
static void positions_are_v8s(void **state) {
  (void)state;
  expect_position("ab\ncd", 0, 1, 1);
  expect_position("ab\ncd", 2, 1, 3);
  expect_position("ab\ncd", 4, 2, 2);
  expect_position("a\r\nb\rc", 3, 2, 1);
  expect_position("a\r\nb\rc", 5, 3, 1);
  expect_position("a\xE2\x80\xA8z", 4, 2, 1);
  expect_position("\xC3\xA4z", 2, 1, 2);
  expect_position("\xF0\x9F\x8D\x92z", 4, 1, 3);
  expect_position("ab", 99, 1, 3);
}

/* Goal: an index leads to the same places, wherever its marks fall. */
static void an_index_changes_nothing(void **state) {
  static const char *const parts[] = {"ab\n", "a\r\nb", "\xE2\x80\xA8z",
                                      "\xF0\x9F\x8D\x92", "abc"};
  size_t i, k;

  (void)state;
  for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
    size_t size = 9001, part = strlen(parts[i]);
    char *text = malloc(size);
    drupe__position *marks;

    for (k = 0; k < size; k++)
      text[k] = parts[i][k % part];
    marks = malloc(drupe__position_marks(size) * sizeof(*marks));
    drupe__position_index(text, size, marks);
    for (k = 4080; k <= size + 1; k += k % 4096 == 10 ? 4070 : 1) {
      uint32_t l, c, l2, c2;

      drupe__source_position(text, size, (uint32_t)k, &l, &c);
      drupe__indexed_position(text, size, marks, (uint32_t)k, &l2, &c2);
      assert_int_equal(l, l2);
      assert_int_equal(c, c2);
    }
    free(marks);
    free(text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(finds_every_line),
      cmocka_unit_test(knows_its_ends),
      cmocka_unit_test(survives_damage),
      cmocka_unit_test(positions_are_v8s),
      cmocka_unit_test(an_index_changes_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}

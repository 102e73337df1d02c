/* tests/loader/note_test.c - the ELF note of files that may be anything. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cmocka.h>

#include "loader/loader.h"

#define FIXTURES DRUPE_BINARY_DIR "/tests/fixtures/"

typedef struct bytes {
  unsigned char *data;
  size_t size;
} bytes;

static bytes read_file(const char *path) {
  FILE *f = fopen(path, "rb");
  bytes b = {NULL, 0};

  assert_non_null(f);
  fseek(f, 0, SEEK_END);
  b.size = (size_t)ftell(f);
  rewind(f);
  b.data = malloc(b.size);
  assert_int_equal(fread(b.data, 1, b.size, f), b.size);
  fclose(f);
  return b;
}

/* A file in memory: these tests make thousands. */
static char scratch[64];
static int scratch_fd = -1;

static int32_t read_bytes(const void *data, size_t size, drupe_note *note) {
  char why[160];

  assert_int_equal(ftruncate(scratch_fd, 0), 0);
  assert_int_equal(pwrite(scratch_fd, data, size, 0), size);
  return drupe__note_read(scratch, note, why, sizeof(why));
}

static int set_up(void **state) {
  (void)state;
  scratch_fd = memfd_create("note-test", MFD_CLOEXEC);
  snprintf(scratch, sizeof(scratch), "/proc/self/fd/%d", scratch_fd);
  return scratch_fd < 0 ? -1 : 0;
}

static int tear_down(void **state) {
  (void)state;
  return close(scratch_fd);
}

/* Goal: a fitting file says what its headers said when it was built. */
static void reads_good_notes(void **state) {
  drupe_note note;
  char why[160];

  (void)state;
  assert_int_equal(
      drupe__note_read(FIXTURES "plus.so", &note, why, sizeof(why)), DRUPE_OK);
  assert_int_equal(note.magic, DRUPE_ABI_MAGIC);
  assert_int_equal(note.abi_major, DRUPE_ABI_MAJOR);
  assert_int_equal(note.descriptor_size, sizeof(drupe_module));
  assert_true(drupe__note_fits(note.abi_major, note.abi_minor, why,
                               sizeof(why)));
}

/* Goal: the text of a version that does not fit names both sides and what to
 * do. */
static void names_both_sides(void **state) {
  char why[160];

  (void)state;
  assert_false(drupe__note_fits(1, 7, why, sizeof(why)));
  assert_string_equal(
      why, "built for ABI 1.7, this drupe has 1.1: upgrade drupe");
  assert_false(drupe__note_fits(2, 0, why, sizeof(why)));
  assert_string_equal(
      why, "built for ABI 2.0, this drupe has 1.1: upgrade drupe");
  assert_false(drupe__note_fits(0, 3, why, sizeof(why)));
  assert_string_equal(
      why, "built for ABI 0.3, this drupe has 1.1: rebuild the module");
}

/* Goal: a file that is cut at any place is refused and never read beyond. */
static void refuses_cut_files(void **state) {
  bytes b = read_file(FIXTURES "plus.so");
  drupe_note note;
  size_t last = 0;

  (void)state;
  for (size_t size = 0; size < b.size; size += size < 4096 ? 7 : 509)
    if (read_bytes(b.data, size, &note) == DRUPE_OK)
      last = size;
  /* Behind the last segment there are only section headers. */
  assert_true(last == 0 || last > b.size / 2);
  free(b.data);
}

/* Goal: any one byte of the headers may be wrong: no crash, no endless loop. */
static void survives_wrong_bytes(void **state) {
  bytes b = read_file(FIXTURES "plus.so");
  size_t end = b.size < 1024 ? b.size : 1024;
  drupe_note note;

  (void)state;
  for (size_t i = 0; i < end; i++) {
    static const unsigned char wrong[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    unsigned char kept = b.data[i];

    for (size_t j = 0; j < sizeof(wrong); j++) {
      b.data[i] = wrong[j];
      (void)read_bytes(b.data, b.size, &note);
    }
    b.data[i] = kept;
  }
  assert_int_equal(read_bytes(b.data, b.size, &note), DRUPE_OK);
  free(b.data);
}

/* Goal: what is no shared object is told apart from one without a note. */
static void refuses_other_files(void **state) {
  drupe_note note;
  char why[160];

  (void)state;
  assert_int_equal(read_bytes("hello", 5, &note), DRUPE_E_ABI);
  assert_int_equal(drupe__note_read("/nowhere", &note, why, sizeof(why)),
                   -ENOENT);
  assert_int_equal(drupe__note_read("/", &note, why, sizeof(why)),
                   DRUPE_E_ABI);
  assert_string_equal(why, "not a file");
  assert_int_equal(
      drupe__note_read("/proc/self/exe", &note, why, sizeof(why)),
      DRUPE_E_ABI);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_good_notes), cmocka_unit_test(names_both_sides),
      cmocka_unit_test(refuses_cut_files),
      cmocka_unit_test(survives_wrong_bytes),
      cmocka_unit_test(refuses_other_files)};

  return cmocka_run_group_tests(tests, set_up, tear_down);
}

/* Strings whose hashes an attacker would like to collide. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine/engine_internal.h"
#include "support.h"

/* Goal: SipHash-1-3 as published: the vector of 00 01 .. 0e under the key 00 ..
 * 0f is another for every length, and depends on the key. */
static void hash_depends_on_all(void **state) {
  uint64_t key[2] = {0x0706050403020100u, 0x0f0e0d0c0b0a0908u};
  uint64_t seen[64];
  unsigned char data[64];
  size_t i, k;

  (void)state;
  for (i = 0; i < sizeof(data); i++)
    data[i] = (unsigned char)i;
  for (i = 0; i < 64; i++) {
    seen[i] = drupe__siphash(key, data, i);
    for (k = 0; k < i; k++)
      assert_true(seen[k] != seen[i]);
  }
  key[0] ^= 1;
  assert_true(drupe__siphash(key, data, 15) != seen[15]);
}

/* Goal: both halves of the long one depend on the key and on every byte. */
static void long_hash_depends_on_all(void **state) {
  uint64_t key[2] = {1, 2}, seen[41][2], out[2];
  unsigned char data[40] = {0};
  size_t i, k;

  (void)state;
  drupe__siphash128(key, data, sizeof(data), seen[40]);
  for (i = 0; i < sizeof(data); i++) {
    data[i] = 1;
    drupe__siphash128(key, data, sizeof(data), seen[i]);
    data[i] = 0;
    assert_true(seen[40][0] != seen[i][0] && seen[40][1] != seen[i][1]);
    for (k = 0; k < i; k++)
      assert_true(seen[k][0] != seen[i][0] && seen[k][1] != seen[i][1]);
  }
  key[1]++;
  drupe__siphash128(key, data, sizeof(data), out);
  assert_true(out[0] != seen[40][0] && out[1] != seen[40][1]);
}

static double cpu_ms(void) {
  return (double)clock() * 1000.0 / CLOCKS_PER_SEC;
}

/* A JSON text of `count` keys of 64 bytes that differ in the four bytes at
 * `at`: Duktape's own hash did not look at all of them. */
static double parse_ms(drupe__engine *e, int count, int at) {
  duk_context *ctx = drupe__engine_context(e);
  char *text = malloc((size_t)count * 72 + 2);
  size_t n = 0;
  double start;
  int i;

  assert_non_null(text);
  text[n++] = '{';
  for (i = 0; i < count; i++) {
    char key[65];

    memset(key, 'a', 64);
    key[64] = '\0';
    key[at] = (char)('a' + (i & 15));
    key[at + 1] = (char)('a' + (i >> 4 & 15));
    key[at + 2] = (char)('a' + (i >> 8 & 15));
    key[at + 3] = (char)('a' + (i >> 12 & 15));
    n += (size_t)sprintf(text + n, "%s\"%s\":1", i > 0 ? "," : "", key);
  }
  text[n++] = '}';
  start = cpu_ms();
  duk_push_lstring(ctx, text, n);
  duk_json_decode(ctx, -1);
  start = cpu_ms() - start;
  duk_pop(ctx);
  free(text);
  return start;
}

/* Goal: 16,384 keys chosen against the default hash cost no more than others;
 * they took a second. */
static void chosen_keys_cost_no_more(void **state) {
  drupe__engine *e = engine_make();
  int at;

  (void)state;
  for (at = 0; at < 60; at += 12)
    assert_true(parse_ms(e, 16384, at) < 400);
  drupe__engine_destroy(e);
}

/* Goal: two contexts do not hash alike. */
static void keys_differ(void **state) {
  drupe__engine *a = engine_make();
  drupe__engine *b = engine_make();

  (void)state;
  assert_true(a->hash_key[0] != b->hash_key[0]);
  drupe__engine_destroy(a);
  drupe__engine_destroy(b);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(hash_depends_on_all),
      cmocka_unit_test(long_hash_depends_on_all),
      cmocka_unit_test(chosen_keys_cost_no_more),
      cmocka_unit_test(keys_differ),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}

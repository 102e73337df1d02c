/* tests/js/regexp/match_test.c - the matcher alone: with and without
 * its tables, with the memo from the first step, stopped, out of budget and out
 * of memory. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "regexp/pattern.h"

static long allocations; /* left until they fail; -1: no end */

static void *resize(void *owner, void *p, size_t size) {
  (void)owner;
  if (size == 0) {
    free(p);
    return NULL;
  }
  if (allocations == 0)
    return NULL;
  if (allocations > 0)
    allocations--;
  return realloc(p, size);
}

static drupe__pattern *compile(const char *source, const char *letters,
                               uint32_t more) {
  drupe__rx_result result;
  uint32_t flags;

  assert_true(drupe__rx_flags(letters, strlen(letters), &flags));
  if (!drupe__rx_compile((const uint8_t *)source, strlen(source), flags | more,
                         &result))
    fail_msg("/%s/%s: %s", source, letters, result.error);
  return result.pattern;
}

static int run(const drupe__pattern *pattern, drupe__matcher *m,
               const char *text) {
  m->resize = resize;
  return drupe__rx_match(pattern, m, (const uint8_t *)text, strlen(text), 0,
                         DRUPE__RX_BY_FLAGS);
}

/* Goal: what makes matching fast changes no result. */
static void ways_agree(void **state) {
  static const char *const patterns[] = {"(a+)+b",
                                         "a*a*b",
                                         "(?:a|ab)(?:c|bcd)(d*)",
                                         "(z)((a+)?(b+)?(c))*",
                                         "(0*)?",
                                         "(?:x|(y))*z",
                                         "(a*)*",
                                         "\\s+$",
                                         "(?=(a+))a*b\\1",
                                         "(.*?)a(?!(a+)b\\2c)\\2(.*)",
                                         "(?<=(\\d+)(\\d+))x",
                                         "(?<!ab{2,4}c)d",
                                         "\\b\\w{2,}?\\b",
                                         "[^\\s,]+|,",
                                         "(?:ab){2,3}?c",
                                         "^(?:.*?,){3}P",
                                         "(a)|b|(c)|dd|d",
                                         "\"(?:[^\"]|\"\")*\"",
                                         "(?:b|a+|cc)*b",
                                         "(?:a|b|ab)*c",
                                         "x(?:[^x]|(?=x))*y",
                                         "\\b(two),",
                                         "(?=.)a(?!z)b",
                                         "d|dd|c|da|bc*",
                                         "\xc3\xa9+."};
  static const char *const texts[] = {"",
                                      "aaaaab",
                                      "aaaa",
                                      "abcd",
                                      "zaacbbbcac",
                                      "000",
                                      "xyxz",
                                      "   b   ",
                                      "baaabac",
                                      "1053x",
                                      "abbcd d",
                                      "ab ababc",
                                      "one, two,three,P",
                                      "\xc3\xa9\xc3\xa9!",
                                      "a\nb",
                                      "say \"a \"\"b\"\" c\" and \"",
                                      "aabaccab",
                                      "ddcba"};
  size_t i, k;

  (void)state;
  for (i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
    drupe__pattern *fast = compile(patterns[i], "", 0);
    drupe__pattern *plain =
        compile(patterns[i], "", DRUPE__RX_PLAIN | DRUPE__RX_WHOLE);
    uint32_t words = 2 * drupe__rx_group_count(fast);

    for (k = 0; k < sizeof(texts) / sizeof(*texts); k++) {
      drupe__matcher a = {0}, b = {0}, c = {.memo_after = 1};
      int found = run(fast, &a, texts[k]);

      if (run(plain, &b, texts[k]) != found || run(fast, &c, texts[k]) != found)
        fail_msg("/%s/ on %s", patterns[i], texts[k]);
      if (found == DRUPE__RX_MATCH) {
        assert_memory_equal(a.captures, b.captures, words * sizeof(uint32_t));
        assert_memory_equal(a.captures, c.captures, words * sizeof(uint32_t));
      }
      drupe__matcher_deinit(&a);
      drupe__matcher_deinit(&b);
      drupe__matcher_deinit(&c);
    }
    free(fast);
    free(plain);
  }
}

static char *repeat(char letter, size_t count, const char *end) {
  char *text = malloc(count + strlen(end) + 1);

  memset(text, letter, count);
  strcpy(text + count, end);
  return text;
}

/* Goal: a match that goes on for ever can be stopped, and stops by itself. */
static void stops(void **state) {
  drupe__pattern *p = compile("(?:(a+)+)(?=\\1)b", "", 0);
  char *text = repeat('a', 200, "");
  volatile int stop = 1;
  drupe__matcher m = {.stop = &stop};

  (void)state;
  assert_int_equal(run(p, &m, text), DRUPE__RX_STOPPED);
  stop = 0;
  m.budget = 300000;
  assert_int_equal(run(p, &m, text), DRUPE__RX_TOO_LONG);
  drupe__matcher_deinit(&m);
  free(text);
  free(p);
}

/* Goal: without memory a match says so and leaves nothing behind. */
static void no_memory(void **state) {
  drupe__pattern *p = compile("^(?:(a)|b)*c", "", 0);
  char *text = repeat('a', 20000, "d");
  int result = DRUPE__RX_NO_MEMORY;
  long n;

  (void)state;
  for (n = 0; n < 40 && result == DRUPE__RX_NO_MEMORY; n++) {
    drupe__matcher m = {0};

    allocations = n;
    result = run(p, &m, text);
    allocations = -1;
    drupe__matcher_deinit(&m);
  }
  assert_int_equal(result, DRUPE__RX_NO_MATCH);
  assert_true(n > 2);
  free(text);
  free(p);
}

/* Goal: what a match needed of the stack is given back, whether it found
 * something or went wrong; little is kept for the next one. */
static void gives_back(void **state) {
  static const char *const patterns[] = {"(?:a|aa)*c", "(?:a|aa)*",
                                         "(a|b)*\\1c"};
  size_t size = 1 << 20;
  uint8_t *text = malloc(size);
  size_t i;

  (void)state;
  memset(text, 'a', size);
  for (i = 0; i < sizeof(patterns) / sizeof(*patterns); i++) {
    drupe__pattern *p = compile(patterns[i], "", 0);
    drupe__matcher m = {.resize = resize};

    drupe__rx_match(p, &m, text, size, 0, DRUPE__RX_BY_FLAGS);
    assert_true(m.stack_room <= 16384);
    m.spent = 0;
    assert_true(drupe__rx_match(p, &m, text, 8, 0, DRUPE__RX_BY_FLAGS) >= 0);
    drupe__matcher_deinit(&m);
    free(p);
  }
  free(text);
}

/* Goal: bytes that are no CESU-8 are not read beyond their end. */
static void malformed(void **state) {
  static const char *const texts[] = {
      "\xe2",     "a\xe2\x80", "\xc3", "\xed\xa0", "\xed\xa0\xbd\xed",
      "\x80\x80", "\xff"};
  drupe__pattern *p = compile("[^a]+|(?<=.)\\B.|\\u{1f600}", "iu", 0);
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
    size_t size = strlen(texts[i]);
    uint8_t *exact = malloc(size);
    drupe__matcher m = {.resize = resize};

    memcpy(exact, texts[i], size);
    assert_true(drupe__rx_match(p, &m, exact, size, 0, DRUPE__RX_BY_FLAGS) >=
                0);
    drupe__matcher_deinit(&m);
    free(exact);
  }
  free(p);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ways_agree), cmocka_unit_test(stops),
      cmocka_unit_test(no_memory), cmocka_unit_test(gives_back),
      cmocka_unit_test(malformed)};

  allocations = -1;
  return cmocka_run_group_tests_name("regexp", tests, NULL, NULL);
}

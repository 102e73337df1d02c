/* tests/js/syntax/regexp_test.c - patterns of regular expressions. */
#include "support.h"

#include <stdio.h>
#include <string.h>

/* The pattern with flags must be refused with the reason. */
static void bad(const char *literal, const char *reason) {
  char message[256];

  snprintf(message, sizeof(message), "Invalid regular expression: %s: %s",
           literal, reason);
  refuses(literal, message);
}

static void groups(void **state) {
  (void)state;
  accepts("/(a)(?:b)(?=c)(?!d)(?<=e)(?<!f)(?<g>h)()/");
  bad("/(/", "Unterminated group");
  bad("/a)/", "Unmatched ')'");
  bad("/(?a)/", "Invalid group");
  bad("/(?/", "Invalid group");
  bad("/(?<a/", "Invalid capture group name");
}

static void modifiers(void **state) {
  (void)state;
  accepts("/(?i:a)(?-s:b)(?im-s:c)/");
  bad("/(?ii:a)/", "Repeated flag in flag group");
  bad("/(?i-i:a)/", "Repeated flag in flag group");
  bad("/(?-:a)/", "Invalid flag group");
  bad("/(?i--s:a)/", "Multiple dashes in flag group");
  bad("/(?g:a)/", "Invalid group");
}

static void quantifiers(void **state) {
  (void)state;
  accepts("/a*b+c?d{1}e{1,}f{1,2}g*?h{1}?/u");
  bad("/a|*/", "Nothing to repeat");
  bad("/a**/", "Nothing to repeat");
  bad("/^*/", "Nothing to repeat");
  bad("/{1}/", "Nothing to repeat");
  bad("/\\b+/", "Nothing to repeat");
  bad("/a{2,1}/", "numbers out of order in {} quantifier");
  bad("/a{99999999999999999999,99999999999999999998}/",
      "numbers out of order in {} quantifier");
  accepts("/a{00000000000000000000001,1}/");
  bad("/a{1/u", "Incomplete quantifier");
  bad("/a}/u", "Lone quantifier brackets");
  bad("/(?<=a)*/", "Nothing to repeat");
  bad("/(?=a)*/u", "Nothing to repeat");
}

/* Goal: without u and v the laxer grammar of Annex B. */
static void annex_b(void **state) {
  (void)state;
  accepts("/(?=a)*/; /{/; /a{/; /a{1/; /a{,1}/; /}/; /]/; /\\c/; /\\c1/");
  accepts("/\\1/; /\\8/; /\\07/; /\\xg/; /\\u1/; /\\u{1}/; /\\p{a}/; /\\k/");
  accepts("/[\\d-a]/; /[a-\\d]/; /[\\c1]/; /\\-/; /\\k<a>/");
}

static void unicode_escapes_are_strict(void **state) {
  (void)state;
  bad("/\\1/u", "Invalid escape");
  bad("/\\01/u", "Invalid decimal escape");
  bad("/\\xg/u", "Invalid escape");
  bad("/\\u1/u", "Invalid Unicode escape");
  bad("/\\u{110000}/u", "Invalid Unicode escape");
  bad("/\\c/u", "Invalid Unicode escape");
  bad("/\\-/u", "Invalid escape");
  bad("/\\a/v", "Invalid escape");
  bad("/\\k/u", "Invalid named reference");
  accepts("/\\u{10ffff}\\ud83d\\ude00\\/\\^\\0\\cA\\x41\\1(a)/u");
}

static void names(void **state) {
  (void)state;
  accepts("/(?<a>b)\\k<a>/; /\\k<a>(?<a>b)/; /(?<\\u{61}>)\\k<a>/");
  accepts("/(?<\xf0\x9d\x92\x9c>.)/; /(?<$_1>.)/");
  accepts("/(?<a>b)|(?<a>c)/; /(?:(?<a>b)|(?<a>c))\\k<a>/");
  accepts("/(?<a>.)/; /(?<a>.)/");
  bad("/(?<a>b)(?<a>c)/", "Duplicate capture group name");
  bad("/(?:(?<a>b)|(?<a>c))(?<a>d)/", "Duplicate capture group name");
  bad("/(?<a>(?<a>c))/", "Duplicate capture group name");
  bad("/\\k<b>(?<a>c)/", "Invalid named capture referenced");
  bad("/\\k(?<a>c)/", "Invalid named reference");
  bad("/\\k<a>/u", "Invalid named capture referenced");
  bad("/(?<1>a)/", "Invalid capture group name");
  bad("/(?<>a)/", "Invalid capture group name");
  bad("/[\\k](?<a>b)/", "Invalid escape");
}

/* Goal: bytes that are no UTF-8 take no more room than a name has (a fuzzer's
 * find; an allocation of its own shows what goes past the end). */
static void names_of_wrong_bytes(void **state) {
  (void)state;
  accepts(repeat("/(?<a", "\xb5", 60000, ">b)/u"));
}

static void classes(void **state) {
  (void)state;
  accepts("/[]/; /[^]/; /[a-z\\d\\b-]/; /[\\]]/; /[[]/; /[--0]/");
  bad("/[b-a]/", "Range out of order in character class");
  bad("/[\\d-a]/u", "Invalid character class");
  bad("/[\\01]/u", "Invalid class escape");
  accepts("/[\\0\\-]/u");
}

/* Goal: without u a character above the first plane is two units, also in a
 * range. */
static void classes_of_wide_characters(void **state) {
  (void)state;
  bad("/[\xf0\x9f\x98\x80-\xf0\x9f\x98\x81]/",
      "Range out of order in character class");
  accepts("/[\xf0\x9f\x98\x80-\xf0\x9f\x98\x81]/u");
  accepts("/[\\ud83d\\ude00-\\ud83d\\ude01]/u");
  accepts("/[a\xf0\x9f\x98\x80]/");
}

static void properties(void **state) {
  (void)state;
  accepts("/\\p{L}\\P{Lu}\\p{Letter}\\p{gc=Lu}\\p{General_Category=L}/u");
  accepts("/\\p{Script=Greek}\\p{sc=Grek}\\p{scx=Latn}\\p{ASCII}/u");
  accepts("/[\\p{Any}\\P{Alphabetic}]/u");
  bad("/\\p{Foo}/u", "Invalid property name");
  bad("/\\p{L/u", "Invalid property name");
  bad("/\\pL/u", "Invalid property name");
  bad("/\\p{}/u", "Invalid property name");
  bad("/\\p{lu}/u", "Invalid property name");
  bad("/\\p{Greek}/u", "Invalid property name");
  bad("/\\p{Block=ASCII}/u", "Invalid property name");
  bad("/[\\p{Foo}]/u", "Invalid property name in character class");
  bad("/\\p{RGI_Emoji}/u", "Invalid property name");
  accepts("/\\p{RGI_Emoji}/v");
  bad("/\\P{RGI_Emoji}/v", "Invalid property name");
}

static void sets(void **state) {
  (void)state;
  accepts("/[[a-z]&&[aeiou]&&\\w]/v; /[\\w--[a-c]--\\q{d}]/v");
  accepts("/[\\q{abc|d|}[^x]\\&\\-]/v; /[^\\q{a|b}]/v; /[a&b]/v");
  bad("/[a&&b--c]/v", "Invalid set operation in character class");
  bad("/[ab&&c]/v", "Invalid set operation in character class");
  bad("/[a!!b]/v", "Invalid set operation in character class");
  bad("/[(]/v", "Invalid character in character class");
  bad("/[a&&&b]/v", "Invalid character in character class");
  bad("/[a&&]/v", "Invalid character in character class");
  bad("/[\\d-z]/v", "Invalid character class");
  bad("/[^\\q{ab}]/v", "Negated character class may contain strings");
  bad("/[^\\p{RGI_Emoji}]/v", "Negated character class may contain strings");
  bad("/[^[\\q{ab}]&&\\q{ab}]/v",
      "Negated character class may contain strings");
  accepts("/[^\\q{ab}&&\\w]/v; /[^\\w--\\q{ab}]/v");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(groups),
      cmocka_unit_test(modifiers),
      cmocka_unit_test(quantifiers),
      cmocka_unit_test(annex_b),
      cmocka_unit_test(unicode_escapes_are_strict),
      cmocka_unit_test(names),
      cmocka_unit_test(names_of_wrong_bytes),
      cmocka_unit_test(classes),
      cmocka_unit_test(classes_of_wide_characters),
      cmocka_unit_test(properties),
      cmocka_unit_test(sets)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}

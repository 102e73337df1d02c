/* tests/js/syntax/lex_test.c - tokens: blanks, names, numbers, strings,
 * templates. */
#include "support.h"

#include <string.h>

/* Goal: all of Unicode's blanks and line ends separate tokens. */
static void blanks_separate(void **state) {
  (void)state;
  reads("a\t\v\f \xc2\xa0\xef\xbb\xbf\xe2\x80\x83+\xe3\x80\x80 b",
        "(binary + [ a b])");
  reads("a\xe2\x80\xa8 b\xe2\x80\xa9 c\r\nd", "a b c d");
  refuses("a b", "Unexpected identifier 'b'");
}

/* Goal: a byte that begins nothing is refused where it stands. */
static void bad_bytes_are_refused(void **state) {
  (void)state;
  refuses_at("a + \x01", 1, 5, "Invalid or unexpected token");
  refuses("\xff", "Invalid or unexpected token");
  refuses("\xe2\x82", "Invalid or unexpected token");
  refuses("a\\", "Invalid or unexpected token");
  refuses("@dec class A {}", "Invalid or unexpected token");
}

/* Goal: comments are blanks, and one with a line end is a line end. */
static void comments_are_blanks(void **state) {
  (void)state;
  reads("a/* x */+// y\nb", "(binary + [ a b])");
  reads("a/*\n*/b", "a b");
  reads("a/*\xe2\x80\xa8*/b", "a b");
  refuses("a/* */b", "Unexpected identifier 'b'");
  refuses_at("a\n/* b", 2, 1, "Invalid or unexpected token");
}

/* Goal: `<!--` and, at the start of a line, `-->` begin comments in scripts
 * only. */
static void html_comments_in_scripts(void **state) {
  (void)state;
  reads("a<!--b\n-->c\nd", "a d");
  reads("--> at the very start", "");
  reads("/* x */ --> too", "");
  reads("a-->b", "(binary > [ (update -- a) b])");
  refuses_as("a<!--b c", MODULE, "Unexpected identifier 'c'");
  refuses_as("a\n-->b", MODULE, "Unexpected token '>'");
}

/* Goal: a hashbang is a comment at the very start only. */
static void hashbang_at_the_start(void **state) {
  (void)state;
  reads("#!/usr/bin/env drupe\na", "a");
  accepts_as("#!x", MODULE);
  accepts_as("#!x", COMMONJS);
  refuses(" #!x", "Invalid or unexpected token");
}

/* Goal: names may have letters of all scripts, escapes, and planes above the
 * first, and one name is one atom however it is written. */
static void names_of_all_scripts(void **state) {
  const drupe__tree *t;
  uint32_t node;
  uint32_t list;

  (void)state;
  accepts(
      "var \xc3\xa9t\xc3\xa9, \xe5\x90\x8d, \xf0\xa0\xae\xb7, a\xe2\x80\x8d");
  accepts("var \\u0061, \\u{20bb7}, _\\u200c");
  node = first_node("\xc3\xa9 + \\u00e9 + \\u{e9}", SCRIPT, NODE_BINARY, &t);
  list = node_inline_list(node);
  assert_int_equal(node_word(t, list_at(t, list, 0), IDENT_ATOM),
                   node_word(t, list_at(t, list, 1), IDENT_ATOM));
  assert_int_equal(node_word(t, list_at(t, list, 0), IDENT_ATOM),
                   node_word(t, list_at(t, list, 2), IDENT_ATOM));
}

/* Goal: the same character as a pair of surrogates is the same name. */
static void names_from_inside_the_engine(void **state) {
  const drupe__tree *t;
  uint32_t list = node_inline_list(first_node(
      "\xf0\xa0\xae\xb7 + \xed\xa1\x82\xed\xbe\xb7", SCRIPT, NODE_BINARY, &t));

  (void)state;
  assert_int_equal(node_word(t, list_at(t, list, 0), IDENT_ATOM),
                   node_word(t, list_at(t, list, 1), IDENT_ATOM));
}

/* Goal: what is no letter, or a broken escape, makes no name. */
static void wrong_names_are_refused(void **state) {
  (void)state;
  refuses("var \xe2\x82\xac", "Invalid or unexpected token");
  refuses("var \\u0030a", "Invalid or unexpected token");
  refuses("var \\u00g0", "Invalid Unicode escape sequence");
  refuses("var \\u{110000}", "Undefined Unicode code-point");
  refuses("var \\u{}", "Invalid Unicode escape sequence");
  refuses_at("\\u{6F", 1, 6, "Invalid Unicode escape sequence");
  refuses("var \\ud83d\\ude00", "Invalid or unexpected token");
}

/* Goal: a reserved word with an escape is no name, but a property name. */
static void escaped_words(void **state) {
  (void)state;
  refuses("var v\\u0061r", "Keyword must not contain escaped characters");
  refuses("t\\u0068is", "Keyword must not contain escaped characters");
  refuses_strict("l\\u0065t", "Keyword must not contain escaped characters");
  accepts("a.v\\u0061r; ({ v\\u0061r: 1 })");
  accepts_sloppy("l\\u0065t\na");
  refuses("({ g\\u0065t x() {} })", "");
  refuses("\\u0061sync () => 1", "");
}

/* Goal: each notation is one token, marked by what lowering must know. */
static void number_notations(void **state) {
  static const struct {
    const char *text;
    uint32_t kind;
    uint32_t flags;
  } cases[] = {{"0", NODE_NUMBER, 0},
               {"1.5e+3", NODE_NUMBER, 0},
               {".5", NODE_NUMBER, 0},
               {"5.", NODE_NUMBER, 0},
               {"0xfF", NODE_NUMBER, 0},
               {"0b101", NODE_NUMBER, NUMBER_RADIX},
               {"0O17", NODE_NUMBER, NUMBER_RADIX},
               {"1_000.0_1e1_0", NODE_NUMBER, NUMBER_SEPARATORS},
               {"0x1_f", NODE_NUMBER, NUMBER_SEPARATORS},
               {"017", NODE_NUMBER, NUMBER_LEGACY},
               {"089.5", NODE_NUMBER, NUMBER_LEGACY},
               {"10n", NODE_BIGINT, 0},
               {"0n", NODE_BIGINT, 0},
               {"0x1_fn", NODE_BIGINT, NUMBER_SEPARATORS},
               {"0b1n", NODE_BIGINT, NUMBER_RADIX}};
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
    const drupe__tree *t;
    uint32_t node = first_node(cases[i].text, SCRIPT, cases[i].kind, &t);

    assert_int_equal(node_flags(t, node), cases[i].flags);
    assert_int_equal(node_word(t, node, NUMBER_END), strlen(cases[i].text));
  }
}

static void wrong_numbers_are_refused(void **state) {
  (void)state;
  refuses("3in []", "Invalid or unexpected token");
  refuses("0b2", "Invalid or unexpected token");
  refuses("0x", "Invalid or unexpected token");
  refuses("1e", "Invalid or unexpected token");
  refuses("1__0", "Only one underscore is allowed as numeric separator");
  refuses("1_",
          "Numeric separators are not allowed at the end of numeric literals");
  refuses("0_1", "Numeric separator can not be used after leading 0.");
  refuses("1._0", "Invalid or unexpected token");
  refuses("1.5n", "Invalid or unexpected token");
  refuses("01n", "Invalid or unexpected token");
  refuses("1\xc3\xa9", "Invalid or unexpected token");
}

/* Goal: numbers with a leading zero are Annex B: sloppy code only. */
static void legacy_numbers(void **state) {
  (void)state;
  accepts_sloppy("017 + 08.5");
  refuses_strict("017", "Octal literals are not allowed in strict mode.");
  refuses_strict("08", "Decimals with leading zeros are not allowed in strict "
                       "mode.");
  refuses_sloppy("017.5", "Unexpected number");
}

static void strings(void **state) {
  (void)state;
  accepts("'a\\n\\x41\\u0041\\u{1f600}\\\r\n\\\xe2\x80\xa8 \xe2\x80\xa8'");
  refuses_at("a\n'b", 2, 1, "Invalid or unexpected token");
  refuses("'a\nb'", "Invalid or unexpected token");
  refuses("'\\x4'", "Invalid hexadecimal escape sequence");
  refuses("'\\u{110000}'", "Undefined Unicode code-point");
  refuses("'\\u00'", "Invalid Unicode escape sequence");
  refuses("'\\", "Invalid or unexpected token");
}

static void octal_escapes_in_sloppy_code(void **state) {
  (void)state;
  accepts_sloppy("'\\07' + '\\8'");
  accepts("'\\0'");
  refuses_strict("'\\01'",
                 "Octal escape sequences are not allowed in strict mode.");
  refuses_strict("'\\8'", "\\8 and \\9 are not allowed in strict mode.");
  refuses("`\\01`",
          "Octal escape sequences are not allowed in template strings");
}

/* Checks the value of the first string of the text. */
static void has_value(const char *text, const char *value, size_t size) {
  const drupe__tree *t;
  uint32_t node = first_node(text, SCRIPT, NODE_STRING, &t);
  char out[256];

  assert_int_equal(drupe__string_value(t, node, out), size);
  assert_memory_equal(out, value, size);
}

/* Goal: the value of a string is what its escapes say, as UTF-8. */
static void string_values(void **state) {
  (void)state;
  has_value("'a\\tb\\x41\\u00e9'", "a\tbA\xc3\xa9", 6);
  has_value("'\\0\\1012\\377'", "\0A2\xc3\xbf", 5);
  has_value("'a\\\r\nb\\\xe2\x80\xa9z'", "abz", 3);
  has_value("'\\u{1f600}\\q\\''", "\xf0\x9f\x98\x80q'", 6);
  has_value("'\\ud83d\\ude00'", "\xf0\x9f\x98\x80", 4);
  has_value("'\xed\xa0\xbd\\ude00'", "\xf0\x9f\x98\x80", 4);
  has_value("'\\ud83d'", "\xed\xa0\xbd", 3);
}

/* Goal: bytes that are no UTF-8 never write past the room of the text. */
static void broken_bytes_in_strings(void **state) {
  (void)state;
  has_value("'\xff'", "\xff", 1);
  has_value("'\\\xff'", "\xc3\xbf", 2);
  has_value("'\xed'", "\xed", 1);
}

static void templates(void **state) {
  (void)state;
  reads("`a${b}c${`d${e}`}f`",
        "(template [ (quasi a) b (quasi c) (template [ (quasi d) e (quasi )])"
        " (quasi f)])");
  reads("`$` `{`", "(tagged (template [ (quasi $)]) (template [ (quasi {)]))");
  reads("`${{a: `}`}}`",
        "(template [ (quasi ) (object [ (property (name a) (template [ (quasi "
        "})]))]) (quasi )])");
  refuses_at("x = `a\nb", 1, 5, "Unterminated template literal");
  refuses("`${a", "Missing } in template expression");
  refuses("`${a b}`", "Missing } in template expression");
}

/* Goal: a wrong escape is an error only without a tag. */
static void wrong_escapes_in_templates(void **state) {
  const drupe__tree *t;
  uint32_t node;

  (void)state;
  refuses("`\\xg`", "Invalid hexadecimal escape sequence");
  refuses("`a${b}\\u{`", "Invalid Unicode escape sequence");
  accepts("tag`\\xg${1}\\u{${2}\\01\\u`");
  node = first_node("tag`\\u{${2}b`", SCRIPT, NODE_QUASI, &t);
  assert_int_equal(node_flags(t, node) & STRING_INVALID, STRING_INVALID);
}

/* Goal: CR and CRLF of a template mean LF. */
static void template_values(void **state) {
  const drupe__tree *t;
  uint32_t node = first_node("`a\r\nb\rc\\n`", SCRIPT, NODE_QUASI, &t);
  char out[32];

  (void)state;
  assert_int_equal(drupe__string_value(t, node, out), 6);
  assert_memory_equal(out, "a\nb\nc\n", 6);
}

/* Goal: a slash is a division after an operand and a regular expression where
 * one begins. */
static void slashes(void **state) {
  (void)state;
  reads("a / b / c", "(binary / [ a b c])");
  reads("a = /b/g.c", "(assign = a (member (regexp /b/g) c))");
  reads("a\n/b/g", "(binary / [ a b g])");
  reads("(a) / /=/", "(binary / [ a (regexp /=/)])");
  reads("x = [/[/]/, /a\\/b/]",
        "(assign = x (array [ (regexp /[/]/) (regexp /a\\/b/)]))");
  refuses("/a\nb/", "Invalid regular expression: missing /");
  refuses("/a", "Invalid regular expression: missing /");
  refuses("/a/gg", "Invalid regular expression flags");
  refuses("/a/uv", "Invalid regular expression flags");
  refuses("/a/x", "Invalid regular expression flags");
}

/* Goal: NUL bytes inside the text are bytes like others. */
static void nul_bytes(void **state) {
  static const char text[] = "'a\0b' + /\0/ + `\0`";
  static const char bad[] = "a\0";
  drupe__source source = {.text = text, .size = sizeof(text) - 1};
  drupe__syntax_error error;
  drupe__tree tree;

  (void)state;
  assert_int_equal(drupe__parse(&tree, &source, &error), 0);
  drupe__tree_deinit(&tree);
  source = (drupe__source){.text = bad, .size = sizeof(bad) - 1};
  assert_int_equal(drupe__parse(&tree, &source, &error), -1);
  drupe__tree_deinit(&tree);
  assert_int_equal(error.offset, 1);
}

/* Goal: lines end with LF, CR, CRLF, U+2028 and U+2029; columns are UTF-16
 * units. */
static void places_of_errors(void **state) {
  (void)state;
  refuses_at("a\nb\rc\r\nd\xe2\x80\xa8"
             "e\xe2\x80\xa9  )",
             6, 3, "Unexpected token ')'");
  refuses_at("'\xf0\x9f\x98\x80\xc3\xa9' )", 1, 7, "Unexpected token ')'");
  refuses_at("'\xed\xa0\xbd\xed\xb8\x80' )", 1, 6, "Unexpected token ')'");
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(blanks_separate),
      cmocka_unit_test(bad_bytes_are_refused),
      cmocka_unit_test(comments_are_blanks),
      cmocka_unit_test(html_comments_in_scripts),
      cmocka_unit_test(hashbang_at_the_start),
      cmocka_unit_test(names_of_all_scripts),
      cmocka_unit_test(names_from_inside_the_engine),
      cmocka_unit_test(wrong_names_are_refused),
      cmocka_unit_test(escaped_words),
      cmocka_unit_test(number_notations),
      cmocka_unit_test(wrong_numbers_are_refused),
      cmocka_unit_test(legacy_numbers),
      cmocka_unit_test(strings),
      cmocka_unit_test(octal_escapes_in_sloppy_code),
      cmocka_unit_test(string_values),
      cmocka_unit_test(broken_bytes_in_strings),
      cmocka_unit_test(templates),
      cmocka_unit_test(wrong_escapes_in_templates),
      cmocka_unit_test(template_values),
      cmocka_unit_test(slashes),
      cmocka_unit_test(nul_bytes),
      cmocka_unit_test(places_of_errors)};

  return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What JSON.parse says of text that is no JSON: the words of Node 20. */
#include "support.h"

static const char *const rows[][2] = {
    {"", "Unexpected end of JSON input"},
    {"{", "Expected property name or '}' in JSON at position 1"},
    {"{a}", "Expected property name or '}' in JSON at position 1"},
    {"{\"a\"", "Expected ':' after property name in JSON at position 4"},
    {"{\"a\" 1}", "Expected ':' after property name in JSON at position 5"},
    {"{\"a\":", "Unexpected end of JSON input"},
    {"{\"a\":1",
     "Expected ',' or '}' after property value in JSON at position 6"},
    {"{\"a\":1 \"b\"}",
     "Expected ',' or '}' after property value in JSON at position 7"},
    {"{\"a\":1,}",
     "Expected double-quoted property name in JSON at position 7"},
    {"{\"a\":1,", "Expected double-quoted property name in JSON at position 7"},
    {"[", "Unexpected end of JSON input"},
    {"[1", "Expected ',' or ']' after array element in JSON at position 2"},
    {"[1 2]", "Expected ',' or ']' after array element in JSON at position 3"},
    {"[1,]", "Unexpected token ']', \"[1,]\" is not valid JSON"},
    {"[1,", "Unexpected end of JSON input"},
    {"\"abc", "Unterminated string in JSON at position 4"},
    {"\"a\nb\"",
     "Bad control character in string literal in JSON at position 2"},
    {"\"\\x\"", "Bad escaped character in JSON at position 2"},
    {"\"\\u12\"", "Bad Unicode escape in JSON at position 5"},
    {"01", "Unexpected number in JSON at position 1"},
    {"-", "No number after minus sign in JSON at position 1"},
    {"-a", "No number after minus sign in JSON at position 1"},
    {"1.", "Unterminated fractional number in JSON at position 2"},
    {"1.a", "Unterminated fractional number in JSON at position 2"},
    {"1e", "Exponent part is missing a number in JSON at position 2"},
    {"1e+", "Exponent part is missing a number in JSON at position 3"},
    {"1 2", "Unexpected non-whitespace character after JSON at position 2"},
    {"undefined", "\"undefined\" is not valid JSON"},
    {"NaN", "\"NaN\" is not valid JSON"},
    {"[object Object]", "\"[object Object]\" is not valid JSON"},
    {"tru", "Unexpected end of JSON input"},
    {"truex", "Unexpected non-whitespace character after JSON at position 4"},
    {"nul", "Unexpected end of JSON input"},
    {"{\"a\":undefined}",
     "Unexpected token 'u', \"{\"a\":undefined}\" is not valid JSON"},
    {"\303\251", "Unexpected token '\303\251', \"\303\251\" is not valid JSON"},
    {"[\303\251]",
     "Unexpected token '\303\251', \"[\303\251]\" is not valid JSON"},
    {"{\"aaaaaaaaaaaaaaaaaaaaaaaaaa\": xbbbbbbbbbbbbbbbbbbbb}",
     "Unexpected token 'x', ...\"aaaaaaa\": xbbbbbbbbb\"... is not valid "
     "JSON"},
    {"x aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
     "Unexpected token 'x', \"x aaaaaaaa\"... is not valid JSON"},
    {"[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
     "Unexpected token 'a', \"[aaaaaaaaaa\"... is not valid JSON"},
    {"[\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\", x]",
     "Unexpected token 'x', ...\"aaaaaaa\", x]\" is not valid JSON"},
    {"{\"a\":\"b\" \"c\"}",
     "Expected ',' or '}' after property value in JSON at position 9"},
    {"[\"a\" \"b\"]",
     "Expected ',' or ']' after array element in JSON at position 5"},
    {"\"a\" \"b\"",
     "Unexpected non-whitespace character after JSON at position 4"},
    {"1 \"b\"", "Unexpected non-whitespace character after JSON at position 2"},
    {"[1}", "Expected ',' or ']' after array element in JSON at position 2"},
    {"{\"a\":1]",
     "Expected ',' or '}' after property value in JSON at position 6"},
    {"{1:2}", "Expected property name or '}' in JSON at position 1"},
    {"{\"a\":1,2:3}",
     "Expected double-quoted property name in JSON at position 7"},
    {"+1", "Unexpected token '+', \"+1\" is not valid JSON"},
    {".5", "Unexpected token '.', \".5\" is not valid JSON"},
    {"'a'", "Unexpected token ''', \"'a'\" is not valid JSON"},
    {"\001", "Unexpected token '\001', \"\001\" is not valid JSON"},
    {"[1\001]",
     "Expected ',' or ']' after array element in JSON at position 2"},
    {"{\"a\":tr}", "Unexpected token '}', \"{\"a\":tr}\" is not valid JSON"},
    {"\"\001\"",
     "Bad control character in string literal in JSON at position 1"},
};

static void refusals_are_v8s(void **state) {
  drupe__engine *e = engine_make();
  duk_context *ctx = drupe__engine_context(e);
  size_t i;

  (void)state;
  for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
    duk_push_string(ctx, rows[i][0]);
    duk_put_global_literal(ctx, "text");
    if (strcmp(rows[i][1], engine_eval(e, "try { JSON.parse(text) } catch (e) "
                                          "{ e.message }")) != 0)
      print_message("%s\n", rows[i][0]);
    assert_eval(e, "try { JSON.parse(text) } catch (e) { e.message }",
                rows[i][1]);
  }
  assert_eval(e, "try { JSON.parse(text) } catch (e) { e.name }",
              "SyntaxError");
  drupe__engine_destroy(e);
}

/* Goal: what is JSON still is. */
static void json_is_parsed(void **state) {
  drupe__engine *e = engine_make();

  (void)state;
  assert_eval(e, "JSON.stringify(JSON.parse(' {\"a\": [1, -2.5e3, true, null, "
                 "\"\\\\u00e9\\\\n\"]} '))",
              "{\"a\":[1,-2500,true,null,\"\303\251\\n\"]}");
  drupe__engine_destroy(e);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(refusals_are_v8s),
      cmocka_unit_test(json_is_parsed),
  };

  return cmocka_run_group_tests(tests, NULL, NULL);
}

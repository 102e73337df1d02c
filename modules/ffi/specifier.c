/* modules/ffi/specifier.c - declaration specifiers: what stands before the
 * declarators, and the attributes that may stand anywhere. */
#include "parse.h"

#include <string.h>

/* -- attributes ----------------------------------------------------------- */
static bool attribute_is(const c_parser *p, const char *name) {
  const char *text = p->token.name;
  size_t size = strlen(name);

  if (p->token.kind != T_NAME)
    return false;
  if (strncmp(text, "__", 2) == 0 && strncmp(text + 2, name, size) == 0)
    return strcmp(text + 2 + size, "__") == 0;
  return strcmp(text, name) == 0;
}

static void attribute_aligned(c_parser *p, c_specifiers *s) {
  int64_t n = (int64_t)_Alignof(max_align_t);

  if (c_take(p, '(')) {
    if (!c_expression_int(p, &n) || !c_expect(p, ')'))
      return;
  }
  if (n > 0 && n <= 4096 && (n & (n - 1)) == 0 && (uint32_t)n > s->align)
    s->align = (uint32_t)n;
}

/* Those that change how a thing lies or is called; the rest is skipped. */
static void attribute_read(c_parser *p, c_specifiers *s) {
  static const char *const foreign[] = {"vector_size", "mode", "ms_abi",
                                        "stdcall", "fastcall", "regparm"};
  size_t i;

  if (attribute_is(p, "packed"))
    s->packed = true;
  for (i = 0; i < sizeof(foreign) / sizeof(foreign[0]); i++)
    if (attribute_is(p, foreign[i]))
      s->why = c_format(p->unit, "attribute %s", foreign[i]);
  if (attribute_is(p, "aligned")) {
    c_next(p);
    attribute_aligned(p, s);
    return;
  }
  if (!c_is(p, ','))
    c_next(p);
  if (c_is(p, '('))
    c_skip_brackets(p);
}

/* __attribute__((packed, aligned(8))) */
static void attributes_read(c_parser *p, c_specifiers *s) {
  c_next(p);
  if (!c_expect(p, '('))
    return;
  if (!c_expect(p, '('))
    return;
  while (!c_is(p, ')') && p->token.kind != T_END)
    if (!c_take(p, ','))
      attribute_read(p, s);
  if (c_expect(p, ')'))
    (void)c_expect(p, ')');
}

/* asm("name"); neighbours are one text. */
static void label_read(c_parser *p, c_specifiers *s) {
  c_value text;

  c_next(p);
  (void)(c_take_name(p, "volatile") || c_take_name(p, "__volatile__"));
  if (!c_expect(p, '('))
    return;
  if (c_expression(p, &text) && text.kind == C_VALUE_TEXT)
    s->label = text.text;
  (void)c_expect(p, ')');
}

/* _Dispose_(free): the name of the function that ends the result's life. */
static void dispose_read(c_parser *p, c_specifiers *s) {
  c_next(p);
  if (!c_expect(p, '('))
    return;
  if (p->token.kind == T_NAME)
    s->dispose = p->token.name;
  c_next(p);
  (void)c_expect(p, ')');
}

/* -- decorations ---------------------------------------------------------- */
static const struct {
  const char *name;
  uint32_t flag;
} decorations[] = {
    {"const", C_CONST},
    {"__const", C_CONST},
    {"__const__", C_CONST},
    {"_Out_", C_OUT},
    {"_Inout_", C_INOUT},
    {"_Deref_", C_DEREF},
    {"_Nullable_", C_NULLABLE},
    {"_Nullable", C_NULLABLE},
    {"__nullable", C_NULLABLE},
    {"volatile", 0},
    {"__volatile", 0},
    {"__volatile__", 0},
    {"restrict", 0},
    {"__restrict", 0},
    {"__restrict__", 0},
    {"_Nonnull", 0},
    {"_Null_unspecified", 0},
    {"_Atomic", 0},
    {"__extension__", 0},
};

static bool decoration_word(c_parser *p, uint32_t *flags) {
  size_t i;

  for (i = 0; i < sizeof(decorations) / sizeof(decorations[0]); i++)
    if (c_is_name(p, decorations[i].name)) {
      *flags |= decorations[i].flag;
      c_next(p);
      return true;
    }
  return false;
}

void c_decorations(c_parser *p, c_specifiers *s, uint32_t *flags) {
  for (;;) {
    if (p->token.kind == T_NAME) {
      if (decoration_word(p, flags))
        continue;
      if (c_is_name(p, "__attribute__") || c_is_name(p, "__attribute")) {
        attributes_read(p, s);
      } else if (c_is_name(p, "__asm__") || c_is_name(p, "asm") ||
                 c_is_name(p, "__asm")) {
        label_read(p, s);
      } else if (c_is_name(p, "_Dispose_")) {
        dispose_read(p, s);
      } else if (c_take_name(p, "_Errno_")) {
        s->throws_errno = true;
      } else if (c_is_name(p, "_Alignas") || c_is_name(p, "alignas")) {
        c_next(p);
        attribute_aligned(p, s);
      } else if (c_take_name(p, "__declspec")) {
        c_skip_brackets(p);
      } else {
        return;
      }
    } else if (c_is(p, '?')) {
      c_next(p);
      *flags |= C_NULLABLE;
    } else if (c_is(p, '[') && p->at < p->end && *p->at == '[') {
      c_skip_brackets(p); /* [[nodiscard]] */
    } else {
      return;
    }
  }
}

/* -- words of types ------------------------------------------------------- */
enum { /* c_words.seen */
  W_VOID = 1 << 0,
  W_BOOL = 1 << 1,
  W_CHAR = 1 << 2,
  W_SHORT = 1 << 3,
  W_INT = 1 << 4,
  W_LONG = 1 << 5,
  W_LONG_LONG = 1 << 6,
  W_FLOAT = 1 << 7,
  W_DOUBLE = 1 << 8,
  W_SIGNED = 1 << 9,
  W_UNSIGNED = 1 << 10,
  W_COMPLEX = 1 << 11
};

static const struct {
  const char *name;
  int bit;
} words[] = {{"void", W_VOID},           {"_Bool", W_BOOL},
             {"bool", W_BOOL},           {"char", W_CHAR},
             {"short", W_SHORT},         {"int", W_INT},
             {"long", W_LONG},           {"float", W_FLOAT},
             {"double", W_DOUBLE},       {"signed", W_SIGNED},
             {"__signed__", W_SIGNED},   {"__signed", W_SIGNED},
             {"unsigned", W_UNSIGNED},   {"_Complex", W_COMPLEX},
             {"__complex__", W_COMPLEX}, {"_Float32", W_FLOAT},
             {"_Float64", W_DOUBLE},     {"_Float32x", W_DOUBLE}};

/* Known without a header.  The last of them are unknown for good. */
static const struct {
  const char *name;
  c_kind kind;
} named[] = {
    {"int8_t", C_INT8},         {"uint8_t", C_UINT8},
    {"int16_t", C_INT16},       {"uint16_t", C_UINT16},
    {"int32_t", C_INT32},       {"uint32_t", C_UINT32},
    {"int64_t", C_INT64},       {"uint64_t", C_UINT64},
    {"wchar_t", C_WCHAR},       {"char16_t", C_CHAR16},
    {"char32_t", C_CHAR32},     {"_Float64x", C_LONG_DOUBLE},
    {"__int128", C_UNKNOWN},    {"__int128_t", C_UNKNOWN},
    {"__uint128_t", C_UNKNOWN}, {"_Float128", C_UNKNOWN},
    {"__float128", C_UNKNOWN},  {"_Float16", C_UNKNOWN},
    {"__bf16", C_UNKNOWN},      {"__builtin_va_list", C_UNKNOWN},
    {"va_list", C_UNKNOWN},     {"_Decimal32", C_UNKNOWN},
    {"_Decimal64", C_UNKNOWN},  {"_Decimal128", C_UNKNOWN}};

/* Of pointer width, or of long's. */
static const struct {
  const char *name;
  bool is_signed;
} widths[] = {{"size_t", false},   {"ssize_t", true},  {"ptrdiff_t", true},
              {"intptr_t", true},  {"uintptr_t", false}, {"time_t", true},
              {"off_t", true},     {"intmax_t", true}, {"uintmax_t", false}};

static int word_bit(const c_parser *p) {
  size_t i;

  for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
    if (c_is_name(p, words[i].name))
      return words[i].bit;
  return 0;
}

static const c_type *named_copy(c_parser *p, c_kind kind, const char *name) {
  c_type *t = c_alloc(p->unit, sizeof(*t));

  if (t == NULL)
    return NULL;
  if (kind == C_UNKNOWN)
    t->kind = C_UNKNOWN;
  else
    *t = *c_basic(kind);
  t->name = name;
  t->align = t->align == 0 ? 1 : t->align;
  t->plain = kind == C_UNKNOWN ? NULL : c_basic(kind);
  return t;
}

/* A typedef of the unit, or a name that needs no header; NULL: none. */
static const c_type *named_find(c_parser *p, const char *name) {
  const c_symbol *s = c_map_get(&p->unit->symbols, name);
  size_t i;

  if (s != NULL)
    return s->kind == C_SYMBOL_TYPE ? s->type : NULL;
  for (i = 0; i < sizeof(named) / sizeof(named[0]); i++)
    if (strcmp(named[i].name, name) == 0)
      return named_copy(p, named[i].kind, named[i].name);
  for (i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
    if (strcmp(widths[i].name, name) == 0)
      return named_copy(p, widths[i].is_signed ? C_INT64 : C_UINT64,
                        widths[i].name);
  return NULL;
}

/* The text of `seen`, which says more than the type: long is not int64_t. */
static const c_type *words_integer(c_parser *p, int seen) {
  bool is_unsigned = (seen & W_UNSIGNED) != 0;
  c_kind kind = C_INT32;

  if ((seen & W_CHAR) != 0)
    return c_basic(is_unsigned               ? C_UINT8
                   : (seen & W_SIGNED) != 0 ? C_INT8
                                            : C_CHAR);
  if ((seen & W_SHORT) != 0)
    return c_basic(is_unsigned ? C_UINT16 : C_INT16);
  if ((seen & W_LONG_LONG) != 0)
    return c_basic(is_unsigned ? C_UINT64 : C_INT64);
  if ((seen & W_LONG) != 0 && sizeof(long) == 8)
    kind = C_INT64;
  kind = is_unsigned ? kind + 1 : kind;
  if ((seen & W_LONG) != 0)
    return named_copy(p, kind, is_unsigned ? "unsigned long" : "long");
  return c_basic(kind);
}

static const c_type *words_type(c_parser *p, int seen) {
  if ((seen & W_COMPLEX) != 0)
    return named_copy(p, C_UNKNOWN, "_Complex");
  if ((seen & W_VOID) != 0)
    return c_basic(C_VOID);
  if ((seen & W_BOOL) != 0)
    return c_basic(C_BOOL);
  if ((seen & W_FLOAT) != 0)
    return c_basic(C_FLOAT);
  if ((seen & W_DOUBLE) != 0)
    return c_basic((seen & W_LONG) != 0 ? C_LONG_DOUBLE : C_DOUBLE);
  return words_integer(p, seen);
}

/* -- reading -------------------------------------------------------------- */
static bool storage_word(c_parser *p, c_specifiers *s) {
  static const char *const silent[] = {
      "inline",    "__inline", "__inline__",    "_Noreturn", "noreturn",
      "register",  "auto",     "_Thread_local", "__thread",  "thread_local",
      "constexpr"};
  size_t i;

  if (c_take_name(p, "typedef")) {
    s->is_typedef = true;
    return true;
  }
  if (c_take_name(p, "extern")) {
    s->is_extern = true;
    return true;
  }
  if (c_take_name(p, "static")) {
    s->is_static = true;
    return true;
  }
  for (i = 0; i < sizeof(silent) / sizeof(silent[0]); i++)
    if (c_take_name(p, silent[i]))
      return true;
  return false;
}

bool c_starts_type(c_parser *p) {
  static const char *const others[] = {"struct", "union", "enum", "typeof",
                                       "__typeof__"};
  size_t i;

  if (p->token.kind != T_NAME)
    return false;
  for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
    if (c_is_name(p, others[i]))
      return true;
  for (i = 0; i < sizeof(decorations) / sizeof(decorations[0]); i++)
    if (c_is_name(p, decorations[i].name))
      return true;
  return word_bit(p) != 0 || named_find(p, p->token.name) != NULL;
}

/* A name where a type must be.  In a header it is a type that can do nothing;
 * in a text somebody wrote for us it is a mistake. */
static const c_type *named_read(c_parser *p) {
  const char *name = p->token.name;
  const c_type *type = named_find(p, name);

  if (type == NULL && p->header)
    type = named_copy(p, C_UNKNOWN, name);
  if (type == NULL)
    (void)c_fail(p, "unknown type '%s'", name);
  else
    c_next(p);
  return type;
}

static bool specifier_word(c_parser *p, c_specifiers *s, int *seen) {
  int bit = word_bit(p);

  if (bit != 0 && s->type == NULL) {
    if (bit == W_LONG && (*seen & W_LONG) != 0)
      bit = W_LONG_LONG;
    *seen |= bit;
    c_next(p);
    return true;
  }
  if (s->type != NULL || *seen != 0)
    return false;
  if (c_is_name(p, "struct") || c_is_name(p, "union"))
    s->type = c_struct_or_union(p, c_is_name(p, "union"));
  else if (c_is_name(p, "enum"))
    s->type = c_enum_read(p);
  else if (c_is_name(p, "typeof") || c_is_name(p, "__typeof__"))
    return c_fail(p, "typeof cannot be expressed");
  else
    s->type = named_read(p);
  return s->type != NULL;
}

bool c_specifiers_read(c_parser *p, c_specifiers *s) {
  uint32_t flags = 0;
  int seen = 0;

  for (;;) {
    c_decorations(p, s, &flags);
    if (p->token.kind != T_NAME)
      break;
    if (!storage_word(p, s) && !specifier_word(p, s, &seen))
      break;
  }
  if (p->failed)
    return false;
  if (s->type == NULL && seen == 0)
    return c_fail(p, "a type is expected before '%.*s'",
                  (int)(p->token.size < 40 ? p->token.size : 40),
                  p->token.text == NULL ? "" : p->token.text);
  if (s->type == NULL)
    s->type = words_type(p, seen);
  s->annotations = flags & ~(uint32_t)C_CONST;
  if (s->type != NULL && (flags & C_CONST) != 0)
    s->type = c_qualify(p->unit, s->type, C_CONST);
  return s->type != NULL || c_fail(p, "out of memory");
}

/* js/syntax/regexp_property.c - the properties that \p{...} may ask for. */
#include "regexp_syntax.h"

#include <string.h>

#define DRUPE__UNICODE_VALUES
#include "unicode_names.h"

/* ECMAScript's own list: not every property of Unicode is in it. */
static const char *const property_binary[] = {"ASCII",
                                              "ASCII_Hex_Digit",
                                              "AHex",
                                              "Alphabetic",
                                              "Alpha",
                                              "Any",
                                              "Assigned",
                                              "Bidi_Control",
                                              "Bidi_C",
                                              "Bidi_Mirrored",
                                              "Bidi_M",
                                              "Case_Ignorable",
                                              "CI",
                                              "Cased",
                                              "Changes_When_Casefolded",
                                              "CWCF",
                                              "Changes_When_Casemapped",
                                              "CWCM",
                                              "Changes_When_Lowercased",
                                              "CWL",
                                              "Changes_When_NFKC_Casefolded",
                                              "CWKCF",
                                              "Changes_When_Titlecased",
                                              "CWT",
                                              "Changes_When_Uppercased",
                                              "CWU",
                                              "Dash",
                                              "Default_Ignorable_Code_Point",
                                              "DI",
                                              "Deprecated",
                                              "Dep",
                                              "Diacritic",
                                              "Dia",
                                              "Emoji",
                                              "Emoji_Component",
                                              "EComp",
                                              "Emoji_Modifier",
                                              "EMod",
                                              "Emoji_Modifier_Base",
                                              "EBase",
                                              "Emoji_Presentation",
                                              "EPres",
                                              "Extended_Pictographic",
                                              "ExtPict",
                                              "Extender",
                                              "Ext",
                                              "Grapheme_Base",
                                              "Gr_Base",
                                              "Grapheme_Extend",
                                              "Gr_Ext",
                                              "Hex_Digit",
                                              "Hex",
                                              "IDS_Binary_Operator",
                                              "IDSB",
                                              "IDS_Trinary_Operator",
                                              "IDST",
                                              "ID_Continue",
                                              "IDC",
                                              "ID_Start",
                                              "IDS",
                                              "Ideographic",
                                              "Ideo",
                                              "Join_Control",
                                              "Join_C",
                                              "Logical_Order_Exception",
                                              "LOE",
                                              "Lowercase",
                                              "Lower",
                                              "Math",
                                              "Noncharacter_Code_Point",
                                              "NChar",
                                              "Pattern_Syntax",
                                              "Pat_Syn",
                                              "Pattern_White_Space",
                                              "Pat_WS",
                                              "Quotation_Mark",
                                              "QMark",
                                              "Radical",
                                              "Regional_Indicator",
                                              "RI",
                                              "Sentence_Terminal",
                                              "STerm",
                                              "Soft_Dotted",
                                              "SD",
                                              "Terminal_Punctuation",
                                              "Term",
                                              "Unified_Ideograph",
                                              "UIdeo",
                                              "Uppercase",
                                              "Upper",
                                              "Variation_Selector",
                                              "VS",
                                              "White_Space",
                                              "space",
                                              "XID_Continue",
                                              "XIDC",
                                              "XID_Start",
                                              "XIDS",
                                              NULL};

static const char *const property_strings[] = {"Basic_Emoji",
                                               "Emoji_Keycap_Sequence",
                                               "RGI_Emoji_Modifier_Sequence",
                                               "RGI_Emoji_Flag_Sequence",
                                               "RGI_Emoji_Tag_Sequence",
                                               "RGI_Emoji_ZWJ_Sequence",
                                               "RGI_Emoji",
                                               NULL};

static bool property_in(const char *const *names, const char *text,
                        uint32_t size) {
  for (; *names != NULL; names++) {
    if (strlen(*names) == size && memcmp(*names, text, size) == 0)
      return true;
  }
  return false;
}

static bool property_is(const char *text, uint32_t size, const char *name) {
  return strlen(name) == size && memcmp(text, name, size) == 0;
}

bool drupe__regexp_property(const char *text, uint32_t size, bool sets,
                            bool *strings) {
  const char *equals = memchr(text, '=', size);
  uint32_t name;

  if (equals == NULL) {
    if (sets && property_in(property_strings, text, size)) {
      *strings = true;
      return true;
    }
    return property_in(property_binary, text, size) ||
           property_in(drupe__category_names, text, size);
  }
  name = (uint32_t)(equals - text);
  size -= name + 1;
  if (property_is(text, name, "General_Category") ||
      property_is(text, name, "gc"))
    return property_in(drupe__category_names, equals + 1, size);
  if (property_is(text, name, "Script") || property_is(text, name, "sc") ||
      property_is(text, name, "Script_Extensions") ||
      property_is(text, name, "scx"))
    return property_in(drupe__script_names, equals + 1, size);
  return false;
}

/* modules/intl/list.c - "a, b and c". */
#include "intl.h"

#include <unicode/ulistformatter.h>

static void list_free(drupe_cx *cx, void *data, void *arg) {
  (void)cx;
  (void)arg;
  ulistfmt_close(data);
}

/* ListFormat(locale, type, width): numbers of ICU. */
static drupe_value list_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  UListFormatter *list;
  drupe_value self;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  list = ulistfmt_openForType(
      locale, (UListFormatterType)drupe_arg_int(call, 1, 0),
      (UListFormatterWidth)drupe_arg_int(call, 2, 0), &status);
  self = U_SUCCESS(status) ? drupe_bind(cx, call, &intl__list_class, list)
                           : intl__fail(cx, "ListFormat", status);
  if (drupe_is_none(self))
    ulistfmt_close(list);
  return self;
}

typedef struct list_items {
  intl_text *texts;
  const UChar **strings;
  int32_t *sizes;
  uint32_t count; /* of texts taken */
} list_items;

static void items_drop(drupe_cx *cx, list_items *items) {
  uint32_t i;

  for (i = 0; i < items->count; i++)
    intl__text_drop(cx, &items->texts[i]);
  drupe_release(cx, items->texts);
  drupe_release(cx, items->strings);
  drupe_release(cx, items->sizes);
}

static bool items_take(drupe_cx *cx, drupe_value array, uint32_t count,
                       list_items *items) {
  size_t room = (size_t)count + 1;

  items->count = 0;
  items->texts = drupe_alloc(cx, room * sizeof(*items->texts));
  items->strings = drupe_alloc(cx, room * sizeof(*items->strings));
  items->sizes = drupe_alloc(cx, room * sizeof(*items->sizes));
  if (items->texts == NULL || items->strings == NULL || items->sizes == NULL) {
    (void)drupe_throw_status(cx, DRUPE_E_NOMEM, "ListFormat");
    return false;
  }
  for (; items->count < count; items->count++) {
    intl_text *t = &items->texts[items->count];

    if (!intl__text_take(cx, drupe_at(cx, array, items->count), t))
      return false;
    items->strings[items->count] = t->data;
    items->sizes[items->count] = t->size;
  }
  return true;
}

typedef drupe_value (*list_show)(drupe_cx *cx, const UFormattedValue *value);

static drupe_value list_formatted(drupe_cx *cx, const drupe_call *call,
                                  list_show show) {
  UErrorCode status = U_ZERO_ERROR;
  int64_t count = cx->object->array_length(cx, call->argv[0]);
  UFormattedList *result = NULL;
  drupe_value v = drupe_none();
  list_items items;

  if (count > INT32_MAX / 2)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "ListFormat");
  if (items_take(cx, call->argv[0], (uint32_t)count, &items)) {
    result = ulistfmt_openResult(&status);
    ulistfmt_formatStringsToResult(call->native, items.strings, items.sizes,
                                   (int32_t)count, result, &status);
    v = U_SUCCESS(status) ? show(cx, ulistfmt_resultAsValue(result, &status))
                          : intl__fail(cx, "ListFormat", status);
  }
  ulistfmt_closeResult(result);
  items_drop(cx, &items);
  return v;
}

static drupe_value list_format(drupe_cx *cx, const drupe_call *call) {
  return list_formatted(cx, call, intl__formatted);
}

static drupe_value list_parts(drupe_cx *cx, const drupe_call *call) {
  return list_formatted(cx, call, intl__parts);
}

static const drupe_member list_members[] = {
    DRUPE_FN("format(texts: array): string", list_format),
    DRUPE_FN("parts(texts: array): array", list_parts), DRUPE_MEMBER_END};
const drupe_class_def intl__list_class = {
    .size = sizeof(drupe_class_def), .self = &intl__list_class,
    .signature = "ListFormat(locale: string, type: int32, width: int32)",
    .construct = list_new, .finalize = list_free, .members = list_members};

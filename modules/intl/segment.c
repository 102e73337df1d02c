/* modules/intl/segment.c - where characters, words and sentences end. */
#include "intl.h"

#include <unicode/ubrk.h>

/* One text and the iterator over it, which reads it in place. */
typedef struct segments {
  UBreakIterator *breaks;
  intl_text text;
} segments;

static void segments_free(drupe_cx *cx, void *data, void *arg) {
  segments *s = data;

  (void)arg;
  ubrk_close(s->breaks);
  intl__text_drop(cx, &s->text);
  drupe_release(cx, s);
}

/* Segments(locale, granularity, text): characters 0, words 1, sentences 3. */
static drupe_value segments_new(drupe_cx *cx, const drupe_call *call) {
  char locale[INTL_LOCALE_ROOM];
  UErrorCode status = U_ZERO_ERROR;
  segments *s;
  drupe_value self;

  if (!intl__locale_arg(cx, call, 0, locale))
    return drupe_none();
  s = drupe_alloc(cx, sizeof(*s));
  if (s == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "Segmenter");
  if (!intl__text_take(cx, call->argv[2], &s->text)) {
    drupe_release(cx, s);
    return drupe_none();
  }
  s->breaks = ubrk_open((UBreakIteratorType)drupe_arg_int(call, 1, 0), locale,
                        s->text.data, s->text.size, &status);
  self = U_SUCCESS(status) ? drupe_bind(cx, call, &intl__segments_class, s)
                           : intl__fail(cx, "Segmenter", status);
  if (drupe_is_none(self))
    segments_free(cx, s, NULL);
  return self;
}

/* next(at): end of the segment that begins there, doubled, plus one for a
 * word; no object is made for it. */
static drupe_value segments_next(drupe_cx *cx, const drupe_call *call) {
  segments *s = call->native;
  int32_t end = ubrk_following(s->breaks, drupe_arg_int(call, 0, 0));
  bool word;

  (void)cx;
  if (end == UBRK_DONE)
    end = s->text.size;
  word = ubrk_getRuleStatus(s->breaks) >= UBRK_WORD_NONE_LIMIT;
  return drupe_number(2.0 * end + word);
}

/* start(index): where the segment begins that contains it. */
static drupe_value segments_start(drupe_cx *cx, const drupe_call *call) {
  segments *s = call->native;
  int32_t index = drupe_arg_int(call, 0, 0);

  (void)cx;
  if (ubrk_isBoundary(s->breaks, index))
    return drupe_int(index);
  index = ubrk_preceding(s->breaks, index);
  return drupe_int(index == UBRK_DONE ? 0 : index);
}

static const drupe_member segments_members[] = {
    DRUPE_FN("next(at: int32): number", segments_next),
    DRUPE_FN("start(index: int32): int32", segments_start), DRUPE_MEMBER_END};
const drupe_class_def intl__segments_class = {
    .size = sizeof(drupe_class_def), .self = &intl__segments_class,
    .signature = "Segments(locale: string, granularity: int32, text: string)",
    .construct = segments_new, .finalize = segments_free,
    .members = segments_members};

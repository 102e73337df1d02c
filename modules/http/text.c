/* modules/http/text.c - characters of headers, numbers, reasons, the date. */
#include "http.h"

#include <time.h>

/* One bit per character of RFC 9110's token: !#$%&'*+-.^_`|~, digits and
 * letters. */
static const uint32_t text_token_bits[8] = {0x00000000u, 0x03ff6cfau,
                                            0xc7fffffeu, 0x57ffffffu};

static bool text_is_token(uint8_t c) {
  return (text_token_bits[c >> 5] >> (c & 31) & 1) != 0;
}

/* Tab, space, visible ASCII, and 0x80 to 0xFF as Node allows. */
static bool text_is_value(uint8_t c) {
  return c == '\t' || (c >= ' ' && c != 0x7f);
}

bool http__is_token(const char *text, size_t size) {
  size_t i;

  for (i = 0; i < size; i++)
    if (!text_is_token((uint8_t)text[i]))
      return false;
  return size != 0;
}

bool http__is_value(const char *text, size_t size) {
  size_t i;

  for (i = 0; i < size; i++)
    if (!text_is_value((uint8_t)text[i]))
      return false;
  return true;
}

static char text_lower(char c) {
  return c >= 'A' && c <= 'Z' ? (char)(c | 32) : c;
}

bool http__same_name(const char *a, const char *b, size_t size) {
  size_t i;

  for (i = 0; i < size; i++)
    if (text_lower(a[i]) != text_lower(b[i]))
      return false;
  return true;
}

bool http__same(const char *a, size_t a_size, const char *lower) {
  return strlen(lower) == a_size && http__same_name(a, lower, a_size);
}

static bool text_is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z') || c == '_';
}

/* As Node's /(?:^|\W)close(?:$|\W)/i. */
bool http__has_word(const char *text, size_t size, const char *lower) {
  size_t n = strlen(lower), i;

  for (i = 0; i + n <= size; i++)
    if (http__same_name(text + i, lower, n) &&
        (i == 0 || !text_is_word(text[i - 1])) &&
        (i + n == size || !text_is_word(text[i + n])))
      return true;
  return false;
}

/* UTF-8 with only U+0080 to U+00FF beside ASCII, as Latin-1. */
static int32_t text_narrow(http_bytes *to, drupe_str text) {
  const uint8_t *p = (const uint8_t *)text.data, *end = p + text.size;

  while (p < end) {
    uint8_t c = *p++;

    if (c >= 0x80) {
      if ((c & 0xfe) != 0xc2 || p == end)
        return DRUPE_E_INVAL;
      c = (uint8_t)((c << 6) | (*p++ & 0x3f));
    }
    if (!text_is_value(c))
      return DRUPE_E_INVAL;
    to->data[to->size++] = (char)c;
  }
  return DRUPE_OK;
}

int32_t http__add_latin1(http *h, http_bytes *to, drupe_value v) {
  drupe_cx *cx = h->cx;
  size_t before = to->size;
  drupe_str text;
  int32_t rc;

  if (!drupe_is_string(v)) {
    v = cx->value->to_string(cx, v);
    if (drupe_is_none(v))
      return DRUPE_E_PENDING;
  }
  text = drupe_view(cx, v);
  if (!http__bytes_room(h, to, text.size + 1))
    return DRUPE_E_NOMEM;
  rc = text_narrow(to, text);
  if (rc < 0)
    to->size = before;
  return rc;
}

size_t http__number(char *end, uint64_t n) {
  char *at = end;

  do
    *--at = (char)('0' + n % 10);
  while ((n /= 10) != 0);
  return (size_t)(end - at);
}

const char *http__reason(int32_t status) {
  switch (status) {
#define REASON(number, text)                                                   \
  case number: return text;
    /* clang-format off */
    REASON(100, "Continue")
    REASON(101, "Switching Protocols")
    REASON(102, "Processing")
    REASON(103, "Early Hints")
    REASON(200, "OK")
    REASON(201, "Created")
    REASON(202, "Accepted")
    REASON(203, "Non-Authoritative Information")
    REASON(204, "No Content")
    REASON(205, "Reset Content")
    REASON(206, "Partial Content")
    REASON(207, "Multi-Status")
    REASON(208, "Already Reported")
    REASON(226, "IM Used")
    REASON(300, "Multiple Choices")
    REASON(301, "Moved Permanently")
    REASON(302, "Found")
    REASON(303, "See Other")
    REASON(304, "Not Modified")
    REASON(305, "Use Proxy")
    REASON(307, "Temporary Redirect")
    REASON(308, "Permanent Redirect")
    REASON(400, "Bad Request")
    REASON(401, "Unauthorized")
    REASON(402, "Payment Required")
    REASON(403, "Forbidden")
    REASON(404, "Not Found")
    REASON(405, "Method Not Allowed")
    REASON(406, "Not Acceptable")
    REASON(407, "Proxy Authentication Required")
    REASON(408, "Request Timeout")
    REASON(409, "Conflict")
    REASON(410, "Gone")
    REASON(411, "Length Required")
    REASON(412, "Precondition Failed")
    REASON(413, "Payload Too Large")
    REASON(414, "URI Too Long")
    REASON(415, "Unsupported Media Type")
    REASON(416, "Range Not Satisfiable")
    REASON(417, "Expectation Failed")
    REASON(418, "I'm a Teapot")
    REASON(421, "Misdirected Request")
    REASON(422, "Unprocessable Entity")
    REASON(423, "Locked")
    REASON(424, "Failed Dependency")
    REASON(425, "Too Early")
    REASON(426, "Upgrade Required")
    REASON(428, "Precondition Required")
    REASON(429, "Too Many Requests")
    REASON(431, "Request Header Fields Too Large")
    REASON(451, "Unavailable For Legal Reasons")
    REASON(500, "Internal Server Error")
    REASON(501, "Not Implemented")
    REASON(502, "Bad Gateway")
    REASON(503, "Service Unavailable")
    REASON(504, "Gateway Timeout")
    REASON(505, "HTTP Version Not Supported")
    REASON(506, "Variant Also Negotiates")
    REASON(507, "Insufficient Storage")
    REASON(508, "Loop Detected")
    REASON(509, "Bandwidth Limit Exceeded")
    REASON(510, "Not Extended")
    REASON(511, "Network Authentication Required")
    /* clang-format on */
  default: return NULL;
  }
}

/* Looked at once a second of loop time at most: no timer keeps it fresh. */
const char *http__date(http *h, size_t *size) {
  double now = h->cx->loop->now_ms(h->cx);
  struct timespec wall;
  struct tm tm;
  long past_ms;

  if (h->date_size == 0 || now >= h->date_ms || now + 1000 < h->date_ms) {
    (void)clock_gettime(CLOCK_REALTIME, &wall);
    (void)gmtime_r(&wall.tv_sec, &tm);
    h->date_size = (uint32_t)strftime(
        h->date, sizeof(h->date), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &tm);
    /* The next second of the wall begins then. */
    past_ms = wall.tv_nsec / 1000000;
    h->date_ms = now + 1000 - (double)past_ms;
  }
  *size = h->date_size;
  return h->date;
}

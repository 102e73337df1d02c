/* modules/http/bytes.c - bytes that grow. */
#include "http.h"

bool http__bytes_room(http *h, http_bytes *b, size_t more) {
  size_t room = b->room == 0 ? 256 : b->room;
  char *data;

  if (b->room - b->size >= more)
    return true;
  if (more > SIZE_MAX / 4 - b->size)
    return false;
  while (room - b->size < more)
    room *= 2;
  data = drupe_resize(h->cx, b->data, room);
  if (data == NULL)
    return false;
  b->data = data;
  b->room = room;
  return true;
}

bool http__bytes_add(http *h, http_bytes *b, const void *data, size_t size) {
  if (!http__bytes_room(h, b, size))
    return false;
  if (size != 0)
    memcpy(b->data + b->size, data, size);
  b->size += size;
  return true;
}

void http__bytes_free(http *h, http_bytes *b) {
  drupe_release(h->cx, b->data);
  memset(b, 0, sizeof(*b));
}

void http__bytes_reset(http *h, http_bytes *b) {
  b->size = 0;
  if (b->room > HTTP__SPARE_ARENA)
    http__bytes_free(h, b);
}

/* modules/net/address.c - sockets as text, both ways. */
#include "net.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

int net__address_fd(const char *where) {
  char *end;
  long fd;

  if (strncmp(where, "fd:", 3) != 0)
    return -1;
  fd = strtol(where + 3, &end, 10);
  return *end == '\0' && end != where + 3 && fd >= 0 && fd <= INT32_MAX
             ? (int)fd
             : -1;
}

/* The port after the last colon; -1 if it is none. */
static int address_port(const char *colon) {
  char *end;
  long port;

  if (colon == NULL || colon[1] < '0' || colon[1] > '9')
    return -1;
  port = strtol(colon + 1, &end, 10);
  return *end == '\0' && port <= 65535 ? (int)port : -1;
}

int32_t net__address_parse(const char *where, struct sockaddr_storage *out) {
  const char *colon = strrchr(where, ':');
  int port = address_port(colon);
  char host[NET__WHERE_MAX];
  size_t size;

  if (port < 0)
    return DRUPE_E_INVAL;
  size = (size_t)(colon - where);
  memset(out, 0, sizeof(*out));
  if (where[0] == '[' && size >= 2 && where[size - 1] == ']') {
    if (size - 2 >= sizeof(host))
      return DRUPE_E_INVAL;
    memcpy(host, where + 1, size - 2);
    host[size - 2] = '\0';
    return uv_ip6_addr(host, port, (struct sockaddr_in6 *)out);
  }
  if (size >= sizeof(host))
    return DRUPE_E_INVAL;
  memcpy(host, where, size);
  host[size] = '\0';
  return uv_ip4_addr(host, port, (struct sockaddr_in *)out);
}

int64_t net__text_copy(const char *text, size_t size, char *buf, size_t room) {
  size_t n = size < room ? size : room;

  if (n != 0)
    memcpy(buf, text, n);
  return (int64_t)size;
}

int64_t net__address_print(const struct sockaddr *address, char *buf,
                           size_t room) {
  char host[INET6_ADDRSTRLEN + UV_IF_NAMESIZE + 2];
  char text[sizeof(host) + 16];
  const struct sockaddr_in6 *six = (const struct sockaddr_in6 *)address;
  const struct sockaddr_in *four = (const struct sockaddr_in *)address;
  int size, rc;

  if (address->sa_family == AF_INET6) {
    rc = uv_ip6_name(six, host, sizeof(host));
    size = snprintf(text, sizeof(text), "[%s]:%u", host, ntohs(six->sin6_port));
  } else if (address->sa_family == AF_INET) {
    rc = uv_ip4_name(four, host, sizeof(host));
    size = snprintf(text, sizeof(text), "%s:%u", host, ntohs(four->sin_port));
  } else {
    return DRUPE_E_NOENT;
  }
  if (rc < 0)
    return rc;
  return net__text_copy(text, (size_t)size, buf, room);
}

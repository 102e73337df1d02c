/* modules/net/lookup.c - names of hosts, on libuv's pool of threads. */
#include "net.h"

#include <stdlib.h>
#include <netdb.h>

typedef struct net_lookup {
  uv_getaddrinfo_t req;
  net *net;
  drupe_ref *callback;
} net_lookup;

/* [{address, family}, ...] */
static drupe_value lookup_list(drupe_cx *cx, const struct addrinfo *at) {
  drupe_value list = drupe_array(cx, 0);
  char text[NET__WHERE_MAX];
  uint32_t i = 0;

  for (; at != NULL; at = at->ai_next) {
    drupe_value one = drupe_object(cx);
    int rc = at->ai_family == AF_INET6
                 ? uv_ip6_name((struct sockaddr_in6 *)at->ai_addr, text,
                               sizeof(text))
                 : uv_ip4_name((struct sockaddr_in *)at->ai_addr, text,
                               sizeof(text));

    if (rc < 0)
      continue;
    (void)drupe_set_named(cx, one, "address",
                          drupe_string(cx, text, DRUPE_NTS));
    (void)drupe_set_named(cx, one, "family",
                          drupe_int(at->ai_family == AF_INET6 ? 6 : 4));
    (void)drupe_set_at(cx, list, i++, one);
  }
  return list;
}

/* callback(code or null, list) */
static void lookup_on_done(uv_getaddrinfo_t *req, int status,
                           struct addrinfo *found) {
  net_lookup *lookup = req->data;
  net *n = lookup->net;
  drupe_cx *cx = n->cx;
  drupe_value argv[2];
  drupe_entry entry;

  if (cx->task->enter(cx, NULL, &entry) == DRUPE_OK) {
    /* Node's words for UV_EAI_NONAME and UV_EAI_NODATA. */
    argv[0] = status == 0 ? drupe_null()
              : status == UV_EAI_NONAME || status == UV_EAI_NODATA
                  ? drupe_string(cx, "ENOTFOUND", DRUPE_NTS)
                  : drupe_string(cx, uv_err_name(status), DRUPE_NTS);
    argv[1] = lookup_list(cx, found);
    (void)drupe_apply(cx, drupe_ref_get(cx, lookup->callback),
                      drupe_undefined(), 2, argv);
    cx->task->leave(cx, &entry);
  }
  drupe_ref_free(cx, lookup->callback);
  drupe_release(cx, lookup);
  uv_freeaddrinfo(found);
  net__unref(n);
}

/* lookup(host, family, callback): 0 or a negative status. */
drupe_value net__lookup_js(drupe_cx *cx, const drupe_call *call) {
  net *n = cx->instance;
  const char *host = net__text(cx, call, 0);
  int32_t family = drupe_arg_int(call, 1, 0);
  struct addrinfo hints;
  net_lookup *lookup = drupe_alloc(cx, sizeof(*lookup));
  int rc;

  if (lookup == NULL)
    return drupe_throw_status(cx, DRUPE_E_NOMEM, "getaddrinfo");
  memset(&hints, 0, sizeof(hints));
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_family = family == 6 ? AF_INET6 : family == 4 ? AF_INET : AF_UNSPEC;
  lookup->net = n;
  lookup->req.data = lookup;
  lookup->callback = drupe_ref_new(cx, drupe_arg(call, 2));
  rc = lookup->callback == NULL
           ? UV_ENOMEM
           : uv_getaddrinfo(n->loop, &lookup->req, lookup_on_done, host, NULL,
                            &hints);
  if (rc < 0) {
    drupe_ref_free(cx, lookup->callback);
    drupe_release(cx, lookup);
  } else {
    n->refs++;
  }
  return drupe_int(rc);
}

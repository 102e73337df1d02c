/* modules/http/fail.c - what a bad or slow request gets: the script's
 * 'clientError', or a short answer and the end of the connection. */
#include "http.h"

static const char *fail_answer(const char *code) {
  if (strcmp(code, "HPE_HEADER_OVERFLOW") == 0)
    return "HTTP/1.1 431 Request Header Fields Too Large\r\n"
           "Connection: close\r\n\r\n";
  if (strcmp(code, "HPE_CHUNK_EXTENSIONS_OVERFLOW") == 0)
    return "HTTP/1.1 413 Payload Too Large\r\nConnection: close\r\n\r\n";
  if (strcmp(code, "ERR_HTTP_REQUEST_TIMEOUT") == 0)
    return "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n";
  return "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n";
}

/* The answer would tear one that is on its way apart. */
static bool fail_may_answer(const http_conn *c) {
  return c->stream != NULL && !c->closing && !c->ending && !c->answered &&
         (c->first == NULL || !c->first->head_sent);
}

static void fail_plainly(http_conn *c, const char *code) {
  const char *answer = fail_answer(code);

  if (fail_may_answer(c))
    http__out(c, answer, strlen(answer));
  http__out_flush(c); /* the answers to what came before, too */
}

static drupe_value fail_error(http_conn *c, const char *code,
                              const char *reason, size_t parsed) {
  drupe_cx *cx = c->http->cx;
  drupe_value argv[3];

  argv[0] = drupe_string(cx, code, DRUPE_NTS);
  argv[1] = drupe_string(cx, reason == NULL ? "" : reason, DRUPE_NTS);
  argv[2] = drupe_number((double)parsed);
  return http__hook(c->http, HTTP__MAKE_ERROR, 3, argv);
}

/* Node destroys the socket with the error, so its script sees 'error'. */
static void fail_destroy(http_conn *c, drupe_value socket, drupe_value error) {
  drupe_cx *cx = c->http->cx;

  if (!drupe_is_object(socket)) {
    http__conn_destroy(c, false);
    return;
  }
  (void)drupe_invoke(cx, socket, c->http->keys[HTTP__KEY_DESTROY], 1, &error);
  http__uncaught(c->http);
}

void http__conn_fail(http_conn *c, const char *code, const char *reason,
                     size_t parsed) {
  http_server *server = c->server;
  drupe_value argv[3];
  bool heard;

  if (c->told_error || c->closing || c->given || server == NULL)
    return;
  c->told_error = true;
  c->failed = true;
  heard = http__server_hears(server, "clientError");
  if (c->socket == NULL && !heard) {
    fail_plainly(c, code);
    http__conn_destroy(c, false);
    return;
  }
  http__out_flush(c);
  argv[0] = http__server_value(server);
  argv[1] = http__conn_socket(c);
  argv[2] = fail_error(c, code, reason, parsed);
  if (drupe_truthy(c->http->cx, http__hook(c->http, HTTP__ON_ERROR, 3, argv)))
    return; /* the script's to answer and to close */
  fail_plainly(c, code);
  fail_destroy(c, argv[1], argv[2]);
}

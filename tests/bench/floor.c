/* tests/bench/floor.c - the hello world without JavaScript: what libuv, llhttp
 * and the system cost by themselves.  The other side of http-hello's ratios.
 *
 *   floor PORT
 *
 * It answers every request as docs/examples/hello.js does under Node, header
 * for header, and is a correct server: requests may come in pieces or
 * pipelined, answers may leave in pieces, who does not read is not read from,
 * and the Date is right. */
#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <llhttp.h>
#include <uv.h>

#define FLOOR_BODY "Hello World"
#define FLOOR_BAD "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"

typedef struct floor_conn {
  uv_tcp_t tcp; /* first: a handle is its connection */
  llhttp_t parser;
  bool closing;
  bool last; /* no answer comes after those in floor_out */
} floor_conn;

/* What a socket did not take at once; owns the bytes behind it. */
typedef struct floor_rest {
  uv_write_t req; /* first */
  char bytes[];
} floor_rest;

/* One thread, one loop: the connections share what lives during one read. */
static llhttp_settings_t floor_settings;
static char floor_in[64 * 1024];
static char *floor_out; /* the answers to what was just read */
static size_t floor_out_size;
static size_t floor_out_room;

static char floor_answer[256]; /* to a request that keeps the connection */
static size_t floor_answer_size;
static time_t floor_answer_second;

/* Writes the whole answer with the Date of now to `out`. */
static size_t answer_print(char *out, size_t room, time_t now, bool keep) {
  struct tm utc;
  char date[32];

  gmtime_r(&now, &utc);
  strftime(date, sizeof(date), "%a, %d %b %Y %H:%M:%S GMT", &utc);
  return (size_t)snprintf(
      out, room,
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nDate: %s\r\n%s"
      "Content-Length: %zu\r\n\r\n%s",
      date,
      keep ? "Connection: keep-alive\r\nKeep-Alive: timeout=5\r\n"
           : "Connection: close\r\n",
      strlen(FLOOR_BODY), FLOOR_BODY);
}

/* Appends to floor_out.  One read bounds what it can grow to: a connection
 * that has not taken its answers is not read from. */
static bool out_add(const char *bytes, size_t size) {
  if (floor_out_size + size > floor_out_room) {
    size_t room = 2 * (floor_out_room + size);
    char *grown = realloc(floor_out, room);

    if (grown == NULL)
      return false;
    floor_out = grown;
    floor_out_room = room;
  }
  memcpy(floor_out + floor_out_size, bytes, size);
  floor_out_size += size;
  return true;
}

static int parser_on_message_complete(llhttp_t *parser) {
  floor_conn *conn = parser->data;
  time_t now = time(NULL);
  char last[256];

  if (!llhttp_should_keep_alive(parser)) {
    conn->last = true;
    if (!out_add(last, answer_print(last, sizeof(last), now, false)))
      return HPE_USER;
    return HPE_PAUSED; /* what follows a last request is not looked at */
  }
  if (now != floor_answer_second) {
    floor_answer_size =
        answer_print(floor_answer, sizeof(floor_answer), now, true);
    floor_answer_second = now;
  }
  return out_add(floor_answer, floor_answer_size) ? HPE_OK : HPE_USER;
}

static void conn_on_close(uv_handle_t *handle) { free(handle); }

static void conn_close(floor_conn *conn) {
  if (conn->closing)
    return;
  conn->closing = true;
  uv_close((uv_handle_t *)&conn->tcp, conn_on_close);
}

static void conn_on_alloc(uv_handle_t *handle, size_t suggested,
                          uv_buf_t *buf) {
  (void)handle;
  (void)suggested;
  *buf = uv_buf_init(floor_in, sizeof(floor_in));
}

static void conn_on_read(uv_stream_t *stream, ssize_t nread,
                         const uv_buf_t *buf);

static void rest_on_write(uv_write_t *req, int status) {
  floor_conn *conn = (floor_conn *)req->handle;

  free(req); /* the first member of its floor_rest */
  if (status < 0 || conn->last)
    conn_close(conn);
  else if (!conn->closing)
    uv_read_start((uv_stream_t *)&conn->tcp, conn_on_alloc, conn_on_read);
}

/* Hands over what the socket did not take, and reads no more until it has. */
static void conn_write_rest(floor_conn *conn, const char *bytes, size_t size) {
  floor_rest *rest = malloc(sizeof(*rest) + size);
  uv_buf_t buf;

  if (rest == NULL) {
    conn_close(conn);
    return;
  }
  memcpy(rest->bytes, bytes, size);
  buf = uv_buf_init(rest->bytes, (unsigned)size);
  uv_read_stop((uv_stream_t *)&conn->tcp);
  if (uv_write(&rest->req, (uv_stream_t *)&conn->tcp, &buf, 1,
               rest_on_write) != 0) {
    free(rest);
    conn_close(conn);
  }
}

/* Writes floor_out; mostly the socket takes it whole. */
static void conn_flush(floor_conn *conn) {
  uv_buf_t buf = uv_buf_init(floor_out, (unsigned)floor_out_size);
  int n;

  n = floor_out_size == 0
          ? 0
          : uv_try_write((uv_stream_t *)&conn->tcp, &buf, 1);
  if (n == UV_EAGAIN)
    n = 0;
  if (n < 0)
    conn_close(conn);
  else if ((size_t)n < floor_out_size)
    conn_write_rest(conn, floor_out + n, floor_out_size - (size_t)n);
  else if (conn->last)
    conn_close(conn);
}

/* nread == 0 is libuv's EAGAIN.  EOF and errors end the same way. */
static void conn_on_read(uv_stream_t *stream, ssize_t nread,
                         const uv_buf_t *buf) {
  floor_conn *conn = (floor_conn *)stream;
  llhttp_errno_t err;

  assert(!conn->closing);
  if (nread == 0)
    return;
  if (nread < 0) {
    conn_close(conn);
    return;
  }
  floor_out_size = 0;
  err = llhttp_execute(&conn->parser, buf->base, (size_t)nread);
  if (err != HPE_OK && !conn->last) {
    conn->last = true;
    out_add(FLOOR_BAD, strlen(FLOOR_BAD));
  }
  conn_flush(conn);
}

static void server_on_connection(uv_stream_t *server, int status) {
  floor_conn *conn = status == 0 ? calloc(1, sizeof(*conn)) : NULL;

  if (conn == NULL)
    return;
  uv_tcp_init(server->loop, &conn->tcp);
  llhttp_init(&conn->parser, HTTP_REQUEST, &floor_settings);
  conn->parser.data = conn;
  if (uv_accept(server, (uv_stream_t *)&conn->tcp) != 0) {
    conn_close(conn);
    return;
  }
  uv_tcp_nodelay(&conn->tcp, 1);
  uv_read_start((uv_stream_t *)&conn->tcp, conn_on_alloc, conn_on_read);
}

int main(int argc, char **argv) {
  uv_loop_t *loop = uv_default_loop();
  struct sockaddr_in address;
  uv_tcp_t server;
  int rc;

  if (argc != 2) {
    fprintf(stderr, "usage: floor PORT\n");
    return 2;
  }
  llhttp_settings_init(&floor_settings);
  floor_settings.on_message_complete = parser_on_message_complete;
  uv_ip4_addr("127.0.0.1", (int)strtol(argv[1], NULL, 10), &address);
  uv_tcp_init(loop, &server);
  rc = uv_tcp_bind(&server, (const struct sockaddr *)&address, 0);
  if (rc == 0)
    rc = uv_listen((uv_stream_t *)&server, 511, server_on_connection);
  if (rc != 0) {
    fprintf(stderr, "floor: cannot listen on port %s: %s\n", argv[1],
            uv_strerror(rc));
    return 1;
  }
  return uv_run(loop, UV_RUN_DEFAULT);
}

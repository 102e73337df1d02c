/* modules/http/http.h - what the files of http share.
 *
 * http serves HTTP/1.x on any drupe_stream.  Parsing, storage of headers,
 * framing, keep-alive and time limits are here; JavaScript is entered once per
 * request.  `req` and `res` are native instances of one exchange.  What a
 * script touches of their stream and event side is made by http.js then, and
 * from then on the exchange is "watched": its events are emitted.
 *
 * Who owns what: a connection lives until its stream has closed and nobody
 * counts on it (refs); an exchange until its two objects have died, the
 * connection has let it go and no notice waits for it (refs).  The connection
 * knows its exchanges and an exchange its connection; closing cuts both. */
#ifndef DRUPE_HTTP_H
#define DRUPE_HTTP_H

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include <llhttp.h>

#include <drupe.h>
#include <drupe/socket.h>
#include <drupe/stream.h>

enum {
  HTTP__OUT_SIZE = 32768,        /* bytes gathered before a write */
  HTTP__HIGH_WATER = 16384,      /* where write() begins to say false */
  HTTP__BODY_AHEAD = 65536,      /* of a body nobody reads yet */
  HTTP__MAX_HEADER = 16384,      /* default of maxHeaderSize */
  HTTP__MAX_FIELDS = 1000,       /* what of more header fields is seen */
  HTTP__CHUNK_EXTENSION = 16384, /* bytes of a chunk's extensions */
  HTTP__SPARE_EXCHANGES = 256,   /* kept for the next request */
  HTTP__SPARE_ARENA = 4096,      /* larger memory is not kept */
  HTTP__PENDING_MAX = 128        /* unanswered requests before reading pauses */
};

enum { /* functions of http.js that C calls; order of http_hook_names */
       HTTP__ON_REQUEST,   /* server, req, res: the slow way to the listeners */
       HTTP__ON_DATA,      /* req, chunk: false asks for a pause */
       HTTP__ON_END,       /* req */
       HTTP__ON_FINISH,    /* res, req: all is sent */
       HTTP__ON_START,     /* res: its turn to answer came */
       HTTP__ON_PREFINISH, /* res: all of it was given out */
       HTTP__ON_ABORT,     /* req, res: the connection closed under them */
       HTTP__ON_DRAIN,     /* res */
       HTTP__ON_CALLBACK,  /* fn, later?: of a write */
       HTTP__ON_REFUSED,   /* res, code, callback: a write or end too late */
       HTTP__ONCE_FINISH,  /* res, callback */
       HTTP__ON_ERROR, /* server, socket, error: 'clientError'; true: handled */
       HTTP__ON_SOCKET,  /* server, socket: 'connection' */
       HTTP__ON_UPGRADE, /* server, req, socket, head: true: taken */
       HTTP__ON_TIMEOUT, /* server, socket, req, res */
       HTTP__ON_CLOSED,  /* server: the listener closed */
       HTTP__MAKE_ERROR, /* code, reason, bytes parsed */
       HTTP__ENCODE,     /* text, encoding: a Buffer */
       HTTP__ON_CREATE,  /* server, socket: [req, res] of subclasses */
       HTTP__ON_DROP,    /* server: one connection too many */
       HTTP__ADOPT,      /* server, socket: its Socket was made */
       HTTP__HOOKS
};

enum { /* what ON_REQUEST emits */
       HTTP__EMIT_REQUEST = 0,
       HTTP__EMIT_CONTINUE = 1,
       HTTP__EMIT_EXPECTATION = 2,
       HTTP__EMIT_DROP = 3
};

enum { /* property keys kept for the module's life; order of http_key_names */
       HTTP__KEY_EVENTS,
       HTTP__KEY_REQUEST,
       HTTP__KEY_CONNECTION,
       HTTP__KEY_EMIT,
       HTTP__KEY_WRITE_HEAD,
       HTTP__KEY_IMPLICIT,
       HTTP__KEY_DESTROY_SOON,
       HTTP__KEY_DESTROY,
       HTTP__KEYS
};

typedef struct http http;
typedef struct http_server http_server;
typedef struct http_conn http_conn;
typedef struct http_exchange http_exchange;

/* Bytes that grow; memory of the context. */
typedef struct http_bytes {
  char *data;
  size_t size, room;
} http_bytes;

/* A header field in an arena. */
typedef struct http_field {
  uint32_t name, name_size, value, value_size;
} http_field;

typedef struct http_fields {
  http_field *at;
  uint32_t count, room;
} http_fields;

enum { /* http_header.kind: what getHeader gives back */
       HTTP__TEXT = 0,
       HTTP__NUMBER = 1,
       HTTP__LIST = 2 /* its values follow each other, NUL between them */
};

/* A header of the response, as set; value in the exchange's text. */
typedef struct http_header {
  uint32_t name, name_size, value, value_size;
  uint32_t kind;
  double number;
} http_header;

/* A doubly linked ring, for lists a member leaves in the middle. */
typedef struct http_link {
  struct http_link *prev, *next;
} http_link;

/* A request and its response. */
struct http_exchange {
  http_exchange *next; /* in the connection's queue, or spare */
  http *http;
  http_conn *conn;           /* NULL once both sides are done or it closed */
  http_conn *origin;         /* counted; for req.socket as long as req lives */
  drupe_instance *req, *res; /* NULL when the object died */
  uint32_t refs;

  /* -- request -- */
  uint8_t method, major, minor;
  bool is_parsed; /* came from a connection */
  bool upgrade;
  bool complete;  /* the last byte of it came */
  bool aborted;   /* the connection closed before the end */
  bool open_body; /* http.js takes the body: its stream was touched */
  bool dumped;    /* its body goes nowhere */
  bool held_back; /* reading is paused for its body */
  bool watched;   /* req or res has events: tell http.js */
  bool pinned_req, pinned_res;
  bool linked;  /* res keeps req alive */
  bool expects; /* Expect: 100-continue */
  bool has_host, has_expect;
  uint32_t url_size; /* at the arena's beginning */
  http_bytes arena;
  http_fields fields;
  uint32_t trailers; /* number of the first trailer in fields */
  http_bytes body;   /* came before somebody wanted it */

  /* -- response -- */
  int32_t status;
  bool queued;   /* on the connection, answers in order */
  bool has_head; /* _header: status line and headers are fixed */
  bool head_sent;
  bool has_body; /* the status and method allow one */
  bool chunked;
  bool ended;    /* end() was called */
  bool finished; /* the last byte was given to the system */
  bool destroyed;
  bool closed_told; /* 'close' was emitted */
  bool keep_alive;  /* shouldKeepAlive */
  bool last;        /* the connection closes after it */
  bool send_date;
  bool chunked_default; /* useChunkedEncodingByDefault */
  bool default_keep_alive;
  bool removed_connection, removed_length, removed_te;
  bool sent_100;
  bool limit_reached; /* maxRequestsPerSocket */
  bool needs_drain;
  bool strict_length;
  bool message_given; /* statusMessage was set by the script */
  bool has_length;    /* content_length is known */
  bool has_headers;   /* setHeader was used: kOutHeaders of Node */
  uint32_t corks;
  double content_length;
  double bytes_written; /* of the body, for strict_length */
  http_header *headers;
  uint32_t header_count, header_room;
  http_bytes text;    /* names and values of headers */
  http_bytes message; /* statusMessage; size 0: the standard one */
  http_bytes head;    /* _header */
  http_bytes trailer;
  http_bytes pending; /* written before its turn came */
};

/* Something to tell when all that was written has gone out. */
typedef struct http_notice {
  struct http_notice *next;
  http_conn *conn;         /* counted while it ticks */
  http_exchange *exchange; /* finished; or NULL */
  drupe_ref *callback;     /* of a write; or NULL */
} http_notice;

enum { /* which clock a connection's idle link is on */
       HTTP__CLOCK_NONE = 0,
       HTTP__CLOCK_IDLE = 1 /* server.timeout, socket.setTimeout, keep-alive */
};

/* Connections that wait for the same number of milliseconds, oldest first. */
typedef struct http_clock {
  struct http_clock *next;
  http *http;
  uint64_t delay_ms;
  http_link waiting;
  drupe_handle *timer;
  bool armed;
} http_clock;

struct http_conn {
  http_link all;     /* of the server */
  http_link waiting; /* of a clock */
  http *http;
  http_server *server;
  drupe_stream *stream; /* NULL when closed */
  llhttp_t parser;
  uint32_t refs;
  bool in_data;       /* inside llhttp_execute */
  bool more_data;     /* bytes of the next request lie behind this one */
  bool closing;       /* close or destroy was asked for */
  bool ending;        /* closes when all is sent */
  bool ended;         /* the peer's end came */
  bool paused;        /* reading is stopped */
  bool script_paused; /* by socket.pause() */
  bool idle_clock;    /* the keep-alive time limit runs */
  bool corked;        /* a tick will flush */
  bool draining;      /* a tick will tell 'drain' */
  bool queued_write;  /* the last write was not taken whole */
  bool head_seen;     /* the request's head is complete */
  bool had_request;
  bool in_header_value, in_trailers;
  bool given;            /* upgraded: the stream is the socket's */
  bool told_error;       /* the error of its parser or clock was told */
  bool failed;           /* what comes now is not read */
  uint32_t header_bytes; /* of the head that is parsed */
  uint32_t extension_bytes;
  uint32_t requests;
  uint32_t queue_length;
  size_t turn_bytes; /* written in this tick: what write() answers by */
  http_clock *clock;
  double since;            /* ms: when the clock began */
  uint64_t own_timeout_ms; /* socket.setTimeout */
  bool has_own_timeout;
  double began;   /* ms: first byte of the request, 0 while there is none */
  bool value_cut; /* a header's value reaches into the next read */
  bool answered;  /* in this read: the next error is not to be answered */
  const char *data_begin, *data_end; /* the bytes that are parsed */
  const char *span_end;              /* of the last header value */
  http_exchange *first, *last;       /* answers in this order */
  http_exchange *parsing;            /* its request is coming in */
  http_notice *notices, **notices_end;
  /* The script's Socket, made when first asked for; weak once closed, since it
   * counts on the connection. */
  drupe_ref *socket;
};

struct http_server {
  http_link all; /* of the context */
  http *http;
  drupe_instance *instance; /* the Listener object; slot 0 the Server */
  drupe_listener *listener; /* NULL when closed */
  drupe_service other;      /* its transport, where that is a stranger's */
  bool pinned;
  http_link conns;
  uint32_t conn_count;
  drupe_handle *check; /* looks for slow requests while there are any */
  bool check_armed;
  bool slow_objects; /* IncomingMessage or ServerResponse is a subclass */
  /* Settings; http.js writes them when the script sets the property. */
  double timeout, keep_alive_timeout, headers_timeout, request_timeout;
  double checking_interval, max_headers, max_requests, max_header_size;
  double max_connections;
  bool require_host, no_delay, keep_alive, half_open, join_duplicates;
  bool reject_body;
  double keep_alive_delay;
};

struct http {
  drupe_cx *cx;
  bool stopped;  /* the context ends: memory only, no calls */
  uint32_t refs; /* the module, exchanges in use, connections, servers */
  http_link servers;
  drupe_service tcp, unix_, socket;
  llhttp_settings_t settings;
  drupe_ref *hooks[HTTP__HOOKS];
  drupe_value keys[HTTP__KEYS];
  drupe_ref *emitter_emit;          /* EventEmitter.prototype.emit */
  drupe_ref *write_head, *implicit; /* the prototype's own */
  drupe_ref *listener;              /* http.js's own for 'connection' */
  http_exchange *creating;          /* whose objects ON_CREATE makes */
  http_exchange *spare;
  uint32_t spare_count;
  http_clock *clocks;
  http_conn *out_owner; /* whose bytes are in out */
  size_t out_size;
  char *out;
  double date_ms; /* loop time of the text below */
  uint32_t date_size;
  char date[48]; /* "Date: ...\r\n" */
};

/* http.c: the context's memory goes when the module has stopped and the last
 * object that knows it has died. */
void http__unref(http *h);

/* Argument i as text, "" where it is no string. */
static inline const char *http__arg_text(drupe_cx *cx, const drupe_call *call,
                                         uint32_t i) {
  drupe_str text = drupe_arg_str(cx, call, i);

  return text.data == NULL ? "" : text.data;
}

/* -- bytes.c --------------------------------------------------------------- */
bool http__bytes_room(http *h, http_bytes *b, size_t more);
bool http__bytes_add(http *h, http_bytes *b, const void *data, size_t size);
void http__bytes_free(http *h, http_bytes *b);
/* Empties; keeps the memory unless it is large. */
void http__bytes_reset(http *h, http_bytes *b);
static inline void http__link_init(http_link *l) { l->prev = l->next = l; }
static inline void http__link_add(http_link *list, http_link *l) {
  l->prev = list->prev;
  l->next = list;
  list->prev->next = l;
  list->prev = l;
}
static inline void http__link_cut(http_link *l) {
  l->prev->next = l->next;
  l->next->prev = l->prev;
  http__link_init(l);
}
#define HTTP__OWNER(link, type, field)                                         \
  ((type *)(void *)((char *)(link)-offsetof(type, field)))

/* -- text.c ---------------------------------------------------------------- */
bool http__is_token(const char *text, size_t size);
/* false with no error pending: a character that may not be in a header. */
bool http__is_value(const char *text, size_t size);
bool http__same(const char *a, size_t a_size, const char *lower);
bool http__same_name(const char *a, const char *b, size_t size);
/* The text of `v` as Latin-1, appended; a status: E_INVAL for a character that
 * has no place in a header. */
int32_t http__add_latin1(http *h, http_bytes *to, drupe_value v);
/* "close" in "keep-alive, close"? */
bool http__has_word(const char *text, size_t size, const char *lower);
size_t http__number(char *end, uint64_t n); /* digits before end */
const char *http__reason(int32_t status);   /* NULL if it has none */
const char *http__date(http *h, size_t *size);

/* -- exchange.c ------------------------------------------------------------ */
http_exchange *http__exchange_new(http *h);
void http__exchange_unref(http_exchange *x);
/* Makes the objects; false with an error pending. */
bool http__exchange_objects(http_exchange *x, drupe_value *req,
                            drupe_value *res);
void http__exchange_link(http_exchange *x);
/* The object, or undefined when it died. */
drupe_value http__req_value(http_exchange *x);
drupe_value http__res_value(http_exchange *x);
/* Keeps the objects alive until http__exchange_unpin. */
void http__exchange_pin(http_exchange *x);
void http__exchange_unpin(http_exchange *x);
void http__exchanges_free(http *h);
/* Makes the exchange's events heard from now on. */
void http__exchange_watch(http_exchange *x);

/* -- conn.c ---------------------------------------------------------------- */
extern const drupe_tag http__conn_tag;
void http__conn_accept(http_server *server, drupe_stream *s);
void http__conn_unref(http_conn *c);
/* Closes now; what was not sent is lost.  Idempotent. */
void http__conn_destroy(http_conn *c, bool reset);
/* Closes when all is sent. */
void http__conn_end(http_conn *c);
/* A socket of the script's, made when first asked for. */
drupe_value http__conn_socket(http_conn *c);
/* The stream is the socket's now: the protocol has ended. */
void http__conn_give(http_conn *c);
/* Reading follows what everybody wants. */
void http__conn_reading(http_conn *c);
bool http__conn_idle(const http_conn *c);
/* What the socket's script tells: its 'end', 'close', 'error' came. */
void http__conn_on_end(http_conn *c);
/* Error `code` of the parser or a time limit. */
void http__conn_fail(http_conn *c, const char *code, const char *reason,
                     size_t parsed);
/* Calls a hook in the bracket that is open; what it throws is uncaught. */
drupe_value http__hook(http *h, int which, uint32_t argc,
                       const drupe_value *argv);
drupe_value http__server_value(http_server *s);
/* Reports what pends as an uncaught exception, and goes on. */
void http__uncaught(http *h);
/* Listeners of `event` on the server?  Without running JS of theirs. */
bool http__server_hears(http_server *s, const char *event);

/* -- out.c: bytes on their way --------------------------------------------- */
void http__out(http_conn *c, const void *data, size_t size);
void http__out_flush(http_conn *c);
/* Flushes with the next tick. */
void http__out_cork(http_conn *c);
size_t http__out_queued(http_conn *c);
/* Runs the notices when nothing is queued any more. */
bool http__notice_add(http_conn *c, http_exchange *x, drupe_value callback);
void http__notices_settle(http_conn *c);
void http__notices_drop(http_conn *c);

/* -- parse.c --------------------------------------------------------------- */
void http__parse_settings(llhttp_settings_t *settings);
void http__parse_data(http_conn *c, const uint8_t *data, size_t size);

/* -- dispatch.c: from a complete head to the listeners --------------------- */
/* 0, or 2 for an upgrade, as on_headers_complete answers. */
int http__dispatch(http_conn *c, http_exchange *x);
void http__dispatch_upgrade(http_conn *c, const char *rest, size_t size);

/* -- queue.c: answers in order --------------------------------------------- */
void http__queue_add(http_conn *c, http_exchange *x);
/* The response of `x` is complete in the output. */
void http__queue_sent(http_exchange *x);
/* All is done with x's response: the next one, or the end. */
void http__queue_next(http_conn *c, http_exchange *x);
/* Its request is complete and no response is due: forgets the connection. */
void http__queue_leave(http_exchange *x);
/* Lets the rest of the request's body go. */
void http__queue_dump(http_exchange *x);
void http__queue_abort(http_conn *c);

/* -- headers.c: what setHeader keeps --------------------------------------- */
http_header *http__header_find(http_exchange *x, const char *name, size_t size);
void http__header_remove(http_exchange *x, const char *name, size_t size);
/* false with an error pending. */
bool http__header_set(http_exchange *x, drupe_value name, drupe_value value);
bool http__header_append(http_exchange *x, drupe_value name, drupe_value value);
drupe_value http__header_value(http_exchange *x, const http_header *header);

/* -- frame.c: status line, headers, chunks --------------------------------- */
/* Fixes the head from `headers`: none for the kept ones, an array or object
 * else.  false with an error pending. */
bool http__frame_head(http_exchange *x, drupe_value headers);
/* Bytes of the message, behind the head if that is not sent. */
void http__frame_send(http_exchange *x, const void *data, size_t size);
void http__frame_body(http_exchange *x, const void *data, size_t size);
void http__frame_end(http_exchange *x);
/* Bytes outside the message: 1xx answers. */
void http__frame_raw(http_exchange *x, const void *data, size_t size);
size_t http__frame_queued(http_exchange *x);

/* -- clock.c --------------------------------------------------------------- */
void http__clock_start(http_conn *c, double delay_ms);
void http__clock_stop(http_conn *c);
void http__clock_touch(http_conn *c);
/* A request came: the time limit is the server's or the socket's own again. */
void http__clock_request(http_conn *c);
/* Looks at slow requests from now on. */
void http__clock_check(http_server *s);
void http__clocks_free(http *h);

/* -- request.c, response.c, server.c --------------------------------------- */
extern const drupe_class_def http__request_class;
extern const drupe_class_def http__outgoing_class;
extern const drupe_class_def http__response_class;
extern const drupe_class_def http__listener_class;
drupe_value http__server_new(drupe_cx *cx, const drupe_call *call);
/* After a listener or connection has gone: maybe that was the last. */
void http__server_check(http_server *s);
void http__servers_stop(http *h);
drupe_value http__write_head(http_exchange *x, drupe_value self, uint32_t argc,
                             const drupe_value *argv);
drupe_value http__response_write(drupe_cx *cx, const drupe_call *call);
drupe_value http__response_end(drupe_cx *cx, const drupe_call *call);
drupe_value http__response_trailers(drupe_cx *cx, const drupe_call *call);
drupe_value http__response_cork(drupe_cx *cx, const drupe_call *call);
drupe_value http__response_uncork(drupe_cx *cx, const drupe_call *call);
drupe_value http__response_corks(drupe_cx *cx, const drupe_call *call);
drupe_value http__request_adopt(drupe_cx *cx, const drupe_call *call);
drupe_value http__response_adopt(drupe_cx *cx, const drupe_call *call);
/* this._implicitHeader() as the script may have replaced it. */
bool http__implicit(http_exchange *x);

/* -- script.c: asked by http.js -------------------------------------------- */
drupe_value http__script_open_body(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_read_body(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_dump(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_watch(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_next(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_socket(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_raw(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_pending(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_sent(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_socket_ended(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_socket_closed(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_is_served(drupe_cx *cx, const drupe_call *call);
drupe_value http__script_head_sent(drupe_cx *cx, const drupe_call *call);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The HTTP edge: connections, strict parsing (RFC 9110, 9112), answers, limits. One struct http per worker, one
 * struct exchange per request.
 *
 * An exchange owns an arena that lives until its answer is written. The arena holds copies of the head and the
 * body, so strings read from the exchange stay valid while the handler waits.
 *
 * A handler answers each exchange exactly once, at once or in a later event. If the client closes first, the edge
 * drops the answer; the handler need not know. Times are monotonic; sizes are bytes.
 */
#ifndef HTTP_HTTP_H
#define HTTP_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/problems.h"
#include "base/arena.h"
#include "base/buf.h"

struct body_file;
struct event_base;
struct http;
struct exchange;

enum http_method {
	HTTP_GET,
	HTTP_HEAD,
	HTTP_POST,
	HTTP_PUT,
	HTTP_PATCH,
	HTTP_DELETE,
	HTTP_OPTIONS,
	HTTP_OTHER, /* any other method; answered 501 here, so a handler never sees it */
};

#define HEAD_ANSWERED (-1L)
#define HEAD_WAITS    (-2L)

struct http_handler {
	/*
	 * The head is complete and valid. Returns the largest body that this request may have, in bytes (0: none;
	 * a larger one is 413). HEAD_ANSWERED: the handler has answered and must not touch the exchange again.
	 * HEAD_WAITS: the edge reads no more until the handler answers or calls exchange_read_body(). The edge reads
	 * a body, and sends the 100 Continue that it may wait for, only after this call.
	 */
	long (*head)(void *arg, struct exchange *);
	/* The request is complete. Must answer, now or in a later event. */
	void (*request)(void *arg, struct exchange *);
	/* Continues after exchange_defer(). NULL is allowed if the handler never defers. */
	void (*resume)(void *arg, struct exchange *);
	/*
	 * The edge refuses the request with this problem and closes: before head(), after it, or after the handler
	 * answered from the head. Either answers in the handler's format and returns true, or returns false and may
	 * have added fields. If the head is invalid, the exchange has no path and at most the field Origin.
	 * NULL is allowed.
	 */
	bool (*refuse)(void *arg, struct exchange *, enum problem);
};

/* Runs an event loop, one iteration at a time (base/loop_budget.h), until it is broken or fails. One in a process. */
void http_loop(struct event_base *);

struct http *http_new(struct event_base *, const struct http_handler *, void *arg);
/* Accepts on a listening, non-blocking socket; the caller owns fd. ours: the socket ends when this server stops. */
void http_listen(struct http *, int fd, bool ours);
/*
 * Drains: reads no new requests on open connections; pending answers say close. done runs when the last connection
 * is gone. for_good: no process will accept on the sockets that are ours again, so they stop listening. Until then
 * new connections are accepted and get one answer each, while requests from before the drain are pending.
 */
void http_drain(struct http *, bool for_good, void (*done)(void *), void *arg);
/* Resumes deferred exchanges at once, while the services that they may query still exist. */
void http_resume_deferred(struct http *);
/* Closes all connections. Frees http when no handler has an exchange any more. */
void http_end(struct http *);

/* ---- reading */
enum http_method exchange_method(const struct exchange *); /* HEAD is reported as HEAD */
/*
 * Starts with '/', has no query, ends in NUL. Unreserved characters are decoded (RFC 3986 6.2.2.2); the rest is as
 * sent. NULL in refuse() if the head is invalid.
 */
const char *exchange_path(const struct exchange *);
/* Takes the first n bytes off the path. */
void exchange_skip_path(struct exchange *, size_t n);
const char *exchange_query(const struct exchange *); /* raw, without '?'; "" if none */
/*
 * Value of a field by lower-case name, without spaces around it; NULL if absent. Repeated fields are joined by ", ", cookies
 * by "; ".
 */
const char *exchange_field(const struct exchange *, const char *name);
struct span exchange_body(const struct exchange *);
/* The client's network as rate limits count it: the IPv4 address, or the /64 of an IPv6 address. */
const char *exchange_network(const struct exchange *);
/* The same with the /48 of an IPv6 address: the prefix of one subscriber (RFC 6177). */
const char *exchange_subscriber(const struct exchange *);
struct arena *exchange_arena(struct exchange *);
/* Monotonic microseconds when the head was complete. */
int64_t exchange_began(const struct exchange *);
/*
 * The request's id, for X-Request-Id of the answer and for the log. A trusted proxy's own X-Request-Id if that has
 * 1 to REQUEST_ID_MAX unreserved characters (RFC 3986 2.3), else 16 hexadecimal digits. Lives as long as the exchange.
 */
const char *exchange_request_id(const struct exchange *);
/* A pointer of the handler, stored from head() to request(); NULL at first. */
void exchange_set_state(struct exchange *, void *);
void *exchange_state(const struct exchange *);

/* ---- answering */
/* Adds a field to the answer. Name and value must not come from a client: a control character in value aborts. */
void exchange_add(struct exchange *, const char *name, const char *value);
/* Adds complete lines, "Name: value\r\n"; they must not come from a client either. */
void exchange_add_block(struct exchange *, const char *fields, size_t n);
/* Removes the fields added so far. */
void exchange_clear_fields(struct exchange *);
/*
 * Answers. body must stay valid until written: static, or in the exchange's arena. Adds Content-Length, Date and
 * Connection. HEAD sends no body; 204 and 304 send neither body nor length. The exchange is gone after this call.
 */
void exchange_send(struct exchange *, int status, const char *body, size_t len);
/* The same with a shared body: release(arg) runs once, when the body is written or the client has closed. */
void exchange_send_shared(struct exchange *, int status, const char *body, size_t len, void (*release)(void *), void *arg);
/*
 * The body of the next exchange_send_shared() is also in this file. The edge sends it from there, or from memory
 * if that fails.
 */
void exchange_set_file(struct exchange *, struct body_file *);
/*
 * A new exchange that answers the same client; the old one continues as if the client had closed. NULL: the client
 * has closed. The new exchange uses the old one's fields, so it must end first.
 */
struct exchange *exchange_replace(struct exchange *) MUST_USE;
/* Not answered yet: resume() continues in a later iteration, after the exchanges that wait already. */
void exchange_defer(struct exchange *);
/* After HEAD_WAITS: reads a body of at most so many bytes. The exchange may be gone after this call. */
void exchange_read_body(struct exchange *, long max);

/* ---- streams: answers that end with their connection */
struct stream;
struct stream_handler {
	void (*writable)(void *arg); /* the socket takes bytes again, after stream_send() took fewer than it was given */
	void (*closed)(void *arg);   /* the stream has ended, for any reason, and must not be used again */
};
/* The client's network has max streams or more. */
bool exchange_stream_full(struct exchange *, long max) MUST_USE;
/*
 * Answers 200 with the fields added so far, no length, and these first bytes of the body, which live as long as the
 * exchange. The exchange is gone. NULL: there is no stream, because the client has closed or the method is HEAD.
 */
struct stream *exchange_stream(struct exchange *, const char *first, size_t n, const struct stream_handler *, void *arg) MUST_USE;
/* How many of the n bytes the socket took; the rest must be sent first after writable(). -1: closed() has run. */
long stream_send(struct stream *, const char *p, size_t n) MUST_USE;
void stream_end(struct stream *);
/* Bytes of memory of a stream, without the kernel's. */
size_t stream_size(void);

struct http_figures {
	unsigned connections, idle, writing, streams, exchanges; /* writing: the socket is full */
	unsigned long accepted, requests, bad, timeouts, refused;
	unsigned long sent_bytes;
	unsigned long deferred; /* requests that waited for a later iteration of the loop */
};
struct http_figures http_figures(const struct http *);

#endif

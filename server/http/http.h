/*
 * The HTTP edge: connections, strict parsing (RFC 9110, 9112), answers, limits.
 * One struct http per worker; one struct exchange per request. The exchange owns
 * an arena that lives until its answer is written and holds copies of the head
 * and the body, so everything read from it stays good across waits.
 *
 * An exchange is answered exactly once, at once or later. When the client has
 * left meanwhile, the answer is dropped here; the caller need not know.
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
	HTTP_OTHER, /* a token we have no name for; answered 501 here, a handler never sees it */
};

#define HEAD_ANSWERED (-1L)
#define HEAD_WAITS    (-2L)

struct http_handler {
	/*
	 * The head is complete and sound. Returns the largest body this request may
	 * have, in octets (0: none, more is 413), or HEAD_ANSWERED after it has answered
	 * itself; it then must not touch the exchange again. HEAD_WAITS: nothing more is
	 * read until it answers or calls exchange_read_on(). A body comes only after this,
	 * and after the 100 Continue that it may be waiting for.
	 */
	long (*head)(void *arg, struct exchange *);
	/* The whole request is here. Must answer, now or later. */
	void (*request)(void *arg, struct exchange *);
	/* After exchange_later(): the same. May be NULL where that is not called. */
	void (*resume)(void *arg, struct exchange *);
	/*
	 * The server itself refuses the request with this problem and closes: before head(), after it, or after
	 * it was answered from its head. Either answers in its own form and returns true, or returns false and
	 * may have added fields. The exchange has no path if its head is not sound; of its fields there is then
	 * Origin at most. May be NULL.
	 */
	bool (*refuse)(void *arg, struct exchange *, enum problem);
};

/* Runs an event loop, turn by turn (base/loop_budget.h), until somebody breaks it or it fails. One in a process. */
void http_loop(struct event_base *);

struct http *http_new(struct event_base *, const struct http_handler *, void *arg);
/* Accepts on a listening, non-blocking socket; the fd stays the caller's. ours: it ends with this server. */
void http_listen(struct http *, int fd, bool ours);
/*
 * Reads no new requests on the connections that it has; answers still due say close. done runs when the last
 * one is gone. for_good: nobody will accept on the sockets that are ours again, so their listening ends here:
 * new connections are still taken and answered, each once, while something from before is under way; then no
 * more come in, but for those whose handshake has begun.
 */
void http_drain(struct http *, bool for_good, void (*done)(void *), void *arg);
/* Resumes at once whoever waits for that: before what they may ask ends. */
void http_resume_deferred(struct http *);
/* Closes whatever is left. */
void http_end(struct http *);

/* ---- reading */
enum http_method exchange_method(const struct exchange *); /* HEAD stays HEAD */
/*
 * Starts with '/', no query, NUL-terminated; unreserved characters are decoded (RFC 3986 6.2.2.2), all else is
 * as it was sent. NULL in refuse() if the head is not sound.
 */
const char *exchange_path(const struct exchange *);
const char *exchange_query(const struct exchange *);	   /* raw, without '?'; "" if none */
/* Value of a field by lower-case name, blanks trimmed; NULL if absent; repeated fields joined by ", ". */
const char *exchange_field(const struct exchange *, const char *name);
struct span exchange_body(const struct exchange *);
/* The client's address as rate limits count it: IPv4 whole, IPv6 its /64. */
const char *exchange_network(const struct exchange *);
/* The same, but IPv6 its /48. */
const char *exchange_subscriber(const struct exchange *);
struct arena *exchange_arena(struct exchange *);
/* Monotonic microseconds when the head was complete. */
int64_t exchange_began(const struct exchange *);
/*
 * The request's id, for its answer's X-Request-Id and the log: a trusted proxy's own X-Request-Id if that is 1 to
 * REQUEST_ID_MAX unreserved characters (RFC 3986 2.3), else 16 hexadecimal digits of ours. Good as long as the exchange.
 */
const char *exchange_request_id(const struct exchange *);
/* One pointer of the handler's, kept from head() to request(); NULL at first. */
void exchange_set_state(struct exchange *, void *);
void *exchange_state(const struct exchange *);

/* ---- answering */
/* Adds a field to the answer. Name and value are ours, never a client's; a control character in value aborts. */
void exchange_add(struct exchange *, const char *name, const char *value);
/* Fields ready made, "Name: value\r\n"…, ours too. */
void exchange_add_block(struct exchange *, const char *fields, size_t n);
/* Forgets the fields added so far. */
void exchange_clear_fields(struct exchange *);
/*
 * The answer. body must stay until written: arena of this exchange, or static.
 * Content-Length, Date, Connection are added here; HEAD sends no body; 204 and
 * 304 send neither body nor length. The exchange is gone after this call.
 */
void exchange_send(struct exchange *, int status, const char *body, size_t len);
/*
 * The same with a body that is not the exchange's: release(arg) runs once, when
 * it is written or the client has left.
 */
void exchange_send_shared(struct exchange *, int status, const char *body, size_t len, void (*release)(void *),
    void *arg);
/* The body that exchange_send_held() gets next stands in this file too: it is sent from there, and from memory if that fails. */
void exchange_set_file(struct exchange *, struct body_file *);
/*
 * Another exchange for the same client, to be answered instead; this one goes on as if the client had left. NULL: it has.
 * The head's fields are good for as long as this one is.
 */
struct exchange *exchange_replace(struct exchange *) MUST_USE;
/* Not answered yet: resume() goes on with it in a turn to come, behind whoever waits already. */
void exchange_defer(struct exchange *);
/* After HEAD_WAITS: the body may be read, as much of it as head() would have returned. The exchange may be gone after this call. */
void exchange_read_body(struct exchange *, long max);

struct http_figures {
	unsigned connections, idle, writing, exchanges; /* writing: for clients that have not read all */
	unsigned long accepted, requests, bad, timeouts, refused;
	unsigned long sent_bytes;
	unsigned long deferred; /* requests that waited for another turn of the loop */
};
struct http_figures http_figures(const struct http *);

#endif

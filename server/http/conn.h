/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The inside of the edge: a worker's connections and their exchanges. Private to server/http.
 *
 * A connection is in one state, and each state has a list. conn_move() is the only function that changes the
 * state. A list is in the order of entry, so its first connection has the earliest deadline. One timer looks at
 * the first of each list, so a request needs no timer of its own.
 *
 *      accept ---> PROXY    only from a trusted proxy, with server.proxy_protocol.
 *        |           |
 *        v           v
 *      SENT ---------------> IDLE   after http.write_timeout, if the client's side has received everything.
 *        |                     |
 *        +----------+----------+
 *                   |  first bytes of a request.
 *                   v
 *                 HEAD      skipped if one read brings the whole head.
 *                   |
 *                   v
 *                 BODY      skipped without a body.
 *                   |
 *                   v
 *                 WAIT      the handler answers; also before BODY while head() waits.
 *                   |
 *                   v
 *                 WRITE     only if the socket does not take the whole answer
 *                   |
 *           +-------+--------+
 *           | keep alive     | close.
 *           v                v
 *         SENT             LINGER ---> DEAD    conn_end() leads to DEAD from every state.
 *
 * The head of a stream leads from WAIT or WRITE to STREAM, which ends in DEAD (stream.c).
 *
 * conn_end() closes the socket at once and frees nothing, because an event of this loop iteration may still refer
 * to the connection. http_iteration_end() frees the dead ones.
 */
#ifndef HTTP_CONN_H
#define HTTP_CONN_H

#include <event2/event.h>
#include <event2/event_struct.h>
#include <sys/queue.h>
#include <sys/uio.h>

#include "http/address.h"
#include "http/body_file.h"
#include "http/chunked.h"
#include "http/http.h"
#include "http/parse.h"

enum conn_state {
	CONN_PROXY,  /* waits for the header of the PROXY protocol */
	CONN_SENT,   /* between requests; the kernel may still hold bytes of the last answer */
	CONN_IDLE,   /* between requests; the client's side has received everything */
	CONN_HEAD,   /* a part of a head has arrived */
	CONN_BODY,   /* reads a body */
	CONN_WAIT,   /* the handler has the request, or has not yet said how large a body may be */
	CONN_WRITE,  /* the socket is full; the rest of the answer waits */
	CONN_LINGER, /* the last answer is sent; read and discard until the client closes (RFC 9112 9.6) */
	CONN_STREAM, /* a stream: its handler sends, and what the client sends is discarded */
	CONN_DEAD,   /* closed; freed at the end of the iteration */
	CONN_STATES
};

TAILQ_HEAD(conns, conn);

struct conn {
	TAILQ_ENTRY(conn) state_link; /* in its state's list */
	TAILQ_ENTRY(conn) ready_link; /* in http->ready */
	struct http *http;
	struct exchange *ex; /* NULL between requests */
	struct event reads, writes;
	struct buf unparsed;	/* bytes read and not yet parsed; data is NULL while idle */
	struct chunked chunked; /* decoder of the current body */
	struct address peer, network;
	int64_t since, born;			     /* ms: entered this state; accepted */
	uint64_t body_received;			     /* bytes of this body so far */
	uint64_t left;				     /* bytes of the body to come (Content-Length) */
	uint64_t discarded;			     /* bytes read in CONN_LINGER and CONN_STREAM */
	const struct stream_handler *stream_handler; /* NULL: not a stream yet */
	void *stream_arg;
	int fd;
	unsigned char state;   /* enum conn_state */
	bool trusted : 1;      /* peer is in server.trusted */
	bool counted : 1;      /* in http->peers, or in http->stream_peers if is_stream */
	bool is_stream : 1;    /* its answer is a stream */
	bool body_pending : 1; /* the current request has a body that is not read to its end */
	bool is_chunked : 1;
	bool closing : 1;	/* close after this answer */
	bool client_closes : 1; /* the client asked for the close, so it sends nothing more */
	bool eof : 1;		/* the client sends no more; it may still read */
	bool paused : 1;	/* reading stopped: more than one buffer of bytes waits */
	bool running : 1;	/* conn_run() is on the stack */
	bool is_queued : 1;	/* in http->ready */
	bool refused : 1;	/* over a connection limit; gets 503 only */
	bool has_next : 1;	/* bytes followed this request in the same read */
};

_Static_assert(sizeof(struct conn) <= 768, "an idle connection costs less than 1 kB");

struct exchange_field {
	const char *name, *value;
	size_t name_len;
};

struct exchange {
	TAILQ_ENTRY(exchange) deferred; /* in http->deferred */
	struct conn *conn;		/* NULL: the client has closed */
	struct http *http;
	struct arena *arena;
	enum http_method method;
	bool with_handler; /* request() was called or head() waits: only exchange_send() ends the exchange */
	bool resumes;	   /* waits in http->deferred for resume() */
	bool in_head;	   /* head() has not decided yet */
	bool reply_waits;  /* answered from the head alone; the answer is sent when the body has been read */
	bool close;
	bool http10;
	bool expects;
	bool endless; /* the answer of a stream: no length */
	const char *path, *query;
	struct exchange_field *fields;
	unsigned nfields;
	struct buf body;
	uint64_t body_max;
	struct buf added; /* fields of the answer, complete lines */
	int status;
	struct iovec out[2];	/* head and body of the answer; the part not yet written */
	struct body_file *file; /* the same body in a file; NULL: none */
	off_t file_at;		/* offset of the next byte to send */
	void (*release)(void *);
	void *release_arg;
	struct address peer;
	bool trusted;
	char *network, *subscriber; /* of the client; NULL until first needed */
	int64_t began;		    /* us */
	const char *request_id;	    /* NULL until first needed */
	char own_id[17];
	void *handler_state; /* owned by the handler */
};

struct listener {
	struct event event;
	bool ours; /* ends when this server stops */
	SLIST_ENTRY(listener) link;
};

struct peers;

struct http {
	struct event_base *base;
	const struct http_handler *handler;
	void *arg;
	struct conns lists[CONN_STATES], ready;
	unsigned counts[CONN_STATES], nready;
	unsigned refusals; /* connections that only get 503 */
	unsigned exchanges;
	SLIST_HEAD(, listener) listeners;
	struct event tick, iteration_end, deferred_timer;
	TAILQ_HEAD(, exchange) deferred; /* requests for the next iteration */
	int64_t now, now_us;		 /* ms and us at the start of this event */
	struct peers *peers, *stream_peers;
	struct trusted *trusted;
	char *trusted_text; /* the setting that trusted was built from */
	bool accept_paused; /* accept is paused: no file descriptors are left */
	bool ticking, ending;
	bool overdue;	     /* more deadlines have passed than one iteration may handle */
	int64_t draining;    /* ms when the drain began; 0: none */
	int64_t refusing_ms; /* ms since when a drain refuses new handshakes; 0: it does not */
	void (*drained)(void *);
	void *drained_arg;
	struct http_figures figures;
	uint64_t id_counter, id_key; /* state of the request ids; random at start */
	int64_t date_until;	     /* monotonic ms until which date is right */
	char date[64];
	struct buf out;	  /* scratch for the head of an answer */
	struct head head; /* result of the last head_parse() */
	char in[65536];	  /* read buffer of all connections */
};

static inline bool
conn_is_between(const struct conn *c)
{
	return (c->state == CONN_SENT || c->state == CONN_IDLE);
}

/* ---- conn.c: life of a connection */
void conn_new(struct http *, int fd, const struct address *peer);
/* The only function that changes a connection's state. */
void conn_move(struct conn *, enum conn_state);
/* The only function that ends a connection. Pending work of a handler continues; its answer is dropped. */
void conn_end(struct conn *);
/* Reads once more before an idle connection is closed; false if nothing has arrived. */
bool conn_read_last(struct conn *);
/* True for a head or body that has been arriving for ms and slower than http.rate_min. */
bool conn_is_slow(const struct conn *, int64_t ms) MUST_USE;
#define SLOW_LAST 1000 /* ms: after this request the connection closes */
/* Answers with problem+json and closes. */
void conn_refuse(struct conn *, int status);
/* Continues with the unparsed bytes at the end of this iteration. */
void conn_continue(struct conn *);
/* The answer is written: closes the connection, or continues with its next request. */
void conn_replied(struct conn *);
/* Runs http_iteration_end() before the loop waits again. */
void http_schedule_end(struct http *);
void http_iteration_end(evutil_socket_t, short, void *);
/* Reads the clock; called once for each event. */
void http_clock(struct http *);
unsigned http_count_open(const struct http *);
void http_free_if_unused(struct http *);

/* ---- body.c: from the end of the head to the end of the body */
void body_begin(struct conn *);
size_t body_feed(struct conn *, const char *p, size_t n);

/* ---- deferred.c: requests that need a handler, within the loop budget */
void deferred_init(struct http *);
void deferred_end(struct http *);
/* Calls the handler: now, or in a later iteration if the budget is spent. */
void deferred_hand_over(struct http *, struct exchange *);
/* Schedules the deferred requests and http->ready for the next iteration. */
void deferred_schedule(struct http *);

/* ---- deadline.c */
void deadline_init(struct http *);
void deadline_start(struct http *);
/* Schedules the tick again, because deadlines have become shorter. */
void deadline_sooner(struct http *);

/* ---- peers.c: connections of each network; peers_add() returns false at max */
struct peers *peers_new(void) MUST_USE;
void peers_end(struct peers *);
bool peers_add(struct peers *, const struct address *network, long max) MUST_USE;
void peers_drop(struct peers *, const struct address *network);
long peers_count(const struct peers *, const struct address *network);

/* ---- exchange.c */
struct exchange *exchange_new(struct conn *);
/* Copies the head into the exchange; p is the buffer that it was parsed from. */
void exchange_fill(struct exchange *, const char *p, const struct head *);
/* Copies only the Origin of a refused head, if it has exactly one. */
void exchange_fill_origin(struct exchange *, const char *p, size_t n);
void exchange_end(struct exchange *);

/* The network of the client, behind trusted proxies. */
struct address exchange_client_network(const struct exchange *);

/* ---- stream.c: the head of a stream is written */
void stream_begin(struct conn *);

/* ---- reply.c */
/* Writes the answer that exchange_send() stored. */
void reply_now(struct exchange *);
void reply_continue(struct conn *);
/* The socket is writable: continues with the answer. */
void reply_more(struct conn *);
void reply_problem_as(struct exchange *, int status);

/* ---- listen.c */
void listen_pause(struct http *, bool pause);
/* Refuses new handshakes, unless requests from before the drain are pending. */
void listen_refuse_new(struct http *);
/* Accepts the last connections of a drain and ends listening. */
void listen_end(struct http *);
const struct trusted *http_trusted(struct http *);

#endif

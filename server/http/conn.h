/*
 * Inside the HTTP room: a worker's edge, its connections and their exchanges.
 * Nobody else includes this.
 *
 * Each state is a place: one list per state, one function, conn_move(), that
 * moves. A list is in the order its connections came into it, so its first is
 * the one whose deadline comes first; one coarse tick looks at the firsts, and
 * a request costs no timer. What ends is freed at the end of the turn, because
 * an event may still name it.
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
	CONN_PROXY,  /* the PROXY protocol's header is to come */
	CONN_SENT,   /* between requests; whether the client has read the last answer is not known yet */
	CONN_IDLE,   /* between requests; it has */
	CONN_HEAD,   /* a head has begun */
	CONN_BODY,   /* a body is coming */
	CONN_WAIT,   /* the handler has the exchange */
	CONN_WRITE,  /* the answer is waiting for the client to read */
	CONN_LINGER, /* we have said our last; reading until the client has heard it (RFC 9112 9.6) */
	CONN_DEAD,   /* closed; freed at the end of the turn */
	CONN_STATES
};

TAILQ_HEAD(conns, conn);

struct conn {
	TAILQ_ENTRY(conn) state_link; /* in its state's list */
	TAILQ_ENTRY(conn) ready_link; /* in http->ready */
	struct http *http;
	struct exchange *ex; /* NULL between requests */
	struct event reads, writes;
	struct buf unparsed;	/* octets read and not yet used; NULL data while idle */
	struct chunked chunked; /* the body at hand */
	struct address peer, network;
	int64_t since, born; /* ms: in this state; accepted */
	uint64_t body_received;	     /* bytes of this body so far */
	uint64_t left;	     /* octets of the body still to come (Content-Length), or thrown away so far */
	int fd;
	unsigned char state;
	bool trusted : 1;   /* peer is a trusted proxy */
	bool counted : 1;   /* in http->peers */
	bool body_pending : 1;	    /* the body of this request is not read to its end yet */
	bool is_chunked : 1;
	bool closing : 1;   /* close after this answer */
	bool client_closes : 1;    /* the client asked for the close: it will send no more */
	bool eof : 1;	    /* the client sends no more; it may still read */
	bool paused : 1;    /* not reading: too much has come already */
	bool running : 1;   /* conn_run() is on the stack */
	bool is_queued : 1;  /* in http->ready */
	bool refused : 1;   /* over a cap: only there to hear 503 */
	bool has_next : 1;	    /* octets lay behind this request when it was read */
};

_Static_assert(sizeof(struct conn) <= 768, "an idle connection costs less than a kilobyte of ours");

struct exchange_field {
	const char *name, *value;
	size_t name_len;
};

struct exchange {
	TAILQ_ENTRY(exchange) deferred; /* in http->later */
	struct conn *conn; /* NULL: the client has left */
	struct http *http;
	struct arena *arena;
	enum http_method method;
	bool with_handler;  /* request() was called: only exchange_send() ends it */
	bool resumes; /* in http->later for resume() */
	bool in_head; /* head() is being asked */
	bool reply_waits;    /* answered from its head; sent when the body has come */
	bool close;
	bool http10;
	bool expects;
	const char *path, *query;
	struct exchange_field *fields;
	unsigned nfields;
	struct buf body;
	uint64_t body_max;
	struct buf added; /* fields of the answer */
	int status;
	struct iovec out[2]; /* head and body of the answer, what is left of them */
	struct body_file *file; /* has the body too; NULL: none */
	off_t file_at;		/* what of it is sent */
	void (*release)(void *);
	void *release_arg;
	struct address peer;
	bool trusted;
	char *address, *network, *site; /* of the client; NULL until asked for */
	int64_t began; /* us */
	const char *request_id; /* NULL until asked for */
	char own_id[17];
	void *handler_state; /* the handler's */
};

struct listener {
	struct event event;
	bool ours; /* ends with this server */
	SLIST_ENTRY(listener) link;
};

struct peers;

struct http {
	struct event_base *base;
	const struct http_handler *handler;
	void *arg;
	struct conns lists[CONN_STATES], ready;
	unsigned counts[CONN_STATES], nready;
	unsigned refusals; /* connections that are only refused */
	unsigned exchanges;
	SLIST_HEAD(, listener) listeners;
	struct event tick, iteration_end, deferred_timer;
	TAILQ_HEAD(, exchange) deferred; /* handed over when this turn had done enough */
	int64_t now, now_us; /* ms and us, at the start of this event */
	struct peers *peers;
	struct trusted *trusted;
	char *trusted_text; /* what trusted was made from */
	bool accept_paused;	    /* not accepting for a moment: no more file descriptors */
	bool ticking, ending;
	bool overdue; /* more deadlines have passed than a turn could see to */
	int64_t draining; /* ms when it began; 0: not */
	int64_t refusing_ms;  /* when the doors were shut behind the last to come; 0: they are open */
	void (*drained)(void *);
	void *drained_arg;
	struct http_figures figures;
	uint64_t id_counter, id_key; /* of requests' ids; random at first */
	int64_t date_until; /* ms of the monotonic clock: until then date is right */
	char date[64];
	struct buf out;	  /* heads of answers are made here */
	struct head head; /* heads are parsed here */
	char in[65536];	  /* and read here */
};

static inline bool
conn_is_between(const struct conn *c)
{
	return (c->state == CONN_SENT || c->state == CONN_IDLE);
}

/* ---- conn.c: the life of a connection */
void conn_new(struct http *, int fd, const struct address *peer);
/* The only way a connection changes its state. */
void conn_move(struct conn *, enum conn_state);
/* The only way a connection ends. */
void conn_end(struct conn *);
/* Reads once more before an idle connection is closed; false if nothing had come. */
bool conn_read_last(struct conn *);
/* A head or a body that has been coming for so long, slower than http.rate_min. */
bool conn_is_slow(const struct conn *, int64_t ms) MUST_USE;
#define SLOW_LAST 1000 /* ms: this request is the connection's last */
/* Answers for the parser: problem+json and close. */
void conn_refuse(struct conn *, int status);
/* Lets it go on with what it has read, at the end of this turn. */
void conn_continue(struct conn *);
/* The answer is with the kernel: what comes next on this connection. */
void conn_replied(struct conn *);
/* Something happened that must be looked at before the loop waits again. */
void http_schedule_end(struct http *);
void http_iteration_end(evutil_socket_t, short, void *);
/* Reads the clock, once for each event. */
void http_clock(struct http *);
unsigned http_count_open(const struct http *);
void http_free_if_unused(struct http *);

/* ---- body.c: from the end of the head to the end of the body */
void body_begin(struct conn *);
size_t body_feed(struct conn *, const char *p, size_t n);

/* ---- deferred.c: requests that memory cannot answer, a turn's worth at a time */
void deferred_init(struct http *);
void deferred_end(struct http *);
/* Hands the exchange to the handler: now, or in its turn. */
void deferred_hand_over(struct http *, struct exchange *);
/* Goes on with those in http->ready once the sockets have been looked at. */
void deferred_schedule(struct http *);

/* ---- deadline.c */
void deadline_init(struct http *);
void deadline_start(struct http *);
/* Deadlines are shorter from now on: the tick that is under way may come too late. */
void deadline_sooner(struct http *);

/* ---- peers.c: connections per network; false if that would be more than most */
struct peers *peers_new(void) MUST_USE;
void peers_end(struct peers *);
bool peers_add(struct peers *, const struct address *network, long max) MUST_USE;
void peers_drop(struct peers *, const struct address *network);

/* ---- exchange.c */
struct exchange *exchange_new(struct conn *);
/* Copies the head into the exchange; p is where it was parsed. */
void exchange_fill(struct exchange *, const char *p, const struct head *);
/* Of a head that is refused: its Origin, if it can be made out. */
void exchange_fill_origin(struct exchange *, const char *p, size_t n);
void exchange_end(struct exchange *);

/* ---- reply.c */
/* Sends what exchange_send() was given. */
void reply_now(struct exchange *);
void reply_continue(struct conn *);
/* The socket takes octets again. */
void reply_more(struct conn *);
void reply_problem_as(struct exchange *, int status);

/* ---- listen.c */
void listen_pause(struct http *, bool pause);
/* Shuts the doors of a drain, if nothing from before it is under way. */
void listen_refuse_new(struct http *);
/* The last connections of a drain are in: the listening ends. */
void listen_end(struct http *);
const struct trusted *http_trusted(struct http *);

#endif

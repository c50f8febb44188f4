/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Declarations that the sources of db/ share. Other folders use pool.h, owner.h and answer.h; libpq's header is not on
 * their include path.
 *
 * How a query travels
 *
 * pool_ask() appends a query to the queue of one connection. When the event loop has handled what woke it, the
 * connection sends its queue as batches. A batch is the list of queries between two Syncs of libpq's pipeline mode, so
 * PostgreSQL runs it as one transaction with one commit. A query is always on one of these lists:
 *
 *   pool_ask -> queue -> batch_fill -> batch in flight -> PIPELINE_SYNC -> committed -> query_end: done()
 *                ^  \                       |
 *                |   \-> locked_park -> list of a locked article (locked.c)
 *                +---- requeue, after an error or a lost connection
 *
 * Example: while a batch is in flight, three writes are queued: a comment on article B (query 1), a comment on article
 * A (query 2) and a vote on article B (query 3). The reply to the batch arrives, so the connection sends all three:
 *
 *   sorted by article        2 (A), 1 (B), 3 (B)       every worker locks articles in this order: no deadlocks
 *   sent                     comment_post 2, comment_post 1, votes_set {3}, Sync
 *   received on success      rows 2, rows 1, rows 3, PIPELINE_SYNC
 *
 * The rows are provisional until PIPELINE_SYNC proves the commit; then each query is answered. If query 1 fails,
 * PostgreSQL rolls the whole batch back and libpq reports:
 *
 *   received on an error     rows 2, error 1, PIPELINE_ABORTED 3, PIPELINE_SYNC
 *
 * No query is answered. All three go back to the head of the queue. Query 1 is marked `alone` and commits separately
 * the next time; 2 and 3 share a batch again. A second error of query 1 is certainly its own and becomes its answer.
 * Only a lock_timeout is handled differently: the writes to that article wait in a list of their own (locked.c).
 *
 * Votes are plural: several votes of one batch become one call whose parameters are arrays (plural.c).
 */
#ifndef DB_INTERNAL_H
#define DB_INTERNAL_H

#include <event2/event.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <sys/queue.h>

#include "base/buf.h"
#include "db/pool.h"

struct answer {
	PGresult *res; /* never NULL */
	int only;      /* 0: all rows belong to the query; else 1 + the number of the one row that does */
};

/*
 * Every query takes a nonce as its last parameter and returns it as the last column of each row, so each result names
 * its query. This is necessary because libpq can skip a result when it has no memory.
 */
#define NONCE		 "nonce"
#define NONCE_TEXT	 21

#define LOSSES_READ_MAX	 1 /* lost connections after which a read is sent again */
#define LOSSES_WRITE_MAX 3 /* the same for a write; the write itself may crash the backend */
#define TRIES_MAX	 3 /* retries of one statement after a deadlock or a serialization failure */
#define BATCH_TRIES_MAX	 3 /* failed batches after which a query is sent alone */
/*
 * Reads that are queued together share a Sync, at most four. Each Sync costs a send on both sides, so sharing saves
 * processor time. With too many reads to a Sync, worker and backend wait for each other instead of overlapping.
 * Measured with one connection and reads that cost nothing, relative to one Sync a read: 8 concurrent reads 107 %,
 * 64 concurrent reads 147 % at half the worker's processor time. With 16 reads to a Sync, 8 concurrent reads get 74 %.
 */
#define READS_PER_SYNC 4
#define PARAMS_MAX     12   /* of a plural statement */
#define LOCK_TRY_MS    "20" /* lock_timeout of a batch for an article that was locked before: locked.c */

/* Internal queries: not in statements.h, and never prepared. */
enum {
	INTERNAL_CLOCK = STATEMENT_COUNT, /* the database's time in ms */
	INTERNAL_IDLE,			  /* which of these backends wait for the client */
	INTERNAL_RISKS,			  /* settings that can lose committed data: RISKS_SQL */
	INTERNAL_LOCK_TIMEOUT,		  /* lowers lock_timeout to LOCK_TRY_MS for this transaction */
};
/* One row, one column: the risks in one line, or NULL. */
#define RISKS_SQL                                                                                                               \
	"select nullif(concat_ws('; ',"                                                                                         \
	" case when current_setting('fsync') = 'off' then 'fsync is off: a crash of the machine may destroy the database' end," \
	" case when current_setting('full_page_writes') = 'off' then"                                                           \
	"  'full_page_writes is off: a crash of the machine may destroy the database' end,"                                     \
	" case when current_setting('synchronous_commit') = 'off' then"                                                         \
	"  'synchronous_commit is off: a crash loses comments that were acknowledged' end,"                                     \
	" (select format('the collation is %s: only C.UTF-8 is tested, and keeps indexes right when the system is upgraded',"   \
	"   case d.datlocprovider when 'i' then 'ICU''s ' || d.daticulocale else d.datcollate end) from pg_database d"          \
	"  where d.datname = current_database()"                                                                                \
	"  and not (d.datlocprovider = 'c' and lower(replace(d.datcollate, '-', '')) = 'c.utf8'))), '')"
struct internal_query {
	const char *name, *sql;
	int params; /* without the nonce */
};

/* Declares event callbacks; event_callback_fn is a pointer type and cannot. */
typedef void event_fn(evutil_socket_t, short, void *);

TAILQ_HEAD(query_list, query);
TAILQ_HEAD(batch_list, batch);
TAILQ_HEAD(locked_list, locked_article);

struct query {
	TAILQ_ENTRY(query) on;	 /* a connection's queue, a batch, or the list of a locked article */
	TAILQ_ENTRY(query) open; /* the pool's list, in order of deadlines */
	struct db_conn *conn;
	int st;		      /* enum statement, or INTERNAL_CLOCK … */
	unsigned long number; /* order of arrival */
	int64_t deadline;     /* clock_ms() */
	int64_t sent;	      /* clock_wall_ms() */
	answer_fn *done;      /* NULL: answered at the deadline, so the result is thrown away */
	void *arg;
	const char *request_id; /* of the request that asked, copied because the request may end first; "": none */
	const char *article;	/* in params; NULL: the query commits alone */
	PGresult *res;		/* provisional until PIPELINE_SYNC */
	int only;		/* as in struct answer */
	enum ask_status refused;
	unsigned char tries, losses, batch_tries;
	bool in_flight;
	bool internal;			  /* the pool's own query: no deadline, never sent again */
	bool has_deadline;		  /* is on the pool's list of open queries */
	bool alone;			  /* does not share a batch, because a batch with it failed */
	bool joined;			  /* part of the plural call of the query before it */
	bool shared;			  /* the next query uses the same result */
	bool exclusive;			  /* is sent when nothing else is in flight, because a commit seemed to fail under it */
	struct locked_article *locked_on; /* the list it waits in; NULL: it is in the queue or in flight */
	int64_t parked;			  /* clock_ms() when it first waited for a locked article; 0: never */
	char nonce[NONCE_TEXT];		  /* of its last call */
	const char *params[];		  /* the last one is the nonce */
};

/* The next result that libpq returns for the first batch in flight. A result that does not fit proves the connection broken. */
enum batch_step {
	BATCH_RESULT,	  /* the result of the call `at` */
	BATCH_RESULT_END, /* the NULL that ends this result */
	BATCH_SYNC,	  /* PIPELINE_SYNC, or the error of the commit */
	BATCH_COMMIT_END, /* the NULL that ends the commit's error; PIPELINE_SYNC follows */
};

struct batch {
	TAILQ_ENTRY(batch) on;
	struct query_list list;
	enum batch_step next;
	struct query *at;
	struct query *failed;		 /* the query whose statement failed */
	PGresult *commit;		 /* the error of the commit itself */
	struct locked_article *lock_try; /* the list that this batch retries; its first query is INTERNAL_LOCK_TIMEOUT */
};

/* An article whose row another transaction keeps locked, and the writes that wait for it: locked.c. */
struct locked_article {
	TAILQ_ENTRY(locked_article) on;
	struct query_list list; /* in order of arrival; counted in the connection's `queued` */
	char *article;		/* NULL: the list holds one query, which commits alone */
	bool tried;		/* a retry met the lock, or only this article can be the locked one */
	int64_t after;		/* clock_ms() of the earliest retry */
};

/*
 *   DB_DOWN -> DB_CONNECTING -> DB_PREPARING -> DB_UP
 *     ^              |               |           |
 *     +--------------+---------------+-----------+   db_conn_lost(), from every state
 */
enum db_conn_state {
	DB_DOWN,       /* no connection; `timer` starts the next attempt after `backoff` */
	DB_CONNECTING, /* libpq connects; `timer` is the limit */
	DB_PREPARING,  /* the session is set up, statements are prepared and compared */
	DB_UP,	       /* queries are sent; `timer` is the next clock query */
};

/* DB_PREPARING: each Sync follows two commands, prepare and describe, and at last the session's setup and the clock. */
enum prepare_step {
	PREPARE_FIRST,	    /* the result of the first command */
	PREPARE_FIRST_END,  /* the NULL that ends it */
	PREPARE_SECOND,	    /* the result of the second command */
	PREPARE_SECOND_END, /* the NULL that ends it */
	PREPARE_SYNC,	    /* PIPELINE_SYNC */
};

struct db_conn {
	struct pool *pool;
	enum db_conn_kind kind;
	enum db_conn_state state;
	PGconn *pg;
	struct event *readable, *writable;
	struct event *timer;  /* connect limit, next attempt or next clock query: see the states */
	struct event *wakeup; /* sends the queue when the current event has been handled */
	struct query_list queue;
	struct batch_list in_flight;
	unsigned queued, in_flight_count, committed;
	struct locked_list locked; /* on the write connection */
	unsigned parked;	   /* queries on these lists */
	int64_t locked_after;	   /* clock_ms() of the earliest retry of any of them */
	struct event *lock_timer;  /* runs while queries are parked */
	int at;			   /* DB_PREPARING: the statement being compared; STATEMENT_COUNT: the session's setup */
	enum prepare_step next;
	char nonce[NONCE_TEXT]; /* of the first clock query */
	bool unexpected;	/* libpq reported a message that no query of ours causes */
	unsigned mismatches;
	bool mismatched[STATEMENT_COUNT];
	bool mismatch_logged[STATEMENT_COUNT];
	struct buf why;			    /* why the connection is not ready; empty: it is */
	long backoff;			    /* ms */
	int64_t since;			    /* clock_ms() when it last went up or down */
	int64_t received_ms;		    /* clock_ms() of the last byte */
	int64_t answered_ms;		    /* clock_ms() of the last result without an error */
	int64_t probed_ms;		    /* clock_ms() of the last successful probe, or write; 0: none on this connection */
	struct buf probe_error;		    /* of the last probe; empty: none */
	bool probing, probe_due, disk_full; /* health.c */
	int64_t clock_sent_ms;		    /* clock_wall_ms() */
	bool failed;			    /* an attempt to connect failed since it went down */
};

#define DB_CONNS_NEEDED 3 /* for readiness: read, write, work. Lost notices are repaired by comparing versions. */

struct notify;

struct pool {
	struct event_base *base;
	struct db_conn *conns[DB_KINDS]; /* indexed by kind; NULL: this process has none of it */
	struct notify *notify;
	TAILQ_HEAD(, query) open;
	struct query_list refused;   /* answered in the next iteration of the event loop */
	struct query_list committed; /* committed, and not answered yet */
	struct event *wakeup, *more;
	struct event *deadline;
	unsigned long number;
	uint64_t nonce; /* the last one used */
	pool_distrust_fn *distrusted;
	void *distrusted_arg;
	unsigned waiting;
	struct event *tick;
	bool idle_pending;
	bool logs_risks; /* warns of unsafe database settings */
	bool skewed;
	bool ending; /* new queries are answered ASK_UNAVAILABLE */
	struct pool_figures figures;
};

/* ---- query.c */
/* Stops the deadline: the query is no longer on the pool's list of open queries. */
void query_deadline_stop(struct query *);
/* Calls done with the result or the status, then frees the query, which is on no list of a connection. */
void query_end(struct query *, enum ask_status);
struct query *query_new(struct pool *, struct db_conn *, int st, const char *const *params);
/* Queues an internal query, or a statement that the pool itself asks; done may be NULL. */
struct query *internal_query_new(struct db_conn *, int st, const char *const *params, answer_fn *done, void *arg);
const char *query_name(const struct query *);
/* The number of parameters without the nonce. */
int query_param_count(int st);
/* The row of INTERNAL_CLOCK and the like. */
const struct internal_query *internal_query(int st);
void nonce_new(struct pool *, char out[NONCE_TEXT]);
/* True if there is at least one row and each carries the nonce. */
bool nonce_matches(const PGresult *, const char *nonce) MUST_USE;

/* ---- conn.c */
struct db_conn *db_conn_new(struct pool *, enum db_conn_kind);
/* Answers all open queries ASK_UNAVAILABLE. Their callbacks may still use the connection, until db_conn_free(). */
void db_conn_end(struct db_conn *);
void db_conn_free(struct db_conn *);
void db_conn_add(struct db_conn *, struct query *);
void db_conn_remove(struct db_conn *, struct query *);
/* The one exit of a connection: closes it, sends queries in flight again or answers them ASK_UNAVAILABLE. */
void db_conn_lost(struct db_conn *, const char *why);
/* Closes a connection that returned an unexpected result, and distrusts its earlier results: pool_on_distrust(). */
void db_conn_distrust(struct db_conn *, const char *why);
/* Calls db_conn_lost() if a query is in flight and the database has been silent for too long. */
void db_conn_check(struct db_conn *);
/* Sends libpq's buffer; waits for the socket if necessary. False after db_conn_lost(). */
bool db_conn_flush(struct db_conn *);
/* Down for longer than database.reconnect_wait. */
bool db_conn_is_down(const struct db_conn *);
const char *db_conn_name(const struct db_conn *);
/* Its statements may take database.work_timeout. */
bool db_conn_is_slow(const struct db_conn *) MUST_USE;

/* ---- connect.c */
/* Why libpq cannot read this URL, without quoting it (it may hold a password); NULL: it can. */
const char *connect_fault(const char *url);
/* database.url, or database.courier_url. */
const char *connect_url(enum db_conn_kind);
/* Begins an attempt to connect. May return NULL. */
PGconn *connect_start(const struct db_conn *);
/* The command that sets up a session of this kind. Valid until the next call. */
const char *connect_session(enum db_conn_kind);

/* ---- prepare.c */
/* Sends all prepares of the connection's kind and the clock query; false if libpq refused. */
bool prepare_send(struct db_conn *) MUST_USE;
/* Reads the results that arrived. True once all statements are compared. */
bool prepare_results(struct db_conn *);
/* Records how far the database's clock is ahead of this machine's; sent: clock_wall_ms() of the query. */
void clock_compare(struct db_conn *, const PGresult *, int64_t sent);

/* ---- batch.c */
/* Sends as much of the queue as may be in flight now. */
void batch_fill(struct db_conn *);
/* After a lost connection: requeues the queries in flight, or answers them. */
void batch_lost(struct db_conn *);

/* ---- locked.c */
/* Takes the query out of the queue if its article is locked: parks it, or answers ASK_BUSY. True if so. */
bool locked_park(struct db_conn *, struct query *);
/* After a failed batch. True if it failed with a lock_timeout: its queries are parked or requeued. */
bool locked_defer(struct db_conn *, struct batch *);
/* Frees the list; its queries go back to the head of the queue. */
void locked_end(struct db_conn *, struct locked_article *);
void locked_end_all(struct db_conn *);
/* Answers queries that waited database.lock_wait_max and frees empty lists. Only while nothing is in flight. */
void locked_sweep(struct db_conn *);
/* Whether the list may be retried now. *one: a list whose retry failed before is already being retried. */
bool locked_due(const struct db_conn *, const struct locked_article *, bool *one);
/* Sets the timer of the next retry if queries are parked. */
void locked_wake(struct db_conn *);

/* ---- plural.c */
/* Marks the queries that are joined to the one before them. */
void plural_join(struct batch *);
/* The next query of the batch that is a call of its own. */
struct query *plural_next(struct query *);
/* Sends one call for the query and all that are joined to it; false if libpq refused. */
bool plural_send(struct db_conn *, const struct query *first) MUST_USE;
/* Gives the next query, if it is joined, its row of the result. */
void plural_share(struct query *);

/* ---- deliver.c */
/* Reads the results that arrived. */
void batch_results(struct db_conn *);
/* Answers committed queries: for server.loop_budget and the rest in the next iteration, or all. */
void deliver_committed(struct pool *, bool all);
/* Answers the connection's committed but undelivered reads ASK_UNAVAILABLE. */
void deliver_distrust(struct db_conn *);

/* ---- health.c */
void health_begin(struct pool *);
/* The connection went up. */
void health_up(struct db_conn *);
/* A query failed finally. */
void health_error(struct db_conn *, const struct query *, const PGresult *);

/* ---- notify.c */
struct notify *notify_new(struct pool *) MUST_USE;
void notify_end(struct notify *);
/* The sending or the listening connection went up. */
void notify_up(struct db_conn *);
/* Reads the notifications that arrived. */
void notify_receive(struct db_conn *);

/* ---- errors.c: the meaning of an SQLSTATE (PostgreSQL manual, appendix A) */
/* PostgreSQL reported it. libpq's own errors have no SQLSTATE; the fate of the query is then unknown. */
bool error_is_servers(const PGresult *);
/* The connection is unusable after this error. */
bool error_lost(const struct db_conn *, const PGresult *);
/* A deadlock or a serialization failure: the statement may succeed when it is sent again. */
bool error_again(const PGresult *);
/* lock_timeout */
bool error_is_lock(const PGresult *);
enum ask_status error_status(const PGresult *);
void error_log(const struct query *, const PGresult *);
/* The database is at fault, not the query: missing privileges, tables or files, or a broken disk. */
bool error_is_databases(const PGresult *);
/* The disk is full. */
bool error_is_full(const PGresult *);

#endif

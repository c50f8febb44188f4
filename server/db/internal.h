/*
 * The database room's own: what pool.h and answer.h hide. Not for other rooms
 * (libpq's header is not on their path, so it would not compile there).
 *
 * A question stands on one list at a time: its link's queue, or a group in
 * flight. A group is what stands between two Syncs: one transaction, one commit.
 *
 *   pool_ask -> queue -> flight_fill: group, sent -> flight_results: PIPELINE_SYNC
 *                 ^                                        |
 *                 +--- again: alone, or with the others ---+-> settled: question_end, done()
 *
 *   pool_tell -> notify.c: pending -> NOTIFY_VERSIONS on the notify link
 *   listen link -> notify.c -> the function given to pool_listen
 */
#ifndef DB_INSIDE_H
#define DB_INSIDE_H

#include <event2/event.h>
#include <libpq-fe.h>
#include <stdint.h>
#include <sys/queue.h>

#include "base/buf.h"
#include "db/pool.h"

struct answer {
	PGresult *res; /* never NULL */
	int only;      /* 0: all its rows; else 1 + the one row that is meant */
};

/*
 * Every query takes a nonce as its last parameter and gives it back as the last column of each of its rows. So a
 * result names the query that it answers: libpq alone, short of memory, may give one query's result to the next.
 */
#define NONCE	     "nonce"
#define NONCE_TEXT   21

#define LOSSES_READ  1	  /* how many lost links a read outlives */
#define LOSSES_WRITE 3	  /* the same for what writes; it might be what kills the backend */
#define TRIES_MAX    3	  /* of one statement after a deadlock or a serialization failure */
#define REDRIVES_MAX 3	  /* in company; then it goes alone */
/*
 * Reads that were asked on the same turn share a Sync, four at most: each Sync is a
 * send here and another there. Measured with one link and reads that cost nothing,
 * against one each: 8 at a time 107 %, 64 at a time 147 %, half the worker's CPU; with
 * 16 to a Sync 8 at a time fall to 74 %, for the two sides then work by turns.
 */
#define READS_PER_SYNC 4
#define PARAMS_MAX   12	 /* of a plural statement */
#define LOCK_TRY_MS  "20" /* for a lock that was met before: locked.c */

/* The questions that are no rows of statements.c, and stay no longer than they are asked. */
enum {
	ASK_CLOCK = STATEMENT_COUNT, /* the database's time, ms */
	ASK_IDLE,   /* of these backends, which wait for us */
	ASK_RISKS,  /* settings that lose what was committed */
	ASK_HURRY,  /* that the rest of this transaction waits for locks for LOCK_TRY_MS only */
};
/* One line, or NULL. */
#define RISKS_SQL \
	"select nullif(concat_ws('; '," \
	" case when current_setting('fsync') = 'off' then 'fsync is off: a crash of the machine may destroy the database' end," \
	" case when current_setting('full_page_writes') = 'off' then" \
	"  'full_page_writes is off: a crash of the machine may destroy the database' end," \
	" case when current_setting('synchronous_commit') = 'off' then" \
	"  'synchronous_commit is off: a crash loses comments that were acknowledged' end," \
	" (select format('the collation is %s: only C.UTF-8 is tested, and keeps indexes right when the system is upgraded'," \
	"   case d.datlocprovider when 'i' then 'ICU''s ' || d.daticulocale else d.datcollate end) from pg_database d" \
	"  where d.datname = current_database()" \
	"  and not (d.datlocprovider = 'c' and lower(replace(d.datcollate, '-', '')) = 'c.utf8'))), '')"
struct own_question {
	const char *name, *sql;
	int params; /* beside the nonce */
};

/* event_callback_fn is a pointer's type and declares no function. */
typedef void event_fn(evutil_socket_t, short, void *);

TAILQ_HEAD(queries, query);
TAILQ_HEAD(groups, group);
TAILQ_HEAD(locks, locked);

struct query {
	TAILQ_ENTRY(query) on;   /* the queue's, the group's or the locked list's */
	TAILQ_ENTRY(query) open; /* the pool's, in order of deadlines */
	struct db_conn *conn;
	int st;		     /* enum statement, or ASK_CLOCK … */
	unsigned long number; /* order of arrival */
	int64_t deadline;    /* clock_ms() */
	int64_t sent;	     /* clock_wall_ms() */
	answer_fn *done;	     /* NULL: answered by the deadline, the rest is for nobody */
	void *arg;
	const char *request_id; /* of the request that asked; "": none. Copied, as the request may end before the query. */
	const char *article; /* into params; NULL: commits alone */
	PGresult *res;	     /* provisional until PIPELINE_SYNC */
	int only;	     /* as in struct answer */
	enum ask_status refused;
	unsigned char tries, losses, redrives;
	bool in_flight_count;
	bool own; /* the pool's: without a deadline, not sent again */
	bool open_yet; /* on the pool's list of open ones: its deadline counts */
	bool alone;  /* failed in company once */
	bool joined; /* its call is the one before it, made plural */
	bool shared; /* its result is the next one's too */
	struct locked *behind; /* on this one's list, not in the queue */
	int64_t parked; /* clock_ms() of the first time that it was; 0: never */
	bool solo;   /* a commit seemed to fail under it: nothing else is in flight when it is sent again */
	char nonce[NONCE_TEXT]; /* of its last call */
	const char *params[];	/* the last one is the nonce */
};

/* What the connection has to say next of a group. Anything else, and its results are not to be trusted. */
enum group_next {
	GROUP_RESULT,	  /* the result of the call ->at */
	GROUP_END,	  /* the NULL behind it */
	GROUP_SYNC,	  /* PIPELINE_SYNC, or the commit's error */
	GROUP_COMMIT_END, /* the NULL behind that; then PIPELINE_SYNC */
};

struct group {
	TAILQ_ENTRY(group) on;
	struct queries list;
	enum group_next next;
	struct query *at;
	struct query *culprit; /* whose statement failed */
	PGresult *commit;	 /* the commit's own error */
	struct locked *locked;	 /* it tries this list; its first query is ASK_HURRY */
};

/* An article whose row somebody keeps locked, and the queries that wait for it: locked.c. */
struct locked {
	TAILQ_ENTRY(locked) on;
	struct queries list; /* in order of arrival; counted in the link's queued */
	char *article;	       /* NULL: the list is for one query, which commits alone */
	bool tried;	       /* alone, or known to be the locked one */
	int64_t after;	       /* clock_ms() from which on it may be tried again */
};

enum db_conn_state {
	DB_DOWN,	 /* waiting to try again */
	DB_CONNECTING, /* libpq shakes hands */
	DB_PREPARING,	 /* statements are prepared and compared */
	DB_UP,
};

/* While a link prepares, each Sync stands behind two commands: a statement is prepared and described, a session set up and greeted. */
enum prepare_next {
	PREPARE_FIRST,
	PREPARE_FIRST_END, /* NULL */
	PREPARE_SECOND,
	PREPARE_SECOND_END, /* NULL */
	PREPARE_SYNC,
};

struct db_conn {
	struct pool *pool;
	enum db_conn_kind kind;
	enum db_conn_state state;
	PGconn *pg;
	struct event *readable, *writable;
	struct event *clock; /* connect timeout, backoff, or the next look at the clock, by state */
	struct event *turn;  /* end of this turn of the loop: send what was asked */
	struct queries queue;
	struct groups in_flight;
	unsigned queued, in_flight_count, committed;
	struct locks locked;	    /* the write link's */
	unsigned parked;	    /* queries on their lists */
	int64_t locked_after;	    /* clock_ms() from which on one may be tried again */
	struct event *retry;	    /* while queries are parked: look whether one may */
	int at;			    /* LINK_PREPARING: the statement being compared; STATEMENT_COUNT: the greeting */
	enum prepare_next next;
	char nonce[NONCE_TEXT];	    /* the greeting's */
	bool odd;		    /* libpq had something to tell that no query of ours can be the reason of */
	unsigned mismatches;
	bool mismatched[STATEMENT_COUNT];
	bool told[STATEMENT_COUNT]; /* the log has it already */
	struct buf why;		    /* of not being ready; empty when it is */
	long backoff;		    /* ms */
	int64_t since;		    /* clock_ms() it went up, or down */
	int64_t heard;		    /* clock_ms() of the last octet */
	int64_t good;		    /* clock_ms() of the last answer that is no error */
	int64_t proven;		    /* clock_ms() of the last good answer of its probe, on the write link of any write */
	struct buf trouble;	    /* the error that its probe met; empty when there was none */
	bool probing, suspect, full; /* health.c's */
	int64_t asked_clock;	    /* clock_wall_ms() */
	bool failed;		    /* an attempt to connect failed since it went down */
};

/* Read links ask in parallel, so more of them only help a database with idle cores; one per worker is enough until
 * the bench says otherwise. */
#define DB_CONNS	     6
#define DB_CONNS_NEEDED 3 /* to be ready; what the notifier and LISTEN lose is repaired by version */

struct notify;

struct pool {
	struct event_base *base;
	struct db_conn *links[DB_CONNS]; /* by kind */
	struct notify *notify;
	TAILQ_HEAD(, query) open;
	struct queries refused; /* answered on the next turn */
	struct queries committed; /* committed, and not answered yet */
	struct event *turn, *more;
	struct event *deadline;
	unsigned long number;
	uint64_t nonce; /* the last one given out */
	pool_distrust_fn *doubted;
	void *doubted_arg;
	unsigned waiting;
	struct event *tick;
	bool idle_asked;
	bool warns; /* of risks, in the log */
	bool skewed;
	bool ending; /* whoever asks is answered ASK_UNAVAILABLE */
	struct pool_figures figures;
};

/* ---- query.c */
/* Its deadline counts no more. */
void query_close(struct query *);
/* Takes it off the open list, calls done with what it has, frees it. Stands on no list of a link's. */
void query_end(struct query *, enum ask_status);
struct query *query_new(struct pool *, struct db_conn *, int st, const char *const *params);
/* One of the pool's own, queued on its link; done may be NULL. */
struct query *query_own(struct db_conn *, int st, const char *const *params, answer_fn *done, void *arg);
const char *query_name(const struct query *);
/* How many parameters it has, the nonce not counted. */
int question_params(int st);
/* Of ASK_CLOCK and its like. */
const struct own_question *own_question(int st);
/* The next nonce. */
void nonce_new(struct pool *, char out[NONCE_TEXT]);
/* There are rows, and each has the nonce. */
bool nonce_fits(const PGresult *, const char *nonce) MUST_USE;

/* ---- conn.c */
struct db_conn *db_conn_new(struct pool *, enum db_conn_kind);
/* Answers what is open; who asks meanwhile may still name it, until link_free(). */
void db_conn_end(struct db_conn *);
void db_conn_free(struct db_conn *);
void db_conn_add(struct db_conn *, struct query *);
void db_conn_remove(struct db_conn *, struct query *);
/* The connection is gone or no good. What was in flight goes back to the queue, or is answered ASK_UNAVAILABLE. */
void db_conn_lost(struct db_conn *, const char *why);
/* The same where it gave something that was not asked: what it gave before is asked anew, what was made of that forgotten. */
void link_doubted(struct db_conn *, const char *why);
/* Lost, if something is in flight and the database has been silent for too long. */
void db_conn_check(struct db_conn *);
/* Flushes; waits for the socket if it must. False after link_lost(). */
bool db_conn_flush(struct db_conn *);
/* No connection, and not just for a moment. */
bool db_conn_away(const struct db_conn *);
const char *db_conn_name(const struct db_conn *);
/* Its statements may take database.work_timeout. */
bool db_conn_is_slow(const struct db_conn *) MUST_USE;

/* ---- connect.c */
/* Why nobody can connect by this URL, without a word of it; NULL: it can be read. */
const char *connect_fault(const char *url);
/* Begins an attempt: the URL of the settings and the session this kind of link needs. May be NULL. */
PGconn *connect_start(const struct db_conn *);

/* What a link of this kind sets for its session, or listens to. Good until the next call. */
const char *connect_session(enum db_conn_kind);

/* ---- prepare.c */
/* Sends all prepares of the link's kind and the question for the time; false if libpq refused. */
bool prepare_send(struct db_conn *) MUST_USE;
/* Reads what came. True once all is compared. */
bool prepare_results(struct db_conn *);
/* Notes how far the database's clock is from ours. */
void clock_compare(struct db_conn *, const PGresult *, int64_t sent);

/* ---- batch.c */
void batch_fill(struct db_conn *);
void batch_lost(struct db_conn *);
/* ---- locked.c */
/* Takes the query out of the queue if its article is locked: it waits on that list, or is answered ASK_BUSY. */
bool locked_takes(struct db_conn *, struct query *);
/* The group failed: if it met a lock that lasts, its queries are put back and true is returned. */
bool locked_met(struct db_conn *, struct group *);
/* Its queries go back to the head of the queue. */
void locked_end(struct db_conn *, struct locked *);
void locked_end_all(struct db_conn *);
/* Answers the queries that have waited long enough, forgets the lists that have none. Not while something is in flight. */
void locked_sweep(struct db_conn *);
/* May be tried in the flight that is being made; *one: a list that failed before is tried in it already. */
bool locked_due(const struct db_conn *, const struct locked *, bool *one);
/* The link is looked at again soon, if queries wait for locks. */
void locked_wake(struct db_conn *);

/* ---- plural.c */
/* Marks who goes with the one before. */
void plural_join(struct group *);
/* The next of the group that is a call of its own. */
struct query *plural_next(struct query *);
/* One call for it and those joined to it; false if libpq refused. */
bool plural_send(struct db_conn *, const struct query *first) MUST_USE;
/* Gives the one behind it, if that is joined, its part of the result. */
void plural_share(struct query *);
/* ---- deliver.c */
void batch_results(struct db_conn *);
/* Answers what is settled: a turn's worth, the rest in the next turn; or all of it. */
void deliver_committed(struct pool *, bool all);
/* What a link has read and is settled is answered ASK_UNAVAILABLE. */
void settled_doubted(struct db_conn *);

/* ---- health.c */
void health_begin(struct pool *);
/* The link is up. */
void health_up(struct db_conn *);
/* The question failed for good. */
void health_error(struct db_conn *, const struct query *, const PGresult *);

/* ---- notify.c */
struct notify *notify_new(struct pool *) MUST_USE;
void notify_end(struct notify *);
/* Either of its links is up. */
void notify_up(struct db_conn *);
/* Takes what the listen link has heard. */
void notify_heard(struct db_conn *);

/* ---- errors.c: what an SQLSTATE asks us to do */
/* PostgreSQL said it. libpq's own errors have none, and say nothing of what became of the query. */
bool error_is_servers(const PGresult *);
bool error_lost(const struct db_conn *, const PGresult *);
bool error_again(const PGresult *);
/* lock_timeout */
bool error_is_lock(const PGresult *);
enum ask_status error_status(const PGresult *);
void error_log(const struct query *, const PGresult *);
/* Not the query is at fault but what it was asked of: privileges, tables or files are missing, the disk is broken. */
bool error_is_databases(const PGresult *);
/* There is no room on the disk. */
bool error_is_full(const PGresult *);

#endif

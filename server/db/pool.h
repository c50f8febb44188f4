/*
 * A worker's links to PostgreSQL, and the way to ask one question. Which link a
 * statement takes stands in db/statements.c. All of it is non-blocking, on one
 * event base; nothing here is called from more than one process.
 */
#ifndef DB_POOL_H
#define DB_POOL_H

#include <stdbool.h>

#include "base/mem.h"
#include "db/answer.h"
#include "db/statements.h"

struct event_base;
struct pool;

enum ask_status {
	ASK_OK,	     /* answer is there; its outcome is the function's own */
	ASK_BUSY,    /* the link's queue is full: 503 before any work */
	ASK_UNAVAILABLE,    /* no connection, or lost before the answer and not worth another try: 503 */
	ASK_TIMEOUT, /* database.ask_timeout ran out: 503 */
	ASK_SKEW,    /* the clocks disagree by more than database.skew_max; writes only: 503 */
	ASK_ERROR,   /* the statement itself failed: 500; the log has the SQLSTATE and the text */
};

/* a is NULL unless ASK_OK; it is good until the call returns. */
typedef void answer_fn(void *arg, enum ask_status, const struct answer *a);

struct pool *pool_new(struct event_base *);
/* Answers what is committed and was not answered yet. To be done before anything that answers may ask is gone. */
void pool_deliver(struct pool *);
/* Ends the links; questions still open are answered ASK_UNAVAILABLE. */
void pool_end(struct pool *);

/*
 * params: as many as the statement has, text or NULL, copied.
 * of the article's id for statements that write to one article (they are batched
 * and sorted by it), else NULL. done is called exactly once, never from inside
 * this call (a full queue too is reported on the next turn of the loop).
 */
void pool_ask(struct pool *, enum statement, const char *const *params, answer_fn *done, void *arg);

/* Half as many reads as there may be wait to be sent or to be answered: what can be left out should be. */
bool pool_half_full(const struct pool *);
/*
 * Its link's queue is full, answers that wait for their turn among it: pool_ask() would say ASK_BUSY. Counted as
 * shed; to be asked before costly work.
 */
bool pool_full(struct pool *, enum statement);

/*
 * Versions of articles, from worker to worker. Neither telling nor hearing is
 * certain: a notice may be lost, and whoever keeps pages compares versions
 * (VERSIONS) now and then, and at once when a call has article NULL: the listen
 * link is up anew, and what was said meanwhile was not heard.
 */
typedef void pool_version_fn(void *arg, const char *article, long version);
/* To be called right behind pool_new(). What this worker tells comes back to it too. */
void pool_listen(struct pool *, pool_version_fn *, void *arg);
/*
 * After a commit. Gathered for notify.interval ms, the highest version of an
 * article, and told to all workers of all machines. Of more than notify.articles
 * that wait the oldest is forgotten. What is no uuid
 * or no version is ignored.
 */
void pool_send_version(struct pool *, const char *article, long version);

/*
 * To be called right behind pool_new(). fn is called when a link gave something that was not asked: nothing wrong
 * was answered, but what is kept of former answers is better forgotten.
 */
typedef void pool_distrust_fn(void *arg);
void pool_on_distrust(struct pool *, pool_distrust_fn *, void *arg);

/*
 * The links that questions take are up, the statements fit, each link answered a question of late and a row can be
 * written. Otherwise why says the first thing that is not, good until the next turn of the loop.
 */
bool pool_ready(const struct pool *, const char **why);
/* This worker's log warns of what in PostgreSQL's settings loses committed rows. To be called right behind pool_new(). */
void pool_log_risks(struct pool *);

/* Questions not yet answered, for drain. */
unsigned pool_waiting(const struct pool *);

struct pool_figures {
	unsigned long queries, batches, writes, retried, lost, errors, shed;
	unsigned waiting_read, waiting_write, waiting_work, waiting_heavy;
	long skew_ms;
	bool sender_up, listener_up, heavy_up; /* these links are up; readiness does not need them */
	unsigned long versions_sent, versions_dropped, notify_statements, versions_received;
};
struct pool_figures pool_figures(const struct pool *);

#endif

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
	ASK_AWAY,    /* no connection, or lost before the answer and not worth another try: 503 */
	ASK_TIMEOUT, /* database.ask_timeout ran out: 503 */
	ASK_SKEW,    /* the clocks disagree by more than database.skew_max; writes only: 503 */
	ASK_ERROR,   /* the statement itself failed: 500; the log has the SQLSTATE and the text */
};

/* a is NULL unless ASK_OK; it is good until the call returns. */
typedef void asked_fn(void *arg, enum ask_status, const struct answer *a);

struct pool *pool_new(struct event_base *);
/* Ends the links; questions still open are answered ASK_AWAY. */
void pool_end(struct pool *);

/*
 * params: as many as the statement has, text or NULL, copied.
 * of the article's id for statements that write to one article (they are batched
 * and sorted by it), else NULL. done is called exactly once, never from inside
 * this call (a full queue too is reported on the next turn of the loop).
 */
void pool_ask(struct pool *, enum statement, const char *const *params, asked_fn *done, void *arg);

/* All links are up, the statements fit. Otherwise why says the first thing that is not. */
bool pool_ready(const struct pool *, const char **why);

/* Questions not yet answered, for drain. */
unsigned pool_waiting(const struct pool *);

struct pool_figures {
	unsigned long questions, batches, redriven, lost, errors, shed;
	unsigned waiting_read, waiting_write, waiting_work;
	long skew_ms;
};
struct pool_figures pool_figures(const struct pool *);

#endif

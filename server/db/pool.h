/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A worker's connections to PostgreSQL, and the function that sends one query. db/statements.h names the connection of
 * each statement. Everything is non-blocking and belongs to one event base of one process. Errors of a query are an
 * enum ask_status; the pool itself reconnects and retries. db/internal.h explains how queries are batched.
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
	ASK_OK,		 /* there is an answer; its outcome is the function's own */
	ASK_BUSY,	 /* the connection's queue is full, or the row stayed locked: 503 */
	ASK_UNAVAILABLE, /* there is no connection, or it was lost and the query cannot be sent again: 503 */
	ASK_TIMEOUT,	 /* database.ask_timeout passed: 503 */
	ASK_SKEW,	 /* the clocks differ by more than database.skew_max; writes only: 503 */
	ASK_ERROR,	 /* the statement failed: 500; the log has the SQLSTATE and the text */
};

/* The answer is NULL unless ASK_OK, and valid until the callback returns. */
typedef void answer_fn(void *arg, enum ask_status, const struct answer *a);

struct pool *pool_new(struct event_base *);
/* The courier's pool: one connection, of the kind DB_MAIL, with database.courier_url. Only statements of that kind. */
struct pool *pool_new_courier(struct event_base *);
/* Answers all committed queries. Call it at shutdown while everything that their callbacks use still exists. */
void pool_deliver(struct pool *);
/* Closes the connections; open queries are answered ASK_UNAVAILABLE. */
void pool_end(struct pool *);

/*
 * Sends one query. params: as many texts as the statement has, NULL for SQL's NULL; they are copied. done is called
 * exactly once, and never before pool_ask() returns: a full queue is reported in the next iteration of the event loop.
 */
void pool_ask(struct pool *, enum statement, const char *const *params, answer_fn *done, void *arg);

/* Half of database.queue_max reads wait: callers should leave out optional queries. */
bool pool_half_full(const struct pool *);
/*
 * The queue of the statement's connection is full, undelivered answers included, so pool_ask() would answer ASK_BUSY.
 * Counted as shed. Callers check this before expensive work.
 */
bool pool_full(struct pool *, enum statement);

/*
 * Article versions, sent from worker to worker by NOTIFY. A notification may be lost, so the page cache also compares
 * versions periodically (statement VERSIONS). The function is called with article NULL when the listening connection
 * is up again: earlier notifications may be lost, and versions must be compared at once.
 */
typedef void pool_version_fn(void *arg, const char *article, long version);
/* Call it directly after pool_new(). The worker receives its own versions too. */
void pool_listen(struct pool *, pool_version_fn *, void *arg);
/*
 * Sends an article's version to all workers of all machines; call it after a commit. The pool collects versions for
 * notify.interval and sends the highest of each article. If more than notify.articles wait, the pool drops the oldest.
 * An invalid uuid or version is ignored.
 */
void pool_send_version(struct pool *, const char *article, long version);

/*
 * Call it directly after pool_new(). The function is called when a connection returned an unexpected result. No query
 * got a wrong answer, but the caller should drop what it cached from earlier answers.
 */
typedef void pool_distrust_fn(void *arg);
void pool_on_distrust(struct pool *, pool_distrust_fn *, void *arg);

/*
 * True if the read, write and work connections are up, all statements match the database's functions, each connection
 * answered recently, and a row can be written. Else *why is one sentence, valid until the next iteration of the loop.
 */
bool pool_ready(const struct pool *, const char **why);
/* Logs a warning about unsafe database settings at each connect. Call it directly after pool_new(). */
void pool_log_risks(struct pool *);

/* The number of queries not answered yet, for drain. */
unsigned pool_waiting(const struct pool *);

struct pool_figures {
	unsigned long queries, batches, writes, retried, lost, errors, shed;
	unsigned waiting_read, waiting_write, waiting_work, waiting_heavy;
	long skew_ms;			       /* how far the database's clock is ahead */
	bool sender_up, listener_up, heavy_up; /* readiness does not need these connections */
	unsigned long versions_sent, versions_dropped, notify_statements, versions_received;
};
struct pool_figures pool_figures(const struct pool *);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "base/loop_budget.h"
#include "base/uuid.h"
#include "db/internal.h"
#include "settings/settings.h"

/* Puts queries back at the head of the queue, in their order. */
static void
requeue(struct db_conn *c, struct query_list *again)
{
	struct query *q;

	TAILQ_FOREACH(q, again, on)
	{
		PQclear(q->res);
		q->res = NULL;
		q->in_flight = false;
		c->queued++;
		c->pool->figures.retried++;
	}
	TAILQ_CONCAT(again, &c->queue, on);
	TAILQ_CONCAT(&c->queue, again, on);
}

static void
deliver_one(struct query *q)
{
	struct db_conn *c = q->conn;

	if (q->st == INTERNAL_CLOCK)
		clock_compare(c, q->res, q->sent);
	c->pool->figures.writes += c->kind == DB_WRITE && !q->internal;
	query_end(q, q->refused);
}

/* Answering a full batch takes milliseconds. It is interrupted so that readers of cached pages do not wait for it. */
void
deliver_committed(struct pool *p, bool all)
{
	static const struct timeval none = { 0, 0 };
	int64_t since = clock_us();
	struct query *q;

	while ((q = TAILQ_FIRST(&p->committed)) != NULL) {
		TAILQ_REMOVE(&p->committed, q, on);
		q->conn->committed--;
		deliver_one(q);
		if (loop_budget_spent(&since, setting_int(SERVER_LOOP_BUDGET)) && !all)
			break;
	}
	if (!TAILQ_EMPTY(&p->committed))
		(void)event_add(p->more, &none);
}

/* The query was alone in its batch, so the error is its own. True if it is to be sent again. */
static bool
query_failed_alone(struct query *q, const PGresult *error)
{
	enum ask_status status = error_status(error);

	if (error_again(error) && q->done != NULL && q->tries < TRIES_MAX) {
		q->tries++;
		return (true);
	}
	if (status == ASK_SKEW)
		uuid_restart(); /* the counter may be ahead of a clock that was corrected */
	error_log(q, error);
	health_error(q->conn, q, error);
	query_end(q, status);
	return (false);
}

/*
 * An error rolled back the whole batch. The failed query and all that were joined to its call are alone in their next
 * batch. So is a query that was in BATCH_TRIES_MAX failed batches. A failed commit names no query, so all are alone
 * then. The rest shares a batch again.
 */
static void
requeue_batch(struct db_conn *c, struct batch *b)
{
	struct query_list again;
	struct query *q, *next;
	bool bad = false;

	TAILQ_INIT(&again);
	for (q = TAILQ_FIRST(&b->list); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		TAILQ_REMOVE(&b->list, q, on);
		bad = q == b->failed || (bad && q->joined);
		if (q->done == NULL) {
			query_end(q, ASK_TIMEOUT);
			continue;
		}
		if (bad || b->commit != NULL || ++q->batch_tries >= BATCH_TRIES_MAX)
			q->alone = true;
		TAILQ_INSERT_TAIL(&again, q, on);
	}
	requeue(c, &again);
}

/* Removes INTERNAL_LOCK_TIMEOUT from the batch; its error, if it has one, moves to the next query. */
static void
drop_lock_timeout(struct batch *b)
{
	struct query *limit = TAILQ_FIRST(&b->list);

	if (b->failed == limit) {
		b->failed = TAILQ_NEXT(limit, on);
		b->failed->res = limit->res;
		limit->res = NULL;
	}
	TAILQ_REMOVE(&b->list, limit, on);
	query_end(limit, ASK_OK);
}

static void
batch_failed(struct db_conn *c, struct batch *b)
{
	const PGresult *error = b->commit != NULL ? b->commit : b->failed->res;
	const char *name = b->commit != NULL ? "commit" : query_name(b->failed);
	const char *state = PQresultErrorField(error, PG_DIAG_SQLSTATE);
	struct query *only = TAILQ_FIRST(&b->list);
	struct query_list again;
	long more;

	if (locked_defer(c, b))
		return;
	if (b->lock_try != NULL)
		locked_end(c, b->lock_try);
	if (TAILQ_NEXT(only, on) != NULL) {
		if (repeat_due("batch failed", name, state, &more))
			log_warn("batch failed", log_text("statement", name), log_text("sqlstate", state), log_repeated(more));
		requeue_batch(c, b);
		return;
	}
	TAILQ_REMOVE(&b->list, only, on);
	if (!query_failed_alone(only, error))
		return;
	TAILQ_INIT(&again);
	TAILQ_INSERT_TAIL(&again, only, on);
	requeue(c, &again);
}

/* PIPELINE_SYNC arrived: the batch is committed or rolled back. */
static void
batch_finished(struct db_conn *c, struct batch *b)
{
	struct query *q;

	TAILQ_REMOVE(&c->in_flight, b, on);
	if (b->lock_try != NULL)
		drop_lock_timeout(b);
	TAILQ_FOREACH(q, &b->list, on)
	c->in_flight_count--;
	if (b->failed != NULL || b->commit != NULL)
		batch_failed(c, b);
	else {
		c->answered_ms = clock_ms();
		if (c->kind == DB_WRITE && !TAILQ_FIRST(&b->list)->internal) {
			c->probed_ms = c->answered_ms;
			c->pool->figures.batches++;
		}
		if (b->lock_try != NULL)
			locked_end(c, b->lock_try);
		while ((q = TAILQ_FIRST(&b->list)) != NULL) {
			plural_share(q);
			TAILQ_REMOVE(&b->list, q, on);
			query_deadline_stop(q); /* committed: a timeout would be a lie */
			TAILQ_INSERT_TAIL(&c->pool->committed, q, on);
			c->committed++;
		}
		/* Sends the next batch before answering this one, so that the database does not wait meanwhile. */
		if (c->kind == DB_WRITE)
			batch_fill(c);
	}
	PQclear(b->commit);
	free(b);
}

/* ---- results, in the only order in which they can arrive */

/*
 * An error in place of PIPELINE_SYNC is either the commit's, or the next batch's after libpq lost the PIPELINE_SYNC for
 * lack of memory. It is certainly the commit's if nothing else is in flight. Else all queries are sent again, each alone.
 */
static void
commit_error_received(struct db_conn *c, struct batch *b, PGresult *res)
{
	struct query *q;

	if (TAILQ_NEXT(b, on) == NULL && b->commit == NULL) {
		b->commit = res;
		b->next = BATCH_COMMIT_END;
		return;
	}
	TAILQ_FOREACH(q, &b->list, on)
	q->alone = q->exclusive = true;
	db_conn_lost(c, "a commit failed, or its confirmation was lost");
	PQclear(res);
}

static void
error_received(struct db_conn *c, struct batch *b, PGresult *res)
{
	if (error_lost(c, res) || PQstatus(c->pg) == CONNECTION_BAD) {
		db_conn_lost(c, PQresultErrorMessage(res));
		PQclear(res);
	} else if (b->next == BATCH_SYNC)
		commit_error_received(c, b, res);
	else {
		b->failed = b->at;
		b->at->res = res;
		b->next = BATCH_RESULT_END;
	}
}

/* Whether this can be the result of the call that is answered next. */
static bool
is_expected_result(const struct batch *b, const PGresult *res)
{
	if (b->next != BATCH_RESULT)
		return (false);
	if (b->failed != NULL)
		return (PQresultStatus(res) == PGRES_PIPELINE_ABORTED);
	return (PQresultStatus(res) == PGRES_TUPLES_OK && nonce_matches(res, b->at->nonce));
}

/* Takes one step of enum batch_step. False if the result is unexpected; it then stays the caller's. */
static bool
result_received(struct db_conn *c, struct batch *b, PGresult *res)
{
	if (res == NULL && b->next == BATCH_RESULT_END) {
		b->at = plural_next(b->at);
		b->next = b->at != NULL ? BATCH_RESULT : BATCH_SYNC;
	} else if (res == NULL && b->next == BATCH_COMMIT_END) {
		b->next = BATCH_SYNC;
	} else if (res == NULL) {
		return (false);
	} else if (PQresultStatus(res) == PGRES_FATAL_ERROR &&
	    (b->next == BATCH_SYNC || (b->next == BATCH_RESULT && b->failed == NULL))) {
		error_received(c, b, res);
	} else if (PQresultStatus(res) == PGRES_PIPELINE_SYNC && b->next == BATCH_SYNC) {
		PQclear(res);
		batch_finished(c, b);
	} else if (is_expected_result(b, res)) {
		b->at->res = res;
		b->next = BATCH_RESULT_END;
	} else
		return (false);
	return (true);
}

static void
unexpected_received(struct db_conn *c, PGresult *res)
{
	if (res == NULL)
		db_conn_distrust(c, "a query ended without a result");
	else if (PQresultStatus(res) == PGRES_FATAL_ERROR && error_lost(c, res))
		db_conn_lost(c, PQresultErrorMessage(res));
	else
		db_conn_distrust(c, "a result belongs to another query");
	PQclear(res);
}

void
batch_results(struct db_conn *c)
{
	struct batch *b;
	PGresult *res;
	int64_t since = clock_us();

	while (c->state == DB_UP && !PQisBusy(c->pg)) {
		res = PQgetResult(c->pg);
		b = TAILQ_FIRST(&c->in_flight);
		if (b == NULL && res == NULL)
			break;
		if (b == NULL || !result_received(c, b, res))
			unexpected_received(c, res);
	}
	(void)loop_budget_spent(&since, setting_int(SERVER_LOOP_BUDGET));
	if (!evtimer_pending(c->pool->more, NULL))
		deliver_committed(c->pool, false);
}

void
deliver_distrust(struct db_conn *c)
{
	struct query *q, *next;

	for (q = TAILQ_FIRST(&c->pool->committed); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		if (q->conn == c && (c->kind == DB_READ || c->kind == DB_LISTEN))
			q->refused = ASK_UNAVAILABLE;
	}
}

#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "base/loop_budget.h"
#include "base/uuid.h"
#include "db/internal.h"
#include "settings/settings.h"

/* What goes back to the queue stands ahead of it, in the group's order. */
static void
put_back(struct db_conn *l, struct queries *again)
{
	struct query *q;

	TAILQ_FOREACH(q, again, on) {
		PQclear(q->res);
		q->res = NULL;
		q->in_flight_count = false;
		l->queued++;
		l->pool->figures.retried++;
	}
	TAILQ_CONCAT(again, &l->queue, on);
	TAILQ_CONCAT(&l->queue, again, on);
}

static void
release(struct query *q)
{
	struct db_conn *l = q->conn;

	if (q->st == ASK_CLOCK)
		clock_compare(l, q->res, q->sent);
	l->pool->figures.writes += l->kind == DB_WRITE && !q->own;
	query_end(q, q->refused);
}

/* A full batch takes milliseconds to answer: between two turns' worth of it readers from memory are looked after. */
void
deliver_committed(struct pool *p, bool all)
{
	static const struct timeval none = { 0, 0 };
	int64_t since = clock_us();
	struct query *q;

	while ((q = TAILQ_FIRST(&p->committed)) != NULL) {
		TAILQ_REMOVE(&p->committed, q, on);
		q->conn->committed--;
		release(q);
		if (loop_budget_spent(&since, setting_int(SERVER_LOOP_BUDGET)) && !all)
			break;
	}
	if (!TAILQ_EMPTY(&p->committed))
		(void)event_add(p->more, &none);
}

/* It stood alone, so the error is its own. True if it shall be sent again. */
static bool
failed_alone(struct query *q, const PGresult *error)
{
	enum ask_status status = error_status(error);

	if (error_again(error) && q->done != NULL && q->tries < TRIES_MAX) {
		q->tries++;
		return (true);
	}
	if (status == ASK_SKEW)
		uuid_restart(); /* the counter may lead the clock, which is right again */
	error_log(q, error);
	health_error(q->conn, q, error);
	query_end(q, status);
	return (false);
}

/*
 * A statement's error rolled back the whole group. The culprit goes alone, and
 * each of those that its call was joined from; so does everyone after a failed commit, which names nobody, and who has been sent
 * in bad company too often. The others go together.
 */
static void
send_again(struct db_conn *l, struct group *g)
{
	struct queries again;
	struct query *q, *next;
	bool bad = false;

	TAILQ_INIT(&again);
	for (q = TAILQ_FIRST(&g->list); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		TAILQ_REMOVE(&g->list, q, on);
		bad = q == g->culprit || (bad && q->joined);
		if (q->done == NULL) {
			query_end(q, ASK_TIMEOUT);
			continue;
		}
		if (bad || g->commit != NULL || ++q->redrives >= REDRIVES_MAX)
			q->alone = true;
		TAILQ_INSERT_TAIL(&again, q, on);
	}
	put_back(l, &again);
}

/* Its error, if it has one, is the list's. */
static void
drop_hurry(struct group *g)
{
	struct query *hurry = TAILQ_FIRST(&g->list);

	if (g->culprit == hurry) {
		g->culprit = TAILQ_NEXT(hurry, on);
		g->culprit->res = hurry->res;
		hurry->res = NULL;
	}
	TAILQ_REMOVE(&g->list, hurry, on);
	query_end(hurry, ASK_OK);
}

static void
group_failed(struct db_conn *l, struct group *g)
{
	const PGresult *error = g->commit != NULL ? g->commit : g->culprit->res;
	const char *name = g->commit != NULL ? "commit" : query_name(g->culprit);
	const char *state = PQresultErrorField(error, PG_DIAG_SQLSTATE);
	struct query *only = TAILQ_FIRST(&g->list);
	struct queries again;
	long more;

	if (locked_met(l, g))
		return;
	if (g->locked != NULL)
		locked_end(l, g->locked);
	if (TAILQ_NEXT(only, on) != NULL) {
		if (repeat_due("batch failed", name, state, &more))
			log_warn("batch failed", log_text("statement", name), log_text("sqlstate", state), log_repeated(more));
		send_again(l, g);
		return;
	}
	TAILQ_REMOVE(&g->list, only, on);
	if (!failed_alone(only, error))
		return;
	TAILQ_INIT(&again);
	TAILQ_INSERT_TAIL(&again, only, on);
	put_back(l, &again);
}

/* PIPELINE_SYNC: the group's fate is certain. */
static void
group_settle(struct db_conn *l, struct group *g)
{
	struct query *q;

	TAILQ_REMOVE(&l->in_flight, g, on);
	if (g->locked != NULL)
		drop_hurry(g);
	TAILQ_FOREACH(q, &g->list, on)
		l->in_flight_count--;
	if (g->culprit != NULL || g->commit != NULL)
		group_failed(l, g);
	else {
		l->good = clock_ms();
		if (l->kind == DB_WRITE && !TAILQ_FIRST(&g->list)->own) {
			l->proven = l->good;
			l->pool->figures.batches++;
		}
		if (g->locked != NULL)
			locked_end(l, g->locked);
		while ((q = TAILQ_FIRST(&g->list)) != NULL) {
			plural_share(q);
			TAILQ_REMOVE(&g->list, q, on);
			query_close(q); /* it is true now, whatever the time */
			TAILQ_INSERT_TAIL(&l->pool->committed, q, on);
			l->committed++;
		}
		/* The next batch goes out before these are answered: answering takes a while, and the database would wait. */
		if (l->kind == DB_WRITE)
			batch_fill(l);
	}
	PQclear(g->commit);
	free(g);
}

/* ---- what comes, in the one order that it can come in */

/*
 * An error where PIPELINE_SYNC was due is the commit's, or it is the next group's and libpq had no memory for the
 * former's PIPELINE_SYNC. Only where nothing else is in flight it is certain; else all are sent again, each alone.
 */
static void
take_commit_error(struct db_conn *l, struct group *g, PGresult *res)
{
	struct query *q;

	if (TAILQ_NEXT(g, on) == NULL && g->commit == NULL) {
		g->commit = res;
		g->next = GROUP_COMMIT_END;
		return;
	}
	TAILQ_FOREACH(q, &g->list, on)
		q->alone = q->solo = true;
	db_conn_lost(l, "a commit failed, or was not told of");
	PQclear(res);
}

static void
take_error(struct db_conn *l, struct group *g, PGresult *res)
{
	if (error_lost(l, res) || PQstatus(l->pg) == CONNECTION_BAD) {
		db_conn_lost(l, PQresultErrorMessage(res));
		PQclear(res);
	} else if (g->next == GROUP_SYNC)
		take_commit_error(l, g, res);
	else {
		g->culprit = g->at;
		g->at->res = res;
		g->next = GROUP_END;
	}
}

/* The result of the call whose turn it is, if it can be that. */
static bool
is_its_result(const struct group *g, const PGresult *res)
{
	if (g->next != GROUP_RESULT)
		return (false);
	if (g->culprit != NULL)
		return (PQresultStatus(res) == PGRES_PIPELINE_ABORTED);
	return (PQresultStatus(res) == PGRES_TUPLES_OK && nonce_fits(res, g->at->nonce));
}

/* False, with the result left to the caller: it is nothing that could come now. */
static bool
take(struct db_conn *l, struct group *g, PGresult *res)
{
	if (res == NULL && g->next == GROUP_END) {
		g->at = plural_next(g->at);
		g->next = g->at != NULL ? GROUP_RESULT : GROUP_SYNC;
	} else if (res == NULL && g->next == GROUP_COMMIT_END) {
		g->next = GROUP_SYNC;
	} else if (res == NULL) {
		return (false);
	} else if (PQresultStatus(res) == PGRES_FATAL_ERROR && (g->next == GROUP_SYNC || (g->next == GROUP_RESULT && g->culprit == NULL))) {
		take_error(l, g, res);
	} else if (PQresultStatus(res) == PGRES_PIPELINE_SYNC && g->next == GROUP_SYNC) {
		PQclear(res);
		group_settle(l, g);
	} else if (is_its_result(g, res)) {
		g->at->res = res;
		g->next = GROUP_END;
	} else
		return (false);
	return (true);
}

static void
take_wrong(struct db_conn *l, PGresult *res)
{
	if (res == NULL)
		link_doubted(l, "a query ended without a result");
	else if (PQresultStatus(res) == PGRES_FATAL_ERROR && error_lost(l, res))
		db_conn_lost(l, PQresultErrorMessage(res));
	else
		link_doubted(l, "a result that is not the next query's");
	PQclear(res);
}

void
batch_results(struct db_conn *l)
{
	struct group *g;
	PGresult *res;
	int64_t since = clock_us();

	while (l->state == DB_UP && !PQisBusy(l->pg)) {
		res = PQgetResult(l->pg);
		g = TAILQ_FIRST(&l->in_flight);
		if (g == NULL && res == NULL)
			break;
		if (g == NULL || !take(l, g, res))
			take_wrong(l, res);
	}
	(void)loop_budget_spent(&since, setting_int(SERVER_LOOP_BUDGET));
	if (!evtimer_pending(l->pool->more, NULL))
		deliver_committed(l->pool, false);
}

void
settled_doubted(struct db_conn *l)
{
	struct query *q, *next;

	for (q = TAILQ_FIRST(&l->pool->committed); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		if (q->conn == l && (l->kind == DB_READ || l->kind == DB_LISTEN))
			q->refused = ASK_UNAVAILABLE;
	}
}

#include "base/clock.h"
#include "base/log.h"
#include "base/turn.h"
#include "db/inside.h"
#include "settings.h"

/* Takes the group apart; what goes back to the queue stands ahead of it, in the group's order. */
static void
put_back(struct link *l, struct questions *again)
{
	struct question *q;

	TAILQ_FOREACH(q, again, on) {
		PQclear(q->res);
		q->res = NULL;
		q->flying = false;
		l->queued++;
		l->pool->figures.redriven++;
	}
	TAILQ_CONCAT(again, &l->queue, on);
	TAILQ_CONCAT(&l->queue, again, on);
}

static void
release(struct question *q)
{
	struct link *l = q->link;

	if (q->st == ASK_CLOCK)
		clock_compare(l, q->res, q->sent);
	else
		l->pool->figures.writes += l->kind == LINK_WRITE;
	question_end(q, ASK_OK);
}

/* A full batch takes milliseconds to answer: between two turns' worth of it readers from memory are looked after. */
void
settled_answer(struct pool *p, bool all)
{
	static const struct timeval none = { 0, 0 };
	int64_t since = clock_us();
	struct question *q;

	while ((q = TAILQ_FIRST(&p->settled)) != NULL) {
		TAILQ_REMOVE(&p->settled, q, on);
		q->link->settled--;
		release(q);
		if (turn_worked(&since, setting_int(SERVER_TURN)) && !all)
			break;
	}
	if (!TAILQ_EMPTY(&p->settled))
		(void)event_add(p->more, &none);
}

/* It stood alone, so the error is its own. True if it shall be sent again. */
static bool
failed_alone(struct question *q, const PGresult *error)
{
	enum ask_status status = error_status(error);

	if (error_again(error) && q->done != NULL && q->tries < TRIES_MAX) {
		q->tries++;
		return (true);
	}
	error_log(q, error);
	question_end(q, status);
	return (false);
}

/*
 * A statement's error rolled back the whole group. The culprit goes alone, and
 * each of those that its call was joined from; so does everyone after a failed commit, which names nobody, and who has been sent
 * in bad company too often. The others go together.
 */
static void
send_again(struct link *l, struct group *g)
{
	struct questions again;
	struct question *q, *next;
	bool bad = false;

	TAILQ_INIT(&again);
	for (q = TAILQ_FIRST(&g->list); q != NULL; q = next) {
		next = TAILQ_NEXT(q, on);
		TAILQ_REMOVE(&g->list, q, on);
		bad = q == g->culprit || (bad && q->joined);
		if (q->done == NULL) {
			question_end(q, ASK_TIMEOUT);
			continue;
		}
		if (bad || g->commit != NULL || ++q->redrives >= REDRIVES_MAX)
			q->alone = true;
		TAILQ_INSERT_TAIL(&again, q, on);
	}
	put_back(l, &again);
}

static void
group_failed(struct link *l, struct group *g)
{
	const PGresult *error = g->commit != NULL ? g->commit : g->culprit->res;
	struct question *only = TAILQ_FIRST(&g->list);
	struct questions again;

	if (TAILQ_NEXT(only, on) != NULL) {
		log_line(LOG_WARN, "batch failed", "statement",
		    g->commit != NULL ? "commit" : question_name(g->culprit), "sqlstate",
		    PQresultErrorField(error, PG_DIAG_SQLSTATE), NULL);
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
group_settle(struct link *l, struct group *g)
{
	struct question *q;

	TAILQ_REMOVE(&l->flight, g, on);
	TAILQ_FOREACH(q, &g->list, on)
		l->flying--;
	if (l->kind == LINK_WRITE && TAILQ_FIRST(&g->list)->st != ASK_CLOCK)
		l->pool->figures.batches++;
	if (g->culprit != NULL || g->commit != NULL)
		group_failed(l, g);
	else {
		while ((q = TAILQ_FIRST(&g->list)) != NULL) {
			plural_share(q);
			TAILQ_REMOVE(&g->list, q, on);
			question_close(q); /* it is true now, whatever the time */
			TAILQ_INSERT_TAIL(&l->pool->settled, q, on);
			l->settled++;
		}
		/* The next batch goes out before these are answered: answering takes a while, and the database would wait. */
		if (l->kind == LINK_WRITE)
			flight_fill(l);
	}
	PQclear(g->commit);
	free(g);
}

/* An error of a statement, or after the last one: of the commit. */
static void
take_error(struct link *l, struct group *g, PGresult *res)
{
	if (error_lost(l, res) || PQstatus(l->conn) == CONNECTION_BAD) {
		link_lost(l, PQresultErrorMessage(res));
		PQclear(res);
		return;
	}
	if (g->at != NULL && g->at->res == NULL) {
		g->culprit = g->at;
		g->at->res = res;
		return;
	}
	PQclear(g->commit);
	g->commit = res;
}

static void
take(struct link *l, struct group *g, PGresult *res)
{
	switch (PQresultStatus(res)) {
	case PGRES_PIPELINE_SYNC:
		PQclear(res);
		group_settle(l, g);
		return;
	case PGRES_TUPLES_OK:
	case PGRES_COMMAND_OK:
	case PGRES_PIPELINE_ABORTED:
		if (g->at != NULL && g->at->res == NULL)
			g->at->res = res;
		else
			PQclear(res);
		return;
	default:
		take_error(l, g, res);
	}
}

void
flight_results(struct link *l)
{
	unsigned ends = 0;
	struct group *g;
	PGresult *res;
	int64_t since = clock_us();

	while (l->state == LINK_UP && ends < 2 && !PQisBusy(l->conn)) {
		res = PQgetResult(l->conn);
		g = TAILQ_FIRST(&l->flight);
		if (res == NULL) { /* a statement's end, or twice: nothing more to come */
			ends++;
			if (g != NULL && g->at != NULL && g->at->res != NULL)
				g->at = plural_next(g->at);
			continue;
		}
		ends = 0;
		if (g != NULL)
			take(l, g, res);
		else {
			link_lost(l, PQresultErrorMessage(res));
			PQclear(res);
		}
	}
	(void)turn_worked(&since, setting_int(SERVER_TURN));
	if (!evtimer_pending(l->pool->more, NULL))
		settled_answer(l->pool, false);
}

#include "base/clock.h"
#include "db/internal.h"
#include "settings/settings.h"

static void
group_take(struct db_conn *l, struct group *g, struct query *q)
{
	db_conn_remove(l, q);
	q->in_flight_count = true;
	q->joined = false;
	l->in_flight_count++;
	TAILQ_INSERT_TAIL(&g->list, q, on);
}

static struct group *
group_new(void)
{
	struct group *g = mem_zero(1, sizeof(*g));

	TAILQ_INIT(&g->list);
	return (g);
}

/*
 * By article, so that every worker locks articles in the same order. Within one in
 * order of arrival, the plural ones behind the others, where they are neighbours.
 */
static int
by_article(const void *a, const void *b)
{
	const struct query *const *x = a, *const *y = b;
	bool px = statement_plural((enum statement)(*x)->st), py = statement_plural((enum statement)(*y)->st);
	int c = strcmp((*x)->article, (*y)->article);

	if (c != 0)
		return (c);
	if (px != py)
		return (px ? 1 : -1);
	if (px && (*x)->st != (*y)->st)
		return ((*x)->st < (*y)->st ? -1 : 1);
	return ((*x)->number < (*y)->number ? -1 : 1);
}

static void
group_sort(struct group *g)
{
	struct query **all, *q;
	size_t n = 0, i;

	TAILQ_FOREACH(q, &g->list, on)
		n++;
	all = mem_zero(n, sizeof(*all));
	n = 0;
	TAILQ_FOREACH(q, &g->list, on)
		all[n++] = q;
	qsort(all, n, sizeof(*all), by_article);
	TAILQ_INIT(&g->list);
	for (i = 0; i < n; i++)
		TAILQ_INSERT_TAIL(&g->list, all[i], on);
	free(all);
}

/* NULL: none, or one that is to be alone on its link, which it is not now. */
static struct query *
next_of(const struct db_conn *l)
{
	struct query *q = TAILQ_FIRST(&l->queue);

	return (q != NULL && q->solo && l->in_flight_count > 0 ? NULL : q);
}

static bool
solo_flies(const struct db_conn *l)
{
	const struct group *g = TAILQ_FIRST(&l->in_flight);

	return (g != NULL && TAILQ_FIRST(&g->list)->solo);
}

/* Up to a batch of the list's queries, in a transaction that waits for locks only for a moment. */
static struct group *
make_try(struct db_conn *l, struct locked *k)
{
	struct group *g = group_new();
	struct query *q, *hurry = query_new(l->pool, l, ASK_HURRY, NULL);
	long room = setting_int(DATABASE_BATCH_MAX);

	while (room-- > 0 && (q = TAILQ_FIRST(&k->list)) != NULL)
		group_take(l, g, q);
	if (k->article != NULL) {
		group_sort(g);
		plural_join(g);
	}
	query_close(hurry);
	hurry->own = hurry->in_flight_count = true; /* but not counted: nobody waits for it */
	TAILQ_INSERT_HEAD(&g->list, hurry, on);
	g->locked = k;
	return (g);
}

/*
 * What may share a commit goes into one group, in front; all else gets a Sync of
 * its own behind it, and last comes what is tried again because of a lock.
 */
static void
make_batches(struct db_conn *l, unsigned room)
{
	struct group *together = NULL, *g;
	struct query *q;
	struct groups singles;
	struct locked *k;
	bool one = false;

	TAILQ_INIT(&singles);
	while (room > 0 && (q = next_of(l)) != NULL) {
		if (locked_takes(l, q))
			continue;
		room--;
		if (q->article != NULL && !q->alone) {
			if (together == NULL)
				together = group_new();
			group_take(l, together, q);
			continue;
		}
		g = group_new();
		group_take(l, g, q);
		TAILQ_INSERT_TAIL(&singles, g, on);
	}
	if (together != NULL) {
		group_sort(together);
		plural_join(together);
		TAILQ_INSERT_TAIL(&l->in_flight, together, on);
	}
	TAILQ_CONCAT(&l->in_flight, &singles, on);
	if (solo_flies(l))
		return;
	TAILQ_FOREACH(k, &l->locked, on)
		if (locked_due(l, k, &one)) {
			g = make_try(l, k);
			TAILQ_INSERT_TAIL(&l->in_flight, g, on);
		}
}

/* Reads share a Sync with few, all else with none (its room is one). */
static void
make_groups(struct db_conn *l, unsigned room)
{
	struct group *g = NULL;
	struct query *q;
	unsigned n = 0;

	while (room-- > 0 && (q = next_of(l)) != NULL) {
		if (g == NULL || n >= READS_PER_SYNC || q->alone) {
			g = group_new();
			TAILQ_INSERT_TAIL(&l->in_flight, g, on);
			n = 0;
		}
		n = q->alone ? READS_PER_SYNC : n + 1;
		group_take(l, g, q);
	}
}

static bool
call_send(struct db_conn *l, struct query *q)
{
	q->sent = clock_wall_ms();
	nonce_new(l->pool, q->nonce);
	if (q->st >= STATEMENT_COUNT)
		return (PQsendQueryParams(l->pg, own_question(q->st)->sql, question_params(q->st) + 1, NULL, q->params,
		    NULL, NULL, 0) == 1);
	if (statement_plural((enum statement)q->st))
		return (plural_send(l, q));
	return (PQsendQueryPrepared(l->pg, statements[q->st].name, question_params(q->st) + 1, q->params, NULL, NULL, 0) == 1);
}

static bool
group_send(struct db_conn *l, struct group *g)
{
	struct query *q;

	g->at = TAILQ_FIRST(&g->list);
	g->next = GROUP_RESULT;
	for (q = g->at; q != NULL; q = plural_next(q))
		if (!call_send(l, q))
			return (false);
	return (PQpipelineSync(l->pg) == 1);
}

/*
 * How many questions may be sent now. Reads: refilled on every answer. Writes:
 * what queued while the last batch was in flight makes the next. Work: one.
 */
static unsigned
room_now(const struct db_conn *l)
{
	unsigned max = (unsigned)setting_int(DATABASE_PIPELINE_MAX);

	if (l->kind == DB_READ)
		return (l->in_flight_count < max ? max - l->in_flight_count : 0);
	if (l->in_flight_count > 0)
		return (0);
	return (l->kind == DB_WRITE ? (unsigned)setting_int(DATABASE_BATCH_MAX) : 1);
}

void
batch_fill(struct db_conn *l)
{
	struct group *last = TAILQ_LAST(&l->in_flight, groups), *g;
	unsigned room;

	if (l->state != DB_UP || (room = room_now(l)) == 0 || solo_flies(l))
		return;
	if (!TAILQ_EMPTY(&l->locked))
		locked_sweep(l);
	if (next_of(l) == NULL && l->parked == 0)
		return;
	if (next_of(l) != NULL && next_of(l)->solo)
		room = 1;
	if (l->in_flight_count == 0)
		l->heard = clock_ms();
	if (l->kind == DB_WRITE)
		make_batches(l, room);
	else
		make_groups(l, room);
	for (g = last != NULL ? TAILQ_NEXT(last, on) : TAILQ_FIRST(&l->in_flight); g != NULL; g = TAILQ_NEXT(g, on))
		if (!group_send(l, g)) {
			db_conn_lost(l, PQerrorMessage(l->pg));
			return;
		}
	if (l->in_flight_count > 0)
		(void)db_conn_flush(l);
	locked_wake(l);
}

/* Its commit's fate is unknown. */
static bool
outlives(struct db_conn *l, struct query *q)
{
	if (q->own || !statement_repeatable((enum statement)q->st))
		return (false);
	return (q->done != NULL && ++q->losses <= (l->kind == DB_READ ? LOSSES_READ : LOSSES_WRITE));
}

/* In order of arrival, ahead of what was never sent. */
void
batch_lost(struct db_conn *l)
{
	struct queries again, away;
	struct query *q;
	struct group *g;

	locked_end_all(l);
	TAILQ_INIT(&again);
	TAILQ_INIT(&away);
	while ((g = TAILQ_FIRST(&l->in_flight)) != NULL) {
		TAILQ_REMOVE(&l->in_flight, g, on);
		while ((q = TAILQ_FIRST(&g->list)) != NULL) {
			TAILQ_REMOVE(&g->list, q, on);
			q->in_flight_count = false;
			PQclear(q->res);
			q->res = NULL;
			if (outlives(l, q))
				TAILQ_INSERT_TAIL(&again, q, on);
			else
				TAILQ_INSERT_TAIL(&away, q, on);
		}
		PQclear(g->commit);
		free(g);
	}
	l->in_flight_count = 0;
	TAILQ_FOREACH(q, &again, on) {
		l->queued++;
		l->pool->figures.retried++;
	}
	TAILQ_CONCAT(&again, &l->queue, on);
	TAILQ_CONCAT(&l->queue, &again, on);
	while ((q = TAILQ_FIRST(&away)) != NULL) {
		TAILQ_REMOVE(&away, q, on);
		query_end(q, ASK_UNAVAILABLE);
	}
}

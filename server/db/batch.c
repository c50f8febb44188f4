/* SPDX-License-Identifier: Apache-2.0 */
#include "base/clock.h"
#include "db/internal.h"
#include "settings/settings.h"

static void
batch_take_query(struct db_conn *c, struct batch *b, struct query *q)
{
	db_conn_remove(c, q);
	q->in_flight = true;
	q->joined = false;
	c->in_flight_count++;
	TAILQ_INSERT_TAIL(&b->list, q, on);
}

static struct batch *
batch_new(void)
{
	struct batch *b = mem_zero(1, sizeof(*b));

	TAILQ_INIT(&b->list);
	return (b);
}

/*
 * Sorts by article, so every worker locks articles in the same order and no two batches deadlock. Within an article,
 * plural statements come last, so that equal ones are neighbours, and the rest keeps its order of arrival.
 */
static int
compare_by_article(const void *a, const void *b)
{
	const struct query *const *x = a, *const *y = b;
	bool px = statement_plural((enum statement)(*x)->st), py = statement_plural((enum statement)(*y)->st);
	int order = strcmp((*x)->article, (*y)->article);

	if (order != 0)
		return (order);
	if (px != py)
		return (px ? 1 : -1);
	if (px && (*x)->st != (*y)->st)
		return ((*x)->st < (*y)->st ? -1 : 1);
	return ((*x)->number < (*y)->number ? -1 : 1);
}

static void
batch_sort(struct batch *b)
{
	struct query **all, *q;
	size_t n = 0, i;

	TAILQ_FOREACH(q, &b->list, on)
	n++;
	all = mem_zero(n, sizeof(*all));
	n = 0;
	TAILQ_FOREACH(q, &b->list, on)
	all[n++] = q;
	qsort(all, n, sizeof(*all), compare_by_article);
	TAILQ_INIT(&b->list);
	for (i = 0; i < n; i++)
		TAILQ_INSERT_TAIL(&b->list, all[i], on);
	free(all);
}

/* The first query of the queue; NULL if it must be alone in flight and cannot be now. */
static struct query *
next_unless_exclusive(const struct db_conn *c)
{
	struct query *q = TAILQ_FIRST(&c->queue);

	return (q != NULL && q->exclusive && c->in_flight_count > 0 ? NULL : q);
}

static bool
exclusive_in_flight(const struct db_conn *c)
{
	const struct batch *b = TAILQ_FIRST(&c->in_flight);

	return (b != NULL && TAILQ_FIRST(&b->list)->exclusive);
}

/* A batch of the list's queries whose transaction waits for locks for LOCK_TRY_MS only. */
static struct batch *
make_lock_try(struct db_conn *c, struct locked_article *a)
{
	struct batch *b = batch_new();
	struct query *q, *limit = query_new(c->pool, c, INTERNAL_LOCK_TIMEOUT, NULL);
	long room = setting_int(DATABASE_BATCH_MAX);

	while (room-- > 0 && (q = TAILQ_FIRST(&a->list)) != NULL)
		batch_take_query(c, b, q);
	if (a->article != NULL) {
		batch_sort(b);
		plural_join(b);
	}
	query_deadline_stop(limit);
	limit->internal = limit->in_flight = true; /* not counted, because it has no caller */
	TAILQ_INSERT_HEAD(&b->list, limit, on);
	b->lock_try = a;
	return (b);
}

/*
 * One batch of all writes that may share a commit, then one batch for each write that may not, then retries of locked
 * articles.
 */
static void
make_write_batches(struct db_conn *c, unsigned room)
{
	struct batch *together = NULL, *b;
	struct query *q;
	struct batch_list singles;
	struct locked_article *a;
	bool one = false;

	TAILQ_INIT(&singles);
	while (room > 0 && (q = next_unless_exclusive(c)) != NULL) {
		if (locked_park(c, q))
			continue;
		room--;
		if (q->article != NULL && !q->alone) {
			if (together == NULL)
				together = batch_new();
			batch_take_query(c, together, q);
			continue;
		}
		b = batch_new();
		batch_take_query(c, b, q);
		TAILQ_INSERT_TAIL(&singles, b, on);
	}
	if (together != NULL) {
		batch_sort(together);
		plural_join(together);
		TAILQ_INSERT_TAIL(&c->in_flight, together, on);
	}
	TAILQ_CONCAT(&c->in_flight, &singles, on);
	if (exclusive_in_flight(c))
		return;
	TAILQ_FOREACH(a, &c->locked, on)
	if (locked_due(c, a, &one)) {
		b = make_lock_try(c, a);
		TAILQ_INSERT_TAIL(&c->in_flight, b, on);
	}
}

/* At most READS_PER_SYNC reads share a batch. On the other connections the room is one query. */
static void
make_read_batches(struct db_conn *c, unsigned room)
{
	struct batch *b = NULL;
	struct query *q;
	unsigned n = 0;

	while (room-- > 0 && (q = next_unless_exclusive(c)) != NULL) {
		if (b == NULL || n >= READS_PER_SYNC || q->alone) {
			b = batch_new();
			TAILQ_INSERT_TAIL(&c->in_flight, b, on);
			n = 0;
		}
		n = q->alone ? READS_PER_SYNC : n + 1;
		batch_take_query(c, b, q);
	}
}

static bool
query_send(struct db_conn *c, struct query *q)
{
	q->sent = clock_wall_ms();
	nonce_new(c->pool, q->nonce);
	if (q->st >= STATEMENT_COUNT)
		return (PQsendQueryParams(c->pg, internal_query(q->st)->sql, query_param_count(q->st) + 1, NULL, q->params, NULL,
			    NULL, 0) == 1);
	if (statement_plural((enum statement)q->st))
		return (plural_send(c, q));
	return (PQsendQueryPrepared(c->pg, statements[q->st].name, query_param_count(q->st) + 1, q->params, NULL, NULL, 0) == 1);
}

static bool
batch_send(struct db_conn *c, struct batch *b)
{
	struct query *q;

	b->at = TAILQ_FIRST(&b->list);
	b->next = BATCH_RESULT;
	for (q = b->at; q != NULL; q = plural_next(q))
		if (!query_send(c, q))
			return (false);
	return (PQpipelineSync(c->pg) == 1);
}

/*
 * How many queries may be sent now. Reads: as many as database.pipeline_max allows beside those in flight. Writes: the
 * queue that grew while the last batch was in flight, at most database.batch_max. All else: one at a time.
 */
static unsigned
batch_room(const struct db_conn *c)
{
	unsigned max = (unsigned)setting_int(DATABASE_PIPELINE_MAX);

	if (c->kind == DB_READ)
		return (c->in_flight_count < max ? max - c->in_flight_count : 0);
	if (c->in_flight_count > 0)
		return (0);
	return (c->kind == DB_WRITE ? (unsigned)setting_int(DATABASE_BATCH_MAX) : 1);
}

void
batch_fill(struct db_conn *c)
{
	struct batch *last = TAILQ_LAST(&c->in_flight, batch_list), *b;
	unsigned room;

	if (c->state != DB_UP || (room = batch_room(c)) == 0 || exclusive_in_flight(c))
		return;
	if (!TAILQ_EMPTY(&c->locked))
		locked_sweep(c);
	if (next_unless_exclusive(c) == NULL && c->parked == 0)
		return;
	if (next_unless_exclusive(c) != NULL && next_unless_exclusive(c)->exclusive)
		room = 1;
	if (c->in_flight_count == 0)
		c->received_ms = clock_ms();
	if (c->kind == DB_WRITE)
		make_write_batches(c, room);
	else
		make_read_batches(c, room);
	for (b = last != NULL ? TAILQ_NEXT(last, on) : TAILQ_FIRST(&c->in_flight); b != NULL; b = TAILQ_NEXT(b, on))
		if (!batch_send(c, b)) {
			db_conn_lost(c, PQerrorMessage(c->pg));
			return;
		}
	if (c->in_flight_count > 0)
		(void)db_conn_flush(c);
	locked_wake(c);
}

/* Whether a query in flight on a lost connection is sent again. Its commit may have happened. */
static bool
query_survives_loss(struct db_conn *c, struct query *q)
{
	if (q->internal || !statement_repeatable((enum statement)q->st))
		return (false);
	return (q->done != NULL && ++q->losses <= (c->kind == DB_READ ? LOSSES_READ_MAX : LOSSES_WRITE_MAX));
}

/* Requeued queries keep their order and go ahead of the queue. */
void
batch_lost(struct db_conn *c)
{
	struct query_list again, away;
	struct query *q;
	struct batch *b;

	locked_end_all(c);
	TAILQ_INIT(&again);
	TAILQ_INIT(&away);
	while ((b = TAILQ_FIRST(&c->in_flight)) != NULL) {
		TAILQ_REMOVE(&c->in_flight, b, on);
		while ((q = TAILQ_FIRST(&b->list)) != NULL) {
			TAILQ_REMOVE(&b->list, q, on);
			q->in_flight = false;
			PQclear(q->res);
			q->res = NULL;
			if (query_survives_loss(c, q))
				TAILQ_INSERT_TAIL(&again, q, on);
			else
				TAILQ_INSERT_TAIL(&away, q, on);
		}
		PQclear(b->commit);
		free(b);
	}
	c->in_flight_count = 0;
	TAILQ_FOREACH(q, &again, on)
	{
		c->queued++;
		c->pool->figures.retried++;
	}
	TAILQ_CONCAT(&again, &c->queue, on);
	TAILQ_CONCAT(&c->queue, &again, on);
	while ((q = TAILQ_FIRST(&away)) != NULL) {
		TAILQ_REMOVE(&away, q, on);
		query_end(q, ASK_UNAVAILABLE);
	}
}

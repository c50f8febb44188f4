/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writes to an article whose row another transaction keeps locked.
 *
 * How this works: lock_timeout (SQLSTATE 55P03) rolls back the whole batch. The batch is sent again without the writes
 * to the locked article. These writes are parked: they wait in the article's list. Every database.lock_retry, one list is
 * retried in a transaction whose lock_timeout is LOCK_TRY_MS (20 ms). With the default interval of 200 ms, these retries
 * take at most a tenth of the connection's time, even if many articles are locked.
 *
 *   queue -> batch -> 55P03 -> locked_defer -> queue -> locked_park -> list -> make_lock_try -> committed -> locked_end
 *                                                                       |  ^         |
 *                         ASK_BUSY <- after database.lock_wait_max -----+  +- 55P03 -+
 *
 * An empty list is kept for database.lock_memory, so that the next write to that article is not put into a batch with
 * writes to other articles.
 */
#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/internal.h"
#include "settings/settings.h"

static struct locked_article *
find_locked(const struct db_conn *c, const char *article)
{
	struct locked_article *a;

	TAILQ_FOREACH(a, &c->locked, on)
	if (a->article != NULL && strcmp(a->article, article) == 0)
		return (a);
	return (NULL);
}

/* article: NULL makes a list for one query that commits alone. */
static struct locked_article *
new_locked(struct db_conn *c, const char *article)
{
	struct locked_article *a = mem_zero(1, sizeof(*a));

	TAILQ_INIT(&a->list);
	if (article != NULL)
		a->article = mem_copy(article, strlen(article));
	TAILQ_INSERT_TAIL(&c->locked, a, on);
	return (a);
}

static void
park_query(struct locked_article *a, struct query *q)
{
	q->locked_on = a;
	q->conn->parked++;
	if (q->parked == 0)
		q->parked = clock_ms();
}

bool
locked_park(struct db_conn *c, struct query *q)
{
	struct locked_article *a = q->article != NULL && !q->alone ? find_locked(c, q->article) : NULL;

	if (a == NULL)
		return (false);
	db_conn_remove(c, q);
	if (c->parked * 2 >= (unsigned)setting_int(DATABASE_QUEUE_MAX)) {
		query_end(q, ASK_BUSY); /* half of the queue is reserved for other articles */
		return (true);
	}
	TAILQ_INSERT_TAIL(&a->list, q, on);
	c->queued++;
	park_query(a, q);
	return (true);
}

void
locked_end(struct db_conn *c, struct locked_article *a)
{
	struct query *q;

	TAILQ_FOREACH(q, &a->list, on)
	{
		q->locked_on = NULL;
		c->parked--;
	}
	/* The list is put before the queue. */
	TAILQ_CONCAT(&a->list, &c->queue, on);
	TAILQ_CONCAT(&c->queue, &a->list, on);
	TAILQ_REMOVE(&c->locked, a, on);
	free(a->article);
	free(a);
}

void
locked_end_all(struct db_conn *c)
{
	while (!TAILQ_EMPTY(&c->locked))
		locked_end(c, TAILQ_LAST(&c->locked, locked_list));
}

/* ---- a batch failed with 55P03 */

/* Whether an earlier call of the batch already locked the article. Then the failed call waited for another row. */
static bool
holds_article_lock(struct query *failed)
{
	const struct query *before = TAILQ_PREV(failed, query_list, on);

	return (before != NULL && strcmp(before->article, failed->article) == 0);
}

/*
 * Makes a list for each article of the failed call. A plural call writes to several articles, of which any may be the
 * locked one, so each list is retried at once.
 */
static void
make_article_lists(struct db_conn *c, struct query *failed)
{
	struct query *q = failed;
	struct locked_article *a;
	bool several = false;

	do
		several |= strcmp(q->article, failed->article) != 0;
	while ((q = TAILQ_NEXT(q, on)) != NULL && q->joined);
	q = failed;
	do {
		if (find_locked(c, q->article) != NULL)
			continue;
		a = new_locked(c, q->article);
		a->tried = !several;
		a->after = clock_ms() + (several ? 0 : setting_int(DATABASE_LOCK_RETRY));
	} while ((q = TAILQ_NEXT(q, on)) != NULL && q->joined);
}

static void
log_article_lock(const struct query *q)
{
	struct log_request outer = log_request_enter(q->request_id);
	long more;

	if (repeat_due("article lock not released", query_name(q), NULL, &more))
		log_warn("article lock not released", log_text("statement", query_name(q)), log_text("article", q->article),
		    log_repeated(more));
	log_request_leave(&outer);
}

/* The list that takes the batch's queries; NULL: they go back to the queue, from which locked_park() parks some. */
static struct locked_article *
choose_list(struct db_conn *c, struct batch *b)
{
	struct locked_article *a = b->lock_try;

	if (a == NULL && !b->failed->alone && b->failed->article != NULL) {
		make_article_lists(c, b->failed);
		return (NULL);
	}
	if (a == NULL)
		a = new_locked(c, NULL);
	else { /* the next retry is another list's */
		TAILQ_REMOVE(&c->locked, a, on);
		TAILQ_INSERT_TAIL(&c->locked, a, on);
		c->locked_after = clock_ms() + setting_int(DATABASE_LOCK_RETRY);
	}
	a->tried = true;
	a->after = clock_ms() + setting_int(DATABASE_LOCK_RETRY);
	return (a);
}

bool
locked_defer(struct db_conn *c, struct batch *b)
{
	struct query *failed = b->failed, *q;
	struct query_list *to;
	struct locked_article *a;

	if (c->kind != DB_WRITE || b->commit != NULL || !error_is_lock(failed->res) || failed->internal || failed->exclusive)
		return (false);
	if (failed->article != NULL && !failed->alone && holds_article_lock(failed))
		return (false);
	log_article_lock(failed);
	a = choose_list(c, b);
	to = a != NULL ? &a->list : &c->queue;
	while ((q = TAILQ_LAST(&b->list, query_list)) != NULL) {
		TAILQ_REMOVE(&b->list, q, on);
		if (q->done == NULL) {
			query_end(q, ASK_TIMEOUT);
			continue;
		}
		PQclear(q->res);
		q->res = NULL;
		q->in_flight = false;
		TAILQ_INSERT_HEAD(to, q, on);
		c->queued++;
		c->pool->figures.retried++;
		if (a != NULL)
			park_query(a, q);
	}
	return (true);
}

/* ---- retry */

void
locked_sweep(struct db_conn *c)
{
	struct locked_article *a, *next;
	struct query *q;
	int64_t now = clock_ms();

	for (a = TAILQ_FIRST(&c->locked); a != NULL; a = next) {
		while ((q = TAILQ_FIRST(&a->list)) != NULL && now - q->parked >= setting_int(DATABASE_LOCK_WAIT_MAX)) {
			db_conn_remove(c, q);
			query_end(q, ASK_BUSY);
		}
		next = TAILQ_NEXT(a, on);
		if (TAILQ_EMPTY(&a->list) && (a->article == NULL || now - a->after >= setting_int(DATABASE_LOCK_MEMORY)))
			locked_end(c, a);
	}
}

bool
locked_due(const struct db_conn *c, const struct locked_article *a, bool *one)
{
	int64_t now = clock_ms();

	if (TAILQ_EMPTY(&a->list))
		return (false);
	if (!a->tried)
		return (true);
	if (*one || now < a->after || now < c->locked_after)
		return (false);
	*one = true;
	return (true);
}

void
locked_wake(struct db_conn *c)
{
	/* An interval of a quarter, so that a retry is at most that late. */
	long quarter = setting_int(DATABASE_LOCK_RETRY) * 1000 / 4;
	struct timeval pause = { quarter / 1000000, quarter % 1000000 };

	if (c->parked > 0 && !evtimer_pending(c->lock_timer, NULL))
		(void)event_add(c->lock_timer, &pause);
}

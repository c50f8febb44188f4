/*
 * Rows that somebody else keeps locked. A write that met lock_timeout (55P03) rolled its whole batch back. The batch is
 * sent again without the queries of the article whose lock it met: these wait in a list of their own. Every
 * database.lock_retry one such list is tried as a transaction of its own that waits LOCK_TRY_MS for the lock at most, so
 * that lists together take no more than a tenth of the link's time (at 200 ms), however many there are.
 *
 *   queue -> batch -> 55P03 -> locked_met: put_back -> locked_takes: list -> locked_next: group -> committed: locked_end
 *                                                       ^  |                            |
 *                             database.lock_wait_max: 503  +---------- 55P03 -----------+
 *
 * A list outlives its queries by database.lock_memory: the next write to that article is tried alone from the start.
 */
#include "base/clock.h"
#include "base/log.h"
#include "base/repeat.h"
#include "db/internal.h"
#include "settings/settings.h"

static struct locked *
find(const struct db_conn *l, const char *article)
{
	struct locked *k;

	TAILQ_FOREACH(k, &l->locked, on)
		if (k->article != NULL && strcmp(k->article, article) == 0)
			return (k);
	return (NULL);
}

/* article is NULL for one query that commits alone. */
static struct locked *
open_list(struct db_conn *l, const char *article)
{
	struct locked *k = mem_zero(1, sizeof(*k));

	TAILQ_INIT(&k->list);
	if (article != NULL)
		k->article = mem_copy(article, strlen(article));
	TAILQ_INSERT_TAIL(&l->locked, k, on);
	return (k);
}

static void
enter(struct locked *k, struct query *q)
{
	q->behind = k;
	q->conn->parked++;
	if (q->parked == 0)
		q->parked = clock_ms();
}

bool
locked_takes(struct db_conn *l, struct query *q)
{
	struct locked *k = q->article != NULL && !q->alone ? find(l, q->article) : NULL;

	if (k == NULL)
		return (false);
	db_conn_remove(l, q);
	if (l->parked * 2 >= (unsigned)setting_int(DATABASE_QUEUE_MAX)) {
		query_end(q, ASK_BUSY); /* the other half is for the other articles */
		return (true);
	}
	TAILQ_INSERT_TAIL(&k->list, q, on);
	l->queued++;
	enter(k, q);
	return (true);
}

void
locked_end(struct db_conn *l, struct locked *k)
{
	struct query *q;

	TAILQ_FOREACH(q, &k->list, on) {
		q->behind = NULL;
		l->parked--;
	}
	TAILQ_CONCAT(&k->list, &l->queue, on);
	TAILQ_CONCAT(&l->queue, &k->list, on);
	TAILQ_REMOVE(&l->locked, k, on);
	free(k->article);
	free(k);
}

void
locked_end_all(struct db_conn *l)
{
	while (!TAILQ_EMPTY(&l->locked))
		locked_end(l, TAILQ_LAST(&l->locked, locks));
}

/* ---- 55P03 */

/* An earlier call of the group has the article's lock, so the culprit met another one. */
static bool
has_article(struct query *culprit)
{
	const struct query *before = TAILQ_PREV(culprit, queries, on);

	return (before != NULL && strcmp(before->article, culprit->article) == 0);
}

/* Lists for the culprit's articles. Of several in one call any may be the locked one, so each is tried at once. */
static void
open_lists(struct db_conn *l, struct query *culprit)
{
	struct query *q = culprit;
	struct locked *k;
	bool several = false;

	do
		several |= strcmp(q->article, culprit->article) != 0;
	while ((q = TAILQ_NEXT(q, on)) != NULL && q->joined);
	q = culprit;
	do {
		if (find(l, q->article) != NULL)
			continue;
		k = open_list(l, q->article);
		k->tried = !several;
		k->after = clock_ms() + (several ? 0 : setting_int(DATABASE_LOCK_RETRY));
	} while ((q = TAILQ_NEXT(q, on)) != NULL && q->joined);
}

static void
tell(const struct query *q)
{
	struct log_request outer = log_request_enter(q->request_id);
	long more;

	if (repeat_due("article lock not released", query_name(q), NULL, &more))
		log_warn("article lock not released", log_text("statement", query_name(q)), log_text("article", q->article),
		    log_repeated(more));
	log_request_leave(&outer);
}

/* The list that the group's queries go back to; NULL: the queue, from where locked_takes() has them. */
static struct locked *
list_of(struct db_conn *l, struct group *g)
{
	struct locked *k = g->locked;

	if (k == NULL && !g->culprit->alone && g->culprit->article != NULL) {
		open_lists(l, g->culprit);
		return (NULL);
	}
	if (k == NULL)
		k = open_list(l, NULL);
	else { /* behind the other lists */
		TAILQ_REMOVE(&l->locked, k, on);
		TAILQ_INSERT_TAIL(&l->locked, k, on);
		l->locked_after = clock_ms() + setting_int(DATABASE_LOCK_RETRY);
	}
	k->tried = true;
	k->after = clock_ms() + setting_int(DATABASE_LOCK_RETRY);
	return (k);
}

bool
locked_met(struct db_conn *l, struct group *g)
{
	struct query *culprit = g->culprit, *q;
	struct queries *to;
	struct locked *k;

	if (l->kind != DB_WRITE || g->commit != NULL || !error_is_lock(culprit->res) || culprit->own || culprit->solo)
		return (false);
	if (culprit->article != NULL && !culprit->alone && has_article(culprit))
		return (false);
	tell(culprit);
	k = list_of(l, g);
	to = k != NULL ? &k->list : &l->queue;
	while ((q = TAILQ_LAST(&g->list, queries)) != NULL) {
		TAILQ_REMOVE(&g->list, q, on);
		if (q->done == NULL) {
			query_end(q, ASK_TIMEOUT);
			continue;
		}
		PQclear(q->res);
		q->res = NULL;
		q->in_flight_count = false;
		TAILQ_INSERT_HEAD(to, q, on);
		l->queued++;
		l->pool->figures.retried++;
		if (k != NULL)
			enter(k, q);
	}
	return (true);
}

/* ---- tried again */

void
locked_sweep(struct db_conn *l)
{
	struct locked *k, *next;
	struct query *q;
	int64_t now = clock_ms();

	for (k = TAILQ_FIRST(&l->locked); k != NULL; k = next) {
		while ((q = TAILQ_FIRST(&k->list)) != NULL && now - q->parked >= setting_int(DATABASE_LOCK_WAIT_MAX)) {
			db_conn_remove(l, q);
			query_end(q, ASK_BUSY);
		}
		next = TAILQ_NEXT(k, on);
		if (TAILQ_EMPTY(&k->list) && (k->article == NULL || now - k->after >= setting_int(DATABASE_LOCK_MEMORY)))
			locked_end(l, k);
	}
}

bool
locked_due(const struct db_conn *l, const struct locked *k, bool *one)
{
	int64_t now = clock_ms();

	if (TAILQ_EMPTY(&k->list))
		return (false);
	if (!k->tried)
		return (true);
	if (*one || now < k->after || now < l->locked_after)
		return (false);
	*one = true;
	return (true);
}

void
locked_wake(struct db_conn *l)
{
	long quarter = setting_int(DATABASE_LOCK_RETRY) * 1000 / 4;
	struct timeval pause = { quarter / 1000000, quarter % 1000000 };

	if (l->parked > 0 && !evtimer_pending(l->retry, NULL))
		(void)event_add(l->retry, &pause);
}

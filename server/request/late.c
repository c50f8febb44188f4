/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stale responses while the database hangs. When a fill has taken cache.stale_max, its request and its waiters get the
 * stale response, marked. The request that fills continues without its client, so that each page has one query at most.
 * Readers with a session get the shared page, as under pressure.
 */
#include "request/page_cache.h"
#include "settings/settings.h"

/* The stale response for this request; NULL: there is none of the version asked for. */
static struct cached_response *
copy_for(const struct request *rq, const struct page *p)
{
	if (asks_document(rq)) { /* the page itself has the same key without the mark at its end */
		if (has_authorization(rq->ex))
			return (NULL);
		p = cache_find(page_cache.cache, p->key, p->key_len - 1);
	}
	return (p != NULL && response_has(p->copy, rq->min) ? p->copy : NULL);
}

static void
answer_stale(struct request *rq, struct cached_response *copy)
{
	page_cache.figures.stale++;
	cached_response_answer(rq, copy, true, asks_document(rq) ? AUDIENCE_PRESSED : rq->audience);
}

bool
late_answer(struct request *rq, const struct page *p)
{
	struct cached_response *copy = copy_for(rq, p);

	if (copy == NULL)
		return (false);
	answer_stale(rq, copy);
	return (true);
}

static void
waiters_answer_stale(struct fill *f)
{
	struct request **at = &f->waiting, *w;
	struct cached_response *copy;

	while ((w = *at) != NULL) {
		if ((copy = copy_for(w, f->page)) == NULL) {
			at = &w->wait_next;
			continue;
		}
		*at = w->wait_next;
		f->waiters--;
		answer_stale(w, copy);
	}
	f->last = at;
}

/* Answers and counts the request now. The end of its query is not counted. */
static void
first_answer_stale(struct request *rq, struct page *p)
{
	struct cached_response *copy = copy_for(rq, p);
	struct exchange *instead = copy != NULL && !rq->detached ? exchange_replace(rq->ex) : NULL;
	struct cached_choice c;

	if (instead == NULL)
		return;
	c = cached_response_choose(instead, copy, true, asks_document(rq) ? AUDIENCE_PRESSED : rq->audience);
	page_cache.figures.stale++;
	answered(rq, c.status, c.bytes);
	rq->detached = true;
	cached_response_send(instead, copy, &c);
}

void
fill_watch(struct fill *f)
{
	if (TAILQ_EMPTY(&page_cache.fills) && setting_int(CACHE_STALE_MAX) > 0)
		page_cache.wake_in(page_cache.wake_arg, setting_int(CACHE_STALE_MAX));
	TAILQ_INSERT_TAIL(&page_cache.fills, f, late);
}

void
fill_unwatch(struct fill *f)
{
	if (f->state == FILL_IN_TIME)
		TAILQ_REMOVE(&page_cache.fills, f, late);
}

void
page_answer_late(void)
{
	long max = setting_int(CACHE_STALE_MAX);
	int64_t now = clock_ms();
	struct fill *f;

	if (max == 0) /* stale pages are switched off */
		return;
	while ((f = TAILQ_FIRST(&page_cache.fills)) != NULL && now - f->since_ms >= max) {
		TAILQ_REMOVE(&page_cache.fills, f, late);
		f->state = FILL_LATE;
		waiters_answer_stale(f);
		first_answer_stale(f->first, f->page);
	}
	if (f != NULL)
		page_cache.wake_in(page_cache.wake_arg, max - (long)(now - f->since_ms));
}

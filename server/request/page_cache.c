/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Public pages from memory.
 *
 * How this works: the first request that finds a page missing or stale fills it by a query; further requests for the same
 * target wait for that fill. A page without readers is never queried. If a response is only unchecked, the fill first
 * queries its version, and the page only if the version changed. Without a database the last response is served, marked
 * with Age and Madang-Stale. Under pressure, readers with a session get the shared page, marked with Madang-Shared.
 *
 * A reader with a session whose browser ran the script of a page gets the public page too, and the script asks for the
 * overlay. The reader may have just written, so this page has at least the version that the worker knows.
 */
#include "request/page_cache.h"

#include "base/uuid.h"
#include "settings/settings.h"

struct page_cache page_cache;

void
page_open(struct pool *pool, void (*wake_in)(void *arg, long ms), void *arg)
{
	page_cache.cache = cache_new();
	page_cache.pool = pool;
	page_cache.wake_in = wake_in;
	page_cache.wake_arg = arg;
	TAILQ_INIT(&page_cache.fills);
}

void
page_close(void)
{
	if (page_cache.cache != NULL)
		cache_end(page_cache.cache);
	page_cache.cache = NULL;
}

void
page_forget_html(void)
{
	if (page_cache.cache != NULL)
		cache_forget_html(page_cache.cache);
}

void
page_forget(void)
{
	if (page_cache.cache != NULL)
		cache_forget(page_cache.cache);
}

struct page_figures
page_figures(void)
{
	struct cache_figures c = { 0 };

	if (page_cache.cache != NULL)
		c = cache_figures(page_cache.cache);
	page_cache.figures.pages = c.pages;
	page_cache.figures.files = c.files;
	page_cache.figures.bytes = c.bytes;
	page_cache.figures.evicted = c.evicted;
	return (page_cache.figures);
}

static bool
cache_is_open(void)
{
	return (page_cache.cache != NULL && setting_int(CACHE_SIZE) > 0);
}

/* The line about the form before it and the button that undoes a decision are the reader's own. */
static bool
has_line(struct exchange *ex)
{
	const char *q = exchange_query(ex);

	return (strstr(q, "said=") != NULL || strstr(q, "undo=") != NULL);
}

static enum audience
audience_of(struct exchange *ex)
{
	if (!has_session(ex))
		return (AUDIENCE_ALL);
	if (has_authorization(ex))
		return (AUDIENCE_OWN);
	if (pool_half_full(page_cache.pool))
		return (AUDIENCE_PRESSED);
	return (has_script(ex) && !has_line(ex) ? AUDIENCE_OVERLAID : AUDIENCE_OWN);
}

/* Counts an answer from the page's response. False: in this state there is none. */
static bool
count_served(enum page_state state)
{
	switch (state) {
	case PAGE_FRESH:
	case PAGE_STALE:
		page_cache.figures.hits++;
		return (true);
	case PAGE_MARKED:
		page_cache.figures.stale++;
		return (true);
	case PAGE_MISSING:
	case PAGE_AHEAD:
	case PAGE_FILLING:
	case PAGE_LATE:
	case PAGE_UNCHECKED:
	case PAGE_OUTDATED:
		break;
	}
	return (false);
}

bool
page_hit(const struct services *services, struct exchange *ex)
{
	struct cached_choice choice;
	struct target t;
	struct page *p;
	enum page_state state;
	enum audience audience;

	if (!cache_is_open())
		return (false);
	target_read(ex, &t);
	if (!t.plain || (p = cache_find(page_cache.cache, t.key, t.n)) == NULL)
		return (false);
	audience = p->html ? audience_of(ex) : AUDIENCE_ALL;
	if (audience == AUDIENCE_OWN)
		return (false);
	p->article->asked = true;
	state = page_state(p, t.min, exchange_began(ex) / 1000);
	if (audience == AUDIENCE_OVERLAID && state != PAGE_FRESH)
		return (false);
	if (!count_served(state))
		return (false);
	choice = cached_response_choose(ex, p->copy, state == PAGE_MARKED, audience);
	answered_cached(services, ex, p, choice.status, choice.bytes);
	cached_response_send(ex, p->copy, &choice);
	return (true);
}

/* ---- filling */

/* Serves the stale response after a failure of the database, unless a higher version was asked for. */
static bool
send_stale(struct request *rq, struct cached_response *copy)
{
	if (!response_has(copy, rq->min) || asks_document(rq))
		return (false);
	page_cache.figures.stale++;
	cached_response_answer(rq, copy, true, rq->audience);
	return (true);
}

static struct fill *
fill_begin(struct request *rq, struct page *p)
{
	struct fill *f = mem_zero(1, sizeof(*f));

	f->page = p;
	f->first = rq;
	f->last = &f->waiting;
	f->began_ms = f->since_ms = p->tried_ms = clock_ms();
	p->fill = f;
	fill_watch(f);
	rq->fill = f;
	rq->step = "check";
	return (f);
}

static void
fill_wait(struct request *rq, struct fill *f)
{
	rq->wait_next = NULL;
	*f->last = rq;
	f->last = &rq->wait_next;
	f->waiters++;
	rq->step = "wait";
	page_cache.figures.waits++;
}

/* Too many requests wait already: serves the stale response or answers 503. */
static void
fill_refuse(struct request *rq, struct fill *f)
{
	if (!send_stale(rq, f->page->copy))
		request_unasked(rq, ASK_BUSY);
}

/* False: the reader gets a page of their own. Otherwise the session plays no part in the request. */
static bool
gets_shared_page(struct request *rq)
{
	if (rq->audience != AUDIENCE_ALL || rq->route->who == WHO_ANYONE || (rq->token == NULL && !has_session(rq->ex)))
		return (true);
	rq->audience = audience_of(rq->ex);
	if (rq->audience == AUDIENCE_OWN)
		return (false);
	rq_set_token_aside(rq);
	if (rq->audience == AUDIENCE_PRESSED)
		rq_add(rq, "Madang-Shared", "1");
	return (true);
}

/* ---- joining */

/* The page may have become fresh while the request waited between its head and here. */
static void
answer_cached(struct request *rq, struct page *p, bool marked)
{
	if (asks_document(rq)) {
		document_hold(rq, p->copy);
		request_run(rq);
	} else
		cached_response_answer(rq, p->copy, marked, rq->audience);
}

static void
fill_join(struct request *rq, struct fill *f)
{
	if (f->waiters < (unsigned)setting_int(CACHE_WAITING_MAX))
		fill_wait(rq, f);
	else
		fill_refuse(rq, f);
}

/* Acts by the page's state, as the table in page_state.c says. False: the request queries the page, as its fill's first. */
static bool
join_by_state(struct request *rq, struct page *p)
{
	enum page_state state = page_state(p, rq->min, clock_ms());

	switch (state) {
	case PAGE_FRESH:
	case PAGE_STALE:
	case PAGE_MARKED:
		(void)count_served(state);
		answer_cached(rq, p, state == PAGE_MARKED);
		return (true);
	case PAGE_LATE:
		if (!late_answer(rq, p))
			fill_join(rq, p->fill);
		return (true);
	case PAGE_FILLING:
		fill_join(rq, p->fill);
		return (true);
	case PAGE_AHEAD:
	case PAGE_UNCHECKED:
		if (check_wait(fill_begin(rq, p)))
			return (true);
		break;
	case PAGE_MISSING:
	case PAGE_OUTDATED:
		(void)fill_begin(rq, p);
		break;
	}
	page_cache.figures.fills++;
	return (false);
}

bool
page_join(struct request *rq)
{
	struct target t;
	struct uuid article;
	struct page *p;

	if (!cache_is_open() || !rq->route->cached || !uuid_parse(rq->path[0], &article))
		return (false);
	if (rq->at != NULL)
		target_set(&t, rq->at);
	else
		target_read(rq->ex, &t);
	if (asks_document(rq) ? !document_key(rq, &t) : !gets_shared_page(rq))
		return (false);
	if (!t.plain)
		return (false);
	p = cache_page(page_cache.cache, t.key, t.n, &article);
	p->html = rq->route->who != WHO_ANYONE;
	p->route = rq->route;
	if (asks_document(rq)) {
		p->article->asked = true;
		rq->version_known = p->article->version_known;
	}
	rq->min = t.min;
	if (rq->audience == AUDIENCE_OVERLAID && rq->min < p->article->version_known)
		rq->min = p->article->version_known;
	return (join_by_state(rq, p));
}

/* Ends the fill and returns its waiters, in order of arrival. */
static struct request *
fill_end(struct request *rq, struct page **page)
{
	struct fill *f = rq->fill;
	struct request *waiting = f->waiting;

	*page = f->page;
	f->page->fill = NULL;
	rq->fill = NULL;
	fill_unwatch(f);
	free(f);
	return (waiting);
}

/* A document must contain its reader's last write, as far as this worker knows its version. */
static bool
is_enough(const struct request *rq, const struct cached_response *copy)
{
	return (response_has(copy, rq->min) && (!asks_document(rq) || copy->version >= rq->version_known));
}

/*
 * A waiter that needs a higher version than the fill's joins once more, because the query may have begun before the
 * waiter's request. False the second time.
 */
static bool
may_retry(struct request *rq)
{
	if (rq->retried)
		return (false);
	rq->retried = true;
	return (true);
}

static void
retry_join(struct request *rq)
{
	if (!page_join(rq))
		request_run(rq);
}

static void
answer_copy(struct request *rq, struct cached_response *copy)
{
	if (!response_has(copy, rq->min))
		reply_behind(rq);
	else if (!step_acts(rq))
		return;
	else if (asks_document(rq) && !rq->detached) { /* each draws a page: in an event of its own */
		document_hold(rq, copy);
		exchange_defer(rq->ex);
	} else
		cached_response_answer(rq, copy, false, rq->audience);
}

/* Answers the fill's request and its waiters. */
static void
fill_answer(struct request *rq, struct request *waiting, struct cached_response *copy)
{
	struct request *w, *next, *again = NULL, **last = &again;

	answer_copy(rq, copy);
	for (w = waiting; w != NULL; w = next) {
		next = w->wait_next;
		if (is_enough(w, copy) || !may_retry(w)) {
			answer_copy(w, copy);
			continue;
		}
		w->wait_next = NULL;
		*last = w;
		last = &w->wait_next;
	}
	for (w = again; w != NULL; w = next) {
		next = w->wait_next;
		retry_join(w);
	}
}

/* The version asked for does not exist: 503 for the request, and for the waiters that asked for such a version. */
static void
fill_behind(struct request *rq)
{
	struct request *w, *next;
	struct page *p;
	long known;

	w = fill_end(rq, &p);
	known = p->article->version_known;
	if (p->copy == NULL)
		cache_drop(page_cache.cache, p); /* an invented version leaves no page behind */
	reply_behind(rq);
	for (; w != NULL; w = next) {
		next = w->wait_next;
		if (version_is_ahead(w->min, known) && !may_retry(w))
			reply_behind(w);
		else
			retry_join(w);
	}
}

void
page_filled(struct request *rq, const struct fill_content *with)
{
	int64_t asked_ms = rq->fill->began_ms;
	struct cached_response *copy = cached_response_make(with);
	struct request *waiting;
	struct page *p;

	waiting = fill_end(rq, &p);
	p->took_ms = clock_ms() - asked_ms;
	p->drawn = with->mark != NULL;
	cached_response_hold(copy); /* the page may be evicted while the answers are sent */
	cache_put(page_cache.cache, p, copy, asked_ms);
	cached_article_checked(p->article, with->version, asked_ms);
	cache_trim(page_cache.cache, (size_t)setting_int(CACHE_SIZE) * 1048576);
	fill_answer(rq, waiting, copy);
	cached_response_release(copy);
}

/* The version's query has just found the response to be current. */
static bool
is_revalidated(const struct page *p)
{
	return (page_state(p, 0, p->article->checked_ms) == PAGE_FRESH);
}

void
fill_checked(struct fill *f, enum ask_status status)
{
	struct request *rq = f->first, *waiting;
	struct page *p = f->page;
	struct cached_response *copy = p->copy;

	if (status == ASK_OK && is_revalidated(p)) {
		page_cache.figures.unchanged++;
		cached_response_hold(copy);
		waiting = fill_end(rq, &p);
		fill_answer(rq, waiting, copy);
		cached_response_release(copy);
	} else if (status == ASK_OK && version_is_ahead(rq->min, p->article->version_known) && p->article->gone_ms < f->began_ms)
		fill_behind(rq);
	else if (status == ASK_OK || status == ASK_ERROR) {
		f->began_ms = p->tried_ms = clock_ms();
		page_cache.figures.fills++;
		request_run(rq);
	} else
		request_unasked(rq, status);
}

bool
page_failed(struct request *rq, enum problem problem, const char *detail)
{
	int status = problem_status(problem);
	struct request *w, *next;
	struct cached_response *copy;
	struct page *p;
	bool sent;

	if (rq->fill == NULL)
		return (false);
	w = fill_end(rq, &p);
	rq_take_token_back(rq); /* the page of a refusal names its reader */
	copy = status == 503 ? p->copy : NULL;
	if (copy != NULL)
		cached_response_hold(copy);
	else
		cache_drop(page_cache.cache, p); /* deleted or hidden */
	sent = send_stale(rq, copy);
	for (; w != NULL; w = next) {
		next = w->wait_next;
		if (send_stale(w, copy))
			continue;
		if (status == 503)
			rq_add(w, "Retry-After", "1");
		rq_take_token_back(w);
		w->moved_asked = true;
		reply_problem_saying(w, problem, detail);
	}
	cached_response_release(copy);
	return (sent);
}

void
page_abandon(struct request *rq, int status)
{
	struct request *w, *next;
	struct page *p;

	if (rq->fill == NULL)
		return;
	w = fill_end(rq, &p);
	if (p->copy == NULL || status == 404 || status == 308)
		cache_drop(page_cache.cache, p);
	for (; w != NULL; w = next) {
		next = w->wait_next;
		request_run(w);
	}
}

/*
 * Public pages from memory: who is answered at once, who asks, who waits.
 *
 * The request that finds a page missing or stale is the one that asks for it,
 * the others with its target wait; there is no work without a reader. Where a
 * copy is only unchecked, its version is asked for first, and the page if that
 * has changed. Without a database the last copy goes on being served, marked Age
 * and Madang-Stale. While more is asked than the database can do, readers with a
 * session get everybody's page, marked Madang-Shared.
 */
#include "request/page_cache.h"

#include "base/uuid.h"
#include "settings/settings.h"

struct page_cache kept;

void
page_open(struct pool *pool, void (*ring_in)(void *arg, long ms), void *arg)
{
	kept.cache = cache_new();
	kept.pool = pool;
	kept.ring_in = ring_in;
	kept.ring_arg = arg;
	TAILQ_INIT(&kept.fills);
}

void
page_close(void)
{
	if (kept.cache != NULL)
		cache_end(kept.cache);
	kept.cache = NULL;
}

void
page_forget_html(void)
{
	if (kept.cache != NULL)
		cache_forget_html(kept.cache);
}

void
page_forget(void)
{
	if (kept.cache != NULL)
		cache_forget(kept.cache);
}

struct page_figures
page_figures(void)
{
	struct cache_figures c = { 0 };

	if (kept.cache != NULL)
		c = cache_figures(kept.cache);
	kept.figures.pages = c.pages;
	kept.figures.files = c.files;
	kept.figures.octets = c.octets;
	kept.figures.evicted = c.evicted;
	return (kept.figures);
}

static bool
is_open(void)
{
	return (kept.cache != NULL && setting_int(CACHE_SIZE) > 0);
}

/* Who is signed in by cookie does without what is his own for a while. */
static bool
may_share(struct exchange *ex)
{
	return (!has_authorization(ex) && pool_half_full(kept.pool));
}

static void
count_kept(enum good good)
{
	if (good == GOOD)
		kept.figures.hits++;
	else
		kept.figures.stale++;
}

bool
page_hit(const struct services *services, struct exchange *ex)
{
	struct cached_choice choice;
	struct target t;
	struct page *p;
	enum good good;
	bool session;

	if (!is_open())
		return (false);
	target_read(ex, &t);
	if (!t.plain || (p = cache_find(kept.cache, t.key, t.n)) == NULL)
		return (false);
	session = p->html && has_session(ex);
	if (session && !may_share(ex))
		return (false);
	p->topic->asked = true;
	good = page_good(p, t.min, exchange_began(ex) / 1000);
	if (good == GOOD_NOT)
		return (false);
	count_kept(good);
	choice = cached_response_choose(ex, p->copy, good == GOOD_MARKED, session);
	answered_cached(services, ex, p, choice.status, choice.bytes);
	cached_response_send(ex, p->copy, &choice);
	return (true);
}

/* ---- filling */

/* The last copy, if the database is what failed and the copy is not less than was asked for. */
static bool
stale_send(struct request *rq, struct cached_response *copy)
{
	if (copy == NULL || copy->version < rq->min || asks_document(rq))
		return (false);
	kept.figures.stale++;
	cached_response_answer(rq, copy, true, rq->shared);
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
	kept.figures.waits++;
}

/* One more would be too many: the copy there is, or nothing. */
static void
fill_refuse(struct request *rq, struct fill *f)
{
	if (!stale_send(rq, f->page->copy))
		request_unasked(rq, ASK_BUSY);
}

/* False: it has to have something of its reader's on it. Under pressure nobody asks for that. */
static bool
is_everybodys(struct request *rq)
{
	if (rq->shared || rq->route->who == WHO_ANYONE || (rq->token == NULL && !has_session(rq->ex)))
		return (true);
	if (!may_share(rq->ex))
		return (false);
	rq_forget_token(rq);
	rq->shared = true;
	rq_add(rq, "Madang-Shared", "1");
	return (true);
}

/* ---- joining */

/* It may have become good meanwhile: a request waits for its turn between its head and here. */
static bool
answer_kept(struct request *rq, struct page *p)
{
	enum good good = asks_document(rq) ? page_fresh(p, rq->min, clock_ms()) : page_good(p, rq->min, clock_ms());

	if (good == GOOD_NOT)
		return (false);
	count_kept(good);
	if (asks_document(rq)) {
		document_hold(rq, p->copy);
		request_run(rq);
	} else
		cached_response_answer(rq, p->copy, good == GOOD_MARKED, rq->shared);
	return (true);
}

/* A version that nobody here has heard of may be made up: whether there is one is asked before the page is. */
static bool
is_unheard(const struct request *rq, long heard)
{
	return (rq->min > heard);
}

bool
page_join(struct request *rq)
{
	struct target t;
	struct uuid article;
	struct page *p;

	if (!is_open() || !rq->route->kept || !uuid_parse(rq->path[0], &article))
		return (false);
	target_read(rq->ex, &t);
	if (asks_document(rq) ? !document_key(rq, &t) : !is_everybodys(rq))
		return (false);
	if (!t.plain)
		return (false);
	p = cache_page(kept.cache, t.key, t.n, &article);
	p->html = rq->route->who != WHO_ANYONE;
	p->route = rq->route;
	if (asks_document(rq)) {
		p->topic->asked = true;
		rq->heard = p->topic->heard;
	}
	rq->min = t.min;
	if (answer_kept(rq, p))
		return (true);
	if (p->fill != NULL && late_answer(rq, p))
		return (true);
	if (p->fill != NULL) {
		if (((struct fill *)p->fill)->waiters < (unsigned)setting_int(CACHE_WAITING_MAX))
			fill_wait(rq, p->fill);
		else
			fill_refuse(rq, p->fill);
		return (true);
	}
	rq->step = "check";
	if ((page_unchecked(p, t.min) || is_unheard(rq, p->topic->heard)) && check_wait(fill_begin(rq, p)))
		return (true);
	if (rq->fill == NULL)
		(void)fill_begin(rq, p);
	kept.figures.fills++;
	return (false);
}

/* Ends the fill; its waiters come back, in order of arrival. */
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

/* A document has what its reader may have just written, on this worker or, where a notice came, on another. */
static bool
is_enough(const struct request *rq, const struct cached_response *copy)
{
	return (copy->version >= rq->min && (!asks_document(rq) || copy->version >= rq->heard));
}

/*
 * A waiter that wants more than there is asks once again: the question may have
 * begun before it came. False if it had waited before this question began.
 */
static bool
may_ask_again(struct request *rq)
{
	if (rq->again)
		return (false);
	rq->again = true;
	return (true);
}

static void
ask_again(struct request *rq)
{
	if (!page_join(rq))
		request_run(rq);
}

static void
answer_copy(struct request *rq, struct cached_response *copy)
{
	if (copy->version < rq->min)
		reply_behind(rq);
	else if (!step_acts(rq))
		return;
	else if (asks_document(rq) && !rq->left) { /* each has a page to draw: not all at once */
		document_hold(rq, copy);
		exchange_defer(rq->ex);
	} else
		cached_response_answer(rq, copy, false, rq->shared);
}

/* The end of a fill: its request and all who waited get the copy. */
static void
fill_answer(struct request *rq, struct request *waiting, struct cached_response *copy)
{
	struct request *w, *next, *again = NULL, **last = &again;

	answer_copy(rq, copy);
	for (w = waiting; w != NULL; w = next) {
		next = w->wait_next;
		if (is_enough(w, copy) || !may_ask_again(w)) {
			answer_copy(w, copy);
			continue;
		}
		w->wait_next = NULL;
		*last = w;
		last = &w->wait_next;
	}
	for (w = again; w != NULL; w = next) {
		next = w->wait_next;
		ask_again(w);
	}
}

/* The versions are known now: 503 for the request and for those of its waiters that asked for none of them. */
static void
fill_behind(struct request *rq)
{
	struct request *w, *next;
	struct page *p;
	long heard;

	w = fill_end(rq, &p);
	heard = p->topic->heard;
	if (p->copy == NULL)
		cache_drop(kept.cache, p); /* of a version that was made up nothing stays */
	reply_behind(rq);
	for (; w != NULL; w = next) {
		next = w->wait_next;
		if (is_unheard(w, heard) && !may_ask_again(w))
			reply_behind(w);
		else
			ask_again(w);
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
	cached_response_hold(copy); /* ours, while we answer: the page may go meanwhile */
	cache_put(kept.cache, p, copy, asked_ms);
	cached_article_checked(p->topic, with->version, asked_ms);
	cache_trim(kept.cache, (size_t)setting_int(CACHE_SIZE) * 1048576);
	fill_answer(rq, waiting, copy);
	cached_response_release(copy);
}

void
fill_checked(struct fill *f, enum ask_status status)
{
	struct request *rq = f->first, *waiting;
	struct page *p = f->page;
	struct cached_response *copy = p->copy;

	if (status == ASK_OK && page_unchecked(p, 0)) {
		kept.figures.unchanged++;
		cached_response_hold(copy);
		waiting = fill_end(rq, &p);
		fill_answer(rq, waiting, copy);
		cached_response_release(copy);
	} else if (status == ASK_OK && is_unheard(rq, p->topic->heard) && p->topic->gone_ms < f->began_ms)
		fill_behind(rq);
	else if (status == ASK_OK || status == ASK_ERROR) {
		f->began_ms = p->tried_ms = clock_ms();
		kept.figures.fills++;
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
	copy = status == 503 ? p->copy : NULL;
	if (copy != NULL)
		cached_response_hold(copy);
	else
		cache_drop(kept.cache, p); /* absent or hidden now: nothing to keep */
	sent = stale_send(rq, copy);
	for (; w != NULL; w = next) {
		next = w->wait_next;
		if (stale_send(w, copy))
			continue;
		if (status == 503)
			rq_add(w, "Retry-After", "1");
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
		cache_drop(kept.cache, p);
	for (; w != NULL; w = next) {
		next = w->wait_next;
		request_run(w);
	}
}

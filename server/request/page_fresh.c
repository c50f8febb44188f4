/*
 * How good a copy is. The journal's version decides, never the clock alone.
 *
 *   fresh    its version is the highest heard of, and that was checked lately
 *   stale    a higher one was heard of, or no check came through: good for
 *            another cache.stale_max while somebody asks, under pressure for
 *            ten times that, then marked
 *
 * Since when a copy is outdated is the page's own: pages of one article are
 * filled at different times. Since when it is unchecked is the article's.
 */
#include "request/page_cache.h"
#include "settings/settings.h"

#define FETCHING 8  /* a page that changes all the time is being fetched an eighth of its time at most */
#define PATIENCE 10 /* times cache.stale_max, while more is asked of the database than it can do */

/* Milliseconds since we last could vouch for it; 0 or less: fresh. */
static int64_t
stale_for(const struct page *p, int64_t now)
{
	int64_t unchecked = now - p->article->checked_ms - 2 * setting_int(CACHE_CHECK), outdated;

	if (p->outdated_ms == 0)
		return (unchecked);
	outdated = now > p->outdated_ms ? now - p->outdated_ms : 1;
	return (outdated > unchecked ? outdated : unchecked);
}

/* A quick database is asked often, one that is slow or busy no more often than the settings say. */
static int64_t
refill_after(const struct page *p)
{
	int64_t ms = FETCHING * (p->took_ms + 1);

	return (ms < setting_int(CACHE_REFILL_MIN) ? ms : setting_int(CACHE_REFILL_MIN));
}

enum good
page_good(const struct page *p, long min, int64_t now)
{
	long max = setting_int(CACHE_STALE_MAX);
	int64_t stale;
	bool cared_for;

	if (p->copy == NULL || p->copy->version < min)
		return (GOOD_NOT);
	stale = stale_for(p, now);
	if (stale <= 0)
		return (GOOD);
	cared_for = p->fill != NULL || now - p->tried_ms < refill_after(p);
	if (cared_for && stale <= max)
		return (GOOD);
	if (cared_for && stale <= PATIENCE * max && pool_half_full(page_cache.pool))
		return (GOOD_MARKED);
	/* The database hangs: better old and marked than late. */
	return (p->fill != NULL && now - ((const struct fill *)p->fill)->since_ms > max ? GOOD_MARKED : GOOD_NOT);
}

enum good
page_fresh(const struct page *p, long min, int64_t now)
{
	return (p->copy != NULL && p->copy->version >= min && stale_for(p, now) <= 0 ? GOOD : GOOD_NOT);
}

bool
page_unchecked(const struct page *p, long min)
{
	return (p->copy != NULL && p->outdated_ms == 0 && p->copy->version >= min);
}

void
cached_article_checked(struct cached_article *t, long version, int64_t asked_ms)
{
	cache_version_known(t, version, clock_ms());
	if (asked_ms > t->checked_ms)
		t->checked_ms = asked_ms;
}

void
page_version_known(const char *article, long version)
{
	struct cached_article *t;
	struct uuid id;

	if (page_cache.cache != NULL && uuid_parse(article, &id) && (t = cache_article(page_cache.cache, &id)) != NULL)
		cache_version_known(t, version, clock_ms());
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How fresh a response is. The journal's version decides, never the clock alone.
 *
 *   fresh    its version is the highest known one, and that was checked lately
 *   stale    a higher version is known, or no check succeeded lately: served for another cache.stale_max while a fill
 *            is under way; under pressure for ten times as long, marked
 *
 * The time since when a response is outdated belongs to the page, because the pages of an article are filled at different
 * times. The time since when it is unchecked belongs to the article.
 */
#include "request/page_cache.h"
#include "settings/settings.h"

#define FETCHING 8  /* a page that changes all the time is being queried for at most an eighth of the time */
#define PATIENCE 10 /* times cache.stale_max, while the database is under pressure */

/* Milliseconds since the response was last known to be current; 0 or less: fresh. */
static int64_t
stale_for(const struct page *p, int64_t now)
{
	int64_t unchecked = now - p->article->checked_ms - 2 * setting_int(CACHE_CHECK), outdated;

	if (p->outdated_ms == 0)
		return (unchecked);
	outdated = now > p->outdated_ms ? now - p->outdated_ms : 1;
	return (outdated > unchecked ? outdated : unchecked);
}

/* Milliseconds between two fills: few with a fast database, at most cache.refill_min with a slow one. */
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
	/* The database hangs: an old marked page is better than a late one. */
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

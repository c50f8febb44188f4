/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The states of a cached page.
 *
 * How this works: no field stores the state. page_state() computes it for each request from the response, the article's
 * versions, the fill under way, and the times of the last check and fill. The journal's version decides which response is
 * current. The clock decides only how long a response is served without a check.
 *
 *    MISSING, AHEAD
 *         | request: a fill begins
 *         v
 *      FILLING <---------------------------------------------+-----------------------------.
 *         |  \                                               | request: a fill begins;     | stale for
 *         |   `--> LATE   the fill takes cache.stale_max     | a document, or stale for    | cache.stale_max
 *         |          |                                       | cache.stale_max             |
 *         | stored   |                                       |                             |
 *         v          |      not checked for 2 x cache.check  |                             |
 *       FRESH <------' ------------------------------> UNCHECKED ---.  request: a fill     |
 *         ^                                                         +-------------------> STALE
 *         |            ------------------------------> OUTDATED ----'  begins              |
 *         |             higher version known, or article gone                              | stale for cache.stale_max,
 *         |                                                                                | under pressure; or the
 *         +<------------------------- stored, or found to be current ----------------------+ fill hangs
 *         `<------------------------- stored, or found to be current ------------------- MARKED
 *
 * FRESH becomes STALE at once if the last fill began lately. A request that asks for a higher version than the response's
 * sees the same page as MISSING, AHEAD, FILLING or LATE. Eviction and every reply of 404 make the page MISSING.
 *
 *   state      action on a request
 *   ---------  ------------------------------------------------------------------------------------------------------
 *   MISSING    begins a fill with the page's query
 *   AHEAD      begins a fill with the version's query; without the LISTEN connection with the page's
 *   FILLING    waits for the fill; if too many wait, the stale response or 503
 *   LATE       the stale response, marked (for a document the page's own); as FILLING if there is none of that version
 *   FRESH      the response
 *   STALE      the response
 *   MARKED     the response, marked
 *   UNCHECKED  as AHEAD
 *   OUTDATED   as MISSING
 *
 *   event of a fill, in any state              action
 *   -----------------------------------------  ----------------------------------------------------------------------
 *   version replied: the response is current   answers all requests that wait: FRESH
 *   version replied: another one, or an error  queries the page
 *   version replied: the one asked for is      503 for the requests that ask for it; other requests join again
 *     higher than the database's
 *   page replied                               stores the response and answers: FRESH, or OUTDATED if overtaken
 *   cache.stale_max passed                     answers with the stale response, marked; the query continues
 *   503 of either query                        the stale response, marked, or 503
 *   another problem                            drops the page; the problem is the answer
 *
 * The time since when a response is outdated belongs to the page, because the pages of an article are filled at different
 * times. The time since when it is unchecked belongs to the article.
 */
#include "request/page_cache.h"
#include "settings/settings.h"

#define FETCHING 8  /* a page that changes all the time is being queried for at most an eighth of the time */
#define PATIENCE 10 /* times cache.stale_max, while the database is under pressure */

bool
response_has(const struct cached_response *copy, long min)
{
	return (copy != NULL && copy->version >= min);
}

bool
version_is_ahead(long min, long known)
{
	return (min > known);
}

/* Milliseconds since the response was last known to be current; 0 or less: fresh. More than 0 while it is outdated. */
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

/* The state of a page whose response cannot be served. */
static enum page_state
state_unserved(const struct page *p, long min)
{
	if (p->fill != NULL)
		return (((const struct fill *)p->fill)->state == FILL_LATE ? PAGE_LATE : PAGE_FILLING);
	if (!response_has(p->copy, min))
		return (version_is_ahead(min, p->article->version_known) ? PAGE_AHEAD : PAGE_MISSING);
	return (p->outdated_ms == 0 ? PAGE_UNCHECKED : PAGE_OUTDATED);
}

/* The state of a page whose response has been stale for that time. */
static enum page_state
state_stale(const struct page *p, long min, int64_t stale, int64_t now)
{
	const struct fill *fill = p->fill;
	long max = setting_int(CACHE_STALE_MAX);
	bool cared_for = fill != NULL || now - p->tried_ms < refill_after(p);

	if (cared_for && stale <= max)
		return (PAGE_STALE);
	if (cared_for && stale <= PATIENCE * max && pool_half_full(page_cache.pool))
		return (PAGE_MARKED);
	/* The database hangs: an old marked page is better than a late one. */
	return (fill != NULL && now - fill->since_ms > max ? PAGE_MARKED : state_unserved(p, min));
}

enum page_state
page_state(const struct page *p, long min, int64_t now)
{
	int64_t stale;

	if (!response_has(p->copy, min))
		return (state_unserved(p, min));
	stale = stale_for(p, now);
	if (stale <= 0)
		return (PAGE_FRESH);
	return (page_is_document(p) ? state_unserved(p, min) : state_stale(p, min, stale, now));
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

/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: each state of a cached page is reached, and each of its boundaries lies at the millisecond and version it should. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "request/page_cache.h"
#include "settings/settings.h"

/* The default settings: unchecked after 1000 ms, stale_max 1000 ms, refill_min 250 ms. */
#define CHECKED	  100000	   /* when the article was checked */
#define UNCHECKED (CHECKED + 1000) /* the last millisecond of a fresh response */
#define LONG_AGO  1		   /* when the last fill began */

struct row {
	const char *name;
	enum page_state state;
	long version; /* the response's; 0: there is none */
	long known, min;
	int64_t now, outdated, tried, took, fill; /* fill: since when one is under way; 0: none is */
	enum fill_state fill_state;
	bool pressure, document;
};

static const struct row rows[] = {
	{ "nothing", PAGE_MISSING, 0, 5, 0, CHECKED },
	{ "nothing of the known version", PAGE_MISSING, 0, 5, 5, CHECKED },
	{ "nothing of a version above the known one", PAGE_AHEAD, 0, 5, 6, CHECKED },
	{ "a response of the version asked for", PAGE_FRESH, 5, 5, 5, CHECKED },
	{ "a lower response, known version asked for", PAGE_MISSING, 5, 6, 6, CHECKED, .outdated = CHECKED },
	{ "a fresh response, higher version asked for", PAGE_AHEAD, 5, 5, 6, CHECKED },
	{ "nothing, fill", PAGE_FILLING, 0, 5, 0, CHECKED, .fill = CHECKED },
	{ "nothing of a version above, fill", PAGE_FILLING, 0, 5, 6, CHECKED, .fill = CHECKED },
	{ "nothing, late fill", PAGE_LATE, 0, 5, 0, CHECKED, .fill = CHECKED, .fill_state = FILL_LATE },
	{ "fresh, and a fill for somebody else", PAGE_FRESH, 5, 5, 5, CHECKED, .fill = LONG_AGO, .fill_state = FILL_LATE },

	{ "checked at this time", PAGE_FRESH, 5, 5, 0, UNCHECKED },
	{ "checked too long ago", PAGE_UNCHECKED, 5, 5, 0, UNCHECKED + 1, .tried = LONG_AGO },
	{ "outdated now", PAGE_OUTDATED, 5, 6, 0, CHECKED, .outdated = CHECKED, .tried = LONG_AGO },
	{ "outdated by a later clock", PAGE_OUTDATED, 5, 6, 0, CHECKED, .outdated = CHECKED + 1, .tried = LONG_AGO },
	{ "outdated and unchecked", PAGE_OUTDATED, 5, 6, 0, UNCHECKED + 1, .outdated = CHECKED, .tried = LONG_AGO },
	{ "outdated by a deletion, same version", PAGE_OUTDATED, 5, 5, 0, CHECKED, .outdated = CHECKED, .tried = LONG_AGO },

	/* took 9: at most one fill in 80 ms */
	{ "outdated, tried lately", PAGE_STALE, 5, 6, 0, CHECKED + 79, .outdated = CHECKED, .tried = CHECKED, .took = 9 },
	{ "outdated, to be tried", PAGE_OUTDATED, 5, 6, 0, CHECKED + 80, .outdated = CHECKED, .tried = CHECKED, .took = 9 },
	{ "the same after slow fills", PAGE_STALE, 5, 6, 0, CHECKED + 249, .outdated = CHECKED, .tried = CHECKED, .took = 900 },
	{ "to be tried after slow fills", PAGE_OUTDATED, 5, 6, 0, CHECKED + 250, .outdated = CHECKED, .tried = CHECKED,
	    .took = 900 },

	{ "outdated for stale_max", PAGE_STALE, 5, 6, 0, CHECKED + 1000, .outdated = CHECKED, .fill = CHECKED + 500 },
	{ "outdated for longer", PAGE_FILLING, 5, 6, 0, CHECKED + 1001, .outdated = CHECKED, .fill = CHECKED + 500 },
	{ "unchecked for stale_max", PAGE_STALE, 5, 5, 0, UNCHECKED + 1000, .fill = UNCHECKED + 1000 },
	{ "unchecked for longer", PAGE_FILLING, 5, 5, 0, UNCHECKED + 1001, .fill = UNCHECKED + 1001 },
	{ "outdated lately, unchecked for longer", PAGE_FILLING, 5, 6, 0, UNCHECKED + 1001, .outdated = UNCHECKED + 900,
	    .fill = UNCHECKED + 1001 },
	{ "the response is below the version asked for", PAGE_FILLING, 5, 6, 6, CHECKED + 10, .outdated = CHECKED,
	    .fill = CHECKED },

	{ "pressure, stale for stale_max", PAGE_STALE, 5, 6, 0, CHECKED + 1000, .outdated = CHECKED, .fill = CHECKED + 500,
	    .pressure = true },
	{ "pressure, stale for longer", PAGE_MARKED, 5, 5, 0, UNCHECKED + 1001, .fill = UNCHECKED + 1001, .pressure = true },
	{ "pressure, tried lately", PAGE_MARKED, 5, 5, 0, UNCHECKED + 1001, .tried = UNCHECKED + 1001, .pressure = true },
	{ "pressure, not tried", PAGE_UNCHECKED, 5, 5, 0, UNCHECKED + 1001, .tried = LONG_AGO, .pressure = true },
	{ "pressure, at the end of patience", PAGE_MARKED, 5, 5, 0, UNCHECKED + 10000, .fill = UNCHECKED + 10000,
	    .pressure = true },
	{ "pressure, after it", PAGE_FILLING, 5, 5, 0, UNCHECKED + 10001, .fill = UNCHECKED + 10001, .pressure = true },

	{ "a fill of stale_max", PAGE_FILLING, 5, 5, 0, UNCHECKED + 90000, .fill = UNCHECKED + 89000 },
	{ "the same, seen by the timer", PAGE_LATE, 5, 5, 0, UNCHECKED + 90000, .fill = UNCHECKED + 89000,
	    .fill_state = FILL_LATE },
	{ "a fill that hangs", PAGE_MARKED, 5, 5, 0, UNCHECKED + 90000, .fill = UNCHECKED + 88999, .fill_state = FILL_LATE },
	{ "the same, not seen by the timer", PAGE_MARKED, 5, 5, 0, UNCHECKED + 90000, .fill = UNCHECKED + 88999 },
	{ "a fill that hangs, nothing to serve", PAGE_LATE, 5, 6, 6, UNCHECKED + 90000, .outdated = CHECKED,
	    .fill = UNCHECKED + 88999, .fill_state = FILL_LATE },

	{ "document, fresh", PAGE_FRESH, 5, 5, 0, UNCHECKED, .document = true },
	{ "document, unchecked, tried lately", PAGE_UNCHECKED, 5, 5, 0, UNCHECKED + 1, .tried = UNCHECKED, .document = true },
	{ "document, outdated, tried lately", PAGE_OUTDATED, 5, 6, 0, CHECKED + 1, .outdated = CHECKED, .tried = CHECKED,
	    .document = true },
	{ "document, stale, fill", PAGE_FILLING, 5, 5, 0, UNCHECKED + 1, .fill = UNCHECKED, .document = true },
	{ "document, pressure", PAGE_FILLING, 5, 5, 0, UNCHECKED + 1001, .fill = UNCHECKED, .pressure = true, .document = true },
	{ "document, a fill that hangs", PAGE_LATE, 5, 5, 0, UNCHECKED + 90000, .fill = UNCHECKED, .fill_state = FILL_LATE,
	    .document = true },
};

/* The linker wants a table of routes for other files of server/request. */
const struct route routes[] = { { 0 } };
const size_t nroutes = 0;

static bool pressure;

bool __wrap_pool_half_full(const struct pool *);

bool
__wrap_pool_half_full(const struct pool *p)
{
	(void)p;
	return (pressure);
}

static enum page_state
state_of(const struct row *r)
{
	struct cached_article article = { .version_known = r->known, .checked_ms = CHECKED };
	struct cached_response copy = { .version = r->version };
	struct fill fill = { .since_ms = r->fill, .state = r->fill_state };
	struct page p = { .article = &article, .outdated_ms = r->outdated, .tried_ms = r->tried, .took_ms = r->took };

	p.key = r->document ? (char[]) { "/a\x01" } : (char[]) { "/a" };
	p.key_len = strlen(p.key);
	p.copy = r->version > 0 ? &copy : NULL;
	p.fill = r->fill > 0 ? &fill : NULL;
	pressure = r->pressure;
	return (page_state(&p, r->min, r->now));
}

static void
each_row_has_its_state(void **state)
{
	(void)state;
	for (const struct row *r = rows; r < rows + LENGTH(rows); r++)
		if (state_of(r) != r->state)
			fail_msg("%s: state %d, not %d", r->name, state_of(r), r->state);
}

static void
each_state_has_a_row(void **state)
{
	unsigned reached = 0;

	(void)state;
	for (const struct row *r = rows; r < rows + LENGTH(rows); r++)
		reached |= 1u << r->state;
	assert_int_equal(reached, (1u << (PAGE_OUTDATED + 1)) - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_has_its_state),
		cmocka_unit_test(each_state_has_a_row),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: pages write times relative to now, or in full in the time zone of their site. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/view/view.h"

static void
times_are_written_relative_to_now(void **state)
{
	static const struct {
		const char *at, *text;
	} rows[] = { { "2026-11-23T14:59:30.000Z", "just now" }, { "2026-11-23T15:00:30.000Z", "just now" },
		{ "2026-11-23T14:59:00.000Z", "1 minute ago" }, { "2026-11-23T14:01:00.000Z", "59 minutes ago" },
		{ "2026-11-23T14:00:00.000Z", "1 hour ago" }, { "2026-11-22T15:00:00.000Z", "1 day ago" },
		{ "2026-11-17T15:00:00.000Z", "6 days ago" }, { "2026-11-16T15:00:00.000Z", "16 November 2026" },
		{ "2024-02-29T00:00:00Z", "29 February 2024" } };
	int64_t now = view_ms("2026-11-23T15:00:00.000Z");

	(void)state;
	assert_int_equal(view_ms("1970-01-01T00:00:01.500Z"), 1500);
	for (size_t i = 0; i < LENGTH(rows); i++) {
		json_t *t = view_time(rows[i].at, now);

		assert_string_equal(view_get(t, "text", ""), rows[i].text);
		assert_string_equal(view_get(t, "iso", ""), rows[i].at);
		json_decref(t);
	}
	assert_true(json_is_null(view_time("yesterday", now)));
	assert_true(json_is_null(view_time(NULL, now)));
}

static void
times_on_pages_of_a_site_are_in_its_zone(void **state)
{
	static const struct {
		const char *site, *at, *text;
	} rows[] = { { "berlin", "2026-11-23T23:30:00.000Z", "24 November 2026, 00:30 UTC+1" },
		{ "berlin", "2026-07-01T12:00:00Z", "1 July 2026, 14:00 UTC+2" },
		{ "delhi", "2024-02-28T20:00:00Z", "29 February 2024, 01:30 UTC+5:30" },
		{ "lima", "2027-01-01T04:59:00Z", "31 December 2026, 23:59 UTC\u22125" },
		{ "plain", "2026-11-23T23:30:00Z", "23 November 2026, 23:30 UTC" },
		{ "unknown", "2026-11-23T23:30:00Z", "23 November 2026, 23:30 UTC" },
		{ NULL, "2026-11-23T23:30:00Z", "23 November 2026, 23:30 UTC" } };
	json_t *sites = json_pack("[{s:s,s:s},{s:s,s:s},{s:s,s:s},{s:s,s:n}]", "key", "berlin", "timezone", "Europe/Berlin",
	    "key", "delhi", "timezone", "Asia/Kolkata", "key", "lima", "timezone", "America/Lima", "key", "plain", "timezone");
	struct page_context l = { .now_ms = NOW_NEVER, .sites = sites };
	json_t *t;

	(void)state;
	for (size_t i = 0; i < LENGTH(rows); i++) {
		t = view_site_time(&l, rows[i].site, rows[i].at);
		assert_string_equal(view_get(t, "text", ""), rows[i].text);
		assert_string_equal(view_get(t, "full", ""), rows[i].text);
		json_decref(t);
	}
	l.now_ms = view_ms("2026-11-23T23:40:00Z");
	t = view_site_time(&l, "berlin", rows[0].at);
	assert_string_equal(view_get(t, "text", ""), "10 minutes ago");
	assert_string_equal(view_get(t, "iso", ""), rows[0].at);
	json_decref(t);
	json_decref(sites);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_written_relative_to_now),
		cmocka_unit_test(times_on_pages_of_a_site_are_in_its_zone),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: exactly RFC 3339's times are read, each as the moment it names; all other text is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "text/rfc3339.h"

#define FIRST_DAY (-719162) /* 0001-01-01 */
#define LAST_DAY  2932896   /* 9999-12-31 */
#define DAY_US	  INT64_C(86400000000)

static const struct {
	const char *text, *moment;
} good[] = {
	{ "2026-11-23", "2026-11-23T00:00:00.000000Z" },
	{ "2026-11-23T08:15:30Z", "2026-11-23T08:15:30.000000Z" },
	{ "2026-11-23t08:15:30z", "2026-11-23T08:15:30.000000Z" },
	{ "2026-11-23T08:15:30.1Z", "2026-11-23T08:15:30.100000Z" },
	{ "2026-11-23T08:15:30.123456Z", "2026-11-23T08:15:30.123456Z" },
	{ "2026-11-23T08:15:30.9999999Z", "2026-11-23T08:15:30.999999Z" },
	{ "2026-11-23T08:15:30.00000000000000000000000000000000000000000000000000000000000001Z", "2026-11-23T08:15:30.000000Z" },
	{ "2026-11-23T08:15:30+00:00", "2026-11-23T08:15:30.000000Z" },
	{ "2026-11-23T08:15:30-00:00", "2026-11-23T08:15:30.000000Z" },
	{ "2026-11-23T08:15:30+09:00", "2026-11-22T23:15:30.000000Z" },
	{ "2026-11-23T08:15:30.5-08:30", "2026-11-23T16:45:30.500000Z" },
	{ "2026-11-23T08:15:30+23:59", "2026-11-22T08:16:30.000000Z" },
	{ "2026-11-23T08:15:30-23:59", "2026-11-24T08:14:30.000000Z" },
	{ "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000000Z" },
	{ "2026-12-31T23:59:59Z", "2026-12-31T23:59:59.000000Z" },
	{ "2028-02-29", "2028-02-29T00:00:00.000000Z" },
	{ "2000-02-29", "2000-02-29T00:00:00.000000Z" },
	{ "1969-07-20T20:17:40Z", "1969-07-20T20:17:40.000000Z" },
	{ "1969-12-31T23:59:59.000001Z", "1969-12-31T23:59:59.000001Z" },
	{ "1582-10-10", "1582-10-10T00:00:00.000000Z" },
	{ "0001-01-01", "0001-01-01T00:00:00.000000Z" },
	{ "0000-12-31T23:00:00-01:00", "0001-01-01T00:00:00.000000Z" },
	{ "9999-12-31", "9999-12-31T00:00:00.000000Z" },
	{ "9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999999Z" },
	{ "1998-12-31T23:59:60Z", "1999-01-01T00:00:00.000000Z" },
	{ "2015-06-30T23:59:60.25Z", "2015-07-01T00:00:00.250000Z" },
	{ "1990-12-31T15:59:60-08:00", "1991-01-01T00:00:00.000000Z" },
	{ "2017-01-01T08:59:60+09:00", "2017-01-01T00:00:00.000000Z" },
};

/* clang-format off */
static const char *const bad[] = {
	"", " ", "-", "now", "today", "infinity", "-infinity", "epoch", "tomorrow", "null",
	/* days that no calendar has */
	"2027-02-29", "1900-02-29", "2100-02-29", "2026-02-30", "2026-04-31", "2026-06-31", "2026-09-31", "2026-11-31",
	"2026-01-32", "2026-01-00", "2026-00-01", "2026-13-01", "2027-02-29T10:00:00Z",
	/* spaces, signs, other digits */
	"2026-12- 4", "2026- 1-04", " 2026-12-04", "2026-12-04 ", "2026-12-04\n", "\t2026-12-04", "2026-12-04T 1:00:00Z",
	"2026-12-04T10:00:00 Z", "2026-12-04T10:00:00Z ", "+2026-12-04", "-2026-12-04", "2026-12-+4", "2026-12--4",
	"2026-12-04T+1:00:00Z", "\xef\xbc\x92\xef\xbc\x90\xef\xbc\x92\xef\xbc\x96-12-04", "2026\xe2\x80\x90" "12\xe2\x80\x90" "04",
	/* other lengths, other forms */
	"2026", "2026-12", "2026-1-04", "2026-12-4", "26-12-04", "02026-12-04", "12026-12-04", "20261204", "2026/12/04",
	"04.12.2026", "2026-W49-5", "2026-338", "2026-12-04T", "2026-12-04Z", "2026-12-04+09:00", "2026-12-04T10Z",
	"2026-12-04T10:00Z", "2026-12-04T1:00:00Z", "2026-12-04T10:0:00Z", "2026-12-04T100000Z", "2026-12-04T10:00:00",
	"2026-12-04 10:00:00Z", "2026-12-04_10:00:00Z", "2026-12-04T10:00:00ZZ", "2026-12-04T10:00:00Z.5",
	"2026-12-04T10:00:00 BC", "2026-12-04T10:00:00 UTC", "2026-12-04T10:00:00 PM",
	/* times that no clock shows */
	"2026-12-04T24:00:00Z", "2026-12-04T25:00:00Z", "2026-12-04T10:60:00Z", "2026-12-04T10:00:61Z",
	/* a second 60 that can be no leap second */
	"2026-12-04T10:00:60Z", "2026-12-31T22:59:60Z", "2026-12-31T23:58:60Z", "2026-12-30T23:59:60Z", "2026-03-31T23:59:60Z",
	"2026-12-31T23:59:60+09:00", "2026-06-30T23:59:60-01:00",
	/* fractions */
	"2026-12-04T10:00:00.Z", "2026-12-04T10:00:00.", "2026-12-04T10:00:00,5Z", "2026-12-04T10:00:00.5", "2026-12-04T10:00:00.5.5Z",
	"2026-12-04T10:00:00.1e3Z", "2026-12-04T10:00:00. 5Z", "2026-12-04T10:00.5Z",
	/* offsets */
	"2026-12-04T10:00:00+24:00", "2026-12-04T10:00:00-24:00", "2026-12-04T10:00:00+09:60", "2026-12-04T10:00:00+0900",
	"2026-12-04T10:00:00+09", "2026-12-04T10:00:00+9:00", "2026-12-04T10:00:00+09:0", "2026-12-04T10:00:00+09:00:00",
	"2026-12-04T10:00:00Z+09:00", "2026-12-04T10:00:00 09:00", "2026-12-04T10:00:00\xe2\x88\x92" "09:00", "2026-12-04T10:00:00+",
	/* moments that have no year of four digits */
	"0000-01-01", "0000-12-31", "0000-12-31T23:59:59Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
	"9999-12-31T23:59:60Z", "10000-01-01",
};
/* clang-format on */

static void
valid_times_name_their_moment(void **state)
{
	char text[RFC3339_TEXT];
	int64_t us, again;

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (!rfc3339_read(good[i].text, &us))
			fail_msg("refused: %s", good[i].text);
		rfc3339_text(us, text);
		assert_string_equal(text, good[i].moment);
		assert_true(rfc3339_read(text, &again));
		assert_true(again == us);
	}
}

static void
other_text_is_refused(void **state)
{
	int64_t us;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (rfc3339_read(bad[i], &us))
			fail_msg("taken: %s", bad[i]);
}

/* Every day of every year, and no thirty-second day behind it, as the C library has them. */
static void
every_day_of_every_year_is_read(void **state)
{
	char text[32], got[RFC3339_TEXT];
	int64_t us, other;

	(void)state;
	for (int64_t day = FIRST_DAY; day <= LAST_DAY; day++) {
		time_t t = (time_t)(day * 86400);
		struct tm tm;

		(void)gmtime_r(&t, &tm);
		(void)snprintf(text, sizeof(text), "%04d-%02d-%02d", tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
		if (!rfc3339_read(text, &us) || us != day * DAY_US)
			fail_msg("day %s", text);
		rfc3339_text(us + DAY_US - 1, got);
		assert_memory_equal(got, text, 10);
		assert_string_equal(got + 10, "T23:59:59.999999Z");
		t += 86400;
		(void)gmtime_r(&t, &tm);
		if (tm.tm_mday == 1) {
			text[9]++; /* 28 to 29, 30 to 31; 29 and 31 leave the digits or the month */
			assert_false(rfc3339_read(text, &other));
		}
	}
}

/* A text that ends anywhere is read to its end and no further. */
static void
a_cut_time_is_refused(void **state)
{
	static const char whole[] = "2026-11-23T08:15:30.123+09:00";
	char *cut;
	int64_t us;

	(void)state;
	for (size_t n = 0; n < sizeof(whole); n++) {
		cut = mem_copy(whole, n);
		assert_true(rfc3339_read(cut, &us) == (n == 10 || n == sizeof(whole) - 1));
		free(cut);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_times_name_their_moment),
		cmocka_unit_test(other_text_is_refused),
		cmocka_unit_test(every_day_of_every_year_is_read),
		cmocka_unit_test(a_cut_time_is_refused),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

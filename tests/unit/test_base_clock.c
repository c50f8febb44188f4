/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: times are written as the C library would write them, on every day there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <time.h>

#include <cmocka.h>

#include "base/clock.h"

#define DAY_MS	  INT64_C(86400000)
#define FIRST_DAY (-719162) /* 0001-01-01 */
#define LAST_DAY  2932896   /* 9999-12-31 */

static void
check(int64_t ms)
{
	char got[CLOCK_RFC3339], want[CLOCK_RFC3339 + 8];
	int rest = (int)((ms % 1000 + 1000) % 1000);
	time_t t = (time_t)((ms - rest) / 1000);
	struct tm tm;
	size_t n;

	clock_rfc3339(ms, got);
	(void)gmtime_r(&t, &tm);
	n = (size_t)snprintf(want, sizeof(want), "%04d", tm.tm_year + 1900);
	n += strftime(want + n, sizeof(want) - n, "-%m-%dT%H:%M:%S", &tm);
	(void)snprintf(want + n, sizeof(want) - n, ".%03dZ", rest);
	assert_string_equal(got, want);
}

static void
every_day_is_written_as_the_c_library_writes_it(void **state)
{
	(void)state;
	for (int64_t day = FIRST_DAY; day <= LAST_DAY; day++)
		check(day * DAY_MS + (day - FIRST_DAY) * 7919 % DAY_MS);
}

static void
times_before_1970_and_leap_days_are_written_right(void **state)
{
	(void)state;
	check(0);
	check(-1);
	check(FIRST_DAY * DAY_MS);
	check(951782399999); /* the end of 28 February 2000 */
	check(951868799999); /* and of the 29th */
	check((LAST_DAY + 1) * DAY_MS - 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_is_written_as_the_c_library_writes_it),
		cmocka_unit_test(times_before_1970_and_leap_days_are_written_right),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

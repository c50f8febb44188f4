/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: local time follows the IANA database, daylight saving included, and only names of that database are zones. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/zone.h"

#define SECOND INT64_C(1000)

static void
names_of_the_database_are_zones(void **state)
{
	static const char *const known[] = { "UTC", "Etc/UTC", "Europe/Berlin", "Asia/Seoul", "America/Argentina/Buenos_Aires" };
	static const char *const unknown[] = { "", "Europe", "Europe/Nowhere", "europe/berlin", "GMT+3", "UTC+1",
		"Europe/Berlin ", "Europe/M\xc3\xbcnchen", "../etc/localtime",
		"Europe/Berlin/Europe/Berlin/Europe/Berlin/Europe/Berlin/Europe/Berlin/Europe/Berlin" };

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
		assert_true(zone_known(known[i]));
	for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
		assert_false(zone_known(unknown[i]));
}

static void
offsets_follow_daylight_saving(void **state)
{
	static const struct {
		const char *name;
		int64_t s;
		int offset;
	} rows[] = {
		{ "Europe/Berlin", 1774745999, 60 }, /* 29 March 2026, 00:59:59 UTC */
		{ "Europe/Berlin", 1774746000, 120 },
		{ "Asia/Seoul", 1774746000, 540 },
		{ "Asia/Kathmandu", 1774746000, 345 },
		{ "America/St_Johns", 1767225600, -210 },
		{ "Europe/Berlin", 1792889999, 120 }, /* 25 October 2026, 00:59:59 UTC */
		{ "Europe/Berlin", 1792890000, 60 },
		{ "UTC", 1774746000, 0 },
		{ "Europe/Nowhere", 1774746000, 0 },
		{ "", 1774746000, 0 },
		{ NULL, 1774746000, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_int_equal(zone_offset(rows[i].name, rows[i].s * SECOND), rows[i].offset);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_the_database_are_zones),
		cmocka_unit_test(offsets_follow_daylight_saving),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a reader's mails are in the language that the browser prefers, of those that Madang has. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/locale.h"

static const struct {
	const char *field, *locale;
} fields[] = {
	{ NULL, "en" },
	{ "", "en" },
	{ "*", "en" },
	{ "de", "en" },
	{ "ko", "ko" },
	{ "KO-kr", "ko" },
	{ "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko" },
	{ "en-US,en;q=0.9,ko;q=0.8", "en" },
	{ "de, ko;q=0.3, en;q=0.2", "ko" },
	{ "en;q=0.2,ko;q=0.3", "ko" },
	{ "ko;q=0", "en" },
	{ "kok, kor", "en" },
	{ ",,;q=,ko;q=nan", "en" },
	{ "ko;q=1e999, en", "ko" },
	{ "\x01\xff;q=9,ko", "ko" },
};

static void
the_preferred_language_is_chosen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		assert_string_equal(locale_of(fields[i].field), fields[i].locale);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_preferred_language_is_chosen) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

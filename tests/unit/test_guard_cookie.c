/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: the session's cookie is found where browsers put it, and never where somebody planted one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "guard/cookie.h"

static const struct {
	const char *field;
	const char *value; /* NULL: none */
} cases[] = {
	{ "madang=abc", "abc" },
	{ "a=1; madang=abc; b=2", "abc" },
	{ "a=1;madang=abc", "abc" },
	{ "a=1, madang=abc", "abc" }, /* two fields, joined */
	{ "madang=abc \t", "abc" },
	{ "madang=", "" },
	{ "", NULL },
	{ ";;; ,", NULL },
	{ "madang", NULL },
	{ "madang =abc", NULL },
	{ "Madang=abc", NULL },
	{ "xmadang=abc; madangx=abc", NULL },
	{ "__Host-madang=abc", NULL },
	{ "madang=abc; madang=def", NULL },
	{ "madang=abc; madang=abc", NULL },
	{ "x=madang=abc", NULL },
};

static void
only_the_one_cookie_of_that_name_is_found(void **state)
{
	struct span value;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		bool found = cookie_find(cases[i].field, "madang", &value);

		assert_int_equal(found, cases[i].value != NULL);
		if (found) {
			assert_int_equal(value.n, strlen(cases[i].value));
			assert_memory_equal(value.p, cases[i].value, value.n);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(only_the_one_cookie_of_that_name_is_found) };

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

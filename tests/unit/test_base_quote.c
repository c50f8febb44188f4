/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: any bytes written as a JSON string read back as one string, and a log line is one object. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/quote.h"
#include "http/problem.h"
#include "text/json.h"

/* The only member of an object's text, read back. */
static void
reads_back(const char *text, const char *name, const char *wanted)
{
	json_t *doc = json_loads(text, 0, NULL);

	if (doc == NULL)
		fail_msg("not JSON: %s", text);
	assert_string_equal(json_string_value(json_object_get(doc, name)), wanted);
	json_decref(doc);
}

/* clang-format off */
static const struct {
	const char *raw, *read;
} cases[] = {
	{ "", "" },
	{ "two\nlines\r\n", "two\nlines\r\n" },
	{ "\x01\x1f\x7f\"\\\b\f\t", "\x01\x1f\x7f\"\\\b\f\t" },
	{ "한글 \xf0\x9f\x91\x8d \xe2\x80\xa8", "한글 \xf0\x9f\x91\x8d \xe2\x80\xa8" },
	{ "cut \xed\x95", "cut \xef\xbf\xbd\xef\xbf\xbd" },
	{ "\xff latin \xe9t\xe9", "\xef\xbf\xbd latin \xef\xbf\xbdt\xef\xbf\xbd" },
	{ "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd" },			    /* overlong */
	{ "\xe0\x80\xaf", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },	    /* overlong */
	{ "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },	    /* a surrogate */
	{ "\xf4\x90\x80\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" }, /* above U+10FFFF */
	{ "\xf0\x9f\x91", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd" },
};
/* clang-format on */

static void
any_bytes_read_back_as_one_json_string(void **state)
{
	struct buf b;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		buf_init(&b, NULL);
		buf_putc(&b, '{');
		json_pair_text(&b, "a", cases[i].raw);
		buf_putc(&b, '}');
		reads_back(b.data, "a", cases[i].read);
		buf_end(&b);
	}
}

static void
any_bytes_in_a_problem_read_back(void **state)
{
	struct buf b;

	(void)state;
	for (size_t i = 0; i < LENGTH(cases); i++) {
		buf_init(&b, NULL);
		http_problem_open(&b, PROBLEM_BAD_RULES, cases[i].raw);
		buf_putc(&b, '}');
		reads_back(b.data, "detail", cases[i].read);
		buf_end(&b);
	}
}

/* The output of log_error() on standard error. */
static void
a_log_line_with_any_bytes_is_one_object(void **state)
{
	char line[1024];
	int ends[2], err = dup(STDERR_FILENO);
	ssize_t n;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	for (size_t i = 0; i < LENGTH(cases); i++) {
		assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
		log_error("text logged", log_text("of", cases[i].raw));
		assert_true(dup2(err, STDERR_FILENO) >= 0);
		n = read(ends[0], line, sizeof(line) - 1);
		assert_true(n > 1 && memchr(line, '\n', (size_t)n) == line + n - 1);
		line[n] = '\0';
		reads_back(line, "of", cases[i].read);
	}
	(void)close(ends[0]);
	(void)close(ends[1]);
	(void)close(err);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_bytes_read_back_as_one_json_string),
		cmocka_unit_test(any_bytes_in_a_problem_read_back),
		cmocka_unit_test(a_log_line_with_any_bytes_is_one_object),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a chunked body is read in the one way RFC 9112 allows, however it is cut into reads, or refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "http/chunked.h"

#define MAX 64

static const struct {
	const char *text;
	int says;	  /* CHUNKED_END, CHUNKED_MORE or a status */
	const char *body; /* when complete */
	size_t left;	  /* bytes behind the body */
} table[] = {
	{ "0\r\n\r\n", CHUNKED_END, "", 0 },
	{ "5\r\nhello\r\n0\r\n\r\n", CHUNKED_END, "hello", 0 },
	{ "5\r\nhello\r\n6\r\n world\r\n0\r\n\r\nGET", CHUNKED_END, "hello world", 3 },
	{ "A\r\n0123456789\r\n00\r\n\r\n", CHUNKED_END, "0123456789", 0 },
	{ "a\r\n0123456789\r\n0\r\nX: y\r\nZ:\r\n\r\n", CHUNKED_END, "0123456789", 0 },
	{ "5;a=b\r\nhello\r\n0;c\r\n\r\n", CHUNKED_END, "hello", 0 },
	{ "5;a=\"b;\\\"\r\x20", 400, "", 0 },
	{ "5;a=\"b;\\\" c\";d\r\nhello\r\n0\r\n\r\n", CHUNKED_END, "hello", 0 },
	{ "40\r\n0123456789012345678901234567890123456789012345678901234567890123\r\n0\r\n\r\n", CHUNKED_END,
	    "0123456789012345678901234567890123456789012345678901234567890123", 0 },
	{ "5\r\nhel", CHUNKED_MORE, "hel", 0 },
	{ "41\r\n", 413, "", 0 },
	{ "40\r\n0123456789012345678901234567890123456789012345678901234567890123\r\n1\r\n", 413, "", 0 },
	{ "fffffffffffffff\r\n", 413, "", 0 },
	{ "ffffffffffffffff0\r\n", 400, "", 0 },
	{ "00000000000000005\r\n", 400, "", 0 },
	{ "\r\n", 400, "", 0 },
	{ "x", 400, "", 0 },
	{ "0x5\r\n", 400, "", 0 },
	{ "+5\r\n", 400, "", 0 },
	{ "-1\r\n", 400, "", 0 },
	{ "1_0\r\n", 400, "", 0 },
	{ " 5\r\n", 400, "", 0 },
	{ "5 \r\n", 400, "", 0 },
	{ "5 ;a\r\n", 400, "", 0 },
	{ "5;\r\n", 400, "", 0 },
	{ "5;a=\r\n", 400, "", 0 },
	{ "5; a\r\n", 400, "", 0 },
	{ "5;b[\r\n", 400, "", 0 },
	{ "5;a\rX\r\n", 400, "", 0 },
	{ "5;a=\"b\r\n", 400, "", 0 },
	{ "5;a=\"b\"c\r\n", 400, "", 0 },
	{ "5\n", 400, "", 0 },
	{ "5\rhello", 400, "", 0 },
	{ "5\r\nhello0\r\n", 400, "", 0 },
	{ "5\r\nhello!!\r\n", 400, "", 0 },
	{ "5\r\nhello\n", 400, "", 0 },
	{ "0\r\n\n", 400, "", 0 },
	{ "0\r\n X: y\r\n\r\n", 400, "", 0 },
	{ "0\r\nX : y\r\n\r\n", 400, "", 0 },
	{ "0\r\nX\r\n\r\n", 400, "", 0 },
	{ "0\r\nX: y\n\r\n", 400, "", 0 },
	{ "0\r\nX: \x01\r\n\r\n", 400, "", 0 },
	{ "0\r\n\rX", 400, "", 0 },
};

/* Feeds in pieces of at most step bytes. */
static int
feed(const char *text, size_t n, size_t step, struct buf *body, size_t *used)
{
	struct chunked c = CHUNKED_START;
	struct span data;
	size_t took;
	int says = CHUNKED_MORE;

	for (*used = 0; *used < n && says <= CHUNKED_DATA; *used += took) {
		took = 0;
		says = chunked_feed(&c, text + *used, n - *used < step ? n - *used : step, MAX, &took, &data);
		if (says == CHUNKED_DATA)
			buf_add(body, data.p, data.n);
	}
	return (says == CHUNKED_DATA ? CHUNKED_MORE : says);
}

static void
every_body_is_read_alike_in_any_pieces(void **state)
{
	struct buf body;
	size_t n, used;
	int says;

	(void)state;
	for (size_t i = 0; i < LENGTH(table); i++) {
		for (size_t step = 1; step <= 7; step += 3) {
			n = strlen(table[i].text);
			buf_init(&body, NULL);
			buf_reserve(&body, 1);
			says = feed(table[i].text, n, step, &body, &used);
			if (says != table[i].says)
				fail_msg("%d instead of %d for %s", says, table[i].says, table[i].text);
			if (says <= CHUNKED_END)
				assert_string_equal(body.data, table[i].body);
			if (says == CHUNKED_END)
				assert_int_equal(n - used, table[i].left);
			buf_end(&body);
		}
	}
}

/* Extensions and trailers are thrown away, but not without end. */
static void
extensions_and_trailers_are_bounded(void **state)
{
	struct chunked c = CHUNKED_START;
	struct span data;
	size_t used;
	char a[CHUNKED_EXTRA_MAX + 1];
	int says;

	(void)state;
	memset(a, 'a', sizeof(a));
	assert_int_equal(chunked_feed(&c, "1;", 2, MAX, &used, &data), CHUNKED_MORE);
	assert_int_equal(chunked_feed(&c, a, CHUNKED_EXTRA_MAX, MAX, &used, &data), CHUNKED_MORE);
	assert_int_equal(chunked_feed(&c, "a", 1, MAX, &used, &data), 431);
	c = CHUNKED_START;
	assert_int_equal(chunked_feed(&c, "0\r\nX:", 5, MAX, &used, &data), CHUNKED_MORE);
	says = chunked_feed(&c, a, sizeof(a), MAX, &used, &data);
	assert_int_equal(says, 431);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_body_is_read_alike_in_any_pieces),
		cmocka_unit_test(extensions_and_trailers_are_bounded),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a request head is either read in the one way RFC 9112 allows, or refused with the right status. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "http/parse.h"

static const struct head_limits limits = { .head = 4096, .target = 256, .fields = 10 };
static struct head head;

#define HOST "Host: a.example\r\n"
#define GET  "GET / HTTP/1.1\r\n"
#define POST "POST / HTTP/1.1\r\n" HOST

/* Bytes with a NUL inside need their length. */
/* clang-format off */
static const struct {
	int status;
	const char *text;
	size_t n;
} table[] = {
#define CASE(status, text) { status, text, sizeof(text) - 1 }
	/* ---- sound */
	CASE(0, GET HOST "\r\n"),
	CASE(0, "\r\n\r\n" GET HOST "\r\n"),
	CASE(0, "GET / HTTP/1.0\r\n\r\n"),
	CASE(0, "GET / HTTP/1.9\r\n" HOST "\r\n"),
	CASE(0, "GET /a%20b?c=%2f HTTP/1.1\r\n" HOST "\r\n"),
	CASE(0, "GET /a?b?c/d HTTP/1.1\r\n" HOST "\r\n"),
	CASE(0, "GET http://a.example/x HTTP/1.1\r\n" HOST "\r\n"),
	CASE(0, "GET HTTPS://A.example HTTP/1.1\r\n" HOST "\r\n"),
	CASE(0, "GET http://a.example?x=y HTTP/1.1\r\n" HOST "\r\n"),
	CASE(0, "OPTIONS * HTTP/1.1\r\n" HOST "\r\n"),
	CASE(0, GET "Host: a:80\r\n\r\n"),
	CASE(0, GET "Host: [2001:db8::1]:80\r\n\r\n"),
	CASE(0, GET "hOST:\t a \t\r\n\r\n"),
	CASE(0, GET HOST "X:\r\n\r\n"),
	CASE(0, GET HOST "X: \xc3\xbc\t!\r\n\r\n"),
	CASE(0, POST "Content-Length: 005\r\n\r\n"),
	CASE(0, POST "Transfer-Encoding: CHUNKED\r\n\r\n"),
	CASE(0, POST "Connection: keep-alive, ,upgrade\r\n\r\n"),
	CASE(0, POST "Expect: 100-Continue\r\nContent-Length: 1\r\n\r\n"),
	CASE(0, "POST / HTTP/1.0\r\nExpect: sour cream\r\n\r\n"),
	CASE(0, GET HOST "Content-Length: 0\r\n\r\n"),
	/* ---- not complete */
	CASE(HEAD_MORE, ""),
	CASE(HEAD_MORE, "\r\n"),
	CASE(HEAD_MORE, "GET"),
	CASE(HEAD_MORE, GET),
	CASE(HEAD_MORE, GET HOST "\r"),
	/* ---- request line */
	CASE(400, "GET /\r\n"),
	CASE(400, "GET HTTP/1.1\r\n"),
	CASE(400, "GET  / HTTP/1.1\r\n"),
	CASE(400, "GET / HTTP/1.1 \r\n"),
	CASE(400, "GET / HTTP/1\r\n"),
	CASE(400, "GET / HTTP/01.1\r\n"),
	CASE(400, "GET / http/1.1\r\n"),
	CASE(400, "GET / XTTP/1.1\r\n"),
	CASE(400, "GET\t/ HTTP/1.1\r\n"),
	CASE(400, " GET / HTTP/1.1\r\n"),
	CASE(400, "\r\n\r\n\r\n\r\n\r\n" GET HOST "\r\n"),
	CASE(400, "GET / HTTP/1.1\n"),
	CASE(400, "GET / HTTP/1.1\rHost"),
	CASE(400, "G\x00T"),
	CASE(400, "\x16\x03\x01\x02"),
	CASE(400, "GE(T / HTTP/1.1\r\n"),
	CASE(400, "GET * HTTP/1.1\r\n"),
	CASE(400, "GET a HTTP/1.1\r\n"),
	CASE(400, "GET /a b HTTP/1.1\r\n"),
	CASE(400, "GET /a#b HTTP/1.1\r\n"),
	CASE(400, "GET /a\\b HTTP/1.1\r\n"),
	CASE(400, "GET /\xc3\xa9 HTTP/1.1\r\n"),
	CASE(400, "GET /% HTTP/1.1\r\n"),
	CASE(400, "GET /%4 HTTP/1.1\r\n"),
	CASE(400, "GET /%zz HTTP/1.1\r\n"),
	CASE(400, "GET /%00 HTTP/1.1\r\n"),
	CASE(400, "GET /%0d HTTP/1.1\r\n"),
	CASE(400, "GET /%7f HTTP/1.1\r\n"),
	CASE(400, "GET http:///x HTTP/1.1\r\n"),
	CASE(400, "GET http://u@a.example/x HTTP/1.1\r\n"),
	CASE(400, "GET http://b.example/ HTTP/1.1\r\n" HOST "\r\n"),
	CASE(421, "GET ftp://a.example/ HTTP/1.1\r\n"),
	CASE(501, "get / HTTP/1.1\r\n"),
	CASE(501, "BREW /pot HTTP/1.1\r\n"),
	CASE(501, "CONNECT a:443 HTTP/1.1\r\n"),
	CASE(505, "GET / HTTP/2.0\r\n"),
	CASE(505, "PRI * HTTP/2.0\r\n"),
	/* ---- fields */
	CASE(400, GET " \r\n"),
	CASE(400, GET HOST "X: a\r\n b\r\n"),
	CASE(400, GET "Host : a\r\n"),
	CASE(400, GET "X\r\n"),
	CASE(400, GET ": a\r\n"),
	CASE(400, GET "B[d: a\r\n"),
	CASE(400, GET "N\xc3\xa9: a\r\n"),
	CASE(400, GET "X: a\rb\r\n"),
	CASE(400, GET "X: a\x00""b\r\n"),
	CASE(400, GET "X: a\x0b\r\n"),
	CASE(400, GET "X: a\n"),
	CASE(400, GET HOST "\n"),
	CASE(400, GET HOST "\rX: a\r\n\r\n"),
	CASE(431, GET "A:\r\nB:\r\nC:\r\nD:\r\nE:\r\nF_:\r\nG:\r\nH:\r\nI:\r\nJ:\r\nK:\r\n"),
	/* ---- host */
	CASE(400, GET "\r\n"),
	CASE(400, GET HOST HOST),
	CASE(400, "GET / HTTP/1.0\r\n" HOST HOST),
	CASE(400, GET "Host:\r\n"),
	CASE(400, GET "Host: a/b\r\n"),
	CASE(400, GET "Host: u@a\r\n"),
	CASE(400, GET "Host: a, b\r\n"),
	CASE(400, GET "Host: a,b\r\n"),
	CASE(400, GET "Host: a:b\r\n"),
	CASE(400, GET "Host: a:65536\r\n"),
	CASE(400, GET "Host: [::1\r\n"),
	CASE(400, GET "Host: [::1]x\r\n"),
	CASE(400, GET "Host: :80\r\n"),
	/* ---- framing */
	CASE(400, POST "Content-Length:\r\n"),
	CASE(400, POST "Content-Length: +5\r\n"),
	CASE(400, POST "Content-Length: -0\r\n"),
	CASE(400, POST "Content-Length: 0x5\r\n"),
	CASE(400, POST "Content-Length: 5 5\r\n"),
	CASE(400, POST "Content-Length: 5, 5\r\n"),
	CASE(400, POST "Content-Length: 9999999999999999999\r\n"),
	CASE(400, POST "Content-Length: 5\r\nContent-Length: 5\r\n"),
	CASE(400, POST "Content-Length : 5\r\n"),
	CASE(400, POST "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"),
	CASE(400, POST "Transfer-Encoding: identity\r\nContent-Length: 5\r\n\r\n"),
	CASE(400, "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n"),
	CASE(400, POST "Transfer-Encoding:\r\n"),
	CASE(400, POST "Transfer-Encoding: ,chunked\r\n"),
	CASE(400, POST "Transfer-Encoding: chunked,\r\n"),
	CASE(400, POST "Transfer-Encoding: chunked;a=b\r\n"),
	CASE(400, POST "Transfer-Encoding: chunked, chunked\r\n"),
	CASE(400, POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n"),
	CASE(501, POST "Transfer-Encoding: gzip\r\n\r\n"),
	CASE(501, POST "Transfer-Encoding: gzip, chunked\r\n\r\n"),
	CASE(501, POST "Transfer-Encoding: xchunked\r\n\r\n"),
	CASE(400, GET HOST "Content-Length: 5\r\n\r\n"),
	CASE(400, GET HOST "Transfer-Encoding: chunked\r\n\r\n"),
	CASE(417, POST "Expect: 200-ok\r\n"),
	CASE(400, POST "Connection: a b\r\n"),
#undef CASE
};
/* clang-format on */

static void
every_head_gets_its_status(void **state)
{
	int status;

	(void)state;
	for (size_t i = 0; i < LENGTH(table); i++) {
		char *copy = mem_copy(table[i].text, table[i].n); /* so that a read behind the end is seen */

		status = head_parse(copy, table[i].n, &limits, &head);
		if (status != table[i].status)
			fail_msg("%d instead of %d for %s", status, table[i].status, table[i].text);
		if (status == 0)
			assert_int_equal(head.size, table[i].n);
		free(copy);
	}
}

/* However a head is cut into reads, it is judged alike, and never better than as a whole. */
static void
a_head_in_pieces_gets_the_same_status(void **state)
{
	int whole, part;
	size_t n;

	(void)state;
	for (size_t i = 0; i < LENGTH(table); i++) {
		whole = head_parse(table[i].text, table[i].n, &limits, &head);
		part = HEAD_MORE;
		for (n = 1; n <= table[i].n && part == HEAD_MORE; n++)
			if (head_needs_parse(table[i].text, n - 1, n))
				part = head_parse(table[i].text, n, &limits, &head);
		if (part != whole)
			fail_msg("%d in pieces, %d whole: %s", part, whole, table[i].text);
	}
}

static int
parse(const char *text)
{
	return (head_parse(text, strlen(text), &limits, &head));
}

static void
method_target_and_fields_are_read(void **state)
{
	static const char text[] = "PUT /a/b?c=d HTTP/1.1\r\n" HOST "X_Y: 1\r\nX-Y:  v w \r\nContent-Length: 12\r\n"
				   "Expect: 100-continue\r\n\r\nmore";

	(void)state;
	assert_int_equal(parse(text), 0);
	assert_int_equal(head.method, HTTP_PUT);
	assert_int_equal(head.size, sizeof(text) - 5);
	assert_memory_equal(text + head.path, "/a/b", head.path_len);
	assert_memory_equal(text + head.query, "c=d", head.query_len);
	assert_int_equal(head.query_len, 3);
	assert_int_equal(head.length, 12);
	assert_true(head.expects && head.keep_alive && !head.chunked && !head.http10);
	assert_int_equal(head.nfields, 4); /* the one with an underscore is dropped */
	assert_memory_equal(text + head.fields[1].name, "X-Y", head.fields[1].name_len);
	assert_int_equal(head.fields[1].value_len, 3);
	assert_memory_equal(text + head.fields[1].value, "v w", 3);
}

static void
each_form_of_the_target_is_read(void **state)
{
	static const char absolute[] = "GET http://a.example/p?q HTTP/1.1\r\n" HOST "\r\n";
	static const char bare[] = "GET http://a.example?q HTTP/1.1\r\n" HOST "\r\n";

	(void)state;
	assert_int_equal(parse(absolute), 0);
	assert_memory_equal(absolute + head.path, "/p", 2);
	assert_int_equal(head.path_len, 2);
	assert_memory_equal(absolute + head.query, "q", 1);
	assert_int_equal(parse(bare), 0);
	assert_int_equal(head.path_len, 0);
	assert_int_equal(head.query_len, 1);
	assert_int_equal(parse("OPTIONS * HTTP/1.1\r\n" HOST "\r\n"), 0);
	assert_true(head.asterisk);
	assert_int_equal(parse("OPTIONS http://a.example HTTP/1.1\r\n" HOST "\r\n"), 0);
	assert_true(head.asterisk);
	assert_int_equal(parse("OPTIONS http://a.example/ HTTP/1.1\r\n" HOST "\r\n"), 0);
	assert_false(head.asterisk);
}

static void
the_connection_stays_unless_the_head_says_close(void **state)
{
	(void)state;
	assert_int_equal(parse(GET HOST "\r\n"), 0);
	assert_true(head.keep_alive);
	assert_int_equal(parse(GET HOST "Connection: x, Close\r\n\r\n"), 0);
	assert_false(head.keep_alive);
	assert_int_equal(parse("GET / HTTP/1.0\r\n\r\n"), 0);
	assert_false(head.keep_alive);
	assert_int_equal(parse("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"), 0);
	assert_true(head.keep_alive);
	assert_int_equal(parse(POST "Expect: 100-continue\r\n\r\n"), 0);
	assert_false(head.expects); /* there is nothing to wait for */
}

/* A target, a head and a count at their limits are taken, one more is not. */
static void
heads_above_a_limit_are_refused(void **state)
{
	static char text[8192];
	char a[4096];
	int n;

	(void)state;
	memset(a, 'a', sizeof(a));
	for (int extra = 0; extra < 2; extra++) {
		n = snprintf(text, sizeof(text), "GET /%.*s HTTP/1.1\r\n" HOST "\r\n", 255 + extra, a);
		assert_int_equal(head_parse(text, (size_t)n, &limits, &head), extra ? 414 : 0);
		n = snprintf(text, sizeof(text), GET HOST "X: %.*s\r\n\r\n",
		    (int)(4096 - sizeof(GET HOST "X: \r\n\r\n") + 1) + extra, a);
		assert_int_equal(head_parse(text, (size_t)n, &limits, &head), extra ? 431 : 0);
	}
	/* Refused before the line is complete. */
	n = snprintf(text, sizeof(text), "GET /%.*s", 1000, a);
	assert_int_equal(head_parse(text, (size_t)n, &limits, &head), 414);
	assert_int_equal(head_parse(a, 65, &limits, &head), 400);
	n = snprintf(text, sizeof(text), GET "X: %.*s", 4096, a);
	assert_int_equal(head_parse(text, (size_t)n, &limits, &head), 431);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_head_gets_its_status),
		cmocka_unit_test(a_head_in_pieces_gets_the_same_status),
		cmocka_unit_test(method_target_and_fields_are_read),
		cmocka_unit_test(each_form_of_the_target_is_read),
		cmocka_unit_test(the_connection_stays_unless_the_head_says_close),
		cmocka_unit_test(heads_above_a_limit_are_refused),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

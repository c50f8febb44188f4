/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: UTF-8, base64url, forms, URLs and cursors each have one reading, and everything else is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus.h"
#include "text/base64url.h"
#include "text/cursor.h"
#include "text/form.h"
#include "text/percent.h"
#include "text/url.h"
#include "text/utf8.h"

static void
utf8_of_the_corpus_is_valid_where_it_says_so(void **state)
{
	unsigned read = 0, failed = 0;
	struct buf b;
	char *p, *end;

	(void)state;
	buf_init(&b, NULL);
	corpus_need("utf8/utf8tests.bin", &b);
	/* lines "number:valid|invalid:bytes"; the bytes may be anything but a line feed */
	for (p = b.data; p < b.data + b.len; p = end + 1) {
		char *one, *two;
		bool valid;

		end = memchr(p, '\n', (size_t)(b.data + b.len - p));
		if (end == NULL)
			end = b.data + b.len;
		one = memchr(p, ':', (size_t)(end - p));
		two = one != NULL ? memchr(one + 1, ':', (size_t)(end - one - 1)) : NULL;
		if (two == NULL)
			continue;
		valid = strncmp(one + 1, "valid", 5) == 0;
		if (utf8_valid(two + 1, (size_t)(end - two - 1)) != valid) {
			print_error("%.*s\n", (int)(two - p), p);
			failed++;
		}
		read++;
	}
	print_message("%u lines\n", read);
	assert_true(read > 200);
	assert_int_equal(failed, 0);
	buf_end(&b);
}

static void
every_character_is_written_and_read_back(void **state)
{
	char out[4];
	uint32_t c, back;

	(void)state;
	for (c = 0; c <= 0x10ffff; c += c < 0x3000 ? 1 : 61) {
		size_t n = utf8_put(out, c);
		bool surrogate = c >= 0xd800 && c <= 0xdfff;

		assert_true(surrogate == (utf8_next(out, n, &back) == 0));
		assert_true(surrogate || back == c);
		assert_int_equal(utf8_next(out, n - 1, &back), 0);
	}
	assert_int_equal(utf8_count("한a", 4), 2);
	assert_int_equal(utf8_cut("한글", 6, 5), 3);
	assert_int_equal(utf8_cut("한글", 6, 2), 0);
	assert_true(utf8_line("plain 글", 9));
	assert_false(utf8_line("a\nb", 3));
	assert_false(utf8_line("a\xe2\x80\xae"
			       "b",
	    5));
	assert_false(utf8_line("\xc2\x85", 2));
}

static void
base64url_has_one_spelling(void **state)
{
	unsigned char in[40], out[40];
	struct buf b;
	size_t n;

	(void)state;
	for (n = 0; n < sizeof(in); n++)
		in[n] = (unsigned char)(n * 37 + 200);
	for (n = 0; n <= sizeof(in); n++) {
		buf_init(&b, NULL);
		buf_add(&b, "", 0);
		base64url_put(&b, in, n);
		assert_true(base64url_read(b.data, b.len, out, n));
		assert_memory_equal(in, out, n);
		assert_false(n + 1 <= sizeof(out) && base64url_read(b.data, b.len, out, n + 1));
		buf_end(&b);
	}
	assert_false(base64url_read("QQ==", 4, out, 1));
	assert_false(base64url_read("QR", 2, out, 1)); /* unused bits set */
	assert_false(base64url_read("Q+", 2, out, 1));
	assert_true(base64url_read("QQ", 2, out, 1));
}

static void
a_form_is_decoded_or_refused(void **state)
{
	struct arena *a = arena_new();
	struct form f;
	char many[FORM_FIELDS_MAX * 2 + 3];
	size_t i;

	(void)state;
	assert_int_equal(form_read(a, "a=1+2&b=%ED%95%9C&c&&=x&a=%26", 29, &f), FORM_OK);
	assert_int_equal(f.n, 5);
	assert_string_equal(form_get(&f, "a"), "1 2");
	assert_string_equal(form_get(&f, "b"), "한");
	assert_string_equal(form_get(&f, "c"), "");
	assert_string_equal(form_get(&f, ""), "x");
	assert_null(form_get(&f, "d"));
	assert_string_equal(form_repeated(&f), "a");
	assert_int_equal(form_read(a, "", 0, &f), FORM_OK);
	assert_null(form_repeated(&f));
	assert_int_equal(form_read(a, "a=%", 3, &f), FORM_BAD);
	assert_int_equal(form_read(a, "a=%4", 4, &f), FORM_BAD);
	assert_int_equal(form_read(a, "a=%zz", 5, &f), FORM_BAD);
	assert_int_equal(form_read(a, "a=%ff", 5, &f), FORM_BAD);
	assert_int_equal(form_read(a, "a=x%00y", 7, &f), FORM_NUL);
	assert_int_equal(form_read(a, "a%00=x&b=%", 10, &f), FORM_BAD);
	for (i = 0; i < sizeof(many) - 1; i++)
		many[i] = i % 2 == 0 ? 'a' : '&';
	assert_int_equal(form_read(a, many, FORM_FIELDS_MAX * 2 - 1, &f), FORM_OK);
	assert_int_equal(form_read(a, many, FORM_FIELDS_MAX * 2 + 1, &f), FORM_BAD);
	assert_string_equal(percent_decode(a, "a+b%2F", 6), "a+b/");
	assert_null(percent_decode(a, "a%00", 4));
	arena_end(a);
}

static void
only_web_addresses_and_origins_are_valid(void **state)
{
	static const char *const good[] = { "http://a", "https://example.org/x?y=1#z", "https://EXAMPLE.org:8443/",
		"http://127.0.0.1:8080/a/b", "http://[::1]:80/", "https://example.org/기사/1", "https://a_b.example/" };
	static const char *const bad[] = { "", "http://", "ftp://a/", "javascript:alert(1)", "//a/", "/a", "https://u@a/",
		"https://u:p@a/", "https://a b/", "https://a/ b", "https://a/\"", "https://a/<", "https://a\\b/", "https://-a/",
		"https://a-/", "https://a..b/", "https://a:0/", "https://a:65536/", "https://a:/", "https://[::1/",
		"https://[x]/", "https://a/\n", "https://a/\xff", "https:///a" };
	static const char *const origins[][2] = { { "https://Example.ORG", "https://example.org" },
		{ "https://example.org:443", "https://example.org" }, { "http://a:80", "http://a" },
		{ "http://a:443", "http://a:443" }, { "http://[::1]:8080", "http://[::1]:8080" } };
	static const char *const no_origins[] = { "null", "", "https://a/", "https://a?", "a", "https://a#", "file://a" };
	char out[ORIGIN_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(good); i++)
		if (!url_valid(good[i], strlen(good[i])))
			fail_msg("%s", good[i]);
	for (i = 0; i < LENGTH(bad); i++)
		if (url_valid(bad[i], strlen(bad[i])))
			fail_msg("%s", bad[i]);
	for (i = 0; i < LENGTH(origins); i++) {
		assert_true(origin_read(origins[i][0], strlen(origins[i][0]), out));
		assert_string_equal(out, origins[i][1]);
	}
	for (i = 0; i < LENGTH(no_origins); i++)
		assert_false(origin_read(no_origins[i], strlen(no_origins[i]), out));
	assert_true(url_origin("https://A.example:443/x", 23, out));
	assert_string_equal(out, "https://a.example");
	assert_true(url_host("https://A.example:8443/x", 24, out));
	assert_string_equal(out, "a.example");
}

static void
a_changed_cursor_is_refused(void **state)
{
	struct uuid list = uuid_new(), other = uuid_new(), id;
	struct thread_cursor t = { ORDER_BEST, list, -5, other }, back;
	struct case_cursor c = { VIEW_HELD, list, -12.5, other }, cback;
	struct buf b;
	char *text;
	size_t i;

	(void)state;
	buf_init(&b, NULL);
	thread_cursor_put(&b, &t);
	assert_true(thread_cursor_read(b.data, &list, &back));
	assert_memory_equal(&t, &back, sizeof(t));
	assert_false(thread_cursor_read(b.data, &other, &back));
	assert_false(case_cursor_read(b.data, VIEW_HELD, &list, &cback));
	assert_false(thread_cursor_read("", &list, &back));
	for (i = 0; i < b.len; i++) { /* any other character anywhere */
		text = mem_copy(b.data, b.len);
		text[i] = text[i] == 'A' ? 'B' : 'A';
		assert_false(thread_cursor_read(text, &list, &back));
		text[i] = '\0';
		assert_false(thread_cursor_read(text, &list, &back));
		free(text);
	}
	b.len = 0;
	case_cursor_put(&b, &c);
	assert_true(case_cursor_read(b.data, VIEW_HELD, &list, &cback));
	assert_true(cback.priority >= -12.5 && cback.priority <= -12.5);
	assert_memory_equal(&cback.id, &other, sizeof(other));
	assert_false(case_cursor_read(b.data, VIEW_ALL, &list, &cback));
	assert_false(case_cursor_read(b.data, VIEW_HELD, NULL, &cback));
	b.len = 0;
	id_cursor_put(&b, 'd', &list, &other);
	assert_true(id_cursor_read(b.data, 'd', &list, &id));
	assert_memory_equal(&id, &other, sizeof(id));
	assert_false(id_cursor_read(b.data, 'm', &list, &id));
	assert_int_equal(thread_cursor_first(ORDER_NEWEST, &list).key, INT32_MAX);
	assert_int_equal(thread_cursor_first(ORDER_OLDEST, &list).id.b[0], 0);
	buf_end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_of_the_corpus_is_valid_where_it_says_so),
		cmocka_unit_test(every_character_is_written_and_read_back),
		cmocka_unit_test(base64url_has_one_spelling),
		cmocka_unit_test(a_form_is_decoded_or_refused),
		cmocka_unit_test(only_web_addresses_and_origins_are_valid),
		cmocka_unit_test(a_changed_cursor_is_refused),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: JSON is read, other text is refused, U+0000 gets an error of its own, and our output reads back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus.h"
#include "text/json.h"

static enum json_result
result_of(const char *p, size_t n)
{
	enum json_result r;
	json_t *v = json_read(p, n, JSON_DEPTH, &r);

	assert_true((v != NULL) == (r == JSON_READ_OK));
	json_decref(v);
	return (r);
}

static void
json_is_read_and_other_text_refused(void **state)
{
	/* clang-format off */
	static const struct {
		const char *text;
		enum json_result result;
	} cases[] = {
		{ "{}", JSON_READ_OK }, { " [1, \"a\"]\n", JSON_READ_OK }, { "7", JSON_READ_OK }, { "\"\"", JSON_READ_OK },
		{ "", JSON_READ_BAD }, { " ", JSON_READ_BAD }, { "{} {}", JSON_READ_BAD }, { "[1]x", JSON_READ_BAD },
		{ "{\"a\":1,\"a\":2}", JSON_READ_BAD }, { "[\"\\ud800\"]", JSON_READ_BAD },
		{ "[\"\\udc00\\ud800\"]", JSON_READ_BAD }, { "[\"\\ud83d\\ude00\"]", JSON_READ_OK },
		{ "[\"\xed\xa0\x80\"]", JSON_READ_BAD }, { "[\"\xc0\xaf\"]", JSON_READ_BAD },
		{ "[\"\\u0000\"]", JSON_READ_NUL }, { "{\"a\\u0000\":1}", JSON_READ_NUL },
		{ "[\"\\u0000\"", JSON_READ_BAD }, { "[\"\\u0000\",]", JSON_READ_BAD },
		{ "[123456789012345678901234567890]", JSON_READ_BAD }, { "[1e999]", JSON_READ_BAD },
		{ "[\"\n\"]", JSON_READ_BAD }, { "\xef\xbb\xbf[]", JSON_READ_BAD }, { "[NaN]", JSON_READ_BAD },
		{ "[\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\"[\"]", JSON_READ_OK },
	};
	/* clang-format on */
	char deep[JSON_DEPTH * 2 + 3];
	size_t i;

	(void)state;
	for (i = 0; i < LENGTH(cases); i++) {
		if (result_of(cases[i].text, strlen(cases[i].text)) != cases[i].result)
			fail_msg("%s", cases[i].text);
	}
	assert_int_equal(result_of("[\"\0\"]", 5), JSON_READ_BAD); /* a raw NUL is no JSON at all */
	memset(deep, '[', JSON_DEPTH);
	memset(deep + JSON_DEPTH, ']', JSON_DEPTH);
	assert_int_equal(result_of(deep, JSON_DEPTH * 2), JSON_READ_OK);
	memset(deep, '[', JSON_DEPTH + 1);
	memset(deep + JSON_DEPTH + 1, ']', JSON_DEPTH + 1);
	assert_int_equal(result_of(deep, JSON_DEPTH * 2 + 2), JSON_READ_BAD);
}

static void
written_json_reads_back(void **state)
{
	const char *nasty = "\"\\/\b\f\n\r\t\x01\x1f\x7f <\xed\x95\x9c\xe2\x80\xa8>";
	struct buf b;
	json_t *v;

	(void)state;
	buf_init(&b, NULL);
	buf_putc(&b, '{');
	json_pair_text(&b, "a", nasty);
	json_pair_text(&b, "none", NULL);
	json_pair_long(&b, "n", -7);
	json_pair_bool(&b, "yes", true);
	json_pair_raw(&b, "raw", "[1]");
	json_put_key(&b, "list");
	buf_putc(&b, '[');
	json_put_next(&b);
	json_put_string(&b, "[", 1);
	json_put_next(&b);
	json_put_bool(&b, false);
	buf_puts(&b, "]}");
	v = json_read(b.data, b.len, JSON_DEPTH, NULL);
	assert_non_null(v);
	assert_string_equal(json_string_value(json_object_get(v, "a")), nasty);
	assert_true(json_is_null(json_object_get(v, "none")));
	assert_int_equal(json_integer_value(json_object_get(v, "n")), -7);
	assert_int_equal(json_array_size(json_object_get(v, "list")), 2);
	json_decref(v);
	buf_end(&b);
}

/*
 * y_ is accepted and n_ refused. Ours differ where the contract does: a name twice
 * is bad (RFC 8259 4: names should be unique), U+0000 is JSON with an error of its own, and
 * nothing is nested deeper than JSON_DEPTH.
 */
static void
the_corpus_is_judged_as_its_names_say(void **state)
{
	static const char *const twice[] = { "y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json" };
	static const char *const nul[] = { "y_string_null_escape.json", "y_object_escaped_null_in_key.json" };
	DIR *d = opendir(CORPORA "jsontestsuite/test_parsing");
	unsigned read = 0, failed = 0;
	struct dirent *e;
	struct buf b;

	(void)state;
	if (d == NULL) {
		print_message("skipped: no %sjsontestsuite\n", CORPORA);
		skip();
	}
	while ((e = readdir(d)) != NULL) {
		enum json_result r, wanted = e->d_name[0] == 'y' ? JSON_READ_OK : JSON_READ_BAD;
		char path[512];

		if (e->d_name[0] == '.')
			continue;
		buf_init(&b, NULL);
		(void)snprintf(path, sizeof(path), CORPORA "jsontestsuite/test_parsing/%.200s", e->d_name);
		assert_true(corpus_file(path, &b));
		r = result_of(b.data != NULL ? b.data : "", b.len);
		if (strcmp(e->d_name, twice[0]) == 0 || strcmp(e->d_name, twice[1]) == 0)
			wanted = JSON_READ_BAD;
		if (strcmp(e->d_name, nul[0]) == 0 || strcmp(e->d_name, nul[1]) == 0)
			wanted = JSON_READ_NUL;
		if (e->d_name[0] != 'i' && r != wanted) {
			print_error("%s: %d\n", e->d_name, (int)r);
			failed++;
		}
		read++;
		buf_end(&b);
	}
	(void)closedir(d);
	print_message("%u files\n", read);
	assert_true(read > 300);
	assert_int_equal(failed, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(json_is_read_and_other_text_refused),
		cmocka_unit_test(written_json_reads_back),
		cmocka_unit_test(the_corpus_is_judged_as_its_names_say),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

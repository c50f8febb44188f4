/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: a comment is shown as its reader typed it, and CommonMark is left only where the dialect's page names it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "corpus.h"
#include "text/json.h"
#include "text/markdown.h"

#define TABLE	 MADANG_SOURCE_DIR "/tests/unit/data/comment_text.txt"
#define LEAVES	 MADANG_SOURCE_DIR "/tests/unit/data/commonmark_left.txt"
#define PAGE	 MADANG_SOURCE_DIR "/deploy/doc/comment-text.md"
#define LINE_END "\xe2\x8f\x8e"	  /* ⏎ */
#define ARROW	 " \xe2\x87\x92 " /* ⇒ */

/* ---- text */
static void
replace(struct buf *b, const char *what, const char *with)
{
	struct buf out;
	char *p = b->data, *at;

	buf_init(&out, NULL);
	while ((at = strstr(p, what)) != NULL) {
		buf_add(&out, p, (size_t)(at - p));
		buf_puts(&out, with);
		p = at + strlen(what);
	}
	buf_reserve(&out, strlen(p) + 1);
	buf_puts(&out, p);
	out.data[out.len] = '\0';
	buf_end(b);
	*b = out;
}

/* Takes out what stands between two marks, and them. */
static void
cut(struct buf *b, const char *from, const char *to)
{
	char *at = b->data, *end;

	while ((at = strstr(at, from)) != NULL && (end = strstr(at + strlen(from), to)) != NULL) {
		end += strlen(to);
		memmove(at, end, strlen(end) + 1);
	}
	b->len = strlen(b->data);
}

static void
trim_lines(struct buf *b)
{
	size_t before;

	do {
		before = b->len;
		replace(b, " \n", "\n");
		replace(b, "\t\n", "\n");
		replace(b, "\n ", "\n");
		replace(b, "\n\t", "\n");
		replace(b, "\n\n\n", "\n\n");
	} while (b->len != before);
	while (b->len > 0 && strchr(" \n", b->data[b->len - 1]) != NULL)
		b->data[--b->len] = '\0';
	for (before = 0; b->data[before] == ' ' || b->data[before] == '\n' || b->data[before] == '\t';)
		before++;
	buf_drop(b, before);
}

static void
rendered(struct buf *out, const char *body)
{
	buf_init(out, NULL);
	buf_puts(out, "");
	assert_int_equal(markdown_html(out, body, strlen(body), 1 << 20), MARKDOWN_OK);
	replace(out, " dir=\"auto\"", "");
	replace(out, " rel=\"nofollow ugc noopener noreferrer\"", "");
}

/* <a href="x">x</a> without the attribute. */
static void
plain_links(struct buf *b)
{
	char *at = b->data, *end, *text;
	size_t n;

	while ((at = strstr(at, "<a href=\"")) != NULL) {
		text = at + 9;
		end = strchr(text, '"');
		n = (size_t)(end - text);
		if (end[1] == '>' && strncmp(end + 2, text, n) == 0 && strncmp(end + 2 + n, "</a>", 4) == 0)
			memmove(at + 2, end + 1, strlen(end + 1) + 1);
		at++;
	}
	b->len = strlen(b->data);
}

static bool
shown_as_typed(const char *body, struct buf *got)
{
	struct buf typed;
	bool same;

	cut(got, "<a href=\"", "\">");
	replace(got, "</a>", "");
	replace(got, "</p>\n<p>", "\n\n");
	replace(got, "<br>\n", "\n");
	same = strncmp(got->data, "<p>", 3) == 0 && got->len >= 8 && strcmp(got->data + got->len - 5, "</p>\n") == 0;
	replace(got, "<p>", "");
	replace(got, "</p>\n", "");
	same = same && strpbrk(got->data, "<>") == NULL;
	replace(got, "&lt;", "<");
	replace(got, "&gt;", ">");
	replace(got, "&quot;", "\"");
	replace(got, "&#39;", "'");
	replace(got, "&amp;", "&");
	trim_lines(got);
	buf_init(&typed, NULL);
	buf_puts(&typed, body);
	trim_lines(&typed);
	same = same && strcmp(typed.data, got->data) == 0;
	buf_end(&typed);
	return (same);
}

static bool
check(char *line)
{
	char *html = strstr(line, ARROW);
	struct buf body, got;
	bool good;

	if (html != NULL) {
		*html = '\0';
		html += strlen(ARROW);
	}
	buf_init(&body, NULL);
	buf_puts(&body, line);
	replace(&body, LINE_END, "\n");
	rendered(&got, body.data);
	if (html != NULL) {
		replace(&got, "\n", "");
		plain_links(&got);
		good = strcmp(got.data, html) == 0;
	} else
		good = shown_as_typed(body.data, &got);
	if (!good)
		print_error("%s\n\tis shown as %s\n", line, got.data);
	buf_end(&got);
	buf_end(&body);
	return (good);
}

static void
readers_comments_are_shown_as_typed(void **state)
{
	unsigned n = 0, failed = 0;
	char *line, *save = NULL;
	struct buf b;

	(void)state;
	buf_init(&b, NULL);
	assert_true(corpus_file(TABLE, &b));
	for (line = strtok_r(b.data, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		if (strncmp(line, "# ", 2) == 0 && n == 0)
			continue;
		if (strncmp(line, "## ", 3) == 0) {
			n += n == 0;
			continue;
		}
		failed += !check(line);
		n++;
	}
	print_message("%u comments\n", n - 1);
	assert_true(n > 150);
	assert_int_equal(failed, 0);
	buf_end(&b);
}

/* ---- the specification */

/* One spelling of HTML: what we write otherwise by our own list of tags is no deviation. */
static void
normalized(struct buf *b)
{
	static const char *const spellings[][2] = { { "<h6>", "<h4>" }, { "</h6>", "</h4>" }, { "<h5>", "<h4>" },
		{ "</h5>", "</h4>" }, { "<h3>", "<h4>" }, { "</h3>", "</h4>" }, { "<h2>", "<h3>" }, { "</h2>", "</h3>" },
		{ "<h1>", "<h3>" }, { "</h1>", "</h3>" }, { "<br />", "" }, { "<br>", "" }, { "<hr />", "<hr>" },
		{ "&#39;", "'" }, { "\n<", "<" }, { "\t<", "<" }, { " <", "<" }, { ">\n", ">" }, { ">\t", ">" }, { "> ", ">" } };
	char *at, *src, *alt, *title, *end;
	struct buf link;
	size_t i;

	for (i = 0; i < LENGTH(spellings); i++) {
		size_t before = 0;

		while (before != b->len) { /* many spaces too */
			before = b->len;
			replace(b, spellings[i][0], spellings[i][1]);
		}
	}
	while ((at = strstr(b->data, "<img src=\"")) != NULL) {
		src = at + 10;
		alt = strstr(src, "\" alt=\"");
		if (alt == NULL) /* somebody's raw HTML */
			break;
		title = strstr(alt, "\" title=\"");
		end = strstr(alt, "\" />");
		buf_init(&link, NULL);
		buf_add(&link, b->data, (size_t)(at - b->data));
		buf_printf(&link, "<a href=\"%.*s\"", (int)(alt - src), src);
		if (title != NULL && title < end)
			buf_printf(&link, " title=\"%.*s\"", (int)(end - title - 9), title + 9);
		else
			title = end;
		buf_printf(&link, ">%.*s</a>%s", (int)(title - alt - 7), alt + 7, end + 4);
		buf_end(b);
		*b = link;
	}
}

/* "name: 1 2 3": is the number among those of a name? All lines begin with a name or a space. */
static bool
is_left(const struct buf *left, long number)
{
	char word[16];

	(void)snprintf(word, sizeof(word), " %ld ", number);
	return (strstr(left->data, word) != NULL);
}

/* Every example is rendered as the specification says, or stands under a deviation; none stands there in vain. */
static void
every_example_follows_commonmark_or_a_named_deviation(void **state)
{
	unsigned n = 0, failed = 0;
	struct buf b, left, got, want;
	char *line, *save = NULL;

	(void)state;
	buf_init(&b, NULL);
	buf_init(&left, NULL);
	corpus_need("commonmark_spec/cases.jsonl", &b);
	assert_true(corpus_file(LEAVES, &left));
	replace(&left, "\n", " ");
	for (line = strtok_r(b.data, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		json_t *v = json_loads(line, 0, NULL);
		long number = (long)json_integer_value(json_object_get(v, "example"));
		struct buf body;
		bool same;

		if (*json_string_value(json_object_get(v, "ext")) != '\0') { /* an extension of somebody else's */
			json_decref(v);
			continue;
		}
		buf_init(&body, NULL);
		buf_init(&want, NULL);
		buf_puts(&body, json_string_value(json_object_get(v, "markdown")));
		buf_puts(&want, json_string_value(json_object_get(v, "html")));
		/* addresses of our own kind, so that the rest of an example is compared */
		replace(&body, "/url", "http://e.example/url");
		replace(&want, "/url", "http://e.example/url");
		replace(&body, "/uri", "http://e.example/uri");
		replace(&want, "/uri", "http://e.example/uri");
		rendered(&got, body.data);
		normalized(&want);
		/* ours are h3 and h4 already */
		replace(&got, "<h3>", "<h1>");
		replace(&got, "</h3>", "</h1>");
		normalized(&got);
		same = strcmp(got.data, want.data) == 0;
		if (same == is_left(&left, number)) {
			print_error("example %ld is%s rendered as the specification says:\n%s\n%s\n", number, same ? "" : " not",
			    want.data, got.data);
			failed++;
		}
		n++;
		buf_end(&got);
		buf_end(&want);
		buf_end(&body);
		json_decref(v);
	}
	print_message("%u examples\n", n);
	assert_true(n > 600);
	assert_int_equal(failed, 0);
	buf_end(&left);
	buf_end(&b);
}

/* The page for readers names every deviation under which an example stands. */
static void
every_deviation_is_named(void **state)
{
	struct buf left, page;
	char *line, *save = NULL, name[64];
	unsigned n = 0;

	(void)state;
	buf_init(&left, NULL);
	buf_init(&page, NULL);
	assert_true(corpus_file(LEAVES, &left));
	assert_true(corpus_file(PAGE, &page));
	for (line = strtok_r(left.data, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save)) {
		if (*line == '#' || *line == ' ')
			continue;
		(void)snprintf(name, sizeof(name), "(`%.*s`)", (int)strcspn(line, ":"), line);
		if (strstr(page.data, name) == NULL)
			fail_msg("%s is not named", name);
		n++;
	}
	assert_true(n > 10);
	buf_end(&left);
	buf_end(&page);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_example_follows_commonmark_or_a_named_deviation),
		cmocka_unit_test(every_deviation_is_named),
		cmocka_unit_test(readers_comments_are_shown_as_typed),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

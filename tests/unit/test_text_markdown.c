/* Goal: whatever goes in, only the contract's HTML comes out, quickly and within its limit; what is seen maps back to the body. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "corpus.h"
#include "html_allowed.h"
#include "text/json.h"
#include "text/markdown.h"
#include "text/utf8.h"

#define A(href, text) "<a href=\"" href "\" rel=\"nofollow ugc noopener noreferrer\">" text "</a>"

static const char *const cases[][2] = {
	{ "Hello *you* **two**", "<p>Hello <em>you</em> <strong>two</strong></p>\n" },
	{ "~~no~~ `x<y`", "<p><del>no</del> <code>x&lt;y</code></p>\n" },
	{ "# a\n## b\n### c\n###### d", "<h3>a</h3>\n<h3>b</h3>\n<h4>c</h4>\n<h4>d</h4>\n" },
	{ "a  \nb\nc", "<p>a<br>\nb\nc</p>\n" },
	{ "> q\n\n---\n", "<blockquote>\n<p>q</p>\n</blockquote>\n<hr>\n" },
	{ "- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n" },
	{ "7. a", "<ol start=\"7\">\n<li>a</li>\n</ol>\n" },
	{ "```c++ x\n<b>\n```", "<pre><code class=\"language-c++\">&lt;b&gt;\n</code></pre>\n" },
	{ "```\"><script>\nx\n```", "<pre><code>x\n</code></pre>\n" },
	{ "<b>x</b> <!-- y --> <script>alert(1)</script>",
	    "<p>&lt;b&gt;x&lt;/b&gt; &lt;!-- y --&gt; &lt;script&gt;alert(1)&lt;/script&gt;</p>\n" },
	{ "[a](http://x.example/?a=1&b=\")", "<p>" A("http://x.example/?a=1&amp;b=%22", "a") "</p>\n" },
	{ "[a](javascript:alert(1))", "<p>a</p>\n" },
	{ "[a](JaVaScRiPt&colon;alert(1))", "<p>a</p>\n" },
	{ "[a](data:text/html,x) [b](/rel) [c](//x) [d](vbscript:x)", "<p>a b c d</p>\n" },
	{ "[a](http\\://x)", "<p>" A("http://x", "a") "</p>\n" },
	{ "[a](&#106;avascript:x)", "<p>a</p>\n" },
	{ "[a](mailto:a@b.example)", "<p>" A("mailto:a@b.example", "a") "</p>\n" },
	{ "![alt](https://i.example/x.png)", "<p>" A("https://i.example/x.png", "alt") "</p>\n" },
	{ "![](https://i.example/x.png)", "<p>" A("https://i.example/x.png", "https://i.example/x.png") "</p>\n" },
	{ "[![a](https://i.example/)](https://b.example/)", "<p>" A("https://b.example/", "a") "</p>\n" },
	{ "[![a](https://i.example/)](javascript:x)", "<p>" A("https://i.example/", "a") "</p>\n" },
	{ "see https://x.example/a_b_c and www.y.example.",
	    "<p>see " A("https://x.example/a_b_c", "https://x.example/a_b_c") " and " A("http://www.y.example", "www.y.example") ".</p>\n" },
	{ "<https://x.example>", "<p>" A("https://x.example", "https://x.example") "</p>\n" },
	{ "| a | b |\n|---|---|\n| 1 | 2 |", "<p>| a | b |\n|---|---|\n| 1 | 2 |</p>\n" },
	{ "&copy; &amp; &lt; &nosuch; &#0; &#x1F600;", "<p>© &amp; &lt; &amp;nosuch; \xef\xbf\xbd 😀</p>\n" },
	/* overlapping links, in which md4c loses its way: as written */
	{ "![[x](a](http://b.example) *c*", "<p>![[x](a](" A("http://b.example", "http://b.example") ") *c*</p>\n" },
	{ "", "" },
};

static void
test_cases(void **state)
{
	struct buf b;
	size_t i;

	(void)state;
	buf_init(&b, NULL);
	for (i = 0; i < LENGTH(cases); i++) {
		b.len = 0;
		buf_add(&b, "", 0);
		assert_int_equal(markdown_html(&b, cases[i][0], strlen(cases[i][0]), 65536), MARKDOWN_OK);
		assert_string_equal(b.data, cases[i][1]);
		assert_true(html_allowed(b.data, b.len));
	}
	b.len = 0;
	buf_puts(&b, "before");
	assert_int_equal(markdown_html(&b, "<<<<", 4, 10), MARKDOWN_TOO_BIG);
	assert_string_equal(b.data, "before");
	buf_end(&b);
}

/* Renders one body and checks all that must hold of any; microseconds. */
static long
hold(const char *body, size_t n, const char *name)
{
	int64_t began = clock_us();
	struct seen s;
	struct buf b;
	size_t i;
	long took;

	buf_init(&b, NULL);
	if (markdown_html(&b, body, n, 65536) == MARKDOWN_OK && b.len > 0) {
		took = (long)(clock_us() - began);
		if (!html_allowed(b.data, b.len) || !utf8_valid(b.data, b.len))
			fail_msg("%s: %.*s\n%s", name, (int)n, body, b.data);
	} else
		took = (long)(clock_us() - began);
	seen_read(&s, body, n);
	assert_true(utf8_valid(s.text.data, s.text.len));
	for (i = 0; i < s.npieces; i++) {
		const struct seen_piece *p = &s.pieces[i];

		assert_true(p->from <= p->to && p->to <= n && p->at + p->n <= s.text.len);
		assert_true(i == 0 || p->at == p[-1].at + p[-1].n);
		/* what maps octet by octet is the same octets */
		if (p->n == p->to - p->from && p->n > 0 && memcmp(s.text.data + p->at, body + p->from, p->n) != 0)
			assert_true(memchr(body + p->from, '&', p->n) != NULL || memchr(body + p->from, '\\', p->n) != NULL);
	}
	b.len = 0;
	markdown_excerpt(&b, body, n, 60);
	assert_true(b.len == 0 || (utf8_valid(b.data, b.len) && utf8_count(b.data, b.len) <= 61));
	seen_end(&s);
	buf_end(&b);
	return (took);
}

static void
test_commonmark(void **state)
{
	struct buf b;
	unsigned n = 0;
	char *line, *save = NULL;

	(void)state;
	buf_init(&b, NULL);
	corpus_need("commonmark_spec/cases.jsonl", &b);
	for (line = strtok_r(b.data, "\n", &save); line != NULL; line = strtok_r(NULL, "\n", &save), n++) {
		json_t *v = json_loads(line, 0, NULL);
		const char *body = json_string_value(json_object_get(v, "markdown"));

		assert_non_null(body);
		(void)hold(body, strlen(body), "commonmark");
		json_decref(v);
	}
	print_message("%u examples\n", n);
	assert_true(n > 600);
	buf_end(&b);
}

static void
test_blns(void **state)
{
	struct buf b;
	json_t *all, *v;
	size_t i;

	(void)state;
	buf_init(&b, NULL);
	corpus_need("blns/blns.json", &b);
	all = json_loadb(b.data, b.len, 0, NULL);
	assert_true(json_array_size(all) > 400);
	json_array_foreach (all, i, v)
		(void)hold(json_string_value(v), json_string_length(v), "blns");
	json_decref(all);
	buf_end(&b);
}

static void
test_civil_comments(void **state)
{
	unsigned n = 0;
	struct buf b;
	char *p, *end;

	(void)state;
	buf_init(&b, NULL);
	corpus_need("civil_comments_toxic_spans/comments.csv", &b);
	end = b.data + b.len;
	for (p = b.data; p < end; n++) { /* lines will do: a quoted field's parts are texts too */
		char *stop = memchr(p, '\n', (size_t)(end - p));

		if (stop == NULL)
			stop = end;
		(void)hold(p, (size_t)(stop - p), "civil");
		p = stop + 1;
	}
	print_message("%u lines\n", n);
	assert_true(n > 16000);
	buf_end(&b);
}

/* What made other renderers slow or huge: eight kilobytes of each. */
static void
test_worst(void **state)
{
	static const char *const pieces[] = { "-  -  ", "> > ", "[", "[a](", "![", "*a_", "**a ", "_*", "`", "`` ` ", "<", "<a b=\"",
		"&", "&amp", "\\", "[a]: x\n", "[a][b]", "- a\n  ", "1. 1. ", "~~a", "~~ ~", "www.", "http://a.", "](", "[[]](", "# ",
		"|a|\n|-|\n", "\t", "    \n", "<!-- ", "<![CDATA[", "***_*_", "a@b.", "한*" };
	static char body[8192];
	long most = 0, took;
	size_t i, n, len;

	(void)state;
	for (i = 0; i < LENGTH(pieces); i++) {
		len = strlen(pieces[i]);
		for (n = 0; n + len <= sizeof(body); n += len)
			memcpy(body + n, pieces[i], len);
		took = hold(body, n, pieces[i]);
		most = took > most ? took : most;
	}
	/* link references: much output from little input */
	n = (size_t)snprintf(body, sizeof(body), "[a]: http://x.example/");
	for (; n < sizeof(body) / 2; n++)
		body[n] = 'x';
	memcpy(body + n, "\n\n", 2);
	for (n += 2; n + 3 <= sizeof(body); n += 3)
		memcpy(body + n, "[a]", 3);
	took = hold(body, n, "references");
	print_message("slowest of %zu: %ld us, references %ld us\n", LENGTH(pieces), most, took);
	assert_true(most < 500000 && took < 500000);
}

static void
test_text(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, NULL);
	markdown_text(&b, "# A\n\n*b* [c](http://d \"t\") &amp;\n- e", 36);
	assert_string_equal(b.data, "A\nb c &\ne\n");
	b.len = 0;
	markdown_excerpt(&b, "The quick **brown** fox\njumps over", 34, 21);
	assert_string_equal(b.data, "The quick brown fox…");
	b.len = 0;
	markdown_excerpt(&b, "가나다라", 12, 3);
	assert_string_equal(b.data, "가나다…");
	b.len = 0;
	markdown_excerpt(&b, "short", 5, 5);
	assert_string_equal(b.data, "short");
	buf_end(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_worst),
		cmocka_unit_test(test_commonmark),
		cmocka_unit_test(test_blns),
		cmocka_unit_test(test_civil_comments),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

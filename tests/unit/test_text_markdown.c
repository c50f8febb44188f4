/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: every input gives only the contract's HTML, quickly and within its limit; the visible text maps back to the body. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/clock.h"
#include "corpus.h"
#include "html_allowed.h"
#include "letters_kept.h"
#include "text/json.h"
#include "text/markdown.h"
#include "text/utf8.h"

#define A(href, text) "<a href=\"" href "\" rel=\"nofollow ugc noopener noreferrer\">" text "</a>"
#define P(text)	      "<p dir=\"auto\">" text "</p>\n"
#define M(name)	      "<span class=\"mention\">@" name "</span>"
#define LI(text)      "<li dir=\"auto\">" text "</li>\n"

/* clang-format off */
static const char *const cases[][2] = {
	{ "Hello *you* **two**", P("Hello <em>you</em> <strong>two</strong>") },
	{ "~~no~~ `x<y`", P("<del>no</del> <code>x&lt;y</code>") },
	{ "# a\n## b\n### c\n###### d", "<h3 dir=\"auto\">a</h3>\n<h3 dir=\"auto\">b</h3>\n<h4 dir=\"auto\">c</h4>\n<h4 dir=\"auto\">d</h4>\n" },
	{ "a  \nb\nc", P("a<br>\nb<br>\nc") },
	{ "> q\n\n---\n\nx", "<blockquote>\n" P("q") "</blockquote>\n<hr>\n" P("x") },
	{ "- a\n- b", "<ul>\n" LI("a") LI("b") "</ul>\n" },
	{ "- a\n\n- b", "<ul>\n" LI("<p>a</p>\n") LI("<p>b</p>\n") "</ul>\n" },
	{ "7. a\n8. b", "<ol start=\"7\">\n" LI("a") LI("b") "</ol>\n" },
	{ "```c++\n<b>\n```", "<pre><code class=\"language-c++\">&lt;b&gt;\n</code></pre>\n" },
	{ "```\"><script>\nx\n```", "<pre><code>&quot;&gt;&lt;script&gt;\nx\n</code></pre>\n" },
	{ "<b>x</b> <!-- y --> <script>alert(1)</script>",
	    P("&lt;b&gt;x&lt;/b&gt; &lt;!-- y --&gt; &lt;script&gt;alert(1)&lt;/script&gt;") },
	{ "[a](http://x.example/?a=1&b=\")", P(A("http://x.example/?a=1&amp;b=%22", "a")) },
	{ "[a](http://x.example \"t\\\"\xef\xb7\x90 & ~*_\")", P("<a href=\"http://x.example\" title=\"t&quot;\xef\xb7\x90 &amp; ~*_\" rel=\"nofollow ugc noopener noreferrer\">a</a>") },
	{ "[a](javascript:alert(1))", P("[a](javascript:alert(1))") },
	{ "[a](JaVaScRiPt&colon;alert(1))", P("[a](JaVaScRiPt&amp;colon;alert(1))") },
	{ "[a](data:text/html,x) [b](/rel) [c](//x) [d](vbscript:x)", P("[a](data:text/html,x) [b](/rel) [c](//x) [d](vbscript:x)") },
	{ "[a](http\\://x)", P("[a](http://x)") },
	{ "[a](mailto:a@b.example)", P(A("mailto:a@b.example", "a")) },
	{ "[a](http://x\\y)", P("a") }, /* a browser would turn the backslash round */
	{ "![alt](https://i.example/x.png)", P(A("https://i.example/x.png", "alt")) },
	{ "![](https://i.example/x.png)", P(A("https://i.example/x.png", "https://i.example/x.png")) },
	{ "[![a](https://i.example/)](https://b.example/)", P(A("https://b.example/", "a")) },
	{ "see https://x.example/a_b_c and www.y.example.",
	    P("see " A("https://x.example/a_b_c", "https://x.example/a_b_c") " and " A("http://www.y.example", "www.y.example") ".") },
	{ "<https://x.example>", P(A("https://x.example", "https://x.example")) },
	{ "[a](<http://x.example/b c>)", P(A("http://x.example/b%20c", "a")) },
	{ "[a](https://b\xc3\xbc" "cher.example/) <https://b\xc3\xbc" "cher.example>",
	    P(A("https://xn--bcher-kva.example/", "a") " " A("https://xn--bcher-kva.example", "https://bücher.example")) },
	{ "[a](https://b\xc3\xbc" "cher.example:8080/ü?ü#ü)", P(A("https://xn--bcher-kva.example:8080/%C3%BC?%C3%BC#%C3%BC", "a")) },
	{ "&copy; &amp; &lt; &nosuch; &#0; &#x1F600;", P("&amp;copy; &amp;amp; &amp;lt; &amp;nosuch; &amp;#0; &amp;#x1F600;") },
	/* code points that stand for others on the way to md4c are the author's if the author wrote them */
	{ "\xef\xb7\x90\xef\xb7\x91\xef\xb7\x92\xef\xb7\xaf\xe1\x9a\x80x\xe2\xb8\xaa *\xef\xb7\x92*",
	    P("\xef\xb7\x90\xef\xb7\x91\xef\xb7\x92\xef\xb7\xaf\xe1\x9a\x80x\xe2\xb8\xaa <em>\xef\xb7\x92</em>") },
	{ "`\xef\xb7\x92~*` \xef\xb7\x90", P("<code>\xef\xb7\x92~*</code> \xef\xb7\x90") },
	/* overlapping links, in which md4c loses its way */
	{ "![[x](a](http://b.example) *c*", P(A("http://b.example", "[x](a") " <em>c</em>") },
	{ "![[x](http://a](http://b.example) *c*", P(A("http://b.example", "[x](http://a") " <em>c</em>") },
	{ "[[x](http://a \"]\") y](http://b.example)", P("[[x](http://a &quot;]&quot;) y](" A("http://b.example", "http://b.example") ")") },
	/* mentions */
	{ "@ann hello (@bob_2), *@cho*!", P(M("ann") " hello (" M("bob_2") "), <em>" M("cho") "</em>!") },
	{ "@지민은 @o'neil. @ann-lee's @a.b", P(M("지민은") " " M("o&#39;neil") ". " M("ann-lee&#39;s") " " M("a.b")) },
	{ "`@ann` [@bob](http://x.example) me@mail.example @ann@social.example @ @. x@ann @@ann",
	    P("<code>@ann</code> " A("http://x.example", "@bob") " me@mail.example @ann@social.example @ @. x@ann @@ann") },
	{ "https://x.example/@ann\n@bob", P(A("https://x.example/@ann", "https://x.example/@ann") "<br>\n" M("bob")) },
	{ "```\n@ann\n```", "<pre><code>@ann\n</code></pre>\n" },
	{ "", "" },
};
/* clang-format on */

static void
every_case_gives_the_contracts_html(void **state)
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
	struct plain_text s;
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
	plain_text_read(&s, body, n);
	assert_true(utf8_valid(s.text.data, s.text.len));
	if (!letters_kept(&s, body, n))
		fail_msg("%s: letters are missing of %.*s", name, (int)n, body);
	for (i = 0; i < s.npieces; i++) {
		const struct plain_text_piece *p = &s.pieces[i];

		assert_true(p->from <= p->to && p->to <= n && p->at + p->n <= s.text.len);
		assert_true(i == 0 || p->at == p[-1].at + p[-1].n);
		/* text that maps byte by byte is the same bytes, except for titles with escapes */
		if (p->n == p->to - p->from && p->n > 0 && memcmp(s.text.data + p->at, body + p->from, p->n) != 0)
			assert_true(memchr(body + p->from, '\\', p->n) != NULL);
	}
	b.len = 0;
	markdown_excerpt(&b, body, n, 60);
	assert_true(b.len == 0 || (utf8_valid(b.data, b.len) && utf8_count(b.data, b.len) <= 61));
	plain_text_end(&s);
	buf_end(&b);
	return (took);
}

static void
examples_of_the_specification_give_allowed_html(void **state)
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
naughty_strings_give_allowed_html(void **state)
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
civil_comments_give_allowed_html(void **state)
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

/* Inputs that made other renderers slow or huge: eight kilobytes of each. */
static void
the_worst_inputs_are_rendered_quickly(void **state)
{
	static const char *const pieces[] = { "-  -  ", "> > ", "[", "[a](", "![", "*a_", "**a ", "_*", "`", "`` ` ", "<",
		"<a b=\"", "&", "&amp", "\\", "[a]: x\n", "[a][b]", "- a\n  ", "1. 1. ", "~~a", "~~ ~", "www.", "http://a.", "](",
		"[[]](", "# ", "|a|\n|-|\n", "\t", "    \n", "<!-- ", "<![CDATA[", "***_*_", "a@b.", "한*" };
	static char body[8192];
	long max = 0, took;
	size_t i, n, len;

	(void)state;
	for (i = 0; i < LENGTH(pieces); i++) {
		len = strlen(pieces[i]);
		for (n = 0; n + len <= sizeof(body); n += len)
			memcpy(body + n, pieces[i], len);
		took = hold(body, n, pieces[i]);
		max = took > max ? took : max;
	}
	/* link references: much output from little input */
	n = (size_t)snprintf(body, sizeof(body), "[a]: http://x.example/");
	for (; n < sizeof(body) / 2; n++)
		body[n] = 'x';
	memcpy(body + n, "\n\n", 2);
	for (n += 2; n + 3 <= sizeof(body); n += 3)
		memcpy(body + n, "[a]", 3);
	took = hold(body, n, "references");
	print_message("slowest of %zu: %ld us, references %ld us\n", LENGTH(pieces), max, took);
	assert_true(max < 500000 && took < 500000);
}

static void
plain_text_and_excerpts_drop_the_markup(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, NULL);
	markdown_text(&b, "# A\n\n*b* [c](http://d \"t\") &amp;\n- e", 36);
	assert_string_equal(b.data, "A\nb c &amp;\ne\n");
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
		cmocka_unit_test(every_case_gives_the_contracts_html),
		cmocka_unit_test(plain_text_and_excerpts_drop_the_markup),
		cmocka_unit_test(the_worst_inputs_are_rendered_quickly),
		cmocka_unit_test(examples_of_the_specification_give_allowed_html),
		cmocka_unit_test(naughty_strings_give_allowed_html),
		cmocka_unit_test(civil_comments_give_allowed_html),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

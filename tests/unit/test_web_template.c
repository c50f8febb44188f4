/* SPDX-License-Identifier: Apache-2.0 */
/* Goal: no value leaves its place in a page, and names mean what template.h says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "text/percent.h"
#include "text/html.h"
#include "web/kit/template.h"

static void
check(void (*escape)(struct buf *, const char *, size_t), const char *in, const char *out)
{
	struct buf b;

	buf_init(&b, NULL);
	buf_puts(&b, "");
	escape(&b, in, strlen(in));
	assert_string_equal(b.data, out);
	buf_end(&b);
}

static void
text_and_attributes_are_escaped(void **state)
{
	(void)state;
	check(html_escape, "", "");
	check(html_escape, "plain 마당", "plain 마당");
	check(html_escape, "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;");
	check(html_escape, "\" onmouseover=\"x", "&quot; onmouseover=&quot;x");
	check(html_escape, "' autofocus '", "&#39; autofocus &#39;");
	check(html_escape, "&lt; &amp;amp;", "&amp;lt; &amp;amp;amp;");
	check(html_escape, "</textarea><b>", "&lt;/textarea&gt;&lt;b&gt;");
	check(html_escape, "a&b<c>d\"e'f", "a&amp;b&lt;c&gt;d&quot;e&#39;f");
}

static const struct mount at_root = { "", NULL };

static void
put_url(struct buf *b, const char *s, size_t n)
{
	template_url(b, &at_root, s, n);
}

static void
put_url_below(struct buf *b, const char *s, size_t n)
{
	template_url(b, &(struct mount) { "/talk", "https://desk.news.example" }, s, n);
}

static void
only_safe_urls_are_written(void **state)
{
	static const char *const refused[] = { "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
		"java\nscript:alert(1)", "java\tscript:x", "\x01javascript:x", "data:text/html,x", "vbscript:x", "//evil.example",
		"/\\evil.example", "\\\\evil.example", "/\t/evil.example", "http:evil", "https://", "relative", "blob:x",
		"file:///etc", "http://a b/", "/a\x7f" };

	(void)state;
	check(put_url, "/a/1?sort=best&cursor=x", "/a/1?sort=best&amp;cursor=x");
	check(put_url, "/", "/");
	check(put_url, "?sort=best", "?sort=best");
	check(put_url, "#c-1", "#c-1");
	check(put_url, "https://news.example/a?b=\"c\"", "https://news.example/a?b=&quot;c&quot;");
	check(put_url, "HTTP://news.example/", "HTTP://news.example/");
	check(put_url, "mailto:desk@news.example", "mailto:desk@news.example");
	check(put_url, "https://뉴스.example/기사", "https://뉴스.example/기사");
	for (size_t i = 0; i < LENGTH(refused); i++)
		check(put_url, refused[i], "#");
}

static void
url_parts_are_percent_encoded(void **state)
{
	(void)state;
	check(percent_encode, "abc-._~09", "abc-._~09");
	check(percent_encode, "/a?b=c&d#e", "%2Fa%3Fb%3Dc%26d%23e");
	check(percent_encode, "\"><script>", "%22%3E%3Cscript%3E");
	check(percent_encode, "마", "%EB%A7%88");
	check(percent_encode, "../..", "..%2F..");
}

/* ---- names and sections, over tables made by hand */

#define TEXT(s)                                      \
	{                                            \
		STEP_TEXT, 0, sizeof(s) - 1, s, NULL \
	}
#define ESCAPE(n)                          \
	{                                  \
		STEP_ESCAPE, 0, 0, n, NULL \
	}
#define SECTION(n, end)                       \
	{                                     \
		STEP_SECTION, end, 0, n, NULL \
	}
#define INVERTED(n, end)                       \
	{                                      \
		STEP_INVERTED, end, 0, n, NULL \
	}
#define PARTIAL(t)                        \
	{                                 \
		STEP_PARTIAL, 0, 0, "", t \
	}

static void
paths_begin_with_the_mount(void **state)
{
	static const char *const as_they_are[] = { "?sort=best", "#c-1", "https://news.example/desk",
		"mailto:desk@news.example" };
	static const struct template_step steps[] = { { STEP_MOUNT, 0, 0, "/account", NULL }, TEXT("/account "),
		{ STEP_MOUNT, 0, 0, "/desk/log", NULL }, TEXT("/desk/log") };
	static const struct template t = { "t", steps, LENGTH(steps) };
	const struct mount below = { "/talk", "https://desk.news.example" };
	json_t *nothing = json_object();
	struct buf b;

	(void)state;
	check(put_url_below, "/", "/talk/");
	check(put_url_below, "/a/1?x=<", "/talk/a/1?x=&lt;");
	check(put_url_below, "/desk", "https://desk.news.example/desk");
	check(put_url_below, "/desk/1", "https://desk.news.example/desk/1");
	check(put_url_below, "/desk?view=mine", "https://desk.news.example/desk?view=mine");
	check(put_url_below, "/desktop", "/talk/desktop");
	check(put_url_below, "//evil.example", "#");
	check(put_url_below, "/\\evil.example", "#");
	for (size_t i = 0; i < LENGTH(as_they_are); i++)
		check(put_url_below, as_they_are[i], as_they_are[i]);
	buf_init(&b, NULL);
	assert_null(template_render(&t, nothing, &below, &b));
	assert_string_equal(b.data, "/talk/account https://desk.news.example/desk/log");
	buf_end(&b);
	json_decref(nothing);
}

static char *
render(const struct template *t, const char *document, const char **missing)
{
	json_t *root = json_loads(document, 0, NULL);
	struct buf b;

	assert_non_null(root);
	buf_init(&b, NULL);
	buf_puts(&b, "");
	*missing = template_render(t, root, &at_root, &b);
	json_decref(root);
	return (b.data);
}

static void
expect(const struct template *t, const char *document, const char *out)
{
	const char *missing;
	char *page = render(t, document, &missing);

	assert_string_equal(page, out);
	assert_null(missing);
	free(page);
}

static void
a_section_repeats_for_each_item(void **state)
{
	static const struct template_step steps[] = { SECTION("list", 4), TEXT("["), ESCAPE("n"), TEXT("]"), INVERTED("list", 6),
		TEXT("none") };
	static const struct template t = { "t", steps, LENGTH(steps) };

	(void)state;
	expect(&t, "{\"list\":[{\"n\":1},{\"n\":\"<\"},{\"n\":null},{\"n\":true}]}", "[1][&lt;][][true]");
	expect(&t, "{\"list\":{\"n\":2}}", "[2]");
	expect(&t, "{\"list\":true,\"n\":3}", "[3]");
	expect(&t, "{\"list\":\"x\",\"n\":0}", "[0]");
	expect(&t, "{\"list\":[]}", "none");
	expect(&t, "{\"list\":null}", "none");
	expect(&t, "{\"list\":0}", "none");
	expect(&t, "{\"list\":\"\"}", "none");
	expect(&t, "{\"list\":false}", "none");
	expect(&t, "{}", "none");
}

static void
a_name_is_looked_up_in_its_scope_only(void **state)
{
	static const struct template_step steps[] = { SECTION("a.b", 4), ESCAPE("x"), ESCAPE("@x"), ESCAPE("@a.y") };
	static const struct template t = { "t", steps, LENGTH(steps) };
	static const struct template_step items[] = { SECTION("words", 3), ESCAPE("."), ESCAPE("tail") };
	static const struct template scalars = { "t", items, LENGTH(items) };
	const char *missing;
	char *page;

	(void)state;
	expect(&t, "{\"x\":\"outer\",\"a\":{\"y\":7,\"b\":{\"x\":\"inner\"}}}", "innerouter7");
	expect(&scalars, "{\"words\":[\"a\",\"<\"],\"tail\":\";\"}", "a;&lt;;");
	/* A name is never borrowed from an outer scope. */
	page = render(&t, "{\"x\":\"outer\",\"a\":{\"y\":7,\"b\":{\"other\":1}}}", &missing);
	assert_string_equal(page, "outer7");
	assert_string_equal(missing, "x");
	free(page);
}

static const struct template tree;
static const struct template_step tree_steps[] = { TEXT("("), ESCAPE("n"), SECTION("children", 4), PARTIAL(&tree), TEXT(")") };
static const struct template tree = { "tree", tree_steps, LENGTH(tree_steps) };

static void
recursion_is_bounded(void **state)
{
	json_t *node = json_pack("{s:i,s:[]}", "n", 0, "children");
	struct buf b;

	(void)state;
	expect(&tree, "{\"n\":1,\"children\":[{\"n\":2,\"children\":[]},{\"n\":3,\"children\":[]}]}", "(1(2)(3))");
	for (int i = 0; i < 200; i++)
		node = json_pack("{s:i,s:[o]}", "n", i, "children", node);
	buf_init(&b, NULL);
	assert_null(template_render(&tree, node, &at_root, &b));
	assert_true(b.len < 200);
	buf_end(&b);
	json_decref(node);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_and_attributes_are_escaped),
		cmocka_unit_test(only_safe_urls_are_written),
		cmocka_unit_test(paths_begin_with_the_mount),
		cmocka_unit_test(url_parts_are_percent_encoded),
		cmocka_unit_test(a_section_repeats_for_each_item),
		cmocka_unit_test(a_name_is_looked_up_in_its_scope_only),
		cmocka_unit_test(recursion_is_bounded),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

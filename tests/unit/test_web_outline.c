/* Goal: an outline with its gaps filled is the page that would have been drawn, and nothing else is a gap. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "secret/token.h"
#include "templates.h"
#include "web/kit/gap.h"
#include "web_sample.h"

/* Ends root. */
static char *
drawn(const struct template *t, json_t *root)
{
	struct buf out;

	buf_init(&out, NULL);
	assert_null(template_render(t, root, &out));
	json_decref(root);
	return (out.data);
}

/* A reader of whom nothing is on the page. */
static json_t *
visitor(const char *name)
{
	return (json_pack("{s:s,s:s,s:s}", "id", "01930000-0000-7000-8000-0000000000ff", "username", name, "role", "reader"));
}

/* What an outline is drawn for: outline_look()'s. */
static json_t *
outlined(struct page_context *l)
{
	json_t *held = json_pack("{s:o,s:o,s:o,s:s}", "token", gap_value(GAP_TOKEN, ""), "key", gap_value(GAP_KEY, ""), "username",
	    gap_value(GAP_NAME, ""), "role", "reader");

	*l = look(held, "");
	l->token = view_get(held, "token", "");
	l->key = view_get(held, "key", "");
	l->now_ms = NOW_LATER;
	return (held);
}

static char *
filled(const char *html, const struct page_context *l)
{
	struct buf out;

	buf_init(&out, NULL);
	gap_fill(html, strlen(html), l, &out);
	return (out.data);
}

/* An outline with its gaps filled is what would have been drawn. */
static void
outline_of(const char *name, const struct template *t, const struct thread_context *thread,
    json_t *(*view)(const struct page_context *, const struct thread_context *, json_t *, json_t *))
{
	json_t *page = sample(name), *same = sample(name), *account = visitor("Zoë & " EVIL), *held;
	json_t *mine = json_pack("{s:{},s:[],s:[],s:O}", "votes", "reports", "comments", "account", account);
	struct page_context l = look(account, ""), nobody;
	char *whole, *outline, *out;

	held = outlined(&nobody);
	whole = drawn(t, view(&l, thread, page, mine));
	outline = drawn(t, view(&nobody, thread, same, NULL));
	out = filled(outline, &l);
	assert_null(strstr(outline, "ago</time>"));
	assert_non_null(strstr(whole, "ago</time>"));
	assert_string_equal(out, whole);
	free(whole);
	free(outline);
	free(out);
	json_decref(page);
	json_decref(same);
	json_decref(mine);
	json_decref(account);
	json_decref(held);
}

static void
outlines(void **state)
{
	struct thread_context top = thread_look(NULL, "newest", NULL), one = thread_look(COMMENT, "best", "Y3Vyc29y");

	(void)state;
	outline_of("thread", &template_thread, &top, view_thread);
	outline_of("permalink", &template_permalink, &one, view_permalink);
}

/* Whatever octets a text has, only what was made as a gap is one. */
static void
no_gaps(void **state)
{
	static const char *const texts[] = { "", "\x02", "\x02\x03", "\x02t\x03", "a\x02" "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" "t\x03" "b",
		"\x02\x02\x02" "k\x03\x03" };
	struct page_context l = look(NULL, "");
	json_t *gap = gap_value(GAP_TOKEN, "");
	char cut[64], *out;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		out = filled(texts[i], &l);
		assert_string_equal(out, texts[i]);
		free(out);
	}
	out = filled(json_string_value(gap), &l);
	assert_string_equal(out, l.token);
	free(out);
	/* Nothing behind a page's octets is read. */
	for (const char *of = "2026-11-23T14:00:00.000Z"; *of != '\0'; of += strlen(of) / 2 + 1) {
		json_t *ago = gap_value(GAP_AGO, of);
		size_t n = json_string_length(ago);
		char *alone = malloc(n);
		struct buf b;

		assert_non_null(alone);
		memcpy(alone, json_string_value(ago), n);
		buf_init(&b, NULL);
		gap_fill(alone, n, &l, &b);
		assert_true(b.len > 0 && b.len < VIEW_AGO);
		buf_end(&b);
		free(alone);
		json_decref(ago);
	}
	/* One without its end. */
	snprintf(cut, sizeof(cut), "%.*s", (int)json_string_length(gap) - 1, json_string_value(gap));
	out = filled(cut, &l);
	assert_string_equal(out, cut);
	free(out);
	json_decref(gap);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outlines),
		cmocka_unit_test(no_gaps),
	};

	secret_start();
	return (cmocka_run_group_tests(tests, NULL, NULL));
}

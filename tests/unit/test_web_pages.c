/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Goal: every page, drawn from samples, is whole: no value missing, every id once, every form with its token, nothing of a
 * reader's that escapes its place. With MADANG_PAGES=FOLDER the pages are also written there, to be looked at.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "templates.h"
#include "base/problems.h"
#include "web/view/view.h"
#include "web_sample.h"

static void
keep(const char *name, const char *page, size_t n)
{
	const char *folder = getenv("MADANG_PAGES");
	char path[512];
	FILE *f;

	if (folder == NULL)
		return;
	snprintf(path, sizeof(path), "%s/%s.html", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(page, 1, n, f), n);
	fclose(f);
	for (size_t i = 0; i < nassets; i++) {
		snprintf(path, sizeof(path), "%s%s", folder, assets[i].path);
		if ((f = fopen(path, "w")) != NULL) { /* the folder has an assets folder */
			assert_int_equal(fwrite(assets[i].data, 1, assets[i].len, f), assets[i].len);
			fclose(f);
		}
	}
}

static unsigned
count(const char *page, const char *what)
{
	unsigned n = 0;

	for (const char *p = page; (p = strstr(p, what)) != NULL; p += strlen(what))
		n++;
	return (n);
}

/* Every id="…" of the page stands there once. */
static void
ids_once(const char *page)
{
	for (const char *p = page; (p = strstr(p, " id=\"")) != NULL; p += 5) {
		char id[128];
		int n = snprintf(id, sizeof(id), "%.*s\"", (int)(5 + strcspn(p + 5, "\"")), p);

		assert_true(n > 0 && (size_t)n < sizeof(id));
		if (count(page, id) != 1)
			fail_msg("%s stands %u times", id, count(page, id));
	}
}

/* Draws, checks what holds for all pages, and gives the page; ends root. */
static char *
draw(const char *name, const struct template *t, json_t *root)
{
	struct buf out;
	const char *missing;

	buf_init(&out, NULL);
	missing = template_render(t, root, &(struct mount) { "", NULL }, &out);
	if (missing != NULL)
		fail_msg("%s lacks '%s'", name, missing);
	json_decref(root);
	keep(name, out.data, out.len);
	ids_once(out.data);
	assert_null(strstr(out.data, "<script"));
	assert_null(strstr(out.data, "<b onclick"));
	assert_null(strstr(out.data, " style="));
	assert_int_equal(count(out.data, "method=\"post\""), count(out.data, "name=\"form_token\" value=\""));
	assert_int_equal(count(out.data, "<h1"), 1);
	return (out.data);
}

static void
a_thread_shows_comments_votes_and_notes(void **state)
{
	json_t *page = sample("thread"), *mine = sample("mine");
	struct page_context l = look(json_object_get(mine, "account"), "");
	struct thread_context t = thread_look(NULL, "newest", NULL);
	char *out = draw("thread", &template_thread, view_thread(&l, &t, page, mine));

	(void)state;
	assert_non_null(strstr(out, "128 comments"));
	assert_non_null(strstr(out, "A moderator removed this comment."));
	assert_non_null(strstr(out, "Held for review."));
	assert_non_null(strstr(out, "9 more of 12 replies"));
	assert_non_null(strstr(out, "aria-label=\"Vote up: 57\""));
	assert_int_equal(count(out, "aria-pressed=\"true\""), 2);
	assert_int_equal(count(out, ">Reported<"), 1);
	/* Only the own, recent comments can be edited. */
	assert_int_equal(count(out, "/edit\""), 2);
	assert_int_equal(count(out, "aria-current=\"true\""), 1);
	assert_non_null(strstr(out, "?cursor=bmV4dC1wYWdl"));
	free(out);
	json_decref(page);
	json_decref(mine);
}

/* A pinned comment stands on top for reading, and once more in its place. */
static void
a_pinned_comment_is_shown_on_top_too(void **state)
{
	json_t *page = sample("thread"), *mine = sample("mine");
	struct page_context l = look(json_object_get(mine, "account"), "");
	struct thread_context t = thread_look(NULL, "newest", NULL);
	json_t *first = json_array_get(json_object_get(page, "comments"), 0);
	char *out, id[80];

	(void)state;
	snprintf(id, sizeof(id), "id=\"pin-%s\"", view_get(first, "id", ""));
	view_put(page, "pinned", json_pack("[o]", json_deep_copy(first)));
	out = draw("thread-pinned", &template_thread, view_thread(&l, &t, page, mine));
	assert_int_equal(count(out, "Pinned by the moderators"), 1);
	assert_int_equal(count(out, id), 1);
	assert_true(strstr(out, id) < strstr(out, "id=\"c-"));
	assert_null(strstr(out, ">0 replies"));
	free(out);
	json_decref(page);
	json_decref(mine);
}

static void
a_reader_without_a_session_gets_no_forms(void **state)
{
	json_t *page = sample("thread");
	struct page_context l = look(NULL, "");
	struct thread_context t = thread_look(NULL, "best", "Y3Vyc29y");
	char *out = draw("thread-stranger", &template_thread, view_thread(&l, &t, page, NULL));

	(void)state;
	assert_non_null(strstr(out,
	    "Share your thoughts. <a href=\"/sign-in?next=%2Fa%2F" ARTICLE "%3Fsort%3Dbest\">Sign in</a> "
	    "to join the conversation."));
	assert_null(strstr(out, "<form"));
	assert_non_null(strstr(out, "?sort=best&amp;cursor=bmV4dC1wYWdl"));
	free(out);
	json_decref(page);
}

static void
a_closed_thread_without_comments_is_whole(void **state)
{
	json_t *page = sample("thread"), *mine = sample("mine");
	struct page_context l = look(json_object_get(mine, "account"), "");
	struct thread_context t = thread_look(NULL, "newest", NULL);
	json_t *root;

	(void)state;
	view_put(page, "comments", json_array());
	view_put(page, "next", json_null());
	view_put(json_object_get(page, "article"), "state", json_string("closed"));
	view_put(json_object_get(page, "article"), "comment_count", json_integer(1));
	root = view_thread(&l, &t, page, NULL);
	(void)view_flash(root, "wait", "Thank you. A moderator reads your comment before it appears.");
	free(draw("thread-closed", &template_thread, root));
	json_decref(page);
	json_decref(mine);
}

static void
a_permalink_offers_a_reply_to_its_comment(void **state)
{
	json_t *page = sample("permalink"), *mine = sample("mine");
	struct page_context l = look(json_object_get(mine, "account"), "");
	struct thread_context t = thread_look(COMMENT, "newest", NULL);
	char *out = draw("permalink", &template_permalink, view_permalink(&l, &t, page, mine));

	(void)state;
	assert_non_null(strstr(out, "name=\"parent_id\" value=\"" COMMENT "\""));
	assert_non_null(strstr(out, "The author took this comment back."));
	free(out);
	json_decref(page);
	json_decref(mine);
}

/* Readers share the documents of these pages. */
static void
a_view_leaves_its_document_unchanged(void **state)
{
	json_t *page = sample("thread"), *single = sample("permalink"), *mine = sample("mine");
	json_t *const docs[] = { page, single, mine };
	json_t *before[3];
	struct page_context l = look(json_object_get(mine, "account"), "");
	struct thread_context whole = thread_look(NULL, "newest", NULL), one = thread_look(COMMENT, "newest", NULL);

	(void)state;
	view_put(page, "pinned", json_pack("[o]", json_deep_copy(json_array_get(json_object_get(page, "comments"), 0))));
	for (size_t i = 0; i < 3; i++)
		before[i] = json_deep_copy(docs[i]);
	free(draw("thread-shared", &template_thread, view_thread(&l, &whole, page, mine)));
	free(draw("permalink-shared", &template_permalink, view_permalink(&l, &one, single, mine)));
	for (size_t i = 0; i < 3; i++) {
		assert_true(json_equal(docs[i], before[i]));
		json_decref(before[i]);
		json_decref(docs[i]);
	}
}

static void
the_desk_marks_hits_and_shows_claims(void **state)
{
	json_t *list = sample("cases"), *account = sample("moderator"), *root;
	struct page_context l = look(account, "desk");
	char *out;

	(void)state;
	root = view_desk(&l, list, "all", NULL);
	view_put(view_flash(root, "done", "Rejected."), "undo", json_string(COMMENT));
	out = draw("desk", &template_desk, root);
	assert_int_equal(count(out, "<mark>clown</mark>"), 2);
	assert_int_equal(count(out, "<mark>바보</mark>"), 1);
	assert_non_null(strstr(out, "1000+"));
	assert_non_null(strstr(out, "oskar holds this case until"));
	assert_non_null(strstr(out, "You hold this case until"));
	assert_non_null(strstr(out, "your own comment"));
	/* The one a colleague holds and the own one are for looking at. */
	assert_int_equal(count(out, "value=\"reject\">"), 1 + 1);
	assert_int_equal(count(out, "type=\"checkbox\" form=\"bulk\""), 1);
	assert_int_equal(count(out, "form=\"bulk\" name=\"reason-"), 1);
	free(out);
	json_decref(list);
	json_decref(account);
}

static void
a_case_page_is_whole_with_and_without_a_conflict(void **state)
{
	json_t *list = sample("cases"), *account = sample("moderator"), *root;
	struct page_context l = look(account, "desk");

	(void)state;
	free(draw("case", &template_case, view_case_page(&l, json_array_get(json_object_get(list, "cases"), 1))));
	root = view_case_page(&l, json_array_get(json_object_get(list, "cases"), 0));
	view_put(root, "conflict",
	    json_pack("{s:s,s:s}", "title", "Nothing was decided: the case has changed", "text",
		"A colleague decided or holds it. This is how it stands now."));
	free(draw("case-conflict", &template_case, root));
	json_decref(list);
	json_decref(account);
}

static void
spans_outside_the_text_mark_nothing(void **state)
{
	json_t *list = sample("cases"), *account = sample("moderator");
	json_t *one = json_array_get(json_object_get(list, "cases"), 0),
	       *signal = json_array_get(json_object_get(one, "signals"), 0);
	struct page_context l = look(account, "desk");
	char *out;

	(void)state;
	/* Behind the end, backwards, negative, and through the middle of a character of three bytes. */
	view_put(json_object_get(one, "comment"), "body", json_string("바보"));
	view_put(one, "signals", json_incref(json_object_get(one, "signals")));
	view_put(signal, "spans", json_pack("[[ii][ii][ii][ii]]", 100, 200, 5, 2, -7, -1, 1, 4));
	out = draw("case-spans", &template_case, view_case_page(&l, one));
	assert_non_null(strstr(out, "바"));
	assert_non_null(strstr(out, "보"));
	free(out);
	json_decref(list);
	json_decref(account);
}

/* A report on an earlier text is shown, and marks and proposes nothing. */
static void
a_report_on_an_earlier_text_proposes_nothing(void **state)
{
	json_t *list = sample("cases"), *account = sample("moderator");
	json_t *one = json_array_get(json_object_get(list, "cases"), 0);
	struct page_context l = look(account, "desk");
	char *out;

	(void)state;
	view_put(one, "claim", json_null());
	out = draw("case-first-text", &template_case, view_case_page(&l, one));
	assert_int_equal(count(out, "<option value=\"abuse\" selected=\"\">"), 1);
	assert_int_equal(count(out, "about an earlier text"), 0);
	free(out);
	view_put(json_object_get(one, "comment"), "revision", json_integer(2));
	view_put(json_array_get(json_object_get(one, "signals"), 2), "revision", json_integer(2));
	out = draw("case-later-text", &template_case, view_case_page(&l, one));
	assert_null(strstr(out, "<mark>"));
	assert_int_equal(count(out, "<option value=\"harassment\" selected=\"\">"), 1);
	assert_int_equal(count(out, "<span class=\"source\">about an earlier text</span>"), 3);
	free(out);
	json_decref(list);
	json_decref(account);
}

static void
a_case_shows_its_context(void **state)
{
	json_t *list = sample("cases"), *account = sample("moderator"), *one = json_array_get(json_object_get(list, "cases"), 1);
	struct page_context l = look(account, "desk");
	char *out;

	(void)state;
	out = draw("case-alone", &template_case, view_case_page(&l, one));
	assert_null(strstr(out, "In reply to"));
	assert_null(strstr(out, "Changes by the author"));
	assert_null(strstr(out, "escalated this"));
	free(out);
	view_put(one, "parent",
	    json_pack("{s:s,s:{s:s},s:s,s:s}", "id", COMMENT, "author", "username", EVIL, "state", "published", "body", EVIL));
	view_put(one, "escalation",
	    json_pack("{s:{s:s},s:s,s:s}", "by", "username", "oskar", "at", "2026-11-23T14:00:00.000Z", "note", EVIL));
	view_put(one, "revisions",
	    json_pack("[{s:i,s:s,s:s},{s:i,s:n,s:s}]", "revision", 1, "body", EVIL, "created_at", "2026-11-23T14:00:00.000Z",
		"revision", 2, "body", "created_at", "2026-11-23T14:30:00.000Z"));
	out = draw("case-context", &template_case, view_case_page(&l, one));
	assert_non_null(strstr(out, "In reply to"));
	assert_non_null(strstr(out, "/c/" COMMENT "\">in its thread"));
	assert_non_null(strstr(out, "oskar</span> escalated this"));
	assert_non_null(strstr(out, "Changes by the author"));
	assert_non_null(strstr(out, "(The text was erased.)"));
	free(out);
	json_decref(list);
	json_decref(account);
}

/* Every rule has words: a statement names none by its code. */
static void
every_rule_has_a_name_for_people(void **state)
{
	static const char *const rules[] = { "length", "words", "links", "repetition", "shouting", "gibberish", "newcomer",
		"record", "sanction", "premoderated", "velocity", "unverified", "reports" };

	(void)state;
	for (size_t i = 0; i < LENGTH(rules); i++)
		assert_true(*view_rule(rules[i]) >= 'A' && *view_rule(rules[i]) <= 'Z');
}

static void
a_sites_own_words_name_its_reasons(void **state)
{
	json_t *sites = json_pack("[{s:s,s:s,s:{s:s,s:s}},{s:s,s:s,s:{}}]", "key", "a", "title", "A", "reasons", "hats", EVIL,
	    "spam", "Peddling", "key", "b", "title", "B", "reasons");
	struct page_context l = look(NULL, "desk");
	json_t *list;

	(void)state;
	l.sites = sites;
	assert_string_equal(view_reason(&l, "a", "spam"), "Peddling");
	assert_string_equal(view_reason(&l, "b", "spam"), "Spam");
	assert_string_equal(view_reason(&l, NULL, "spam"), "Spam"); /* two sites: neither's */
	assert_string_equal(view_reason(&l, NULL, "hats"), EVIL);
	assert_string_equal(view_reason(&l, "b", "hats"), "hats");
	list = view_reasons(&l, "a", NO_REASON, NULL);
	assert_int_equal(json_array_size(list), 1 + 8 + 1);
	assert_true(json_is_true(json_object_get(json_array_get(list, 0), "selected")));
	json_decref(list);
	list = view_reasons(&l, "b", NO_REASON, "hate");
	assert_int_equal(json_array_size(list), 1 + 8);
	assert_false(json_is_true(json_object_get(json_array_get(list, 0), "selected")));
	json_decref(list);
	json_decref(sites);
}

static void
the_log_offers_undo_where_it_is_possible(void **state)
{
	json_t *list = sample("log"), *account = sample("moderator");
	struct page_context l = look(account, "desk");
	char *out = draw("log", &template_log, view_log(&l, list));

	(void)state;
	assert_int_equal(count(out, ">Undo<"), 2);
	free(out);
	json_decref(list);
	json_decref(account);
}

static void
account_and_notices_pages_are_whole(void **state)
{
	json_t *mine = sample("mine"), *sessions = sample("sessions"), *notices = sample("notices");
	struct page_context l = look(json_object_get(mine, "account"), "account");

	(void)state;
	free(draw("account", &template_account, view_account(&l, sessions)));
	free(draw("notices", &template_notices, view_notices(&l, notices)));
	free(draw("notifications", &template_notifications, view_notifications(&l, notices)));
	json_decref(mine);
	json_decref(sessions);
	json_decref(notices);
}

static void
a_form_shows_values_and_errors_but_no_password(void **state)
{
	struct page_context l = look(NULL, "");
	json_t *root = view_form(&l, "Sign up", "/sign-up", "Sign up"), *field;
	char *out;

	(void)state;
	(void)view_field(root, "username", "Name", "text", "username", EVIL);
	field = view_field(root, "password", "Password", "password", "new-password", "secret words");
	view_hint(field, "At least 10 characters.");
	view_hidden(root, "next", EVIL);
	view_form_error(root, "username", view_sentence("username_taken"));
	view_form_error(root, "password", view_sentence("too_short"));
	view_other(root, "Have an account?", "/sign-in", "Sign in");
	out = draw("sign-up", &template_form, root);
	assert_null(strstr(out, "secret words"));
	assert_non_null(strstr(out, "aria-describedby=\"password-hint password-error\""));
	assert_non_null(strstr(out, "&quot;&#39;&gt;&lt;script&gt;"));
	free(out);

	root = view_form(&l, "Report this comment", "/a/x/c/y/report", "Send report");
	(void)view_area(root, "detail", "Anything the moderators should know", "</textarea>" EVIL, 4, false);
	view_put(root, "radios",
	    json_pack("{s:s,s:s,s:o}", "name", "reason", "legend", "What is wrong with it?", "list",
		view_report_reasons(&l, NULL, "reason", NULL)));
	view_form_error(root, "reason", view_sentence("unknown_reason"));
	free(draw("report", &template_form, root));
}

static void
every_problem_page_is_whole(void **state)
{
	static const int statuses[] = { 403, 404, 409, 422, 503 };
	struct page_context l = look(NULL, "");

	(void)state;
	for (size_t i = 0; i < LENGTH(statuses); i++) {
		json_t *root = view_problem(&l, statuses[i], problem_detail(problem_of_status(statuses[i])));
		char name[32];

		if (statuses[i] == 409)
			view_put(root, "kept", json_string("\n" EVIL));
		if (statuses[i] == 403)
			view_fact(root, "Until", EVIL);
		view_link(root, "To the front page", "/");
		snprintf(name, sizeof(name), "problem-%d", statuses[i]);
		free(draw(name, &template_error, root));
	}
	free(draw("home", &template_home, view_root(&l, "Discussions")));
}

/* Members that are never a reader's words. */
static bool
ours(const char *key)
{
	static const char *const keys[] = { "html", "state", "id", "case", "at", "created_at", "opened_at", "edited_at",
		"undone_at", "read_at" };

	for (size_t i = 0; i < LENGTH(keys); i++)
		if (strcmp(key, keys[i]) == 0)
			return (true);
	return (false);
}

/* A hostile reader's every string, in the thread and at the desk. */
static void
poison(json_t *value)
{
	const char *key;
	json_t *member;
	size_t i;

	if (json_is_array(value)) {
		json_array_foreach (value, i, member)
			poison(member);
		return;
	}
	json_object_foreach (value, key, member)
		if (!json_is_string(member))
			poison(member);
		else if (!ours(key))
			json_string_set(member, "javascript:" EVIL);
}

static void
hostile_text_stays_text(void **state)
{
	json_t *page = sample("thread"), *mine = sample("mine"), *list = sample("cases"), *notices = sample("notices");
	json_t *account = sample("moderator"), *log = sample("log");
	struct page_context l = look(json_object_get(mine, "account"), "");
	struct thread_context t = thread_look(NULL, "newest", EVIL);
	char *out;

	(void)state;
	poison(page);
	poison(mine);
	poison(list);
	poison(notices);
	poison(log);
	out = draw("hostile-thread", &template_thread, view_thread(&l, &t, page, mine));
	assert_null(strstr(out, "href=\"javascript:"));
	assert_null(strstr(out, "href=\"j"));
	free(out);
	free(draw("hostile-desk", &template_desk, view_desk(&l, list, EVIL, EVIL)));
	free(draw("hostile-case", &template_case, view_case_page(&l, json_array_get(json_object_get(list, "cases"), 0))));
	free(draw("hostile-notices", &template_notices, view_notices(&l, notices)));
	free(draw("hostile-notifications", &template_notifications, view_notifications(&l, notices)));
	free(draw("hostile-log", &template_log, view_log(&l, log)));
	json_decref(page);
	json_decref(mine);
	json_decref(list);
	json_decref(notices);
	json_decref(account);
	json_decref(log);
}

static void
a_link_back_stays_on_the_site(void **state)
{
	static const char *const refused[] = { "", "a", "//evil.example", "https://evil.example", "/\\evil.example", "/a b",
		"/a\r\nSet-Cookie: x", "/\t/evil.example" };

	(void)state;
	assert_string_equal(view_back("/a/1?sort=best#c-1"), "/a/1?sort=best#c-1");
	assert_string_equal(view_back(NULL), "/");
	for (size_t i = 0; i < LENGTH(refused); i++)
		assert_string_equal(view_back(refused[i]), "/");
}

static void
a_string_keeps_its_length(void **state)
{
	char text[600];

	(void)state;
	memset(text, 'x', sizeof(text));
	for (size_t n = 250; n < sizeof(text); n++) {
		json_t *made = view_string("/%.*s", (int)n, text);

		assert_int_equal(json_string_length(made), n + 1);
		assert_memory_equal(json_string_value(made) + 1, text, n);
		json_decref(made);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thread_shows_comments_votes_and_notes),
		cmocka_unit_test(a_pinned_comment_is_shown_on_top_too),
		cmocka_unit_test(a_reader_without_a_session_gets_no_forms),
		cmocka_unit_test(a_closed_thread_without_comments_is_whole),
		cmocka_unit_test(a_permalink_offers_a_reply_to_its_comment),
		cmocka_unit_test(a_view_leaves_its_document_unchanged),
		cmocka_unit_test(the_desk_marks_hits_and_shows_claims),
		cmocka_unit_test(a_case_page_is_whole_with_and_without_a_conflict),
		cmocka_unit_test(spans_outside_the_text_mark_nothing),
		cmocka_unit_test(a_report_on_an_earlier_text_proposes_nothing),
		cmocka_unit_test(a_case_shows_its_context),
		cmocka_unit_test(every_rule_has_a_name_for_people),
		cmocka_unit_test(a_sites_own_words_name_its_reasons),
		cmocka_unit_test(the_log_offers_undo_where_it_is_possible),
		cmocka_unit_test(account_and_notices_pages_are_whole),
		cmocka_unit_test(a_form_shows_values_and_errors_but_no_password),
		cmocka_unit_test(every_problem_page_is_whole),
		cmocka_unit_test(hostile_text_stays_text),
		cmocka_unit_test(a_link_back_stays_on_the_site),
		cmocka_unit_test(a_string_keeps_its_length),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}

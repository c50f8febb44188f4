/* SPDX-License-Identifier: Apache-2.0 */
/* Restrictions on writing as sentences: the line in place of a form, and the conditions above one. */
#include "base/problems.h"
#include "web/view/view.h"

static const json_t *
restriction_site(const struct page_context *l, const char *key)
{
	json_t *one;
	size_t i;

	json_array_foreach (l->sites, i, one)
		if (view_is(one, "key", key))
			return (one);
	return (NULL);
}

static json_t *
restriction_span(long seconds)
{
	static const struct {
		long seconds;
		const char *one, *many;
	} units[] = { { 86400, "day", "days" }, { 3600, "hour", "hours" }, { 60, "minute", "minutes" } };

	for (size_t i = 0; i < LENGTH(units); i++)
		if (seconds >= units[i].seconds && seconds % units[i].seconds == 0)
			return (view_count(seconds / units[i].seconds, units[i].one, units[i].many));
	return (view_count(seconds, "second", "seconds"));
}

/* ---- the conditions of an article and its site */

const char *
view_closed(const struct page_context *l, const json_t *article)
{
	int64_t closes = view_ms(view_get(article, "closes_at", NULL));

	if (view_is(article, "state", "closed"))
		return ("article");
	if (closes >= 0 && l->now_ms > 0 && closes <= l->now_ms)
		return ("time");
	return (view_is(restriction_site(l, view_get(article, "site", "")), "mode", "closed") ? "site" : NULL);
}

bool
view_premoderated(const struct page_context *l, const json_t *article)
{
	return (view_is(article, "state", "premoderated") ||
	    view_is(restriction_site(l, view_get(article, "site", "")), "mode", "premoderated"));
}

long
view_fold_votes(const struct page_context *l, const json_t *article)
{
	return (view_int(restriction_site(l, view_get(article, "site", "")), "fold_votes"));
}

static const char *
closed_sentence(const char *by)
{
	if (strcmp(by, "site") == 0)
		return ("This site takes no comments at the moment. Votes and reports stay open.");
	return (strcmp(by, "time") == 0 ?
		"The time for this discussion is over: it takes no new comments and no edits. Votes and reports stay open." :
		problem_detail(PROBLEM_ARTICLE_CLOSED));
}

json_t *
view_bar(const char *what)
{
	return (json_pack("{s:s,s:[]}", "what", what, "links"));
}

json_t *
view_bar_closed(const char *by)
{
	return (view_bar(closed_sentence(by)));
}

/* Readers see these conditions before they type. */
json_t *
view_terms(const struct page_context *l, const json_t *article)
{
	long slow = (long)json_integer_value(json_object_get(article, "slow_mode"));
	json_t *list = json_array(),
	       *at = view_site_time(l, view_get(article, "site", NULL), view_get(article, "closes_at", NULL)), *span;

	if (view_premoderated(l, article))
		json_array_append_new(list, json_string("A moderator reads each comment before it appears."));
	if (slow > 0) {
		span = restriction_span(slow);
		json_array_append_new(list, view_string("Slow mode: one comment every %s.", json_string_value(span)));
		json_decref(span);
	}
	if (json_is_object(at))
		json_array_append_new(list, view_string("This discussion closes on %s.", view_get(at, "full", "")));
	json_decref(at);
	return (list);
}

/* ---- the restrictions of this reader */

static const struct {
	const char *kind;
	enum problem problem; /* has the sentence; PROBLEM_NONE: `sentence` has it */
	const char *sentence;
	bool lasts; /* ends at a time, or when a moderator lifts it */
} kinds[] = {
	{ "ban", PROBLEM_NONE, "You are banned here: you can read, but not write, vote or report.", true },
	{ "mute", PROBLEM_NONE, "You are muted here: you can read, vote and report, but not write.", true },
	{ "warn", PROBLEM_WARNING_UNREAD, NULL, false },
	{ "accept_terms", PROBLEM_ACCEPT_TERMS, NULL, false },
	{ "check_mail", PROBLEM_CHECK_MAIL, NULL, false },
	{ "slow_mode", PROBLEM_NONE, "This discussion is in slow mode: there is a wait between two comments of yours.", true },
	{ "premoderate", PROBLEM_NONE, "A moderator reads each of your comments before it appears.", true },
	{ "unverified", PROBLEM_NONE,
	    "Your comments wait until your mail address is verified: open the link in the mail that we sent you.", false },
	{ "locked", PROBLEM_THREAD_LOCKED, NULL, false },
	{ "not_editable", PROBLEM_NOT_EDITABLE, NULL, false },
	{ "edit_window", PROBLEM_EDIT_WINDOW, NULL, false },
};

bool
view_stops(const json_t *restriction)
{
	return (restriction != NULL && json_is_object(restriction) && !view_is(restriction, "kind", "premoderate") &&
	    !view_is(restriction, "kind", "unverified"));
}

bool
view_banned(const json_t *restriction)
{
	return (view_is(restriction, "kind", "ban"));
}

static void
bar_put_end(const struct page_context *l, const char *site, json_t *bar, const json_t *r)
{
	json_t *until = view_site_time(l, site, view_get(r, "until", NULL)), *span;

	if (json_is_object(until))
		view_put(bar, "until", until);
	else {
		json_decref(until);
		view_put(bar, "unlimited", json_true());
	}
	if (view_is(r, "kind", "slow_mode")) {
		span = restriction_span((long)json_integer_value(json_object_get(r, "wait")));
		view_put(bar, "wait", span);
	}
}

static void
bar_link(json_t *bar, const char *text, const char *href)
{
	json_array_append_new(json_object_get(bar, "links"),
	    json_pack("{s:s,s:o}", "text", text, "href", view_string("%s", href)));
}

static void
bar_put_appeal(json_t *bar, const json_t *r)
{
	const char *notice = view_get(r, "notice", NULL);
	json_t *href;

	if (view_is(r, "kind", "warn"))
		bar_link(bar, "Read the warning", "/account/notices");
	if (view_is(r, "appeal", "open"))
		bar_link(bar, "You have appealed", "/account/appeals");
	else if (view_is(r, "appeal", "possible") && notice != NULL) {
		href = view_string("/account/notices/%s/appeal", notice);
		bar_link(bar, "Appeal", json_string_value(href));
		json_decref(href);
	} else if (notice != NULL && !view_is(r, "kind", "warn"))
		bar_link(bar, "Your notices", "/account/notices");
}

json_t *
view_restriction(const struct page_context *l, const char *site, const json_t *r)
{
	const char *kind = view_get(r, "kind", ""), *reason = view_get(r, "reason", NULL);
	json_t *bar;

	if (strcmp(kind, "closed") == 0)
		return (view_bar_closed(view_get(r, "by", "")));
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (strcmp(kinds[i].kind, kind) != 0)
			continue;
		bar = view_bar(kinds[i].sentence != NULL ? kinds[i].sentence : problem_detail(kinds[i].problem));
		if (kinds[i].lasts)
			bar_put_end(l, site, bar, r);
		if (reason != NULL)
			view_put(bar, "why", view_string("%s", view_reason(l, site, reason)));
		bar_put_appeal(bar, r);
		return (bar);
	}
	return (NULL);
}

/* ---- house rules */

json_t *
view_house_rules(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "House rules"), *path = view_string("/house-rules/%s", view_get(doc, "site", ""));

	view_put_about(root, l,
	    &(struct page_about) { .site = view_get(doc, "site", NULL),
		.title = "House rules",
		.description = view_string("The rules for comments on %s.", view_get(doc, "title", view_get(doc, "site", ""))),
		.path = json_string_value(path),
		.type = "website",
		.index = true });
	json_decref(path);
	view_put(root, "site_title", view_string("%s", view_get(doc, "title", view_get(doc, "site", ""))));
	view_put(root, "rules", json_incref(json_object_get(doc, "rules")));
	return (root);
}

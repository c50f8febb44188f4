/* SPDX-License-Identifier: Apache-2.0 */
/* The reader's notices: statements of reasons, outcomes, appeals. */
#include "web/view/view.h"

const char *
view_notice_heading(const char *kind)
{
	static const struct view_option list[] = {
		{ "rejected", "Your comment was not published, or was taken down" },
		{ "held", "Your comment waits for a moderator" },
		{ "restored", "Your comment is published" },
		{ "report", "Your report was decided" },
		{ "sanction", "The moderators put a sanction on your account" },
		{ "lifted", "A sanction on your account has ended" },
		{ "illegal", "Your notice of illegal content was decided" },
		{ "appeal", "An appeal was decided" },
	};

	return (view_label(list, LENGTH(list), kind, "A note from the moderators"));
}

static const char *
notice_heading(const char *kind, const char *comment_state, const json_t *body)
{
	if (strcmp(kind, "appeal") == 0)
		return (view_is(body, "yours", "decision") ? "An appeal against your decision was decided" :
							     "Your appeal was decided");
	if (strcmp(kind, "restored") == 0 && strcmp(comment_state, "withdrawn") == 0)
		return ("A decision on the comment you took back no longer applies");
	return (view_notice_heading(kind));
}

static void
notice_say(json_t *list, json_t *line)
{
	json_array_append_new(list, line);
}

static void
notice_say_decider(json_t *list, const json_t *body)
{
	const char *rule = view_get(body, "rule", NULL), *by = view_get(body, "by", NULL);

	if (json_is_true(json_object_get(body, "automated")))
		notice_say(list,
		    rule != NULL ? view_string("A rule of this site decided this automatically: %s.", view_rule(rule)) :
				   json_string("A rule of this site decided this automatically."));
	else
		notice_say(list,
		    by != NULL ? view_string("A moderator decided this: %s.", by) : json_string("A moderator decided this."));
}

static void
notice_say_times(json_t *list, const json_t *body)
{
	json_t *since = view_time(view_get(body, "since", NULL), 0), *until = view_time(view_get(body, "until", NULL), 0);

	if (json_is_object(until))
		notice_say(list, view_string("From %s until %s.", view_get(since, "text", "now"), view_get(until, "text", "")));
	else if (json_is_object(since))
		notice_say(list, view_string("Since %s.", view_get(since, "text", "")));
	json_decref(since);
	json_decref(until);
}

static void
notice_say_span(json_t *list, const json_t *body)
{
	json_t *since = view_time(view_get(body, "comments_since", NULL), 0);

	notice_say(list, view_string("Your other comments since %s are taken down too.", view_get(since, "text", "then")));
	json_decref(since);
}

static const char *
notice_outcome(const char *outcome)
{
	static const struct view_option list[] = {
		{ "upheld", "The decision stands." },
		{ "overturned", "The decision was overturned: what it changed is restored." },
		{ "reopened", "The decision on the appeal was taken back. The appeal waits again." },
		{ "moot", "Your appeal has ended: there is nothing left to decide." },
		{ "removed", "The comment was taken down." },
		{ "kept", "The comment stays: the moderators do not find it illegal." },
		{ "withdrawn", "The author took the comment back before it was decided." },
	};

	return (view_label(list, LENGTH(list), outcome, "It was decided."));
}

/* The event, its decider, its times, its house rule, and the moderators' message. */
static json_t *
notice_lines(const char *kind, const json_t *body)
{
	const json_t *rule = json_object_get(body, "house_rule");
	const char *sanction = view_get(body, "kind", NULL), *note = view_get(body, "note", NULL);
	json_t *list = json_array();

	if (view_is(body, "about", "name")) {
		notice_say(list,
		    json_string(json_is_true(json_object_get(body, "upheld")) ?
			    "The name you reported was replaced." :
			    "The name you reported stays: it does not break the rules."));
		return (list);
	}
	if (json_is_boolean(json_object_get(body, "upheld"))) {
		notice_say(list,
		    json_string(json_is_true(json_object_get(body, "upheld")) ?
			    "The comment you reported was taken down." :
			    "The comment you reported stays: it does not break the rules."));
		return (list);
	}
	if (view_get(body, "outcome", NULL) != NULL)
		notice_say(list, json_string(notice_outcome(view_get(body, "outcome", ""))));
	else if (sanction != NULL && strcmp(kind, "sanction") == 0)
		notice_say(list, view_string("%s.", view_sanction(sanction)));
	if (view_get(body, "action", NULL) != NULL) {
		notice_say_decider(list, body);
		notice_say_times(list, body);
	} else if (sanction != NULL && json_array_size(list) == 0)
		notice_say(list, view_string("%s.", view_sanction(sanction)));
	if (json_is_true(json_object_get(body, "rejected")))
		notice_say(list, json_string("This comment was taken down with it."));
	if (view_get(body, "comments_since", NULL) != NULL)
		notice_say_span(list, body);
	if (json_is_true(json_object_get(body, "restored")))
		notice_say(list, json_string("This comment is as it was before."));
	if (view_get(rule, "text", NULL) != NULL)
		notice_say(list, view_string("House rule “%s”: %s", view_get(rule, "title", ""), view_get(rule, "text", "")));
	if (note != NULL)
		notice_say(list, view_string("Message from the moderators: %s", note));
	return (list);
}

/* The label of a reason at the time of the decision, which the statement keeps with its house rule. */
static json_t *
notice_reason(const struct page_context *l, const json_t *body, const char *reason)
{
	const json_t *rule = json_object_get(body, "house_rule");

	return (
	    view_string("%s", view_is(rule, "reason", reason) ? view_get(rule, "title", reason) : view_reason(l, NULL, reason)));
}

static json_t *
notice_reasons(const struct page_context *l, const json_t *body)
{
	json_t *list = json_array(), *one;
	const char *reason = view_get(body, "reason", NULL);
	size_t i;

	if (reason != NULL)
		json_array_append_new(list, notice_reason(l, body, reason));
	json_array_foreach (json_object_get(body, "reasons"), i, one)
		if (json_is_string(one) || json_is_object(one))
			json_array_append_new(list,
			    notice_reason(l, body, json_is_string(one) ? json_string_value(one) : view_get(one, "reason", "")));
	if (json_array_size(list) == 0) {
		json_decref(list);
		return (json_null());
	}
	return (json_pack("{s:o}", "list", list));
}

/* Does the notice's decision still restrict? For a sanction its appeal's end says so. */
static bool
notice_restricts(const json_t *notice)
{
	if (view_is(notice, "kind", "sanction"))
		return (true);
	return ((view_is(notice, "kind", "rejected") || view_is(notice, "kind", "held")) &&
	    !view_is(notice, "comment_state", "published") && !view_is(notice, "comment_state", "withdrawn"));
}

static void
notice_put_appeal(const struct page_context *l, json_t *shown, const json_t *notice)
{
	const json_t *may = json_object_get(json_object_get(notice, "statement"), "appeal");
	const char *until = view_get(may, "until", NULL);
	json_t *time;

	if (until == NULL || view_ms(until) < l->now_ms || !notice_restricts(notice))
		return;
	time = view_time(until, 0);
	view_put(shown, "appeal", view_string("/account/notices/%s/appeal", view_get(notice, "id", "")));
	view_put(shown, "appeal_until",
	    view_string("You may appeal until %s. A moderator who took no part decides.", view_get(time, "text", "")));
	json_decref(time);
}

/* A link to the comment for the notice's account; null: it cannot see the comment. */
static json_t *
notice_comment_href(const char *article, const char *comment, bool own, bool shown)
{
	if (article == NULL || comment == NULL || (!own && !shown))
		return (json_null());
	return (shown ? view_string("/a/%s/c/%s", article, comment) : view_string("/a/%s#mine-%s", article, comment));
}

static json_t *
notice_href(const json_t *notice)
{
	const json_t *body = json_object_get(notice, "statement");
	const char *state = view_get(notice, "comment_state", NULL);
	bool gone = json_is_true(json_object_get(body, "upheld")) || view_is(body, "outcome", "removed") ||
	    view_is(body, "outcome", "withdrawn");

	if (state != NULL && strcmp(state, "withdrawn") == 0)
		return (json_null());
	return (notice_comment_href(view_get(notice, "article", NULL), view_get(notice, "comment", NULL), state != NULL,
	    state != NULL ? strcmp(state, "published") == 0 : !gone));
}

static json_t *
notice_view(const struct page_context *l, const json_t *one)
{
	const json_t *body = json_object_get(one, "statement");
	const char *kind = view_get(one, "kind", "");
	json_t *n = json_object();

	view_put(n, "id", view_string("%s", view_get(one, "id", "")));
	view_put(n, "heading", json_string(notice_heading(kind, view_get(one, "comment_state", ""), body)));
	view_put(n, "unread", json_boolean(view_get(one, "read_at", NULL) == NULL));
	view_put(n, "lines", notice_lines(kind, body));
	view_put(n, "reasons", notice_reasons(l, body));
	view_put(n, "text", view_excerpt(view_get(one, "text", "")));
	view_put(n, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
	view_put(n, "href", notice_href(one));
	notice_put_appeal(l, n, one);
	return (n);
}

json_t *
view_notices(const struct page_context *l, json_t *list)
{
	json_t *root = view_root(l, "Notices"), *shown = json_array(), *one;
	size_t i;

	view_tabs(root, "/account/notices");
	json_array_foreach (json_object_get(list, "notices"), i, one)
		json_array_append_new(shown, notice_view(l, one));
	view_put(root, "notices", shown);
	view_pager(l, root, view_get(list, "next", NULL), "Older notices");
	return (root);
}

/* ---- appeals */

const char *
view_appeal_state(const char *state)
{
	return (strcmp(state, "open") == 0   ? "Waiting" :
		strcmp(state, "upheld") == 0 ? "The decision stands" :
		strcmp(state, "moot") == 0   ? "Nothing left to decide" :
					       "Overturned");
}

json_t *
view_my_appeals(const struct page_context *l, json_t *list)
{
	json_t *root = view_root(l, "Appeals"), *shown = json_array(), *one;
	size_t i;

	view_tabs(root, "/account/appeals");
	json_array_foreach (json_object_get(list, "appeals"), i, one) {
		const char *article = view_get(one, "article", NULL), *comment = view_get(one, "comment", NULL);
		json_t *a = json_object();

		view_put(a, "what",
		    json_string(view_is(one, "kind", "sanction") ? "Against a sanction on your account" :
								   "Against a decision on your comment"));
		view_put(a, "state", json_string(view_appeal_state(view_get(one, "state", ""))));
		view_put(a, "text", view_string("%s", view_get(one, "text", "")));
		view_put(a, "note", view_string("%s", view_get(one, "note", "")));
		view_put(a, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
		view_put(a, "href", notice_comment_href(article, comment, true, view_is(one, "state", "overturned")));
		json_array_append_new(shown, a);
	}
	view_put(root, "appeals", shown);
	view_pager(l, root, view_get(list, "next", NULL), "Older appeals");
	return (root);
}

/* ---- notices of illegal content */

json_t *
view_illegal(const struct page_context *l, json_t *notice)
{
	const char *outcome = view_get(notice, "outcome", NULL);
	json_t *root = view_root(l, "Notice of illegal content"), *facts = json_array();
	json_t *received = view_time(view_get(notice, "received_at", NULL), 0),
	       *decided = view_time(view_get(notice, "decided_at", NULL), 0);

	view_add_fact(facts, "Reference", view_string("%s", view_get(notice, "reference", "")));
	view_add_fact(facts, "Received", view_string("%s", view_get(received, "text", "")));
	if (json_is_object(decided))
		view_add_fact(facts, "Decided", view_string("%s", view_get(decided, "text", "")));
	view_put(root, "facts", facts);
	view_put(root, "state",
	    json_string(outcome == NULL ?
		    "A moderator has not decided your notice yet. Such notices come first." :
		    strcmp(outcome, "removed") == 0 ?
		    "The comment was taken down." :
		    strcmp(outcome, "withdrawn") == 0 ?
		    "The author took the comment back before it was decided." :
		    "The comment stays: the moderators do not find it illegal. You may turn to a court or to an authority."));
	view_put(root, "automated", json_boolean(json_is_true(json_object_get(notice, "automated"))));
	json_decref(received);
	json_decref(decided);
	return (root);
}

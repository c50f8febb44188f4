/* SPDX-License-Identifier: Apache-2.0 */
/* The appeals at the desk: each with the disputed comment, the earlier decision and its words. */
#include "web/view/view.h"

/* The account that made the earlier decision; NULL: a rule did. */
static const char *
appeal_decider(const json_t *one)
{
	const json_t *what = json_object_get(one, "against");

	return (view_get(json_object_get(what, view_is(one, "kind", "decision") ? "moderator" : "by"), "username", NULL));
}

static const char *
appeal_reason(const struct page_context *l, const json_t *one)
{
	return (view_reason(l, view_get(one, "site", NULL), view_get(json_object_get(one, "against"), "reason", "other")));
}

/* The decision, in a word. */
static const char *
appeal_what(const json_t *one)
{
	const json_t *what = json_object_get(one, "against");

	if (view_is(one, "kind", "decision"))
		return (view_action(view_get(what, "action", "")));
	if (view_is(one, "kind", "sanction"))
		return (view_sanction_label(view_get(what, "kind", "")));
	return (view_is(what, "action", "hold") ? "Held by a rule" : "Rejected by a rule");
}

/* The decision that an appeal is against, as one line. */
static json_t *
appeal_against(const struct page_context *l, const json_t *one)
{
	const char *by = appeal_decider(one), *rule = view_get(json_object_get(one, "against"), "rule", NULL);

	if (view_is(one, "kind", "rule"))
		return (view_string("Decided automatically: %s", rule != NULL ? view_rule(rule) : appeal_reason(l, one)));
	return (view_string("%s by %s: %s", appeal_what(one), by != NULL ? by : "somebody", appeal_reason(l, one)));
}

static void
appeal_fact_time(json_t *facts, const char *name, const char *rfc3339)
{
	json_t *at = view_time(rfc3339, 0);

	if (json_is_object(at))
		view_add_fact(facts, name, view_string("%s", view_get(at, "text", "")));
	json_decref(at);
}

static json_t *
appeal_facts(const struct page_context *l, const json_t *one)
{
	const json_t *what = json_object_get(one, "against"), *rule = json_object_get(what, "house_rule");
	const json_t *span = json_object_get(what, "comments");
	json_t *facts = json_array();

	view_add_fact(facts, "Decision", json_string(appeal_what(one)));
	if (appeal_decider(one) != NULL)
		view_add_fact(facts, "By", view_string("%s", appeal_decider(one)));
	view_add_fact(facts, "Reason", view_string("%s", appeal_reason(l, one)));
	if (view_get(what, "rule", NULL) != NULL)
		view_add_fact(facts, "Rule", view_string("%s", view_rule(view_get(what, "rule", ""))));
	if (view_get(rule, "text", NULL) != NULL)
		view_add_fact(facts, "House rule", view_string("%s", view_get(rule, "text", "")));
	appeal_fact_time(facts, "Since", view_get(what, "created_at", view_get(what, "since", NULL)));
	appeal_fact_time(facts, "Until", view_get(what, "until", NULL));
	if (view_is(one, "kind", "sanction"))
		view_add_fact(facts, "Where", view_string("%s", view_get(what, "site", "all sites")));
	if (json_is_object(span))
		view_add_fact(facts, "Comments removed with it", view_string("%ld", view_int(span, "rejected")));
	return (facts);
}

/* The disputed comment with the text that was decided on. */
static json_t *
appeal_about(const struct page_context *l, const json_t *one)
{
	const json_t *about = json_object_get(one, "about"), *article = json_object_get(about, "article");
	const char *state = view_get(about, "state", "");
	json_t *a = json_object();

	view_put(a, "id", view_string("%s", view_get(one, "id", "")));
	view_put(a, "heading",
	    json_string(view_is(one, "kind", "sanction") ? "The comment from which it was imposed" : "The disputed comment"));
	view_put(a, "state", view_string("%s", state));
	view_put(a, "state_text", json_string(view_state(state)));
	view_put(a, "article", view_string("/a/%s", view_get(article, "id", "")));
	view_put(a, "title", view_string("%s", view_get(article, "title", "")));
	view_put(a, "case", view_string("/desk/%s", view_get(about, "comment", "")));
	view_put(a, "body", view_string("%s", view_get(about, "body", "(The text was erased.)")));
	view_put(a, "at", view_time(view_get(about, "created_at", NULL), l->now_ms));
	return (a);
}

static json_t *
appeal_decided(const struct page_context *l, const json_t *one)
{
	json_t *d = json_object();

	view_put(d, "id", view_string("%s", view_get(one, "id", "")));
	view_put(d, "state", json_string(view_appeal_state(view_get(one, "state", ""))));
	view_put(d, "by", view_string("%s", view_get(json_object_get(one, "decided_by"), "username", "")));
	view_put(d, "note", view_string("%s", view_get(one, "note", "")));
	view_put(d, "at", view_time(view_get(one, "decided_at", NULL), l->now_ms));
	return (d);
}

static json_t *
appeal_decide(const json_t *one)
{
	const char *id = view_get(one, "id", "");
	json_t *d = json_object();

	view_put(d, "id", view_string("%s", id));
	view_put(d, "action", view_string("/desk/appeals/%s/decide", id));
	view_put(d, "overturn",
	    json_string(view_is(one, "kind", "sanction") ? "Overturn: lift the sanction" : "Overturn: undo the decision"));
	return (d);
}

static json_t *
appeal_view(const struct page_context *l, const json_t *one)
{
	const json_t *account = json_object_get(one, "account"), *what = json_object_get(one, "against");
	const char *state = view_get(one, "state", "");
	bool open = strcmp(state, "open") == 0, rule = view_is(one, "kind", "rule");
	json_t *a = json_object();

	view_put(a, "id", view_string("%s", view_get(one, "id", "")));
	view_put(a, "name", view_string("%s", view_get(account, "username", "somebody")));
	view_put(a, "person", view_string("/desk/accounts/%s", view_get(account, "id", "")));
	view_put(a, "state", json_string(view_appeal_state(state)));
	view_put(a, "state_class", view_string("appeal-%s", state));
	view_put(a, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
	view_put(a, "against", appeal_against(l, one));
	view_put(a, "text", view_string("%s", view_get(one, "text", "")));
	view_put(a, "about", json_is_object(json_object_get(one, "about")) ? appeal_about(l, one) : json_null());
	view_put(a, "facts", appeal_facts(l, one));
	view_put(a, "message", view_string("%s", view_get(what, rule ? "" : "message", "")));
	view_put(a, "colleagues", view_string("%s", view_get(what, rule ? "" : "note", "")));
	view_put(a, "decided", open ? json_null() : appeal_decided(l, one));
	view_put(a, "decide", json_is_true(json_object_get(one, "may_decide")) ? appeal_decide(one) : json_null());
	view_put(a, "not_yours",
	    json_string(open && !json_is_true(json_object_get(one, "may_decide")) ?
		    "A moderator who took no part decides this appeal." :
		    ""));
	return (a);
}

json_t *
view_appeals(const struct page_context *l, json_t *list)
{
	json_t *root = view_root(l, "Appeals"), *shown = json_array(), *one, *state = view_query(l->here, "state");
	bool decided = strcmp(json_string_value(state), "decided") == 0;
	size_t i;

	view_nav(root, l, "/desk/appeals");
	view_put(root, "filters",
	    json_pack("[{s:s,s:s,s:b},{s:s,s:s,s:b}]", "name", "Open", "href", "/desk/appeals", "current", !decided, "name",
		"Decided", "href", "/desk/appeals?state=decided", "current", decided));
	json_array_foreach (json_object_get(list, "appeals"), i, one)
		json_array_append_new(shown, appeal_view(l, one));
	view_put(root, "appeals", shown);
	view_put(root, "empty", json_string(decided ? "No appeal has been decided yet." : "There are no open appeals."));
	view_pager(l, root, view_get(list, "next", NULL), "More appeals");
	json_decref(state);
	return (root);
}

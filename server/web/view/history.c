/* SPDX-License-Identifier: Apache-2.0 */
/* What went before a case: changes of the text, the author's removed comments, decisions for the same reason, a conflict. */
#include "base/buf.h"
#include "web/view/view.h"

static const char *
name_of(const json_t *decision)
{
	return (view_get(json_object_get(decision, "by"), "username", "somebody"));
}

/* Each former text as a difference to the next one. */
static json_t *
history_changes(const struct page_context *l, const json_t *one)
{
	const json_t *revisions = json_object_get(one, "revisions"), *revision;
	json_t *list = json_array();
	size_t i;

	json_array_foreach (revisions, i, revision) {
		const char *before = view_get(revision, "body", NULL);
		const json_t *next = json_array_get(revisions, i + 1);
		const char *after = view_get(next != NULL ? next : json_object_get(one, "comment"), "body", NULL);
		json_t *change = json_object();

		view_put(change, "at", view_time(view_get(revision, "created_at", NULL), l->now_ms));
		view_put(change, "parts", before != NULL && after != NULL ? view_diff(before, after) : json_array());
		view_put(change, "erased", json_boolean(before == NULL || after == NULL));
		json_array_append_new(list, change);
	}
	return (list);
}

static json_t *
history_removed(const struct page_context *l, const json_t *one, const char *site)
{
	json_t *list = json_array(), *r;
	size_t i;

	json_array_foreach (json_object_get(one, "removed"), i, r) {
		const char *reason = view_get(r, "reason", NULL);

		json_array_append_new(list,
		    json_pack("{s:o,s:o,s:o,s:o}", "href", view_string("/desk/%s", view_get(r, "case", "")), "text",
			view_excerpt(view_get(r, "body", "(The text was erased.)")), "reason",
			reason != NULL ? view_string("%s", view_reason(l, site, reason)) : json_null(), "at",
			view_time(view_get(r, "at", NULL), l->now_ms)));
	}
	return (list);
}

static json_t *
history_precedents(const struct page_context *l, const json_t *one, const char *site)
{
	json_t *list = json_array(), *p;
	size_t i;

	json_array_foreach (json_object_get(one, "precedents"), i, p)
		json_array_append_new(list,
		    json_pack("{s:o,s:s,s:s,s:o,s:o}", "href", view_string("/desk/%s", view_get(p, "case", "")), "what",
			view_action(view_get(p, "action", "")), "reason", view_reason(l, site, view_get(p, "reason", "")), "by",
			view_string("%s", name_of(p)), "at", view_time(view_get(p, "at", NULL), l->now_ms)));
	return (list);
}

/* "Left out: 12 reports and rule hits, 3 former texts", with a link to the whole case. */
static void
history_put_more(const struct page_context *l, json_t *root, const json_t *more)
{
	static const struct view_option names[] = { { "notices", "notices of illegal content" },
		{ "precedents", "earlier decisions" }, { "signals", "reports and rule hits" }, { "removed", "removed comments" },
		{ "revisions", "former texts" }, { "messages", "saved messages" } };
	struct buf b;

	if (json_object_size(more) == 0)
		return;
	buf_init(&b, NULL);
	for (size_t i = 0; i < LENGTH(names); i++)
		if (view_int(more, names[i].value) > 0)
			buf_printf(&b, "%s%ld %s", b.len > 0 ? ", " : "", view_int(more, names[i].value), names[i].label);
	view_put(root, "more",
	    json_pack("{s:o,s:o}", "text", json_stringn(b.data, b.len), "href", view_with(l->here, "full", "true")));
	buf_end(&b);
}

void
view_put_history(const struct page_context *l, json_t *root, const json_t *one)
{
	const char *site = view_get(json_object_get(one, "article"), "site", NULL);

	history_put_more(l, root, json_object_get(one, "more"));
	view_put_list(root, "changes", history_changes(l, one));
	view_put_list(root, "removed", history_removed(l, one, site));
	view_put_list(root, "precedents", history_precedents(l, one, site));
}

/* ---- why a decision was refused */

static json_t *
conflict_of_claim(const json_t *claim)
{
	const char *until = view_get(claim, "until", "");

	return (view_string("%s holds this case until %.5s UTC. You can decide it when the claim ends.", name_of(claim),
	    strlen(until) > 16 ? until + 11 : until));
}

static json_t *
conflict_of_decision(const struct page_context *l, const json_t *one, const json_t *last)
{
	const char *site = view_get(json_object_get(one, "article"), "site", NULL), *reason = view_get(last, "reason", NULL);
	bool mine = view_is(json_object_get(last, "by"), "id", view_me(l));
	json_t *at = view_time(view_get(last, "at", NULL), l->now_ms), *text;

	text = view_string("%s, %s: %s%s%s.%s", mine ? "You decided this" : name_of(last), view_get(at, "text", ""),
	    view_action(view_get(last, "action", "")), reason != NULL ? ", " : "",
	    reason != NULL ? view_reason(l, site, reason) : "", mine ? " Perhaps it was in another window." : "");
	json_decref(at);
	return (text);
}

json_t *
view_conflict(const struct page_context *l, const json_t *one, long revision)
{
	const json_t *claim = json_object_get(one, "claim"), *last = json_object_get(one, "last");
	const json_t *comment = json_object_get(one, "comment");
	bool open = view_is(one, "state", "open");

	if (open && json_is_object(claim) && !view_is(json_object_get(claim, "by"), "id", view_me(l)))
		return (conflict_of_claim(claim));
	if (json_is_object(last) && !json_is_true(json_object_get(last, "undone")) &&
	    (!open || view_is(last, "action", "escalate")))
		return (conflict_of_decision(l, one, last));
	if (revision > 0 && view_int(comment, "revision") > revision)
		return (json_string("The author edited the text after you opened the case. This is the new text."));
	if (view_is(comment, "state", "withdrawn"))
		return (json_string("The author took the comment back."));
	return (json_string(revision > 0 ?
		"There is something new about the case: a report, a rule's hit or a decision that was undone." :
		"There is something new about the case: an edit, a report, a rule's hit or a decision that was undone."));
}

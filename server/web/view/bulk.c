/* SPDX-License-Identifier: Apache-2.0 */
/* Bulk decisions: the boxes, the form for the ticked cases, the results. */
#include "base/problems.h"
#include "web/view/view.h"

json_t *
view_pick(const char *id, json_int_t version, bool checked, json_t *reasons)
{
	return (json_pack("{s:o,s:I,s:b,s:s,s:O}", "name", view_string("case-%s", id), "value", version, "checked", checked, "id",
	    id, "reasons", reasons));
}

bool
view_picked(const struct page_context *l, const char *group)
{
	json_t *pick = view_query(l->here, "pick");
	const char *s = json_string_value(pick);
	bool all = strcmp(s, "all") == 0, is = all || (group != NULL && strcmp(s, group) == 0);

	json_decref(pick);
	return (is);
}

/* Does the page tick anything? */
static bool
bulk_is_open(const struct page_context *l)
{
	json_t *pick = view_query(l->here, "pick");
	bool any = *json_string_value(pick) != '\0';

	json_decref(pick);
	return (any);
}

void
view_bulk(const struct page_context *l, json_t *root, const char *back)
{
	json_t *bulk, *view;

	if (!view_may(l, NULL, "cases"))
		return;
	bulk = json_object();
	view = view_query(view_back(back), "view");
	view_put(bulk, "back", view_string("%s", view_back(back)));
	view_put(bulk, "all", view_with(l->here, "pick", view_picked(l, NULL) ? NULL : "all"));
	view_put(bulk, "all_text", json_string(view_picked(l, NULL) ? "Tick none" : "Tick all on this page"));
	view_put(bulk, "open", json_boolean(bulk_is_open(l)));
	view_put(bulk, "withdrawn", json_boolean(strcmp(json_string_value(view), "withdrawn") == 0));
	json_decref(view);
	view_put(bulk, "reasons", view_reasons(l, NULL, "The reason at each case", NULL));
	view_put(bulk, "note", json_string(""));
	view_put(bulk, "message", json_string(""));
	view_put(bulk, "words", json_false());
	view_put(root, "bulk", bulk);
}

void
view_put_sizes(const struct page_context *l, json_t *root)
{
	static const char *const sizes[] = { "20", "50", "100" };
	json_t *limit = view_query(l->here, "limit"), *list = json_array();
	const char *now = *json_string_value(limit) != '\0' ? json_string_value(limit) : sizes[0];
	json_t *first = view_cursor(l->here, NULL);

	for (size_t i = 0; i < LENGTH(sizes); i++)
		json_array_append_new(list,
		    json_pack("{s:s,s:o,s:b}", "size", sizes[i], "href", view_with(json_string_value(first), "limit", sizes[i]),
			"current", strcmp(sizes[i], now) == 0));
	view_put(root, "sizes", json_pack("{s:o}", "list", list));
	json_decref(first);
	json_decref(limit);
}

/* ---- the results */

/* Why a decision or its undo was refused, with the case as it is now. */
static json_t *
bulk_refusal(const struct page_context *l, const char *code, const json_t *now)
{
	if (json_is_object(now) && strcmp(code, "conflict") == 0)
		return (view_conflict(l, now, 0));
	return (view_string("%s", strcmp(code, "not_found") == 0 ? problem_detail(PROBLEM_CASE_NOT_FOUND) : view_refusal(code)));
}

static json_t *
bulk_refused(const struct page_context *l, const char *id, const char *code, const json_t *now)
{
	const json_t *comment = json_object_get(now, "comment");
	json_t *r = json_object();

	view_put(r, "id", view_string("%s", id));
	view_put(r, "href", *id != '\0' ? view_string("/desk/%s", id) : json_null());
	view_put(r, "why", bulk_refusal(l, code, now));
	view_put(r, "state", view_string("%s", view_get(comment, "state", "")));
	view_put(r, "state_text", view_string("%s", view_state(view_get(comment, "state", ""))));
	view_put(r, "name", view_string("%s", view_get(json_object_get(comment, "author"), "username", "")));
	view_put(r, "text", view_excerpt(view_get(comment, "body", "")));
	return (r);
}

/*
 * A refused case stays ticked. A new decision about an open case is about its present version, whose text the page
 * shows; what a colleague has decided meanwhile stays refused.
 */
static json_t *
bulk_refused_case(const struct page_context *l, const json_t *result, const json_t *doc)
{
	const json_t *now = json_object_get(result, "current"), *version = json_object_get(now, "version");
	const char *id = view_get(result, "case", "");
	const char *site = view_get(json_object_get(now, "article"), "site", NULL);
	json_t *r = bulk_refused(l, id, view_get(result, "code", "conflict"), now), *reasons;

	if (version == NULL || !view_is(now, "state", "open"))
		version = json_object_get(json_object_get(doc, "versions"), id);
	reasons = view_reasons(l, site, NO_REASON, view_get(json_object_get(doc, "reasons"), id, NULL));
	view_put(r, "pick", view_pick(id, json_integer_value(version), true, reasons));
	json_decref(reasons);
	return (r);
}

static void
bulk_put_done(json_t *root, const char *action, json_t *ids)
{
	long n = (long)json_array_size(ids);
	json_t *done;

	if (n > 0) {
		done = json_pack("{s:o}", "text", view_string("%s: %ld %s.", view_action(action), n, n == 1 ? "case" : "cases"));
		view_put(done, "undo", json_pack("{s:O}", "ids", ids));
		view_put(root, "done", done);
	}
	json_decref(ids);
}

static void
bulk_put_refused(json_t *root, const char *what, json_t *list)
{
	long n = (long)json_array_size(list);

	if (n > 0)
		view_put(root, "refused",
		    json_pack("{s:o,s:O}", "title", view_string("%s: %ld %s", what, n, n == 1 ? "case" : "cases"), "list", list));
	json_decref(list);
}

static void
bulk_keep_words(json_t *bulk, const json_t *doc)
{
	const char *note = view_get(doc, "note", ""), *message = view_get(doc, "message", "");
	json_t *one;
	size_t i;

	view_put(bulk, "open", json_true());
	view_put(bulk, "note", view_string("%s", note));
	view_put(bulk, "message", view_string("%s", message));
	view_put(bulk, "words", json_boolean(*note != '\0' || *message != '\0'));
	json_array_foreach (json_object_get(bulk, "reasons"), i, one)
		view_put(one, "selected", json_boolean(strcmp(view_get(one, "value", ""), view_get(doc, "reason", "")) == 0));
}

json_t *
view_bulk_done(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Decisions"), *done = json_array(), *left = json_array(), *one;
	long proposed = 0;
	size_t i;

	view_nav(root, l, "/desk/");
	view_put(root, "back", view_string("%s", view_get(doc, "back", "/desk")));
	json_array_foreach (json_object_get(doc, "results"), i, one) {
		json_int_t status = json_integer_value(json_object_get(one, "status"));

		if (status == 200)
			json_array_append(done, json_object_get(one, "decision"));
		else if (status == 202)
			proposed++;
		else
			json_array_append_new(left, bulk_refused_case(l, one, doc));
	}
	bulk_put_done(root, view_get(doc, "action", ""), done);
	if (proposed > 0)
		view_put(root, "proposed",
		    view_string("Proposed: %ld %s. A second moderator confirms them.", proposed,
			proposed == 1 ? "case" : "cases"));
	if (json_array_size(left) > 0) {
		view_bulk(l, root, view_get(doc, "back", "/desk"));
		bulk_keep_words(json_object_get(root, "bulk"), doc);
	}
	bulk_put_refused(root, "Not decided", left);
	return (root);
}

json_t *
view_bulk_undone(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Decisions"), *left = json_array(), *one;
	long undone = view_int(doc, "undone");
	size_t i;

	view_nav(root, l, "/desk/");
	view_put(root, "back", view_string("%s", view_get(doc, "back", "/desk")));
	if (undone > 0)
		view_put(root, "done",
		    json_pack("{s:o}", "text", view_string("Undone: %ld %s.", undone, undone == 1 ? "case" : "cases")));
	json_array_foreach (json_object_get(doc, "refused"), i, one) {
		const json_t *now = json_object_get(one, "current"), *last = json_object_get(now, "last");
		json_t *r = bulk_refused(l, view_get(one, "case", ""), view_get(one, "code", ""), now);

		if (json_is_true(json_object_get(last, "undone")))
			view_put(r, "why", json_string("It is undone already."));
		json_array_append_new(left, r);
	}
	bulk_put_refused(root, "Not undone", left);
	return (root);
}

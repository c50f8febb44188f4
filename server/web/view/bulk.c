/* SPDX-License-Identifier: Apache-2.0 */
/* Bulk decisions: the boxes, the form for the ticked cases, the results. */
#include "base/problems.h"
#include "web/view/view.h"

json_t *
view_pick(const char *id, json_int_t version, bool checked)
{
	return (json_pack("{s:o,s:I,s:b}", "name", view_string("case-%s", id), "value", version, "checked", checked));
}

bool
view_picked(const struct page_context *l)
{
	json_t *pick = view_query(l->here, "pick");
	bool all = strcmp(json_string_value(pick), "all") == 0;

	json_decref(pick);
	return (all);
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
	view_put(bulk, "all", view_with(l->here, "pick", view_picked(l) ? NULL : "all"));
	view_put(bulk, "all_text", json_string(view_picked(l) ? "Tick none" : "Tick all on this page"));
	view_put(bulk, "open", json_boolean(view_picked(l)));
	view_put(bulk, "withdrawn", json_boolean(strcmp(json_string_value(view), "withdrawn") == 0));
	json_decref(view);
	view_put(bulk, "reasons", view_reasons(l, NULL, NO_REASON, NULL));
	view_put(bulk, "note", json_string(""));
	view_put(bulk, "message", json_string(""));
	view_put(bulk, "words", json_false());
	view_put(root, "bulk", bulk);
}

/* ---- the results */

static const json_t *
bulk_comment(const json_t *result)
{
	return (json_object_get(json_object_get(result, "current"), "comment"));
}

static const char *
bulk_refusal(const json_t *result)
{
	if (json_integer_value(json_object_get(result, "status")) == 404)
		return (problem_detail(PROBLEM_CASE_NOT_FOUND));
	return (view_refusal(view_get(result, "code", "conflict")));
}

/* A refused case: the reason and its current text. Its box is ticked unless the case has changed. */
static json_t *
bulk_refused_case(const json_t *result, const json_t *versions)
{
	const json_t *comment = bulk_comment(result), *version = json_object_get(json_object_get(result, "current"), "version");
	const char *id = view_get(result, "case", "");
	json_t *r = json_object();

	view_put(r, "href", view_string("/desk/%s", id));
	view_put(r, "why", json_string(bulk_refusal(result)));
	view_put(r, "name", view_string("%s", view_get(json_object_get(comment, "author"), "username", "")));
	view_put(r, "text", view_excerpt(view_get(comment, "body", "")));
	view_put(r, "pick",
	    view_pick(id, json_integer_value(version != NULL ? version : json_object_get(versions, id)), version == NULL));
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
bulk_put_refused(json_t *root, json_t *list)
{
	long n = (long)json_array_size(list);

	if (n > 0)
		view_put(root, "refused",
		    json_pack("{s:o,s:O}", "title", view_string("Not decided: %ld %s", n, n == 1 ? "case" : "cases"), "list",
			list));
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
	const json_t *versions = json_object_get(doc, "versions");
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
			json_array_append_new(left, bulk_refused_case(one, versions));
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
	bulk_put_refused(root, left);
	return (root);
}

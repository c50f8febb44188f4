/* SPDX-License-Identifier: Apache-2.0 */
/* The desk: the list of open cases, the log of decisions. */
#include "web/view/view.h"

#include "base/buf.h"
#include "base/uuid.h"

static const struct view_option views[] = { { "all", "All" }, { "held", "Held" }, { "reported", "Reported" },
	{ "suspect", "Suspect" }, { "escalated", "Escalated" }, { "appealed", "Appealed" }, { "illegal", "Illegal" },
	{ "names", "Names" }, { "mine", "Mine" }, { "proposed", "For a second moderator" }, { "withdrawn", "Taken back" },
	{ "skipped", "Skipped" } };

#define COUNT_MAX 1000 /* the database stops counting there */

bool
view_is_id(const char *s)
{
	struct uuid u;

	return (s != NULL && uuid_parse(s, &u));
}

const char *
view_queue_name(const char *code)
{
	return (view_label(views, LENGTH(views), code, NULL));
}

/* ---- the list */

/* One tab for each counted view. The counts cover all articles, so the list of one article shows none. */
static json_t *
desk_filters(const json_t *counts, const char *view, const char *article, const char *limit)
{
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(views); i++) {
		const json_t *count = json_object_get(counts, views[i].value);
		json_int_t n = json_integer_value(count);
		json_t *f;

		if (count == NULL)
			continue;
		f = json_object();
		view_put(f, "name", json_string(views[i].label));
		view_put(f, "href",
		    strcmp(views[i].value, "names") == 0 ?
			json_string("/desk/names") :
			view_string("/desk?view=%s%s%s%s%s", views[i].value, *article != '\0' ? "&article=" : "", article,
			    *limit != '\0' ? "&limit=" : "", limit));
		view_put(f, "current", json_boolean(strcmp(views[i].value, view) == 0));
		view_put(f, "count", *article != '\0' ? json_string("") : view_string("%d%s", (int)n, n >= COUNT_MAX ? "+" : ""));
		json_array_append_new(list, f);
	}
	return (list);
}

/* The list of one article names it and links to all articles. */
static void
desk_put_article(json_t *root, const json_t *cases, const char *view, const char *article)
{
	const json_t *of = json_object_get(json_array_get(cases, 0), "article");

	view_put(root, "article", view_string("%s", article));
	if (*article != '\0')
		view_put(root, "only",
		    json_pack("{s:o,s:o,s:o}", "title", view_string("%s", view_get(of, "title", "one article")), "href",
			view_string("/desk/articles/%s", article), "all", view_string("/desk?view=%s", view)));
}

/* "Your last 24 hours: 41 decided, 2 of them undone, 3 skipped."; "" before the first act. */
static json_t *
desk_day(const json_t *day)
{
	long decided = view_int(day, "decided"), undone = view_int(day, "undone"), skipped = view_int(day, "skipped");
	const char *more = decided >= COUNT_MAX ? "+" : "";

	if (decided + skipped == 0)
		return (json_string(""));
	if (undone == 0)
		return (view_string("Your last 24 hours: %ld%s decided, %ld skipped.", decided, more, skipped));
	return (
	    view_string("Your last 24 hours: %ld%s decided, %ld of them undone, %ld skipped.", decided, more, undone, skipped));
}

/* ---- cases whose texts are alike */

static bool
cases_are_alike(const json_t *a, const json_t *b)
{
	const char *group = view_get(json_object_get(a, "alike"), "group", NULL);

	return (group != NULL && view_is(json_object_get(b, "alike"), "group", group));
}

/* Above the first of n shown cases of a group: their number, and a link that ticks those that this moderator may decide. */
static json_t *
desk_group(const struct page_context *l, const json_t *first, size_t n, size_t boxes)
{
	const json_t *alike = json_object_get(first, "alike");
	const char *group = view_get(alike, "group", "");
	long count = view_int(alike, "count");
	bool picked = view_picked(l, group);
	json_t *g = json_object();

	if (count <= (long)n)
		view_put(g, "text", view_string("%zu alike", n));
	else
		view_put(g, "text", view_string("%ld%s alike, %zu of them here", count, count >= ALIKE_MAX ? "+" : "", n));
	if (boxes > 0)
		view_put(g, "tick",
		    json_pack("{s:o,s:o}", "href", view_with(l->here, "pick", picked ? NULL : group), "text",
			picked ? json_string("Tick none") : view_string("Tick these %zu", boxes)));
	return (g);
}

/* Marks the shown cases from this place on as one group. */
static void
desk_put_group(const struct page_context *l, json_t *shown, size_t from)
{
	json_t *first = json_array_get(shown, from), *one;
	size_t boxes = 0, i;

	for (i = from; (one = json_array_get(shown, i)) != NULL; i++) {
		view_put(one, "member", view_string("%s", view_get(json_object_get(first, "alike"), "group", "")));
		boxes += json_is_object(json_object_get(one, "pick"));
	}
	view_put(first, "group", desk_group(l, first, i - from, boxes));
}

/* Moves the first case, and all like it, from one list to the other. */
static void
desk_take_group(const struct page_context *l, json_t *from, json_t *to, const char *back)
{
	json_t *first = json_incref(json_array_get(from, 0)), *one;
	size_t i = 0, at = json_array_size(to);

	while ((one = json_array_get(from, i)) != NULL)
		if (one == first || cases_are_alike(first, one)) {
			json_array_append_new(to, view_case(l, one, back, false));
			json_array_remove(from, i);
		} else
			i++;
	if (json_array_size(to) > at + 1)
		desk_put_group(l, to, at);
	json_decref(first);
}

/* The cases in their order; those of a group stand below the first of them. */
static json_t *
desk_cases(const struct page_context *l, const json_t *cases, const char *back)
{
	json_t *shown = json_array(), *left = json_array();

	json_array_extend(left, (json_t *)(uintptr_t)cases);
	while (json_array_size(left) > 0)
		desk_take_group(l, left, shown, back);
	json_decref(left);
	return (shown);
}

json_t *
view_desk(const struct page_context *l, const json_t *list, const char *view, const char *cursor)
{
	json_t *root = view_root(l, "Desk"), *cases = json_object_get(list, "cases");
	json_t *article = view_query(l->here, "article"), *limit = view_query(l->here, "limit");
	json_t *back = view_cursor(l->here, cursor);
	const char *next = view_get(list, "next", NULL);

	desk_put_article(root, cases, view, json_string_value(article));
	view_nav(root, l, "/desk");
	view_put(root, "view", view_string("%s", view));
	view_put(root, "filters",
	    desk_filters(json_object_get(list, "counts"), view, json_string_value(article), json_string_value(limit)));
	view_put(root, "day", desk_day(json_object_get(list, "day")));
	view_put_list(root, "cases", desk_cases(l, cases, json_string_value(back)));
	if (json_array_size(cases) > 0) {
		view_bulk(l, root, json_string_value(back));
		view_put_sizes(l, root);
	}
	view_put(root, "empty", json_string(cursor != NULL ? "There are no more cases." : "There are no open cases here."));
	view_pager(l, root, next, "More cases");
	json_decref(article);
	json_decref(limit);
	json_decref(back);
	return (root);
}

/* ---- the log */

const char *
view_action(const char *action)
{
	static const struct view_option actions[] = { { "approve", "Approved" }, { "reject", "Rejected" },
		{ "escalate", "Escalated" }, { "restore", "Restored" }, { "close", "Closed" }, { "undo", "Undone" } };

	return (view_label(actions, LENGTH(actions), action, action));
}

json_t *
view_decisions(const struct page_context *l, const json_t *list)
{
	json_t *shown = json_array(), *one;
	size_t i;

	json_array_foreach (list, i, one) {
		const char *reason = view_get(one, "reason", NULL);
		bool undone = json_is_object(json_object_get(one, "undone"));
		bool closed = view_is(one, "action", "approve") && view_is(one, "to", "withdrawn");
		json_t *d = json_object();

		view_put(d, "what", view_string("%s", view_action(closed ? "close" : view_get(one, "action", ""))));
		view_put(d, "reason", reason != NULL ? view_string("%s", view_reason(l, NULL, reason)) : json_null());
		view_put(d, "note", view_string("%s", view_get(one, "note", "")));
		view_put(d, "message", view_string("%s", view_get(one, "message", "")));
		view_put(d, "by", view_string("%s", view_get(json_object_get(one, "moderator"), "username", "somebody")));
		view_put(d, "by_href",
		    view_string("/desk/log?moderator=%s", view_get(json_object_get(one, "moderator"), "id", "")));
		view_put(d, "author", view_string("%s", view_get(json_object_get(one, "author"), "username", "somebody")));
		view_put(d, "author_href", view_string("/desk/accounts/%s", view_get(json_object_get(one, "author"), "id", "")));
		view_put(d, "at", view_time(view_get(one, "created_at", NULL), l->now_ms));
		view_put(d, "comment", view_string("%s", view_get(one, "case", "")));
		view_put(d, "undone", json_boolean(undone));
		view_put(d, "undo",
		    undone || view_is(one, "action", "undo") || !view_may(l, NULL, "cases") ?
			json_null() :
			view_string("%s", view_get(one, "id", "")));
		json_array_append_new(shown, d);
	}
	return (shown);
}

/* The form with its values. */
static json_t *
log_filter(const struct page_context *l)
{
	static const char *const names[] = { "account", "comment", "moderator", "from", "to" };
	json_t *f = json_object();
	bool open = false;

	for (size_t i = 0; i < LENGTH(names); i++) {
		view_put(f, names[i], view_query(l->here, names[i]));
		open |= *view_get(f, names[i], "") != '\0';
	}
	view_put(f, "open", json_boolean(open));
	view_put(f, "mine", view_string("/desk/log?moderator=%s", view_me(l)));
	return (f);
}

json_t *
view_log(const struct page_context *l, json_t *list)
{
	json_t *root = view_root(l, "Decisions");

	view_put(root, "filter", log_filter(l));
	view_nav(root, l, "/desk/log");
	view_put(root, "decisions", view_decisions(l, json_object_get(list, "decisions")));
	view_pager(l, root, view_get(list, "next", NULL), "Older decisions");
	return (root);
}

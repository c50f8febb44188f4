/* SPDX-License-Identifier: Apache-2.0 */
/* The reported names at the desk: each with its reports, the account's last comments and the form of the decision. */
#include "web/view/view.h"

static json_t *
name_reports(const struct page_context *l, const json_t *one)
{
	json_t *shown = json_array(), *r;
	size_t i;

	json_array_foreach (json_object_get(one, "reports"), i, r)
		json_array_append_new(shown,
		    json_pack("{s:o,s:o,s:o}", "reason",
			view_string("%s", view_reason(l, view_get(one, "site", NULL), view_get(r, "reason", ""))), "detail",
			view_string("%s", view_get(r, "detail", "")), "at",
			view_time(view_get(r, "created_at", NULL), l->now_ms)));
	return (shown);
}

static json_t *
name_comments(const struct page_context *l, const json_t *one)
{
	json_t *shown = json_array(), *c;
	size_t i;

	json_array_foreach (json_object_get(one, "comments"), i, c)
		json_array_append_new(shown,
		    json_pack("{s:o,s:o,s:o}", "href",
			view_string("/a/%s/c/%s", view_get(c, "article", ""), view_get(c, "id", "")), "text",
			view_excerpt(view_get(c, "text", "")), "at", view_time(view_get(c, "created_at", NULL), l->now_ms)));
	return (shown);
}

/* The form; its reason is the one of the only report, else none is chosen. rename: the account still has the name. */
static json_t *
name_form(const struct page_context *l, const json_t *one, bool rename)
{
	const json_t *reports = json_object_get(one, "reports");
	const char *reason = json_array_size(reports) == 1 ? view_get(json_array_get(reports, 0), "reason", NULL) : NULL;

	return (json_pack("{s:o,s:o,s:o,s:b}", "id", view_string("%s", view_get(one, "id", "")), "action",
	    view_string("/desk/names/%s/decide", view_get(one, "id", "")), "reasons",
	    view_reasons(l, view_get(one, "site", NULL), NO_REASON, reason), "rename", rename));
}

static json_t *
name_view(const struct page_context *l, const json_t *one)
{
	const json_t *account = json_object_get(one, "account");
	const char *name = view_get(one, "name", ""), *now = view_get(account, "username", "");
	bool may = json_is_true(json_object_get(one, "may_decide")), same = strcmp(name, now) == 0;
	json_t *n = json_object();

	view_put(n, "id", view_string("%s", view_get(one, "id", "")));
	view_put(n, "name", view_string("%s", name));
	view_put(n, "now", same ? json_string("") : view_string("%s", now));
	view_put(n, "person", view_string("/desk/accounts/%s", view_get(account, "id", "")));
	view_put(n, "record", view_record(json_object_get(account, "record")));
	view_put(n, "reports", name_reports(l, one));
	view_put(n, "comments", name_comments(l, one));
	view_put(n, "decide", may ? name_form(l, one, same) : json_null());
	view_put(n, "not_yours",
	    json_string(
		may ? "" : "Your role does not decide this: it needs the area sanctions, and a higher rank than the account."));
	return (n);
}

json_t *
view_names(const struct page_context *l, json_t *list)
{
	json_t *root = view_root(l, "Reported names"), *shown = json_array(), *one;
	size_t i;

	view_nav(root, l, "/desk/names");
	json_array_foreach (json_object_get(list, "names"), i, one)
		json_array_append_new(shown, name_view(l, one));
	view_put(root, "names", shown);
	view_pager(l, root, view_get(list, "next", NULL), "More names");
	return (root);
}

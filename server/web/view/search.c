/* SPDX-License-Identifier: Apache-2.0 */
/* The results of a search: comments and cases as cards, accounts as rows. The figures of a period. */
#include "web/view/view.h"

static const struct view_option kinds[] = { { "comments", "Comments" }, { "cases", "Cases" }, { "accounts", "Accounts" } };
static const struct view_option comment_states[] = { { "", "Any" }, { "published", "Published" }, { "held", "Held" },
	{ "rejected", "Rejected" }, { "withdrawn", "Taken back" } };
static const struct view_option case_states[] = { { "", "Any" }, { "open", "Open" }, { "closed", "Closed" } };
static const struct view_option account_states[] = { { "", "Any" }, { "active", "Active" }, { "sanctioned", "Sanctioned" },
	{ "erased", "Erased" } };

/* The form with its values. */
static json_t *
search_finder(const struct page_context *l, const char *in)
{
	static const char *const texts[] = { "q", "author", "article", "from", "to" };
	json_t *f = json_object(), *state = view_query(l->here, "state"), *reason = view_query(l->here, "reason");
	json_t *rule = view_query(l->here, "rule");

	for (size_t i = 0; i < LENGTH(texts); i++)
		view_put(f, texts[i], view_query(l->here, texts[i]));
	view_put(f, "in", view_string("%s", in));
	view_put(f, "states",
	    strcmp(in, "accounts") == 0	 ? view_options(account_states, LENGTH(account_states), json_string_value(state)) :
		strcmp(in, "cases") == 0 ? view_options(case_states, LENGTH(case_states), json_string_value(state)) :
					   view_options(comment_states, LENGTH(comment_states), json_string_value(state)));
	if (strcmp(in, "accounts") != 0) {
		view_put(f, "reasons", view_reasons(l, NULL, "Any", json_string_value(reason)));
		view_put(f, "rules", view_rules_known(json_string_value(rule)));
		view_put(f, "of_comments", json_true());
	}
	json_decref(state);
	json_decref(reason);
	json_decref(rule);
	return (f);
}

/* Replaces *href by href with the parameter, unless the value is empty. */
static bool
search_job_put(json_t **href, const char *name, const char *value)
{
	json_t *longer;

	if (*value == '\0')
		return (false);
	longer = view_with(json_string_value(*href), name, value);
	json_decref(*href);
	*href = longer;
	return (true);
}

/* A link to a job with the filter of the search. Null: there is no filter, or no decision is about what it finds. */
static json_t *
search_job(const struct page_context *l, const char *in)
{
	static const char *const names[][2] = { { "q", "text" }, { "author", "author" }, { "article", "article" },
		{ "reason", "reason" }, { "rule", "rule" }, { "from", "from" }, { "to", "to" } };
	json_t *href = json_string("/desk/jobs/new"), *value = view_query(l->here, "state");
	bool cases = strcmp(in, "cases") == 0, withdrawn = strcmp(json_string_value(value), "withdrawn") == 0, filled;

	filled = search_job_put(&href, cases ? "case" : "state", json_string_value(value));
	if (cases && !filled)
		filled = search_job_put(&href, "case", "any");
	json_decref(value);
	for (size_t i = 0; i < LENGTH(names); i++) {
		value = view_query(l->here, names[i][0]);
		filled |= search_job_put(&href, names[i][1], json_string_value(value));
		json_decref(value);
	}
	if (filled && !withdrawn && strcmp(in, "accounts") != 0 && view_may(l, NULL, "jobs"))
		return (href);
	json_decref(href);
	return (json_null());
}

static json_t *
search_accounts(const struct page_context *l, const json_t *list)
{
	json_t *shown = json_array(), *one;
	size_t i;

	json_array_foreach (list, i, one)
		json_array_append_new(shown,
		    json_pack("{s:o,s:o,s:o,s:o,s:o}", "href", view_string("/desk/accounts/%s", view_get(one, "id", "")), "name",
			view_string("%s", view_get(one, "username", "")), "state",
			view_is(one, "state", "active") ? json_string("") :
							  view_string("%s", view_account_state(view_get(one, "state", ""))),
			"record", view_record(json_object_get(one, "record")), "since",
			view_time(view_get(one, "created_at", NULL), l->now_ms)));
	return (shown);
}

json_t *
view_search(const struct page_context *l, json_t *list)
{
	json_t *root = view_root(l, "Search"), *in = view_query(l->here, "in"), *shown = json_array(), *filters = json_array(),
	       *one;
	json_t *back = view_with(l->here, "pick", NULL);
	const char *kind = *json_string_value(in) != '\0' ? json_string_value(in) : "comments";
	size_t i;

	view_nav(root, l, "/desk/search");
	for (i = 0; i < LENGTH(kinds); i++)
		json_array_append_new(filters,
		    json_pack("{s:s,s:o,s:b}", "name", kinds[i].label, "href", view_string("/desk/search?in=%s", kinds[i].value),
			"current", strcmp(kinds[i].value, kind) == 0));
	view_put(root, "filters", filters);
	view_put(root, "finder", search_finder(l, kind));
	json_array_foreach (json_object_get(list, "cases"), i, one)
		json_array_append_new(shown, view_case(l, one, json_string_value(back), false));
	if (json_array_size(shown) > 0) {
		view_bulk(l, root, json_string_value(back));
		view_put(root, "job", search_job(l, kind));
		view_put_sizes(l, root);
	}
	view_put(root, "accounts", search_accounts(l, json_object_get(list, "accounts")));
	view_put(root, "nothing",
	    json_boolean(json_array_size(shown) == 0 && json_array_size(json_object_get(list, "accounts")) == 0));
	view_put_list(root, "cases", shown);
	view_pager(l, root, view_get(list, "next", NULL), "Older results");
	json_decref(back);
	json_decref(in);
	return (root);
}

const char *
view_account_state(const char *state)
{
	return (view_label(account_states, LENGTH(account_states), state, state));
}

/* ---- figures */

/* The label of one row: a key is a code of the figure. */
static const char *
figure_key(const struct page_context *l, const char *figure, const char *key)
{
	static const struct view_option list[] = { { "all", "All" }, { "none", "No reason" }, { "automated", "Automatic" },
		{ "human", "By a person" }, { "open", "Open" }, { "upheld", "Upheld" }, { "dismissed", "Dismissed" },
		{ "removed", "Taken down" }, { "kept", "Kept" }, { "withdrawn", "Taken back" }, { "median", "Median" },
		{ "p95", "95th percentile" }, { "own", "Own initiative" }, { "rejected", "Rejected" }, { "held", "Held" },
		{ "waiting", "Waiting" }, { "seen_again", "Seen again" }, { "hold", "Held" },
		{ "notice", "Notice of illegal content" }, { "report", "Report" }, { "rule", "Rule" } };

	if (strcmp(figure, "restrictions_by_rule") == 0)
		return (view_rule(key));
	if (strcmp(figure, "appeals") == 0)
		return (view_appeal_state(key));
	key = view_action(view_sanction_label(key));
	return (view_reason(l, NULL, view_label(list, LENGTH(list), key, key)));
}

static const char *
figure_label(const char *figure)
{
	static const struct view_option list[] = {
		{ "restrictions", "Restrictions" },
		{ "restrictions_undone", "Restrictions undone" },
		{ "restrictions_by_kind", "Restrictions by kind" },
		{ "restrictions_by_reason", "Restrictions by reason" },
		{ "restrictions_by_source", "Restrictions by what led to them" },
		{ "restrictions_by_automation", "Restrictions by person or machine" },
		{ "restrictions_by_rule", "Restrictions by rule" },
		{ "decisions", "Decisions" },
		{ "seconds_to_decision", "Seconds to a decision" },
		{ "skips", "Skipped cases" },
		{ "warnings", "Warnings by reason" },
		{ "reports", "Reports by outcome" },
		{ "notices", "Notices of illegal content by outcome" },
		{ "appeals", "Appeals by outcome" },
	};

	return (view_label(list, LENGTH(list), figure, figure));
}

/* Links to files for the same period and site. */
static void
figures_put_files(const struct page_context *l, json_t *root, const json_t *doc)
{
	json_t *site = view_query(l->here, "site"), *here;
	static const char *const files[] = { "csv", "dsa" };
	const char *key = json_string_value(site);

	for (size_t i = 0; i < LENGTH(files); i++) {
		here = view_string("/v1/moderation/transparency?format=%s&from=%s&to=%s", files[i], view_get(doc, "from", ""),
		    view_get(doc, "to", ""));
		view_put(root, files[i], *key != '\0' ? view_with(json_string_value(here), "site", key) : json_incref(here));
		json_decref(here);
	}
	view_put_sites(l, root, *key != '\0' ? key : NULL, true);
	view_put(root, "site", site);
}

json_t *
view_transparency(const struct page_context *l, json_t *doc)
{
	json_t *root = view_root(l, "Figures"), *groups = json_array(), *group = NULL, *one;
	json_t *from = view_time(view_get(doc, "from", NULL), 0), *to = view_time(view_get(doc, "to", NULL), 0);
	const char *last = "";
	size_t i;

	view_nav(root, l, "/desk/transparency");
	view_put(root, "period", view_string("From %s to %s.", view_get(from, "text", ""), view_get(to, "text", "")));
	view_put(root, "from", view_query(l->here, "from"));
	view_put(root, "to", view_query(l->here, "to"));
	figures_put_files(l, root, doc);
	json_array_foreach (json_object_get(doc, "figures"), i, one) {
		const char *figure = view_get(one, "figure", ""), *key = view_get(one, "key", "");

		if (strcmp(figure, last) != 0) {
			group = json_pack("{s:s,s:[]}", "name", figure_label(figure), "rows");
			json_array_append_new(groups, group);
			last = figure;
		}
		json_array_append_new(json_object_get(group, "rows"),
		    json_pack("{s:o,s:o}", "key", view_string("%s", figure_key(l, figure, key)), "value",
			view_string("%.10g", json_number_value(json_object_get(one, "value")))));
	}
	view_put(root, "groups", groups);
	json_decref(from);
	json_decref(to);
	return (root);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* A site's rules as text, the report of a trial, the counts of hits. */
#include "web/view/view.h"

static const char *
rule_outcome(const char *outcome)
{
	static const struct view_option list[] = { { "publish", "Published" }, { "flag", "Published, with a case" },
		{ "hold", "Held" }, { "reject", "Rejected" } };

	return (view_label(list, LENGTH(list), outcome, outcome));
}

static json_t *
rule_outcomes(const json_t *counts)
{
	static const char *const order[] = { "publish", "flag", "hold", "reject" };
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(order); i++)
		json_array_append_new(list,
		    json_pack("{s:s,s:o}", "key", rule_outcome(order[i]), "value", json_integer(view_int(counts, order[i]))));
	return (list);
}

static json_t *
rule_rows(const json_t *rules, const char *count)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (rules, i, one)
		json_array_append_new(list,
		    json_pack("{s:o,s:o,s:o,s:o,s:o,s:o,s:o}", "day", view_string("%.10s", view_get(one, "day", "")), "rule",
			view_string("%s", view_rule(view_get(one, "rule", ""))), "detail",
			view_string("%s", view_get(one, "detail", "")), "word", view_string("%s", view_get(one, "word", "")),
			"count", json_integer(view_int(one, count)), "approved", json_integer(view_int(one, "approved")),
			"rejected", json_integer(view_int(one, "rejected"))));
	return (list);
}

static json_t *
rule_hit_chips(const json_t *hits)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (hits, i, one)
		json_array_append_new(list,
		    view_string(json_object_get(one, "language") != NULL ? "%s %s (%s)" : "%s %s",
			view_rule(view_get(one, "rule", "")), view_get(one, "detail", ""), view_get(one, "language", "")));
	return (list);
}

/* One sentence for each listed word that does not count in its place. */
static json_t *
rule_left_lines(const json_t *left)
{
	json_t *list = json_array(), *one;
	size_t i;

	json_array_foreach (left, i, one) {
		const char *what = view_is(one, "effect", "flagged") ? "only flags" : "does not count",
			   *word = view_get(one, "word", "");
		const char *from = view_get(one, "list", "");

		json_array_append_new(list,
		    view_is(one, "why", "language") ?
			view_string("“%s” of %s %s: it is also a word of another language (%s), as are the words around it: %s.",
			    word, from, what, view_get(one, "of", ""), view_get(one, "seen", "")) :
			view_string("“%s” of %s %s: %s.", word, from, what,
			    view_is(one, "why", "quoted") ? "it is quoted or named, not addressed to a person" :
							    "the text is written in another script"));
	}
	return (list);
}

static json_t *
rules_report(const json_t *r)
{
	json_t *out = json_object(), *list = json_array(), *one;
	size_t i;

	if (json_object_get(r, "comments") == NULL) { /* one text */
		view_put(out, "summary", view_string("This text would be: %s.", rule_outcome(view_get(r, "outcome", ""))));
		view_put(out, "hits", rule_hit_chips(json_object_get(r, "hits")));
		view_put(out, "left", rule_left_lines(json_object_get(r, "left")));
		json_decref(list);
		return (out);
	}
	view_put(out, "summary",
	    view_string("Results for the last %ld comments. Where moderators decided: %ld right, %ld wrong.",
		view_int(r, "comments"), view_int(r, "right"), view_int(r, "wrong")));
	view_put(out, "outcomes", json_pack("{s:o}", "rows", rule_outcomes(json_object_get(r, "outcomes"))));
	view_put(out, "rules", rule_rows(json_object_get(r, "rules"), "comments"));
	json_array_foreach (json_object_get(r, "samples"), i, one)
		json_array_append_new(list,
		    json_pack("{s:o,s:s,s:o,s:o}", "href", view_string("/desk/%s", view_get(one, "comment", "")), "outcome",
			rule_outcome(view_get(one, "outcome", "")), "text", view_string("%s", view_get(one, "excerpt", "")),
			"hits", rule_hit_chips(json_object_get(one, "hits"))));
	view_put(out, "samples", list);
	return (out);
}

static json_t *
rules_pretty(const json_t *rules)
{
	char *text = json_dumps(json_is_object(rules) ? rules : NULL, JSON_INDENT(2));
	json_t *s = view_string("%s", text != NULL ? text : "{}");

	free(text);
	return (s);
}

json_t *
view_rules(const struct page_context *l, json_t *doc)
{
	static const struct view_option modes[] = { { "open", "Open" }, { "premoderated", "Premoderated" },
		{ "closed", "Closed" } };
	static const struct view_option lasts[] = { { "100", "The last 100 comments" }, { "500", "The last 500" },
		{ "1000", "The last 1000" } };
	json_t *root = view_root(l, "Rules");
	const char *error = view_get(doc, "error", NULL), *site = view_get(doc, "site", "");
	long current = view_int(doc, "current");

	view_nav(root, l, "/desk/rules");
	view_put_sites(l, root, site, false);
	view_put(root, "site", view_string("%s", site));
	view_put(root, "hits", view_string("/desk/rules/hits?site=%s", site));
	view_put(root, "settings", view_string("/desk/settings?site=%s", site));
	view_put(root, "summary",
	    current == 0 ? view_string("Site %s. No rules are in force.", site) :
			   view_string("Site %s. Version %ld is in force.", site, current));
	view_put_version(root, doc, "/desk/rules");
	view_put(root, "text",
	    json_is_string(json_object_get(doc, "text")) ? json_incref(json_object_get(doc, "text")) :
							   rules_pretty(json_object_get(doc, "rules")));
	if (error != NULL) {
		view_put(root, "error", view_string("%s", error));
		view_error(root, "rules", error);
	}
	view_put(root, "modes", view_options(modes, LENGTH(modes), view_get(doc, "mode", "open")));
	view_put(root, "lasts", view_options(lasts, LENGTH(lasts), "500"));
	view_put(root, "may", json_boolean(view_admin(l, view_get(doc, "site", NULL), "rules")));
	view_put(root, "tries", json_boolean(view_may(l, view_get(doc, "site", NULL), "rules")));
	if (json_is_object(json_object_get(doc, "report")))
		view_put(root, "report", rules_report(json_object_get(doc, "report")));
	return (root);
}

json_t *
view_rule_hits(const struct page_context *l, json_t *doc)
{
	static const struct view_option spans[] = { { "", "In all" }, { "day", "By day" } };
	json_t *root = view_root(l, "Hits of the rules"), *site = view_query(l->here, "site"), *by = view_query(l->here, "by");

	view_nav(root, l, "/desk/rules");
	view_put(root, "from", view_query(l->here, "from"));
	view_put(root, "to", view_query(l->here, "to"));
	view_put_sites(l, root, *json_string_value(site) != '\0' ? json_string_value(site) : NULL, true);
	view_put(root, "site", site);
	view_put(root, "spans", view_options(spans, LENGTH(spans), json_string_value(by)));
	view_put(root, "by_day", json_boolean(strcmp(json_string_value(by), "day") == 0));
	view_put(root, "rules", rule_rows(json_object_get(doc, "hits"), "count"));
	json_decref(by);
	return (root);
}

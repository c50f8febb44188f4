/* SPDX-License-Identifier: Apache-2.0 */
/* Labels of codes: rules, and reasons, which a site may rename and extend. */
#include "web/view/view.h"

#include "rules/rule.h"

/*
 * The reasons of every site: a report has one of these, a decision one of these or of the site's own. The words are those
 * of core.house_rule(), which statements of reasons keep: reporter and author read the same.
 */
static const struct view_option common_reasons[] = {
	{ "spam", "Spam" },
	{ "abuse", "Insults" },
	{ "hate", "Hate" },
	{ "harassment", "Harassment" },
	{ "misinformation", "False claims" },
	{ "off_topic", "Off topic" },
	{ "illegal", "Illegal content" },
	{ "other", "Another house rule" },
};

const char *
view_rule(const char *code)
{
	const struct rule *k = rule_find(code);

	return (k != NULL ? k->label : code);
}

json_t *
view_rules_known(const char *chosen)
{
	static const struct view_option any = { "", "Any" };
	json_t *options = view_options(&any, 1, chosen), *one;
	size_t i;

	for (i = 0; i < rule_kinds_count; i++) {
		one = view_options(&(struct view_option) { rule_kinds[i]->name, rule_kinds[i]->label }, 1, chosen);
		(void)json_array_extend(options, one);
		json_decref(one);
	}
	return (options);
}

/* ---- sites */

/* Is this one of the reader's sites at the desk? */
static bool
site_is_own(const struct page_context *l, const json_t *site)
{
	json_t *key;
	size_t i;

	if (!json_is_array(l->own))
		return (true);
	json_array_foreach (l->own, i, key)
		if (strcmp(view_get(site, "key", ""), json_string_value(key)) == 0)
			return (true);
	return (false);
}

bool
view_own_site(const struct page_context *l, const char *key)
{
	json_t *one;
	size_t i;

	json_array_foreach (l->sites, i, one)
		if (key != NULL && strcmp(view_get(one, "key", ""), key) == 0)
			return (site_is_own(l, one));
	return (key == NULL);
}

unsigned
view_own_sites(const struct page_context *l)
{
	unsigned n = 0;
	json_t *one;
	size_t i;

	json_array_foreach (l->sites, i, one)
		n += site_is_own(l, one);
	return (n);
}

json_t *
view_sites(const struct page_context *l, const char *first, const char *chosen)
{
	json_t *list, *one;
	size_t i;

	if (view_own_sites(l) < 2)
		return (NULL);
	if (chosen == NULL)
		chosen = "";
	list = json_pack("[{s:s,s:s,s:b}]", "value", "", "label", first, "selected", *chosen == '\0');
	json_array_foreach (l->sites, i, one)
		if (site_is_own(l, one))
			json_array_append_new(list,
			    json_pack("{s:s,s:s,s:b}", "value", view_get(one, "key", ""), "label",
				view_get(one, "title", view_get(one, "key", "")), "selected",
				strcmp(view_get(one, "key", ""), chosen) == 0));
	return (list);
}

void
view_put_sites(const struct page_context *l, json_t *root, const char *current, bool all)
{
	json_t *list, *one;
	size_t i;

	if (view_own_sites(l) < 2)
		return;
	list = json_array();
	if (all)
		json_array_append_new(list,
		    json_pack("{s:s,s:o,s:b}", "name", "All", "href", view_with(l->here, "site", NULL), "current",
			current == NULL));
	json_array_foreach (l->sites, i, one)
		if (site_is_own(l, one)) {
			const char *key = view_get(one, "key", "");

			json_array_append_new(list,
			    json_pack("{s:s,s:o,s:b}", "name", view_get(one, "title", key), "href",
				view_with(l->here, "site", key), "current", current != NULL && strcmp(current, key) == 0));
		}
	view_put(root, "sites", json_pack("{s:o}", "list", list));
}

const char *
view_every_site(const struct page_context *l)
{
	return (json_is_array(l->own) ? "Choose a site" : "All sites");
}

/* ---- reasons */

static const char *
common_reason(const char *code)
{
	return (view_label(common_reasons, LENGTH(common_reasons), code, NULL));
}

bool
view_reason_is_common(const char *code)
{
	return (common_reason(code) != NULL);
}

const char *
view_common_reason(size_t i)
{
	return (i < LENGTH(common_reasons) ? common_reasons[i].value : NULL);
}

/* May the site `of` name this reason? site: the wanted site; NULL: any, but of several none renames a common reason. */
static bool
site_words_reason(const struct page_context *l, const json_t *of, const char *site, const char *code)
{
	if (site != NULL)
		return (strcmp(view_get(of, "key", ""), site) == 0);
	return (common_reason(code) == NULL || (view_own_sites(l) == 1 && site_is_own(l, of)));
}

const char *
view_reason(const struct page_context *l, const char *site, const char *code)
{
	const char *word;
	json_t *one;
	size_t i;

	json_array_foreach (l->sites, i, one) {
		word = view_get(json_object_get(one, "reasons"), code, NULL);
		if (word != NULL && site_words_reason(l, one, site, code))
			return (word);
	}
	word = common_reason(code);
	return (word != NULL ? word : code);
}

static json_t *
option_json(const char *value, const char *label, bool chosen)
{
	return (json_pack("{s:s,s:s,s:b}", "value", value, "label", label, "selected", chosen));
}

static bool
options_have(const json_t *options, const char *code)
{
	json_t *one;
	size_t i;

	json_array_foreach (options, i, one)
		if (strcmp(view_get(one, "value", ""), code) == 0)
			return (true);
	return (false);
}

/* Adds the reasons that the sites define. */
static void
reasons_add_own(const struct page_context *l, json_t *list, const char *site, const char *chosen)
{
	const char *code;
	json_t *one, *word;
	size_t i;

	json_array_foreach (l->sites, i, one) {
		if (site != NULL ? strcmp(view_get(one, "key", ""), site) != 0 : !site_is_own(l, one))
			continue;
		json_object_foreach (json_object_get(one, "reasons"), code, word)
			if (!options_have(list, code))
				json_array_append_new(list,
				    option_json(code, view_reason(l, site, code), strcmp(code, chosen) == 0));
	}
}

json_t *
view_reasons(const struct page_context *l, const char *site, const char *first, const char *chosen)
{
	json_t *list = json_array();

	if (chosen == NULL)
		chosen = "";
	json_array_append_new(list, option_json("", first, *chosen == '\0'));
	for (size_t i = 0; i < LENGTH(common_reasons); i++)
		json_array_append_new(list,
		    option_json(common_reasons[i].value, view_reason(l, site, common_reasons[i].value),
			strcmp(common_reasons[i].value, chosen) == 0));
	reasons_add_own(l, list, site, chosen);
	return (list);
}

void
view_translate_reasons(json_t *options, const json_t *titles)
{
	json_t *one;
	size_t i;

	json_array_foreach (options, i, one) {
		const char *title = view_get(titles, view_get(one, "value", ""), NULL);

		if (title != NULL)
			view_put(one, "label", view_string("%s · %s", view_get(one, "label", ""), title));
	}
}

json_t *
view_report_reasons(const struct page_context *l, const char *site, const char *name, const char *chosen)
{
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(common_reasons); i++)
		json_array_append_new(list,
		    json_pack("{s:s,s:s,s:s,s:b}", "name", name, "value", common_reasons[i].value, "label",
			view_reason(l, site, common_reasons[i].value), "checked",
			chosen != NULL && strcmp(chosen, common_reasons[i].value) == 0));
	return (list);
}

json_t *
view_rule_reason(const struct page_context *l, const char *rule, const char *reason)
{
	if (*rule == '\0')
		return (view_string("%s", view_reason(l, NULL, reason)));
	if (*reason == '\0' || strcmp(reason, "other") == 0)
		return (view_string("%s", view_rule(rule)));
	return (view_string("%s: %s", view_rule(rule), view_reason(l, NULL, reason)));
}

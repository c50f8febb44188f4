/* SPDX-License-Identifier: Apache-2.0 */
/* The form of a site's settings: title, mode, reasons with their house rules, second moderators. */
#include "web/view/view.h"

#define SPARE 2 /* empty rows for new reasons and messages */

static const struct view_option languages[] = { { "en", "English" }, { "ko", "Korean" } };

static json_t *
settings_translations(const json_t *rule, int n)
{
	const json_t *all = json_object_get(rule, "languages");
	json_t *list = json_array();

	for (size_t i = 0; i < LENGTH(languages); i++) {
		const json_t *words = json_object_get(all, languages[i].value);

		json_array_append_new(list,
		    json_pack("{s:i,s:s,s:s,s:s,s:s}", "n", n, "language", languages[i].value, "name", languages[i].label,
			"title", view_get(words, "title", ""), "text", view_get(words, "text", "")));
	}
	return (list);
}

static void
settings_add_row(json_t *rows, const char *code, const json_t *rule)
{
	json_array_append_new(rows,
	    json_pack("{s:i,s:s,s:o,s:o,s:o}", "n", (int)json_array_size(rows), "code", code, "title",
		view_string("%s", view_get(rule, "title", "")), "text", view_string("%s", view_get(rule, "text", "")),
		"translations", settings_translations(rule, (int)json_array_size(rows))));
}

/* The site's reasons and empty rows for more. The reasons may also be a plain list of codes. */
static json_t *
settings_reason_rows(const json_t *settings, size_t spare)
{
	json_t *own = json_object_get(settings, "reasons"), *rows = json_array(), *rule;
	const char *code;
	size_t i;

	json_object_foreach (own, code, rule)
		settings_add_row(rows, code, rule);
	if (json_is_array(own))
		json_array_foreach (own, i, rule)
			settings_add_row(rows, json_string_value(rule), NULL);
	for (i = 0; i < spare; i++)
		settings_add_row(rows, "", NULL);
	return (rows);
}

static void
settings_add_message(const struct page_context *l, const char *site, json_t *rows, const json_t *m)
{
	json_array_append_new(rows,
	    json_pack("{s:i,s:o,s:o,s:o,s:o}", "n", (int)json_array_size(rows), "reasons",
		view_reasons(l, site, "Any reason", view_get(m, "reason", NULL)), "languages",
		view_options(languages, LENGTH(languages), view_get(m, "language", "en")), "title",
		view_string("%s", view_get(m, "title", "")), "text", view_string("%s", view_get(m, "text", ""))));
}

/* The saved messages to authors and empty rows for more. */
static json_t *
settings_message_rows(const struct page_context *l, const char *site, const json_t *settings, size_t spare)
{
	json_t *rows = json_array(), *one;
	size_t i;

	json_array_foreach (json_object_get(settings, "messages"), i, one)
		settings_add_message(l, site, rows, one);
	for (i = 0; i < spare; i++)
		settings_add_message(l, site, rows, NULL);
	return (rows);
}

static void
settings_add_tick(json_t *ticks, const char *kind, const char *word, const char *label, const json_t *list)
{
	json_array_append_new(ticks,
	    json_pack("{s:o,s:s,s:b}", "name", view_string("%s-%s", kind, word), "label", label, "checked",
		view_contains(list, word)));
}

static json_t *
settings_second(const struct page_context *l, const char *site, const json_t *settings)
{
	const json_t *now = json_object_get(settings, "second"), *of = json_object_get(now, "reasons"),
		     *by = json_object_get(now, "roles");
	json_t *ticks = json_array(), *own = json_object_get(settings, "reasons"), *rule;
	const char *code;

	for (size_t i = 0; (code = view_common_reason(i)) != NULL; i++)
		settings_add_tick(ticks, "second", code, view_reason(l, site, code), of);
	json_object_foreach (own, code, rule)
		if (!view_reason_is_common(code))
			settings_add_tick(ticks, "second", code, view_get(rule, "title", code), of);
	settings_add_tick(ticks, "role", "moderator", "Every rejection by a moderator", by);
	settings_add_tick(ticks, "role", "admin", "Every rejection by an admin", by);
	return (ticks);
}

/* "settings.reasons.hats.title" as "reasons hats title". */
static json_t *
settings_place(const char *field)
{
	const char *dot = strchr(field, '.');
	json_t *s;
	char text[120];

	snprintf(text, sizeof(text), "%s", dot != NULL ? dot + 1 : field);
	for (char *p = text; *p != '\0'; p++)
		*p = *p == '.' ? ' ' : *p;
	s = view_string("%s", text);
	return (s);
}

static void
settings_put_failures(json_t *root, const json_t *failures)
{
	json_t *one;
	size_t i;

	json_array_foreach (failures, i, one) {
		const char *field = view_get(one, "field", "");
		json_t *where = settings_place(field),
		       *text = view_string("%s: %s", json_string_value(where), view_sentence(view_get(one, "code", "")));

		view_error(root,
		    strncmp(field, "settings.reasons", 16) == 0	     ? "reasons" :
			strncmp(field, "settings.messages", 17) == 0 ? "messages" :
								       "title",
		    json_string_value(text));
		json_decref(where);
		json_decref(text);
	}
}

/* The pages that several articles would have by the new rules of addresses, with links to these articles. */
static void
settings_put_collide(json_t *root, const json_t *collide)
{
	json_t *rows = json_array(), *page, *id, *articles;
	size_t i, j;

	json_array_foreach (json_object_get(collide, "pages"), i, page) {
		articles = json_array();
		json_array_foreach (json_object_get(page, "articles"), j, id)
			json_array_append_new(articles, view_string("%s", json_string_value(id)));
		json_array_append_new(rows,
		    json_pack("{s:o,s:o}", "address", view_string("%s", view_get(page, "address", "")), "articles", articles));
	}
	view_put_list(root, "collide", rows);
	if (view_int(collide, "more") > 0)
		view_put(root, "collide_more", view_string("%ld more addresses.", view_int(collide, "more")));
}

static json_t *
settings_names(const json_t *list)
{
	json_t *one, *text = json_string("");
	size_t i;

	json_array_foreach (list, i, one) {
		json_t *longer = view_string("%s%s%s", json_string_value(text), i > 0 ? " " : "", json_string_value(one));

		json_decref(text);
		text = longer;
	}
	return (text);
}

void
view_put_version(json_t *root, const json_t *doc, const char *path)
{
	long version = view_int(doc, "version");
	json_t *made = view_time(view_get(doc, "made_at", NULL), 0);

	view_put(root, "version", json_integer(version));
	if (version != view_int(doc, "current"))
		view_put(root, "former", view_string("This is version %ld, which is not in force.", version));
	if (json_is_object(made))
		view_put(root, "made",
		    view_string("Made by %s, %s.", view_get(json_object_get(doc, "made_by"), "username", "somebody"),
			view_get(made, "text", "")));
	if (version > 1)
		view_put(root, "before", view_string("%s?site=%s&version=%ld", path, view_get(doc, "site", ""), version - 1));
	json_decref(made);
}

/* A number that was sent and refused is shown as it was sent. */
static json_t *
settings_fold(const json_t *settings)
{
	const json_t *fold = json_object_get(settings, "fold_votes");

	return (json_is_string(fold) ? view_string("%s", json_string_value(fold)) : json_integer(json_integer_value(fold)));
}

json_t *
view_settings(const struct page_context *l, json_t *doc)
{
	static const struct view_option modes[] = { { "open", "Open" },
		{ "premoderated", "Premoderated: a moderator reads each comment first" },
		{ "closed", "Closed: no new comments anywhere" } };
	static const struct view_option slashes[] = { { "same", "The same address" }, { "different", "Another address" } };
	const json_t *draft = json_object_get(doc, "draft"), *settings = draft != NULL ? draft : json_object_get(doc, "settings");
	const char *site = view_get(doc, "site", ""), *title = view_get(doc, "title", site);
	json_t *root = view_root(l, "Settings");
	long current = view_int(doc, "current");
	bool may = view_admin(l, site, "settings");

	view_nav(root, l, "/desk/settings");
	view_put_sites(l, root, site, false);
	view_put(root, "site", view_string("%s", site));
	view_put(root, "name", view_string("%s", title));
	view_put(root, "summary",
	    current == 0 ? json_string("No settings are saved yet. The defaults apply.") :
			   view_string("Version %ld is in force.", current));
	view_put_version(root, doc, "/desk/settings");
	view_put(root, "rules", view_string("/desk/rules?site=%s", site));
	view_put(root, "modes", view_options(modes, LENGTH(modes), view_get(settings, "mode", "open")));
	view_put(root, "home", view_string("%s", view_get(settings, "home", "")));
	view_put(root, "timezone", view_string("%s", view_get(settings, "timezone", "")));
	view_put(root, "fold_votes", settings_fold(settings));
	view_put(root, "parameters", settings_names(json_object_get(settings, "query_parameters")));
	view_put(root, "first_sight", json_boolean(json_is_true(json_object_get(settings, "first_sight"))));
	view_put(root, "slashes", view_options(slashes, LENGTH(slashes), view_get(settings, "trailing_slash", "same")));
	settings_put_collide(root, json_object_get(doc, "collide"));
	view_put(root, "common_reasons", json_string("spam, abuse, hate, harassment, misinformation, off_topic, illegal, other"));
	view_put(root, "reasons", settings_reason_rows(settings, may ? SPARE : 0));
	view_put(root, "messages", settings_message_rows(l, site, settings, may ? SPARE : 0));
	view_put(root, "second", settings_second(l, site, settings));
	view_put(root, "site_title", view_string("%s", view_get(settings, "title", title)));
	view_put(root, "may", json_boolean(may));
	settings_put_failures(root, json_object_get(doc, "failures"));
	if (view_get(doc, "error", NULL) != NULL)
		view_error(root, "settings", view_get(doc, "error", ""));
	return (root);
}

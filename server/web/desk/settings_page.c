/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /desk/settings: a site's settings, by version; admins change them, other moderators read them. */
#include "moderation/moderation.h"
#include "templates.h"
#include "text/locale.h"
#include "web/desk/desk.h"
#include "web/web.h"

struct settings_edit {
	json_t *settings; /* as they were sent */
	const char *error;
	json_t *collide; /* the pages that several articles would have; NULL: none */
	int status;
};

static then_fn settings_page_loaded, settings_page_allowed, settings_page_saved, settings_page_reloaded;
static const struct page_view page = { "desk", &template_settings, view_settings };

void
web_settings(struct request *rq)
{
	desk_site_ask(rq, SETTINGS_GET, settings_page_loaded, "settings_page_loaded");
}

static void
settings_page_loaded(struct request *rq, const struct answer *a)
{
	desk_site_answer(rq, &page, a);
}

/* ---- the form */

static const char *
settings_row(struct request *rq, const char *name, const char *n)
{
	const char *value = rq_form(rq, rq_printf(rq, "%s-%s", name, n));

	return (value != NULL ? value : "");
}

/* {language: {title, text}} of a row's fields that have words; NULL without any. */
static json_t *
settings_form_translations(struct request *rq, const char *n)
{
	json_t *all = json_object();

	for (size_t i = 0; locales[i] != NULL; i++) {
		const char *title = settings_row(rq, rq_printf(rq, "title_%s", locales[i]), n),
			   *text = settings_row(rq, rq_printf(rq, "text_%s", locales[i]), n);

		if (*title != '\0' || *text != '\0')
			view_put(all, locales[i], json_pack("{s:s,s:s}", "title", title, "text", text));
	}
	if (json_object_size(all) > 0)
		return (all);
	json_decref(all);
	return (NULL);
}

/* {code: {title, text, languages}} of the rows with a code. */
static json_t *
settings_form_reasons(struct request *rq)
{
	json_t *list = json_object();
	const char *name, *code;

	for (size_t i = 0; (name = rq_form_at(rq, i, &code)) != NULL; i++) {
		if (strncmp(name, "code-", 5) != 0 || *code == '\0')
			continue;
		if (json_object_get(list, code) != NULL)
			rq_bad(rq, rq_printf(rq, "settings.reasons.%s", code), "duplicate");
		view_put(list, code,
		    json_pack("{s:s,s:s,s:o*}", "title", settings_row(rq, "title", name + 5), "text",
			settings_row(rq, "text", name + 5), "languages", settings_form_translations(rq, name + 5)));
	}
	return (list);
}

/* [{reason, language, title, text}] of the rows with a title or a text. */
static json_t *
settings_form_messages(struct request *rq)
{
	json_t *list = json_array(), *one;
	const char *name, *title, *reason;

	for (size_t i = 0; (name = rq_form_at(rq, i, &title)) != NULL; i++) {
		if (strncmp(name, "m_title-", 8) != 0 || (*title == '\0' && *settings_row(rq, "m_text", name + 8) == '\0'))
			continue;
		one = json_pack("{s:s,s:s,s:s}", "language", settings_row(rq, "m_language", name + 8), "title", title, "text",
		    settings_row(rq, "m_text", name + 8));
		reason = settings_row(rq, "m_reason", name + 8);
		if (*reason != '\0')
			view_put(one, "reason", json_string(reason));
		json_array_append_new(list, one);
	}
	return (list);
}

/* The ticked boxes whose names begin with kind. */
static json_t *
settings_ticked(struct request *rq, const char *kind)
{
	size_t n = strlen(kind);
	json_t *list = json_array();
	const char *name, *value;

	for (size_t i = 0; (name = rq_form_at(rq, i, &value)) != NULL; i++)
		if (strncmp(name, kind, n) == 0)
			json_array_append_new(list, json_string(name + n));
	return (list);
}

/* The names in a field, separated by spaces or commas. */
static json_t *
settings_form_names(struct request *rq, const char *field)
{
	const char *p = rq_form(rq, field);
	json_t *list = json_array();
	size_t n;

	for (p = p != NULL ? p : ""; *(p += strspn(p, " ,\t\r\n")) != '\0'; p += n) {
		n = strcspn(p, " ,\t\r\n");
		json_array_append_new(list, json_stringn(p, n));
	}
	return (list);
}

static bool
still_there(const json_t *own, const json_t *before, const char *code)
{
	return (json_object_get(own, code) != NULL || json_object_get(before, code) == NULL);
}

/* The reasons for a second moderator, without the reasons that this form deletes. */
static json_t *
without_gone(json_t *list, const json_t *own, const json_t *before)
{
	for (size_t i = json_array_size(list); i-- > 0;)
		if (!still_there(own, before, json_string_value(json_array_get(list, i))))
			(void)json_array_remove(list, i);
	return (list);
}

static void
put_or_drop(json_t *settings, const char *name, json_t *value, bool empty)
{
	if (empty) {
		(void)json_object_del(settings, name);
		json_decref(value);
	} else
		view_put(settings, name, value);
}

/* A number, or the text itself, which the check refuses. */
static json_t *
settings_number(const char *text)
{
	char *end;
	long n = strtol(text, &end, 10);

	return (*end == '\0' ? json_integer(n) : json_string(text));
}

/* The settings in force with the form's values; members that this page does not know stay. */
static json_t *
settings_read(struct request *rq, const json_t *now)
{
	json_t *s = rq_json_own(rq, json_deep_copy(now)), *own = settings_form_reasons(rq), *seconds = json_object(), *of, *by,
	       *names;
	const char *title = form_filled(rq, "title"), *mode = form_filled(rq, "mode"), *fold = form_filled(rq, "fold_votes"),
		   *home = form_filled(rq, "home"), *slash = form_filled(rq, "trailing_slash"),
		   *zone = form_filled(rq, "timezone");

	of = without_gone(settings_ticked(rq, "second-"), own, json_object_get(now, "reasons"));
	by = settings_ticked(rq, "role-");
	put_or_drop(seconds, "reasons", of, json_array_size(of) == 0);
	put_or_drop(seconds, "roles", by, json_array_size(by) == 0);
	put_or_drop(s, "title", json_string(title != NULL ? title : ""), title == NULL);
	put_or_drop(s, "home", json_string(home != NULL ? home : ""), home == NULL);
	put_or_drop(s, "timezone", json_string(zone != NULL ? zone : ""), zone == NULL);
	put_or_drop(s, "mode", json_string(mode != NULL ? mode : ""), mode == NULL);
	if (fold != NULL)
		put_or_drop(s, "fold_votes", settings_number(fold), strcmp(fold, "0") == 0);
	if (slash != NULL) {
		names = settings_form_names(rq, "query_parameters");
		put_or_drop(s, "query_parameters", names, json_array_size(names) == 0);
		put_or_drop(s, "trailing_slash", json_string(slash), strcmp(slash, "same") == 0);
		put_or_drop(s, "first_sight", json_true(), form_filled(rq, "first_sight") == NULL);
	}
	if (rq_form(rq, "m_title-0") != NULL) {
		names = settings_form_messages(rq);
		put_or_drop(s, "messages", names, json_array_size(names) == 0);
	}
	put_or_drop(s, "reasons", own, json_object_size(own) == 0);
	put_or_drop(s, "second", seconds, json_object_size(seconds) == 0);
	return (s);
}

/* ---- save */

void
web_settings_save(struct request *rq)
{
	struct settings_edit *e = rq_alloc(rq, sizeof(*e));

	rq_set_state(rq, e);
	ask(rq, SETTINGS_GET, settings_page_allowed, rq_viewer(rq), form_filled(rq, "site"), NULL);
}

/* Shows the page again with the values that were sent. Asks for the version in force. */
static void
settings_page_again(struct request *rq, struct settings_edit *e, int status)
{
	e->status = status;
	ask(rq, SETTINGS_GET, settings_page_reloaded, rq_viewer(rq), form_filled(rq, "site"), NULL);
}

static void
settings_page_allowed(struct request *rq, const struct answer *a)
{
	struct settings_edit *e = rq_state(rq);
	const char *text, *key, *digest;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	e->settings = settings_read(rq, json_object_get(page_json(rq, a), "settings"));
	site_settings_check(rq, e->settings);
	if (rq_failures(rq) != NULL) {
		settings_page_again(rq, e, 422);
		return;
	}
	text = rq_json_text(rq, e->settings);
	if (text == NULL)
		reply_problem(rq, PROBLEM_INTERNAL);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, SETTINGS_PUT, settings_page_saved, rq_viewer(rq), form_filled(rq, "site"), desk_form_version(rq), text,
		    rq_id(rq), key, digest);
}

static void
settings_page_saved(struct request *rq, const struct answer *a)
{
	struct settings_edit *e = rq_state(rq);

	if (site_settings_reasons_in_use(rq, a)) {
		settings_page_again(rq, e, 422);
		return;
	}
	if (answer_is(a, "addresses_collide")) {
		e->error = problem_detail(PROBLEM_ADDRESSES_COLLIDE);
		e->collide = page_json(rq, a);
		settings_page_again(rq, e, 422);
		return;
	}
	if (answer_is(a, "conflict")) {
		e->error = problem_detail(PROBLEM_SETTINGS_CHANGED);
		settings_page_again(rq, e, 409);
		return;
	}
	desk_done(rq, a, desk_site_path(rq, "/desk/settings", form_filled(rq, "site")), "saved");
}

static void
settings_page_reloaded(struct request *rq, const struct answer *a)
{
	const struct settings_edit *e = rq_state(rq);
	const char *failures = rq_failures(rq);
	json_t *doc;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	doc = page_json(rq, a);
	view_put(doc, "draft", json_incref(e->settings));
	if (e->error != NULL)
		view_put(doc, "error", json_string(e->error));
	if (e->collide != NULL)
		view_put(doc, "collide", json_incref(e->collide));
	if (failures != NULL)
		view_put(doc, "failures", json_loads(failures, 0, NULL));
	desk_keep_version(rq, e->status, doc);
	show_view(rq, &page, e->status, doc);
}

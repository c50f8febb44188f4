/* GET, POST /desk/settings: what a site says of itself, by version; admins change it, others read. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

struct edit {
	json_t *settings; /* as they were written */
	const char *error;
	int status;
};

static then_fn told, allowed, changed, shown;
static const struct desk_page page = { &template_settings, view_settings };

void
web_settings(struct request *rq)
{
	long version;

	if (rq_query_int(rq, "version", 0, 2147483647, -1, &version))
		ask(rq, SETTINGS_GET, told, rq_viewer(rq), rq_query(rq, "site"), version < 0 ? NULL : rq_int(rq, version));
}

static void
told(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		desk_answer(rq, &page, a);
	else
		desk_which_site(rq, a);
}

/* ---- what somebody wrote */

static const char *
row(struct request *rq, const char *name, const char *n)
{
	const char *value = rq_form(rq, rq_printf(rq, "%s-%s", name, n));

	return (value != NULL ? value : "");
}

/* {code: {title, text}} of the rows that have a code. */
static json_t *
reasons(struct request *rq)
{
	json_t *list = json_object();
	const char *name, *code;

	for (size_t i = 0; (name = rq_form_at(rq, i, &code)) != NULL; i++) {
		if (strncmp(name, "code-", 5) != 0 || *code == '\0')
			continue;
		if (json_object_get(list, code) != NULL)
			rq_bad(rq, rq_printf(rq, "settings.reasons.%s", code), "duplicate");
		view_put(list, code, json_pack("{s:s,s:s}", "title", row(rq, "title", name + 5), "text", row(rq, "text", name + 5)));
	}
	return (list);
}

/* What is ticked of a kind. A reason that is taken away asks for no second moderator. */
static json_t *
ticked(struct request *rq, const char *kind)
{
	size_t n = strlen(kind);
	json_t *list = json_array();
	const char *name, *value;

	for (size_t i = 0; (name = rq_form_at(rq, i, &value)) != NULL; i++)
		if (strncmp(name, kind, n) == 0)
			json_array_append_new(list, json_string(name + n));
	return (list);
}

static bool
still_there(const json_t *own, const json_t *before, const char *code)
{
	return (json_object_get(own, code) != NULL || json_object_get(before, code) == NULL);
}

/* The second moderator's reasons without those that this form takes away. */
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

/* The form over what is in force: what this page does not know stays. */
static json_t *
written(struct request *rq, const json_t *now)
{
	json_t *s = rq_json_own(rq, json_deep_copy(now)), *own = reasons(rq), *seconds = json_object(), *of, *by;
	const char *title = form_filled(rq, "title"), *mode = form_filled(rq, "mode");

	of = without_gone(ticked(rq, "second-"), own, json_object_get(now, "reasons"));
	by = ticked(rq, "role-");
	put_or_drop(seconds, "reasons", of, json_array_size(of) == 0);
	put_or_drop(seconds, "roles", by, json_array_size(by) == 0);
	put_or_drop(s, "title", json_string(title != NULL ? title : ""), title == NULL);
	put_or_drop(s, "mode", json_string(mode != NULL ? mode : ""), mode == NULL);
	put_or_drop(s, "reasons", own, json_object_size(own) == 0);
	put_or_drop(s, "second", seconds, json_object_size(seconds) == 0);
	return (s);
}

/* ---- saved */

void
web_settings_save(struct request *rq)
{
	struct edit *e = rq_alloc(rq, sizeof(*e));

	memset(e, 0, sizeof(*e));
	rq_set_state(rq, e);
	ask(rq, SETTINGS_GET, allowed, rq_viewer(rq), form_filled(rq, "site"), NULL);
}

/* The page again, with what was written; asks what is in force. */
static void
again(struct request *rq, struct edit *e, int status)
{
	e->status = status;
	ask(rq, SETTINGS_GET, shown, rq_viewer(rq), form_filled(rq, "site"), NULL);
}

static void
allowed(struct request *rq, const struct answer *a)
{
	struct edit *e = rq_state(rq);
	const char *version = form_filled(rq, "version"), *key, *digest;
	struct buf text;
	char *dump;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	e->settings = written(rq, json_object_get(page_json(rq, a), "settings"));
	site_settings_check(rq, e->settings);
	if (rq_failures(rq) != NULL) {
		again(rq, e, 422);
		return;
	}
	if (!rq_idempotency(rq, &key, &digest))
		return;
	dump = json_dumps(e->settings, JSON_COMPACT);
	buf_init(&text, rq_arena(rq));
	buf_puts(&text, dump != NULL ? dump : "{}");
	free(dump);
	ask(rq, SETTINGS_PUT, changed, rq_viewer(rq), form_filled(rq, "site"),
	    rq_int(rq, version != NULL && strlen(version) < 10 ? strtol(version, NULL, 10) : -1), text.data, rq_id(rq), key,
	    digest);
}

static void
changed(struct request *rq, const struct answer *a)
{
	struct edit *e = rq_state(rq);

	if (site_settings_cited(rq, a)) {
		again(rq, e, 422);
		return;
	}
	if (answer_is(a, "conflict")) {
		e->error = problem_detail(PROBLEM_SETTINGS_CHANGED);
		again(rq, e, 409);
		return;
	}
	desk_done(rq, a, desk_site_path(rq, "/desk/settings", form_filled(rq, "site")), "saved");
}

static void
shown(struct request *rq, const struct answer *a)
{
	const struct edit *e = rq_state(rq);
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
	if (failures != NULL)
		view_put(doc, "failures", json_loads(failures, 0, NULL));
	/* What was seen, not what is there now: saving over somebody's change is a conflict. */
	if (e->status != 409 && form_filled(rq, "version") != NULL)
		view_put(doc, "version", json_integer(strtol(form_filled(rq, "version"), NULL, 10)));
	desk_show(rq, &page, e->status, doc);
}

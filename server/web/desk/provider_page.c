/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET, POST /desk/providers: makes a system that signs readers in, or changes it; POST /desk/providers/remove. The documents are those
 * of `madang site provider`. A page never has a secret, so a refused form comes back without it.
 */
#include <string.h>

#include "request/list.h"
#include "settings/settings.h"
#include "site/site.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

struct provider_draft {
	struct provider_wish wish;
	const char *settings; /* as they were typed */
	const char *field, *error;
};

static then_fn provider_form_loaded, provider_form_again, provider_page_set, provider_page_removed;

static const struct page_view form_view = { "desk", &template_provider_form, view_provider_form };

/* ---- the form */

/* The document of the form: the provider of this name, or none; with what was typed in its place. */
static json_t *
provider_doc(struct request *rq, json_t *doc, const char *name)
{
	const struct provider_draft *d = rq_state(rq);
	json_t *list = json_object_get(doc, "providers"), *one;
	size_t i;

	if (name != NULL)
		view_put(doc, "chosen", json_string(name));
	json_array_foreach (list, i, one)
		if (name != NULL && strcmp(view_get(one, "name", ""), name) == 0)
			view_put(doc, "provider", json_incref(one));
	if (d != NULL) {
		view_put(doc, "typed", json_string(d->settings));
		view_put(doc, "field", json_string(d->field));
		view_put(doc, "error", json_string(d->error));
	}
	return (doc);
}

void
web_provider_form(struct request *rq)
{
	ask(rq, CONNECTIONS, provider_form_loaded, rq_viewer(rq), list_site(rq), "t");
}

static void
provider_form_loaded(struct request *rq, const struct answer *a)
{
	const char *name = rq_query(rq, "name");
	json_t *doc;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	doc = provider_doc(rq, page_json(rq, a), name);
	if (name != NULL && json_object_get(doc, "provider") == NULL)
		reply_problem(rq, PROBLEM_NOT_FOUND);
	else
		show_view(rq, &form_view, 200, doc);
}

/* ---- make and change */

/* Shows the form again with the fault beside its field. */
static void
provider_refuse(struct request *rq, const char *field, const char *error)
{
	struct provider_draft *d = rq_state(rq);

	d->field = field;
	d->error = error;
	ask(rq, CONNECTIONS, provider_form_again, rq_viewer(rq), form_filled(rq, "site"), "f");
}

static void
provider_form_again(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		show_view(rq, &form_view, 422, provider_doc(rq, page_json(rq, a), form_filled(rq, "name")));
	else
		page_refuse(rq, a);
}

static json_t *
provider_json(struct request *rq, const char *text)
{
	return (text != NULL ? rq_json_own(rq, json_loads(text, JSON_REJECT_DUPLICATES, NULL)) : NULL);
}

/* A sentence that begins with a capital and has its full stop. */
static const char *
provider_sentence(struct request *rq, const char *fault)
{
	return (rq_printf(rq, "That is not usable: %s.", fault));
}

void
web_provider_set(struct request *rq)
{
	struct provider_draft *d = rq_alloc(rq, sizeof(*d));
	const char *keys, *fault;

	if (!rq_form_read(rq))
		return;
	keys = form_filled(rq, "keys");
	*d = (struct provider_draft) { .settings = form_filled(rq, "settings") };
	d->wish = (struct provider_wish) { form_filled(rq, "name"), form_filled(rq, "secret"), provider_json(rq, d->settings),
		provider_json(rq, keys) };
	d->settings = d->settings != NULL ? d->settings : "";
	rq_set_state(rq, d);
	if (d->wish.name == NULL)
		provider_refuse(rq, "name", check_sentence("missing"));
	else if (d->wish.settings == NULL)
		provider_refuse(rq, "settings", "This is not JSON, or has a member twice. Correct it.");
	else if (keys != NULL && d->wish.keys == NULL)
		provider_refuse(rq, "keys", "This is not JSON, or has a member twice. Correct it.");
	else if ((fault = provider_ask(rq, form_filled(rq, "site"), &d->wish, provider_page_set, "provider_page_set")) != NULL)
		provider_refuse(rq, "settings", provider_sentence(rq, fault));
}

static void
provider_page_set(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "provider_incomplete"))
		provider_refuse(rq, "secret", problem_detail(PROBLEM_PROVIDER_INCOMPLETE));
	else if (answer_is(a, "provider_taken"))
		provider_refuse(rq, "settings", problem_detail(PROBLEM_PROVIDER_TAKEN));
	else if (answer_is(a, "provider_name_taken"))
		provider_refuse(rq, "name", problem_detail(PROBLEM_PROVIDER_NAME_TAKEN));
	else if (answer_is(a, "provider_beyond"))
		provider_refuse(rq, "settings", problem_detail(PROBLEM_PROVIDER_BEYOND));
	else
		desk_done(rq, a, desk_site_path(rq, "/desk/connections", form_filled(rq, "site")), "provider_set");
}

/* ---- remove */

void
web_provider_remove(struct request *rq)
{
	ask(rq, PROVIDER_REMOVE, provider_page_removed, rq_viewer(rq), form_filled(rq, "site"), form_filled(rq, "name"),
	    rq_id(rq));
}

static void
provider_page_removed(struct request *rq, const struct answer *a)
{
	desk_done(rq, a, desk_site_path(rq, "/desk/connections", form_filled(rq, "site")), "provider_removed");
}

/* SPDX-License-Identifier: Apache-2.0 */
/* GET /desk/accounts/{account}, and its forms: add a note, set a role, lift a sanction, restore comments. */
#include "account/account.h"
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn person_page_loaded, person_page_noted, person_page_reloaded, person_page_role_set, person_page_lifted,
    person_page_restored;
static const struct page_view page = { "desk", &template_person, view_person };

static const char *
person_path(struct request *rq)
{
	return (rq_printf(rq, "/desk/accounts/%s", rq_path(rq, 0)));
}

void
web_person(struct request *rq)
{
	moderated_account_ask(rq, person_page_loaded, "person_page_loaded");
}

static void
person_page_loaded(struct request *rq, const struct answer *a)
{
	show_answer(rq, &page, a, moderated_account_json);
}

/* POST …/notes */

/* Shows the page again with the note and its failed check. */
static void
person_page_refuse_note(struct request *rq, const char *field, const char *code)
{
	json_t *draft = rq_json_own(rq, json_pack("{s:s,s:s}", "field", field, "code", code));

	if (rq_form(rq, "text") != NULL)
		view_put(draft, "text", json_string(rq_form(rq, "text")));
	if (rq_form(rq, "site") != NULL)
		view_put(draft, "site", json_string(rq_form(rq, "site")));
	rq_set_state(rq, draft);
	moderated_account_ask(rq, person_page_reloaded, "person_page_reloaded");
}

static void
person_page_reloaded(struct request *rq, const struct answer *a)
{
	json_t *doc;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	doc = moderated_account_json(rq, a);
	view_put(doc, "draft", json_incref(rq_state(rq)));
	show_view(rq, &page, 422, doc);
}

void
web_person_note(struct request *rq)
{
	const char *text = form_filled(rq, "text"), *key, *digest, *fault = page_text_fault(rq, "text", true, NOTE_TEXT_MAX);

	if (fault != NULL)
		person_page_refuse_note(rq, "text", fault);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, ACCOUNT_NOTE, person_page_noted, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), text, form_filled(rq, "site"),
		    key, digest);
}

static void
person_page_noted(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "missing_site"))
		person_page_refuse_note(rq, "site", "missing_site");
	else
		desk_done(rq, a, person_path(rq), "noted");
}

/* POST …/role */
void
web_person_role(struct request *rq)
{
	const char *role = rq_form(rq, "role"), *key, *digest;

	if (role == NULL || !word_in(ACCOUNT_ROLES, role))
		reply_problem(rq, PROBLEM_INVALID);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, ROLE_SET, person_page_role_set, rq_viewer(rq), rq_path(rq, 0), role, form_filled(rq, "site"), rq_id(rq),
		    key, digest, desk_permissions(rq));
}

static void
person_page_role_set(struct request *rq, const struct answer *a)
{
	const json_t *body = rq_answer_json(rq, a, "ok");
	const char *back = page_back(rq, person_path(rq)), *role = rq_form(rq, "role");
	bool taken = strcmp(role, "reader") == 0 && strncmp(back, "/desk/staff", 11) == 0;

	desk_done(rq, a, back, taken ? "taken" : json_is_string(json_object_get(body, "offered")) ? "offered" : "role");
}

/* POST …/sanctions/{sanction}/lift */
void
web_lift(struct request *rq)
{
	ask(rq, SANCTION_LIFT, person_page_lifted, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}

static void
person_page_lifted(struct request *rq, const struct answer *a)
{
	desk_done(rq, a, person_path(rq), "lifted");
}

/* POST …/sanctions/{sanction}/restore */
void
web_bring_back(struct request *rq)
{
	ask(rq, SANCTION_RESTORE, person_page_restored, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}

static void
person_page_restored(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		span_run_see(rq, rq_path(rq, 1), rq_printf(rq, "%s?said=brought_back", person_path(rq)), reply_see);
	else
		page_refuse(rq, a);
}

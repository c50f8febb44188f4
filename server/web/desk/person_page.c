/* GET /desk/accounts/{account}, and the short forms on it: a note, a role, a sanction lifted, comments brought back. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

#define ROLES	 "reader staff moderator admin auditor"

static then_fn found, noted, found_again, given, lifted, restored;
static const struct desk_page page = { &template_person, view_person };

static const char *
back(struct request *rq)
{
	return (rq_printf(rq, "/desk/accounts/%s", rq_path(rq, 0)));
}

void
web_person(struct request *rq)
{
	moderated_account_ask(rq, found, "found");
}

static void
found(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		desk_show(rq, &page, 200, moderated_account_json(rq, a));
	else
		page_refuse(rq, a);
}

/* POST …/notes */

/* The page again, with the note as it was written and what is wrong with it. */
static void
refuse_note(struct request *rq, const char *field, const char *code)
{
	json_t *draft = rq_json_own(rq, json_pack("{s:s,s:s}", "field", field, "code", code));

	if (rq_form(rq, "text") != NULL)
		view_put(draft, "text", json_string(rq_form(rq, "text")));
	if (rq_form(rq, "site") != NULL)
		view_put(draft, "site", json_string(rq_form(rq, "site")));
	rq_set_state(rq, draft);
	moderated_account_ask(rq, found_again, "found_again");
}

static void
found_again(struct request *rq, const struct answer *a)
{
	json_t *doc;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	doc = moderated_account_json(rq, a);
	view_put(doc, "draft", json_incref(rq_state(rq)));
	desk_show(rq, &page, 422, doc);
}

void
web_person_note(struct request *rq)
{
	const char *text = form_filled(rq, "text"), *key, *digest, *fault = page_text_fault(rq, "text", true, NOTE_TEXT_MAX);

	if (fault != NULL)
		refuse_note(rq, "text", fault);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, ACCOUNT_NOTE, noted, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), text, form_filled(rq, "site"), key, digest);
}

static void
noted(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "missing_site"))
		refuse_note(rq, "site", "missing_site");
	else
		desk_done(rq, a, back(rq), "noted");
}

/* POST …/role */
void
web_person_role(struct request *rq)
{
	const char *role = rq_form(rq, "role"), *key, *digest;

	if (role == NULL || !word_in(ROLES, role))
		reply_problem(rq, PROBLEM_INVALID);
	else if (rq_idempotency(rq, &key, &digest))
		ask(rq, ROLE_SET, given, rq_viewer(rq), rq_path(rq, 0), role, form_filled(rq, "site"), rq_id(rq), key, digest);
}

static void
given(struct request *rq, const struct answer *a)
{
	desk_done(rq, a, back(rq), "role");
}

/* POST …/sanctions/{sanction}/lift */
void
web_lift(struct request *rq)
{
	ask(rq, SANCTION_LIFT, lifted, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}

static void
lifted(struct request *rq, const struct answer *a)
{
	desk_done(rq, a, back(rq), "lifted");
}

/* POST …/sanctions/{sanction}/restore */
void
web_bring_back(struct request *rq)
{
	ask(rq, SANCTION_RESTORE, restored, rq_viewer(rq), rq_path(rq, 0), rq_path(rq, 1), rq_id(rq));
}

static void
restored(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		span_run_see(rq, rq_path(rq, 1), rq_printf(rq, "%s?said=brought_back", back(rq)));
	else
		page_refuse(rq, a);
}

/* GET /desk/accounts/{account}, and the short forms on it: a note, a sanction lifted, comments brought back. */
#include "moderation/moderation.h"
#include "templates.h"
#include "web/desk.h"
#include "web/web.h"

static then_fn found, noted, lifted, restored;

static const char *
back(struct request *rq)
{
	return (rq_printf(rq, "/desk/accounts/%s", rq_path(rq, 0)));
}

void
web_person(struct request *rq)
{
	ask(rq, MODERATED_ACCOUNT, found, rq_viewer(rq), rq_path(rq, 0));
}

static void
found(struct request *rq, const struct answer *a)
{
	static const struct desk_page page = { &template_person, view_person };

	desk_answer(rq, &page, a);
}

/* POST …/notes */
void
web_person_note(struct request *rq)
{
	const char *text = rq_form(rq, "text"), *site = rq_form(rq, "site");

	if (text == NULL || *text == '\0' || strlen(text) > NOTE_TEXT_MAX)
		reply_problem(rq, 422, text != NULL && *text != '\0' ? "too_long" : "empty", NULL);
	else
		ask(rq, ACCOUNT_NOTE, noted, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), text, site != NULL && *site != '\0' ? site : NULL);
}

static void
noted(struct request *rq, const struct answer *a)
{
	desk_done(rq, a, back(rq), "noted");
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

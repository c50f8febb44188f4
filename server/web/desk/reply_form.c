/* SPDX-License-Identifier: Apache-2.0 */
/* POST /desk/cases/{article}/{comment}/reply: a moderator's reply from the case; an ordinary comment with a badge. */
#include "comment/draft.h"
#include "settings/settings.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn reply_form_posted;
static void reply_form_refuse(struct request *, const struct draft *, enum problem);

static const char *
reply_form_case(struct request *rq)
{
	return (page_back(rq, rq_printf(rq, "/desk/%s", rq_path(rq, 1))));
}

void
web_reply(struct request *rq)
{
	struct draft *d = rq_alloc(rq, sizeof(*d));
	const char *key, *digest, *body = rq_form(rq, "body");
	enum problem wrong;

	if (reply_if_full(rq, STAFF_REPLY))
		return;
	d->body = body != NULL ? body : "";
	wrong = draft_render(rq, d);
	if (wrong != PROBLEM_NONE) {
		if (!draft_is_early(rq, wrong))
			reply_form_refuse(rq, d, wrong);
		return;
	}
	if (!rq_idempotency(rq, &key, &digest))
		return;
	rq_set_state(rq, d);
	ask(rq, STAFF_REPLY, reply_form_posted, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), rq_path(rq, 1), d->body, d->html,
	    d->signals, key, digest, rq_int(rq, setting_int(COMMENTS_DEPTH_MAX)), setting_text(ACCOUNTS_VERIFY_BEFORE),
	    setting_filled(TERMS_VERSION));
}

static void
reply_form_posted(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "bad_parent"))
		reply_form_refuse(rq, rq_state(rq), PROBLEM_BAD_PARENT);
	else if (answer_is(a, "ok"))
		page_see(rq, reply_form_case(rq), page_said(json_object_get(page_json(rq, a), "comment"), "replied"), 0, NULL);
	else
		page_refuse(rq, a);
}

/* Shows the text again with the failed check. */
static void
reply_form_refuse(struct request *rq, const struct draft *d, enum problem wrong)
{
	json_t *root = view_form(page_context(rq, "desk"), "Your reply is not posted yet",
	    rq_printf(rq, "/desk/cases/%s/%s/reply", rq_path(rq, 0), rq_path(rq, 1)), "Post the reply");

	(void)view_area(root, "body", "Your reply", d->body, 10, true);
	view_hidden(root, "back", reply_form_case(rq));
	view_form_error(root, "body", draft_sentence(rq, d, wrong));
	view_put(root, "cancel", view_string("%s", reply_form_case(rq)));
	page_reply(rq, 422, &template_form, root);
}

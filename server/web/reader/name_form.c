/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /people/{account}/report: a reader reports another reader's name for a reason. */
#include "account/account.h"
#include "report/report.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn name_form_loaded, name_form_sent;
static draw_fn name_form_drawn;

struct name_form {
	const char *name; /* the account's; NULL: not loaded */
	const char *field, *code;
};

void
web_name_report(struct request *rq)
{
	ask(rq, ACCOUNT_PROFILE, name_form_loaded, rq_path(rq, 0));
}

static void
name_form_loaded(struct request *rq, const struct answer *a)
{
	struct name_form *f = rq_alloc(rq, sizeof(*f));

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	*f = (struct name_form) { .name = view_get(page_json(rq, a), "username", "") };
	rq_set_state(rq, f);
	show_drawn(rq, "", name_form_drawn);
}

static void
name_form_drawn(struct request *rq, struct page_context *l)
{
	const struct name_form *f = rq_state(rq);
	const char *at = rq_printf(rq, "/people/%s", rq_path(rq, 0));
	json_t *root = view_form(l, "Report this name", rq_printf(rq, "%s/report", at), "Send report");
	json_t *area = view_area(root, "detail", "Anything the moderators should know",
	    rq_is_safe(rq) ? "" : rq_form(rq, "detail"), 4, false);

	if (f->name != NULL)
		view_put(root, "lead", view_string("The name is “%s”.", f->name));
	view_put(area, "hint", json_string("Optional. Only moderators read it."));
	view_put(root, "radios",
	    json_pack("{s:s,s:s,s:o}", "name", "reason", "legend", "What is wrong with the name?", "list",
		view_report_reasons(l, NULL, "reason", rq_is_safe(rq) ? NULL : rq_form(rq, "reason"))));
	if (f->code != NULL)
		view_form_error(root, f->field, view_sentence(f->code));
	view_put(root, "cancel", view_string("%s", at));
	page_reply(rq, f->code != NULL ? 422 : 200, &template_form, root);
}

static void
name_form_refuse(struct request *rq, const char *field, const char *code)
{
	struct name_form *f = rq_alloc(rq, sizeof(*f));

	*f = (struct name_form) { .field = field, .code = code };
	rq_set_state(rq, f);
	show_drawn(rq, "", name_form_drawn);
}

void
web_name_report_form(struct request *rq)
{
	const char *reason = rq_form(rq, "reason"), *detail = form_filled(rq, "detail");
	const char *key, *digest, *fault = page_text_fault(rq, "detail", false, REPORT_DETAIL_MAX);

	if (reason == NULL || !word_in(REPORT_REASONS, reason))
		name_form_refuse(rq, "reason", reason == NULL ? NO_REASON "." : "unknown_value");
	else if (fault != NULL)
		name_form_refuse(rq, "detail", fault);
	else if (rq_idempotency(rq, &key, &digest))
		name_report_ask(rq, &(struct report) { reason, detail }, key, digest, name_form_sent, "name_form_sent");
}

static void
name_form_sent(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok") || answer_is(a, "again"))
		page_see(rq, rq_printf(rq, "/people/%s", rq_path(rq, 0)), "reported", 0, NULL);
	else
		page_refuse(rq, a);
}

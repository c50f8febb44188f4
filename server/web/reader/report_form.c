/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /a/{article}/c/{comment}/report: a reader reports a comment for a reason. */
#include "comment/thread.h"
#include "report/report.h"
#include "settings/settings.h"
#include "sites/sites.h"
#include "templates.h"
#include "web/kit/overlay.h"
#include "web/kit/page.h"
#include "web/web.h"

static then_fn report_form_loaded, report_form_overlaid, report_form_sent;

/* page: {"article","comment"}, the comment is shown above the form; or NULL. code: the failed check of field, or NULL. */
static void
report_form_draw(struct request *rq, const struct page_context *l, int status, const json_t *page, const char *field,
    const char *code)
{
	const json_t *comment = json_object_get(page, "comment");
	const char *at = rq_printf(rq, "%s/%s/c/%s", page_root(rq), rq_path(rq, 0), rq_path(rq, 1));
	const char *reason = rq_is_safe(rq) ? NULL : rq_form(rq, "reason");
	json_t *root = view_form(l, "Report this comment", page_discussion(rq, rq_printf(rq, "%s/report", at)), "Send report");
	json_t *area = view_area(root, "detail", "Anything the moderators should know",
	    rq_is_safe(rq) ? "" : rq_form(rq, "detail"), 4, false);

	view_put(area, "hint", json_string("Optional. Only moderators read it."));
	view_put(root, "radios",
	    json_pack("{s:s,s:s,s:o}", "name", "reason", "legend", "What is wrong with it?", "list",
		view_report_reasons(l, view_get(json_object_get(page, "article"), "site", NULL), "reason", reason)));
	if (comment != NULL) {
		struct node_context n = { .page = l,
			.article = rq_path(rq, 0),
			.site = view_get(json_object_get(page, "article"), "site", NULL),
			.back = at,
			.sort = "",
			.closed = true };
		json_t *quote = view_comment(&n, comment);

		view_put(quote, "bare", json_true());
		view_put(root, "quote", quote);
	}
	if (code != NULL)
		view_form_error(root, field, view_sentence(code));
	view_other(root, "Does the law forbid it?", rq_printf(rq, "/notices/illegal?url=%s", at), "Report illegal content");
	at = page_discussion(rq, at);
	at = rq_is_safe(rq) ? page_came_from(rq, at) : page_back(rq, at);
	view_hidden(root, "back", at);
	view_put(root, "cancel", view_string("%s", at));
	page_reply(rq, status, &template_form, root);
}

/* ---- the form */

void
web_report(struct request *rq)
{
	ask(rq, COMMENT_GET, report_form_loaded, rq_path(rq, 0), rq_path(rq, 1));
}

static void
report_form_loaded(struct request *rq, const struct answer *a)
{
	struct buf text;
	json_t *page;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	buf_init(&text, rq_arena(rq));
	thread_comment_json(rq_path(rq, 0), a, &text);
	page = page_parse(rq, text.data, text.len);
	rq_set_state(rq, page);
	rq_framers_set(rq, sites_framers(view_get(json_object_get(page, "article"), "site", "")));
	overlay_ask(rq, rq_path(rq, 0), rq_printf(rq, "{%s}", rq_path(rq, 1)), report_form_overlaid, "report_form_overlaid");
}

/* For a banned reader, whose report would be refused: the reason and the end of the ban. */
static void
report_form_draw_barred(struct request *rq, const struct page_context *l, const json_t *mine)
{
	const char *at = rq_printf(rq, "%s/%s/c/%s", page_root(rq), rq_path(rq, 0), rq_path(rq, 1));
	json_t *root = view_form(l, "Report this comment", at, "");

	view_put(root, "bar", view_restriction(l, NULL, json_object_get(mine, "restriction")));
	view_put(root, "back", view_string("%s", page_discussion(rq, at)));
	page_reply(rq, 200, &template_barred, root);
}

static void
report_form_overlaid(struct request *rq, const struct answer *a)
{
	struct page_context *l = page_context(rq, "");
	const json_t *mine;

	if (answer_is(a, "not_found")) { /* hidden since the first query */
		page_refuse(rq, a);
		return;
	}
	mine = page_account(rq, l, a);
	if (view_banned(json_object_get(mine, "restriction")))
		report_form_draw_barred(rq, l, mine);
	else
		report_form_draw(rq, l, 200, rq_state(rq), NULL, NULL);
}

/* ---- the report */

void
web_report_form(struct request *rq)
{
	const char *reason = rq_form(rq, "reason"), *detail = rq_form(rq, "detail");
	const char *key, *digest, *fault = page_text_fault(rq, "detail", false, REPORT_DETAIL_MAX);

	if (reply_if_full(rq, REPORT_POST))
		return;
	if (reason == NULL || !word_in(REPORT_REASONS, reason)) {
		report_form_draw(rq, page_context(rq, ""), 422, NULL, "reason", reason == NULL ? NO_REASON "." : "unknown_value");
		return;
	}
	if (fault != NULL) {
		report_form_draw(rq, page_context(rq, ""), 422, NULL, "detail", fault);
		return;
	}
	if (detail != NULL && *detail == '\0')
		detail = NULL;
	if (!rq_idempotency(rq, &key, &digest))
		return;
	report_ask(rq, &(struct report) { reason, detail }, key, digest, report_form_sent, "report_form_sent");
}

static void
report_form_sent(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok") && !answer_is(a, "again")) {
		page_refuse(rq, a);
	} else if (page_wants_part(rq)) {
		page_part(rq, 200, 0, "reported", view_root(page_context(rq, ""), ""));
	} else {
		page_see(rq, page_back_past_comment(rq), "reported", 0, rq_printf(rq, "c-%s", rq_path(rq, 1)));
	}
}

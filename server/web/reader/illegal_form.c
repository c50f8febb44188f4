/* SPDX-License-Identifier: Apache-2.0 */
/* GET, POST /notices/illegal, GET /notices/illegal/{reference}: notices of illegal content, from anyone. */
#include "base/uuid.h"
#include "notice/notice.h"
#include "templates.h"
#include "web/kit/show.h"
#include "web/web.h"

static then_fn illegal_form_sent, illegal_page_loaded;

static const char *
illegal_value(struct request *rq, const char *name)
{
	const char *s = rq_is_safe(rq) ? rq_query(rq, name) : rq_form(rq, name);

	return (s != NULL ? s : "");
}

static void
illegal_form_draw(struct request *rq, struct page_context *l, int status, const char *field, const char *code)
{
	json_t *root, *f;

	l->key = rq_id(rq); /* also without a session */
	root = view_form(l, "Report illegal content", "/notices/illegal", "Send the notice");
	view_put(root, "lead",
	    json_string("Use this form for content that the law forbids. For anything else use “Report” below the comment. "
			"Moderators decide these notices first. You get a reference to look up the outcome."));
	f = view_field(root, "url", "Address of the comment", "text", "off", illegal_value(rq, "url"));
	view_hint(f, "Copy the link on the time of the comment.");
	f = view_text(root, "explanation", "What is illegal about it, and why?", illegal_value(rq, "explanation"), 6);
	f = view_field(root, "law", "Which law", "text", "off", illegal_value(rq, "law"));
	view_optional(f);
	view_hint(f, "Optional, if you know it.");
	f = view_field(root, "name", "Your name", "text", "name", illegal_value(rq, "name"));
	view_optional(f);
	view_hint(f, "You may leave it out where the notice is about sexual abuse of children.");
	f = view_field(root, "email", "Your e-mail address", "text", "email", illegal_value(rq, "email"));
	view_optional(f);
	view_hint(f, "For the receipt and the outcome. The author never sees it.");
	(void)view_choice(root, "good_faith", "I believe in good faith that what I say here is right and complete.",
	    strcmp(illegal_value(rq, "good_faith"), "yes") == 0);
	if (code != NULL)
		view_form_error(root, field, view_sentence(code));
	page_reply(rq, status, &template_form, root);
}

static void
illegal_form_draw_empty(struct request *rq, struct page_context *l)
{
	illegal_form_draw(rq, l, 200, NULL, NULL);
}

/* The form of a report links here with ?url=. */
void
web_illegal(struct request *rq)
{
	show_drawn(rq, "", illegal_form_draw_empty);
}

/* ---- the notice */

void
web_illegal_form(struct request *rq)
{
	static const struct {
		const char *name;
		bool needed;
		size_t max;
	} fields[] = { { "url", true, ILLEGAL_URL_MAX }, { "explanation", true, ILLEGAL_TEXT_MAX },
		{ "law", false, ILLEGAL_LAW_MAX }, { "name", false, ILLEGAL_NAME_MAX }, { "email", false, ILLEGAL_EMAIL_MAX },
		{ "good_faith", true, 10 } };
	const char *key, *digest;

	if (!rq_form_read(rq)) /* the guard reads the forms of sessions only */
		return;
	for (size_t i = 0; i < LENGTH(fields); i++) {
		const char *fault = page_text_fault(rq, fields[i].name, fields[i].needed, fields[i].max);

		if (fault != NULL) {
			illegal_form_draw(rq, page_context(rq, ""), 422, fields[i].name, fault);
			return;
		}
	}
	if (form_filled(rq, "email") != NULL && !illegal_address(illegal_value(rq, "email"))) {
		illegal_form_draw(rq, page_context(rq, ""), 422, "email", "bad_email");
		return;
	}
	if (rq_idempotency(rq, &key, &digest))
		ask(rq, ILLEGAL_POST, illegal_form_sent, rq_viewer(rq), rq_id(rq), NULL, illegal_value(rq, "url"),
		    illegal_value(rq, "explanation"), form_filled(rq, "law"), form_filled(rq, "name"), form_filled(rq, "email"),
		    key, digest);
}

static void
illegal_form_sent(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "not_found"))
		illegal_form_draw(rq, page_context(rq, ""), 422, "url", problem_detail(PROBLEM_COMMENT_NOT_FOUND));
	else if (answer_is(a, "ok"))
		page_see(rq, rq_printf(rq, "/notices/illegal/%s", view_get(page_json(rq, a), "reference", "")), "received", 0,
		    NULL);
	else
		page_refuse(rq, a);
}

/* ---- its state */

void
web_illegal_status(struct request *rq)
{
	ask(rq, ILLEGAL_GET, illegal_page_loaded, rq_path(rq, 0));
}

static void
illegal_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "", &template_illegal, view_illegal };

	show_answer(rq, &page, a, page_json);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages of refusals: what happened, why, what to do next. A refused form is shown again with its text: with a
 * button if a second try can succeed; on the sign-in page without a session; else for copying.
 */
#include "base/log.h"
#include "guard/origin.h"
#include "request/list.h"
#include "templates.h"
#include "text/form.h"
#include "web/account/confirm.h"
#include "web/kit/page.h"
#include "web/kit/pending.h"
#include "web/kit/resend.h"
#include "web/web.h"

/* ---- the refused form */

/* Can the same form succeed later? */
static bool
refusal_may_repeat(enum problem problem)
{
	int status = problem_status(problem);

	if (problem == PROBLEM_BAD_FORM_TOKEN || problem == PROBLEM_WARNING_UNREAD)
		return (true);
	return (status == 422 || status == 429 || status >= 500);
}

/* The state of the form, and the next step. */
static const char *
refusal_next_step(int status, bool again, bool written)
{
	if (!again)
		return ("Nothing was sent. What you wrote is below, so that you can copy it.");
	if (status >= 500)
		return ("It may have arrived despite the error. Send it again: it counts only once.");
	return (written ? "Nothing was sent. What you wrote is below: change it if you like, then send it again." :
			  "Nothing was sent. You can send it again.");
}

static json_t *
refusal_form(struct request *rq, bool seen_only)
{
	json_t *f = json_pack("{s:s,s:[],s:[]}", "action", rq_target(rq), "fields", "hidden");

	resend_put(rq, f, "", "", seen_only);
	return (f);
}

static void
refusal_put_form(struct request *rq, json_t *root, enum problem problem)
{
	bool again = refusal_may_repeat(problem) && origin_is_own(rq), written;
	json_t *f;

	if (!resend_has(rq))
		return;
	f = refusal_form(rq, !again);
	written = json_array_size(json_object_get(f, "fields")) > 0;
	if (again || written) {
		view_put(root, again ? "again" : "copy", json_incref(f));
		view_put(root, "next", json_string(refusal_next_step(problem_status(problem), again, written)));
	}
	json_decref(f);
}

/* ---- the page */

static void
refusal_put_links(struct request *rq, json_t *root, int status)
{
	const char *path = rq_target(rq);
	size_t article = strcspn(path, "?");

	if (status == 401)
		view_link(root, "Sign in",
		    rq_printf(rq, "/sign-in%s",
			page_next(rq, rq_is_safe(rq) ? page_of_form(rq) : page_back(rq, page_of_form(rq)))));
	if (status == 401 && page_wants_part(rq)) /* the discussion is around it */
		return;
	if (page_is_discussion(rq) && status != 404) {
		const char *end = strchr(path + strlen(page_root(rq)) + 1, '/');

		article = end != NULL ? (size_t)(end - path) : article;
		view_link(root, "Back to the discussion", page_discussion(rq, rq_printf(rq, "%.*s", (int)article, path)));
	} else if (strncmp(path, "/account/notices/", 17) == 0 && status != 401) {
		view_link(root, "Back to your notices", "/account/notices");
	} else if (strncmp(path, "/desk", 5) == 0 && status != 401 && status != 403) {
		view_link(root, "Back to the desk", "/desk");
	} else {
		view_link(root, "To the front page", "/");
	}
}

struct refusal {
	enum problem problem;
	const char *detail;
	const json_t *body; /* of the refusing answer, or NULL */
};

static void
refusal_page(struct request *rq, const struct page_context *l, const struct refusal *r)
{
	const char *until = view_get(r->body, "until", NULL), *kind = view_get(r->body, "kind", NULL);
	enum problem problem = r->problem;
	int status = problem_status(problem);
	json_t *root = view_problem(l, status, r->detail), *time = view_site_time(l, NULL, until);

	if (kind != NULL)
		view_fact(root, "Sanction", view_sanction(kind));
	if (json_is_object(time))
		view_fact(root, "Until", view_get(time, "full", ""));
	json_decref(time);
	if (problem == PROBLEM_CONFIRM)
		view_link(root, "Confirm that it is you", confirm_href(rq, page_of_form(rq)));
	if (problem == PROBLEM_SECOND_FACTOR || problem == PROBLEM_FACTOR_NEEDED || problem == PROBLEM_NO_FACTOR)
		view_link(root, "To the page Signing in", "/account/security");
	if (problem == PROBLEM_WARNING_UNREAD)
		view_link(root, "To your notices", "/account/notices");
	if (status == 413) /* the server did not read the form */
		view_put(root, "next", json_string("Nothing was sent. Go back: your browser may still have what you wrote."));
	refusal_put_form(rq, root, problem);
	refusal_put_links(rq, root, status);
	page_reply(rq, status, &template_error, root);
}

static void
refusal_account_loaded(struct request *rq, const struct answer *a)
{
	const struct refusal *r = rq_state(rq);
	struct page_context *l = page_context(rq, "");

	(void)page_account(rq, l, a);
	refusal_page(rq, l, r);
}

/* The bar has the reader's name, unless the query for it would add to a fault or a flood. */
static bool
refusal_names_reader(struct request *rq, int status)
{
	return (!page_wants_part(rq) && (status == 403 || status == 404 || status == 409 || status == 422));
}

static void
refusal_draw(struct request *rq, enum problem problem, const char *detail, const json_t *body)
{
	struct refusal *r = rq_alloc(rq, sizeof(*r));

	*r = (struct refusal) { problem, detail, body };
	rq_set_state(rq, r);
	if (!refusal_names_reader(rq, problem_status(problem)) ||
	    !page_ask_account(rq, refusal_account_loaded, "refusal_account_loaded"))
		refusal_page(rq, page_context(rq, ""), r);
}

/* A newspaper's page shows any answer in its frame, so there an unknown article is a sentence, not an error. */
static bool
is_frame_of_none(struct request *rq, int status)
{
	return (
	    status == 404 && rq_route(rq) != NULL && rq_is_safe(rq) && strcmp(rq_route(rq)->path, ROOT_FRAME "/{article}") == 0);
}

void
page_problem(struct request *rq, enum problem problem, const char *detail)
{
	int status = problem_status(problem);

	if (is_frame_of_none(rq, status))
		embed_reply_none(rq);
	else if (page_wants_part(rq)) /* the script keeps the text, and opens the sign-in beside it */
		refusal_draw(rq, problem, detail, NULL);
	else if (status == 401 && rq_is_safe(rq)) /* sign in, then return to this page */
		reply_see(rq, rq_printf(rq, "/sign-in%s", page_next(rq, rq_target(rq))));
	else if (status == 401 && pending_fits(rq))
		pending_sign_in(rq);
	else
		refusal_draw(rq, problem, detail, NULL);
}

/* The site that the cookie names is not the account's any more, or never was: the page of all sites, which ends the cookie. */
static bool
refusal_forgot_site(struct request *rq, int status)
{
	const char *target = rq_target(rq);

	if ((status != 403 && status != 404) || !rq_is_safe(rq) || !page_is_desk(rq) || list_site_named(rq) ||
	    list_site(rq) == NULL)
		return (false);
	reply_see(rq, rq_printf(rq, "%s%csite=", target, strchr(target, '?') != NULL ? '&' : '?'));
	return (true);
}

void
page_refuse(struct request *rq, const struct answer *a)
{
	const char *outcome = answer_outcome(a);
	enum problem problem = problem_named(outcome);

	if (problem == PROBLEM_NONE) {
		log_error("unknown outcome returned", log_text("route", rq_route(rq)->path), log_text("outcome", outcome));
		problem = PROBLEM_INTERNAL;
	}
	if (refusal_forgot_site(rq, problem_status(problem)))
		return;
	if (problem == PROBLEM_CONFIRM && !page_wants_part(rq))
		confirm_ask(rq, a);
	else if (problem_status(problem) == 401)
		page_problem(rq, problem, problem_detail(problem));
	else if (problem_status(problem) == 404) /* its article may have become another one */
		reply_problem(rq, problem);
	else
		refusal_draw(rq, problem, rq_problem_detail(rq, problem, a), page_json(rq, a));
}

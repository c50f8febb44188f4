/* SPDX-License-Identifier: Apache-2.0 */
/*
 * GET /desk/staff: roles, offers that wait, roles taken away lately. GET, POST /desk/staff/invite: invites somebody by mail.
 * POST /desk/staff/invitations/{offer}/resend and …/withdraw. Roles themselves change on the account's page.
 */
#include "account/account.h"
#include "request/list.h"
#include "templates.h"
#include "web/desk/desk.h"
#include "web/web.h"

static then_fn staff_page_loaded, staff_page_invited, staff_page_resent, staff_page_withdrawn;
static draw_fn staff_page_draw_invite;
static form_fn staff_invite_form;

void
web_staff(struct request *rq)
{
	list_ask(rq, &staff_list_def, staff_page_loaded);
}

static void
staff_page_loaded(struct request *rq, const struct answer *a)
{
	static const struct page_view page = { "desk", &template_staff, view_staff };

	show_answer(rq, &page, a, list_json);
}

/* ---- the invitation */

static json_t *
staff_invite_form(struct request *rq, const struct page_context *l)
{
	bool safe = rq_is_safe(rq);

	return (view_invite(l,
	    &(struct view_invitation) { safe ? NULL : rq_form(rq, "name"), safe ? NULL : rq_form(rq, "email"),
		safe ? NULL : rq_form(rq, "role"), safe ? rq_query(rq, "site") : rq_form(rq, "site"),
		safe ? NULL : desk_permissions(rq) }));
}

void
web_staff_invite(struct request *rq)
{
	show_drawn(rq, "desk", staff_page_draw_invite);
}

static void
staff_page_draw_invite(struct request *rq, struct page_context *l)
{
	json_t *root;

	if (!view_may(l, NULL, "staff")) {
		reply_problem(rq, PROBLEM_FORBIDDEN);
		return;
	}
	if (rq_is_safe(rq) && !view_own_site(l, rq_query(rq, "site"))) {
		reply_problem(rq, PROBLEM_NOT_FOUND);
		return;
	}
	root = staff_invite_form(rq, l);
	page_failures(rq, root);
	page_reply(rq, rq_failures(rq) != NULL ? 422 : 200, &template_form, root);
}

void
web_staff_invite_form(struct request *rq)
{
	struct invitation *v = rq_alloc(rq, sizeof(*v));

	if (!rq_check(rq, invitation_fields, INVITATION_FIELDS, v)) /* has replied */
		return;
	invitation_check(rq, v);
	if (rq_failures(rq) != NULL)
		show_drawn(rq, "desk", staff_page_draw_invite);
	else
		invitation_ask(rq, v, desk_permissions(rq), staff_page_invited, "staff_page_invited");
}

static void
staff_page_invited(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "username_taken"))
		desk_form_refuse(rq, staff_invite_form, "name", "username_taken");
	else
		desk_done(rq, a, "/desk/staff", "invitation");
}

/* ---- offers that wait */

void
web_invitation_resend(struct request *rq)
{
	ask(rq, INVITATION_ACT, staff_page_resent, rq_viewer(rq), rq_path(rq, 0), "t", rq_id(rq));
}

static void
staff_page_resent(struct request *rq, const struct answer *a)
{
	desk_done(rq, a, "/desk/staff", "invitation");
}

void
web_invitation_withdraw(struct request *rq)
{
	ask(rq, INVITATION_ACT, staff_page_withdrawn, rq_viewer(rq), rq_path(rq, 0), "f", rq_id(rq));
}

static void
staff_page_withdrawn(struct request *rq, const struct answer *a)
{
	desk_done(rq, a, "/desk/staff", "withdrawn_role");
}

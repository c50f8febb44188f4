/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/moderation/invitations: an admin invites somebody by mail to a role. POST …/{offer}/resend sends the mail again,
 * DELETE …/{offer} withdraws the offer.
 */
#include <string.h>

#include "account/account.h"
#include "guard/rate.h"
#include "settings/settings.h"
#include "text/name.h"

static then_fn staff_invite_answered, invitation_resend_answered;
static const struct outcome outcomes[] = {
	{ "ok", 201 },
	{ "username_taken", .field = "name" },
	{ NULL },
};
static const struct outcome resend_outcomes[] = {
	{ "ok", 204 },
	{ "too_fast" },
	{ NULL },
};

/* The page's form has its areas in boxes, so it reads all fields but the last. */
const struct field invitation_fields[INVITATION_FIELDS + 1] = {
	{ "name", FIELD_TEXT, true, offsetof(struct invitation, name), 1, 512 },
	{ "email", FIELD_TEXT, true, offsetof(struct invitation, email), 1, 512 },
	{ "role", FIELD_WORD, true, offsetof(struct invitation, role), .words = "staff moderator admin auditor" },
	{ "site", FIELD_TEXT, false, offsetof(struct invitation, site), 1, 100 },
	{ "permissions", FIELD_JSON, false, offsetof(struct invitation, permissions) },
};

void
invitation_check(struct request *rq, struct invitation *v)
{
	enum name_result named = NAME_OK;
	struct buf name, email;

	buf_init(&name, rq_arena(rq));
	buf_init(&email, rq_arena(rq));
	if (v->name != NULL)
		named = name_check(v->name, strlen(v->name), (unsigned)setting_int(ACCOUNTS_NAME_MIN),
		    (unsigned)setting_int(ACCOUNTS_NAME_MAX), &name, NULL);
	if (named != NAME_OK)
		rq_bad(rq, "name", name_code(named));
	else if (v->name != NULL)
		v->name = name.data;
	if (v->email != NULL && !email_fold(v->email, strlen(v->email), &email))
		rq_bad(rq, "email", "bad_email");
	else if (v->email != NULL)
		v->email = email.data;
}

void
invitation_ask(struct request *rq, const struct invitation *v, const char *permissions, then_fn *then, const char *step)
{
	const char *key, *digest;
	struct buf skeleton;

	buf_init(&skeleton, rq_arena(rq));
	if (!login_fold(v->name, strlen(v->name), &skeleton))
		reply_problem(rq, PROBLEM_INTERNAL); /* a checked name always has one */
	else if (!rq_idempotency(rq, &key, &digest))
		return;
	else if (!rate_mail_address(v->email))
		reply_problem_wait(rq, PROBLEM_TOO_FAST, 3600);
	else
		ask_list(rq, STAFF_INVITE, then, step,
		    (const char *const[]) { rq_viewer(rq), rq_id(rq), v->name, skeleton.data, v->email, v->role, v->site,
			permissions, rq_id(rq), key, digest },
		    11);
}

void
staff_invite(struct request *rq)
{
	const char *permissions;
	struct invitation v = { NULL };

	if (!rq_check(rq, invitation_fields, INVITATION_FIELDS + 1, &v)) /* has replied */
		return;
	invitation_check(rq, &v);
	if (role_permissions_read(rq, v.permissions, &permissions) && !reply_if_bad(rq))
		invitation_ask(rq, &v, permissions, staff_invite_answered, "staff_invite_answered");
}

static void
staff_invite_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}

/* ---- offers that wait */

void
invitation_resend(struct request *rq)
{
	ask(rq, INVITATION_ACT, invitation_resend_answered, rq_viewer(rq), rq_path(rq, 0), "t", rq_id(rq));
}

static void
invitation_resend_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, resend_outcomes, a);
}

void
invitation_withdraw(struct request *rq)
{
	ask(rq, INVITATION_ACT, reply_no_content, rq_viewer(rq), rq_path(rq, 0), "f", rq_id(rq));
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/sessions/sso: sign in with a token that the publisher signed. A page of our own inside a frame gets the session in
 * the frame's cookie alone; a program that is no browser gets its token. A page of another origin gets none, because every
 * script of that page could keep it.
 */
#include "guard/cookie.h"
#include "guard/origin.h"
#include "guard/rate.h"
#include "session/session.h"
#include "session/sign_on.h"

static sign_on_fn sso_checked;
static session_granted_fn sso_opened;
static const struct outcome outcomes[] = { { "ok", 201 }, { "pending", 201 }, { "username_taken", 0 }, { NULL } };
/* A frame has no page for the second factor. */
static const struct outcome frame_outcomes[] = { { "ok", 201 }, { "pending", .problem = PROBLEM_FACTOR_UNPROVEN },
	{ "username_taken", 0 }, { NULL } };

struct sso_body {
	const char *token;
};
static const struct field fields[] = { { "token", FIELD_SECRET, true, offsetof(struct sso_body, token), 1, 0 } };

void
session_sso(struct request *rq)
{
	struct sso_body b = { NULL };

	if (origin_is_foreign(rq))
		reply_problem(rq, PROBLEM_BAD_ORIGIN);
	else if (rq_read(rq, fields, LENGTH(fields), &b))
		sign_on_check(rq, b.token, NULL, sso_checked);
}

static void
sso_checked(struct request *rq, struct sign_on *s)
{
	if (s->refused != NULL)
		sign_on_refuse(rq, s->refused);
	else
		sign_on_open(rq, s, sso_opened);
}

static void
sso_opened(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	const char *refused = sign_on_refusal(a);

	if (refused != NULL)
		sign_on_refuse(rq, refused);
	else if (!origin_is_own(rq))
		session_grant_reply(rq, outcomes, e, a);
	else {
		if (answer_is(a, "ok"))
			cookie_set_frame(rq, e->token);
		reply_outcome(rq, frame_outcomes, a);
	}
}

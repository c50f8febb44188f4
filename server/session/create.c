/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/sessions: sign in. A pending session has to prove a second factor (second_factor.c). */
#include "session/session.h"

static session_granted_fn session_create_answered;
static const struct outcome outcomes[] = { { "ok", 201 }, { "pending", 201 }, { NULL } };

struct sign_in_body {
	const char *login;
	const char *password;
};
static const struct field fields[] = {
	{ "login", FIELD_LOOKUP, true, offsetof(struct sign_in_body, login), 1, 512 },
	{ "password", FIELD_SECRET, true, offsetof(struct sign_in_body, password), 1, 0 },
};

void
session_create(struct request *rq)
{
	struct sign_in_body b = { NULL, NULL };

	if (rq_read(rq, fields, LENGTH(fields), &b))
		session_sign_in(rq, b.login, b.password, session_create_answered);
}

static void
session_create_answered(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		reply_problem(rq, PROBLEM_BAD_CREDENTIALS);
	else
		session_grant_reply(rq, outcomes, e, a);
}

/* POST /v1/sessions: sign in. */
#include "session/session.h"

static session_granted_fn entered;
static const struct outcome outcomes[] = { { "ok", 201 }, { NULL } };

struct draft {
	const char *login;
	const char *password;
};
static const struct field fields[] = {
	{ "login", FIELD_LOOKUP, true, offsetof(struct draft, login), 1, 512 },
	{ "password", FIELD_SECRET, true, offsetof(struct draft, password), 1, 0 },
};

void
session_create(struct request *rq)
{
	struct draft d = { NULL, NULL };

	if (rq_read(rq, fields, LENGTH(fields), &d))
		session_enter(rq, d.login, d.password, entered);
}

static void
entered(struct request *rq, const struct session_grant *e, const struct answer *a)
{
	if (a == NULL)
		reply_problem(rq, PROBLEM_BAD_CREDENTIALS);
	else
		session_grant_reply(rq, outcomes, e, a);
}

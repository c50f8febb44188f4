/* SPDX-License-Identifier: Apache-2.0 */
/* POST /v1/password-resets/confirm: sets a new password by the link of a mail. It opens no session. */
#include "account/account.h"

static then_fn reset_confirm_answered;
static const struct outcome outcomes[] = {
	{ "ok", 204 },
	{ "email_taken" },
	{ "link_unknown", .field = "token" },
	{ "link_used", .field = "token" },
	{ "link_expired", .field = "token" },
	{ NULL },
};

struct new_by_link {
	const char *token;
	const char *password;
};
static const struct field fields[] = {
	{ "token", FIELD_SECRET, true, offsetof(struct new_by_link, token), 1, 256 },
	{ "password", FIELD_SECRET, true, offsetof(struct new_by_link, password), 1, 0 },
};

void
reset_confirm(struct request *rq)
{
	struct new_by_link b = { NULL, NULL };
	const char *digest;

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	digest = link_digest(rq, b.token);
	if (digest == NULL)
		reply_problem_at(rq, PROBLEM_LINK_UNKNOWN, problem_detail(PROBLEM_LINK_UNKNOWN), "token");
	else
		reset_set(rq, digest, b.password, "password", reset_confirm_answered);
}

static void
reset_confirm_answered(struct request *rq, const struct answer *a)
{
	if (a != NULL)
		reply_outcome(rq, outcomes, a);
	else if (!reply_if_bad(rq))
		reply_problem(rq, PROBLEM_INTERNAL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/sessions/sso/end: the publisher's system signs a reader out. Its token has the type logout+jwt, so a token for
 * signing in ends nothing, and this one signs nobody in.
 */
#include "session/session.h"
#include "session/sign_on.h"

static sign_on_fn sso_end_checked;
static then_fn sso_end_answered;

struct sso_end_body {
	const char *token;
};
static const struct field fields[] = { { "token", FIELD_SECRET, true, offsetof(struct sso_end_body, token), 1, 0 } };

void
session_sso_end(struct request *rq)
{
	struct sso_end_body b = { NULL };

	if (rq_read(rq, fields, LENGTH(fields), &b))
		sign_on_check(rq, b.token, SIGN_ON_TYPE_END, sso_end_checked);
}

static void
sso_end_checked(struct request *rq, struct sign_on *s)
{
	if (s->refused != NULL)
		sign_on_refuse(rq, s->refused);
	else
		ask(rq, SIGN_ON_END, sso_end_answered, json_string_value(json_object_get(s->provider, "id")), s->digest,
		    rq_printf(rq, "%lld", (long long)s->expires), s->subject, rq_id(rq));
}

static void
sso_end_answered(struct request *rq, const struct answer *a)
{
	const char *refused = sign_on_refusal(a);

	if (refused != NULL)
		sign_on_refuse(rq, refused);
	else
		reply_no_content(rq, a);
}

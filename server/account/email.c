/* SPDX-License-Identifier: Apache-2.0 */
/*
 * POST /v1/account/email/confirm: uses the link of a mail. POST /v1/account/email/verification: sends the mail that
 * verifies the address again.
 */
#include <string.h>

#include "account/account.h"
#include "guard/rate.h"

static then_fn email_confirm_answered, email_verify_answered;
static const struct outcome confirm_outcomes[] = {
	{ "email_taken" },
	{ "link_unknown", .field = "token" },
	{ "link_used", .field = "token" },
	{ "link_expired", .field = "token" },
	{ NULL },
};
static const struct outcome verify_outcomes[] = { { "verified" }, { "no_email" }, { NULL } };

struct link_body {
	const char *token;
};
static const struct field fields[] = { { "token", FIELD_SECRET, true, offsetof(struct link_body, token), 1, 256 } };

const char *
link_digest(struct request *rq, const char *token)
{
	char *digest = rq_alloc(rq, DIGEST_TEXT);

	return (token != NULL && token_digest(token, strlen(token), digest) ? digest : NULL);
}

void
reply_check_mail(struct request *rq)
{
	static const char body[] = "{\"status\":\"check_mail\"}";

	reply_json(rq, 202, body, strlen(body));
}

void
email_confirm(struct request *rq)
{
	struct link_body b = { NULL };
	const char *digest;

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	digest = link_digest(rq, b.token);
	if (digest == NULL)
		reply_problem_at(rq, PROBLEM_LINK_UNKNOWN, problem_detail(PROBLEM_LINK_UNKNOWN), "token");
	else
		ask(rq, EMAIL_CONFIRM, email_confirm_answered, digest);
}

void
email_confirm_wrote(struct request *rq, const json_t *body)
{
	json_t *articles = json_object_get(body, "articles"), *version;
	const char *article;

	json_object_foreach (articles, article, version)
		rq_wrote(rq, article, (long)json_integer_value(version));
}

static void
email_confirm_answered(struct request *rq, const struct answer *a)
{
	json_t *body = rq_answer_json(rq, a, "ok");

	if (body == NULL) {
		reply_outcome(rq, confirm_outcomes, a);
		return;
	}
	email_confirm_wrote(rq, body);
	(void)json_object_del(body, "articles");
	reply_doc(rq, 200, body);
}

void
email_verify(struct request *rq)
{
	if (rate_mail(rq))
		ask(rq, VERIFY_MAIL, email_verify_answered, rq_viewer(rq));
}

static void
email_verify_answered(struct request *rq, const struct answer *a)
{
	if (answer_is(a, "ok"))
		reply_check_mail(rq);
	else
		reply_outcome(rq, verify_outcomes, a);
}

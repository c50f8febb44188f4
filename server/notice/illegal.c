/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Notices of illegal content (Regulation (EU) 2022/2065, art. 16). Anyone may send one; its reference shows later what
 * was decided.
 */
#include "notice/notice.h"

struct illegal_body {
	const char *comment, *url, *explanation, *law, *name, *email;
	json_t *good_faith;
};

static then_fn illegal_post_answered;
static const struct field fields[] = {
	{ "comment", FIELD_UUID, false, offsetof(struct illegal_body, comment) },
	{ "url", FIELD_TEXT, false, offsetof(struct illegal_body, url), 1, ILLEGAL_URL_MAX },
	{ "explanation", FIELD_TEXT, true, offsetof(struct illegal_body, explanation), 1, ILLEGAL_TEXT_MAX },
	{ "law", FIELD_TEXT, false, offsetof(struct illegal_body, law), 1, ILLEGAL_LAW_MAX },
	{ "name", FIELD_TEXT, false, offsetof(struct illegal_body, name), 1, ILLEGAL_NAME_MAX },
	{ "email", FIELD_TEXT, false, offsetof(struct illegal_body, email), 3, ILLEGAL_EMAIL_MAX },
	{ "good_faith", FIELD_JSON, true, offsetof(struct illegal_body, good_faith) },
};
static const struct outcome outcomes[] = { { "ok", 201 }, { NULL } };

bool
illegal_address(const char *s)
{
	const char *at = strchr(s, '@');

	if (at == NULL || at == s || at[1] == '\0' || strchr(at + 1, '@') != NULL)
		return (false);
	for (; *s != '\0'; s++)
		if ((unsigned char)*s <= ' ' || *s == 0x7f || strchr("<>,;\"", *s) != NULL)
			return (false);
	return (true);
}

/* POST /v1/notices/illegal */
void
illegal_post(struct request *rq)
{
	const char *key, *digest;
	struct illegal_body b = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &b))
		return;
	if ((b.comment != NULL) == (b.url != NULL))
		rq_bad(rq, "comment", b.comment == NULL ? "missing" : "not_allowed");
	if (b.good_faith != NULL && !json_is_true(b.good_faith))
		rq_bad(rq, "good_faith", "not_confirmed");
	if (b.email != NULL && !illegal_address(b.email))
		rq_bad(rq, "email", "bad_email");
	if (reply_if_bad(rq) || !rq_idempotency(rq, &key, &digest))
		return;
	ask(rq, ILLEGAL_POST, illegal_post_answered, rq_viewer(rq), rq_id(rq), b.comment, b.url, b.explanation, b.law, b.name,
	    b.email, key, digest);
}

static void
illegal_post_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}

/* GET /v1/notices/illegal/{reference} */
void
illegal_get(struct request *rq)
{
	ask(rq, ILLEGAL_GET, reply_ok, rq_path(rq, 0));
}

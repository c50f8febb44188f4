/* Notices of illegal content (Regulation (EU) 2022/2065, art. 16): given by anyone, followed by a reference. */
#include "notice/notice.h"

struct draft {
	const char *comment, *url, *explanation, *law, *name, *email;
	json_t *good_faith;
};

static then_fn given, found;
static const struct field fields[] = {
	{ "comment", FIELD_UUID, false, offsetof(struct draft, comment) },
	{ "url", FIELD_TEXT, false, offsetof(struct draft, url), 1, 2000 },
	{ "explanation", FIELD_TEXT, true, offsetof(struct draft, explanation), 1, ILLEGAL_TEXT_MAX },
	{ "law", FIELD_TEXT, false, offsetof(struct draft, law), 1, 500 },
	{ "name", FIELD_TEXT, false, offsetof(struct draft, name), 1, 200 },
	{ "email", FIELD_TEXT, false, offsetof(struct draft, email), 3, 254 },
	{ "good_faith", FIELD_JSON, true, offsetof(struct draft, good_faith) },
};
static const struct outcome given_outcomes[] = { { "ok", 201 }, { NULL } };
static const struct outcome found_outcomes[] = { { "ok", 200 }, { NULL } };

/* Good enough to try a mail: something on both sides of one @, no blanks or control characters. */
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
	struct draft d = { 0 };

	if (!rq_read(rq, fields, LENGTH(fields), &d))
		return;
	if ((d.comment != NULL) == (d.url != NULL))
		rq_bad(rq, "comment", d.comment == NULL ? "missing" : "not_allowed");
	if (d.good_faith != NULL && !json_is_true(d.good_faith))
		rq_bad(rq, "good_faith", "not_confirmed");
	if (d.email != NULL && !illegal_address(d.email))
		rq_bad(rq, "email", "bad_email");
	if (reply_if_bad(rq) || !rq_idempotency(rq, &key, &digest))
		return;
	ask(rq, ILLEGAL_POST, given, rq_viewer(rq), rq_id(rq), d.comment, d.url, d.explanation, d.law, d.name, d.email,
	    key, digest);
}

static void
given(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, given_outcomes, a);
}

/* GET /v1/notices/illegal/{reference} */
void
illegal_get(struct request *rq)
{
	ask(rq, ILLEGAL_GET, found, rq_path(rq, 0));
}

static void
found(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, found_outcomes, a);
}

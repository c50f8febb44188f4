/* An account as its moderators see it, and what they note down about it. */
#include "moderation/moderation.h"

struct draft {
	const char *text, *site;
};

static then_fn found, noted;
static const struct field fields[] = {
	{ "text", FIELD_TEXT, true, offsetof(struct draft, text), 1, NOTE_TEXT_MAX },
	{ "site", FIELD_TEXT, false, offsetof(struct draft, site), 1, 100 },
};
static const struct outcome says[] = { { "ok", 200, NULL, NULL }, { NULL, 0, NULL, NULL } };
static const struct outcome note_says[] = {
	{ "ok", 201, NULL, NULL },
	{ "site_required", 422, "You moderate several sites; name one.", "site" },
	{ NULL, 0, NULL, NULL },
};

/* GET /v1/moderation/accounts/{account} */
void
moderated_account(struct request *rq)
{
	ask(rq, MODERATED_ACCOUNT, found, rq_viewer(rq), rq_path(rq, 0));
}

static void
found(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, says, a);
}

/* POST /v1/moderation/accounts/{account}/notes */
void
account_note(struct request *rq)
{
	const char *key, *digest;
	struct draft d = { 0 };

	if (rq_read(rq, fields, LENGTH(fields), &d) && rq_idempotency(rq, &key, &digest))
		ask(rq, ACCOUNT_NOTE, noted, rq_viewer(rq), rq_path(rq, 0), rq_id(rq), d.text, d.site, key, digest);
}

static void
noted(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, note_says, a);
}

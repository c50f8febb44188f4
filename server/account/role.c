/* PUT /v1/accounts/{account}/role: an admin gives or takes a role, on one site or all. */
#include "account/account.h"

static then_fn set;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "unknown_site", .field = "site", .check = "unknown_value" },
	{ NULL },
};

struct draft {
	const char *role;
	const char *site;
};
static const struct field fields[] = {
	{ "role", FIELD_WORD, true, offsetof(struct draft, role), .words = "reader staff moderator admin auditor" },
	{ "site", FIELD_TEXT, false, offsetof(struct draft, site), 1, 100 },
};

void
account_role(struct request *rq)
{
	struct draft d = { NULL, NULL };
	const char *key, *digest;

	if (rq_read(rq, fields, LENGTH(fields), &d) && rq_idempotency(rq, &key, &digest))
		ask(rq, ROLE_SET, set, rq_viewer(rq), rq_path(rq, 0), d.role, d.site, rq_id(rq), key, digest);
}

static void
set(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}

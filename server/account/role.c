/* SPDX-License-Identifier: Apache-2.0 */
/* PUT /v1/accounts/{account}/role: an admin gives or takes a role, on one site or on all. */
#include "account/account.h"

static then_fn account_role_answered;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "unknown_site", .field = "site", .check = "unknown_value" },
	{ NULL },
};

struct role_body {
	const char *role;
	const char *site;
};
static const struct field fields[] = {
	{ "role", FIELD_WORD, true, offsetof(struct role_body, role), .words = ACCOUNT_ROLES },
	{ "site", FIELD_TEXT, false, offsetof(struct role_body, site), 1, 100 },
};

void
account_role(struct request *rq)
{
	struct role_body b = { NULL, NULL };
	const char *key, *digest;

	if (rq_read(rq, fields, LENGTH(fields), &b) && rq_idempotency(rq, &key, &digest))
		ask(rq, ROLE_SET, account_role_answered, rq_viewer(rq), rq_path(rq, 0), b.role, b.site, rq_id(rq), key, digest);
}

static void
account_role_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* PUT /v1/accounts/{account}/role: an admin gives or takes a role, on one site or on all, for all areas of the desk or some. */
#include "account/account.h"

#include "base/buf.h"

static then_fn account_role_answered;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "unknown_site", .field = "site", .check = "unknown_value" },
	{ NULL },
};

struct role_body {
	const char *role;
	const char *site;
	json_t *permissions;
};
static const struct field fields[] = {
	{ "role", FIELD_WORD, true, offsetof(struct role_body, role), .words = ACCOUNT_ROLES },
	{ "site", FIELD_TEXT, false, offsetof(struct role_body, site), 1, 100 },
	{ "permissions", FIELD_JSON, false, offsetof(struct role_body, permissions) },
};

bool
role_permissions_read(struct request *rq, const json_t *list, const char **words)
{
	struct buf b;
	json_t *one;
	size_t i;

	*words = NULL;
	if (list == NULL || json_is_null(list))
		return (true);
	buf_init(&b, rq_arena(rq));
	buf_puts(&b, "");
	if (!json_is_array(list))
		rq_bad(rq, "permissions", "bad_type");
	json_array_foreach (list, i, one)
		if (json_is_string(one) && word_in(ROLE_PERMISSIONS, json_string_value(one)))
			buf_printf(&b, "%s ", json_string_value(one));
		else
			rq_bad(rq, rq_printf(rq, "permissions[%zu]", i), json_is_string(one) ? "unknown_value" : "bad_type");
	*words = b.data;
	return (!reply_if_bad(rq));
}

void
account_role(struct request *rq)
{
	struct role_body b = { NULL, NULL, NULL };
	const char *key, *digest, *permissions;

	if (rq_read(rq, fields, LENGTH(fields), &b) && role_permissions_read(rq, b.permissions, &permissions) &&
	    rq_idempotency(rq, &key, &digest))
		ask(rq, ROLE_SET, account_role_answered, rq_viewer(rq), rq_path(rq, 0), b.role, b.site, rq_id(rq), key, digest,
		    permissions);
}

static void
account_role_answered(struct request *rq, const struct answer *a)
{
	reply_outcome(rq, outcomes, a);
}

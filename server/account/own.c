/* SPDX-License-Identifier: Apache-2.0 */
/* GET /v1/account: the caller's account. PATCH /v1/account: changes its name, address, language or mails. */
#include "account/account.h"
#include "settings/settings.h"

static then_fn account_patch_answered;
static const struct outcome outcomes[] = {
	{ "ok", 200 },
	{ "username_taken", .field = "username" },
	{ "name_removed", .field = "username" },
	{ "name_wait" },
	{ "conflict", .problem = PROBLEM_PASSWORD_CHANGED },
	{ NULL },
};

void
account_get(struct request *rq)
{
	ask(rq, ACCOUNT_GET, reply_ok, rq_viewer(rq), rq_int(rq, setting_int(ACCOUNTS_NAME_WAIT) * 86400));
}

void
account_patch(struct request *rq)
{
	struct account_change c = { NULL };

	if (!rq_check(rq, account_change_fields, ACCOUNT_CHANGE_FIELDS, &c)) /* has replied */
		return;
	account_change_check(rq, &c);
	if (!reply_if_bad(rq))
		account_change(rq, &c, account_patch_answered);
}

static void
account_patch_answered(struct request *rq, const struct answer *a)
{
	if (!reply_if_bad(rq))
		reply_outcome(rq, outcomes, a);
}

/* SPDX-License-Identifier: Apache-2.0 */
/* madang account factor USERNAME */
#include "cli/account.h"
#include "cli/command.h"

/* Sees the account as it was before the statement, so the removal names what it deletes. */
#define FACTORS_OF_ACCOUNT                                                                                         \
	"concat_ws(', ',"                                                                                          \
	" (select 'authenticator app' from core.totp t where t.account_id = a.id and t.confirmed_at is not null)," \
	" (select 'passkeys (' || nullif(count(*), 0) || ')' from core.passkey k where k.account_id = a.id),"      \
	" (select 'recovery codes (' || nullif(count(*), 0) || ')' from core.recovery_code c where c.account_id = a.id and c.used_at is null))"
#define ACCOUNT_OR_NULL \
	" from (values ($1)) n (skeleton) left join core.account a on a.skeleton = n.skeleton and a.state = 'active'"

static const char list[] = "select case when a.id is null then 'not_found' else 'ok' end, coalesce(nullif(" FACTORS_OF_ACCOUNT
			   ", ''), 'no second factor')" ACCOUNT_OR_NULL;
static const char removal[] = "select core.account_factor_remove($1), 'removed: ' || " FACTORS_OF_ACCOUNT
			      " || '; all sessions of the account ended'" ACCOUNT_OR_NULL;

static int
run_account_factor(const struct call *c)
{
	struct buf skeleton;
	int status = 1;

	buf_init(&skeleton, NULL);
	if (account_skeleton(c->argv[0], &skeleton))
		status = account_ask(c->values[0] != NULL ? removal : list, (const char *const[]) { skeleton.data }, 1,
		    c->argv[0], NULL);
	buf_end(&skeleton);
	return (status);
}

const struct command cmd_account_factor = {
	.name = "account factor",
	.summary = "Lists or removes the second factors of an account",
	.usage = "USERNAME",
	.help =
	    "Lists the second factors and the unused recovery codes of an account. With --remove: removes them, for an owner who lost "
	    "them all. Make sure that it is the owner who asks, by a way other than mail. All sessions of the account end, a verified "
	    "address gets a mail, and the audit has an entry. The password alone then signs in, so set a new one too if others may "
	    "know it.",
	.min = 1,
	.max = 1,
	.options = { { "remove", NULL, "Removes every second factor and recovery code." } },
	.run = run_account_factor,
};

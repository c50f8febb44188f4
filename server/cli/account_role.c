/* SPDX-License-Identifier: Apache-2.0 */
/* madang account role USERNAME ROLE */
#include "cli/account.h"
#include "cli/command.h"

static int
run_account_role(const struct call *c)
{
	struct buf skeleton;
	int status = 1;

	buf_init(&skeleton, NULL);
	if (account_role_known(c->argv[1]) && account_skeleton(c->argv[0], &skeleton))
		status = account_ask("select core.account_role($1, $2, $3)",
		    (const char *const[]) { skeleton.data, c->argv[1], c->values[0] }, 3, c->argv[0], c->argv[1]);
	buf_end(&skeleton);
	return (status);
}

const struct command cmd_account_role = {
	.name = "account role",
	.summary = "Gives an account a role, on all sites or on one",
	.usage = "USERNAME ROLE",
	.help =
	    "Gives an account the role reader (no rights), staff, moderator, admin or auditor. The role holds from the account's next "
	    "request on, and the audit records it.",
	.min = 2,
	.max = 2,
	.options = { { "site", "KEY", "Gives the role on this site only. Default: on all sites." } },
	.run = run_account_role,
};

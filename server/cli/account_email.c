/* SPDX-License-Identifier: Apache-2.0 */
/* madang account email USERNAME ADDRESS */
#include "cli/account.h"
#include "cli/command.h"
#include "text/name.h"

static int
run_account_email(const struct call *c)
{
	struct buf skeleton, email;
	int status = 1;

	buf_init(&skeleton, NULL);
	buf_init(&email, NULL);
	if (!email_fold(c->argv[1], strlen(c->argv[1]), &email))
		(void)cli_fail("\"%s\" is no address of an e-mail account; write name@example.org", c->argv[1]);
	else if (account_skeleton(c->argv[0], &skeleton))
		status = account_ask("select core.account_email($1, $2)", (const char *const[]) { skeleton.data, email.data }, 2,
		    c->argv[0], "address changed, all sessions of the account ended, both addresses get a mail");
	buf_end(&skeleton);
	buf_end(&email);
	return (status);
}

const struct command cmd_account_email = {
	.name = "account email",
	.summary = "Gives an account another mail address",
	.usage = "USERNAME ADDRESS",
	.help =
	    "Gives an account another mail address, for an owner who lost the mailbox. Make sure that it is the owner who asks. The "
	    "address counts as verified, all sessions of the account end, and the audit has an entry. The new address and a verified "
	    "former one get a mail. With the new address the owner can set a new password.",
	.min = 2,
	.max = 2,
	.run = run_account_email,
};

/* SPDX-License-Identifier: Apache-2.0 */
/* madang account password USERNAME */
#include "cli/account.h"
#include "cli/command.h"

static int
run_account_password(const struct call *c)
{
	struct buf skeleton, hash;
	int status = 1;

	buf_init(&skeleton, NULL);
	buf_init(&hash, NULL);
	if (account_skeleton(c->argv[0], &skeleton) && account_new_password(c->argv[0], skeleton.data, NULL, &hash))
		status = account_ask("select core.account_password($1, $2)", (const char *const[]) { skeleton.data, hash.data },
		    2, c->argv[0], "password changed, all sessions of the account ended");
	buf_end(&skeleton);
	buf_end(&hash);
	return (status);
}

const struct command cmd_account_password = {
	.name = "account password",
	.summary = "Sets a new password and ends all sessions of the account",
	.usage = "USERNAME",
	.help =
	    "Sets a new password and ends all sessions of the account. The password is read from one line of standard input, without "
	    "echo on a terminal.",
	.min = 1,
	.max = 1,
	.run = run_account_password,
};

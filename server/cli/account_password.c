/* madang account password USERNAME: a new password; all its sessions end. */
#include "cli/account.h"
#include "cli/command.h"

static int
run(const struct call *c)
{
	struct buf skeleton, hash;
	int status = 1;

	buf_init(&skeleton, NULL);
	buf_init(&hash, NULL);
	if (account_skeleton(c->argv[0], &skeleton) && account_new_password(c->argv[0], skeleton.data, NULL, &hash))
		status = account_ask("select core.account_password($1, $2)",
		    (const char *const[]){ skeleton.data, hash.data }, 2, c->argv[0], "changed; all sessions have ended");
	buf_end(&skeleton);
	buf_end(&hash);
	return (status);
}

const struct command cmd_account_password = {
	.name = "account password",
	.summary = "Sets a new password and ends the sessions",
	.usage = "USERNAME",
	.help = "Sets a new password, read from standard input (without echo on a terminal), and ends all of\n"
		"the account's sessions.",
	.min = 1,
	.max = 1,
	.run = run,
};

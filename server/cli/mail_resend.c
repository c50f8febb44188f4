/* SPDX-License-Identifier: Apache-2.0 */
/* madang mail resend ID | --all */
#include "cli/command.h"
#include "base/uuid.h"
#include "db/owner.h"

static int
run_mail_resend(const struct call *c)
{
	const char *id = c->argc > 0 ? c->argv[0] : NULL;
	bool all = c->values[0] != NULL;
	struct owner *o;
	struct answer *a;
	struct uuid parsed;
	long count;

	if ((id != NULL) == all)
		return (cli_fail("mail resend: name one id of madang mail list, or --all") + 1);
	if (id != NULL && !uuid_parse(id, &parsed))
		return (cli_fail("mail resend: \"%s\" is no id; madang mail list shows them", id));
	o = cli_owner();
	if (o == NULL)
		return (1);
	a = owner_ask(o, "select core.mail_resend($1::uuid)", (const char *const[]) { id }, 1);
	count = a != NULL ? answer_long(a, 0, 0) : 0;
	if (a == NULL)
		(void)cli_db_fail(o);
	else if (count == 0)
		(void)cli_fail("mail resend: %s",
		    all ? "no mail is dead or expired" : "no mail with this id is dead, expired or unknown");
	else
		(void)printf("%ld\n", count);
	owner_answer_free(a);
	owner_close(o);
	return (count > 0 ? 0 : 1);
}

const struct command cmd_mail_resend = {
	.name = "mail resend",
	.summary = "Sends dead mails again",
	.usage = "[ID]",
	.help =
	    "Queues a mail again that is dead, expired or unknown, as if it were new, and prints the number of mails. The courier sends it "
	    "with the same Message-ID.",
	.min = 0,
	.max = 1,
	.options = { { "all", NULL, "All dead and expired mails, instead of one." } },
	.run = run_mail_resend,
};

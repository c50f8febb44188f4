/* SPDX-License-Identifier: Apache-2.0 */
/* madang mail list */
#include "cli/command.h"
#include "db/owner.h"

static const char sql[] =
    "select o.id, o.state, o.template, core.rfc3339(o.created_at), o.tries, coalesce(o.failure, '-'), coalesce(o.reply, '-')"
    " from core.outbox o where o.state = $1 or $1 is null and o.state <> 'sent' order by o.created_at desc limit 1000";

static int
run_mail_list(const struct call *c)
{
	struct owner *o = cli_owner();
	struct answer *a;
	int status = 0;

	if (o == NULL)
		return (1);
	a = owner_ask(o, sql, (const char *const[]) { c->values[0] }, 1);
	if (a == NULL)
		status = cli_db_fail(o);
	for (int row = 0; a != NULL && row < answer_rows(a); row++)
		(void)printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", answer_text(a, row, 0), answer_text(a, row, 1),
		    answer_text(a, row, 2), answer_text(a, row, 3), answer_text(a, row, 4), answer_text(a, row, 5),
		    answer_text(a, row, 6));
	owner_answer_free(a);
	owner_close(o);
	return (status);
}

const struct command cmd_mail_list = {
	.name = "mail list",
	.summary = "Lists mails that are not sent",
	.help =
	    "Lists the newest 1,000 mails of the outbox that are not sent, one a line, with tabs: id, state, template, time, number of failed "
	    "attempts, class of the last failure, and the mail server's last reply.",
	.options = { { "state", "STATE", "waiting, leased, sending, unknown, dead, expired, cancelled or sent: only these." } },
	.run = run_mail_list,
};

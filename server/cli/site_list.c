/* SPDX-License-Identifier: Apache-2.0 */
/* madang site list */
#include "cli/command.h"
#include "db/owner.h"

static int
run_site_list(const struct call *c)
{
	struct owner *o = cli_owner();
	struct answer *a;
	int row;

	(void)c;
	if (o == NULL)
		return (1);
	a = owner_ask(o, "select key, rules_version, array_to_string(origins, ' '), title from core.site order by key", NULL, 0);
	if (a == NULL)
		(void)cli_db_fail(o);
	for (row = 0; a != NULL && row < answer_rows(a); row++)
		(void)printf("%s\trules %s\t%s\t%s\n", answer_text(a, row, 0), answer_text(a, row, 1), answer_text(a, row, 2),
		    answer_text(a, row, 3));
	owner_answer_free(a);
	owner_close(o);
	return (a == NULL);
}

const struct command cmd_site_list = {
	.name = "site list",
	.summary = "Lists the sites",
	.help = "Prints one line for each site: key, version of its rules, origins and title, separated by tabs.",
	.run = run_site_list,
};

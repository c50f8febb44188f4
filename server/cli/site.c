/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/site.h"

#include "cli/command.h"
#include "base/list.h"
#include "db/owner.h"
#include "settings/settings.h"

bool
site_origins(const char *list, struct buf *array)
{
	struct span word;
	const char *why, *comma = "";

	buf_putc(array, '{');
	for (; list_next(&list, &word); comma = ",") {
		if (!settings_origin(word, &why)) {
			(void)cli_fail("\"%.*s\": %s", (int)word.n, word.p, why);
			return (false);
		}
		buf_printf(array, "%s\"%.*s\"", comma, (int)word.n, word.p); /* no quote is in an origin */
	}
	buf_putc(array, '}');
	return (true);
}

int
site_ask(const char *sql, const char *const *params, int n, const char *none, const char *done)
{
	struct owner *o = cli_owner();
	struct answer *a;
	int row, status = 0;

	if (o == NULL)
		return (1);
	a = owner_ask(o, sql, params, n);
	if (a == NULL)
		status = cli_db_fail(o);
	else if (answer_rows(a) == 0)
		status = cli_fail("%s", none);
	for (row = 0; a != NULL && row < answer_rows(a); row++)
		(void)puts(done != NULL ? done : answer_text(a, row, 0));
	owner_answer_free(a);
	owner_close(o);
	return (status);
}

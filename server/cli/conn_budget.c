/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/conn_budget.h"

#include <unistd.h>

#include "base/log.h"
#include "db/owner.h"
#include "settings/settings.h"

unsigned
conn_budget_workers(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN), workers = setting_int(SERVER_WORKERS);

	if (workers == 0)
		workers = cores < 1 ? 1 : cores > 256 ? 256 : cores;
	return ((unsigned)workers);
}

long
conn_budget_needed(void)
{
	return ((long)conn_budget_workers() * DB_CONNS + CONNS_RESERVE);
}

int
conn_budget_check(void)
{
	long need = conn_budget_needed(), have = need;
	char why[OWNER_WHY];
	struct owner *o = owner_open(setting_text(DATABASE_URL), why);
	struct answer *a;

	if (o == NULL)
		return (0); /* the workers report this and retry */
	a = owner_ask(o, "select current_setting('max_connections')::integer", NULL, 0);
	if (a != NULL)
		have = answer_long(a, 0, 0);
	owner_answer_free(a);
	owner_close(o);
	if (have >= need)
		return (0);
	log_error("database connections exceeded", log_int("max_connections", have), log_int("needed", need));
	return (CONNS_TOO_FEW);
}

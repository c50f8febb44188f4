/* SPDX-License-Identifier: Apache-2.0 */
/* madang site create KEY */
#include "cli/command.h"
#include "cli/site.h"
#include "base/uuid.h"

static int
run_site_create(const struct call *c)
{
	char id[UUID_TEXT];
	struct uuid fresh = uuid_new();
	struct buf origins;
	int status = 1;

	uuid_text(&fresh, id);
	buf_init(&origins, NULL);
	if (site_origins(c->values[1] != NULL ? c->values[1] : "", &origins))
		status = site_ask("select core.site_make($1::uuid, $2, $3, $4::text[]) from core.id_check($1::uuid)"
				  " where not exists (select from core.site where key = $2)",
		    (const char *const[]) { id, c->argv[0], c->values[0] != NULL ? c->values[0] : "", origins.data }, 4,
		    "a site with this key exists already; choose another key; madang site list shows all", NULL);
	buf_end(&origins);
	return (status);
}

const struct command cmd_site_create = {
	.name = "site create",
	.summary = "Creates a site",
	.usage = "KEY",
	.help = "Creates a site and prints its id. Calls that name no site use the one with the key default.",
	.min = 1,
	.max = 1,
	.options = { { "title", "TITLE", "Title of the site on pages." },
	    { "origin", "ORIGINS", "Origins whose pages may write, such as \"https://news.example\", separated by spaces." } },
	.run = run_site_create,
};

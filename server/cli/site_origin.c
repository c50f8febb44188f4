/* SPDX-License-Identifier: Apache-2.0 */
/* madang site origin KEY ORIGIN */
#include "cli/command.h"
#include "cli/site.h"

/* clang-format off */
#define CHANGE(origins) \
	"with before as (select id, origins from core.site where key = $1), changed as (" \
	"  update core.site set updated_at = core.now(), origins = " origins \
	"  where key = $1 returning id, origins)" \
	" select array_to_string(c.origins, ' '), core.audit_write(core.new_id(), null, 'site_origin', c.id, c.id," \
	"  jsonb_build_object('origins', to_jsonb(c.origins), 'from', to_jsonb(b.origins)), null)" \
	" from changed c join before b on b.id = c.id"
/* clang-format on */

static const char add[] = CHANGE("array(select distinct o from unnest(origins || $2::text[]) o order by o)");
static const char take[] = CHANGE("array(select o from unnest(origins) o where o <> all ($2::text[]) order by o)");

static int
run_site_origin(const struct call *c)
{
	struct buf origins;
	int status = 1;

	buf_init(&origins, NULL);
	if (site_origins(c->argv[1], &origins))
		status = site_ask(c->values[0] != NULL ? take : add, (const char *const[]) { c->argv[0], origins.data }, 2,
		    SITE_NONE, NULL);
	buf_end(&origins);
	return (status);
}

const struct command cmd_site_origin = {
	.name = "site origin",
	.summary = "Allows or forbids an origin's pages to write on a site",
	.usage = "KEY ORIGIN",
	.help =
	    "Allows the pages of an origin, such as https://news.example, to write on the site. Prints all allowed origins. Workers use "
	    "the new list within rules.refresh.",
	.min = 2,
	.max = 2,
	.options = { { "remove", NULL, "Removes the origin instead." } },
	.run = run_site_origin,
};

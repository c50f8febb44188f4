/* madang article create KEY URL TITLE: an article to talk under. */
#include "admin/command.h"
#include "base/uuid.h"
#include "db/owner.h"

static int
run(const struct call *c)
{
	struct owner *o = admin_owner();
	char id[UUID_TEXT];
	struct uuid fresh;
	struct answer *a;
	int status = 0;

	if (o == NULL)
		return (1);
	fresh = uuid_new();
	uuid_text(&fresh, id);
	a = owner_ask(o,
	    "select core.article_make($1::uuid, s.key, $3, $4, $5) from core.default_site($2) s where s.id is not null",
	    (const char *const[]){ id, c->values[0], c->argv[0], c->argv[1], c->argv[2] }, 5);
	if (a == NULL)
		status = admin_fail("%s", owner_error(o));
	else if (answer_rows(a) == 0)
		status = admin_fail("there is no such site; `madang site create` makes one");
	else
		(void)puts(answer_text(a, 0, 0));
	owner_end(a);
	owner_close(o);
	return (status);
}

const struct command cmd_article_create = {
	.name = "article create",
	.usage = "KEY URL TITLE",
	.help = "Makes an article, or finds the one with this key on the site, and prints its id.",
	.least = 3,
	.most = 3,
	.options = { { "site", "KEY", "its site; without it, the one called default, or the only one" } },
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
/* madang article create KEY URL TITLE */
#include "cli/command.h"
#include "cli/site.h"
#include "base/uuid.h"
#include "db/owner.h"
#include "text/url.h"

static int
make(struct owner *o, const struct call *c, const char *url)
{
	struct uuid fresh = uuid_new();
	char id[UUID_TEXT];
	struct answer *a;
	int status = 0;

	uuid_text(&fresh, id);
	a = owner_ask(o, "select outcome, id from core.id_check($1::uuid), core.article_make($1::uuid, $2, $3, $4, $5)",
	    (const char *const[]) { id, c->values[0], c->argv[0], url, c->argv[2] }, 5);
	if (a == NULL)
		status = cli_db_fail(o);
	else if (answer_is(a, "unknown_site"))
		status = cli_fail(SITE_NONE_GIVEN);
	else if (answer_is(a, "url_taken"))
		status = cli_fail("the URL %s belongs to the article %s already", url, answer_text(a, 0, 1));
	else
		(void)puts(answer_text(a, 0, 1));
	owner_answer_free(a);
	return (status);
}

static int
run_article_create(const struct call *c)
{
	struct owner *o;
	struct buf url;
	int status = 1;

	buf_init(&url, NULL);
	if (!url_canonical(c->argv[1], strlen(c->argv[1]), &url))
		(void)cli_fail("\"%s\" is not a URL; write https://news.example/story", c->argv[1]);
	else if ((o = cli_owner()) != NULL) {
		status = make(o, c, url.data);
		owner_close(o);
	}
	buf_end(&url);
	return (status);
}

const struct command cmd_article_create = {
	.name = "article create",
	.summary = "Creates an article",
	.usage = "KEY URL TITLE",
	.help = "Creates an article and prints its id. If the site has an article with this key, prints the id of that one.",
	.min = 3,
	.max = 3,
	.options = { { "site", "KEY", "Site of the article. Default: the site default, or the only site." } },
	.run = run_article_create,
};

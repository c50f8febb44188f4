/* SPDX-License-Identifier: Apache-2.0 */
/* madang article merge ARTICLE DUPLICATE */
#include "cli/command.h"
#include "base/uuid.h"
#include "db/owner.h"

static int
merge(struct owner *o, const char *into, const char *from)
{
	struct answer *a = owner_ask(o, "select outcome, comments from core.article_merge($1::uuid, $2::uuid)",
	    (const char *const[]) { into, from }, 2);
	int status = 0;

	if (a == NULL)
		status = cli_db_fail(o);
	else if (answer_is(a, "same"))
		status = cli_fail("both ids are %s; give the article first, then its duplicate", into);
	else if (answer_is(a, "no_article"))
		status = cli_fail("there is no article %s or %s; madang check lists duplicates by their ids", into, from);
	else if (answer_is(a, "other_site"))
		status = cli_fail("the articles belong to different sites and cannot be merged");
	else if (answer_is(a, "again"))
		(void)printf("%s was merged into %s before\n", from, into);
	else
		(void)printf("merged %s into %s, moved %s comments\n", from, into, answer_text(a, 0, 1));
	owner_answer_free(a);
	return (status);
}

static int
run_article_merge(const struct call *c)
{
	struct owner *o;
	struct uuid id;
	int status;

	for (int i = 0; i < c->argc; i++)
		if (!uuid_parse(c->argv[i], &id))
			return (
			    cli_fail("\"%s\" is not an article's id; madang check lists duplicates by their ids", c->argv[i]));
	o = cli_owner();
	if (o == NULL)
		return (1);
	status = merge(o, c->argv[0], c->argv[1]);
	owner_close(o);
	return (status);
}

const struct command cmd_article_merge = {
	.name = "article merge",
	.summary = "Merges two articles of the same page",
	.usage = "ARTICLE DUPLICATE",
	.help =
	    "Moves comments, URLs and cases of the duplicate to the article, in one transaction. Both are given by their ids. Links to "
	    "the duplicate lead to the article. The duplicate's title, settings and rules are lost. This cannot be undone.",
	.min = 2,
	.max = 2,
	.run = run_article_merge,
};

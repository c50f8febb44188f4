/* madang article merge ARTICLE DUPLICATE: two articles of one page become one. */
#include "cli/command.h"
#include "base/uuid.h"
#include "db/owner.h"

static int
merge(struct owner *o, const char *into, const char *from)
{
	struct answer *a = owner_ask(o, "select outcome, comments from core.article_merge($1::uuid, $2::uuid)",
	    (const char *const[]){ into, from }, 2);
	int status = 0;

	if (a == NULL)
		status = cli_db_fail(o);
	else if (answer_is(a, "same"))
		status = cli_fail("%s was named twice; name the duplicate as the second", into);
	else if (answer_is(a, "no_article"))
		status = cli_fail("%s and %s are not both ids of articles", into, from);
	else if (answer_is(a, "other_site"))
		status = cli_fail("the articles are of different sites");
	else if (answer_is(a, "again"))
		(void)printf("%s became %s before\n", from, into);
	else
		(void)printf("%s is now %s, with %s comments more\n", from, into, answer_text(a, 0, 1));
	owner_answer_free(a);
	return (status);
}

static int
run(const struct call *c)
{
	struct owner *o;
	struct uuid id;
	int status;

	for (int i = 0; i < c->argc; i++)
		if (!uuid_parse(c->argv[i], &id))
			return (cli_fail("\"%s\" is no id of an article; madang check lists duplicates by their ids", c->argv[i]));
	o = cli_owner();
	if (o == NULL)
		return (1);
	status = merge(o, c->argv[0], c->argv[1]);
	owner_close(o);
	return (status);
}

const struct command cmd_article_merge = {
	.name = "article merge",
	.summary = "Makes two articles of one page one",
	.usage = "ARTICLE DUPLICATE",
	.help = "Makes two articles of one page one, by their ids: moves comments, addresses and cases of the\n"
		"duplicate to the article, in one transaction. Old links to the duplicate lead to the article;\n"
		"its title, settings and rules are gone. It cannot be undone.",
	.min = 2,
	.max = 2,
	.run = run,
};

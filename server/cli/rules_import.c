/* madang rules import FILE: a new version of a site's rules. */
#include "cli/command.h"
#include "cli/rules.h"
#include "cli/site.h"

static int
run(const struct call *c)
{
	json_t *doc = rules_document(c->argv[0], c->values[1]);
	char *text;
	int status;

	if (doc == NULL)
		return (1);
	text = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
	if (text == NULL)
		return (cli_fail("no memory for the rules"));
	status = site_ask("select 'version ' || core.rules_import(s.key, $2::jsonb) from core.default_site($1) s"
			  " where s.id is not null",
	    (const char *const[]){ c->values[0], text }, 2, SITE_NONE_GIVEN, NULL);
	free(text);
	return (status);
}

const struct command cmd_rules_import = {
	.name = "rules import",
	.summary = "Puts a rules file in force on a site",
	.usage = "FILE",
	.help = "Reads a rules file and the word lists it names, checks them, and puts them in force on a site\n"
		"as a new version, which it prints. Workers hear of it within rules.refresh; comments that are\n"
		"there already are not judged again. `madang rules try` says beforehand what they would do.",
	.min = 1,
	.max = 1,
	.options = { { "site", "KEY", "the site; without it, the one called default, or the only one" },
	    { "words", "FOLDER", "where the word lists are; without it, those that ship with Madang" } },
	.run = run,
};

/* SPDX-License-Identifier: Apache-2.0 */
/* madang rules import FILE */
#include "cli/command.h"
#include "cli/rules.h"
#include "cli/site.h"

static int
run_rules_import(const struct call *c)
{
	json_t *doc = rules_document(c->argv[0], c->values[1]);
	char *text;
	int status;

	if (doc == NULL)
		return (1);
	text = json_dumps(doc, JSON_COMPACT);
	json_decref(doc);
	if (text == NULL)
		return (cli_fail("there is not enough memory for the rules"));
	status = site_ask("select 'version ' || core.rules_import(s.key, $2::jsonb) from core.default_site($1) s"
			  " where s.id is not null",
	    (const char *const[]) { c->values[0], text }, 2, SITE_NONE_GIVEN, NULL);
	free(text);
	return (status);
}

const struct command cmd_rules_import = {
	.name = "rules import",
	.summary = "Puts a rules file in force on a site",
	.usage = "FILE",
	.help =
	    "Reads a rules file and its word lists, checks them, and puts them in force on a site as a new version, which it prints. "
	    "Workers use the new rules within rules.refresh. Existing comments are not judged again. `madang rules try` shows the "
	    "effect beforehand.",
	.min = 1,
	.max = 1,
	.options = { { "site", "KEY", "Site of the rules. Default: the site default, or the only site." },
	    { "words", "DIRECTORY", "Directory of the word lists. Default: the lists that ship with Madang." } },
	.run = run_rules_import,
};

/* SPDX-License-Identifier: Apache-2.0 */
/* madang rules schema: the JSON schema of rules documents, from the table of rule kinds. */
#include "rules/rule.h"

#include "cli/command.h"

static int
run_rules_schema(const struct call *c)
{
	struct buf schema;

	(void)c;
	buf_init(&schema, NULL);
	rule_schema(&schema);
	(void)puts(schema.data);
	buf_end(&schema);
	return (0);
}

const struct command cmd_rules_schema = {
	.name = "rules schema",
	.summary = "Prints the JSON schema of rules files",
	.help = "Prints the JSON schema that openapi.json calls RulesDocument. Its references point into openapi.json.",
	.bare = true,
	.run = run_rules_schema,
};

/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/rule.h"

#include <string.h>

#include "base/mem.h"

#define DECLARE(name) extern const struct rule rule_##name;
RULE_TEXT_KINDS(DECLARE)
RULE_STATE_KINDS(DECLARE)
RULE_SYSTEM_KINDS(DECLARE)

#define ROW(name) &rule_##name,
const struct rule *const rule_kinds[] = { RULE_TEXT_KINDS(ROW) RULE_STATE_KINDS(ROW) RULE_SYSTEM_KINDS(ROW) };
const size_t rule_kinds_count = LENGTH(rule_kinds);

bool
rule_is_state(const struct rule *k)
{
	return (k->outcome != NULL && k->judge == NULL);
}

bool
rule_in_documents(const struct rule *k)
{
	return (k->outcome != NULL || k->judge != NULL);
}

const struct rule *
rule_find(const char *name)
{
	size_t i;

	for (i = 0; i < rule_kinds_count; i++)
		if (strcmp(rule_kinds[i]->name, name) == 0)
			return (rule_kinds[i]);
	return (NULL);
}

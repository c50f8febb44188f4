/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON schema of rules documents. Word lists, allowed words and overrides have hand-written schemas in openapi.json. */
#include "rules/rule.h"
#include "text/json.h"

#define ACTION_MEMBERS \
	"\"reason\":{\"$ref\":\"#/components/schemas/RuleReason\"},\"weight\":{\"$ref\":\"#/components/schemas/RuleWeight\"}"

static void
schema_put_member(struct buf *b, const struct rule_member *m)
{
	json_put_key(b, m->name);
	if (m->type == MEMBER_DOMAINS)
		buf_puts(b, "{\"type\":\"array\",\"items\":{\"type\":\"string\"}");
	else {
		buf_printf(b, "{\"type\":\"%s\",\"minimum\":%g", m->type == MEMBER_WHOLE ? "integer" : "number", m->min);
		buf_printf(b, ",\"maximum\":%.12g", m->max);
		if (m->fallback >= m->min)
			buf_printf(b, ",\"default\":%g", m->fallback);
	}
	json_pair_text(b, "description", m->help);
	buf_putc(b, '}');
}

static void
schema_put_rule(struct buf *b, const struct rule *k)
{
	size_t i;

	json_put_key(b, k->name);
	buf_puts(b, "{\"type\":[\"object\",\"null\"]");
	json_pair_text(b, "title", k->label);
	buf_puts(b, ",\"additionalProperties\":false,\"properties\":{\"about\":{}," ACTION_MEMBERS);
	if (!k->fixed_outcome)
		buf_printf(b, ",\"outcome\":{\"enum\":[\"flag\",\"hold\",\"reject\"],\"default\":\"%s\"}", k->outcome);
	for (i = 0; i < RULE_MEMBERS_MAX && k->members[i].name != NULL; i++)
		schema_put_member(b, &k->members[i]);
	buf_puts(b, "}}");
}

/* An article's rules refer to the site's. */
static void
schema_put_overrides(struct buf *b)
{
	size_t i;

	json_put_key(b, "articles");
	buf_puts(b,
	    "{\"type\":[\"object\",\"null\"],\"description\":\"By an article's id: rules in place of the site's; null switches a rule off\""
	    ",\"additionalProperties\":{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"about\":{}"
	    ",\"words\":{\"$ref\":\"#/components/schemas/WordListOverrides\"}");
	for (i = 0; i < rule_kinds_count; i++)
		if (rule_kinds[i]->per_article && rule_kinds[i]->outcome != NULL)
			buf_printf(b, ",\"%s\":{\"$ref\":\"#/components/schemas/RulesDocument/properties/%s\"}",
			    rule_kinds[i]->name, rule_kinds[i]->name);
	buf_puts(b, "}}}");
}

void
rule_schema(struct buf *b)
{
	size_t i;

	buf_puts(b,
	    "{\"type\":\"object\",\"description\":\"The rules of a site; config/rules has examples\",\"additionalProperties\":false"
	    ",\"properties\":{\"about\":{\"description\":\"A note to people; every object may have one\"}"
	    ",\"words\":{\"$ref\":\"#/components/schemas/WordLists\"},\"allow\":{\"$ref\":\"#/components/schemas/AllowedWords\"}");
	for (i = 0; i < rule_kinds_count; i++)
		if (rule_kinds[i]->outcome != NULL)
			schema_put_rule(b, rule_kinds[i]);
	schema_put_overrides(b);
	buf_puts(b, "}}");
}

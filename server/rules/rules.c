/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/rules.h"

#include "rules/doc.h"
#include "rules/judge.h"

bool
rules_scalar(struct doc *d, const json_t *document)
{
	const json_t *rule;
	size_t i;

	for (i = 0; i < rule_kinds_count; i++) {
		const struct rule *k = rule_kinds[i];

		rule = k->outcome != NULL ? json_object_get(document, k->name) : NULL;
		(void)snprintf(d->at, sizeof(d->at), "%s%s", d->prefix, k->name);
		if (rule != NULL && !json_is_null(rule) && !doc_rule(d, rule, k, &d->rules->configs[i]))
			return (false);
	}
	d->at[0] = '\0';
	return (true);
}

static bool
is_document_member(const void *arg, const char *name)
{
	const struct rule *k = rule_find(name);

	(void)arg;
	return ((k != NULL && rule_in_documents(k)) || strcmp(name, "allow") == 0 || strcmp(name, "articles") == 0);
}

static bool
read_document(struct doc *d, const json_t *document)
{
	return (doc_known(d, document, is_document_member, NULL) && rules_scalar(d, document) && words_begin(d, document) &&
	    articles_begin(d, document));
}

struct rules *
rules_new(void)
{
	struct rules *r = mem_zero(1, sizeof(*r));

	r->configs = mem_zero(rule_kinds_count, sizeof(*r->configs));
	return (r);
}

struct rules *
rules_begin(const json_t *document, struct buf *error)
{
	struct rules *r = rules_new();
	struct doc d = { .error = error, .rules = r };

	r->position = mem_zero(1, sizeof(*r->position));
	r->position->document = json_incref((json_t *)(uintptr_t)document);
	if (read_document(&d, document))
		return (r);
	rules_end(r);
	return (NULL);
}

static void
position_end(struct rules *r)
{
	if (r->position != NULL)
		json_decref(r->position->document);
	free(r->position);
	r->position = NULL;
}

enum rules_progress
rules_more(struct rules *r, size_t *work, struct buf *error)
{
	struct doc d = { .error = error, .rules = r };
	enum rules_progress is = RULES_WHOLE;

	if (r->position != NULL && (is = articles_more(&d, work)) == RULES_WHOLE && (is = words_more(&d, work)) == RULES_WHOLE)
		position_end(r);
	return (is);
}

static struct rules *
rules_read(const json_t *document, struct buf *error)
{
	struct rules *r = rules_begin(document, error);
	enum rules_progress is = RULES_MORE;
	size_t all;

	while (r != NULL && is == RULES_MORE) {
		all = SIZE_MAX;
		is = rules_more(r, &all, error);
	}
	if (is != RULES_WRONG)
		return (r);
	rules_end(r);
	return (NULL);
}

struct rules *
rules_share(struct rules *r)
{
	if (r != NULL)
		r->more_owners++;
	return (r);
}

static void
configs_end(struct rule_config *configs)
{
	size_t i, m;

	for (i = 0; i < rule_kinds_count; i++)
		for (m = 0; m < RULE_MEMBERS_MAX; m++)
			if (rule_kinds[i]->members[m].type == MEMBER_DOMAINS)
				domains_end(configs[i].value[m].domains);
	free(configs);
}

void
rules_end(struct rules *r)
{
	size_t i;

	if (r == NULL || r->more_owners > 0) {
		if (r != NULL)
			r->more_owners--;
		return;
	}
	position_end(r);
	for (i = 0; i < r->nlists && !r->borrowed; i++)
		free(r->lists[i].name);
	free(r->lists);
	if (!r->borrowed)
		words_end(r->words);
	for (i = 0; i < r->narticles; i++)
		rules_end(r->articles[i].rules);
	free(r->articles);
	configs_end(r->configs);
	free(r);
}

bool
judge_check(const json_t *document, struct buf *error)
{
	struct rules *r = rules_read(document, error);

	rules_end(r);
	return (r != NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rules of single articles:
 *
 *   "articles": {"0190…": {"links": null, "length": {…}, "words": {"insults-en": {"outcome": "hold"}}}}
 *
 * A rule named here replaces the site's rule; null switches it off. Of a word list only outcome, reason and weight can
 * change: the article shares its words with the site.
 */
#include "rules/doc.h"

#define ARTICLE_WORK 64 /* an article costs as much as so many steps of building */

static struct word_list *
word_list_find(struct rules *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->nlists; i++)
		if (strcmp(r->lists[i].name, name) == 0)
			return (&r->lists[i]);
	return (NULL);
}

static bool
list_override_read(struct doc *d, const char *name, const json_t *o)
{
	struct word_list *l = word_list_find(d->rules, name);
	struct rule_action v;

	(void)snprintf(d->at, sizeof(d->at), "%swords", d->prefix);
	if (l == NULL)
		return (doc_fail(d, "", "\"%.64s\" is not a list of the site", name));
	if (json_is_null(o)) {
		l->action.outcome[0] = '\0';
		return (true);
	}
	if (!doc_members(d, o, " outcome reason weight ") || !doc_action(d, o, l->action.outcome, &v))
		return (false);
	if (json_object_get(o, "reason") == NULL)
		memcpy(v.reason, l->action.reason, sizeof(v.reason));
	if (json_object_get(o, "weight") == NULL)
		v.weight = l->action.weight;
	l->action = v;
	return (true);
}

/* site: the compiled rules of the document; laid: the document with the article's overrides. */
static bool
article_overlay(struct doc *d, const struct rules *site, json_t *document, const json_t *own)
{
	struct rules *r = d->rules;
	const json_t *words = json_object_get(own, "words");
	const char *name;
	json_t *list;

	r->borrowed = true;
	r->words = site->words;
	r->nlists = site->nlists;
	r->lists = mem_zero(site->nlists, sizeof(*r->lists));
	if (site->nlists > 0)
		memcpy(r->lists, site->lists, site->nlists * sizeof(*r->lists));
	if (!rules_scalar(d, document))
		return (false);
	(void)snprintf(d->at, sizeof(d->at), "%swords", d->prefix);
	if (words != NULL && !json_is_object(words))
		return (doc_fail(d, "", "must be an object: what each list means here"));
	json_object_foreach ((json_t *)(uintptr_t)words, name, list)
		if (!list_override_read(d, name, list))
			return (false);
	return (true);
}

static bool
is_override(const void *arg, const char *name)
{
	const struct rule *k = rule_find(name);

	(void)arg;
	return (k != NULL && k->per_article);
}

static bool
article_read(struct doc *d, const json_t *document, const char *id, const json_t *own)
{
	struct rules *site = d->rules, *r;
	struct uuid u;
	json_t *laid;
	bool ok;

	(void)snprintf(d->at, sizeof(d->at), "articles");
	if (!uuid_parse(id, &u))
		return (doc_fail(d, "", "\"%.40s\" is not an article's id", id));
	(void)snprintf(d->prefix, sizeof(d->prefix), "articles.%.40s.", id);
	(void)snprintf(d->at, sizeof(d->at), "articles.%.40s", id);
	if (!doc_known(d, own, is_override, NULL))
		return (false);
	r = rules_new();
	uuid_text(&u, site->articles[site->narticles].article);
	site->articles[site->narticles++].rules = r;
	laid = json_copy((json_t *)(uintptr_t)document);
	(void)json_object_update(laid, (json_t *)(uintptr_t)own);
	d->rules = r;
	ok = article_overlay(d, site, laid, own);
	d->rules = site;
	json_decref(laid);
	return (ok);
}

static int
article_rules_compare(const void *a, const void *b)
{
	return (strcmp(((const struct article_rules *)a)->article, ((const struct article_rules *)b)->article));
}

bool
articles_begin(struct doc *d, const json_t *document)
{
	json_t *all = json_object_get(document, "articles");

	if (all == NULL || json_is_null(all))
		return (true);
	if (!json_is_object(all))
		return (doc_fail(d, "articles", "must be an object: rules by article"));
	if (json_object_size(all) > ARTICLE_RULES_MAX)
		return (doc_fail(d, "articles", "has more than %d articles", ARTICLE_RULES_MAX));
	d->rules->articles = mem_zero(json_object_size(all), sizeof(*d->rules->articles));
	d->rules->position->article = json_object_iter(all);
	return (true);
}

enum rules_progress
articles_more(struct doc *d, size_t *work)
{
	struct rules *r = d->rules;
	json_t *all = json_object_get(r->position->document, "articles");
	void *at = r->position->article;

	if (at == NULL)
		return (RULES_WHOLE);
	for (; at != NULL && *work > 0; at = json_object_iter_next(all, at)) {
		*work -= *work < ARTICLE_WORK ? *work : ARTICLE_WORK;
		if (!article_read(d, r->position->document, json_object_iter_key(at), json_object_iter_value(at)))
			return (RULES_WRONG);
		d->prefix[0] = '\0';
	}
	r->position->article = at;
	if (at != NULL)
		return (RULES_MORE);
	if (r->narticles > 1)
		qsort(r->articles, r->narticles, sizeof(*r->articles), article_rules_compare);
	return (RULES_WHOLE);
}

const struct rules *
rules_for(const struct rules *r, const char *article)
{
	const struct article_rules *found;
	struct article_rules key;
	struct uuid id;

	if (article == NULL || r == NULL || r->narticles == 0 || !uuid_parse(article, &id))
		return (r);
	uuid_text(&id, key.article);
	found = bsearch(&key, r->articles, r->narticles, sizeof(key), article_rules_compare);
	return (found != NULL ? found->rules : r);
}

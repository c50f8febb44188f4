/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Compiles the rules of each site. A site with an invalid document keeps its former rules and does not affect other
 * sites. Without former rules it is left out, and the database holds its texts.
 */
#include "rules/judge_site.h"
#include "text/url.h"

static void
site_hosts_build(struct judge_site *s, const json_t *origins)
{
	char host[ORIGIN_TEXT];
	size_t i;

	s->own = domains_new();
	for (i = 0; i < json_array_size(origins); i++) {
		const char *o = json_string_value(json_array_get(origins, i));

		if (o != NULL && url_host(o, strlen(o), host) && !domains_add(s->own, host))
			continue; /* an IPv6 literal is not a domain, and links to one are rare */
	}
	domains_build(s->own);
}

static const struct judge_site *
judge_site_find(const struct judge *j, const char *id)
{
	size_t i;

	for (i = 0; j != NULL && i < j->n; i++)
		if (strcmp(j->sites[i].id, id) == 0)
			return (&j->sites[i]);
	return (NULL);
}

static void
site_rules_reject(const struct judge *j, struct judge_site *s)
{
	const struct judge_site *before = judge_site_find(j->former, s->id);

	rules_end(s->rules);
	s->rules = NULL;
	s->rejected = true;
	if (before != NULL && before->version > 0) { /* 0: it had no rules */
		s->rules = rules_share(before->rules);
		s->version = before->version;
	}
}

/* Lines in error begin with the site's key; the caller removes a line that stays without an error. */
static size_t
error_line_begin(struct buf *error, const struct judge_site *s)
{
	size_t at = error->len;

	buf_printf(error, "%ssite %s: ", at > 0 ? "\n" : "", s->key);
	return (at);
}

static void
error_line_drop(struct buf *error, size_t at)
{
	error->len = at;
	error->data[at] = '\0';
}

static void
judge_site_begin(struct judge *j, struct judge_site *s, const json_t *o, struct buf *error)
{
	const char *id = json_string_value(json_object_get(o, "id")), *key = json_string_value(json_object_get(o, "key"));
	const json_t *rules = json_object_get(o, "rules");
	const struct judge_site *before;
	size_t at;

	id = id != NULL ? id : "";
	key = key != NULL ? key : id;
	s->id = mem_copy(id, strlen(id));
	s->key = mem_copy(key, strlen(key));
	s->version = (long)json_integer_value(json_object_get(o, "rules_version"));
	site_hosts_build(s, json_object_get(o, "origins"));
	if (rules == NULL || json_is_null(rules))
		return;
	before = judge_site_find(j->former, id);
	if (before != NULL && before->rules != NULL && before->version == s->version) {
		s->rules = rules_share(before->rules);
		return;
	}
	at = error_line_begin(error, s);
	s->rules = rules_begin(rules, error);
	if (s->rules != NULL)
		error_line_drop(error, at);
	else
		site_rules_reject(j, s);
}

struct judge *
judge_begin(const json_t *sites, const struct judge *former, struct buf *error)
{
	struct judge *j = mem_zero(1, sizeof(*j));
	size_t i;

	j->former = former;
	j->scratch = mem_zero(1, sizeof(*j->scratch));
	j->n = json_array_size(sites);
	j->sites = mem_zero(j->n, sizeof(*j->sites));
	for (i = 0; i < j->n; i++)
		judge_site_begin(j, &j->sites[i], json_array_get(sites, i), error);
	return (j);
}

bool
judge_more(struct judge *j, size_t work, struct buf *error)
{
	enum rules_progress is;
	size_t at;

	for (; j->made < j->n; j->made++) {
		struct judge_site *s = &j->sites[j->made];

		if (s->rules == NULL || s->rejected)
			continue;
		at = error_line_begin(error, s);
		is = rules_more(s->rules, &work, error);
		if (is == RULES_WRONG) {
			site_rules_reject(j, s);
			continue;
		}
		error_line_drop(error, at);
		if (is == RULES_MORE)
			return (false);
	}
	j->former = NULL;
	return (true);
}

unsigned
judge_rejected(const struct judge *j)
{
	unsigned n = 0;
	size_t i;

	for (i = 0; i < j->n; i++)
		n += j->sites[i].rejected;
	return (n);
}

struct judge *
judge_new(const json_t *sites, struct buf *error)
{
	struct judge *j = judge_begin(sites, NULL, error);

	while (!judge_more(j, SIZE_MAX, error))
		;
	if (judge_rejected(j) == 0)
		return (j);
	judge_end(j);
	return (NULL);
}

void
judge_end(struct judge *j)
{
	size_t i;

	if (j == NULL)
		return;
	for (i = 0; i < j->n; i++) {
		free(j->sites[i].id);
		free(j->sites[i].key);
		rules_end(j->sites[i].rules);
		domains_end(j->sites[i].own);
	}
	readings_end(&j->scratch->readings);
	word_hits_end(&j->scratch->plain);
	word_hits_end(&j->scratch->masked);
	free(j->scratch);
	free(j->sites);
	free(j);
}

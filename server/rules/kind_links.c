/* SPDX-License-Identifier: Apache-2.0 */
/* Links: to refused domains, or more links to other sites than the maximum. */
#include <string.h>

#include "rules/judged_text.h"
#include "rules/links.h"

enum { LINKS_MAX, LINKS_ALLOWED, LINKS_REFUSED };

/* A reader can follow a refused domain that is written as text, so it counts like a link. */
static void
refused_in_text(const struct judged_text *m, const struct rule_config *c)
{
	const char *text = m->visible.text.data;
	size_t n = m->visible.text.len, i = 0, from;
	char link[HOST_TEXT + 8], host[HOST_TEXT];
	const char *domain;
	unsigned spans = 0;

	while (i < n) {
		bool dot;

		from = i;
		i += strcspn(text + i, " \t\r\n/:,;()[]<>\"'@?#!*");
		dot = memchr(text + from, '.', i - from) != NULL;
		if (dot && i - from < HOST_TEXT && spans < HIT_SPANS_MAX) {
			(void)snprintf(link, sizeof(link), "http://%.*s", (int)(i - from), text + from);
			domain = link_host(link, host) ? domains_find(c->value[LINKS_REFUSED].domains, host) : NULL;
			if (domain != NULL) {
				hit_open(m, "links", &c->action, domain);
				hit_span(m, from, i);
				hit_close(m);
				spans++;
			}
		}
		i++;
	}
}

static void
judge_links(struct judged_text *m, const struct rule_config *c)
{
	const struct domains *allowed = c->value[LINKS_ALLOWED].domains, *refused = c->value[LINKS_REFUSED].domains;
	const char *link = m->visible.links.data, *domain;
	char host[HOST_TEXT], detail[32];
	long foreign = 0, max = c->value[LINKS_MAX].whole;
	unsigned i, hits = 0;

	for (i = 0; i < m->visible.nlinks; i++, link += strlen(link) + 1) {
		if (!link_host(link, host))
			continue;
		if (domains_find(m->own, host) == NULL && domains_find(allowed, host) == NULL)
			foreign++;
		domain = domains_find(refused, host);
		if (domain != NULL && hits++ < HIT_SPANS_MAX)
			hit_add(m, "links", &c->action, domain);
	}
	if (domains_count(refused) > 0 && hits == 0)
		refused_in_text(m, c);
	if (max >= 0 && foreign > max) {
		(void)snprintf(detail, sizeof(detail), "%ld links", foreign);
		hit_add(m, "links", &c->action, detail);
	}
}

const struct rule rule_links = {
	.name = "links",
	.label = "Links",
	.outcome = "hold",
	.per_article = true,
	.members = {
		[LINKS_MAX] = { "max", MEMBER_WHOLE, 0, 10000, -1, "Links to domains that are neither allowed nor the site's own; without it, any number" },
		[LINKS_ALLOWED] = { "allowed", MEMBER_DOMAINS, .help = "Domains that do not count; subdomains included" },
		[LINKS_REFUSED] = { "refused", MEMBER_DOMAINS, .help = "Domains that always hit, also written as text; subdomains included" },
	},
	.judge = judge_links,
};

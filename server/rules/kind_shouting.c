/* SPDX-License-Identifier: Apache-2.0 */
/* Shouting: most letters are upper case. Scripts without case never shout. */
#include "rules/judged_text.h"

enum { SHOUTING_SHARE, SHOUTING_MIN };

static void
judge_shouting(struct judged_text *m, const struct rule_config *c)
{
	char detail[32];

	if (m->cased < c->value[SHOUTING_MIN].whole || (double)m->upper < c->value[SHOUTING_SHARE].number * (double)m->cased)
		return;
	(void)snprintf(detail, sizeof(detail), "%ld of %ld", m->upper, m->cased);
	hit_add(m, "shouting", &c->action, detail);
}

const struct rule rule_shouting = {
	.name = "shouting",
	.label = "Written in capitals",
	.outcome = "flag",
	.per_article = true,
	.members = {
		[SHOUTING_SHARE] = { "share", MEMBER_NUMBER, 0, 1, 0.7, "Of the letters that have case" },
		[SHOUTING_MIN] = { "min", MEMBER_WHOLE, 1, 1000000, 20, "Letters that have case; a text with fewer never hits" },
	},
	.judge = judge_shouting,
};

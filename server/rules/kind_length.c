/* SPDX-License-Identifier: Apache-2.0 */
/* Length: the visible text is too short or too long. */
#include <string.h>

#include "rules/judged_text.h"

enum { LENGTH_MIN, LENGTH_MAX };

/* One character can be an answer, so a short text is never rejected: the hit flags it instead. */
static void
judge_length(struct judged_text *m, const struct rule_config *c)
{
	bool shorter = m->characters < c->value[LENGTH_MIN].whole;
	long max = c->value[LENGTH_MAX].whole;
	struct rule_action action = c->action;

	if (!shorter && (max == 0 || m->characters <= max))
		return;
	if (shorter && strcmp(action.outcome, "reject") == 0)
		(void)snprintf(action.outcome, sizeof(action.outcome), "flag");
	hit_add(m, "length", &action, shorter ? "too_short" : "too_long");
}

const struct rule rule_length = {
	.name = "length",
	.label = "Too short or too long for this site",
	.outcome = "reject",
	.per_article = true,
	.coded_detail = true,
	.members = {
		[LENGTH_MIN] = { "min", MEMBER_WHOLE, 0, 1000000, 0, "Visible characters; a shorter text is flagged at most" },
		[LENGTH_MAX] = { "max", MEMBER_WHOLE, 0, 1000000, 0, "Visible characters; 0: no limit" },
	},
	.judge = judge_length,
};

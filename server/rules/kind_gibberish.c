/* SPDX-License-Identifier: Apache-2.0 */
/* Gibberish: keys at random; gibberish.c measures it. */
#include "rules/gibberish.h"
#include "rules/judged_text.h"

enum { GIBBERISH_SHARE, GIBBERISH_MIN };

static void
judge_gibberish(struct judged_text *m, const struct rule_config *c)
{
	struct gibberish g;
	unsigned i;

	gibberish_measure(&m->scratch->readings.mode[FOLD_PLAIN], &g);
	if (!g.few &&
	    (g.random < c->value[GIBBERISH_MIN].whole || (double)g.random < c->value[GIBBERISH_SHARE].number * (double)g.letters))
		return;
	hit_open(m, "gibberish", &c->action, g.few ? "few_letters" : "no_words");
	for (i = 0; i < g.nspans; i++)
		hit_span(m, g.spans[i][0], g.spans[i][1]);
	hit_close(m);
}

const struct rule rule_gibberish = {
	.name = "gibberish",
	.label = "Keys at random",
	.outcome = "flag",
	.per_article = true,
	.coded_detail = true,
	.members = {
		[GIBBERISH_SHARE] = { "share", MEMBER_NUMBER, 0, 1, 0.5, "Of the letters: those in words of random keys" },
		[GIBBERISH_MIN] = { "min", MEMBER_WHOLE, 1, 1000000, 16, "Letters in words of random keys" },
	},
	.judge = judge_gibberish,
};

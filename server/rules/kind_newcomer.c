/* SPDX-License-Identifier: Apache-2.0 */
/* Newcomer: the author's first comments. SQL counts them (core.rule_newcomer). */
#include "rules/rule.h"

const struct rule rule_newcomer = {
	.name = "newcomer",
	.label = "First comments of a new account",
	.outcome = "hold",
	.per_article = true,
	.members = {
		{ "first", MEMBER_WHOLE, 0, 1000000, 1, "Published comments that end it" },
		{ "age", MEMBER_WHOLE, 0, 315360000, 0, "Seconds: a younger account hits, however many comments it has" },
	},
};

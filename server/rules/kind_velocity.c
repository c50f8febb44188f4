/* SPDX-License-Identifier: Apache-2.0 */
/* Velocity: many comments of one author in a short time. SQL counts them (core.rule_velocity). */
#include "rules/rule.h"

const struct rule rule_velocity = {
	.name = "velocity",
	.label = "Many comments in a short time",
	.outcome = "hold",
	.per_article = true,
	.members = {
		{ "max", MEMBER_WHOLE, 1, 1000, 5, "Comments of the author" },
		{ "within", MEMBER_WHOLE, 1, 86400, 60, "Seconds" },
	},
};

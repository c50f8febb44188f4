/* SPDX-License-Identifier: Apache-2.0 */
/* Repetition: the site has much the same text already. SQL compares signatures (signature.h, core.rule_repetition). */
#include "rules/rule.h"

const struct rule rule_repetition = {
	.name = "repetition",
	.label = "Says the same as another comment",
	.outcome = "hold",
	.per_article = true,
	.members = {
		{ "within", MEMBER_WHOLE, 1, 31536000, 86400, "Seconds: older comments are not compared" },
		{ "min", MEMBER_WHOLE, 0, 1000000, 80, "Visible characters; a shorter text is compared with its author's own comments only" },
	},
};

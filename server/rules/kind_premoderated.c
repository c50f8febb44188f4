/* SPDX-License-Identifier: Apache-2.0 */
/* Premoderated: the site or the article publishes no comment unread. The document sets only the reason and the weight of the hit. */
#include "rules/rule.h"

const struct rule rule_premoderated = {
	.name = "premoderated",
	.label = "Read before it appears",
	.outcome = "hold",
	.fixed_outcome = true,
	.per_article = true,
};

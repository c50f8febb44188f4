/* SPDX-License-Identifier: Apache-2.0 */
/* Record: moderators rejected many of the author's last comments. SQL counts them (core.rule_record). */
#include "rules/doc.h"

enum { RECORD_SHARE, RECORD_OF, RECORD_MIN };

static bool
check_record(struct doc *d, const struct rule_config *c)
{
	long of = c->value[RECORD_OF].whole;

	return (c->value[RECORD_MIN].whole <= of || doc_fail(d, "min", "cannot be more than \"of\", which is %ld", of));
}

const struct rule rule_record = {
	.name = "record",
	.label = "Comments were rejected before",
	.outcome = "hold",
	.per_article = true,
	.members = {
		[RECORD_SHARE] = { "share", MEMBER_NUMBER, 0, 1, 0.5, "Of the decided comments: those rejected" },
		[RECORD_OF] = { "of", MEMBER_WHOLE, 1, 1000, 20, "The author's last decided comments that count" },
		[RECORD_MIN] = { "min", MEMBER_WHOLE, 1, 1000, 5, "Decided comments; an author with fewer never hits" },
	},
	.check = check_record,
};

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hits that SQL adds without a rules document: core.judge() the first two, api_1.comment_post() the third,
 * core.reports_hold() the last.
 */
#include "rules/rule.h"

const struct rule rule_sanction = { .name = "sanction", .label = "Author under review" };
const struct rule rule_unjudged = { .name = "unjudged", .label = "Rules could not be applied" };
const struct rule rule_unverified = { .name = "unverified", .label = "Mail address not verified" };
const struct rule rule_reports = { .name = "reports", .label = "Reports of readers" };

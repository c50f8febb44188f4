/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dry run: the hits that a rules document would have on existing comments, compared with moderators' decisions. This
 * module judges the text rules; the hits of state rules come with each comment from core.rules_past().
 */
#ifndef RULES_TRIAL_H
#define RULES_TRIAL_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

#define TRIAL_SAMPLES 20
#define TRIAL_EXCERPT 160 /* characters */

struct trial;

/* NULL and a line in error if the rules are invalid. origins: the site's, an array or NULL. Keeps no reference. */
struct trial *trial_new(const json_t *rules, const json_t *origins, struct buf *error) MUST_USE;
void trial_end(struct trial *); /* NULL is fine */

/* The state rules of a document, for core.rules_past(); a new reference. */
json_t *trial_state_rules(const json_t *rules) MUST_USE;

/* Judges and counts a comment from core.rules_past(): {id, article, body, decided, hits}. */
void trial_add(struct trial *, const json_t *comment);

/*
 * Judges one text by the text rules: {"outcome", "hits", "left"}, a new reference. left are listed words that do not
 * count, see judge_explain(). A hit of a word list has the list's "language".
 */
json_t *trial_text(struct trial *, const char *article, const char *body, size_t n) MUST_USE;

/*
 * {"comments": n, "outcomes": {publish, flag, hold, reject}, "rules": [{rule, detail, comments, approved,
 *  rejected}], "decided": {"approved": {publish, …}, "rejected": {…}}, "right": n, "wrong": n,
 *  "samples": [{comment, article, excerpt, outcome, hits}], "not_judged": ["sanction", "premoderated"]}
 * right: approved comments that the rules would publish, and rejected comments that they would hold or reject. A new
 * reference.
 */
json_t *trial_report(const struct trial *) MUST_USE;

#endif

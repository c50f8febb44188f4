/*
 * A dry run: what a rules document would have done with comments that are there,
 * and how that agrees with what moderators decided. Text rules are judged here;
 * what state rules would have said comes with each comment (core.rules_past).
 */
#ifndef RULES_TRIAL_H
#define RULES_TRIAL_H

#include <jansson.h>
#include <stdbool.h>

#include "base/buf.h"

#define TRIAL_SAMPLES 20
#define TRIAL_EXCERPT 160 /* characters */

struct trial;

/* NULL and a line in error if the rules make no sense. origins: the site's, an array or NULL. Keeps nothing. */
struct trial *trial_new(const json_t *rules, const json_t *origins, struct buf *error) MUST_USE;
void trial_end(struct trial *); /* NULL is fine */

/* Of a rules document what the database applies; a new reference. */
json_t *trial_state(const json_t *rules) MUST_USE;

/* A comment as core.rules_past() tells it: {id, article, body, decided, hits}. */
void trial_add(struct trial *, const json_t *comment);

/*
 * One text alone, text rules only: {"outcome", "hits", "left"}, a new reference. left: listed words that do not count where
 * they stand, see judge_explain(). A hit of a word list has the list's "language".
 */
json_t *trial_text(struct trial *, const char *article, const char *body, size_t n) MUST_USE;

/*
 * {"comments": n, "outcomes": {publish, flag, hold, reject}, "rules": [{rule, detail, comments, approved,
 *  rejected}], "decided": {"approved": {publish, …}, "rejected": {…}}, "right": n, "wrong": n,
 *  "samples": [{comment, article, excerpt, outcome, hits}], "not_judged": ["sanction", "premoderated"]}
 * right: approved ones that would have been read at once, rejected ones that would have been stopped.
 */
json_t *trial_report(const struct trial *) MUST_USE;

#endif

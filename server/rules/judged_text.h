/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text under judgement and its hits, for the judge() of each rule kind. Internal to rules/.
 * A hit is written with hit_open(), any number of hit_span(), hit_close(); hit_add() writes one without spans.
 */
#ifndef RULES_JUDGED_TEXT_H
#define RULES_JUDGED_TEXT_H

#include "rules/fold.h"
#include "rules/rule.h"
#include "rules/rules.h"
#include "rules/script.h"
#include "rules/word_hits.h"
#include "text/markdown.h"

#define HIT_SPANS_MAX 16

/* Memory that one text leaves to the next, so that judging allocates little. */
struct judge_scratch {
	struct readings readings;
	struct word_hits plain, masked;
};

struct judged_text {
	struct judge_scratch *scratch;
	const char *body; /* UTF-8, as the author wrote it */
	size_t n;
	struct plain_text visible;
	long characters;	/* visible ones */
	long cased, upper;	/* letters that have case; of these, upper case */
	struct scripts written; /* of all letters */
	struct scripts alike;	/* of letters that look like another script's */
	struct scripts shown;	/* of letters that look like no other's */
	struct buf *out;
	struct buf *uncounted; /* NULL, or the listed words that do not count, see judge_explain() */
	/* the site that is judged */
	const struct rules *rules;
	const struct domains *own; /* hosts of the site's origins: a link to them is no link */
};

/* Opens a hit's object up to its spans. */
void hit_open(const struct judged_text *, const char *rule, const struct rule_action *, const char *detail);
/* from and to are bytes of the visible text; the hit gets the bytes of the body. */
void hit_span(const struct judged_text *, size_t from, size_t to);
void hit_close(const struct judged_text *);
void hit_add(const struct judged_text *, const char *rule, const struct rule_action *, const char *detail);

#endif

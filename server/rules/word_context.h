/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides whether a listed word counts in its context. How this works:
 *
 * - Another language, in a list that marks homographs ("retard = fr"): function words and accents of that language near
 *   the word are evidence, if no function word of the list's own language is near. Two of them: the word is skipped.
 *   One, or a name with accents beside a capitalised word: it only flags.
 * - Another language, in a list without marks: any other language can be the one. Two of its words: it only flags.
 * - A quotation: the word is between quotation marks, a word of reporting is outside, and no word addresses a person. It only
 *   flags. So does a word that is named ("the slur …", "… 같은 혐오 표현").
 * - A word that would flag anyway is skipped where it would only flag.
 *
 * A sender cannot use this to disable a list:
 * - Evidence counts within the sentence and near the word.
 * - One function word of the list's own language outweighs it, and abuse has such words: "you … le du" stays.
 * - A disguised form (rétard, r3tard, r e t a r d) is a word of no language and gets no evidence.
 * - A slur without a mark is innocent in no language.
 * A marked word in a sentence of only its other language remains, which is its innocent use.
 */
#ifndef RULES_WORD_CONTEXT_H
#define RULES_WORD_CONTEXT_H

#include "base/buf.h"
#include "rules/rules.h"

enum word_effect {
	WORD_COUNTS,
	WORD_FLAGGED, /* doubtful: it only flags */
	WORD_SKIPPED, /* it does not count */
};

struct word_context {
	const char *text; /* the visible text */
	size_t n;
	const struct word_list *list;
	const struct word_doubt *doubt;
	/* set unless the word counts */
	const char *why;      /* "language" or "quoted" */
	const char *language; /* the code of the other language, or NULL */
	struct buf seen;      /* its words near the place */
};

/* Initializes seen; the caller ends it. */
enum word_effect word_effect_in_context(struct word_context *);

#endif

/*
 * Does a listed word count where it stands? It is skipped, or only flags, on evidence that stands around the place itself:
 *
 *   another language   in a list that marks its homographs ("retard = fr"): only these, and only by that language's
 *                      function words and accents, where no function word of the list's own language is near. Two of
 *                      them: skipped. One, or a name with its accents right beside a capitalised word: flags.
 *                      In a list without marks nobody has said which words are innocent elsewhere, so two words of any
 *                      one other language make a hold a flag, and a flag nothing.
 *   a quotation        between quotation marks, with a word of reporting outside and nobody addressed, or named as
 *                      a word ("the slur …", "… 같은 혐오 표현"): flags.
 *   What would be flagged anyway is then skipped.
 *
 * Why no sender can switch a list off so: evidence counts within the sentence and beside the place; one function word of the
 * list's own language outweighs it, and abuse is made of them ("you … le du" stays); a form that is disguised (rétard, r3tard,
 * r e t a r d) is no word of any language and is never asked for; a slur without a mark is innocent in no language.
 * What remains is a marked word in a sentence of nothing but its other language, and that is the innocent use.
 */
#ifndef RULES_WORD_CONTEXT_H
#define RULES_WORD_CONTEXT_H

#include "base/buf.h"
#include "rules/rules.h"

enum word_effect {
	WORD_COUNTS,
	WORD_FLAGGED,   /* doubtful: flags */
	WORD_SKIPPED, /* does not count */
};

struct word_context {
	const char *text; /* the visible one */
	size_t n;
	const struct word_list *list;
	const struct word_doubt *doubt;
	/* why it is not sure */
	const char *why;      /* "language", "quoted" */
	const char *language; /* of which words are around it */
	struct buf seen;      /* these words */
};

/* seen is begun here and the caller's to end. */
enum word_effect word_effect_in_context(struct word_context *);

#endif

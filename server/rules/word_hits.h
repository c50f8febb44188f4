/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The hits in one text, by list. Each list keeps its own first places, so that many hits of one list cannot hide another
 * list's. A hit inside an allowed word does not count. The memory is reused for the next text.
 */
#ifndef RULES_WORD_HITS_H
#define RULES_WORD_HITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

#define WORD_SPANS 16	      /* of one list in one text */
#define WORD_EVERY UINT32_MAX /* instead of a list's number: every list; from word_doubt_fn: none */

struct word_hit {
	uint32_t from, to; /* bytes in the text */
	uint32_t first_to; /* the end of the first of merged hits */
	const char *word;  /* the entry; of overlapping hits the first one's */
};

/* Places of allowed words, in order, none inside another. */
struct cover {
	struct stretch {
		uint32_t from, to;
	} * spans;
	size_t n, room;
};

/* A match that can be an innocent word in its context. */
struct word_doubt {
	uint32_t list;
	uint32_t languages; /* in which the entry is innocent, one bit each */
	bool marked;	    /* the list marks its homographs, so other entries are innocent in no language */
	const char *word;   /* the entry */
	uint32_t from, to;
};
/* The number of the list under which the match counts; WORD_EVERY: it does not count. */
typedef uint32_t word_doubt_fn(void *arg, const struct word_doubt *);

struct word_hits {
	word_doubt_fn *doubt; /* set by the caller, with doubt_arg; NULL: every match counts */
	void *doubt_arg;
	size_t lists, room;
	uint8_t *n; /* by list */
	struct word_hit (*of)[WORD_SPANS];
	struct cover *covers; /* the first is for every list; list i has i + 1 */
	bool covered;	      /* allowed words were looked for */
};

/* h is zeroed or was used before; doubt keeps its value. */
void word_hits_clear(struct word_hits *, size_t lists);
void word_hits_end(struct word_hits *);

/* In any order. Overlapping hits of one list become one; the first WORD_SPANS places stay. */
void word_hits_add(struct word_hits *, uint32_t list, uint32_t from, uint32_t to, const char *word);
/* Adds the place of an allowed word, in order of `to`. */
void word_hits_cover(struct word_hits *, uint32_t list, uint32_t from, uint32_t to);
bool word_hits_covered(const struct word_hits *, uint32_t list, uint32_t from, uint32_t to) MUST_USE;

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comment's body as md4c gets it. md4c reads CommonMark; comments are written in the dialect of
 * deploy/doc/comment-text.md. Where the two differ, the prepared text differs from the body, and each difference can be
 * undone:
 *
 *   - A reserved code point replaces a character that only CommonMark reads as mark-up.
 *   - A delimiter run gets a reserved code point on both sides, which md4c reads as a space, a letter or punctuation. So
 *     the run opens and closes emphasis as the dialect wants.
 *   - An empty line ends a quote or a list that CommonMark would continue.
 *
 * For example, in "2*3*4" both stars become reserved code points: md4c sees no emphasis, and readers see the stars.
 *
 * Reserved are U+FDD0..U+FDEF (noncharacters), U+1680 and U+2E2A. If an author writes one, U+FDD0 is put before it. The
 * text has at most seven times the body's bytes. One pass makes it.
 *
 * Only for this folder.
 */
#ifndef TEXT_PREPARED_H
#define TEXT_PREPARED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

struct shift {
	uint32_t at;   /* from this byte of the text on, ... */
	uint32_t from; /* ... bytes are those of the body from this one on */
};

struct prepared {
	struct buf text; /* with a NUL behind it */
	struct shift *shifts;
	size_t nshifts, room;
};

/* body is valid UTF-8 of less than 64 MiB. prepared_end() frees what it holds. */
void prepared_make(struct prepared *, const char *body, size_t n);
void prepared_end(struct prepared *);

/*
 * Undoes the preparation, step by step: *out and *len are the author's bytes behind the next bytes of the text (*len 0:
 * none, they were added). Returns how many bytes of the text those were, 0 at the end. A run of unreserved bytes is one step.
 */
size_t prepared_next(const char *p, size_t n, const char **out, size_t *len);
/* Appends the author's bytes behind all of p. */
void prepared_read(struct buf *out, const char *p, size_t n);
/* The byte of the body that became byte `at` of the text; for added bytes the next one. */
size_t prepared_place(const struct prepared *, size_t at);

#endif

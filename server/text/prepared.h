/*
 * A comment's body as md4c gets it. md4c reads CommonMark; readers of newspapers
 * write in the dialect of deploy/doc/comment-text.md. Where the two differ, this
 * text differs from the body, and every difference can be taken back:
 *
 *   - A character that CommonMark reads as mark-up and the dialect does not is
 *     replaced by a reserved code point that stands for it.
 *   - On both sides of a delimiter run stands a reserved code point that md4c
 *     takes for a space, a letter or punctuation, so that the run opens and
 *     closes what the dialect says.
 *   - An empty line ends a quote or a list where CommonMark would go on.
 *
 * Reserved are U+FDD0..U+FDEF (noncharacters), U+1680 and U+2E2A. An author's own
 * one gets U+FDD0 before it, so nothing an author writes is taken for ours. The
 * text has at most seven times the body's bytes, and is made in one pass.
 *
 * For this room.
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
 * Reading the text again: what the next bytes of it stand for is put into *out and
 * *len (0: nothing, they are ours). Gives how many bytes that were, 0 at the end.
 * A run of the author's bytes that are not reserved comes at once.
 */
size_t prepared_next(const char *p, size_t n, const char **out, size_t *len);
/* Appends all that p stands for. */
void prepared_read(struct buf *out, const char *p, size_t n);
/* The byte of the body that byte `at` of the text is, or stands behind. */
size_t prepared_place(const struct prepared *, size_t at);

#endif

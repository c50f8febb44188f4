/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A draft: a comment as its author sent it, in JSON or a form, rendered and judged by the site's rules, before one query
 * stores it.
 */
#ifndef COMMENT_DRAFT_H
#define COMMENT_DRAFT_H

#include "request/request.h"

struct draft {
	const char *body;      /* Markdown; draft_render() makes every line end LF and changes nothing else */
	const char *parent;    /* UUID, or NULL at top level; not in edits */
	long revision;	       /* edits: the revision that the author edited */
	const char *html;      /* made by draft_render() */
	const char *signals;   /* the same: JSON of the rules that hit */
	size_t size, size_max; /* after PROBLEM_TOO_LONG: its size and the limit ... */
	bool in_bytes;	       /* ... in bytes; false: in characters */
};

/*
 * Both read, render and judge. False after answering: as rq_read(), 422 too_long or too_large_rendered, and 503 if the
 * write's queue is full or the site's rules are not loaded yet.
 */
bool draft_read(struct request *, struct draft *) MUST_USE;
bool draft_read_edit(struct request *, struct draft *) MUST_USE;
/* Reads and renders only: a preview belongs to no article, so no rules judge it. */
bool draft_read_preview(struct request *, struct draft *) MUST_USE;

/*
 * Renders and judges d->body. PROBLEM_NONE, or the reason of a refusal: too long, empty, too large rendered, rules not
 * loaded yet. It does not reply, so that a page can show the reason beside the text.
 */
enum problem draft_render(struct request *, struct draft *d) MUST_USE;
/* The sentence for the author about a refusal by draft_render(). */
const char *draft_sentence(struct request *, const struct draft *, enum problem);

/* True after answering 503: the site's rules are not loaded yet. */
bool draft_is_early(struct request *, enum problem) MUST_USE;

/* The outcomes of COMMENT_POST. */
extern const struct outcome draft_outcomes[];

#endif

/*
 * A draft: what somebody wants to say, read from JSON or from a form, rendered
 * and judged, before the one question that stores it.
 */
#ifndef COMMENT_DRAFT_H
#define COMMENT_DRAFT_H

#include "request/request.h"

struct draft {
	const char *body;   /* the author's Markdown; draft_render() makes every line end LF, and changes nothing else */
	const char *parent; /* UUID, or NULL at top level; not in edits */
	long revision;	    /* edits: the one it was made from */
	const char *html;   /* made by draft_render() */
	const char *signals;
	size_t size, size_max; /* draft_render() said too_long: it has so many ... */
	bool in_bytes;	       /* ... bytes; else characters */
};

/*
 * draft_read() and draft_read_edit() read, render and judge. False after
 * answering: 400 and 422 as everywhere, 422 too_long, too_large_rendered, and 503
 * before all of it when the write could not be taken anyway, or nobody can judge it yet.
 */
bool draft_read(struct request *, struct draft *) MUST_USE;
bool draft_read_edit(struct request *, struct draft *) MUST_USE;

/*
 * Renders and judges d->body. PROBLEM_NONE, or why it cannot be taken (too long, empty, too large rendered, no
 * rules yet); answers nothing, so a page may show it beside the text.
 */
enum problem draft_render(struct request *, struct draft *d) MUST_USE;
/* A sentence for the author about a refusal by draft_render(). */
const char *draft_sentence(struct request *, const struct draft *, enum problem);

/* True after answering 503: nobody can judge the draft yet. */
bool draft_is_early(struct request *, enum problem) MUST_USE;

/* What the functions say, shared by the API and the pages. */
extern const struct outcome draft_outcomes[];

#endif

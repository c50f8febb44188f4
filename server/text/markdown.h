/*
 * A comment's Markdown to HTML that holds only
 *   p br em strong del code pre blockquote ul ol li hr a h3 h4
 * with code@class, ol@start, a@href,title,rel, and dir="auto" on p, li, h3 and h4.
 *
 * The dialect is CommonMark with strikethrough and bare links, and the deviations
 * of deploy/doc/comment-text.md; its purpose is that a reader sees what its author
 * typed. h1 and h2 become h3, deeper ones h4. An image becomes a link to it. Raw
 * HTML and character references are text. Links lead to http, https or mailto, their
 * host is punycode, and rel is "nofollow ugc noopener noreferrer". A body whose
 * mark-up would leave nothing to see is shown as it was typed.
 */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/buf.h"

enum markdown_result {
	MARKDOWN_OK,
	MARKDOWN_TOO_BIG, /* more than max octets of HTML: 422 too_large_rendered; out is as it was */
};

/* body is valid UTF-8 without U+0000, with a NUL behind it. Appends to out. */
enum markdown_result markdown_html(struct buf *out, const char *body, size_t n, size_t max) MUST_USE;

/*
 * What a reader sees, without any mark-up: blocks end in '\n', other white space
 * is as written. For excerpts and counting.
 */
void markdown_text(struct buf *out, const char *body, size_t n);

/* The first characters of that, on one line, cut at a word where one ends near, with "…" if cut. */
void markdown_excerpt(struct buf *out, const char *body, size_t n, size_t characters);

/*
 * Where a piece of what the reader sees stands in the body. Pieces come in order
 * of text; `from` and `to` are octet offsets into the body. A piece of one to one
 * length maps octet by octet; any other maps as a whole.
 */
struct plain_text_piece {
	unsigned at;	   /* first octet in seen.text */
	unsigned n;	   /* octets in seen.text */
	unsigned from, to; /* octets of the body */
};

struct plain_text {
	struct buf text;
	struct plain_text_piece *pieces;
	size_t npieces, room;
	/* link targets, as written after unescaping, each ended by a NUL */
	struct buf links;
	unsigned nlinks;
};

/* Fills s; seen_end() frees it. The work and memory are bounded by a small multiple of n. */
void plain_text_read(struct plain_text *s, const char *body, size_t n);
void plain_text_end(struct plain_text *);
/* The body's octets behind the octets [from, to) of s->text. */
void plain_text_span(const struct plain_text *, size_t from, size_t to, size_t *body_from, size_t *body_to);

#endif

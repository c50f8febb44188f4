/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Renders a comment's Markdown. The HTML has only these elements:
 *
 *   p br em strong del code pre blockquote ul ol li hr a h3 h4 span
 *
 * and these attributes: code@class, ol@start, a@href,title,rel; dir="auto" on p, li, h3 and h4; span@class, "mention".
 *
 * The dialect is CommonMark with strikethrough and bare links, and with the deviations of deploy/doc/comment-text.md. Its
 * purpose: readers see the characters that the author typed.
 *
 *   - h1 and h2 become h3, deeper headings h4. An image becomes a link to it.
 *   - A mention (@name) outside of code and links is in <span class="mention">.
 *   - Raw HTML and character references are text.
 *   - Links lead to http, https or mailto. Their host is punycode, rel is "nofollow ugc noopener noreferrer".
 *   - A body whose mark-up would leave nothing visible is shown as it was typed.
 */
#ifndef TEXT_MARKDOWN_H
#define TEXT_MARKDOWN_H

#include "base/buf.h"

enum markdown_result {
	MARKDOWN_OK,
	MARKDOWN_TOO_BIG, /* more than max bytes of HTML: 422 too_large_rendered; out is unchanged */
};

/* body is valid UTF-8 without U+0000, with a NUL behind it. Appends to out. */
enum markdown_result markdown_html(struct buf *out, const char *body, size_t n, size_t max) MUST_USE;

/* The text that readers see, without mark-up: blocks end in '\n', other white space is as typed. */
void markdown_text(struct buf *out, const char *body, size_t n);

/* Its first characters, on one line; "…" where it was cut, at the end of a word if one is near. */
void markdown_excerpt(struct buf *out, const char *body, size_t n, size_t characters);

/*
 * Maps a piece of the text that readers see to its place in the body. Pieces are in order of text. A piece that is as long
 * in both maps byte by byte; any other maps as a whole.
 */
struct plain_text_piece {
	unsigned at;	   /* first byte in text */
	unsigned n;	   /* bytes in text */
	unsigned from, to; /* [from, to): bytes of the body */
};

struct plain_text {
	struct buf text;
	struct plain_text_piece *pieces;
	size_t npieces, room;
	/* the addresses of links, unescaped, each ended by a NUL */
	struct buf links;
	unsigned nlinks;
};

/* Fills s; plain_text_end() frees it. Time and memory are at most a small multiple of n. */
void plain_text_read(struct plain_text *s, const char *body, size_t n);
void plain_text_end(struct plain_text *);
/* The bytes of the body that became the bytes [from, to) of s->text. */
void plain_text_span(const struct plain_text *, size_t from, size_t to, size_t *body_from, size_t *body_to);

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The renderer behind md4c. It is an allow list by construction: this file writes every tag that can appear, and all other
 * output is escaped text.
 *
 * How this works: prepared_make() rewrites the body so that CommonMark reads it as the dialect does. md4c parses that text
 * and calls the functions below, which turn the text back into the author's characters (prepared_read()) and escape it.
 */
#include "text/markdown.h"

#include <md4c.h>
#include <stdbool.h>
#include <stdint.h>
#include <strings.h>

#include "text/html.h"
#include "text/md_dialect.h"
#include "text/percent.h"
#include "text/prepared.h"
#include "text/prepared_parts.h"
#include "text/url.h"
#include "text/visible.h"

#define BODY_MAX (16 * 1048576) /* bytes; far above every setting */

#define REL	 " rel=\"nofollow ugc noopener noreferrer\">"

struct markdown_render {
	struct prepared text;
	bool unsound;	/* md4c gave something that is not the body's text */
	bool visible;	/* the output has a visible character */
	unsigned items; /* open list items */
	struct buf *out;
	size_t from; /* out's length at the start */
	size_t max;
	/*
	 * Open spans, innermost last: e s d c, a (a link with <a>), n (a link without). md4c 0.4.8 can leave a span that it
	 * never entered, or leave spans in the wrong order, if a link's address has marks. So only spans in here are closed.
	 */
	struct buf spans;
	bool linked;	 /* an <a> is open; links must not nest, the outermost wins */
	struct buf url;	 /* its address; scratch if none is open */
	size_t url_text; /* where its text begins in out */
};

/* Too long already? A callback that returns 1 stops md4c. */
static int
render_too_long(const struct markdown_render *r)
{
	return (r->out->len - r->from > r->max);
}

/* ---- attributes */
/* Appends scheme and host of a URL whose host is not ASCII, as punycode. The byte behind the host; 0: nothing was appended. */
static size_t
link_put_host(struct buf *out, const struct buf *url)
{
	size_t from = url->len > 8 && url->data[4] == 's' ? 8 : 7, to = from + strcspn(url->data + from, "/?#:@"), i;
	struct buf name;

	for (i = from; i < to && (unsigned char)url->data[i] < 0x80; i++)
		;
	if (i == to || url->data[0] == 'm' || url->data[to] == '@')
		return (0);
	buf_init(&name, NULL);
	i = 0;
	if (host_ascii(url->data + from, to - from, &name)) {
		buf_add(out, url->data, from);
		html_escape(out, name.data, name.len);
		i = to;
	}
	buf_end(&name);
	return (i);
}

/* An address as an attribute: bytes that a URL must not contain are percent-encoded. */
static void
link_put_url(struct buf *out, const struct buf *url)
{
	size_t i;

	for (i = link_put_host(out, url); i < url->len; i++) {
		unsigned char c = (unsigned char)url->data[i];

		if (c >= 0x80 || c == ' ' || strchr("\"<>`{|}^", c) != NULL)
			percent_put(out, c);
		else
			html_escape(out, (const char *)&c, 1);
	}
}

static void
link_put(struct markdown_render *r, const MD_ATTRIBUTE *title)
{
	struct buf words;

	buf_puts(r->out, "<a href=\"");
	link_put_url(r->out, &r->url);
	buf_putc(r->out, '"');
	if (title != NULL && title->size > 0) {
		buf_init(&words, NULL);
		md_attribute_put(&words, title);
		buf_puts(r->out, " title=\"");
		html_escape(r->out, words.data, words.len);
		buf_putc(r->out, '"');
		buf_end(&words);
	}
	buf_puts(r->out, REL);
}

static void
link_open(struct markdown_render *r, const MD_ATTRIBUTE *href, const MD_ATTRIBUTE *title)
{
	buf_putc(&r->spans, 'n');
	if (r->linked)
		return;
	r->url.len = 0;
	md_attribute_put(&r->url, href);
	if (!md_link_allowed(&r->url))
		return;
	r->linked = true;
	r->spans.data[r->spans.len - 1] = 'a';
	link_put(r, title);
	r->url_text = r->out->len;
}

/* The bytes [from, n) of text without a bare link, with their mentions; those before are for the look behind. */
static void
render_mentions(struct markdown_render *r, const char *p, size_t from, size_t n)
{
	/* md4c gives text in pieces: the character before the first is the last of the output, or the '>' of a tag */
	uint32_t first = char_before(r->out->data, r->from, r->out->len);
	size_t at = from, len;

	while (!r->linked && (len = mention_next(p, n, first, &at)) > 0) {
		html_escape(r->out, p + from, at - from);
		buf_puts(r->out, "<span class=\"mention\">");
		html_escape(r->out, p + at, len);
		buf_puts(r->out, "</span>");
		at += len;
		from = at;
	}
	html_escape(r->out, p + from, n - from);
}

/* The author's text with its bare links and its mentions. */
static void
render_text(struct markdown_render *r, const char *p, size_t n)
{
	size_t at = 0, done = 0, len;

	while (!r->linked && (len = autolink_next(p, n, &at, &r->url)) > 0) {
		render_mentions(r, p, done, at);
		link_put(r, NULL);
		html_escape(r->out, p + at, len);
		buf_puts(r->out, "</a>");
		at += len;
		done = at;
	}
	render_mentions(r, p, done, n);
}

/* ---- spans */
static void
span_open(struct markdown_render *r, char span, const char *tag)
{
	buf_putc(&r->spans, span);
	buf_puts(r->out, tag);
}

static void
span_close(struct markdown_render *r)
{
	switch (r->spans.data[--r->spans.len]) {
	case 'e':
		buf_puts(r->out, "</em>");
		break;
	case 's':
		buf_puts(r->out, "</strong>");
		break;
	case 'd':
		buf_puts(r->out, "</del>");
		break;
	case 'c':
		buf_puts(r->out, "</code>");
		break;
	case 'a':
		/* a link without text, such as most images, shows its address */
		if (r->out->len == r->url_text)
			html_escape(r->out, r->url.data, r->url.len);
		r->visible = true;
		buf_puts(r->out, "</a>");
		r->linked = false;
		break;
	default: /* a link without <a> */
		break;
	}
}

/* Closes the innermost open span that is one of `which`, and what is open inside it; nothing if there is none. */
static void
spans_leave(struct markdown_render *r, const char *which)
{
	size_t i = r->spans.len;

	while (i > 0 && strchr(which, r->spans.data[i - 1]) == NULL)
		i--;
	while (i > 0 && r->spans.len >= i)
		span_close(r);
}

/* class="language-…" for a fenced block whose info is one plain word; any other info is the block's first line. */
static void
code_open(struct markdown_render *r, const MD_BLOCK_CODE_DETAIL *d)
{
	struct buf info;

	buf_init(&info, NULL);
	md_attribute_put(&info, &d->info);
	if (code_language(info.data, info.len))
		buf_printf(r->out, "<pre><code class=\"language-%s\">", info.data);
	else {
		buf_puts(r->out, "<pre><code>");
		html_escape(r->out, info.data, info.len);
		buf_puts(r->out, info.len > 0 ? "\n" : "");
		r->visible = r->visible || text_visible(info.data, info.len);
	}
	buf_end(&info);
}

/* ---- callbacks */
static int
render_enter_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct markdown_render *r = arg;

	switch (type) {
	case MD_BLOCK_QUOTE:
		buf_puts(r->out, "<blockquote>\n");
		break;
	case MD_BLOCK_UL:
		buf_puts(r->out, "<ul>\n");
		break;
	case MD_BLOCK_OL:
		if (((MD_BLOCK_OL_DETAIL *)detail)->start != 1)
			buf_printf(r->out, "<ol start=\"%u\">\n", ((MD_BLOCK_OL_DETAIL *)detail)->start);
		else
			buf_puts(r->out, "<ol>\n");
		break;
	case MD_BLOCK_LI: /* its paragraphs inherit its direction */
		buf_puts(r->out, "<li dir=\"auto\">");
		r->items++;
		break;
	case MD_BLOCK_HR:
		buf_puts(r->out, "<hr>\n");
		break;
	case MD_BLOCK_H:
		buf_puts(r->out, ((MD_BLOCK_H_DETAIL *)detail)->level <= 2 ? "<h3 dir=\"auto\">" : "<h4 dir=\"auto\">");
		break;
	case MD_BLOCK_CODE:
		code_open(r, detail);
		break;
	case MD_BLOCK_P:
		buf_puts(r->out, r->items > 0 ? "<p>" : "<p dir=\"auto\">");
		break;
	default: /* the document; the dialect has no other blocks */
		break;
	}
	return (render_too_long(r));
}

static int
render_leave_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct markdown_render *r = arg;

	while (r->spans.len > 0) /* a span ends with its block at the latest */
		span_close(r);
	switch (type) {
	case MD_BLOCK_QUOTE:
		buf_puts(r->out, "</blockquote>\n");
		break;
	case MD_BLOCK_UL:
		buf_puts(r->out, "</ul>\n");
		break;
	case MD_BLOCK_OL:
		buf_puts(r->out, "</ol>\n");
		break;
	case MD_BLOCK_LI:
		buf_puts(r->out, "</li>\n");
		r->items--;
		break;
	case MD_BLOCK_H:
		buf_puts(r->out, ((MD_BLOCK_H_DETAIL *)detail)->level <= 2 ? "</h3>\n" : "</h4>\n");
		break;
	case MD_BLOCK_CODE:
		buf_puts(r->out, "</code></pre>\n");
		break;
	case MD_BLOCK_P:
		buf_puts(r->out, "</p>\n");
		break;
	default:
		break;
	}
	return (render_too_long(r));
}

static int
render_enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct markdown_render *r = arg;

	switch (type) {
	case MD_SPAN_EM:
		span_open(r, 'e', "<em>");
		break;
	case MD_SPAN_STRONG:
		span_open(r, 's', "<strong>");
		break;
	case MD_SPAN_DEL:
		span_open(r, 'd', "<del>");
		break;
	case MD_SPAN_CODE:
		span_open(r, 'c', "<code>");
		break;
	case MD_SPAN_A:
		link_open(r, &((MD_SPAN_A_DETAIL *)detail)->href, &((MD_SPAN_A_DETAIL *)detail)->title);
		break;
	case MD_SPAN_IMG:
		link_open(r, &((MD_SPAN_IMG_DETAIL *)detail)->src, &((MD_SPAN_IMG_DETAIL *)detail)->title);
		break;
	default:
		break;
	}
	return (render_too_long(r));
}

static int
render_leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct markdown_render *r = arg;

	(void)detail;
	switch (type) {
	case MD_SPAN_EM:
		spans_leave(r, "e");
		break;
	case MD_SPAN_STRONG:
		spans_leave(r, "s");
		break;
	case MD_SPAN_DEL:
		spans_leave(r, "d");
		break;
	case MD_SPAN_CODE:
		spans_leave(r, "c");
		break;
	case MD_SPAN_A:
	case MD_SPAN_IMG:
		spans_leave(r, "an");
		break;
	default:
		break;
	}
	return (render_too_long(r));
}

static int
render_typed(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *arg)
{
	struct markdown_render *r = arg;
	struct buf typed;

	if (!md_text_safe(r->text.text.data, r->text.text.len, type, p, n)) {
		r->unsound = true;
		return (1);
	}
	if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
		buf_puts(r->out, "<br>\n");
		return (render_too_long(r));
	}
	buf_init(&typed, NULL);
	buf_reserve(&typed, n);
	prepared_read(&typed, p, n);
	r->visible = r->visible || text_visible(typed.data, typed.len);
	if (type == MD_TEXT_CODE)
		html_escape(r->out, typed.data, typed.len);
	else
		render_text(r, typed.data, typed.len);
	buf_end(&typed);
	return (render_too_long(r));
}

/* The body as it was typed: for bodies that md4c misreads, and for those whose mark-up would leave nothing visible. */
static void
render_as_written(struct markdown_render *r, const char *body, size_t n)
{
	size_t from, to;

	r->out->len = r->from;
	r->linked = false;
	buf_puts(r->out, "<p dir=\"auto\">");
	for (from = 0; from < n; from = to + 1) {
		const char *end = memchr(body + from, '\n', n - from);

		to = end != NULL ? (size_t)(end - body) : n;
		render_text(r, body + from, to - from);
		buf_puts(r->out, to + 1 < n ? "<br>\n" : "");
	}
	buf_puts(r->out, "</p>\n");
}

enum markdown_result
markdown_html(struct buf *out, const char *body, size_t n, size_t max)
{
	static const MD_PARSER parser = { 0, MD_DIALECT, render_enter_block, render_leave_block, render_enter_span,
		render_leave_span, render_typed, NULL, NULL };
	struct markdown_render r = { .out = out, .from = out->len, .max = max };
	int rc = 0;

	if (n > BODY_MAX)
		return (MARKDOWN_TOO_BIG);
	prepared_make(&r.text, body, n);
	if (md_safe(r.text.text.data, r.text.text.len))
		rc = md_parse(r.text.text.data, (MD_SIZE)r.text.text.len, &parser, &r);
	else
		r.unsound = true;
	if (rc == MD_NO_MEMORY)
		mem_failed();
	if (r.unsound || (rc == 0 && !r.visible && text_visible(body, n))) {
		render_as_written(&r, body, n);
		rc = 0;
	}
	prepared_end(&r.text);
	buf_end(&r.url);
	buf_end(&r.spans);
	if (rc == 0 && !render_too_long(&r))
		return (MARKDOWN_OK);
	out->len = r.from;
	if (out->data != NULL)
		out->data[out->len] = '\0';
	return (MARKDOWN_TOO_BIG);
}

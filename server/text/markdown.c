/*
 * The renderer behind md4c. It is an allow list by construction: every tag that
 * can come out is written in this file, everything else is escaped text.
 */
#include "text/markdown.h"

#include <md4c.h>
#include <stdbool.h>
#include <stdint.h>
#include <strings.h>

#include "text/html.h"
#include "text/mark.h"

#define REL " rel=\"nofollow ugc noopener noreferrer\">"

struct render {
	const char *body;
	size_t n;
	bool broken; /* md4c went astray */
	struct buf *out;
	size_t from; /* out's length at the start */
	size_t max;
	/*
	 * Open spans, innermost last: e s d c, a (a link with its <a>), n (a link
	 * without). md4c 0.4.8 can leave a span it never entered, or leave them in
	 * the wrong order, where marks stand inside a link's address; so what is
	 * open is kept here, and only that is closed.
	 */
	struct buf spans;
	bool linked;	 /* an <a> is open: it must not nest, the outermost wins */
	struct buf url;	 /* where it leads; scratch otherwise */
	size_t url_text; /* where its text begins in out */
};

/* Tells md4c to stop once the answer cannot be used any more. */
static int
over(const struct render *r)
{
	return (r->out->len - r->from > r->max);
}

/* ---- attributes */
/* An address as an attribute: what must not stand in a URL is percent-encoded. */
static void
put_url(struct buf *out, const struct buf *url)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t i;

	for (i = 0; i < url->len; i++) {
		unsigned char c = (unsigned char)url->data[i];

		if (c >= 0x80 || c == ' ' || strchr("\"<>`{|}^", c) != NULL) {
			buf_putc(out, '%');
			buf_putc(out, digits[c >> 4]);
			buf_putc(out, digits[c & 15]);
		} else
			html_escape(out, (const char *)&c, 1);
	}
}

static void
link_put(struct render *r, const MD_ATTRIBUTE *title)
{
	struct buf words;

	buf_puts(r->out, "<a href=\"");
	put_url(r->out, &r->url);
	buf_putc(r->out, '"');
	if (title != NULL && title->size > 0) {
		buf_init(&words, NULL);
		attribute_put(&words, title);
		buf_puts(r->out, " title=\"");
		html_escape(r->out, words.data, words.len);
		buf_putc(r->out, '"');
		buf_end(&words);
	}
	buf_puts(r->out, REL);
}

static void
link_open(struct render *r, const MD_ATTRIBUTE *href, const MD_ATTRIBUTE *title)
{
	buf_putc(&r->spans, 'n');
	if (r->linked)
		return;
	r->url.len = 0;
	attribute_put(&r->url, href);
	if (!link_allowed(&r->url))
		return;
	r->linked = true;
	r->spans.data[r->spans.len - 1] = 'a';
	link_put(r, title);
	r->url_text = r->out->len;
}

/* Ordinary text, with its bare links. */
static void
prose(struct render *r, const char *p, size_t n)
{
	size_t at = 0, done = 0, len;

	while (!r->linked && (len = autolink_next(p, n, &at, &r->url)) > 0) {
		html_escape(r->out, p + done, at - done);
		link_put(r, NULL);
		html_escape(r->out, p + at, len);
		buf_puts(r->out, "</a>");
		at += len;
		done = at;
	}
	html_escape(r->out, p + done, n - done);
}

/* ---- spans */
static void
span_open(struct render *r, char span, const char *tag)
{
	buf_putc(&r->spans, span);
	buf_puts(r->out, tag);
}

static void
span_close(struct render *r)
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
		/* a link without text, as many images have, shows its address: nobody can follow what has no name */
		if (r->out->len == r->url_text)
			html_escape(r->out, r->url.data, r->url.len);
		buf_puts(r->out, "</a>");
		r->linked = false;
		break;
	default: /* a link that is its text alone */
		break;
	}
}

/* Closes the innermost open span that is one of `which`, and what is open inside it; nothing if there is none. */
static void
spans_leave(struct render *r, const char *which)
{
	size_t i = r->spans.len;

	while (i > 0 && strchr(which, r->spans.data[i - 1]) == NULL)
		i--;
	while (i > 0 && r->spans.len >= i)
		span_close(r);
}

/* class="language-…" for a fenced block, from the first word of its info, if it is a plain one. */
static void
code_open(struct render *r, const MD_BLOCK_CODE_DETAIL *d)
{
	struct buf lang;
	size_t i;

	buf_init(&lang, NULL);
	attribute_put(&lang, &d->lang);
	for (i = 0; i < lang.len; i++) {
		char c = lang.data[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
		    || strchr("+-_.#", c) != NULL))
			break;
	}
	if (lang.len > 0 && lang.len <= 32 && i == lang.len)
		buf_printf(r->out, "<pre><code class=\"language-%s\">", lang.data);
	else
		buf_puts(r->out, "<pre><code>");
	buf_end(&lang);
}

/* ---- callbacks */
static int
enter_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct render *r = arg;

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
	case MD_BLOCK_LI:
		buf_puts(r->out, "<li>");
		break;
	case MD_BLOCK_HR:
		buf_puts(r->out, "<hr>\n");
		break;
	case MD_BLOCK_H:
		buf_puts(r->out, ((MD_BLOCK_H_DETAIL *)detail)->level <= 2 ? "<h3>" : "<h4>");
		break;
	case MD_BLOCK_CODE:
		code_open(r, detail);
		break;
	case MD_BLOCK_P:
		buf_puts(r->out, "<p>");
		break;
	default: /* the document; the rest is switched off */
		break;
	}
	return (over(r));
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct render *r = arg;

	while (r->spans.len > 0) /* no span goes on behind its block */
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
	return (over(r));
}

static int
enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct render *r = arg;

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
	return (over(r));
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct render *r = arg;

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
	return (over(r));
}

static int
text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *arg)
{
	struct render *r = arg;
	struct buf plain;

	if (!mark_text_sound(r->body, r->n, type, p, n)) {
		r->broken = true;
		return (1);
	}
	switch (type) {
	case MD_TEXT_NULLCHAR:
		buf_puts(r->out, "\xef\xbf\xbd");
		break;
	case MD_TEXT_BR:
		buf_puts(r->out, "<br>\n");
		break;
	case MD_TEXT_SOFTBR:
		buf_putc(r->out, '\n');
		break;
	case MD_TEXT_ENTITY:
		buf_init(&plain, NULL);
		entity_put(&plain, p, n);
		html_escape(r->out, plain.data, plain.len);
		buf_end(&plain);
		break;
	case MD_TEXT_NORMAL:
		prose(r, p, n);
		break;
	default:
		html_escape(r->out, p, n);
		break;
	}
	return (over(r));
}

/* Where md4c would lose its way or did, the body as it was written is better than half of it. */
static void
as_written(struct render *r)
{
	r->out->len = r->from;
	r->linked = false;
	buf_puts(r->out, "<p>");
	prose(r, r->body, r->n);
	buf_puts(r->out, "</p>\n");
}

enum markdown_result
markdown_html(struct buf *out, const char *body, size_t n, size_t max)
{
	static const MD_PARSER parser = { 0, MARK_DIALECT, enter_block, leave_block, enter_span, leave_span, text, NULL,
		NULL };
	struct render r = { .body = body, .n = n, .out = out, .from = out->len, .max = max };
	int rc = 0;

	if (n <= INT32_MAX && mark_sound(body, n))
		rc = md_parse(body, (MD_SIZE)n, &parser, &r);
	else
		r.broken = true;
	if (r.broken)
		as_written(&r);
	buf_end(&r.url);
	buf_end(&r.spans);
	if ((rc == 0 || r.broken) && !over(&r))
		return (MARKDOWN_OK);
	out->len = r.from;
	if (out->data != NULL)
		out->data[out->len] = '\0';
	return (MARKDOWN_TOO_BIG);
}

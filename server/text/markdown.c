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
	struct buf *out;
	size_t from; /* out's length at the start */
	size_t max;
	/* <a> must not nest, but links stand in images' texts and images in links: the outermost wins. */
	unsigned open_links; /* nesting of links and images */
	unsigned linked_at;  /* the depth whose <a> is open; 0: none */
	struct buf url;	     /* where that one leads */
	size_t url_text;     /* where its text begins in out */
};

/* Tells md4c to stop once the answer cannot be used any more. */
static int
over(const struct render *r)
{
	return (r->out->len - r->from > r->max);
}

/* ---- attributes */
static bool
begins(const struct buf *b, const char *word)
{
	size_t n = strlen(word);

	return (b->len > n && strncasecmp(b->data, word, n) == 0);
}

/* Only these schemes, and nothing that a browser would strip or read another way. */
static bool
link_allowed(const struct buf *url)
{
	size_t i;

	for (i = 0; i < url->len; i++)
		if ((unsigned char)url->data[i] < 0x20 || url->data[i] == 0x7f || url->data[i] == '\\')
			return (false);
	return (begins(url, "http://") || begins(url, "https://") || begins(url, "mailto:"));
}

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
link_open(struct render *r, const MD_ATTRIBUTE *href, const MD_ATTRIBUTE *title)
{
	struct buf words;

	r->open_links++;
	if (r->linked_at != 0)
		return;
	r->url.len = 0;
	attribute_put(&r->url, href);
	if (r->url.len == 0 || !link_allowed(&r->url))
		return;
	r->linked_at = r->open_links;
	buf_puts(r->out, "<a href=\"");
	put_url(r->out, &r->url);
	buf_putc(r->out, '"');
	if (title->size > 0) {
		buf_init(&words, NULL);
		attribute_put(&words, title);
		buf_puts(r->out, " title=\"");
		html_escape(r->out, words.data, words.len);
		buf_putc(r->out, '"');
		buf_end(&words);
	}
	buf_puts(r->out, REL);
	r->url_text = r->out->len;
}

/* A link without text, as many images have, shows its address: nobody can follow what has no name. */
static void
link_close(struct render *r)
{
	if (r->linked_at == r->open_links) {
		if (r->out->len == r->url_text)
			html_escape(r->out, r->url.data, r->url.len);
		r->linked_at = 0;
		buf_puts(r->out, "</a>");
	}
	r->open_links--;
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
		buf_puts(r->out, "<em>");
		break;
	case MD_SPAN_STRONG:
		buf_puts(r->out, "<strong>");
		break;
	case MD_SPAN_DEL:
		buf_puts(r->out, "<del>");
		break;
	case MD_SPAN_CODE:
		buf_puts(r->out, "<code>");
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
		buf_puts(r->out, "</em>");
		break;
	case MD_SPAN_STRONG:
		buf_puts(r->out, "</strong>");
		break;
	case MD_SPAN_DEL:
		buf_puts(r->out, "</del>");
		break;
	case MD_SPAN_CODE:
		buf_puts(r->out, "</code>");
		break;
	case MD_SPAN_A:
	case MD_SPAN_IMG:
		link_close(r);
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
	default:
		html_escape(r->out, p, n);
		break;
	}
	return (over(r));
}

enum markdown_result
markdown_html(struct buf *out, const char *body, size_t n, size_t max)
{
	static const MD_PARSER parser = { 0, MARK_DIALECT, enter_block, leave_block, enter_span, leave_span, text, NULL,
		NULL };
	struct render r = { .out = out, .from = out->len, .max = max };
	int rc = n <= INT32_MAX ? md_parse(body, (MD_SIZE)n, &parser, &r) : -1;

	buf_end(&r.url);
	if (rc == 0 && !over(&r))
		return (MARKDOWN_OK);
	out->len = r.from;
	if (out->data != NULL)
		out->data[out->len] = '\0';
	return (MARKDOWN_TOO_BIG);
}

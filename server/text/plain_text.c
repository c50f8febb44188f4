/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comment as readers see it: the text without tags, and a map from each piece to its place in the Markdown. md4c returns
 * pointers into the prepared text, except for line ends; prepared_place() gives the body's byte behind each.
 */
#include <stdbool.h>

#include "text/md_dialect.h"
#include "text/markdown.h"
#include "text/prepared.h"
#include "text/utf8.h"
#include "text/visible.h"

#define TARGET_MAX 320 /* bytes of a link's address that are kept: more than scheme and host have */

struct text_reading {
	struct plain_text *s;
	struct prepared text;
	bool unsound;	  /* md4c gave something that is not the body's text */
	struct buf spans; /* open links and images: a becomes a link, n does not */
	size_t link_text; /* in text: the begin of the open link */
	struct buf url;
	struct buf titles;
	struct plain_text_piece *title_pieces;
	size_t ntitles, title_room;
};

static void
piece_add(struct plain_text *s, size_t n, size_t from, size_t to)
{
	struct plain_text_piece *last = s->npieces > 0 ? &s->pieces[s->npieces - 1] : NULL;

	/* neighbours that map byte by byte become one piece */
	if (last != NULL && last->to == from && last->n == last->to - last->from && n == to - from) {
		last->n += (unsigned)n;
		last->to = (unsigned)to;
		return;
	}
	if (s->npieces == s->room) {
		s->room = s->room != 0 ? s->room * 2 : 32;
		s->pieces = mem_grow(s->pieces, s->room * sizeof(*s->pieces));
	}
	s->pieces[s->npieces++] = (struct plain_text_piece) { .at = (unsigned)s->text.len,
		.n = (unsigned)n,
		.from = (unsigned)from,
		.to = (unsigned)to };
}

static size_t
text_last_to(const struct plain_text *s)
{
	return (s->npieces > 0 ? s->pieces[s->npieces - 1].to : 0);
}

static bool
text_is_prepared(const struct text_reading *r, const char *p, size_t n)
{
	return (p >= r->text.text.data && p <= r->text.text.data + r->text.text.len &&
	    n <= (size_t)(r->text.text.data + r->text.text.len - p));
}

/* Text that is not from the body maps to the end of the piece before it. */
static void
text_put_ours(struct text_reading *r, const char *p, size_t n)
{
	if (n == 0)
		return;
	piece_add(r->s, n, text_last_to(r->s), text_last_to(r->s));
	buf_add(&r->s->text, p, n);
}

static void
text_put(struct text_reading *r, const char *p, size_t n)
{
	size_t step, len, from;
	const char *what;

	if (!text_is_prepared(r, p, n)) {
		text_put_ours(r, p, n);
		return;
	}
	for (; (step = prepared_next(p, n, &what, &len)) > 0; p += step, n -= step) {
		if (len == 0)
			continue;
		from = prepared_place(&r->text, (size_t)((what == p + 3 ? what : p) - r->text.text.data));
		piece_add(r->s, len, from, from + len);
		buf_add(&r->s->text, what, len);
	}
}

static void
target_add(struct text_reading *r, const struct buf *url)
{
	r->s->nlinks++;
	buf_add(&r->s->links, url->data, utf8_cut(url->data, url->len, TARGET_MAX));
	buf_putc(&r->s->links, '\0');
}

static bool
text_in_link(const struct text_reading *r)
{
	return (r->spans.len > 0 && memchr(r->spans.data, 'a', r->spans.len) != NULL);
}

static void
text_bare_links(struct text_reading *r, const char *p, size_t n)
{
	size_t at = 0, len;

	while (!text_in_link(r) && (len = autolink_next(p, n, &at, &r->url)) > 0) {
		target_add(r, &r->url);
		at += len;
	}
}

static int
text_typed(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *arg)
{
	struct text_reading *r = arg;
	size_t before = r->s->text.len;

	if (!md_text_safe(r->text.text.data, r->text.text.len, type, p, n)) {
		r->unsound = true;
		return (1);
	}
	if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
		text_put_ours(r, "\n", 1);
		return (0);
	}
	text_put(r, p, n);
	if (type != MD_TEXT_CODE && r->s->text.len > before)
		text_bare_links(r, r->s->text.data + before, r->s->text.len - before);
	return (0);
}

/*
 * Readers see a link's title when the pointer is on the link. So it follows the text, on a line of its own. md4c copies
 * titles of several lines; these map as a whole to the place of the link.
 */
static void
text_title(struct text_reading *r, const MD_ATTRIBUTE *a)
{
	size_t at = (size_t)(a->text - r->text.text.data);
	struct plain_text_piece *t;

	if (a->size == 0)
		return;
	if (r->ntitles == r->title_room) {
		r->title_room = r->title_room != 0 ? r->title_room * 2 : 8;
		r->title_pieces = mem_grow(r->title_pieces, r->title_room * sizeof(*t));
	}
	t = &r->title_pieces[r->ntitles++];
	t->at = (unsigned)r->titles.len;
	md_attribute_put(&r->titles, a);
	t->n = (unsigned)r->titles.len - t->at;
	t->from = t->to = (unsigned)text_last_to(r->s);
	if (text_is_prepared(r, a->text, a->size)) {
		t->from = (unsigned)prepared_place(&r->text, at);
		t->to = (unsigned)prepared_place(&r->text, at + a->size);
	}
}

/* Decides as the renderer does: a link counts if the renderer makes it one. */
static int
text_enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct text_reading *r = arg;
	const MD_ATTRIBUTE *target, *words;
	bool counts;

	if (type == MD_SPAN_A) {
		target = &((MD_SPAN_A_DETAIL *)detail)->href;
		words = &((MD_SPAN_A_DETAIL *)detail)->title;
	} else if (type == MD_SPAN_IMG) {
		target = &((MD_SPAN_IMG_DETAIL *)detail)->src;
		words = &((MD_SPAN_IMG_DETAIL *)detail)->title;
	} else
		return (0);
	if (text_in_link(r)) {
		buf_putc(&r->spans, 'n');
		return (0);
	}
	r->url.len = 0;
	md_attribute_put(&r->url, target);
	counts = md_link_allowed(&r->url);
	buf_putc(&r->spans, counts ? 'a' : 'n');
	r->link_text = r->s->text.len;
	if (counts) {
		target_add(r, &r->url);
		text_title(r, words);
	}
	return (0);
}

static int
text_leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct text_reading *r = arg;

	(void)detail;
	if ((type != MD_SPAN_A && type != MD_SPAN_IMG) || r->spans.len == 0)
		return (0);
	if (r->spans.data[--r->spans.len] == 'a' && r->s->text.len == r->link_text)
		text_put_ours(r, r->url.data, r->url.len); /* the renderer shows its address */
	return (0);
}

static int
text_enter_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	const MD_BLOCK_CODE_DETAIL *d = detail;
	struct text_reading *r = arg;
	struct buf info;

	if (type != MD_BLOCK_CODE)
		return (0);
	buf_init(&info, NULL);
	md_attribute_put(&info, &d->info);
	if (info.len > 0 && !code_language(info.data, info.len)) {
		if (text_is_prepared(r, d->info.text, d->info.size))
			text_put(r, d->info.text, d->info.size);
		else
			text_put_ours(r, info.data, info.len);
		text_put_ours(r, "\n", 1);
	}
	buf_end(&info);
	return (0);
}

static int
text_leave_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct text_reading *r = arg;
	const struct buf *t = &r->s->text;

	(void)type;
	(void)detail;
	r->spans.len = 0;
	if (t->len > 0 && t->data[t->len - 1] != '\n')
		text_put_ours(r, "\n", 1);
	return (0);
}

static void
text_read(struct plain_text *s, const char *body, size_t n, bool titles)
{
	static const MD_PARSER parser = { 0, MD_DIALECT, text_enter_block, text_leave_block, text_enter_span, text_leave_span,
		text_typed, NULL, NULL };
	struct text_reading r = { .s = s };
	int rc = 0;
	size_t i;

	memset(s, 0, sizeof(*s));
	prepared_make(&r.text, body, n);
	if (md_safe(r.text.text.data, r.text.text.len))
		rc = md_parse(r.text.text.data, (MD_SIZE)r.text.text.len, &parser, &r);
	else
		r.unsound = true;
	if (rc == MD_NO_MEMORY)
		mem_failed();
	if (r.unsound || (!text_visible(s->text.data, s->text.len) && text_visible(body, n))) {
		/* the renderer shows the body as it was typed */
		s->text.len = s->npieces = 0;
		s->links.len = r.spans.len = r.ntitles = 0;
		s->nlinks = 0;
		piece_add(s, n, 0, n);
		buf_add(&s->text, body, n);
		text_bare_links(&r, body, n);
	}
	for (i = 0; titles && i < r.ntitles; i++) {
		piece_add(s, r.title_pieces[i].n, r.title_pieces[i].from, r.title_pieces[i].to);
		buf_add(&s->text, r.titles.data + r.title_pieces[i].at, r.title_pieces[i].n);
		text_put_ours(&r, "\n", 1);
	}
	free(r.title_pieces);
	buf_end(&r.titles);
	buf_end(&r.spans);
	buf_end(&r.url);
	prepared_end(&r.text);
}

void
plain_text_read(struct plain_text *s, const char *body, size_t n)
{
	text_read(s, body, n, true);
}

void
plain_text_end(struct plain_text *s)
{
	buf_end(&s->text);
	buf_end(&s->links);
	free(s->pieces);
	memset(s, 0, sizeof(*s));
}

/* The piece that has byte `at` of the text; the last one for a byte behind it. */
static const struct plain_text_piece *
piece_at(const struct plain_text *s, size_t at)
{
	size_t low = 0, high = s->npieces;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (s->pieces[middle].at <= at)
			low = middle;
		else
			high = middle;
	}
	return (&s->pieces[low]);
}

void
plain_text_span(const struct plain_text *s, size_t from, size_t to, size_t *body_from, size_t *body_to)
{
	const struct plain_text_piece *p;

	*body_from = *body_to = 0;
	if (s->npieces == 0 || to <= from)
		return;
	p = piece_at(s, from);
	*body_from = p->n == p->to - p->from ? p->from + (from - p->at) : p->from;
	p = piece_at(s, to - 1);
	*body_to = p->n == p->to - p->from ? p->from + (to - p->at) : p->to;
	if (*body_to < *body_from)
		*body_to = *body_from;
}

/* ---- text alone */
void
markdown_text(struct buf *out, const char *body, size_t n)
{
	struct plain_text s;

	text_read(&s, body, n, false);
	if (s.text.len > 0)
		buf_add(out, s.text.data, s.text.len);
	plain_text_end(&s);
}

static bool
is_white_space(char c)
{
	return (c == ' ' || c == '\n' || c == '\t' || c == '\r');
}

void
markdown_excerpt(struct buf *out, const char *body, size_t n, size_t characters)
{
	size_t begin = out->len, i, step, count = 0, word = 0;
	bool apart = false;
	struct plain_text s;
	const char *p;

	text_read(&s, body, n, false);
	p = s.text.data;
	for (i = 0; i < s.text.len && count <= characters; i += step) {
		step = 1;
		while (i + step < s.text.len && ((unsigned char)p[i + step] & 0xc0) == 0x80)
			step++;
		if (is_white_space(p[i])) {
			apart = out->len > begin;
			continue;
		}
		count += apart ? 2 : 1;
		if (count > characters)
			break;
		if (apart) {
			word = out->len;
			buf_putc(out, ' ');
		}
		buf_add(out, p + i, step);
		apart = false;
	}
	if (count > characters) {
		/* back to the end of the last word, unless the cut is at one or more than a third would be lost */
		if (!apart && word > begin + (out->len - begin) * 2 / 3) {
			out->len = word;
			out->data[word] = '\0';
		}
		buf_puts(out, "\xe2\x80\xa6");
	}
	plain_text_end(&s);
}

/*
 * A comment as it is read: the text between the tags, and where each piece of it
 * stands in the author's Markdown. md4c hands out pointers into the body for
 * ordinary text; what it makes itself (line ends, references) is mapped as a whole.
 */
#include <stdbool.h>

#include "text/mark.h"
#include "text/markdown.h"
#include "text/utf8.h"

#define TARGET_MOST 320 /* octets of a link's target that are kept: scheme and host, and then some */

struct reading {
	struct seen *s;
	const char *body;
	size_t n;
	bool broken;	  /* md4c went astray */
	struct buf spans; /* open links and images: a, those that become links, n, others */
	struct buf url;
	struct buf titles;
	struct seen_piece *title_pieces;
	size_t ntitles, title_room;
	unsigned last_title; /* the furthest place in the body of one that was read */
	size_t copied;	     /* octets of titles that do not stand in the body as they are */
};

static void
piece_add(struct seen *s, size_t n, size_t from, size_t to)
{
	struct seen_piece *last = s->npieces > 0 ? &s->pieces[s->npieces - 1] : NULL;

	/* octet-by-octet neighbours become one piece */
	if (last != NULL && last->to == from && last->n == last->to - last->from && n == to - from) {
		last->n += (unsigned)n;
		last->to = (unsigned)to;
		return;
	}
	if (s->npieces == s->room) {
		s->room = s->room != 0 ? s->room * 2 : 32;
		s->pieces = mem_grow(s->pieces, s->room * sizeof(*s->pieces));
	}
	s->pieces[s->npieces++] = (struct seen_piece){ .at = (unsigned)s->text.len,
		.n = (unsigned)n,
		.from = (unsigned)from,
		.to = (unsigned)to };
}

static size_t
last_to(const struct seen *s)
{
	return (s->npieces > 0 ? s->pieces[s->npieces - 1].to : 0);
}

static bool
inside(const struct reading *r, const char *p, size_t n)
{
	return (p >= r->body && p <= r->body + r->n && n <= (size_t)(r->body + r->n - p));
}

/* Text that is not from the body stands where the last piece ended. */
static void
put(struct reading *r, const char *p, size_t n)
{
	size_t from = inside(r, p, n) ? (size_t)(p - r->body) : last_to(r->s);

	if (n == 0)
		return;
	piece_add(r->s, n, from, inside(r, p, n) ? from + n : from);
	buf_add(&r->s->text, p, n);
}

static void
target_add(struct reading *r, const struct buf *url)
{
	r->s->nlinks++;
	buf_add(&r->s->links, url->data, utf8_cut(url->data, url->len, TARGET_MOST));
	buf_putc(&r->s->links, '\0');
}

static bool
linked(const struct reading *r)
{
	return (r->spans.len > 0 && memchr(r->spans.data, 'a', r->spans.len) != NULL);
}

static void
bare_links(struct reading *r, const char *p, size_t n)
{
	size_t at = 0, len;

	while (!linked(r) && (len = autolink_next(p, n, &at, &r->url)) > 0) {
		target_add(r, &r->url);
		at += len;
	}
}

static int
text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *arg)
{
	struct reading *r = arg;
	size_t before = r->s->text.len, from;

	if (!mark_text_sound(r->body, r->n, type, p, n)) {
		r->broken = true;
		return (1);
	}
	switch (type) {
	case MD_TEXT_BR:
	case MD_TEXT_SOFTBR:
		put(r, "\n", 1);
		break;
	case MD_TEXT_NULLCHAR:
		put(r, "\xef\xbf\xbd", 3);
		break;
	case MD_TEXT_ENTITY:
		from = inside(r, p, n) ? (size_t)(p - r->body) : last_to(r->s);
		entity_put(&r->s->text, p, n);
		n = inside(r, p, n) ? n : 0;
		before = r->s->text.len - before;
		r->s->text.len -= before; /* piece_add() takes the place from text.len */
		piece_add(r->s, before, from, from + n);
		r->s->text.len += before;
		break;
	case MD_TEXT_NORMAL:
		bare_links(r, p, n);
		put(r, p, n);
		break;
	default:
		put(r, p, n);
		break;
	}
	return (0);
}

/* Has the title that stands at `from` been read, as that of a reference that is used again? */
static bool
title_read(const struct reading *r, unsigned from)
{
	size_t i;

	for (i = r->ntitles; from <= r->last_title && i > 0; i--)
		if (r->title_pieces[i - 1].from == from && r->title_pieces[i - 1].to > from)
			return (true);
	return (false);
}

/*
 * A title is read too, when the pointer rests on the link; it comes behind the text, on a line of its own.
 * Each once, so that all of them are read and take no more room than the body; md4c's own copies (titles
 * of several lines) cannot be told apart and are bounded instead.
 */
static void
title(struct reading *r, const MD_ATTRIBUTE *a)
{
	bool own = inside(r, a->text, a->size);
	unsigned from = (unsigned)(own ? (size_t)(a->text - r->body) : last_to(r->s));
	struct seen_piece *t;

	if (a->size == 0 || (own ? title_read(r, from) : r->copied > r->n))
		return;
	if (r->ntitles == r->title_room) {
		r->title_room = r->title_room != 0 ? r->title_room * 2 : 8;
		r->title_pieces = mem_grow(r->title_pieces, r->title_room * sizeof(*t));
	}
	t = &r->title_pieces[r->ntitles++];
	t->at = (unsigned)r->titles.len;
	attribute_put(&r->titles, a);
	t->n = (unsigned)r->titles.len - t->at;
	t->from = from;
	t->to = from + (own ? (unsigned)a->size : 0);
	if (!own)
		r->copied += t->n;
	else if (from > r->last_title)
		r->last_title = from;
}

/* The same decisions as the renderer's: what is a link there counts as one here. */
static int
enter_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct reading *r = arg;
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
	r->url.len = 0;
	attribute_put(&r->url, target);
	counts = !linked(r) && link_allowed(&r->url);
	buf_putc(&r->spans, counts ? 'a' : 'n');
	if (counts) {
		target_add(r, &r->url);
		title(r, words);
	}
	return (0);
}

static int
leave_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct reading *r = arg;

	(void)detail;
	if ((type == MD_SPAN_A || type == MD_SPAN_IMG) && r->spans.len > 0)
		r->spans.len--;
	return (0);
}

static int
enter_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	(void)type;
	(void)detail;
	(void)arg;
	return (0);
}

static int
leave_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	struct reading *r = arg;
	const struct buf *t = &r->s->text;

	(void)type;
	(void)detail;
	r->spans.len = 0;
	if (t->len > 0 && t->data[t->len - 1] != '\n')
		put(r, "\n", 1);
	return (0);
}

static void
read_body(struct seen *s, const char *body, size_t n, bool titles)
{
	static const MD_PARSER parser = { 0, MARK_DIALECT, enter_block, leave_block, enter_span, leave_span, text, NULL,
		NULL };
	struct reading r = { .s = s, .body = body, .n = n };
	size_t i;

	memset(s, 0, sizeof(*s));
	if (n <= INT32_MAX && mark_sound(body, n))
		(void)md_parse(body, (MD_SIZE)n, &parser, &r);
	else
		r.broken = true;
	if (r.broken) { /* the renderer shows it as it was written */
		s->text.len = s->npieces = 0;
		s->links.len = r.spans.len = r.ntitles = 0;
		s->nlinks = 0;
		bare_links(&r, body, n);
		put(&r, body, n);
	}
	for (i = 0; titles && i < r.ntitles; i++) {
		piece_add(s, r.title_pieces[i].n, r.title_pieces[i].from, r.title_pieces[i].to);
		buf_add(&s->text, r.titles.data + r.title_pieces[i].at, r.title_pieces[i].n);
		put(&r, "\n", 1);
	}
	free(r.title_pieces);
	buf_end(&r.titles);
	buf_end(&r.spans);
	buf_end(&r.url);
}

void
seen_read(struct seen *s, const char *body, size_t n)
{
	read_body(s, body, n, true);
}

void
seen_end(struct seen *s)
{
	buf_end(&s->text);
	buf_end(&s->links);
	free(s->pieces);
	memset(s, 0, sizeof(*s));
}

/* The piece that holds octet `at` of the text; the last one for anything behind. */
static const struct seen_piece *
piece_at(const struct seen *s, size_t at)
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
seen_span(const struct seen *s, size_t from, size_t to, size_t *body_from, size_t *body_to)
{
	const struct seen_piece *p;

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
	struct seen s;

	read_body(&s, body, n, false);
	if (s.text.len > 0)
		buf_add(out, s.text.data, s.text.len);
	seen_end(&s);
}

static bool
blank(char c)
{
	return (c == ' ' || c == '\n' || c == '\t' || c == '\r');
}

void
markdown_excerpt(struct buf *out, const char *body, size_t n, size_t characters)
{
	size_t begin = out->len, i, step, count = 0, word = 0;
	bool apart = false;
	struct seen s;
	const char *p;

	read_body(&s, body, n, false);
	p = s.text.data;
	for (i = 0; i < s.text.len && count <= characters; i += step) {
		step = 1;
		while (i + step < s.text.len && ((unsigned char)p[i + step] & 0xc0) == 0x80)
			step++;
		if (blank(p[i])) {
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
		/* back to the last word's end, unless the cut is at one or that loses more than a third */
		if (!apart && word > begin + (out->len - begin) * 2 / 3) {
			out->len = word;
			out->data[word] = '\0';
		}
		buf_puts(out, "\xe2\x80\xa6");
	}
	seen_end(&s);
}

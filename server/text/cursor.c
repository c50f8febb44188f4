/* SPDX-License-Identifier: Apache-2.0 */
#include "text/cursor.h"

#include <math.h>

#include "text/base64url.h"

#define CURSOR_VERSION 1
#define CURSOR_MAX     64 /* bytes; more than the longest cursor has */

/* ---- bytes in network order */
static void
cursor_put_number(unsigned char *p, uint64_t n, unsigned nbytes)
{
	while (nbytes-- > 0) {
		p[nbytes] = (unsigned char)n;
		n >>= 8;
	}
}

static uint64_t
cursor_get_number(const unsigned char *p, unsigned nbytes)
{
	uint64_t n = 0;

	while (nbytes-- > 0)
		n = n << 8 | *p++;
	return (n);
}

/* FNV-1a, 32 bits: it detects a damaged cursor. */
static uint32_t
cursor_checksum(const unsigned char *p, size_t n)
{
	uint32_t h = 2166136261u;

	while (n-- > 0)
		h = (h ^ *p++) * 16777619u;
	return (h);
}

/* raw[0] and raw[1] are version and kind; the checksum follows the n bytes. */
static void
cursor_finish(struct buf *b, unsigned char *raw, size_t n, char kind)
{
	raw[0] = CURSOR_VERSION;
	raw[1] = (unsigned char)kind;
	cursor_put_number(raw + n, cursor_checksum(raw, n), 4);
	base64url_put(b, raw, n + 4);
}

static bool
cursor_open(const char *text, unsigned char *raw, size_t n, char kind)
{
	return (text != NULL && base64url_read(text, strlen(text), raw, n + 4) && raw[0] == CURSOR_VERSION &&
	    raw[1] == (unsigned char)kind && cursor_get_number(raw + n, 4) == cursor_checksum(raw, n));
}

/* ---- orders and views */
static const char *const orders[] = { "newest", "oldest", "best", "replies", "picks" };
static const char *const views[] = { "all", "held", "reported", "suspect", "escalated", "appealed", "illegal", "mine", "proposed",
	"withdrawn", "skipped" };

static bool
word_index(const char *word, const char *const *names, unsigned n, unsigned *out)
{
	for (*out = 0; *out < n; ++*out)
		if (strcmp(word, names[*out]) == 0)
			return (true);
	return (false);
}

bool
order_parse(const char *word, enum order *out)
{
	unsigned i;

	if (!word_index(word, orders, LENGTH(orders), &i))
		return (false);
	*out = (enum order)i;
	return (true);
}

const char *
order_name(enum order o)
{
	return (orders[o]);
}

bool
case_view_parse(const char *word, enum case_view *out)
{
	unsigned i;

	if (!word_index(word, views, LENGTH(views), &i))
		return (false);
	*out = (enum case_view)i;
	return (true);
}

const char *
case_view_name(enum case_view v)
{
	return (views[v]);
}

/* ---- version, kind, order, list, key, id */
#define THREAD_BYTES (3 + 16 + 4 + 16)

struct thread_cursor
thread_cursor_first(enum order order, const struct uuid *list)
{
	struct thread_cursor c = { .order = order, .list = *list };

	if (order != ORDER_OLDEST) {
		c.key = INT32_MAX;
		memset(c.id.b, 0xff, sizeof(c.id.b));
	}
	return (c);
}

void
thread_cursor_put(struct buf *b, const struct thread_cursor *c)
{
	unsigned char raw[CURSOR_MAX];

	raw[2] = (unsigned char)c->order;
	memcpy(raw + 3, c->list.b, 16);
	cursor_put_number(raw + 19, (uint32_t)c->key, 4);
	memcpy(raw + 23, c->id.b, 16);
	cursor_finish(b, raw, THREAD_BYTES, 't');
}

bool
thread_cursor_read(const char *text, const struct uuid *list, struct thread_cursor *out)
{
	unsigned char raw[CURSOR_MAX];

	if (!cursor_open(text, raw, THREAD_BYTES, 't') || raw[2] >= LENGTH(orders) || memcmp(raw + 3, list->b, 16) != 0)
		return (false);
	out->order = (enum order)raw[2];
	out->list = *list;
	out->key = (int32_t)(uint32_t)cursor_get_number(raw + 19, 4);
	memcpy(out->id.b, raw + 23, 16);
	return (true);
}

/* ---- version, kind, view, article, priority, id */
#define CASE_BYTES (3 + 16 + 8 + 16)

void
case_cursor_put(struct buf *b, const struct case_cursor *c)
{
	unsigned char raw[CURSOR_MAX];
	uint64_t bits;

	memcpy(&bits, &c->priority, sizeof(bits));
	raw[2] = (unsigned char)c->view;
	memcpy(raw + 3, c->article.b, 16);
	cursor_put_number(raw + 19, bits, 8);
	memcpy(raw + 27, c->id.b, 16);
	cursor_finish(b, raw, CASE_BYTES, 'c');
}

bool
case_cursor_read(const char *text, enum case_view view, const struct uuid *article, struct case_cursor *out)
{
	static const struct uuid any_article;
	unsigned char raw[CURSOR_MAX];
	uint64_t bits;

	if (article == NULL)
		article = &any_article;
	if (!cursor_open(text, raw, CASE_BYTES, 'c') || raw[2] != (unsigned char)view || memcmp(raw + 3, article->b, 16) != 0)
		return (false);
	out->view = view;
	out->article = *article;
	bits = cursor_get_number(raw + 19, 8);
	memcpy(&out->priority, &bits, sizeof(bits));
	memcpy(out->id.b, raw + 27, 16);
	return (isfinite(out->priority));
}

/* ---- version, kind, the caller's letter, list, id */
#define ID_BYTES (3 + 16 + 16)

void
id_cursor_put(struct buf *b, char kind, const struct uuid *list, const struct uuid *id)
{
	unsigned char raw[CURSOR_MAX];

	raw[2] = (unsigned char)kind;
	memcpy(raw + 3, list->b, 16);
	memcpy(raw + 19, id->b, 16);
	cursor_finish(b, raw, ID_BYTES, 'i');
}

bool
id_cursor_read(const char *text, char kind, const struct uuid *list, struct uuid *id)
{
	unsigned char raw[CURSOR_MAX];

	if (!cursor_open(text, raw, ID_BYTES, 'i') || raw[2] != (unsigned char)kind || memcmp(raw + 3, list->b, 16) != 0)
		return (false);
	memcpy(id->b, raw + 19, 16);
	return (true);
}

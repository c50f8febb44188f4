/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/word_hits.h"

void
word_hits_clear(struct word_hits *h, size_t lists)
{
	size_t i = h->covers != NULL ? h->room + 1 : 0;

	if (lists >= i) {
		h->n = mem_grow(h->n, lists + 1);
		h->of = mem_grow(h->of, (lists + 1) * sizeof(*h->of));
		h->covers = mem_grow(h->covers, (lists + 1) * sizeof(*h->covers));
		for (; i <= lists; i++)
			h->covers[i] = (struct cover) { 0 };
		h->room = lists;
	}
	h->lists = lists;
	h->covered = false;
	memset(h->n, 0, lists + 1);
	for (i = 0; i <= lists; i++)
		h->covers[i].n = 0;
}

void
word_hits_end(struct word_hits *h)
{
	size_t i;

	for (i = 0; h->covers != NULL && i <= h->room; i++)
		free(h->covers[i].spans);
	free(h->covers);
	free(h->of);
	free(h->n);
	memset(h, 0, sizeof(*h));
}

/* Merges b into a: one place, with the word of the hit that begins first. */
static void
hit_merge(struct word_hit *a, const struct word_hit *b)
{
	if (b->from < a->from || (b->from == a->from && b->first_to < a->first_to)) {
		a->word = b->word;
		a->first_to = b->first_to;
		a->from = b->from;
	}
	if (b->to > a->to)
		a->to = b->to;
}

void
word_hits_add(struct word_hits *hits, uint32_t list, uint32_t from, uint32_t to, const char *word)
{
	struct word_hit *h = hits->of[list], one = { from, to, to, word };
	unsigned n = hits->n[list], i, j, k;

	for (i = 0; i < n && h[i].to <= from; i++)
		;
	for (j = i; j < n && h[j].from < to; j++)
		;
	if (j == i) {
		if (i == WORD_SPANS)
			return;
		n -= n == WORD_SPANS;
		memmove(&h[i + 1], &h[i], (n - i) * sizeof(*h));
		h[i] = one;
		hits->n[list] = (uint8_t)(n + 1);
		return;
	}
	for (k = i + 1; k < j; k++)
		hit_merge(&h[i], &h[k]);
	hit_merge(&h[i], &one);
	memmove(&h[i + 1], &h[j], (n - j) * sizeof(*h));
	hits->n[list] = (uint8_t)(n - (j - i - 1));
}

/* ---- allowed words */
static struct cover *
cover_for_list(const struct word_hits *h, uint32_t list)
{
	return (&h->covers[list == WORD_EVERY ? 0 : list + 1]);
}

void
word_hits_cover(struct word_hits *h, uint32_t list, uint32_t from, uint32_t to)
{
	struct cover *c = cover_for_list(h, list);

	while (c->n > 0 && c->spans[c->n - 1].from >= from)
		c->n--;
	if (c->n > 0 && c->spans[c->n - 1].to >= to)
		return;
	if (c->n == c->room) {
		c->room = c->room != 0 ? c->room * 2 : 16;
		c->spans = mem_grow(c->spans, c->room * sizeof(*c->spans));
	}
	c->spans[c->n++] = (struct stretch) { from, to };
}

/* Places are sorted by both ends, so the first one that ends late enough also begins first. */
static bool
cover_contains(const struct cover *c, uint32_t from, uint32_t to)
{
	size_t low = 0, high = c->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (c->spans[middle].to >= to)
			high = middle;
		else
			low = middle + 1;
	}
	return (low < c->n && c->spans[low].from <= from);
}

bool
word_hits_covered(const struct word_hits *h, uint32_t list, uint32_t from, uint32_t to)
{
	return (cover_contains(cover_for_list(h, WORD_EVERY), from, to) || cover_contains(cover_for_list(h, list), from, to));
}

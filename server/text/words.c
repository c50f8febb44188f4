/*
 * The automaton. Runs of one letter are one step in it, in entries and texts
 * alike; how long a run is, is checked when a candidate ends (word_fit.c).
 */
#include "text/words.h"

#include "base/buf.h"
#include "text/word_fit.h"
#include "text/words_mask.h"

#define RAW_MOST   512 /* hits that are looked at before they are merged */
#define ALLOW_MOST 256

struct node {
	uint32_t first; /* children stand together, sorted by symbol */
	uint16_t n;
	uint16_t symbol; /* the edge that leads here; in edges too, where a search stays in one cache line */
	uint32_t fail;
	uint32_t out;  /* first pattern that ends here, +1 */
	uint32_t more; /* next node on the fail path with a pattern */
};

/* The tree while entries are added. */
struct twig {
	uint32_t child, sibling; /* 0: none */
	uint32_t out;
	uint16_t symbol;
};

struct words {
	struct twig *twigs; /* NULL after words_build() */
	size_t ntwigs, twig_room;
	struct node *nodes;
	uint16_t *edges;
	size_t nnodes;
	struct pattern *patterns;
	size_t npatterns, pattern_room;
	struct run *runs;
	size_t nruns, run_room;
	/* symbols of code points: open addressing, size a power of two */
	uint32_t *points;
	uint16_t *symbols;
	size_t nsymbols, symbol_room;
	uint32_t *root; /* where each symbol leads from the root */
	struct masks *masks;
	struct buf entries; /* as they were given, each ended by a NUL */
};

/* ---- symbols */
static size_t
slot_of(const struct words *w, uint32_t c)
{
	size_t i = (c * 2654435761u) & (w->symbol_room - 1);

	while (w->points[i] != 0 && w->points[i] != c)
		i = (i + 1) & (w->symbol_room - 1);
	return (i);
}

static uint16_t
symbol_of(const struct words *w, uint32_t c)
{
	return (w->symbols[slot_of(w, c)]);
}

static void
symbols_grow(struct words *w)
{
	uint32_t *points = w->points;
	uint16_t *symbols = w->symbols;
	size_t i, room = w->symbol_room;

	w->symbol_room = room != 0 ? room * 2 : 256;
	w->points = mem_zero(w->symbol_room, sizeof(*w->points));
	w->symbols = mem_zero(w->symbol_room, sizeof(*w->symbols));
	for (i = 0; i < room; i++) {
		if (points[i] != 0) {
			size_t to = slot_of(w, points[i]);

			w->points[to] = points[i];
			w->symbols[to] = symbols[i];
		}
	}
	free(points);
	free(symbols);
}

static uint16_t
symbol_make(struct words *w, uint32_t c)
{
	size_t i;

	if (w->nsymbols * 2 >= w->symbol_room)
		symbols_grow(w);
	i = slot_of(w, c);
	if (w->points[i] == 0) {
		w->points[i] = c;
		w->symbols[i] = (uint16_t)++w->nsymbols;
	}
	return (w->symbols[i]);
}

/* ---- adding */
struct words *
words_new(void)
{
	struct words *w = mem_zero(1, sizeof(*w));

	symbols_grow(w);
	w->masks = masks_new();
	buf_init(&w->entries, NULL);
	w->twig_room = 64;
	w->twigs = mem_zero(w->twig_room, sizeof(*w->twigs));
	w->ntwigs = 1;
	return (w);
}

static uint32_t
twig_below(struct words *w, uint32_t at, uint16_t symbol)
{
	uint32_t t;

	for (t = w->twigs[at].child; t != 0; t = w->twigs[t].sibling)
		if (w->twigs[t].symbol == symbol)
			return (t);
	if (w->ntwigs == w->twig_room) {
		w->twig_room *= 2;
		w->twigs = mem_grow(w->twigs, w->twig_room * sizeof(*w->twigs));
	}
	t = (uint32_t)w->ntwigs++;
	w->twigs[t] = (struct twig){ .sibling = w->twigs[at].child, .symbol = symbol };
	w->twigs[at].child = t;
	return (t);
}

static struct run *
run_new(struct words *w)
{
	if (w->nruns == w->run_room) {
		w->run_room = w->run_room != 0 ? w->run_room * 2 : 256;
		w->runs = mem_grow(w->runs, w->run_room * sizeof(*w->runs));
	}
	return (&w->runs[w->nruns++]);
}

/* The entry's letters as runs. A gap in it may be a gap in the text. */
static void
runs_of(struct words *w, const struct folded *f)
{
	struct run *r = NULL;
	size_t i;

	for (i = 0; i < f->n; i++) {
		const struct letter *l = &f->letters[i];

		if (r != NULL && r->c == l->c) {
			r->count++;
			r->gap_inside = r->gap_inside || l->gap != GAP_NONE;
		} else {
			r = run_new(w);
			*r = (struct run){ .c = l->c, .count = 1, .kind = l->kind };
			r->gap_before = i > 0 && l->gap != GAP_NONE;
		}
	}
}

static bool
add(struct words *w, struct pattern p, const char *entry, size_t n)
{
	struct folded f = { 0 };
	uint32_t at = 0, i;
	bool ok;

	fold_text(&f, entry, n, FOLD_PLAIN);
	if (f.leet && strcspn(entry, "@$!|+") < n) /* a$$ is meant as it looks */
		fold_text(&f, entry, n, FOLD_LEET_I);
	ok = f.n > 0 && f.n <= WORD_LETTERS && (f.n > 1 || f.letters[0].kind == KIND_FREE) && w->nsymbols < 60000;
	if (ok) {
		p.runs = (uint32_t)w->nruns;
		p.letters = (uint16_t)f.n;
		runs_of(w, &f);
		p.nruns = (uint16_t)(w->nruns - p.runs);
		for (i = 0; i < p.nruns; i++)
			at = twig_below(w, at, symbol_make(w, w->runs[p.runs + i].c));
		p.next = w->twigs[at].out;
		p.entry = (uint32_t)w->entries.len;
		buf_add(&w->entries, entry, n);
		buf_putc(&w->entries, '\0');
		if (!p.allow)
			masks_add(w->masks, &f, (uint32_t)w->npatterns, p.match == WORD_WHOLE);
		if (w->npatterns == w->pattern_room) {
			w->pattern_room = w->pattern_room != 0 ? w->pattern_room * 2 : 64;
			w->patterns = mem_grow(w->patterns, w->pattern_room * sizeof(*w->patterns));
		}
		w->patterns[w->npatterns++] = p;
		w->twigs[at].out = (uint32_t)w->npatterns;
	}
	folded_end(&f);
	return (ok);
}

bool
words_add(struct words *w, unsigned list, enum word_match match, const char *entry, size_t n)
{
	return (add(w, (struct pattern){ .list = list, .match = (uint8_t)match }, entry, n));
}

bool
words_allow(struct words *w, const char *entry, size_t n)
{
	return (add(w, (struct pattern){ .match = WORD_PREFIX, .allow = true }, entry, n));
}

/* ---- building */
static int
by_symbol(const void *a, const void *b)
{
	return ((int)((const struct node *)a)->symbol - (int)((const struct node *)b)->symbol);
}

/* By halves and without branches that a processor would guess wrongly. */
static uint32_t
child(const struct words *w, uint32_t at, uint16_t symbol)
{
	const struct node *n = &w->nodes[at];
	const uint16_t *e = w->edges + n->first;
	size_t left, half;

	if (n->n == 0)
		return (0);
	for (left = n->n; left > 1; left -= half) {
		half = left / 2;
		e += e[half] <= symbol ? half : 0;
	}
	return (*e == symbol ? (uint32_t)(e - w->edges) : 0);
}

static uint32_t
step(const struct words *w, uint32_t at, uint16_t symbol)
{
	uint32_t to;

	while (at != 0) {
		to = child(w, at, symbol);
		if (to != 0)
			return (to);
		at = w->nodes[at].fail;
	}
	return (w->root[symbol]);
}

/* Breadth first: fail links lead to nodes that are done. Until a node is expanded, its `first` is its twig. */
static void
expand(struct words *w, uint32_t at)
{
	uint32_t first = (uint32_t)w->nnodes, t, i;
	struct node *n;

	for (t = w->twigs[w->nodes[at].first].child; t != 0; t = w->twigs[t].sibling) {
		n = &w->nodes[w->nnodes++];
		*n = (struct node){ .first = t, .symbol = w->twigs[t].symbol, .out = w->twigs[t].out };
	}
	w->nodes[at].first = first;
	w->nodes[at].n = (uint16_t)(w->nnodes - first);
	qsort(w->nodes + first, w->nodes[at].n, sizeof(*w->nodes), by_symbol);
	for (i = first; i < w->nnodes; i++)
		w->edges[i] = w->nodes[i].symbol;
	for (i = first; i < w->nnodes; i++) {
		n = &w->nodes[i];
		if (at == 0)
			w->root[n->symbol] = i;
		else
			n->fail = step(w, w->nodes[at].fail, n->symbol);
		n->more = w->nodes[n->fail].out != 0 ? n->fail : w->nodes[n->fail].more;
	}
}

void
words_build(struct words *w)
{
	uint32_t i;

	w->nodes = mem_zero(w->ntwigs, sizeof(*w->nodes));
	w->edges = mem_zero(w->ntwigs, sizeof(*w->edges));
	w->root = mem_zero(w->nsymbols + 1, sizeof(*w->root));
	w->nnodes = 1;
	for (i = 0; i < w->nnodes; i++)
		expand(w, i);
	free(w->twigs);
	w->twigs = NULL;
}

void
words_end(struct words *w)
{
	if (w == NULL)
		return;
	free(w->twigs);
	free(w->nodes);
	free(w->edges);
	free(w->patterns);
	free(w->runs);
	free(w->points);
	free(w->symbols);
	free(w->root);
	masks_end(w->masks);
	buf_end(&w->entries);
	free(w);
}

size_t
words_size(const struct words *w)
{
	return (sizeof(*w) + w->nnodes * (sizeof(*w->nodes) + sizeof(*w->edges)) + w->pattern_room * sizeof(*w->patterns)
	    + w->run_room * sizeof(*w->runs) + w->symbol_room * 6 + (w->nsymbols + 1) * sizeof(*w->root)
	    + masks_size(w->masks) + w->entries.len);
}

/* ---- finding */
struct found {
	struct word_hit raw[RAW_MOST], allowed[ALLOW_MOST];
	size_t nraw, nallowed;
};

static void
candidates(const struct words *w, const struct folded *f, enum fold_mode mode, uint32_t at, size_t end, struct found *out)
{
	uint32_t i;
	size_t start;

	for (; at != 0; at = w->nodes[at].more) {
		for (i = w->nodes[at].out; i != 0; i = w->patterns[i - 1].next) {
			const struct pattern *p = &w->patterns[i - 1];
			struct word_hit hit;

			if ((p->allow && mode != FOLD_PLAIN) || !word_fits(p, w->runs + p->runs, f, mode, end, &start))
				continue;
			hit = (struct word_hit){ p->list, f->letters[start].from, f->letters[end].to,
				w->entries.data + p->entry };
			if (p->allow && out->nallowed < ALLOW_MOST)
				out->allowed[out->nallowed++] = hit;
			else if (!p->allow && out->nraw < RAW_MOST)
				out->raw[out->nraw++] = hit;
		}
	}
}

static void
scan(const struct words *w, const struct folded *f, enum fold_mode mode, struct found *out)
{
	uint32_t at = 0;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (i == 0 || f->letters[i].c != f->letters[i - 1].c) {
			uint16_t symbol = symbol_of(w, f->letters[i].c);

			at = symbol != 0 ? step(w, at, symbol) : 0;
		}
		if (at != 0)
			candidates(w, f, mode, w->nodes[at].out != 0 ? at : w->nodes[at].more, i, out);
	}
}

static int
by_list_and_place(const void *a, const void *b)
{
	const struct word_hit *x = a, *y = b;

	if (x->list != y->list)
		return (x->list < y->list ? -1 : 1);
	return (x->from != y->from ? (x->from < y->from ? -1 : 1) : (x->to > y->to) - (x->to < y->to));
}

static int
by_place(const void *a, const void *b)
{
	const struct word_hit *x = a, *y = b;

	if (x->from != y->from)
		return (x->from < y->from ? -1 : 1);
	return ((x->list > y->list) - (x->list < y->list));
}

static bool
is_allowed(const struct found *f, const struct word_hit *hit)
{
	size_t i;

	for (i = 0; i < f->nallowed; i++)
		if (f->allowed[i].from <= hit->from && hit->to <= f->allowed[i].to)
			return (true);
	return (false);
}

size_t
words_find(const struct words *w, const struct readings *r, struct word_hit *hits, size_t most)
{
	struct found f;
	size_t i, n = 0;

	f.nraw = f.nallowed = 0;
	for (i = 0; i < FOLD_MODES; i++)
		scan(w, &r->mode[i], (enum fold_mode)i, &f);
	qsort(f.raw, f.nraw, sizeof(f.raw[0]), by_list_and_place);
	for (i = 0; i < f.nraw; i++) {
		const struct word_hit *h = &f.raw[i];

		if (is_allowed(&f, h))
			continue;
		if (n > 0 && hits[n - 1].list == h->list && h->from < hits[n - 1].to) {
			if (h->to > hits[n - 1].to)
				hits[n - 1].to = h->to;
		} else if (n < most)
			hits[n++] = *h;
	}
	qsort(hits, n, sizeof(hits[0]), by_place);
	return (n);
}

size_t
words_find_masked(const struct words *w, const char *p, size_t n, struct word_hit *hits, size_t most)
{
	struct mask_hit found[RAW_MOST];
	size_t i, count = masks_find(w->masks, p, n, found, most < RAW_MOST ? most : RAW_MOST);

	for (i = 0; i < count; i++) {
		const struct pattern *pattern = &w->patterns[found[i].pattern];

		hits[i] = (struct word_hit){ pattern->list, found[i].from, found[i].to, w->entries.data + pattern->entry };
	}
	return (count);
}

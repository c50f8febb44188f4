/* SPDX-License-Identifier: Apache-2.0 */
#include "rules/automaton.h"

struct node {
	uint32_t first; /* of its children, which are adjacent and sorted by symbol */
	uint16_t n;
	uint16_t symbol; /* the edge that leads here; copied to edges[], where a search stays in one cache line */
	uint32_t fail;
	uint32_t out;  /* the id of the entry that ends here; 0: none */
	uint32_t more; /* the next node on the fail path where an entry ends */
};

/* The tree while entries are added. */
struct twig {
	uint32_t child, sibling; /* 0: none */
	uint32_t out;
	uint16_t symbol;
};

struct automaton {
	struct twig *twigs; /* NULL after building */
	size_t ntwigs, twig_room;
	struct node *nodes; /* NULL until building begins */
	uint16_t *edges;
	size_t nnodes, expanded;
	/* symbols of code points: open addressing, the size is a power of two */
	uint32_t *points;
	uint16_t *symbols;
	size_t nsymbols, symbol_room;
	uint32_t *root; /* by symbol, the child of the root: a twig, after building a node */
	size_t root_room;
};

/* ---- symbols */
static size_t
symbol_slot(const struct automaton *a, uint32_t c)
{
	size_t i = (c * 2654435761u) & (a->symbol_room - 1);

	while (a->points[i] != 0 && a->points[i] != c)
		i = (i + 1) & (a->symbol_room - 1);
	return (i);
}

static uint16_t
symbol_of(const struct automaton *a, uint32_t c)
{
	return (a->symbols[symbol_slot(a, c)]);
}

static void
symbols_grow(struct automaton *a)
{
	uint32_t *points = a->points;
	uint16_t *symbols = a->symbols;
	size_t i, room = a->symbol_room;

	a->symbol_room = room != 0 ? room * 2 : 256;
	a->points = mem_zero(a->symbol_room, sizeof(*a->points));
	a->symbols = mem_zero(a->symbol_room, sizeof(*a->symbols));
	for (i = 0; i < room; i++) {
		if (points[i] != 0) {
			size_t to = symbol_slot(a, points[i]);

			a->points[to] = points[i];
			a->symbols[to] = symbols[i];
		}
	}
	free(points);
	free(symbols);
}

static uint16_t
symbol_make(struct automaton *a, uint32_t c)
{
	size_t i;

	if (a->nsymbols * 2 >= a->symbol_room)
		symbols_grow(a);
	i = symbol_slot(a, c);
	if (a->points[i] == 0) {
		a->points[i] = c;
		a->symbols[i] = (uint16_t)++a->nsymbols;
	}
	return (a->symbols[i]);
}

bool
automaton_full(const struct automaton *a)
{
	return (a->nsymbols >= 60000);
}

/* ---- adding */
struct automaton *
automaton_new(void)
{
	struct automaton *a = mem_zero(1, sizeof(*a));

	symbols_grow(a);
	a->twig_room = 64;
	a->twigs = mem_zero(a->twig_room, sizeof(*a->twigs));
	a->ntwigs = 1;
	return (a);
}

void
automaton_end(struct automaton *a)
{
	if (a == NULL)
		return;
	free(a->twigs);
	free(a->nodes);
	free(a->edges);
	free(a->points);
	free(a->symbols);
	free(a->root);
	free(a);
}

static void
root_grow(struct automaton *a, size_t symbol)
{
	size_t room = a->root_room;

	if (symbol < room)
		return;
	a->root_room = symbol * 2 + 64;
	a->root = mem_grow(a->root, a->root_room * sizeof(*a->root));
	memset(a->root + room, 0, (a->root_room - room) * sizeof(*a->root));
}

/* The root can have thousands of children (Han), so they are found by symbol; other nodes have few. */
uint32_t
automaton_below(struct automaton *a, uint32_t at, uint32_t letter)
{
	uint16_t symbol = symbol_make(a, letter);
	uint32_t t;

	if (at == 0) {
		root_grow(a, symbol);
		t = a->root[symbol];
	} else
		for (t = a->twigs[at].child; t != 0 && a->twigs[t].symbol != symbol;)
			t = a->twigs[t].sibling;
	if (t != 0)
		return (t);
	if (a->ntwigs == a->twig_room) {
		a->twig_room *= 2;
		a->twigs = mem_grow(a->twigs, a->twig_room * sizeof(*a->twigs));
	}
	t = (uint32_t)a->ntwigs++;
	a->twigs[t] = (struct twig) { .sibling = a->twigs[at].child, .symbol = symbol };
	a->twigs[at].child = t;
	if (at == 0)
		a->root[symbol] = t;
	return (t);
}

uint32_t
automaton_put(struct automaton *a, uint32_t at, uint32_t id)
{
	uint32_t before = a->twigs[at].out;

	a->twigs[at].out = id;
	return (before);
}

/* ---- building */
static int
node_compare(const void *a, const void *b)
{
	return ((int)((const struct node *)a)->symbol - (int)((const struct node *)b)->symbol);
}

/* Binary search without branches that a processor would mispredict. */
static uint32_t
child_node(const struct automaton *a, uint32_t at, uint16_t symbol)
{
	const struct node *n = &a->nodes[at];
	const uint16_t *e = a->edges + n->first;
	size_t left, half;

	if (n->n == 0)
		return (0);
	for (left = n->n; left > 1; left -= half) {
		half = left / 2;
		e += e[half] <= symbol ? half : 0;
	}
	return (*e == symbol ? (uint32_t)(e - a->edges) : 0);
}

static uint32_t
automaton_step(const struct automaton *a, uint32_t at, uint16_t symbol)
{
	uint32_t to;

	while (at != 0) {
		to = child_node(a, at, symbol);
		if (to != 0)
			return (to);
		at = a->nodes[at].fail;
	}
	return (a->root[symbol]);
}

/*
 * Turns a node's twigs into nodes; returns their number. The order is breadth first, so fail links lead to finished
 * nodes. Until a node is expanded, its `first` is its twig.
 */
static size_t
node_expand(struct automaton *a, uint32_t at)
{
	uint32_t first = (uint32_t)a->nnodes, t, i;
	struct node *n;

	for (t = a->twigs[a->nodes[at].first].child; t != 0; t = a->twigs[t].sibling) {
		n = &a->nodes[a->nnodes++];
		*n = (struct node) { .first = t, .symbol = a->twigs[t].symbol, .out = a->twigs[t].out };
	}
	a->nodes[at].first = first;
	a->nodes[at].n = (uint16_t)(a->nnodes - first);
	if (a->nodes[at].n > 1)
		qsort(a->nodes + first, a->nodes[at].n, sizeof(*a->nodes), node_compare);
	for (i = first; i < a->nnodes; i++)
		a->edges[i] = a->nodes[i].symbol;
	for (i = first; i < a->nnodes; i++) {
		n = &a->nodes[i];
		if (at == 0)
			a->root[n->symbol] = i;
		else
			n->fail = automaton_step(a, a->nodes[at].fail, n->symbol);
		n->more = a->nodes[n->fail].out != 0 ? n->fail : a->nodes[n->fail].more;
	}
	return (a->nnodes - first);
}

bool
automaton_build(struct automaton *a, size_t *work)
{
	size_t did;

	if (a->nodes == NULL) {
		root_grow(a, a->nsymbols);
		a->nodes = mem_zero(a->ntwigs, sizeof(*a->nodes));
		a->edges = mem_zero(a->ntwigs, sizeof(*a->edges));
		a->nnodes = 1;
	}
	while (*work > 0 && a->expanded < a->nnodes) {
		did = 1 + node_expand(a, (uint32_t)a->expanded++);
		*work -= did < *work ? did : *work;
	}
	if (a->expanded < a->nnodes)
		return (false);
	free(a->twigs);
	a->twigs = NULL;
	return (true);
}

/* ---- scanning */
void
automaton_scan(const struct automaton *a, const struct folded *f, automaton_fn *ends, void *arg)
{
	uint32_t at = 0, out;
	size_t i;

	for (i = 0; i < f->n; i++) {
		if (i == 0 || f->letters[i].c != f->letters[i - 1].c) {
			uint16_t symbol = symbol_of(a, f->letters[i].c);

			at = symbol != 0 ? automaton_step(a, at, symbol) : 0;
		}
		if (at == 0)
			continue;
		for (out = a->nodes[at].out != 0 ? at : a->nodes[at].more; out != 0; out = a->nodes[out].more)
			ends(arg, a->nodes[out].out, i);
	}
}

/* How many connections each network has: a chained table that grows with what is in it. */
#include "http/conn.h"

struct peer {
	struct peer *next;
	struct address network;
	long n;
};

struct peers {
	size_t room, used; /* room is a power of two */
	uint64_t seed;
	struct peer **heads;
};

struct peers *
peers_new(void)
{
	struct peers *t = mem_zero(1, sizeof(*t));

	evutil_secure_rng_get_bytes(&t->seed, sizeof(t->seed));
	t->room = 64;
	t->heads = mem_zero(t->room, sizeof(struct peer *));
	return (t);
}

static struct peer **
place(const struct peers *t, const struct address *a)
{
	uint64_t h = t->seed, word;

	for (size_t i = 0; i < sizeof(a->ip); i += sizeof(word)) {
		memcpy(&word, a->ip + i, sizeof(word));
		h = (h ^ word) * 0x9e3779b97f4a7c15U;
		h ^= h >> 29;
	}
	h = (h ^ h >> 32) * 0xbf58476d1ce4e5b9U + a->local;
	return (&t->heads[(h >> 20) & (t->room - 1)]);
}

static struct peer **
find(const struct peers *t, const struct address *a)
{
	struct peer **p = place(t, a);

	while (*p != NULL && !address_equal(&(*p)->network, a))
		p = &(*p)->next;
	return (p);
}

static void
grow(struct peers *t)
{
	struct peer **old = t->heads, *p, *next, **at;
	size_t room = t->room;

	t->room *= 2;
	t->heads = mem_zero(t->room, sizeof(struct peer *));
	for (size_t i = 0; i < room; i++) {
		for (p = old[i]; p != NULL; p = next) {
			next = p->next;
			at = place(t, &p->network);
			p->next = *at;
			*at = p;
		}
	}
	free(old);
}

bool
peers_add(struct peers *t, const struct address *network, long max)
{
	struct peer **at = find(t, network), *p = *at;

	if (p != NULL && p->n >= max)
		return (false);
	if (p == NULL) {
		if (++t->used > t->room) {
			grow(t);
			at = find(t, network);
		}
		p = *at = mem_zero(1, sizeof(*p));
		p->network = *network;
	}
	p->n++;
	return (true);
}

void
peers_drop(struct peers *t, const struct address *network)
{
	struct peer **at = find(t, network), *p = *at;

	if (p == NULL || --p->n > 0)
		return;
	*at = p->next;
	free(p);
	t->used--;
}

void
peers_end(struct peers *t)
{
	for (size_t i = 0; i < t->room; i++)
		for (struct peer *p = t->heads[i], *next; p != NULL; p = next) {
			next = p->next;
			free(p);
		}
	free(t->heads);
	free(t);
}

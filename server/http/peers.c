/* SPDX-License-Identifier: Apache-2.0 */
/* Counts the connections of each network: a hash table with chains that grows with its entries. */
#include "http/conn.h"

struct peer {
	struct peer *next;
	struct address network;
	long n;
};

struct peers {
	size_t nbuckets, used; /* nbuckets is a power of two */
	uint64_t seed;
	struct peer **buckets;
};

struct peers *
peers_new(void)
{
	struct peers *t = mem_zero(1, sizeof(*t));

	evutil_secure_rng_get_bytes(&t->seed, sizeof(t->seed));
	t->nbuckets = 64;
	t->buckets = mem_zero(t->nbuckets, sizeof(struct peer *));
	return (t);
}

static struct peer **
peer_bucket(const struct peers *t, const struct address *a)
{
	uint64_t h = t->seed, word;

	for (size_t i = 0; i < sizeof(a->ip); i += sizeof(word)) {
		memcpy(&word, a->ip + i, sizeof(word));
		h = (h ^ word) * 0x9e3779b97f4a7c15U;
		h ^= h >> 29;
	}
	h = (h ^ h >> 32) * 0xbf58476d1ce4e5b9U + a->local;
	return (&t->buckets[(h >> 20) & (t->nbuckets - 1)]);
}

static struct peer **
peer_find(const struct peers *t, const struct address *a)
{
	struct peer **p = peer_bucket(t, a);

	while (*p != NULL && !address_equal(&(*p)->network, a))
		p = &(*p)->next;
	return (p);
}

static void
peers_grow(struct peers *t)
{
	struct peer **old = t->buckets, *p, *next, **at;
	size_t nbuckets = t->nbuckets;

	t->nbuckets *= 2;
	t->buckets = mem_zero(t->nbuckets, sizeof(struct peer *));
	for (size_t i = 0; i < nbuckets; i++) {
		for (p = old[i]; p != NULL; p = next) {
			next = p->next;
			at = peer_bucket(t, &p->network);
			p->next = *at;
			*at = p;
		}
	}
	free(old);
}

bool
peers_add(struct peers *t, const struct address *network, long max)
{
	struct peer **at = peer_find(t, network), *p = *at;

	if (p != NULL && p->n >= max)
		return (false);
	if (p == NULL) {
		if (++t->used > t->nbuckets) {
			peers_grow(t);
			at = peer_find(t, network);
		}
		p = *at = mem_zero(1, sizeof(*p));
		p->network = *network;
	}
	p->n++;
	return (true);
}

long
peers_count(const struct peers *t, const struct address *network)
{
	const struct peer *p = *peer_find(t, network);

	return (p != NULL ? p->n : 0);
}

void
peers_drop(struct peers *t, const struct address *network)
{
	struct peer **at = peer_find(t, network), *p = *at;

	if (p == NULL || --p->n > 0)
		return;
	*at = p->next;
	free(p);
	t->used--;
}

void
peers_end(struct peers *t)
{
	for (size_t i = 0; i < t->nbuckets; i++)
		for (struct peer *p = t->buckets[i], *next; p != NULL; p = next) {
			next = p->next;
			free(p);
		}
	free(t->buckets);
	free(t);
}

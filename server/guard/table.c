/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The tag selects a set of TABLE_WAYS slots. An insert claims the slot with the smallest word by a compare-and-swap of
 * its tag; a process that loses searches the set again. The word is zeroed after the swap, so another process may read
 * the evicted tag's word once. Limits tolerate that.
 */
#include "guard/table.h"

static struct table_slot *
set_of(struct table *t, uint64_t tag)
{
	return (&t->slots[tag % (TABLE_SLOTS / TABLE_WAYS) * TABLE_WAYS]);
}

uint64_t
table_find(struct table *t, uint64_t tag)
{
	const struct table_slot *set;

	tag += tag == 0;
	set = set_of(t, tag);
	for (int i = 0; i < TABLE_WAYS; i++)
		if (atomic_load_explicit(&set[i].tag, memory_order_acquire) == tag)
			return (atomic_load(&set[i].word));
	return (0);
}

_Atomic uint64_t *
table_word(struct table *t, uint64_t tag)
{
	struct table_slot *set, *min;
	uint64_t old, word, smallest;

	tag += tag == 0;
	set = set_of(t, tag);
	for (;;) {
		min = &set[0];
		smallest = UINT64_MAX;
		for (int i = 0; i < TABLE_WAYS; i++) {
			old = atomic_load_explicit(&set[i].tag, memory_order_acquire);
			if (old == tag)
				return (&set[i].word);
			word = old == 0 ? 0 : atomic_load_explicit(&set[i].word, memory_order_relaxed);
			if (word < smallest) {
				smallest = word;
				min = &set[i];
			}
		}
		old = atomic_load_explicit(&min->tag, memory_order_relaxed);
		if (old == tag || atomic_compare_exchange_strong(&min->tag, &old, tag)) {
			if (old != tag)
				atomic_store(&min->word, 0);
			return (&min->word);
		}
	}
}

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A hash table of 64-bit words in shared memory, keyed by 64-bit tags, without locks: TABLE_WAYS slots for each hash
 * value, and a full set evicts its smallest word. Two processes that insert the same tag at once may insert it twice,
 * and an entry may be evicted between two reads. A limit is then off by a few requests, once.
 */
#ifndef GUARD_TABLE_H
#define GUARD_TABLE_H

#include <stdatomic.h>
#include <stdint.h>

#define TABLE_WAYS  8
#define TABLE_SLOTS 65536 /* a power of two; 1 MiB a table, mapped as it fills */

struct table_slot {
	_Atomic uint64_t tag; /* 0: empty */
	_Atomic uint64_t word;
};

struct table {
	struct table_slot slots[TABLE_SLOTS];
};

/* The word of the tag, 0 if there is none; inserts nothing. */
uint64_t table_find(struct table *, uint64_t tag);
/* The word of the tag, inserted as 0 if absent; may evict the smallest word of the set. Never NULL. */
_Atomic uint64_t *table_word(struct table *, uint64_t tag);

#endif

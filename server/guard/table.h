/*
 * A table of 64-bit words in shared memory, found by a 64-bit tag; no locks. Two
 * processes that make the same entry at once may make it twice, and an entry may
 * be pushed out between two looks at it: a limit is then off by a few, once.
 */
#ifndef GUARD_TABLE_H
#define GUARD_TABLE_H

#include <stdatomic.h>
#include <stdint.h>

#define TABLE_WAYS  8
#define TABLE_SLOTS 65536 /* a power of two; 1 MiB a table, touched as it fills */

struct table_slot {
	_Atomic uint64_t tag; /* 0: empty */
	_Atomic uint64_t word;
};

struct table {
	struct table_slot slots[TABLE_SLOTS];
};

/* The tag's word as it is, 0 if it has none: makes no entry. */
uint64_t table_find(struct table *, uint64_t tag);
/* The tag's word, 0 at first; the set's smallest word makes room. Never NULL. */
_Atomic uint64_t *table_word(struct table *, uint64_t tag);

#endif

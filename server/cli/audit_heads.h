/*
 * The heads file: a line "NUMBER HASH" for each seal of the audit, and after a
 * restore a line "restored NUMBER HASH", which says that the chain goes on
 * behind that seal. Heads above it are lost then: they make a gap.
 */
#ifndef ADMIN_AUDIT_HEADS_H
#define ADMIN_AUDIT_HEADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "secret/seal.h"

struct audit_head {
	uint64_t number;
	unsigned char hash[SEAL_HASH];
};

struct audit_gap {
	uint64_t after;		/* the seal that the chain went on behind */
	struct audit_head last; /* the newest of the lost ones; number 0: none is known to be lost */
};

struct audit_heads {
	struct audit_head *list; /* in the order of their lines, without the lost ones */
	struct audit_gap *gaps;
	size_t n, ngaps;
};

/* False, with errno, if it cannot be read. Lines that were cut by a crash are skipped. */
bool audit_heads_read(struct audit_heads *, const char *path) MUST_USE;
/* The chain goes on behind `from`, as if the file said so. True if that makes a gap, or keeps one. */
bool audit_heads_restart(struct audit_heads *, const struct audit_head *from);
/* Appends that to the file. False, with errno. */
bool audit_heads_append(const char *path, const struct audit_head *from) MUST_USE;
void audit_heads_end(struct audit_heads *);

#endif

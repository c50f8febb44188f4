/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The heads file: a line "NUMBER HASH" for each seal of the audit. After a restore, a line "restored NUMBER HASH" means
 * that the chain continues after that seal. The seals with higher numbers are lost and make a gap.
 */
#ifndef CLI_AUDIT_HEADS_H
#define CLI_AUDIT_HEADS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "secret/seal.h"

struct audit_head {
	uint64_t number;
	unsigned char hash[SEAL_HASH];
};

struct audit_gap {
	uint64_t after;		/* the seal after which the chain continued */
	struct audit_head last; /* the newest lost seal; number 0: no seal is known to be lost */
};

struct audit_heads {
	struct audit_head *list; /* in the order of their lines, without lost ones */
	struct audit_gap *gaps;
	size_t n, ngaps;
};

/* False with errno if the file cannot be read. Lines that a crash cut off are skipped. */
bool audit_heads_read(struct audit_heads *, const char *path) MUST_USE;
/* Continues the chain after `from`, as a line "restored" does. True if this makes a gap or keeps one. */
bool audit_heads_restart(struct audit_heads *, const struct audit_head *from);
/* Appends the line "restored" to the file. False with errno. */
bool audit_heads_append(const char *path, const struct audit_head *from) MUST_USE;
void audit_heads_end(struct audit_heads *);

#endif

/*
 * What a worker and a hasher say to each other, over a unix socket of whole
 * messages (SOCK_SEQPACKET), so there is no framing. A connection is a job:
 *
 *   worker   connect, one struct job_question
 *   hasher   accept when it is free, one struct job_reply, close
 *
 * The kernel's accept queue is the one queue of all workers, first come first
 * served, and any free hasher takes the next. End of file instead of a reply says
 * that the hasher died. A worker that closes early takes its job back. Both sides
 * are the same binary and the same user; another user is turned away.
 */
#ifndef HASH_WIRE_H
#define HASH_WIRE_H

#include <stdbool.h>

#include "hash/hash.h"
#include "secret/password.h"

#define HASH_SECRET_MAX 1024 /* octets, the most that accounts.password_max may be */

struct hash_request {
	enum hash_kind kind;
	bool dummy; /* no hash to compare with: never good */
	char secret[HASH_SECRET_MAX + 1];
	char hash[PASSWORD_HASH];
};

struct hash_reply {
	enum password_result result;
	bool rehash;
	char text[PASSWORD_HASH];
};

#endif

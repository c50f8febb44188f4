/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages between a worker and a hasher, over a unix socket that keeps message boundaries (SOCK_SEQPACKET). One
 * connection is one request:
 *
 *   worker   connect, send one struct hash_request.
 *   hasher   accept when free, send one struct hash_reply, close.
 *
 * The kernel's accept queue is the one queue of all workers, first come, first served; the next free hasher accepts.
 * End of file without a reply means that the hasher died. A worker withdraws a request by closing early. Both sides
 * are the same binary under the same user; a hasher refuses other users.
 */
#ifndef HASH_WIRE_H
#define HASH_WIRE_H

#include <stdbool.h>

#include "hash/hash.h"
#include "secret/password.h"

#define HASH_SECRET_MAX 1024 /* bytes; the max of accounts.password_max */

struct hash_request {
	enum hash_kind kind;
	bool dummy; /* there is no hash to compare with: never good */
	char secret[HASH_SECRET_MAX + 1];
	char hash[PASSWORD_HASH];
};

struct hash_reply {
	enum password_result result;
	bool rehash;
	char text[PASSWORD_HASH];
};

#endif

/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The socket in server.run_dir through which workers reach the hashers. The supervisor owns it, and makes it again if
 * its path is removed.
 */
#ifndef HASH_SOCKET_H
#define HASH_SOCKET_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/mem.h"

struct hash_socket {
	char path[120];
	int fd;
	ino_t inode; /* of the path, to detect that another file replaced it */
};

/* Binds and listens. False after a log line. */
bool hash_socket_open(struct hash_socket *) MUST_USE;
/* Checks the path. True if it was gone and a new socket listens; hashers still use the old one. */
bool hash_socket_renew(struct hash_socket *) MUST_USE;

#endif

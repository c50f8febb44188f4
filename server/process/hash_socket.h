/*
 * The socket that workers reach the hashers by, in server.run_dir. The supervisor holds it; should its path be
 * taken away, it is made again.
 */
#ifndef HASH_SOCKET_H
#define HASH_SOCKET_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/mem.h"

struct hash_socket {
	char path[120];
	int fd;
	ino_t inode; /* of the path */
};

/* Binds and listens; false after a line in the log. */
bool hash_socket_open(struct hash_socket *) MUST_USE;
/* Looks whether it is still there. True if it was not, and a new one listens: hashers hold the old one. */
bool hash_socket_renew(struct hash_socket *) MUST_USE;

#endif

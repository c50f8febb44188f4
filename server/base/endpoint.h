/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The address of a listener: "127.0.0.1:8080", "[::1]:8080", "localhost:8080" (the IPv4 loopback) or "unix:/path".
 * Names are not resolved, because resolving blocks and a listener must not move with DNS.
 */
#ifndef BASE_ENDPOINT_H
#define BASE_ENDPOINT_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/buf.h"

#define ENDPOINT_TEXT 120 /* bytes: "unix:" and the longest path, or an address and its port */

struct endpoint {
	struct sockaddr_storage addr;
	socklen_t len;
};

/* False with a sentence in *why for any other text. Port 0 is refused. */
bool endpoint_parse(struct span text, struct endpoint *out, const char **why) MUST_USE;

/* The address that a socket is bound to; false for another family. */
bool endpoint_of(int fd, struct endpoint *out) MUST_USE;

/* Reachable from this machine only: 127.0.0.0/8, ::1, a unix socket. */
bool endpoint_local(const struct endpoint *);

bool endpoint_is_unix(const struct endpoint *);
/* The path of a unix endpoint; NULL for another family or an unnamed socket. */
const char *endpoint_path(const struct endpoint *);

void endpoint_text(const struct endpoint *, char out[ENDPOINT_TEXT]);

#endif

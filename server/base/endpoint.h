/*
 * Where a listener stands: "127.0.0.1:8080", "[::1]:8080", "localhost:8080" (the
 * IPv4 loopback) or "unix:/path". Names are not resolved: a listener that moves
 * with DNS is a surprise, and resolving blocks.
 */
#ifndef BASE_ENDPOINT_H
#define BASE_ENDPOINT_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/buf.h"

#define ENDPOINT_TEXT 120 /* "unix:" and the longest path, or an address and its port */

struct endpoint {
	struct sockaddr_storage addr;
	socklen_t len;
};

/* False, with *why in a few words, for anything else. Port 0 is refused. */
bool endpoint_parse(struct span text, struct endpoint *out, const char **why) MUST_USE;

/* What an open socket is bound to; false if it is of another family. */
bool endpoint_of(int fd, struct endpoint *out) MUST_USE;

/* Reached from this machine only: 127.0.0.0/8, ::1, a unix socket. */
bool endpoint_local(const struct endpoint *);

bool endpoint_is_unix(const struct endpoint *);
/* The path of a unix endpoint; NULL for another or an unnamed one. */
const char *endpoint_path(const struct endpoint *);

void endpoint_text(const struct endpoint *, char out[ENDPOINT_TEXT]);

#endif

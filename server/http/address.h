/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Network addresses of clients and proxies. An address has 16 bytes, IPv4 mapped (RFC 4291 2.5.5.2), so that
 * ::ffff:192.0.2.1 and 192.0.2.1 are equal. Only a trusted proxy (server.trusted) may name the address of its client,
 * by X-Forwarded-For or the PROXY protocol.
 */
#ifndef HTTP_ADDRESS_H
#define HTTP_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

struct sockaddr;

struct address {
	uint8_t ip[16];
	bool local; /* a unix socket; ip is all zero */
};

#define ADDRESS_TEXT 64 /* an address or network as text, with its NUL */

/* False for an unknown family. AF_UNIX is local. */
bool address_of(const struct sockaddr *, struct address *out) MUST_USE;
/* "192.0.2.1", "2001:db8::1", also with a port: "192.0.2.1:80", "[2001:db8::1]:80". */
bool address_parse(const char *p, size_t n, struct address *out) MUST_USE;
bool address_equal(const struct address *, const struct address *);
/* "192.0.2.1", "2001:db8::1", "unix" */
void address_text(const struct address *, char out[ADDRESS_TEXT]);
/* The network that one client is taken to own: IPv4 whole, IPv6 its /64. */
struct address address_network(const struct address *);
/* "192.0.2.1", "2001:db8::/64", "unix" */
void address_network_text(const struct address *, char out[ADDRESS_TEXT]);
/* The same for one subscriber: of IPv6 the /48 (RFC 6177). */
void address_subscriber_text(const struct address *, char out[ADDRESS_TEXT]);

/* ---- trusted proxies */
struct trusted;

/* A list of addresses, networks (CIDR) and "unix", separated by spaces; settings/ has checked each word. Never NULL. */
struct trusted *trusted_new(const char *text) MUST_USE;
void trusted_end(struct trusted *);
bool trusted_has(const struct trusted *, const struct address *);

/*
 * The client behind peer: the rightmost address of X-Forwarded-For that is not trusted (RFC 7239 8.1: other entries may be forged).
 * peer itself if peer is not trusted or field is NULL. An invalid address ends the search with the last valid one.
 */
struct address trusted_client(const struct trusted *, const struct address *peer, const char *field);

#endif

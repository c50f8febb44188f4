/*
 * Who is on the other side. Addresses are kept as 16 octets, IPv4 mapped, so
 * that ::ffff:192.0.2.1 and 192.0.2.1 are one. A trusted proxy's word about its
 * client is believed (X-Forwarded-For, PROXY protocol), nobody else's.
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

#define ADDRESS_TEXT 64 /* any address or network as text, and its NUL */

/* False for a family we do not know. AF_UNIX is local. */
bool address_of(const struct sockaddr *, struct address *out) MUST_USE;
/* "192.0.2.1", "2001:db8::1", also with a port: "192.0.2.1:80", "[2001:db8::1]:80". */
bool address_parse(const char *p, size_t n, struct address *out) MUST_USE;
bool address_equal(const struct address *, const struct address *);
/* "192.0.2.1", "2001:db8::1", "unix" */
void address_text(const struct address *, char out[ADDRESS_TEXT]);
/* What one client is taken to own: IPv4 whole, IPv6 its /64. */
struct address address_network(const struct address *);
/* "192.0.2.1", "2001:db8::/64", "unix" */
void address_network_text(const struct address *, char out[ADDRESS_TEXT]);
/* What one subscriber may be given: as above, but of IPv6 the /48 (RFC 6177). */
void address_subscriber_text(const struct address *, char out[ADDRESS_TEXT]);

/* ---- trusted proxies */
struct trusted;

/* A list of addresses, networks (CIDR) and "unix", separated by blanks; the settings' check has seen that each word is one. */
struct trusted *trusted_new(const char *text) MUST_USE;
void trusted_end(struct trusted *);
bool trusted_has(const struct trusted *, const struct address *);

/*
 * The client behind peer: the rightmost hop of X-Forwarded-For that is not
 * trusted; peer itself when that is not trusted or field is NULL. A hop that is
 * no address ends the walk: the last one understood stands.
 */
struct address trusted_client(const struct trusted *, const struct address *peer, const char *field);

#endif

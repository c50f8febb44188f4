/*
 * Links and their hosts, as a reader's browser would follow them.
 */
#ifndef RULES_LINKS_H
#define RULES_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define HOST_TEXT 256

/*
 * The host of an http or https link: NFKC, lower case, no port, no user, no final
 * dot, percent-encoding undone, punycode read. False for all else (mailto, wrong octets).
 */
bool link_host(const char *link, char out[HOST_TEXT]) MUST_USE;

/* A set of domains; a host is in it if it is one of them or lies below one, on label boundaries. */
struct domains;

struct domains *domains_new(void) MUST_USE;
/* "example.org", in any case; false if it is no domain. */
bool domains_add(struct domains *, const char *domain) MUST_USE;
/* After the last one, before the first domains_hold(). */
void domains_build(struct domains *);
/* The entry that holds the host, or NULL. */
const char *domains_hold(const struct domains *, const char *host);
size_t domains_count(const struct domains *);
void domains_end(struct domains *); /* NULL is fine */

#endif

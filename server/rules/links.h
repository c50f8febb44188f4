/* SPDX-License-Identifier: Apache-2.0 */
/* Hosts of links, as a reader's browser resolves them, and sets of domains. Source: Unicode TS 46. */
#ifndef RULES_LINKS_H
#define RULES_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define HOST_TEXT 256

/*
 * The host of an http or https link in one spelling: NFKC, lower case, without port, user and final dot,
 * percent-encoding and punycode decoded. False for other links (mailto) and for invalid bytes.
 */
bool link_host(const char *link, char out[HOST_TEXT]) MUST_USE;

/* A set of domains. A host is in it if it is one of them or a subdomain of one. */
struct domains;

struct domains *domains_new(void) MUST_USE;
/* "example.org", in any case; false for an invalid domain. */
bool domains_add(struct domains *, const char *domain) MUST_USE;
/* After the last domains_add(), before the first domains_find(). */
void domains_build(struct domains *);
/* The domain that has the host, or NULL. Borrowed from the set. */
const char *domains_find(const struct domains *, const char *host);
size_t domains_count(const struct domains *);
void domains_end(struct domains *); /* NULL is fine */

#endif

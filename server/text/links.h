/*
 * Links and their hosts, as a reader would follow them.
 */
#ifndef TEXT_LINKS_H
#define TEXT_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

/*
 * True if host is domain or lies below it, compared on label boundaries without
 * case: "a.example.org" and "Example.ORG." lie in "example.org", "badexample.org"
 * does not.
 */
bool domain_holds(const char *domain, const char *host);

/*
 * The host of a link as a reader's browser would take it: lower case, no port,
 * no user, no final dot; "" for mailto and links without one. out has 254 octets.
 */
void link_host(const char *link, char out[254]);

#endif

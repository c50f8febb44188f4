/*
 * The PROXY protocol, version 1 (a line) and 2 (binary), as a pure function of
 * octets (haproxy's proxy-protocol.txt, 2020-03-05). Spoken only by trusted
 * proxies, before the first request of a connection.
 */
#ifndef HTTP_PROXY_H
#define HTTP_PROXY_H

#include "http/address.h"

#define PROXY_HEADER_MAX 536 /* version 2 with room for what we skip (TLVs); larger is refused */
#define PROXY_MORE	 0
#define PROXY_BAD	 (-1)

/*
 * Octets of the header if it is complete; *known says whether it told the
 * client's address (a health check of the proxy itself does not), then *client.
 */
int proxy_parse(const char *p, size_t n, bool *known, struct address *client) MUST_USE;

#endif

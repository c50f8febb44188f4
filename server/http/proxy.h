/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parser of the PROXY protocol, version 1 (a line) and 2 (binary): a pure function of bytes (HAProxy's
 * proxy-protocol.txt, 2020-03-05). Only trusted proxies send it, once, before the first request of a connection.
 */
#ifndef HTTP_PROXY_H
#define HTTP_PROXY_H

#include "http/address.h"

#define PROXY_HEADER_MAX 536 /* bytes: version 2 with room for skipped TLVs; a larger header is PROXY_BAD */
#define PROXY_MORE	 0
#define PROXY_BAD	 (-1)

/*
 * Returns the length of the header, PROXY_MORE if it is incomplete, or PROXY_BAD. *known: the header has the client's
 * address, in *client. A health check of the proxy itself has none.
 */
int proxy_parse(const char *p, size_t n, bool *known, struct address *client) MUST_USE;

#endif

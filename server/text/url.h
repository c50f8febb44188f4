/* SPDX-License-Identifier: Apache-2.0 */
/*
 * http and https URLs (RFC 3986, RFC 6454): valid article addresses, and origins in one spelling, so that strcmp() can
 * compare them.
 */
#ifndef TEXT_URL_H
#define TEXT_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

#define ORIGIN_TEXT 272 /* "https://" + 253 of host + ":65535" and a NUL */
#define URL_MAX	    2048
#define HOST_ASCII  256 /* more than the 253 bytes of a name */

/*
 * An absolute http or https URL of at most URL_MAX bytes: a valid host without user information, then UTF-8 without spaces,
 * controls, backslashes, quotes and angle brackets.
 */
bool url_valid(const char *url, size_t n) MUST_USE;

/* A valid URL whose requests nobody can read or change on the way: https, or http to this machine. */
bool url_is_secure(const char *url, size_t n) MUST_USE;

/*
 * Appends the canonical form of an http or https address (RFC 3986 6.2.2 and 6.2.3, Unicode TS 46). Equal pages then mostly
 * have equal bytes, and the address still leads to its page:
 *   - scheme and host in lower case, the host as punycode, without a final dot and the default port;
 *   - percent-encoding in capitals, and only where it is needed: space, | and braces, not letters;
 *   - no dot segments, "/" for an empty path, no fragment;
 *   - the query without empty parameters and those of campaigns (url_campaign());
 *   - no spaces around the address.
 * Scheme, "www." and a final slash stay, as the address without them may lead nowhere; core.url_key() ignores them when
 * comparing.
 *
 * False for addresses that url_valid() would refuse after encoding, for "%" without two hex digits, and for a result of
 * more than URL_MAX bytes.
 */
bool url_canonical(const char *url, size_t n, struct buf *out) MUST_USE;

/*
 * Appends a host in the form of the DNS: percent-decoded, punycode, lower case, no final dot. IPv6 keeps its brackets; its
 * text is that of RFC 5952. False for a bad host.
 */
bool host_ascii(const char *host, size_t n, struct buf *out) MUST_USE;

/*
 * Reads exactly "scheme://host[:port]", such as an Origin field. out is in lower case, without the scheme's default port.
 * False for "null" and any other text.
 */
bool origin_read(const char *text, size_t n, char out[ORIGIN_TEXT]) MUST_USE;

/* A host name: labels of 1 to 63 letters, digits, '-' and '_', without '-' at an end; at most 253 bytes. */
bool host_name_valid(const char *host, size_t n) MUST_USE;
bool ipv6_valid(const char *host, size_t n, unsigned char out[16]) MUST_USE; /* with its brackets */

/* The origin of a URL that url_valid() accepts. */
bool url_origin(const char *url, size_t n, char out[ORIGIN_TEXT]) MUST_USE;

/* Its host alone, in lower case, without port; brackets stay around IPv6. */
bool url_host(const char *url, size_t n, char out[ORIGIN_TEXT]) MUST_USE;

#endif

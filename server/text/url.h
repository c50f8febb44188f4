/*
 * http and https URLs as far as we need them (RFC 3986, RFC 6454): sound
 * article addresses, and origins in one spelling, so that strcmp() compares.
 */
#ifndef TEXT_URL_H
#define TEXT_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/mem.h"

#define ORIGIN_TEXT 272 /* "https://" + 253 of host + ":65535" and a NUL */
#define URL_MAX	    2048
#define HOST_ASCII  256 /* 253 octets of a name and more */

/*
 * An absolute http or https URL: no user information, a sound host, no blanks,
 * controls, backslash, quotes or angle brackets; at most URL_MAX octets, UTF-8
 * allowed behind the host.
 */
bool url_valid(const char *url, size_t n) MUST_USE;

/*
 * Appends the one spelling of an http or https address, so that octets compare and
 * the address still leads to the page (RFC 3986 6.2.2 and 6.2.3, Unicode TS 46):
 *   scheme and host in lower case, the host as punycode, no final dot, no default port;
 *   only what may not stand there is percent-encoded, in capitals (space, | and braces are, letters are not);
 *   no dot segments, "/" for an empty path, no fragment;
 *   the query without its empty parameters and those that campaigns add (url_campaign());
 *   spaces around the address are left out.
 * A final slash stays: taking it away may lead elsewhere; core.url_key() ignores it in comparing.
 * False for what url_valid() refuses for other reasons than characters to encode, for
 * "%" without two hexadecimal digits, and where the result has more than URL_MAX octets.
 */
bool url_canonical(const char *url, size_t n, struct buf *out) MUST_USE;

/*
 * Appends a host as the DNS has it: percent-encoding undone, punycode, lower case, no final dot;
 * brackets stay around IPv6, whose text is RFC 5952's. False if it is none.
 */
bool host_ascii(const char *host, size_t n, struct buf *out) MUST_USE;

/*
 * "scheme://host[:port]" and nothing more, e.g. an Origin field. out is in lower
 * case, without the scheme's default port. "null" and all else: false.
 */
bool origin_read(const char *text, size_t n, char out[ORIGIN_TEXT]) MUST_USE;

/* Labels of 1 to 63 letters, digits, '-' and '_', at most 253 octets; a hyphen neither begins nor ends one. */
bool host_sound(const char *host, size_t n) MUST_USE;
bool ipv6_sound(const char *host, size_t n, unsigned char out[16]) MUST_USE; /* with its brackets */

/* The origin of a URL that url_valid() accepts. */
bool url_origin(const char *url, size_t n, char out[ORIGIN_TEXT]) MUST_USE;

/* Its host alone, in lower case, without port; brackets stay around IPv6. */
bool url_host(const char *url, size_t n, char out[ORIGIN_TEXT]) MUST_USE;

#endif

/*
 * http and https URLs as far as we need them (RFC 3986, RFC 6454): sound
 * article addresses, and origins in one spelling, so that strcmp() compares.
 */
#ifndef TEXT_URL_H
#define TEXT_URL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/mem.h"

#define ORIGIN_TEXT 272 /* "https://" + 253 of host + ":65535" and a NUL */
#define URL_MAX	    2048

/*
 * An absolute http or https URL: no user information, a sound host, no blanks,
 * controls, backslash, quotes or angle brackets; at most URL_MAX octets, UTF-8
 * allowed behind the host.
 */
bool url_valid(const char *url, size_t n) MUST_USE;

/*
 * "scheme://host[:port]" and nothing more, e.g. an Origin field. out is in lower
 * case, without the scheme's default port. "null" and all else: false.
 */
bool origin_read(const char *text, size_t n, char out[ORIGIN_TEXT]) MUST_USE;

/* The origin of a URL that url_valid() accepts. */
bool url_origin(const char *url, size_t n, char out[ORIGIN_TEXT]) MUST_USE;

/* Its host alone, in lower case, without port; brackets stay around IPv6. */
bool url_host(const char *url, size_t n, char out[ORIGIN_TEXT]) MUST_USE;

#endif

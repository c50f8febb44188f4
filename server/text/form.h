/*
 * application/x-www-form-urlencoded (WHATWG URL 5), read strictly: every '%' has
 * two hex digits, what comes out is UTF-8. Serves bodies and query strings.
 */
#ifndef TEXT_FORM_H
#define TEXT_FORM_H

#include <stdbool.h>

#include "base/arena.h"

enum form_result {
	FORM_OK,
	FORM_BAD,  /* wrong percent sign, not UTF-8, too many fields: 400 */
	FORM_NUL,  /* held U+0000, which values are then without: 422 bad_character (query: 400) */
};

struct form_field {
	const char *name;
	const char *value; /* "" if there was no '=' */
	size_t n;	   /* octets of value */
};

struct form {
	struct form_field *fields; /* in order; names may repeat */
	size_t n;
};

#define FORM_FIELDS_MAX 512 /* a hundred reasons with code, title, text and a tick, and room */

/* Everything stands in the arena. Empty input has no fields; "a&&b" has two. */
enum form_result form_read(struct arena *, const char *p, size_t n, struct form *out) MUST_USE;

/* The first field of that name; NULL if absent. */
const char *form_get(const struct form *, const char *name);
/* The name of a field that comes twice; NULL if none does. */
const char *form_repeated(const struct form *);

/* A path segment: percent decoding without '+'. NULL if wrong, not UTF-8, or holding U+0000. */
char *percent_decode(struct arena *, const char *p, size_t n);
/* Appends n bytes percent-encoded, except the unreserved characters (RFC 3986 2.3). */
struct buf;
void percent_encode(struct buf *, const char *p, size_t n);

#endif

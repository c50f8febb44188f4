/* SPDX-License-Identifier: Apache-2.0 */
/*
 * application/x-www-form-urlencoded (WHATWG URL 5), for bodies and query strings. Stricter than the standard: every '%'
 * has two hex digits, and names and values are UTF-8.
 */
#ifndef TEXT_FORM_H
#define TEXT_FORM_H

#include <stdbool.h>

#include "base/arena.h"

enum form_result {
	FORM_OK,
	FORM_BAD, /* a '%' without two hex digits, wrong UTF-8, too many fields: 400 */
	FORM_NUL, /* a text holds U+0000, which is removed from values: 422 bad_character (query: 400) */
};

struct form_field {
	const char *name;
	const char *value; /* "" if there was no '=' */
	size_t n;	   /* bytes of value */
};

struct form {
	struct form_field *fields; /* in order; names may repeat */
	size_t n;
};

#define FORM_FIELDS_MAX 1024 /* the settings form has a hundred reasons of seven fields each */

/* Names and values are in the arena. Empty input has no fields; "a&&b" has two. */
enum form_result form_read(struct arena *, const char *p, size_t n, struct form *out) MUST_USE;

/* The first field of that name; NULL if absent. */
const char *form_get(const struct form *, const char *name);
/* A name that two fields have; NULL: none. */
const char *form_repeated(const struct form *);

#endif

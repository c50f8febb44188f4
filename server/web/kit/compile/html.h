/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The place of a template's next byte in the HTML: a subset of the tokenizer (WHATWG HTML 13.2.5) that is enough for
 * Madang's own templates. It selects the escaping of a value and refuses places where no escaping is safe.
 */
#ifndef WEB_COMPILE_HTML_H
#define WEB_COMPILE_HTML_H

#include <stdbool.h>
#include <stddef.h>

enum html_state {
	HTML_TEXT,
	HTML_OPENED, /* just behind '<' */
	HTML_TAG_NAME,
	HTML_TAG,	   /* inside a tag, between attributes */
	HTML_NAME,	   /* an attribute's name */
	HTML_AFTER_NAME,   /* behind '=' */
	HTML_VALUE_DOUBLE, /* inside "…" */
	HTML_VALUE_SINGLE, /* inside '…' */
};

struct html {
	enum html_state state;
	char tag[24];
	size_t tag_len;
	char attribute[40];
	size_t attribute_len;
	char method[8]; /* value of method= in the current tag */
	size_t method_len;
	bool in_script;	   /* behind <script src=…>, which is empty */
	bool value_begun;  /* the current value has bytes */
	bool posting;	   /* inside a form that posts */
	bool token;	   /* and the form's token has been seen */
	const char *wrong; /* the first error, or NULL */
};

/* Feeds one byte of literal text. */
void html_feed(struct html *, char c);

/* May a value stand here? False: no escaping makes it safe. */
bool html_value_allowed(const struct html *);

/* Is the current attribute a URL, for browsers or for our scripts? */
bool html_in_url(const struct html *);

#endif

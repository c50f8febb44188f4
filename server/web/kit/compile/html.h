/*
 * Where in an HTML page a template's next octet stands: just enough of the
 * tokenizer (WHATWG HTML 13.2.5) for templates that we write ourselves. It
 * decides how a value is escaped, and refuses places where none can be safe.
 */
#ifndef WEB_COMPILE_HTML_H
#define WEB_COMPILE_HTML_H

#include <stdbool.h>
#include <stddef.h>

enum html_state {
	HTML_TEXT,
	HTML_OPENED,	   /* just behind '<' */
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
	char method[8];	     /* value of method= in the tag at hand */
	size_t method_len;
	bool value_begun;    /* the value at hand has octets already */
	bool posting;	     /* inside a form that posts */
	bool token;	     /* and the form's token has been seen */
	const char *wrong;   /* the first thing that must not stand in a template, or NULL */
};

/* Feeds one octet of literal text. */
void html_feed(struct html *, char c);

/* A value stands here: false where no escaping would make it safe. */
bool html_value_allowed(const struct html *);

/* The attribute at hand holds a URL. */
bool html_in_url(const struct html *);

#endif

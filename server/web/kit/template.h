/*
 * Templates: files in server/web/templates, compiled into tables of steps at
 * build time by server/web/compile, rendered over a JSON document.
 *
 *   {{name}}                a value, escaped for where it stands: text, attribute, URL
 *   {{{html}}}              as it is; only names on the compiler's list (a comment's html)
 *   {{#name}} … {{/name}}   for each item of an array, with an object as scope, or if true
 *   {{^name}} … {{/name}}   if false, null, 0, "", empty or absent
 *   {{>file}}               another template, in the scope at hand
 *   {{! … }}                nothing
 *
 * A name is looked up in the innermost object only, with dots for members of
 * members; "." is an array's item, and "@name" starts at the document. There is
 * no falling back to outer scopes: a comment never borrows its parent's field.
 *
 * In href, action, src a value at the beginning must be a path of ours or http,
 * https, mailto, else it becomes "#"; a value further on is percent-encoded.
 */
#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H

#include <jansson.h>

#include "base/buf.h"

enum step_kind {
	STEP_TEXT,
	STEP_ESCAPE,   /* & < > " ' */
	STEP_RAW,
	STEP_URL,      /* a whole URL */
	STEP_PART,     /* a part of a URL behind something else */
	STEP_SECTION,  /* to the step before end */
	STEP_INVERTED, /* to the step before end */
	STEP_PARTIAL,
};

struct template;

struct template_step {
	enum step_kind kind;
	unsigned end;		  /* sections: the first step behind them */
	unsigned len;		  /* of text */
	const char *text;	  /* literal text, or a name */
	const struct template *in; /* partials */
};

struct template {
	const char *name;
	const struct template_step *steps;
	unsigned nsteps;
};

#define TEMPLATE_DEPTH 24 /* partials inside partials; deeper ones are left out */

/*
 * Appends the page to out. Returns NULL, or the first name whose value was asked
 * for and which the document does not have at all (null is a value).
 */
const char *template_render(const struct template *, json_t *document, struct buf *out) MUST_USE;

/* Appends a whole URL, escaped for HTML; "#" if it is not a path of this server, http, https or mailto. */
void template_url(struct buf *, const char *s, size_t n);

#endif

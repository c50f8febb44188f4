/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates are the files of server/web/templates. web/kit/compile turns them into tables of steps at build time;
 * template_render() runs the steps over a JSON document.
 *
 *   {{name}}                a value, escaped for its place: text, attribute or URL.
 *   {{{html}}}              a raw value; the compiler allows it for listed names only.
 *   {{#name}} … {{/name}}   repeated for each item of an array; once for an object or a true value.
 *   {{^name}} … {{/name}}   once for false, null, 0, "", empty or absent.
 *   {{>file}}               another template, in the current scope.
 *   {{! … }}                a comment.
 *
 * A name is looked up in the innermost object only, with dots for members of members. "." is the item of an array, and
 * "@name" starts at the document. Outer scopes are not searched, so a comment never shows its parent's field.
 *
 * At the beginning of href, action and src a value must be a path of this server, http, https or mailto, else it
 * becomes "#". Behind other text it is percent-encoded. Templates and documents have paths as if this server were at the
 * root of its host; the engine writes the text of mount_before() (request/mount.h) before each path that begins a URL.
 */
#ifndef WEB_TEMPLATE_H
#define WEB_TEMPLATE_H

#include <jansson.h>

#include "base/buf.h"
#include "request/mount.h"

enum step_kind {
	STEP_TEXT,
	STEP_ESCAPE, /* & < > " ' */
	STEP_RAW,
	STEP_URL,      /* a whole URL */
	STEP_MOUNT,    /* the text of mount_before() for the literal path that follows; text: that path */
	STEP_PART,     /* a part of a URL behind something else */
	STEP_SECTION,  /* to the step before end */
	STEP_INVERTED, /* to the step before end */
	STEP_PARTIAL,
};

struct template;

struct template_step {
	enum step_kind kind;
	unsigned end;		   /* of a section: the first step behind it */
	unsigned len;		   /* bytes of text */
	const char *text;	   /* literal text, or a name */
	const struct template *in; /* partials */
};

struct template
{
	const char *name;
	const struct template_step *steps;
	unsigned nsteps;
};

#define TEMPLATE_DEPTH 24 /* nested partials; deeper ones are left out */

/* Appends the page to out. Returns NULL, or the first used name that the document lacks (null is a value). */
const char *template_render(const struct template *, json_t *document, const struct mount *, struct buf *out) MUST_USE;

/* Appends a whole URL, escaped for HTML; "#" if it is not a path of this server, http, https or mailto. */
void template_url(struct buf *, const struct mount *, const char *s, size_t n);

#endif

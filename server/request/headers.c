/*
 * The header fields that tell a browser what it may do with an answer: one table, by where the answer
 * belongs. CSP: what may run in it and who may frame it; CORP (Fetch): who may load it; COOP (HTML):
 * whether who opened its window may reach into it. The HTTP edge adds FIELDS_SECURITY to its own answers.
 */
#include <string.h>

#include "http/problem.h"
#include "request/impl.h"

#define NOTHING "default-src 'none'"
#define OUR_OWN \
	NOTHING "; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"

enum framers { BY_NONE, BY_SELF, BY_SITES };

static const struct place {
	const char *path; /* the first row whose path this is, or begins with */
	enum framers framers;
	bool loaded; /* other sites load it: scripts, stylesheets, frames */
	bool alone;  /* in a window of its own: none that opened it keeps hold of it */
} places[] = {
	{ "/v1", BY_NONE, false, false },
	{ "/openapi.json", BY_NONE, false, false },
	{ "/assets", BY_NONE, true, false },
	{ "/a", BY_SITES, true, false },
	{ "/account", BY_SELF, false, true },
	{ "/desk", BY_SELF, false, true },
	{ "", BY_SELF, false, false }, /* signing in, too: the window that a frame opens for it tells the frame */
};

static bool
is_under(const char *path, const char *place)
{
	size_t n = strlen(place);

	return (strncmp(path, place, n) == 0 && (path[n] == '/' || path[n] == '\0'));
}

static const struct place *
place_of(const struct request *rq)
{
	const struct place *p = places;

	while (!is_under(exchange_path(rq->ex), p->path))
		p++;
	return (p);
}

static const char *
framers(const struct request *rq, const struct place *p)
{
	if (p->framers == BY_NONE)
		return ("'none'");
	return (p->framers == BY_SITES && rq->services->framers != NULL ? rq->services->framers() : "'self'");
}

void
headers_put(const struct request *rq, const char *type, struct buf *b)
{
	const struct place *p = place_of(rq);
	bool is_page = type != NULL && strncmp(type, "text/html", 9) == 0;
	bool is_public = rq->route != NULL && rq->route->who == WHO_ANYONE; /* every origin reads it */

	buf_printf(b, "Content-Security-Policy: %s; frame-ancestors %s\r\n", is_page ? OUR_OWN : NOTHING, framers(rq, p));
	buf_printf(b, "Cross-Origin-Resource-Policy: %s\r\n", p->loaded || is_public ? "cross-origin" : "same-origin");
	if (p->alone)
		buf_puts(b, "Cross-Origin-Opener-Policy: same-origin\r\n");
	buf_puts(b, "Referrer-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\n");
}

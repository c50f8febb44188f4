/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The header fields that restrict what a browser does with an answer, in one table by path. CSP: content and framing.
 * CORP (Fetch): which sites may load it. COOP (HTML): whether the window that opened its window may reach into it.
 * Answers that are made without this file have FIELDS_SECURITY (http/problem.h).
 */
#include <string.h>

#include "http/problem.h"
#include "request/impl.h"

#define NOTHING "default-src 'none'"
#define OUR_OWN                                                                                                                \
	NOTHING                                                                                                                \
	"; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'" \
	"; require-trusted-types-for 'script'; trusted-types madang"

enum framers { BY_NONE, BY_SELF, BY_SITES };

/* clang-format off */
static const struct place {
	const char *path; /* the first row that the request's path equals or lies below */
	enum framers framers;
	bool loaded; /* other sites may load it as script, stylesheet or frame */
	bool alone;  /* its window is separated from the window that opened it */
} places[] = {
	{ "/v1", BY_NONE, false, false },
	{ "/openapi.json", BY_NONE, false, false },
	{ "/assets", BY_NONE, true, false },
	{ "/a", BY_SITES, true, false },
	{ "/embed", BY_SITES, true, false },
	{ "/fragment", BY_NONE, true, false },
	{ "/embed.js", BY_NONE, true, false },
	{ "/count.js", BY_NONE, true, false },
	{ "/account", BY_SELF, false, true },
	{ "/desk", BY_SELF, false, true },
	{ "", BY_SELF, false, false }, /* includes sign-in, whose window reports back to the frame that opened it */
};
/* clang-format on */

static const struct place *
place_of(const struct request *rq)
{
	const struct place *p = places;

	while (!path_lies_under(exchange_path(rq->ex), p->path))
		p++;
	return (p);
}

void
rq_framers_set(struct request *rq, const char *framers)
{
	rq->framers = arena_copy(rq->arena, framers, strlen(framers));
}

/*
 * A discussion's page acts for its reader, so only its own site may frame it. An error acts for nobody, and without it
 * the browser would show a page of its own that does not say what is wrong.
 */
static const char *
framers(const struct request *rq, const struct place *p, int status)
{
	if (p->framers != BY_SITES)
		return (p->framers == BY_NONE ? "'none'" : "'self'");
	if (rq->framers != NULL)
		return (rq->framers);
	return (status >= 300 && rq->services->error_framers != NULL ? rq->services->error_framers() : "'self'");
}

void
headers_put(const struct request *rq, int status, const char *type, struct buf *b)
{
	const struct place *p = place_of(rq);
	bool is_page = type != NULL && strncmp(type, "text/html", 9) == 0;
	bool is_public = rq->route != NULL && rq->route->who == WHO_ANYONE; /* every origin may read it */

	buf_printf(b, "Content-Security-Policy: %s; frame-ancestors %s\r\n", is_page ? OUR_OWN : NOTHING, framers(rq, p, status));
	buf_printf(b, "Cross-Origin-Resource-Policy: %s\r\n", p->loaded || is_public ? "cross-origin" : "same-origin");
	if (p->alone)
		buf_puts(b, "Cross-Origin-Opener-Policy: same-origin\r\n");
	buf_puts(b, "Referrer-Policy: same-origin\r\nX-Content-Type-Options: nosniff\r\n");
}

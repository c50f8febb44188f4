/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Articles that were merged into another one (`madang article merge`): a request that finds nothing asks for the other
 * article and is redirected with 308, which keeps the method and the body of a form.
 */
#include <string.h>

#include "base/uuid.h"
#include "request/impl.h"

static then_fn moved_replied;

bool
moved_ask(struct request *rq, enum problem problem)
{
	struct uuid article;

	if (problem_status(problem) != 404 || rq->moved_asked || rq->route == NULL ||
	    strstr(rq->route->path, "/{article}") == NULL || !uuid_parse(rq->path[0], &article))
		return (false);
	rq->moved_asked = true;
	rq->lost = problem;
	ask(rq, ARTICLE_MOVED, moved_replied, rq->path[0]);
	return (true);
}

/* The request's path with this article in place of its first name. */
static const char *
path_of(struct request *rq, const char *article)
{
	const char *p = rq->route->path;
	unsigned names = 0;
	struct buf out;
	size_t n;

	for (buf_init(&out, rq->arena); *p != '\0'; p += n) {
		n = *p == '{' ? strcspn(p, "}") + 1 : strcspn(p, "{");
		if (*p != '{')
			buf_add(&out, p, n);
		else if (names++ == 0)
			buf_puts(&out, article);
		else
			buf_puts(&out, rq->path[names - 1]);
	}
	return (out.data);
}

/* The request's query without the parameters that belong to the former article: cursor and v. */
static const char *
query_of(struct request *rq)
{
	const char *p = strchr(rq_target(rq), '?');
	struct buf out;
	size_t n;

	buf_init(&out, rq->arena);
	for (p = p != NULL ? p + 1 : ""; *p != '\0'; p += n + (p[n] == '&')) {
		n = strcspn(p, "&");
		if (n == 0 || strncmp(p, "cursor=", 7) == 0 || strncmp(p, "v=", 2) == 0)
			continue;
		buf_putc(&out, out.len == 0 ? '?' : '&');
		buf_add(&out, p, n);
	}
	return (out.len > 0 ? out.data : "");
}

static void
moved_replied(struct request *rq, const struct answer *a)
{
	if (!answer_is(a, "ok")) {
		reply_problem(rq, rq->lost);
		return;
	}
	rq_add(rq, "Location", rq_printf(rq, "%s%s%s", rq->mount.path, path_of(rq, answer_text(a, 0, 1)), query_of(rq)));
	reply_empty(rq, 308); /* requests that wait for the same page then ask again and are redirected too */
}

/*
 * An article that became another one (`madang article merge`): its addresses lead there, with 308, so that a form
 * keeps what it holds. Only a request that found nothing asks for it.
 */
#include <string.h>

#include "base/uuid.h"
#include "request/impl.h"

static then_fn moved_replied;

bool
moved_ask(struct request *rq, enum problem problem)
{
	struct uuid article;

	if (problem_status(problem) != 404 || rq->moved_asked || rq->route == NULL || strstr(rq->route->path, "/{article}") == NULL ||
	    !uuid_parse(rq->path[0], &article))
		return (false);
	rq->moved_asked = true;
	rq->lost = problem;
	ask(rq, ARTICLE_MOVED, moved_replied, rq->path[0]);
	return (true);
}

/* The request's path with this article in place of its own, which stands first in it. */
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

/* What was asked for beside, but for what is the former article's alone: places in its lists, its versions. */
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
	rq_add(rq, "Location", rq_printf(rq, "%s%s", path_of(rq, answer_text(a, 0, 1)), query_of(rq)));
	reply_empty(rq, 308); /* who waits for the same page asks anew, and is led there too */
}

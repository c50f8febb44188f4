/*
 * Outlines: what readers with a session share of a page. An outline is kept beside the page, under its key and a mark
 * that no target has, and by the same rules: one question fills it, others wait, the journal's version decides. A
 * request has it before its handler runs, which then asks only for what is its reader's own.
 */
#include <string.h>

#include "request/page_cache.h"

#define MARK '\x01'

/* Who comes from a form finds a line on top: a page of its own, seldom seen twice. */
static bool
is_shared(struct request *rq)
{
	return (rq->viewer != NULL && rq_query(rq, "said") == NULL && rq_query(rq, "undo") == NULL);
}

void
outline_key(struct request *rq, struct target *t)
{
	if (t->n == sizeof(t->key) || !is_shared(rq))
		t->plain = false;
	else
		t->key[t->n++] = MARK;
}

static void
let_go(struct request *rq, void *copy)
{
	(void)rq;
	cached_response_release(copy);
}

void
outline_take(struct request *rq, struct cached_response *copy)
{
	cached_response_hold(copy);
	rq->outline = copy;
	rq_at_end(rq, let_go, copy);
}

bool
rq_outline(struct request *rq, struct outline *o)
{
	const struct cached_response *copy = rq->outline;

	if (copy == NULL)
		return (false);
	o->version = copy->version;
	o->ids = copy->source.data;
	o->authors = o->ids + strlen(o->ids) + 1;
	o->json = o->authors + strlen(o->authors) + 1;
	o->json_len = copy->source.len - (size_t)(o->json - copy->source.data);
	o->html = copy->body.data;
	o->html_len = copy->body.len;
	return (true);
}

bool
rq_makes_outline(struct request *rq)
{
	return (rq->outlined && rq->fill != NULL);
}

void
rq_outline_made(struct request *rq, const struct outline *o)
{
	struct buf source;

	if (step_starved(rq))
		return;
	buf_init(&source, rq->arena);
	buf_add(&source, o->ids, strlen(o->ids) + 1);
	buf_add(&source, o->authors, strlen(o->authors) + 1);
	buf_add(&source, o->json, o->json_len);
	page_filled(rq, &(struct fill_content){ .version = o->version, .type = "", .fields = "", .body = o->html, .len = o->html_len,
	    .source = source.data, .source_len = source.len });
}

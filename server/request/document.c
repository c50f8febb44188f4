/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents of pages, for readers with a session. How this works: the handler calls ask_document(), which joins the page
 * cache under the page's key and a mark. A fresh document is used at once. Otherwise the first request runs its query and
 * fills the cache, and further requests wait for it. Each request then continues with the step that gets the document.
 *
 * A document is never used while it is outdated, because its reader may have just written.
 */
#include <assert.h>

#include "request/page_cache.h"

#define MARK '\x01' /* ends the key of a document; no request target has it */

bool
asks_document(const struct request *rq)
{
	return (rq->document_then != NULL);
}

bool
document_key(struct request *rq, struct target *t)
{
	if (t->n == sizeof(t->key) || rq_query(rq, "said") != NULL || rq_query(rq, "undo") != NULL)
		return (false);
	t->key[t->n++] = MARK;
	return (true);
}

static void
document_release(struct request *rq, void *copy)
{
	(void)rq;
	cached_response_release(copy);
}

static void
document_step(struct request *rq)
{
	rq->document_then(rq, &rq->document);
}

static void
document_take(struct request *rq, const struct document *d)
{
	rq->document = *d;
	rq->next = document_step;
}

void
document_hold(struct request *rq, struct cached_response *copy)
{
	cached_response_hold(copy);
	rq_at_end(rq, document_release, copy);
	document_take(rq, &(struct document) { copy->version, copy->body.data, copy->body.len });
}

static void
document_join(struct request *rq)
{
	if (!page_join(rq))
		request_run(rq);
}

void
ask_document(struct request *rq, document_fn *then, handler_fn *query)
{
	if (!step_acts(rq))
		return;
	assert(rq->document_then == NULL);
	rq->document_then = then;
	rq->next = query;
	step_outside(rq, document_join);
}

void
document_ready(struct request *rq, const struct document *d)
{
	if (step_starved(rq))
		return;
	if (rq->fill != NULL) {
		page_filled(rq,
		    &(struct fill_content) { .version = d->version, .type = "", .fields = "", .body = d->text, .len = d->len });
		return;
	}
	if (!step_acts(rq))
		return;
	document_take(rq, d);
	step_outside(rq, request_run);
}

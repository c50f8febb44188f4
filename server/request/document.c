/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents of pages, for readers with a session. How this works: the handler calls ask_document(), which joins the page
 * cache under the page's key and a mark. A fresh document is used at once. Otherwise the first request runs its query and
 * fills the cache, and further requests wait for it. Each request then continues with the step that gets the document.
 *
 * The cache keeps a document as its parsed tree, which all its readers share: the tree never changes, and jansson counts
 * the references. A document is never used while it is outdated, because its reader may have just written.
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
page_is_document(const struct page *p)
{
	return (p->key[p->key_len - 1] == MARK);
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
	rq->document_then(rq, rq->document);
}

static void
document_take(struct request *rq, const json_t *page)
{
	rq->document = page;
	rq->next = document_step;
}

/*
 * Bytes of jansson 2.14 on a 64-bit machine, with malloc's own: an object and its first 8 buckets, a member, a value. The
 * buckets double when there is a member for each. Names and strings are added. The sum is about a fifth above malloc's.
 */
#define OBJECT_SIZE 240
#define MEMBER_SIZE 104
#define VALUE_SIZE  64

size_t
document_size(const json_t *value)
{
	size_t size = VALUE_SIZE, i;
	const char *name;
	json_t *one;

	switch (json_typeof(value)) {
	case JSON_OBJECT:
		size = OBJECT_SIZE;
		json_object_foreach ((json_t *)value, name, one)
			size += MEMBER_SIZE + strlen(name) + document_size(one);
		return (size);
	case JSON_ARRAY:
		json_array_foreach (value, i, one)
			size += 2 * sizeof(one) + document_size(one);
		return (size + 8 * sizeof(one));
	case JSON_STRING:
		return (size + json_string_length(value));
	default:
		return (size);
	}
}

void
document_hold(struct request *rq, struct cached_response *copy)
{
	cached_response_hold(copy);
	rq_at_end(rq, document_release, copy);
	document_take(rq, copy->tree);
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
document_ready(struct request *rq, long version, const json_t *page)
{
	if (step_starved(rq))
		return;
	if (rq->fill != NULL) {
		page_filled(rq,
		    &(struct fill_content) { .version = version, .type = "", .fields = "", .body = "", .tree = page });
		return;
	}
	if (!step_acts(rq))
		return;
	document_take(rq, page);
	step_outside(rq, request_run);
}

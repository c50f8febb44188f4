#include "web/kit/outline.h"

#include "web/kit/gap.h"
#include "web/kit/overlay.h"
#include "web/kit/page.h"

static const char *
text_of(struct request *rq, json_t *value)
{
	const char *text = rq_printf(rq, "%s", json_string_value(value));

	json_decref(value);
	return (text);
}

struct page_context *
outline_context(struct request *rq)
{
	struct page_context *l = page_context(rq, "");

	l->here = page_own_path(rq);
	l->token = text_of(rq, gap_value(GAP_TOKEN, ""));
	l->key = text_of(rq, gap_value(GAP_KEY, ""));
	l->account = rq_json_own(rq, json_pack("{s:o,s:s}", "username", gap_value(GAP_NAME, ""), "role", "reader"));
	l->now_ms = NOW_LATER;
	return (l);
}

/* ---- who wrote */

static void authors(const json_t *nodes, struct buf *out);

static void
author(const json_t *node, struct buf *out)
{
	const char *id = view_get(json_object_get(node, "author"), "id", NULL);

	if (id != NULL)
		buf_printf(out, "%s ", id);
	authors(json_object_get(json_object_get(node, "replies"), "comments"), out);
}

static void
authors(const json_t *nodes, struct buf *out)
{
	size_t i;
	json_t *one;

	json_array_foreach(nodes, i, one)
		author(one, out);
}

void
outline_people(struct request *rq, const json_t *page, struct outline *o)
{
	static const char *const lists[] = { "comments", "pinned", "ancestors" };
	struct buf all;

	buf_init(&all, rq_arena(rq));
	buf_puts(&all, "");
	for (size_t i = 0; i < LENGTH(lists); i++)
		authors(json_object_get(page, lists[i]), &all);
	author(json_object_get(page, "comment"), &all);
	o->authors = all.data;
	o->ids = overlay_ids(rq, page);
}

/* ---- whom it fits */

static bool
has_some(const json_t *mine, const char *name)
{
	const json_t *value = json_object_get(mine, name);

	return (json_array_size(value) > 0 || json_object_size(value) > 0);
}

/* The outline says itself what closes its article; all else that keeps from writing is its reader's own. */
static bool
is_restricted(const json_t *mine)
{
	const json_t *r = json_object_get(mine, "restriction");

	return (json_is_object(r) && (strcmp(view_get(r, "kind", ""), "closed") != 0 || strcmp(view_get(r, "by", ""), "article") != 0));
}

bool
outline_fits(const struct outline *o, const struct page_context *l, const json_t *mine)
{
	const char *me = view_me(l);

	return (*me != '\0' && !view_moderates(l) && !has_some(mine, "votes") && !has_some(mine, "reports") &&
	    !has_some(mine, "comments") && !is_restricted(mine) && strstr(o->authors, me) == NULL);
}

/* SPDX-License-Identifier: Apache-2.0 */
#include "web/kit/overlay.h"

#include "settings/settings.h"

static void nodes_ids(const json_t *nodes, struct buf *list);

static void
node_ids(const json_t *node, struct buf *list)
{
	const char *id = view_get(node, "id", NULL);

	if (id != NULL)
		buf_printf(list, "%s%s", list->len > 1 ? "," : "", id);
	nodes_ids(json_object_get(json_object_get(node, "replies"), "comments"), list);
}

static void
nodes_ids(const json_t *nodes, struct buf *list)
{
	size_t i;
	json_t *one;

	json_array_foreach (nodes, i, one)
		node_ids(one, list);
}

/* The ids of all comments on the page, whose size is limited. */
const char *
overlay_ids(struct request *rq, const json_t *page)
{
	static const char *const lists[] = { "comments", "pinned", "ancestors" };
	struct buf list;

	buf_init(&list, rq_arena(rq));
	buf_putc(&list, '{');
	node_ids(json_object_get(page, "comment"), &list);
	for (size_t i = 0; i < LENGTH(lists); i++)
		nodes_ids(json_object_get(page, lists[i]), &list);
	buf_putc(&list, '}');
	return (list.data);
}

void
overlay_ask(struct request *rq, const char *article, const char *ids, then_fn *then, const char *step)
{
	ask_list(rq, MINE_PAGE, then, step,
	    (const char *const[]) { rq_viewer(rq), article, ids, setting_text(ACCOUNTS_VERIFY_BEFORE),
		setting_filled(TERMS_VERSION) },
	    5);
}

struct thread_context
overlay_context(struct request *rq, const struct thread_list *list, const char *comment)
{
	return ((struct thread_context) {
	    .root = page_root(rq),
	    .theme = page_theme(rq),
	    .article = list->article,
	    .comment = comment,
	    .sort = order_name(list->from.order),
	    .cursor = rq_query(rq, "cursor"),
	    .length_max = (int)setting_int(COMMENTS_LENGTH_MAX),
	    .window_ms = setting_int(COMMENTS_EDIT_WINDOW) * 1000,
	});
}

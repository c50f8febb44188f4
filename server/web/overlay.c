#include "web/overlay.h"

#include "settings.h"

#define IDS_MAX 100

static unsigned
ids_of_page(const json_t *page, const char **ids)
{
	const json_t *ancestors = json_object_get(page, "ancestors"), *comment = json_object_get(page, "comment");
	size_t above = json_array_size(ancestors);
	unsigned n = 0;

	if (json_is_object(comment))
		ids[n++] = view_get(comment, "id", "");
	n = view_ids(json_object_get(page, "comments"), ids, n, IDS_MAX);
	/* From the nearest upwards: only those are shown. */
	for (; above > 0 && n < IDS_MAX; above--)
		ids[n++] = view_get(json_array_get(ancestors, above - 1), "id", "");
	return (n);
}

const char *
overlay_ids(struct request *rq, const json_t *page)
{
	const char *ids[IDS_MAX];
	struct buf list;
	unsigned n = ids_of_page(page, ids);

	buf_init(&list, rq_arena(rq));
	buf_putc(&list, '{');
	for (unsigned i = 0; i < n; i++)
		buf_printf(&list, "%s%s", i > 0 ? "," : "", ids[i]);
	buf_putc(&list, '}');
	return (list.data);
}

void
overlay_ask(struct request *rq, const char *article, const char *ids, then_fn *then, const char *step)
{
	ask_list(rq, MINE_PAGE, then, step, (const char *const[]){ rq_viewer(rq), article, ids }, 3);
}

json_t *
overlay_read(struct request *rq, struct look *l, const struct answer *a)
{
	json_t *mine, *account;

	l->signed_in = answer_is(a, "ok");
	if (!l->signed_in)
		return (NULL);
	mine = page_json(rq, a);
	account = json_object_get(mine, "account");
	l->account = json_is_object(account) ? account : NULL;
	return (mine);
}

struct thread_look
overlay_look(struct request *rq, const struct thread_list *list, const char *comment)
{
	return ((struct thread_look){
	    .article = list->article,
	    .comment = comment,
	    .sort = order_name(list->from.order),
	    .cursor = rq_query(rq, "cursor"),
	    .window_ms = setting_int(COMMENTS_EDIT_WINDOW) * 1000,
	});
}

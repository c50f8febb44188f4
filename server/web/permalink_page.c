/* GET /a/{article}/c/{comment}: one comment, what it answers, and its replies page by page. */
#include "comment/thread.h"
#include "templates.h"
#include "web/overlay.h"
#include "web/page.h"
#include "web/web.h"

static then_fn paged, overlaid;

struct visit {
	struct thread_list list;
	json_t *page;
	long version;
};

static void draw(struct request *, struct look *, json_t *mine);

void
web_permalink(struct request *rq)
{
	struct visit *v = rq_alloc(rq, sizeof(*v));

	if (!thread_list_read(rq, rq_path(rq, 0), rq_path(rq, 1), &v->list))
		return;
	rq_keep(rq, v);
	thread_comment_page_ask(rq, &v->list, paged, "paged");
}

static void
paged(struct request *rq, const struct answer *a)
{
	struct visit *v = rq_kept(rq);
	struct buf text;

	if (!answer_is(a, "ok")) {
		page_refuse(rq, a);
		return;
	}
	buf_init(&text, rq_arena(rq));
	thread_comment_page_json(&v->list, a, &text);
	v->version = thread_version(a);
	v->page = page_parse(rq, text.data, text.len);
	if (!overlay_ask(rq, v->list.article, v->page, overlaid, "overlaid"))
		draw(rq, page_look_shared(rq), NULL);
}

static void
overlaid(struct request *rq, const struct answer *a)
{
	struct look *l = page_look(rq, "");

	draw(rq, l, overlay_read(rq, l, a));
}

static void
draw(struct request *rq, struct look *l, json_t *mine)
{
	const struct visit *v = rq_kept(rq);
	struct thread_look t = overlay_look(rq, &v->list, v->list.parent);

	if (rq_viewer(rq) == NULL)
		page_reply_public(rq, v->version, &template_permalink, view_permalink(l, &t, v->page, mine));
	else
		page_reply(rq, 200, &template_permalink, view_permalink(l, &t, v->page, mine));
}

#include "web/desk.h"

struct visit {
	const struct desk_page *page;
	int status;
	json_t *doc;
};

static then_fn greeted;

static void
draw(struct request *rq, const struct look *l)
{
	const struct visit *v = rq_kept(rq);

	page_reply(rq, v->status, v->page->template, v->page->view(l, v->doc));
}

void
desk_show(struct request *rq, const struct desk_page *page, int status, json_t *doc)
{
	struct visit *v = rq_alloc(rq, sizeof(*v));

	*v = (struct visit){ .page = page, .status = status, .doc = doc };
	rq_keep(rq, v);
	if (!page_ask_account(rq, greeted, "greeted"))
		draw(rq, page_look(rq, "desk"));
}

static void
greeted(struct request *rq, const struct answer *a)
{
	struct look *l = page_look(rq, "desk");

	page_account(rq, l, a);
	draw(rq, l);
}

void
desk_answer(struct request *rq, const struct desk_page *page, const struct answer *a)
{
	if (answer_is(a, "ok"))
		desk_show(rq, page, 200, page_json(rq, a));
	else
		page_refuse(rq, a);
}

void
desk_done(struct request *rq, const struct answer *a, const char *back, const char *said)
{
	if (answer_is(a, "ok"))
		page_see(rq, back, said, 0, NULL);
	else
		page_refuse(rq, a);
}

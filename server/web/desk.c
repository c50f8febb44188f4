#include "web/desk.h"

#include "moderation/moderation.h"
#include "settings.h"

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

/* ---- lists of cases */

struct queue
desk_queue(struct request *rq)
{
	bool safe = rq_is_safe(rq);
	const char *view = safe ? rq_query(rq, "view") : rq_form(rq, "view");
	const char *article = safe ? rq_query(rq, "article") : rq_form(rq, "article");

	return ((struct queue){ .view = view != NULL && word_in(CASE_VIEWS, view) ? view : NULL,
	    .article = view_is_id(article) ? article : NULL });
}

const char *
desk_queue_path(struct request *rq, const char *path, const struct queue *q)
{
	if (q->view == NULL && q->article == NULL)
		return (path);
	return (rq_printf(rq, "%s?view=%s%s%s", path, q->view != NULL ? q->view : "all", q->article != NULL ? "&article=" : "",
	    q->article != NULL ? q->article : ""));
}

void
desk_claim(struct request *rq, const struct queue *q, then_fn *then, const char *step)
{
	ask_list(rq, CLAIM_NEXT, then, step, (const char *const[]){ rq_viewer(rq), q->view != NULL ? q->view : "all", q->article, "1",
		rq_int(rq, setting_int(MODERATION_LEASE)), rq_int(rq, setting_int(MODERATION_CLAIMS_MAX)) }, 6);
}

const char *
desk_claimed(struct request *rq, const struct answer *a)
{
	const json_t *cases = json_object_get(page_json(rq, a), "cases");

	return (view_get(json_array_get(cases, 0), "case", NULL));
}
